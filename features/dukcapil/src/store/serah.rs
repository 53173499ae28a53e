//! Hand-overs.

use db::{ReadTx, Result, Where};
use uuid::Uuid;

use super::{Serah, SerahIsi};

db::statements! {
    GET_SERAH = "select id, tahun, urut, tanggal, pembawa, penerima, oleh, oleh_nama, pada
        from serah_dukcapil where unit = $1 and id = $2";
    LIST_SERAH = "select id, tahun, urut, tanggal, pembawa, penerima, oleh, oleh_nama, pada
        from serah_dukcapil where unit = $1 order by tahun desc, urut desc limit $2 offset $3";
    COUNT_SERAH = "select count(*) from serah_dukcapil where unit = $1 /*where*/";
    LAST_URUT_SERAH = "select cast(coalesce(max(urut), 0) as bigint) from serah_dukcapil where unit = $1 and tahun = $2";
    LIST_SERAH_ISI = "select id, serah_id, berkas_id, urutan, lembar
        from serah_dukcapil_isi where unit = $1 and serah_id = $2 order by urutan";
}

pub async fn get_serah(tx: &mut ReadTx, id: Uuid) -> Result<Serah> {
    tx.query(GET_SERAH).bind(id).one().await
}

/// Newest first.
pub async fn list_serah(tx: &mut ReadTx, (batas, lewati): (i64, i64)) -> Result<Vec<Serah>> {
    tx.query(LIST_SERAH).bind(batas).bind(lewati).all().await
}

pub async fn count_serah(tx: &mut ReadTx) -> Result<i64> {
    tx.query(COUNT_SERAH).filter(Where::new()).count().await
}

pub(crate) async fn last_urut_serah(tx: &mut ReadTx, tahun: i16) -> Result<i64> {
    tx.query(LAST_URUT_SERAH).bind(tahun).count().await
}

pub async fn list_serah_isi(tx: &mut ReadTx, serah_id: Uuid) -> Result<Vec<SerahIsi>> {
    tx.query(LIST_SERAH_ISI).bind(serah_id).all().await
}
