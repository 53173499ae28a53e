//! What the check of the register reads, and what it was told to leave alone.

use db::{Bytes, Day, ReadTx, Result};
use kamus::Nik;
use uuid::Uuid;

use crate::entitas::{MutuAbaikan, buka_nik};

db::statements! {
    /// Every present resident, with what the check looks at and nothing else.
    LIST_ORANG_MUTU = "select id, keluarga_id, nik_segel, nama, kunci_nama, jenis_kelamin, tanggal_lahir, agama,
            pendidikan_kk, pekerjaan, status_kawin, shdk, kewarganegaraan, nama_ayah, nama_ibu, akta_lahir,
            akta_perkawinan, tanggal_perkawinan, tanggal_perceraian, ktp_el, dusun, rw, rt, rumah_tangga_id, hubungan_rtm
        from penduduk where unit = $1 and status_dasar = 1";
    LIST_KELUARGA_MUTU = "select id, no_kk_kunci, kepala_id, dusun, rw, rt from keluarga where unit = $1 order by id";
    /// Present residents whose NIK is also that of somebody who died.
    LIST_NIK_MATI = "select a.id, b.nama from penduduk b join penduduk a on a.unit = b.unit and a.nik_kunci = b.nik_kunci
        where b.unit = $1 and b.status_dasar = 2 and a.status_dasar = 1 order by a.id, b.id";
    LIST_ABAIKAN = "select id, jenis, penduduk_id, keluarga_id, alasan, oleh, pada from mutu_abaikan where unit = $1";
}

/// A resident as the check sees one.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct OrangMutu {
    pub id: Uuid,
    pub keluarga_id: Option<Uuid>,
    nik_segel: Option<Bytes>,
    pub nama: String,
    pub kunci_nama: String,
    pub jenis_kelamin: i16,
    pub tanggal_lahir: Day,
    pub agama: Option<i16>,
    pub pendidikan_kk: Option<i16>,
    pub pekerjaan: Option<i16>,
    pub status_kawin: Option<i16>,
    pub shdk: i16,
    pub kewarganegaraan: Option<i16>,
    pub nama_ayah: Option<String>,
    pub nama_ibu: Option<String>,
    pub akta_lahir: Option<String>,
    pub akta_perkawinan: Option<String>,
    pub tanggal_perkawinan: Option<Day>,
    pub tanggal_perceraian: Option<Day>,
    pub ktp_el: Option<i16>,
    pub dusun: String,
    pub rw: String,
    pub rt: String,
    pub rumah_tangga_id: Option<Uuid>,
    pub hubungan_rtm: Option<i16>,
    /// In the open, as long as the check lasts.
    #[sqlx(skip)]
    pub nik: Option<Nik>,
}

#[derive(Debug, Clone, sqlx::FromRow)]
pub struct KeluargaMutu {
    pub id: Uuid,
    no_kk_kunci: Option<Bytes>,
    pub kepala_id: Option<Uuid>,
    pub dusun: String,
    pub rw: String,
    pub rt: String,
}

impl KeluargaMutu {
    pub fn bernomor(&self) -> bool {
        self.no_kk_kunci.is_some()
    }
}

/// All present residents, the oldest first, their NIK opened.
pub async fn list_orang_mutu(tx: &mut ReadTx) -> Result<Vec<OrangMutu>> {
    let mut semua: Vec<OrangMutu> = tx.query(LIST_ORANG_MUTU).all().await?;
    for orang in &mut semua {
        orang.nik = buka_nik(tx.keys(), orang.nik_segel.as_ref())?;
    }
    semua.sort_unstable_by(|a, b| (a.tanggal_lahir, &a.nama, a.id).cmp(&(b.tanggal_lahir, &b.nama, b.id)));
    Ok(semua)
}

pub async fn list_keluarga_mutu(tx: &mut ReadTx) -> Result<Vec<KeluargaMutu>> {
    tx.query(LIST_KELUARGA_MUTU).all().await
}

/// Present residents who have the NIK of somebody who died, with that name.
pub async fn list_nik_mati(tx: &mut ReadTx) -> Result<Vec<(Uuid, String)>> {
    tx.query(LIST_NIK_MATI).all().await
}

pub async fn list_abaikan(tx: &mut ReadTx) -> Result<Vec<MutuAbaikan>> {
    tx.query(LIST_ABAIKAN).all().await
}

#[cfg(test)]
impl OrangMutu {
    /// A woman of 40 in whom nothing is odd; a test changes what it is about.
    pub(crate) fn contoh(id: u128, nama: &str) -> Self {
        Self {
            id: Uuid::from_u128(id),
            keluarga_id: Some(Uuid::from_u128(1_000)),
            nik_segel: None,
            nama: nama.to_owned(),
            kunci_nama: crate::entitas::kunci_cari(nama),
            jenis_kelamin: 2,
            tanggal_lahir: Day(jiff::civil::date(1985, 1, 1)),
            agama: Some(1),
            pendidikan_kk: Some(5),
            pekerjaan: Some(88),
            status_kawin: Some(1),
            shdk: 1,
            kewarganegaraan: Some(1),
            nama_ayah: Some("KARSO".to_owned()),
            nama_ibu: Some("TUMINAH".to_owned()),
            akta_lahir: None,
            akta_perkawinan: None,
            tanggal_perkawinan: None,
            tanggal_perceraian: None,
            ktp_el: Some(2),
            dusun: "KAUMAN".to_owned(),
            rw: "001".to_owned(),
            rt: "002".to_owned(),
            rumah_tangga_id: None,
            hubungan_rtm: None,
            nik: Nik::baru("3402134101859001").ok(),
        }
    }
}

#[cfg(test)]
impl KeluargaMutu {
    pub(crate) fn contoh(id: u128, kepala: Option<u128>) -> Self {
        Self {
            id: Uuid::from_u128(id),
            no_kk_kunci: Some(Bytes(vec![1])),
            kepala_id: kepala.map(Uuid::from_u128),
            dusun: "KAUMAN".to_owned(),
            rw: "001".to_owned(),
            rt: "002".to_owned(),
        }
    }

    pub(crate) fn tanpa_nomor(mut self) -> Self {
        self.no_kk_kunci = None;
        self
    }
}
