//! The door for providers: it checks the signature, keeps the bytes, asks for them to be read, and says yes.

use ::web::Caller;
use axum::body::Bytes;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use crate::penyedia::{Jenis, penyedia, tanda};
use crate::store::{self, masuk};

/// What Meta asks with when it is told our address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Tantangan {
    #[serde(rename = "hub.mode")]
    mode: String,
    #[serde(rename = "hub.verify_token")]
    token: String,
    #[serde(rename = "hub.challenge")]
    isi: String,
}

pub(super) async fn tantangan(caller: Caller, Query(q): Query<Tantangan>) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let atur = store::find_atur(&mut tx).await?.filter(|atur| atur.jenis() == Some(Jenis::Meta));
    let harap = atur.map(|atur| atur.rahasia(tx.keys()).verifikasi).unwrap_or_default();
    if q.mode == "subscribe" && tanda::sama(&harap, &q.token) {
        return Ok(q.isi.into_response());
    }
    Ok(StatusCode::FORBIDDEN.into_response())
}

pub(super) async fn meta(caller: Caller, mentah: Bytes) -> ::web::Result<Response> {
    terima(&caller, Jenis::Meta, &mentah).await
}

pub(super) async fn gowa(caller: Caller, mentah: Bytes) -> ::web::Result<Response> {
    terima(&caller, Jenis::Gowa, &mentah).await
}

/// Without a valid signature nothing is kept and nothing is said. Where the database cannot take it, the provider
/// hears so and delivers it again.
async fn terima(caller: &Caller, jenis: Jenis, mentah: &[u8]) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let atur = store::find_atur(&mut tx).await?.filter(|atur| atur.jenis() == Some(jenis));
    let keys = tx.keys().clone();
    drop(tx);
    let Some(atur) = atur else { return Err(::web::Error::NotFound) };
    let diberi = caller.headers.get("x-hub-signature-256").and_then(|nilai| nilai.to_str().ok());
    if !penyedia(jenis, atur.rahasia(&keys)).sah(diberi, mentah) {
        return Ok(StatusCode::UNAUTHORIZED.into_response());
    }
    let mut work = caller.app.db().work().await?;
    masuk::insert_kiriman(&mut work, &caller.ctx, jenis, &keys, mentah).await?;
    work.commit().await?;
    Ok(StatusCode::OK.into_response())
}
