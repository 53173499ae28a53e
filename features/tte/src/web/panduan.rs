//! What each kind of signature is worth.

use askama::Template;
use axum::response::Response;
use web::Caller;

#[derive(Template)]
#[template(path = "tte/panduan.html")]
struct Panduan {
    page: ui::Page,
}

pub(super) async fn get(caller: Caller) -> web::Result<Response> {
    let page = caller.page("Tiga cara menandatangani").back("Sertifikat TTE", caller.href("/tte"));
    web::html(&Panduan { page })
}
