//! Letters written outside of Balai, and the delivery of letters.

use db::{At, Day, ReadTx, Result};
use jiff::civil::Date;
use uuid::Uuid;

db::entity! {
    /// A letter that the office wrote outside of Balai and that is none of its kinds.
    pub struct SuratDinas in "surat_dinas" version 1 {
        pub id: Uuid,
        pub tahun: i16,
        pub urut: i64,
        pub nomor: String,
        pub tanggal: Day,
        pub kepada: String,
        pub perihal: String,
        pub klasifikasi: String,
        pub keterangan: Option<String>,
        pub dibatalkan: Option<String>,
        pub pemusnahan_id: Option<Uuid>,
        pub oleh: Option<Uuid>,
        pub oleh_nama: String,
        pub pada: At,
    }
}

db::entity! {
    /// A line of Buku Ekspedisi.
    pub struct Ekspedisi in "ekspedisi" version 1 {
        pub id: Uuid,
        /// Of the day it was sent.
        pub tahun: i16,
        pub urut: i64,
        pub dikirim: Day,
        pub surat_id: Option<Uuid>,
        pub surat_dinas_id: Option<Uuid>,
        pub nomor: String,
        /// Of the letter.
        pub tanggal: Day,
        pub perihal: String,
        pub kepada: String,
        pub keterangan: Option<String>,
        /// Who took it.
        pub penerima: Option<String>,
        pub diterima: Option<Day>,
        pub dibatalkan: Option<String>,
        pub oleh: Option<Uuid>,
        pub oleh_nama: String,
        pub pada: At,
    }
}

macro_rules! dinas {
    () => {
        "id, tahun, urut, nomor, tanggal, kepada, perihal, klasifikasi, keterangan, dibatalkan, pemusnahan_id, \
         oleh, oleh_nama, pada"
    };
}

macro_rules! ekspedisi {
    () => {
        "id, tahun, urut, dikirim, surat_id, surat_dinas_id, nomor, tanggal, perihal, kepada, keterangan, \
         penerima, diterima, dibatalkan, oleh, oleh_nama, pada"
    };
}

db::statements! {
    GET_DINAS = concat!("select ", dinas!(), " from surat_dinas where unit = $1 and id = $2");
    LIST_DINAS_MASA = concat!("select ", dinas!(), " from surat_dinas
        where unit = $1 and tanggal >= $2 and tanggal <= $3 order by tanggal, urut, id");
    LIST_DINAS_LAMA = concat!("select ", dinas!(), " from surat_dinas
        where unit = $1 and tanggal <= $2 and dibatalkan is null and pemusnahan_id is null
        order by tanggal, urut, id limit 2000");
    FIND_NOMOR_DINAS = "select id from surat_dinas where unit = $1 and tahun = $2 and nomor = $3";
    GET_EKSPEDISI = concat!("select ", ekspedisi!(), " from ekspedisi where unit = $1 and id = $2");
    LIST_EKSPEDISI_MASA = concat!("select ", ekspedisi!(), " from ekspedisi
        where unit = $1 and dikirim >= $2 and dikirim <= $3 order by dikirim, urut, id");
    LAST_EKSPEDISI = "select cast(coalesce(max(urut), 0) as bigint) from ekspedisi where unit = $1 and tahun = $2";
}

pub async fn get_dinas(tx: &mut ReadTx, id: Uuid) -> Result<SuratDinas> {
    tx.query(GET_DINAS).bind(id).one().await
}

pub async fn list_dinas_masa(tx: &mut ReadTx, (dari, sampai): (Date, Date)) -> Result<Vec<SuratDinas>> {
    tx.query(LIST_DINAS_MASA).bind(Day(dari)).bind(Day(sampai)).all().await
}

pub(crate) async fn list_dinas_lama(tx: &mut ReadTx, sampai: Date) -> Result<Vec<SuratDinas>> {
    tx.query(LIST_DINAS_LAMA).bind(Day(sampai)).all().await
}

pub(crate) async fn find_nomor_dinas(tx: &mut ReadTx, tahun: i16, nomor: &str) -> Result<Option<Uuid>> {
    let found: Option<(Uuid,)> = tx.query(FIND_NOMOR_DINAS).bind(tahun).bind(nomor).optional().await?;
    Ok(found.map(|(id,)| id))
}

pub async fn get_ekspedisi(tx: &mut ReadTx, id: Uuid) -> Result<Ekspedisi> {
    tx.query(GET_EKSPEDISI).bind(id).one().await
}

/// What was sent in these days, both included, in the order of the book.
pub async fn list_ekspedisi_masa(tx: &mut ReadTx, (dari, sampai): (Date, Date)) -> Result<Vec<Ekspedisi>> {
    tx.query(LIST_EKSPEDISI_MASA).bind(Day(dari)).bind(Day(sampai)).all().await
}

/// The last number of a year; lines are never removed.
pub(crate) async fn last_ekspedisi(tx: &mut ReadTx, tahun: i16) -> Result<i64> {
    tx.query(LAST_EKSPEDISI).bind(tahun).count().await
}
