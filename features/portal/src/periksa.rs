//! The way to the page that verifies a letter, for those who hold paper and no camera.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use serde::Deserialize;
use web::Caller;

use crate::halaman::halaman;

#[derive(Deserialize)]
pub(crate) struct Pinta {
    #[serde(default)]
    kode: String,
}

#[derive(Template)]
#[template(path = "portal/periksa.html")]
struct Periksa {
    page: ui::Page,
    form: ui::Form,
    action: String,
}

const JUDUL: &str = "Periksa keaslian surat";

/// For whoever comes from nowhere in particular.
pub(crate) async fn get(caller: Caller, Query(pinta): Query<Pinta>) -> web::Result<Response> {
    let page = ui::Page::new(JUDUL).contoh(caller.app.settings().contoh);
    tampil(page, "/v".to_owned(), &pinta.kode)
}

/// Within a village's own pages.
pub(crate) async fn di_desa(caller: Caller, Query(pinta): Query<Pinta>) -> web::Result<Response> {
    tampil(halaman(&caller, JUDUL, "/periksa"), caller.href("/periksa"), &pinta.kode)
}

fn tampil(page: ui::Page, action: String, ketik: &str) -> web::Result<Response> {
    let mut form = ui::Form::new(String::new(), String::new()).with(
        ui::Field::new("kode", "Kode atau alamat di bawah kode QR surat")
            .width(30)
            .autocomplete("off")
            .hint("Salin seperti tercetak. Huruf besar dan kecil berbeda."),
    );
    if ketik.trim().is_empty() {
        return web::html(&Periksa { page, form, action });
    }
    if let Some(kode) = kode_surat(ketik) {
        return Ok(web::see_other(&format!("/v/{kode}"), None));
    }
    form = form.fill([("kode", ketik)]);
    form.refuse("kode", "Kode surat hanya berisi huruf dan angka. Salin lagi dari bawah kode QR.");
    web::refused(&Periksa { page: page.has_error(true), form, action })
}

/// The code in what was typed: itself, or the last part of an address.
fn kode_surat(teks: &str) -> Option<&str> {
    let polos = teks.trim().trim_end_matches('/');
    let tanpa_ekor = polos.split(['?', '#']).next().unwrap_or_default();
    let kode = tanpa_ekor.rsplit('/').next().unwrap_or_default();
    let sah = (8..=100).contains(&kode.len())
        && kode.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    sah.then_some(kode)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_in_what_people_type() {
        for (teks, harap) in [
            ("abcd1234efgh", Some("abcd1234efgh")),
            ("  https://pleret.desa.id/v/abcd1234efgh/ ", Some("abcd1234efgh")),
            ("pleret.desa.id/v/abcd_234-fgh#k=1", Some("abcd_234-fgh")),
            ("abc", None),
            ("../../masuk", None),
            ("470/12/III/2026 PLERET", None),
            ("", None),
        ] {
            assert_eq!(kode_surat(teks), harap, "{teks}");
        }
    }
}
