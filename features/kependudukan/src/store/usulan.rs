use std::collections::HashSet;

use db::{Bytes, ReadTx, Result, Where};
use uuid::Uuid;

use crate::entitas::{Keadaan, UsulanKoreksi};

db::statements! {
    GET_USULAN = concat!("select ", usulan_kolom!(), " from usulan_koreksi where unit = $1 and id = $2");
    COUNT_USULAN = "select count(*) from usulan_koreksi where unit = $1 and keadaan = $2 /*where*/";
    DAFTAR_USULAN = concat!("select ", usulan_kolom!(),
        " from usulan_koreksi where unit = $1 and keadaan = 1 /*where*/ order by nama, id limit $2 offset $3");
    LIST_MENUNGGU = concat!("select ", usulan_kolom!(),
        " from usulan_koreksi where unit = $1 and keadaan = 1 order by id");
    /// What waits or was refused is not proposed again.
    LIST_SIDIK = "select sidik from usulan_koreksi where unit = $1 and keadaan in (1, 3)";
}

pub async fn find_usulan(tx: &mut ReadTx, id: Uuid) -> Result<Option<UsulanKoreksi>> {
    tx.query(GET_USULAN).bind(id).optional().await
}

pub async fn count_usulan(tx: &mut ReadTx, keadaan: Keadaan, saring: Where) -> Result<i64> {
    tx.query(COUNT_USULAN).bind(keadaan.kode()).filter(saring).count().await
}

/// Proposals that wait, by name.
pub async fn daftar_usulan(
    tx: &mut ReadTx,
    saring: Where,
    (batas, lewati): (i64, i64),
) -> Result<Vec<UsulanKoreksi>> {
    tx.query(DAFTAR_USULAN).bind(batas).bind(lewati).filter(saring).all().await
}

pub async fn list_menunggu(tx: &mut ReadTx) -> Result<Vec<UsulanKoreksi>> {
    tx.query(LIST_MENUNGGU).all().await
}

pub async fn sidik_usulan(tx: &mut ReadTx) -> Result<HashSet<Bytes>> {
    let semua: Vec<(Bytes,)> = tx.query(LIST_SIDIK).all().await?;
    Ok(semua.into_iter().map(|(sidik,)| sidik).collect())
}

/// Only additions, only corrections, or both.
pub fn filter_jenis(tambahan: Option<bool>) -> Where {
    match tambahan {
        Some(true) => Where::new().and("penduduk_id is null", []),
        Some(false) => Where::new().and("penduduk_id is not null", []),
        None => Where::new(),
    }
}

/// Proposals about one resident that wait.
pub fn filter_penduduk(id: Uuid) -> Where {
    Where::new().and("penduduk_id = ?", [id.into()])
}
