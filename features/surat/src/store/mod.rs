//! All SQL on the tables of this room.

mod baris;
mod daftar;
mod draf;
mod jenis;
mod kiriman;
mod kukuh;
mod lama;
mod loket;

pub use baris::{AturSurat, Isi, LangkahParaf, Penandatanganan, Peristiwa, Surat};
pub use daftar::{
    Agenda, BarisAgenda, BarisSurat, RekapTerbit, Saring, count_menunggu, count_surat, find_keluar,
    list_agenda, list_keluar, list_surat, rekap_terbit,
};
pub(crate) use daftar::{Menunggu, list_menunggu};
pub use draf::titip_draf;
pub(crate) use draf::{Draf, delete_draf, delete_draf_surat, find_draf, list_draf, put_draf};

pub use jenis::JenisSurat;
pub(crate) use jenis::{find_konsep, get_jenis, list_jenis, list_terbit, versi};
pub use kiriman::{Kiriman, TahapKiriman, find_kiriman};
pub(crate) use kiriman::{ada_acuan, get_kiriman};
pub use kukuh::{
    AturPengukuhan, Penerusan, Pengukuhan, find_penerusan, find_penerusan_surat, find_pengukuhan,
};
pub(crate) use kukuh::{
    BarisPenerusan, SaringKukuh, count_penerusan, count_pengukuhan, list_asal, list_atur_pengukuhan,
    list_penerusan, list_pengukuhan, register_berikut, register_dipakai,
};
pub use lama::{Asal, ImporSuratLama, SuratLama, list_lama_tentang};
pub(crate) use lama::{
    SaringLama, count_lama, delete_impor_lama, find_impor_lama, get_impor_lama, list_impor_lama, list_lama,
    list_lama_tahun,
};
pub use loket::{Loket, Pekerjaan};
pub(crate) use loket::{count_loket, get_loket, insert_loket, list_loket};

use std::collections::HashMap;

use db::{ReadTx, Result, Where, WriteTx};
use kamus::Nik;
use uuid::Uuid;

use crate::keadaan::Tindakan;

macro_rules! kolom_surat {
    () => {
        "id, jenis, jenis_id, keadaan, versi, klasifikasi, cara, kertas, rangkap, subjek_jenis, subjek_id, subjek_nama, \
         subjek_kunci, subjek_nik, subjek_segel, isian_segel, rantai, langkah, penandatangan_id, bentuk, \
         tanggal, nomor, nomor_urut, nomor_tahun, naskah_segel, ttd_nama, ttd_selaku, berlaku_sampai, token, \
         asli_id, asli_sidik, terbit_id, terbit_sidik, pdf_id, pindai_id, terbit_pada, mengganti_id, \
         pengganti_id, alasan, manual, dibuat_oleh, dibuat_pada"
    };
}

