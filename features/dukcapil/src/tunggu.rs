//! Who of the register waits for Dukcapil and has no case yet.

use std::collections::HashSet;

use db::{ReadTx, Result};
use jiff::ToSpan as _;
use jiff::civil::Date;
use kamus::tanggal_pendek;
use kependudukan::entitas::{JenisPeristiwa, Peristiwa};
use kependudukan::peristiwa::tanpa_dokumen;
use kependudukan::store::{self as warga, BarisTunggu};
use uuid::Uuid;

use crate::alur::Asal;
use crate::jenis::{self, Jenis};
use crate::store;

/// Events older than this are no longer asked after.
const TAHUN: i64 = 2;

/// Somebody who waits.
#[derive(Debug, Clone)]
pub struct Tunggu {
    pub jenis: &'static Jenis,
    pub asal: Asal,
    /// Who leads to the page of the person.
    pub orang_id: Option<Uuid>,
    pub nama: String,
    pub dusun: String,
    pub sejak: Date,
    /// "Lahir 12-07-2026"
    pub hal: String,
}

/// Cases that are open already.
struct Terbuka(HashSet<(String, Uuid)>);

impl Terbuka {
    async fn baca(tx: &mut ReadTx) -> Result<Self> {
        let mut semua = HashSet::new();
        for b in store::list_terbuka(tx).await? {
            for id in [Some(b.orang_id), b.keluarga_id, b.peristiwa_id].into_iter().flatten() {
                semua.insert((b.jenis.clone(), id));
            }
        }
        Ok(Self(semua))
    }

    fn ada(&self, jenis: &Jenis, id: Uuid) -> bool {
        self.0.contains(&(jenis.kode.clone(), id))
    }
}

/// All who wait, longest first.
pub async fn list_tunggu(tx: &mut ReadTx, hari_ini: Date) -> Result<Vec<Tunggu>> {
    let terbuka = Terbuka::baca(tx).await?;
    let mut semua = Vec::new();
    for b in warga::list_tanpa_nik(tx).await? {
        semua.extend(tanpa_nik(tx, &terbuka, b).await?);
    }
    if let Some(jenis) = jenis::find("kk_baru") {
        let keluarga = warga::list_tanpa_kk(tx).await?.into_iter();
        semua.extend(keluarga.filter_map(|b| {
            let id = b.keluarga_id.filter(|id| !terbuka.ada(jenis, *id))?;
            let hal = "Keluarga menunggu nomor KK".to_owned();
            Some(Tunggu { hal, ..dari_baris(jenis, Asal::Keluarga(id), b) })
        }));
    }
    let dari = hari_ini.checked_sub(TAHUN.years()).unwrap_or(Date::MIN);
    for p in tanpa_dokumen(tx, (dari, hari_ini)).await? {
        semua.extend(dari_peristiwa(tx, &terbuka, &p).await?);
    }
    semua.sort_by(|a, b| (a.sejak, &a.nama).cmp(&(b.sejak, &b.nama)));
    Ok(semua)
}

fn dari_baris(jenis: &'static Jenis, asal: Asal, b: BarisTunggu) -> Tunggu {
    Tunggu {
        jenis,
        asal,
        orang_id: Some(b.id),
        nama: b.nama,
        dusun: b.dusun,
        sejak: b.berlaku_sejak.0,
        hal: format!("Lahir {}", tanggal_pendek(b.tanggal_lahir.0)),
    }
}

/// A child that was born here, or somebody who never had a NIK.
async fn tanpa_nik(tx: &mut ReadTx, terbuka: &Terbuka, b: BarisTunggu) -> Result<Option<Tunggu>> {
    let semua = warga::list_peristiwa_orang(tx, b.id).await?;
    let lahir = semua.iter().any(|p| p.berlaku() && p.jenis() == JenisPeristiwa::Lahir);
    let ada = ["kelahiran", "nik"].iter().filter_map(|kode| jenis::find(kode));
    if ada.into_iter().any(|jenis| terbuka.ada(jenis, b.id)) {
        return Ok(None);
    }
    let jenis = jenis::find(if lahir { "kelahiran" } else { "nik" });
    Ok(jenis.map(|jenis| dari_baris(jenis, Asal::Orang(b.id), b)))
}

async fn dari_peristiwa(tx: &mut ReadTx, terbuka: &Terbuka, p: &Peristiwa) -> Result<Option<Tunggu>> {
    let Some(jenis) = jenis::semua().iter().find(|j| j.tunggu && j.dari_peristiwa(p.jenis())) else {
        return Ok(None);
    };
    if terbuka.ada(jenis, p.id) {
        return Ok(None);
    }
    let nama = match p.penduduk_id {
        Some(id) => warga::find_penduduk(tx, id).await?.map(|orang| orang.nama),
        None => None,
    };
    Ok(Some(Tunggu {
        jenis,
        asal: Asal::Peristiwa(p.id),
        orang_id: p.penduduk_id,
        nama: nama.unwrap_or_else(|| "(bayi)".to_owned()),
        dusun: p.dusun.clone(),
        sejak: p.tanggal.0,
        hal: format!("{} {}", p.jenis().label(), tanggal_pendek(p.tanggal.0)),
    }))
}
