//! The letterhead's pictures, for everybody: they stand on the public pages too.

use axum::extract::Query;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use files::FileStore;
use serde::Deserialize;
use uuid::Uuid;
use web::Caller;

use super::kop::gangguan;
use crate::store::{self, Identitas};

#[derive(Deserialize)]
pub(super) struct Versi {
    v: Option<String>,
}

pub(super) async fn logo(caller: Caller, Query(versi): Query<Versi>) -> web::Result<Response> {
    citra(&caller, versi.v.as_deref(), |i| i.logo).await
}

pub(super) async fn aksara(caller: Caller, Query(versi): Query<Versi>) -> web::Result<Response> {
    citra(&caller, versi.v.as_deref(), |i| i.aksara).await
}

async fn citra(
    caller: &Caller,
    versi: Option<&str>,
    which: fn(&Identitas) -> Option<Uuid>,
) -> web::Result<Response> {
    let mut tx = caller.read().await?;
    let i = store::get_identitas(&mut tx).await?;
    let id = which(&i).ok_or(web::Error::NotFound)?;
    let tag = format!("\"{}\"", id.simple());
    // An address that names this very picture is good for ever; the plain one only for a while.
    let keep = if versi == Some(id.simple().to_string().as_str()) {
        "public, max-age=31536000, immutable"
    } else {
        "public, max-age=300"
    };
    let fixed = [
        (header::CACHE_CONTROL, HeaderValue::from_static(keep)),
        (header::ETAG, HeaderValue::from_str(&tag).expect("hex digits stand in a header")),
    ];
    if caller.headers.get(header::IF_NONE_MATCH).is_some_and(|known| known.as_bytes() == tag.as_bytes()) {
        return Ok((axum::http::StatusCode::NOT_MODIFIED, fixed).into_response());
    }
    let Some(store) = caller.app.find_service::<FileStore>() else { return Err(web::Error::NotFound) };
    let (berkas, bytes) = store.get(&mut tx, id).await.map_err(gangguan)?;
    Ok((fixed, [(header::CONTENT_TYPE, berkas.content_type)], bytes).into_response())
}
