use db::{ReadTx, Result, Where};
use uuid::Uuid;

use crate::usulan_warga::{KeadaanUsulan, UsulanWarga};

db::statements! {
    GET_USULAN_WARGA = concat!("select ", usulan_warga_kolom!(),
        " from usulan_warga where unit = $1 and id = $2 /*where*/");
    COUNT_USULAN_WARGA = "select count(*) from usulan_warga where unit = $1 /*where*/";
    /// What waits longest stands first.
    DAFTAR_USULAN_WARGA = concat!("select ", usulan_warga_kolom!(),
        " from usulan_warga where unit = $1 /*where*/ order by diusulkan_pada, id limit $2 offset $3");
    DAFTAR_USULAN_TERBARU = concat!("select ", usulan_warga_kolom!(),
        " from usulan_warga where unit = $1 /*where*/ order by diusulkan_pada desc, id desc limit $2 offset $3");
}

pub async fn find_usulan_warga(tx: &mut ReadTx, id: Uuid, saring: Where) -> Result<Option<UsulanWarga>> {
    tx.query(GET_USULAN_WARGA).bind(id).filter(saring).optional().await
}

pub async fn count_usulan_warga(tx: &mut ReadTx, saring: Where) -> Result<i64> {
    tx.query(COUNT_USULAN_WARGA).filter(saring).count().await
}

/// A page of proposals: the oldest first, or the newest.
pub async fn daftar_usulan_warga(
    tx: &mut ReadTx,
    saring: Where,
    terbaru: bool,
    (batas, lewati): (i64, i64),
) -> Result<Vec<UsulanWarga>> {
    let statement = if terbaru { DAFTAR_USULAN_TERBARU } else { DAFTAR_USULAN_WARGA };
    tx.query(statement).bind(batas).bind(lewati).filter(saring).all().await
}

/// Proposals in one state.
pub fn filter_keadaan_usulan(saring: Where, keadaan: KeadaanUsulan) -> Where {
    saring.and("keadaan = ?", [keadaan.kode().into()])
}

/// One person's own proposals.
pub fn filter_pengusul(saring: Where, pengguna_id: Uuid) -> Where {
    saring.and("pengusul_id = ?", [pengguna_id.into()])
}
