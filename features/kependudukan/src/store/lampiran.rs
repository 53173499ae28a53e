use db::{ReadTx, Result};
use uuid::Uuid;

use crate::entitas::LampiranPeristiwa;

db::statements! {
    LIST_LAMPIRAN = "select id, peristiwa_id, penduduk_id, berkas_id, oleh, pada from lampiran_peristiwa
        where unit = $1 and peristiwa_id = $2 order by pada, id";
    GET_LAMPIRAN = "select id, peristiwa_id, penduduk_id, berkas_id, oleh, pada from lampiran_peristiwa
        where unit = $1 and id = $2";
    LIST_LAMPIRAN_ORANG = "select id, peristiwa_id, penduduk_id, berkas_id, oleh, pada from lampiran_peristiwa
        where unit = $1 and penduduk_id = $2 order by pada, id";
}

/// The scans of an event, oldest first.
pub async fn list_lampiran(tx: &mut ReadTx, peristiwa_id: Uuid) -> Result<Vec<LampiranPeristiwa>> {
    tx.query(LIST_LAMPIRAN).bind(peristiwa_id).all().await
}

pub async fn find_lampiran(tx: &mut ReadTx, id: Uuid) -> Result<Option<LampiranPeristiwa>> {
    tx.query(GET_LAMPIRAN).bind(id).optional().await
}

/// The scans of all events of a resident.
pub async fn list_lampiran_orang(tx: &mut ReadTx, penduduk_id: Uuid) -> Result<Vec<LampiranPeristiwa>> {
    tx.query(LIST_LAMPIRAN_ORANG).bind(penduduk_id).all().await
}
