//! Codes of Layanan Mandiri that a clerk tells after seeing the KTP.

use ::web::{Caller, Error, Form};
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use uuid::Uuid;

use crate::KodeDiLoket;

#[derive(Template)]
#[template(path = "permohonan/kode.html")]
struct Halaman {
    page: ui::Page,
    /// Who waits: address of the act and name.
    baris: Vec<(String, String)>,
    /// Name and code, once they were asked for.
    tampil: Option<(String, String)>,
    csrf: String,
    kunci: String,
}

async fn halaman(caller: &Caller, tampil: Option<(String, String)>) -> ::web::Result<Response> {
    let menunggu = caller.app.find_service::<KodeDiLoket>().map(|loket| loket.menunggu(&caller.ctx));
    let mut tx = caller.read().await?;
    let mut baris = Vec::new();
    for id in menunggu.unwrap_or_default() {
        if let Some(orang) = kependudukan::find_subjek(&mut tx, id).await? {
            baris.push((caller.href(&format!("/kode-mandiri/{id}")), orang.nama));
        }
    }
    ::web::html(&Halaman {
        page: caller.page("Kode Layanan Mandiri").back("Permohonan", caller.href("/permohonan")).noindex(),
        baris,
        tampil,
        csrf: caller.csrf().to_owned(),
        kunci: caller.request_key(),
    })
}

pub(super) async fn get(caller: Caller) -> ::web::Result<Response> {
    halaman(&caller, None).await
}

/// Shows the code: whoever has it opens that resident's pages, so it is written down who looked.
pub(super) async fn tampilkan(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    _form: Form,
) -> ::web::Result<Response> {
    let loket = caller.app.find_service::<KodeDiLoket>().ok_or(Error::NotFound)?;
    let kode = loket.lihat(&caller.ctx, id).ok_or_else(|| {
        Error::Refused("Kode itu sudah kedaluwarsa. Minta warga mengirim NIK-nya lagi.".to_owned())
    })?;
    let mut tx = caller.write("pembukaan_kode").await?;
    let orang = kependudukan::find_subjek(&mut tx, id).await?.ok_or(Error::NotFound)?;
    let hal = "kode Layanan Mandiri";
    access::store::record_pembukaan(&mut tx, Some(id), hal, "KTP dilihat di loket", None).await?;
    tx.commit().await?;
    halaman(&caller, Some((orang.nama, kode))).await
}
