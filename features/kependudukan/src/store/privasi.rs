use db::{ReadTx, Result};
use uuid::Uuid;

use crate::entitas::{PendudukSementara, UsulanKoreksi};
use crate::privasi::{AturPrivasi, PenghapusanData};
use crate::usulan_warga::UsulanWarga;

db::statements! {
    GET_ATUR_PRIVASI = "select id, tahun_simpan from atur_privasi where unit = $1";
    LIST_PENGHAPUSAN = "select id, subjek_id, alasan, baris, oleh, pada from penghapusan_data
        where unit = $1 order by pada desc, id limit 200";
    LIST_KOREKSI_ORANG = concat!("select ", usulan_kolom!(),
        " from usulan_koreksi where unit = $1 and penduduk_id = $2 order by id");
    LIST_USULAN_ORANG = concat!("select ", usulan_warga_kolom!(),
        " from usulan_warga where unit = $1 and penduduk_id = $2 order by id");
    LIST_ASAL_SEMENTARA = concat!("select ", sementara_kolom!(),
        " from penduduk_sementara where unit = $1 and penduduk_id = $2 order by id");
}

/// The unit's own rule; none where nobody changed it.
pub async fn find_atur_privasi(tx: &mut ReadTx) -> Result<Option<AturPrivasi>> {
    tx.query(GET_ATUR_PRIVASI).optional().await
}

/// The newest erasures.
pub async fn list_penghapusan(tx: &mut ReadTx) -> Result<Vec<PenghapusanData>> {
    tx.query(LIST_PENGHAPUSAN).all().await
}

/// What workbooks proposed about somebody.
pub async fn list_koreksi_orang(tx: &mut ReadTx, penduduk_id: Uuid) -> Result<Vec<UsulanKoreksi>> {
    tx.query(LIST_KOREKSI_ORANG).bind(penduduk_id).all().await
}

/// What the neighbourhood proposed about somebody.
pub async fn list_usulan_orang(tx: &mut ReadTx, penduduk_id: Uuid) -> Result<Vec<UsulanWarga>> {
    tx.query(LIST_USULAN_ORANG).bind(penduduk_id).all().await
}

/// Who somebody was before they became a resident.
pub async fn list_asal_sementara(tx: &mut ReadTx, penduduk_id: Uuid) -> Result<Vec<PendudukSementara>> {
    tx.query(LIST_ASAL_SEMENTARA).bind(penduduk_id).all().await
}
