//! The photo that may come with a proposal.

use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use db::{Where, WriteTx};
use files::FileStore;
use uuid::Uuid;
use web::{Caller, Form};

use super::super::unggahan::{self, Muatan, gangguan};
use super::milik;
use crate::store;

/// Longest side kept, in points: a letter photographed by hand stays readable.
const SISI: u32 = 1_600;

/// The uploaded picture, drawn anew without place and camera; a refusal is marked on its field.
pub(super) async fn baca(form: &Form, tampil: &mut ui::Form) -> web::Result<Option<Muatan>> {
    unggahan::gambar(form, tampil, ("foto", SISI)).await
}

pub(super) async fn simpan(
    caller: &Caller,
    tx: &mut WriteTx,
    gambar: Option<Muatan>,
) -> web::Result<Option<Uuid>> {
    let Some(gambar) = gambar else { return Ok(None) };
    let penyimpan = caller.app.service::<FileStore>();
    let jenis = gambar.jenis.content_type();
    let berkas = penyimpan.put(tx, "usulan_warga", jenis, &gambar.bytes).await.map_err(gangguan)?;
    Ok(Some(berkas.id))
}

pub(super) async fn milik_sendiri(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
) -> web::Result<Response> {
    let saring = milik(&caller)?;
    kirim(&caller, id, saring).await
}

pub(super) async fn semua(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> web::Result<Response> {
    kirim(&caller, id, Where::new()).await
}

async fn kirim(caller: &Caller, id: Uuid, saring: Where) -> web::Result<Response> {
    let mut tx = caller.read().await?;
    let usulan = store::find_usulan_warga(&mut tx, id, saring).await?;
    let foto_id = usulan.and_then(|u| u.foto_id).ok_or(web::Error::NotFound)?;
    let (berkas, bytes) = caller.app.service::<FileStore>().get(&mut tx, foto_id).await.map_err(gangguan)?;
    let kepala =
        [(header::CONTENT_TYPE, berkas.content_type), (header::CACHE_CONTROL, "no-store".to_owned())];
    Ok((kepala, bytes).into_response())
}
