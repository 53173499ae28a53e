//! How a phone or laptop of the office learns to trust this machine.

use askama::Template;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use web::{Caller, Error, Feature, Guard};

/// The office's authority, as others install it.
#[derive(Clone)]
pub(crate) struct OfficeCa {
    pub pem: String,
    /// SHA-256 of the certificate, compared by eye with what the server's own screen says.
    pub fingerprint: String,
}

pub(crate) fn feature() -> Feature {
    let mut feature = Feature::new("pasang");
    feature.routes = vec![
        web::get("/pasang", Guard::Public, get).limited(60),
        web::get("/pasang/balai-kantor.crt", Guard::Public, certificate).limited(60),
    ];
    feature
}

#[derive(Template)]
#[template(path = "balai/pasang.html")]
struct Pasang {
    page: ui::Page,
    fingerprint: String,
}

async fn get(caller: Caller) -> web::Result<Response> {
    let ca = caller.app.find_service::<OfficeCa>().ok_or(Error::NotFound)?;
    let page = caller.page("Pasang sertifikat kantor").noindex();
    web::html(&Pasang { page, fingerprint: ca.fingerprint.clone() })
}

async fn certificate(caller: Caller) -> web::Result<Response> {
    let ca = caller.app.find_service::<OfficeCa>().ok_or(Error::NotFound)?;
    let kind = [(header::CONTENT_TYPE, "application/x-x509-ca-cert")];
    Ok((kind, ca.pem.clone()).into_response())
}