db::statements! {
    GET_SURAT = concat!("select ", kolom_surat!(), " from surat where unit = $1 and id = $2");
    COUNT_PENGGANTI = "select count(*) from surat where unit = $1 and mengganti_id = $2 and keadaan < 4";
    LIST_TERAKHIR = concat!("select ", kolom_surat!(), " from surat
        where unit = $1 and (subjek_id = $2 or subjek_nik = $3) order by dibuat_pada desc, id desc limit 5");
    LIST_TENTANG = concat!("select ", kolom_surat!(), " from surat
        where unit = $1 and (subjek_id = $2 or subjek_nik = $3) order by dibuat_pada, id");
    /// Of those who were typed in and stand in no register, bodies among them.
    LIST_LUAR = concat!("select ", kolom_surat!(), " from surat
        where unit = $1 and (subjek_jenis = 3 or (subjek_jenis = 4 and subjek_id is null)) /*where*/ order by dibuat_pada desc, id desc limit 5");
    FIND_NOMOR = "select id from surat where unit = $1 and nomor_tahun = $2 and nomor = $3";
    LIST_URUT = "select jenis, nomor from surat
        where unit = $1 and nomor_tahun = $2 and nomor_urut = $3 and nomor is not null";
    LIST_PERISTIWA = "select id, surat_id, urutan, tindakan, langkah, oleh, oleh_nama, catatan, pada
        from surat_peristiwa where unit = $1 and surat_id = $2 order by urutan";
    COUNT_PERISTIWA = "select count(*) from surat_peristiwa where unit = $1 and surat_id = $2";
    LIST_PENANDATANGANAN = "select id, surat_id, pejabat_id, oleh, layanan, keadaan, sebab, acuan, kembalian_id,
        mulai_pada, selesai_pada
        from surat_penandatanganan where unit = $1 and surat_id = $2 order by mulai_pada, id";
    LIST_ATUR = "select id, jenis, versi, aktif, syarat, klasifikasi, cara, rantai, penandatangan_id, bentuk, kertas,
        rangkap, masa_hari, konfirmasi, oleh, pada from surat_atur where unit = $1 and jenis = $2 order by versi desc";
    /// The version in force.
    FIND_ATUR = "select id, jenis, versi, aktif, syarat, klasifikasi, cara, rantai, penandatangan_id, bentuk, kertas,
        rangkap, masa_hari, konfirmasi, oleh, pada from surat_atur where unit = $1 and jenis = $2 order by versi desc limit 1";
    LIST_AKTIF = "select jenis, aktif from surat_atur where unit = $1 order by jenis, versi";
    COUNT_ATUR = "select count(*) from surat_atur where unit = $1";
}

/// Every statement of this room.
pub(crate) const ALL: [&[db::Statement]; 8] = [
    STATEMENTS,
    daftar::STATEMENTS,
    draf::STATEMENTS,
    jenis::STATEMENTS,
    kiriman::STATEMENTS,
    kukuh::STATEMENTS,
    lama::STATEMENTS,
    loket::STATEMENTS,
];

pub async fn get_surat(tx: &mut ReadTx, id: Uuid) -> Result<Surat> {
    let surat: Surat = tx.query(GET_SURAT).bind(id).one().await?;
    jenis::pastikan(tx, surat.jenis_id).await?;
    Ok(surat)
}

/// Reads the kinds of these letters too, so that [`Surat::jenis`] knows them.
async fn dengan_jenis(tx: &mut ReadTx, semua: Vec<Surat>) -> Result<Vec<Surat>> {
    for surat in &semua {
        jenis::pastikan(tx, surat.jenis_id).await?;
    }
    Ok(semua)
}

/// Whether an unfinished letter is to replace this one.
pub(crate) async fn ada_pengganti(tx: &mut ReadTx, id: Uuid) -> Result<bool> {
    Ok(tx.query(COUNT_PENGGANTI).bind(id).count().await? > 0)
}

/// The last letters of a registered person, newest first; also those of before they were registered,
/// where the NIK was given.
pub async fn list_terakhir(tx: &mut ReadTx, subjek_id: Uuid, nik: Option<Nik>) -> Result<Vec<Surat>> {
    let kunci = nik.map(|nik| Surat::kunci_nik(tx.keys(), nik));
    let semua = tx.query(LIST_TERAKHIR).bind(subjek_id).bind(kunci).all().await?;
    dengan_jenis(tx, semua).await
}

/// Every letter about a resident, oldest first; also those of before they were registered, where the NIK was given.
pub(crate) async fn list_tentang(tx: &mut ReadTx, subjek_id: Uuid, nik: Option<Nik>) -> Result<Vec<Surat>> {
    let kunci = nik.map(|nik| Surat::kunci_nik(tx.keys(), nik));
    let semua = tx.query(LIST_TENTANG).bind(subjek_id).bind(kunci).all().await?;
    dengan_jenis(tx, semua).await
}

/// The last letters of people in no register, newest first: by NIK, or by name. An empty search finds
/// none.
pub async fn list_luar(tx: &mut ReadTx, teks: &str) -> Result<Vec<Surat>> {
    let filter = match Nik::baru(teks) {
        Ok(nik) => Where::new().and("subjek_nik = ?", [Surat::kunci_nik(tx.keys(), nik).into()]),
        Err(_) if kamus::kunci_nama(teks).is_empty() => return Ok(Vec::new()),
        Err(_) => Where::new().and("subjek_kunci like ? escape '!'", [daftar::memuat_nama(teks)]),
    };
    let semua = tx.query(LIST_LUAR).filter(filter).all().await?;
    dengan_jenis(tx, semua).await
}

/// Which letter of the year carries exactly this number.
pub async fn find_nomor(tx: &mut ReadTx, tahun: i16, nomor: &str) -> Result<Option<Uuid>> {
    let found: Option<(Uuid,)> = tx.query(FIND_NOMOR).bind(tahun).bind(nomor).optional().await?;
    Ok(found.map(|(id,)| id))
}

/// Kind and number of the year's letters with this running number.
pub async fn list_urut(tx: &mut ReadTx, tahun: i16, urut: i64) -> Result<Vec<(String, String)>> {
    tx.query(LIST_URUT).bind(tahun).bind(urut).all().await
}

/// The history of a letter, oldest first.
pub async fn list_peristiwa(tx: &mut ReadTx, surat_id: Uuid) -> Result<Vec<Peristiwa>> {
    tx.query(LIST_PERISTIWA).bind(surat_id).all().await
}

pub(crate) async fn list_penandatanganan(tx: &mut ReadTx, surat_id: Uuid) -> Result<Vec<Penandatanganan>> {
    tx.query(LIST_PENANDATANGANAN).bind(surat_id).all().await
}

/// Every version of the village's choices for a kind, the one in force first.
pub(crate) async fn list_atur(tx: &mut ReadTx, jenis: &str) -> Result<Vec<AturSurat>> {
    tx.query(LIST_ATUR).bind(jenis).all().await
}

pub(crate) async fn find_atur(tx: &mut ReadTx, jenis: &str) -> Result<Option<AturSurat>> {
    tx.query(FIND_ATUR).bind(jenis).optional().await
}

/// Which kinds were switched on or off, each as it last was.
pub(crate) async fn list_aktif(tx: &mut ReadTx) -> Result<HashMap<String, bool>> {
    let semua: Vec<(String, bool)> = tx.query(LIST_AKTIF).all().await?;
    Ok(semua.into_iter().collect())
}

/// How many kinds of letters this village has set for itself.
pub(crate) async fn count_atur(tx: &mut ReadTx) -> Result<i64> {
    tx.query(COUNT_ATUR).count().await
}

/// Who acts, as the history names them.
#[derive(Debug, Clone)]
pub struct Pelaku {
    pub id: Option<Uuid>,
    pub nama: String,
}

/// Adds a line to a letter's history.
pub(crate) async fn insert_peristiwa(
    tx: &mut WriteTx,
    surat_id: Uuid,
    tindakan: Tindakan,
    pelaku: &Pelaku,
    rinci: (Option<i16>, Option<String>),
) -> Result<()> {
    let before = tx.query(COUNT_PERISTIWA).bind(surat_id).count().await?;
    let ctx = *tx.ctx();
    let (langkah, catatan) = rinci;
    tx.insert(&Peristiwa {
        id: ctx.new_id(),
        surat_id,
        urutan: before + 1,
        tindakan: tindakan.kode().to_owned(),
        langkah,
        oleh: pelaku.id,
        oleh_nama: pelaku.nama.clone(),
        catatan,
        pada: ctx.now.into(),
    })
    .await
}
