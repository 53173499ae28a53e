//! What the register knows about a case, read at once.

use db::{ReadTx, Result};
use kamus::NomorKk;
use kependudukan::entitas::{JenisPeristiwa, Keluarga, Peristiwa, Rincian};
use kependudukan::{Penduduk, store as warga};
use uuid::Uuid;
use vault::UnitKeys;
use wilayah::Identitas;

use crate::jenis::{Jenis, Pokok};
use crate::store::{Berkas, Isian};

/// All that the forms of a case are filled from.
pub struct Bahan {
    pub(super) keys: UnitKeys,
    pub(super) jenis: &'static Jenis,
    pub(super) isian: Isian,
    pub(super) identitas: Option<Identitas>,
    pub(super) orang: Penduduk,
    pub(super) keluarga: Option<Keluarga>,
    pub(super) no_kk: Option<NomorKk>,
    /// The present members of the family, the head first.
    pub(super) anggota: Vec<Penduduk>,
    pub(super) peristiwa: Option<(Peristiwa, Rincian)>,
    /// Who moves, where the case is a move.
    pub(super) pindah: Vec<Penduduk>,
    /// Codes of requirements that are there.
    pub(super) syarat: Vec<String>,
}

impl Bahan {
    /// # Errors
    /// When the person or the kind of case is no longer there.
    pub async fn baca(tx: &mut ReadTx, berkas: &Berkas) -> Result<Self> {
        let jenis = berkas.jenis().ok_or(db::Error::NotFound("jenis berkas"))?;
        let peristiwa = match berkas.peristiwa_id {
            Some(id) => warga::find_peristiwa(tx, id).await?,
            None => None,
        };
        let peristiwa = match peristiwa {
            Some(p) => {
                let rincian = p.rincian(tx.keys())?;
                Some((p, rincian))
            }
            None => None,
        };
        let orang = warga::find_penduduk(tx, berkas.orang_id).await?;
        let orang = orang.ok_or(db::Error::NotFound("penduduk"))?;
        let keluarga_id = match jenis.pokok {
            Pokok::Keluarga => berkas.keluarga_id,
            _ => orang.keluarga_id.or(berkas.keluarga_id),
        };
        let (keluarga, anggota) = keluarga(tx, keluarga_id).await?;
        let no_kk = keluarga.as_ref().map(|k| k.no_kk(tx.keys())).transpose()?.flatten();
        let pindah = pindah(tx, peristiwa.as_ref().map(|(p, _)| p)).await?;
        Ok(Self {
            keys: tx.keys().clone(),
            jenis,
            isian: berkas.isian(tx)?,
            identitas: wilayah::find_identitas(tx).await?,
            orang,
            keluarga,
            no_kk,
            anggota,
            peristiwa,
            pindah,
            syarat: berkas.syarat().into_iter().map(str::to_owned).collect(),
        })
    }

    pub(super) fn rincian(&self, kolom: &str) -> &str {
        self.peristiwa.as_ref().map_or("", |(_, rincian)| rincian.jawab(kolom))
    }

    /// Somebody of the family with this name.
    pub(super) fn serumah(&self, nama: &str) -> Option<&Penduduk> {
        self.anggota.iter().find(|p| p.nama == nama)
    }
}

async fn keluarga(tx: &mut ReadTx, id: Option<Uuid>) -> Result<(Option<Keluarga>, Vec<Penduduk>)> {
    let Some(id) = id else { return Ok((None, Vec::new())) };
    let mut anggota = warga::list_anggota(tx, id).await?;
    anggota.retain(Penduduk::aktif);
    Ok((warga::find_keluarga(tx, id).await?, anggota))
}

async fn pindah(tx: &mut ReadTx, p: Option<&Peristiwa>) -> Result<Vec<Penduduk>> {
    let Some(p) = p.filter(|p| p.jenis() == JenisPeristiwa::PindahKeluar) else { return Ok(Vec::new()) };
    let mut semua = Vec::new();
    for satu in warga::list_rombongan(tx, p.rombongan_id).await? {
        let ikut = satu.jenis() == JenisPeristiwa::PindahKeluar && satu.berlaku();
        if let Some(id) = satu.penduduk_id.filter(|_| ikut) {
            semua.extend(warga::find_penduduk(tx, id).await?);
        }
    }
    semua.sort_by_key(|p| (p.shdk, p.tanggal_lahir, p.id));
    Ok(semua)
}
