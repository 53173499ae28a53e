use ::web::Caller;
use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use uuid::Uuid;

use super::{berjalan, masa};
use crate::store;

#[derive(Template)]
#[template(path = "kesejahteraan/orang.html")]
struct Orang {
    page: ui::Page,
    nama: String,
    baris: Vec<Baris>,
}

struct Baris {
    href: String,
    program: String,
    asal_dana: String,
    masa: String,
    berjalan: bool,
}

/// What a resident gets or got.
pub(super) async fn get(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let orang = kependudukan::store::find_penduduk(&mut tx, id).await?.ok_or(::web::Error::NotFound)?;
    let semua = store::list_milik(&mut tx, id).await?;
    let baris = semua.into_iter().rev().map(|m| Baris {
        href: caller.href(&format!("/bantuan/{}", m.penerima.bantuan_id)),
        program: m.bantuan,
        asal_dana: m.asal_dana,
        masa: masa(m.mulai, m.selesai),
        berjalan: berjalan(&caller, m.mulai, m.selesai),
    });
    ::web::html(&Orang {
        page: caller
            .page(format!("Bantuan untuk {}", orang.nama))
            .back("Data penduduk", caller.href(&format!("/penduduk/{id}")))
            .noindex(),
        nama: orang.nama,
        baris: baris.collect(),
    })
}
