//! Rows and SQL of this room.

mod baris;
mod serah;

pub use baris::{AturDukcapil, Berkas, Isian, Langkah, Pelaku, Pindaian, Serah, SerahIsi};
pub use serah::*;

use db::{ReadTx, Result, Where, WriteTx};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::keadaan::Tindakan;

macro_rules! kolom {
    () => {
        "id, tahun, urut, jenis, orang_id, orang_nama, keluarga_id, peristiwa_id, dusun, isian_segel, syarat, keadaan, \
         versi, catatan, serah_id, dokumen, terbit_id, terbit_tanggal, dimulai_pada, berakhir_pada"
    };
}

db::statements! {
    GET_BERKAS_DUKCAPIL = concat!("select ", kolom!(), " from berkas_dukcapil where unit = $1 and id = $2");
    LIST_BERKAS = concat!("select ", kolom!(), " from berkas_dukcapil
        where unit = $1 /*where*/ order by dimulai_pada, id limit $2 offset $3");
    LIST_BERKAS_TERBARU = concat!("select ", kolom!(), " from berkas_dukcapil
        where unit = $1 /*where*/ order by dimulai_pada desc, id desc limit $2 offset $3");
    COUNT_BERKAS = "select count(*) from berkas_dukcapil where unit = $1 /*where*/";
    LIST_TERBUKA = concat!("select ", kolom!(), " from berkas_dukcapil
        where unit = $1 and keadaan <= 3 order by dimulai_pada, id limit 5000");
    LIST_ORANG = concat!("select ", kolom!(), " from berkas_dukcapil
        where unit = $1 and orang_id = $2 order by dimulai_pada desc, id desc limit 200");
    LAST_URUT = "select cast(coalesce(max(urut), 0) as bigint) from berkas_dukcapil where unit = $1 and tahun = $2";
    LIST_LANGKAH = "select id, berkas_id, orang_id, urutan, tindakan, keadaan, tanggal, oleh, oleh_nama, catatan, pada
        from langkah_dukcapil where unit = $1 and berkas_id = $2 order by urutan";
    COUNT_LANGKAH = "select count(*) from langkah_dukcapil where unit = $1 and berkas_id = $2";
    LIST_PINDAIAN = "select id, berkas_id, orang_id, syarat, isi_id, oleh, pada
        from pindaian_dukcapil where unit = $1 and berkas_id = $2 order by pada, id";
    /// Cases that ended in the three years before an instant.
    LIST_BERAKHIR = concat!("select ", kolom!(), " from berkas_dukcapil
        where unit = $1 and keadaan >= 4 and berakhir_pada < $2 and berakhir_pada >= $3 order by berakhir_pada, id");
    FIND_ATUR = "select id, hari_simpan, tujuan from atur_dukcapil where unit = $1";
}

/// Every statement, for the test that prepares them on both engines.
pub const SEMUA: &[&[db::Statement]] = &[STATEMENTS, serah::STATEMENTS];

pub async fn get_berkas(tx: &mut ReadTx, id: Uuid) -> Result<Berkas> {
    tx.query(GET_BERKAS_DUKCAPIL).bind(id).one().await
}

/// Oldest first: who waits longest stands on top.
pub async fn list_berkas(tx: &mut ReadTx, saring: Where, (batas, lewati): (i64, i64)) -> Result<Vec<Berkas>> {
    tx.query(LIST_BERKAS).bind(batas).bind(lewati).filter(saring).all().await
}

pub async fn list_terbaru(
    tx: &mut ReadTx,
    saring: Where,
    (batas, lewati): (i64, i64),
) -> Result<Vec<Berkas>> {
    tx.query(LIST_BERKAS_TERBARU).bind(batas).bind(lewati).filter(saring).all().await
}

pub async fn count_berkas(tx: &mut ReadTx, saring: Where) -> Result<i64> {
    tx.query(COUNT_BERKAS).filter(saring).count().await
}

/// Cases that have not ended, oldest first.
pub async fn list_terbuka(tx: &mut ReadTx) -> Result<Vec<Berkas>> {
    tx.query(LIST_TERBUKA).all().await
}

/// A resident's cases, newest first.
pub async fn list_orang(tx: &mut ReadTx, orang_id: Uuid) -> Result<Vec<Berkas>> {
    tx.query(LIST_ORANG).bind(orang_id).all().await
}

/// The last number of a year.
pub(crate) async fn last_urut(tx: &mut ReadTx, tahun: i16) -> Result<i64> {
    tx.query(LAST_URUT).bind(tahun).count().await
}

/// The steps of a case, oldest first.
pub async fn list_langkah(tx: &mut ReadTx, id: Uuid) -> Result<Vec<Langkah>> {
    tx.query(LIST_LANGKAH).bind(id).all().await
}

/// The scans of a case, oldest first.
pub async fn list_pindaian(tx: &mut ReadTx, id: Uuid) -> Result<Vec<Pindaian>> {
    tx.query(LIST_PINDAIAN).bind(id).all().await
}

/// Cases that ended before an instant; those of more than three years ago hold nothing any more.
pub(crate) async fn list_berakhir(tx: &mut ReadTx, sebelum: Timestamp) -> Result<Vec<Berkas>> {
    let sejak = sebelum - SignedDuration::from_hours(3 * 365 * 24);
    tx.query(LIST_BERAKHIR).bind(sebelum).bind(sejak).all().await
}

pub(crate) async fn find_atur(tx: &mut ReadTx) -> Result<Option<AturDukcapil>> {
    tx.query(FIND_ATUR).optional().await
}

/// Adds a step to a case's history: what was done, when it happened, what was said.
pub(crate) async fn insert_langkah(
    tx: &mut WriteTx,
    berkas: &Berkas,
    tindakan: Tindakan,
    pelaku: &Pelaku,
    (tanggal, catatan): (Date, &str),
) -> Result<()> {
    let sebelum = tx.query(COUNT_LANGKAH).bind(berkas.id).count().await?;
    let ctx = *tx.ctx();
    tx.insert(&Langkah {
        id: ctx.new_id(),
        berkas_id: berkas.id,
        orang_id: berkas.orang_id,
        urutan: sebelum + 1,
        tindakan: tindakan.kode().to_owned(),
        keadaan: berkas.keadaan,
        tanggal: tanggal.into(),
        oleh: pelaku.id,
        oleh_nama: pelaku.nama.clone(),
        catatan: catatan.to_owned(),
        pada: ctx.now.into(),
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_statements_name_every_column() {
        assert_eq!(kolom!(), Berkas::COLUMNS);
    }
}
