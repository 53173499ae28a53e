//! Undoing an event: another event that gives back what was true before.

use std::collections::BTreeSet;

use db::{At, Entity, Error, Result, Where, WriteTx};
use jiff::civil::Date;
use kamus::{Daftar as _, StatusDasar};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::kejadian::peta_baris;
use super::utuh;
use crate::entitas::{JenisPeristiwa, Peristiwa, Rincian, TIADA_AKHIR, Ubahan};
use crate::pindah_antar::{self, KeadaanKiriman};
use crate::{riwayat, store};

/// Why an event cannot be undone; the sentence says what to do.
#[derive(Debug, thiserror::Error)]
pub enum GalatBatal {
    #[error("Peristiwa ini sudah dibatalkan.")]
    Sudah,
    #[error("Pembatalan tidak dapat dibatalkan. Catat peristiwanya sekali lagi.")]
    Pembatalan,
    #[error("Sesudahnya sudah tercatat {0} yang mengubah hal yang sama. Batalkan itu dulu.")]
    AdaYangLebihBaru(&'static str),
    #[error("Orang ini sedang dikirim ke desa tujuannya. Tarik dulu kirimannya di Pindah antardesa.")]
    SedangDikirim,
    #[error(
        "Desa tujuan sudah menerima orang ini. Minta desa itu membatalkan kedatangannya, lalu tarik kirimannya."
    )]
    SudahDiterima,
    #[error("Sudah ada orang lain yang tercatat sebagai penduduk dengan NIK itu.")]
    NikTerpakai,
    #[error("Sesudah pembatalan ini {0} Batalkan dulu perubahan keluarga yang tercatat sesudahnya.")]
    Keluarga(String),
    #[error(transparent)]
    Db(#[from] Error),
}

/// Undoes an event and all that was reported with it; tells the undoing events' ids.
pub async fn batalkan(
    tx: &mut WriteTx,
    peristiwa: &Peristiwa,
    alasan: &str,
    hari_ini: Date,
) -> Result<Vec<Uuid>, GalatBatal> {
    if peristiwa.jenis() == JenisPeristiwa::Pembatalan {
        return Err(GalatBatal::Pembatalan);
    }
    if !peristiwa.berlaku() {
        return Err(GalatBatal::Sudah);
    }
    match pindah_antar::ikatan(tx, peristiwa.rombongan_id).await? {
        Some(KeadaanKiriman::Diterima) => return Err(GalatBatal::SudahDiterima),
        Some(_) => return Err(GalatBatal::SedangDikirim),
        None => {}
    }
    let mut rombongan = store::list_rombongan(tx, peristiwa.rombongan_id).await?;
    rombongan.retain(|p| p.berlaku() && p.jenis() != JenisPeristiwa::Pembatalan);
    for satu in &rombongan {
        tolak_bila_ada_lanjutan(tx, satu).await?;
        tolak_bila_keluarga_berlanjut(tx, satu).await?;
    }
    let keluarga = keluarga_tersentuh(tx, &rombongan)?;
    let rumah = rumah_tersentuh(tx, &rombongan)?;
    let mut sebelum = utuh::keluarga_rusak(tx, &keluarga).await?;
    sebelum.extend(utuh::rumah_tangga_rusak(tx, &rumah).await?);
    let mut urut = Vec::with_capacity(rombongan.len());
    for satu in rombongan {
        urut.push((kembali_hidup(&satu.rincian(tx.keys())?), satu));
    }
    // Who becomes a resident again comes last: by then nobody else has the NIK any more.
    urut.sort_by_key(|(kembali, _)| *kembali);
    let mut ids = Vec::with_capacity(urut.len());
    for (_, satu) in &urut {
        ids.push(batalkan_satu(tx, satu, alasan, hari_ini).await?);
    }
    pindah_antar::buka_lagi(tx, peristiwa.rombongan_id).await?;
    let mut sesudah = utuh::keluarga_rusak(tx, &keluarga).await?;
    sesudah.extend(utuh::rumah_tangga_rusak(tx, &rumah).await?);
    match sesudah.into_iter().find(|rusak| !sebelum.contains(rusak)) {
        Some((_, kalimat)) => Err(GalatBatal::Keluarga(kalimat)),
        None => Ok(ids),
    }
}

