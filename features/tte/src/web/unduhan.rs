//! The authorities for whoever checks our files with other programs.

use std::fmt::Write as _;

use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use web::Caller;

use crate::store;

pub(super) async fn get(caller: Caller) -> web::Result<Response> {
    let mut tx = caller.read().await?;
    let all = store::list_dipercaya(&mut tx, caller.app.settings().contoh).await?;
    drop(tx);
    let mut text = String::new();
    for otoritas in &all {
        if let Some(pem) = otoritas.pem() {
            // Plain text between certificates is allowed and tells which is which.
            let _ = write!(text, "{}\nSHA-256 {}\n{pem}", otoritas.nama.replace('-', " "), otoritas.sha256);
        }
    }
    if text.is_empty() {
        return Err(web::Error::NotFound);
    }
    let name = format!("attachment; filename=\"otoritas-{}.pem\"", caller.ctx.unit);
    let headers =
        [(header::CONTENT_TYPE, "application/x-pem-file".to_owned()), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, text).into_response())
}
