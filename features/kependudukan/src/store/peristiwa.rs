use db::{At, ReadTx, Result, Where};
use jiff::civil::Date;
use uuid::Uuid;

use crate::entitas::Peristiwa;

db::statements! {
    GET_PERISTIWA = concat!("select ", peristiwa_kolom!(), " from peristiwa where unit = $1 and id = $2");
    /// What undid an event.
    FIND_PEMBATAL = "select id from peristiwa where unit = $1 and rombongan_id = (select rombongan_id from peristiwa
        where unit = $1 and id = $2) and membatalkan_id = $2";
    LIST_PERISTIWA_ORANG = concat!("select ", peristiwa_kolom!(), " from peristiwa
        where unit = $1 and penduduk_id = $2 order by tanggal, dicatat_pada, id");
    LIST_ROMBONGAN = concat!("select ", peristiwa_kolom!(), " from peristiwa
        where unit = $1 and rombongan_id = $2 order by id");
    /// What happened from the first to the last day, whenever it was written down.
    LIST_PERISTIWA_MASA = concat!("select ", peristiwa_kolom!(), " from peristiwa
        where unit = $1 and tanggal >= $2 and tanggal <= $3 /*where*/ order by tanggal, dicatat_pada, id");
    /// What was written down after the first and until the second instant.
    LIST_PERISTIWA_DICATAT = concat!("select ", peristiwa_kolom!(), " from peristiwa
        where unit = $1 and dicatat_pada > $2 and dicatat_pada <= $3 /*where*/ order by dicatat_pada, id");
    COUNT_PERISTIWA = "select count(*) from peristiwa where unit = $1 /*where*/";
    DAFTAR_PERISTIWA = concat!("select ", peristiwa_kolom!(), " from peristiwa
        where unit = $1 /*where*/ order by tanggal desc, dicatat_pada desc, id desc limit $2 offset $3");
}

pub async fn find_peristiwa(tx: &mut ReadTx, id: Uuid) -> Result<Option<Peristiwa>> {
    tx.query(GET_PERISTIWA).bind(id).optional().await
}

/// The event that undid this one.
pub async fn find_pembatal(tx: &mut ReadTx, id: Uuid) -> Result<Option<Uuid>> {
    let baris: Option<(Uuid,)> = tx.query(FIND_PEMBATAL).bind(id).optional().await?;
    Ok(baris.map(|(id,)| id))
}

/// What happened to a resident, oldest first; undone ones too.
pub async fn list_peristiwa_orang(tx: &mut ReadTx, penduduk_id: Uuid) -> Result<Vec<Peristiwa>> {
    tx.query(LIST_PERISTIWA_ORANG).bind(penduduk_id).all().await
}

/// Events that were reported together.
pub async fn list_rombongan(tx: &mut ReadTx, rombongan_id: Uuid) -> Result<Vec<Peristiwa>> {
    tx.query(LIST_ROMBONGAN).bind(rombongan_id).all().await
}

/// What happened in these days, both included.
pub async fn list_peristiwa_masa(
    tx: &mut ReadTx,
    (dari, sampai): (Date, Date),
    saring: Where,
) -> Result<Vec<Peristiwa>> {
    tx.query(LIST_PERISTIWA_MASA).bind(dari).bind(sampai).filter(saring).all().await
}

/// What was written down after `sesudah` and until `sampai`.
pub async fn list_peristiwa_dicatat(
    tx: &mut ReadTx,
    (sesudah, sampai): (At, At),
    saring: Where,
) -> Result<Vec<Peristiwa>> {
    tx.query(LIST_PERISTIWA_DICATAT).bind(sesudah).bind(sampai).filter(saring).all().await
}

pub async fn count_peristiwa(tx: &mut ReadTx, saring: Where) -> Result<i64> {
    tx.query(COUNT_PERISTIWA).filter(saring).count().await
}

/// The newest first.
pub async fn daftar_peristiwa(
    tx: &mut ReadTx,
    saring: Where,
    (batas, lewati): (i64, i64),
) -> Result<Vec<Peristiwa>> {
    tx.query(DAFTAR_PERISTIWA).bind(batas).bind(lewati).filter(saring).all().await
}