/// The families in which somebody is or was by these events.
fn keluarga_tersentuh(tx: &WriteTx, rombongan: &[Peristiwa]) -> Result<BTreeSet<Uuid>> {
    let mut semua = BTreeSet::new();
    for satu in rombongan {
        semua.extend(satu.keluarga_id);
        let rincian = satu.rincian(tx.keys())?;
        semua.extend(rincian.ubahan_keluarga.iter().map(|u| u.keluarga_id));
        semua.extend(berpindah(&rincian, "keluarga_id"));
    }
    Ok(semua)
}

/// The same of households.
fn rumah_tersentuh(tx: &WriteTx, rombongan: &[Peristiwa]) -> Result<BTreeSet<Uuid>> {
    let mut semua = BTreeSet::new();
    for satu in rombongan {
        let rincian = satu.rincian(tx.keys())?;
        semua.extend(rincian.ubahan_rumah_tangga.iter().map(|u| u.rumah_tangga_id));
        semua.extend(berpindah(&rincian, "rumah_tangga_id"));
    }
    Ok(semua)
}

/// Out of which and into which somebody came, by this column.
fn berpindah(rincian: &Rincian, kolom: &str) -> Vec<Uuid> {
    let pindah = rincian.ubahan.iter().filter(|u| u.kolom == kolom);
    pindah.flat_map(|u| [&u.lama, &u.baru]).filter_map(|id| id.as_str()?.parse().ok()).collect()
}

/// What an event changed of families and households: the column by which people belong to one, its id, and
/// its changed column.
fn ubahan_bersama(rincian: &Rincian) -> Vec<(&'static str, Uuid, &Ubahan)> {
    let keluarga = rincian.ubahan_keluarga.iter().map(|u| ("keluarga_id", u.keluarga_id, &u.ubahan));
    let rumah = rincian.ubahan_rumah_tangga.iter().map(|u| ("rumah_tangga_id", u.rumah_tangga_id, &u.ubahan));
    keluarga.chain(rumah).collect()
}

fn kembali_hidup(rincian: &Rincian) -> bool {
    let hidup = StatusDasar::Hidup.kode();
    rincian.ubahan.iter().any(|u| u.kolom == "status_dasar" && u.lama == hidup)
}

/// A later event that changed the same columns must be undone first.
async fn tolak_bila_ada_lanjutan(tx: &mut WriteTx, satu: &Peristiwa) -> Result<(), GalatBatal> {
    let Some(penduduk_id) = satu.penduduk_id else { return Ok(()) };
    let kolom = kolom_tersentuh(&satu.rincian(tx.keys())?);
    let masuk = masuk_register(satu);
    for lain in store::list_peristiwa_orang(tx, penduduk_id).await? {
        let lebih_baru = (lain.dicatat_pada, lain.id) > (satu.dicatat_pada, satu.id);
        let bagian_lain = lain.rombongan_id != satu.rombongan_id && lain.berlaku();
        if !lebih_baru || !bagian_lain || lain.jenis() == JenisPeristiwa::Pembatalan {
            continue;
        }
        let bertemu = kolom_tersentuh(&lain.rincian(tx.keys())?).iter().any(|k| kolom.contains(k));
        if masuk || bertemu {
            return Err(GalatBatal::AdaYangLebihBaru(lain.jenis().label()));
        }
    }
    Ok(())
}

/// A later event that changed the same of the same family or household, or brought somebody into one that
/// began here.
async fn tolak_bila_keluarga_berlanjut(tx: &mut WriteTx, satu: &Peristiwa) -> Result<(), GalatBatal> {
    let rincian = satu.rincian(tx.keys())?;
    let ubahan = ubahan_bersama(&rincian);
    if ubahan.is_empty() {
        return Ok(());
    }
    let masa = (At(satu.dicatat_pada.0 - 1), At(TIADA_AKHIR.0 - 1));
    let masih = Where::new().and("dibatalkan_pada = ?", [TIADA_AKHIR.into()]);
    for lain in store::list_peristiwa_dicatat(tx, masa, masih).await? {
        let lebih_baru = (lain.dicatat_pada, lain.id) > (satu.dicatat_pada, satu.id);
        if !lebih_baru || lain.rombongan_id == satu.rombongan_id || lain.jenis() == JenisPeristiwa::Pembatalan
        {
            continue;
        }
        let lanjutan = lain.rincian(tx.keys())?;
        let bersama = ubahan_bersama(&lanjutan);
        let bertemu = ubahan.iter().any(|(anggota, id, u)| {
            let baru = u.kolom == "id";
            let sama = bersama.iter().any(|(_, lain, l)| lain == id && (baru || l.kolom == u.kolom));
            sama || baru && berpindah(&lanjutan, anggota).contains(id)
        });
        if bertemu {
            return Err(GalatBatal::AdaYangLebihBaru(lain.jenis().label()));
        }
    }
    Ok(())
}

