use db::{ReadTx, Result};
use uuid::Uuid;

use crate::pindah_antar::{JawabanPindah, KirimanPindah};

db::statements! {
    GET_KIRIMAN = concat!("select ", kiriman_kolom!(), " from kiriman_pindah where unit = $1 and id = $2");
    /// What is on the way or taken in of these events, which is one at most; else what was sent last.
    FIND_KIRIMAN_ROMBONGAN = concat!("select ", kiriman_kolom!(), " from kiriman_pindah
        where unit = $1 and rombongan_id = $2
        order by case when keadaan <= 2 then 0 else 1 end, dikirim_pada desc, id desc limit 1");
    DAFTAR_KIRIMAN = concat!("select ", kiriman_kolom!(), " from kiriman_pindah
        where unit = $1 order by dikirim_pada desc, id desc limit $2 offset $3");
    COUNT_KIRIMAN = "select count(*) from kiriman_pindah where unit = $1";
    GET_JAWABAN = concat!("select ", jawaban_kolom!(), " from jawaban_pindah where unit = $1 and id = $2");
    FIND_JAWABAN_ROMBONGAN = concat!("select ", jawaban_kolom!(), " from jawaban_pindah
        where unit = $1 and rombongan_id = $2 order by id limit 1");
    DAFTAR_JAWABAN = concat!("select ", jawaban_kolom!(), " from jawaban_pindah
        where unit = $1 order by dijawab_pada desc, id desc limit $2 offset $3");
    COUNT_JAWABAN = "select count(*) from jawaban_pindah where unit = $1";
}

pub async fn find_kiriman(tx: &mut ReadTx, id: Uuid) -> Result<Option<KirimanPindah>> {
    tx.query(GET_KIRIMAN).bind(id).optional().await
}

/// What still binds the people who moved out together, else what was sent of them last.
pub async fn find_kiriman_rombongan(tx: &mut ReadTx, rombongan_id: Uuid) -> Result<Option<KirimanPindah>> {
    tx.query(FIND_KIRIMAN_ROMBONGAN).bind(rombongan_id).optional().await
}

/// The newest first.
pub async fn daftar_kiriman(tx: &mut ReadTx, (batas, lewati): (i64, i64)) -> Result<Vec<KirimanPindah>> {
    tx.query(DAFTAR_KIRIMAN).bind(batas).bind(lewati).all().await
}

pub async fn count_kiriman(tx: &mut ReadTx) -> Result<i64> {
    tx.query(COUNT_KIRIMAN).count().await
}

pub async fn find_jawaban(tx: &mut ReadTx, id: Uuid) -> Result<Option<JawabanPindah>> {
    tx.query(GET_JAWABAN).bind(id).optional().await
}

/// The answer that led to these events of arrival.
pub async fn find_jawaban_rombongan(tx: &mut ReadTx, rombongan_id: Uuid) -> Result<Option<JawabanPindah>> {
    tx.query(FIND_JAWABAN_ROMBONGAN).bind(rombongan_id).optional().await
}

/// The newest first.
pub async fn daftar_jawaban(tx: &mut ReadTx, (batas, lewati): (i64, i64)) -> Result<Vec<JawabanPindah>> {
    tx.query(DAFTAR_JAWABAN).bind(batas).bind(lewati).all().await
}

pub async fn count_jawaban(tx: &mut ReadTx) -> Result<i64> {
    tx.query(COUNT_JAWABAN).count().await
}
