//! The staff's first page: what waits, and how the house is.

use askama::Template;
use axum::response::Response;
use web::{Caller, Feature, Guard, Menu, TileData};

pub(crate) fn feature() -> Feature {
    let mut feature = Feature::new("beranda");
    feature.routes = vec![
        web::get("/{kode}/beranda", Guard::SignedIn, get),
        web::get("/sehat", Guard::Public, sehat),
        web::get("/_galeri", Guard::Public, galeri),
    ];
    feature.menu = vec![Menu {
        label: "Beranda",
        path: "/beranda",
        icon: "balai",
        group: "",
        guard: Guard::SignedIn,
        order: 0,
    }];
    feature
}

#[derive(Template)]
#[template(path = "balai/beranda.html")]
struct Beranda {
    page: ui::Page,
    sapaan: String,
    hari: String,
    ubin: Vec<TileData>,
}

async fn get(caller: Caller) -> web::Result<Response> {
    let mut ubin = Vec::new();
    for tile in caller.app.tiles() {
        if caller.passes(tile.guard) {
            ubin.extend((tile.load)(&caller).await?);
        }
    }
    let name = caller.signed_in()?.pengguna.nama.clone();
    web::html(&Beranda {
        page: caller.page("Beranda"),
        sapaan: format!("Selamat bekerja, {name}"),
        hari: kamus::tanggal_panjang(caller.today()),
        ubin,
    })
}

/// Says that the process answers; for the office's own watch.
async fn sehat() -> &'static str {
    "ok"
}

/// Every component in every state. Only in the example world: it is for those who build.
async fn galeri(caller: Caller) -> web::Result<Response> {
    if !caller.app.settings().contoh {
        return Err(web::Error::NotFound);
    }
    let html = ui::gallery_page(caller.page("Galeri komponen").noindex());
    Ok(axum::response::IntoResponse::into_response(axum::response::Html(html)))
}