/// Whether the person came into the register by this event.
fn masuk_register(p: &Peristiwa) -> bool {
    matches!(p.jenis(), JenisPeristiwa::Lahir | JenisPeristiwa::Datang)
}

fn kolom_tersentuh(rincian: &Rincian) -> Vec<String> {
    rincian.ubahan.iter().map(|u| u.kolom.clone()).collect()
}

async fn batalkan_satu(
    tx: &mut WriteTx,
    satu: &Peristiwa,
    alasan: &str,
    hari_ini: Date,
) -> Result<Uuid, GalatBatal> {
    let (ctx, keys) = (*tx.ctx(), tx.keys().clone());
    let rincian = satu.rincian(&keys)?;
    for u in &rincian.ubahan_keluarga {
        let keluarga = store::find_keluarga(tx, u.keluarga_id).await?;
        kembalikan(tx, keluarga, &u.ubahan, None).await?;
    }
    for u in &rincian.ubahan_rumah_tangga {
        let rumah = store::find_rumah_tangga(tx, u.rumah_tangga_id).await?;
        kembalikan(tx, rumah, &u.ubahan, Some(("bubar", satu.tanggal.0))).await?;
    }
    let id = ctx.new_id();
    if let Some(penduduk_id) = satu.penduduk_id {
        let mut lama: Map<String, Value> =
            rincian.ubahan.iter().map(|u| (u.kolom.clone(), u.lama.clone())).collect();
        if lama.is_empty() && masuk_register(satu) {
            // Somebody who never was born or came: the row stays, but counts nowhere.
            lama.insert("status_dasar".to_owned(), StatusDasar::TidakValid.kode().into());
        }
        if lama.get("status_dasar") == Some(&StatusDasar::Hidup.kode().into()) {
            tolak_bila_nik_terpakai(tx, penduduk_id).await?;
        }
        riwayat::ubah(tx, penduduk_id, &lama, satu.tanggal.0, Some(id)).await?;
    }
    let isi = Rincian { keterangan: Some(alasan.to_owned()), ..Rincian::default() };
    tx.update(&Peristiwa { dibatalkan_pada: ctx.now.into(), ..satu.clone() }).await?;
    tx.insert(&Peristiwa {
        id,
        jenis: JenisPeristiwa::Pembatalan.kode(),
        tanggal_lapor: hari_ini.into(),
        membatalkan_id: Some(satu.id),
        isi_segel: isi.segel(&keys),
        oleh: ctx.user(),
        dicatat_pada: ctx.now.into(),
        dibatalkan_pada: TIADA_AKHIR,
        ..satu.clone()
    })
    .await?;
    Ok(id)
}

async fn tolak_bila_nik_terpakai(tx: &mut WriteTx, penduduk_id: Uuid) -> Result<(), GalatBatal> {
    let penduduk = store::find_penduduk(tx, penduduk_id).await?;
    let nik = penduduk.map(|p| p.nik(tx.keys())).transpose()?.flatten();
    let Some(nik) = nik else { return Ok(()) };
    let pemegang = store::find_aktif_nik(tx, nik).await?;
    if pemegang.is_some_and(|pemegang| pemegang != penduduk_id) {
        return Err(GalatBatal::NikTerpakai);
    }
    Ok(())
}

/// Gives a family or a household back what its column held. The row of one that began with the event stays,
/// without members; a household says since when (`akhir`).
async fn kembalikan<E: Entity>(
    tx: &mut WriteTx,
    kini: Option<E>,
    u: &Ubahan,
    akhir: Option<(&str, Date)>,
) -> Result<()> {
    let Some(kini) = kini else { return Ok(()) };
    let mut peta = peta_baris(&kini);
    match (u.kolom.as_str(), akhir) {
        ("id", None) => return Ok(()),
        ("id", Some((kolom, hari))) => peta.insert(kolom.to_owned(), hari.to_string().into()),
        (kolom, _) => peta.insert(kolom.to_owned(), u.lama.clone()),
    };
    let baru: E = serde_json::from_value(Value::Object(peta))
        .map_err(|source| Error::Payload { entity: E::DEF.table, source })?;
    tx.update(&baru).await
}
