//! The way to the page that verifies a letter, for those who hold paper and no camera.

use askama::Template;
use axum::response::Response;
use web::{Caller, Form};

use crate::halaman::halaman;

#[derive(Template)]
#[template(path = "portal/periksa.html")]
struct Periksa {
    page: ui::Page,
    form: ui::Form,
    action: String,
    /// Where the village shows the keys of its letters' codes.
    kunci: Option<String>,
}

const JUDUL: &str = "Periksa keaslian surat";

/// For whoever comes from nowhere in particular.
pub(crate) async fn get(caller: Caller) -> web::Result<Response> {
    web::html(&umum(&caller))
}

/// What is typed is posted: who mistakes their NIK for the code has not put it into an address.
pub(crate) async fn post(caller: Caller, form: Form) -> web::Result<Response> {
    jawab(umum(&caller), form.text("kode"))
}

/// Within a village's own pages.
pub(crate) async fn di_desa(caller: Caller) -> web::Result<Response> {
    web::html(&desa(&caller))
}

pub(crate) async fn di_desa_post(caller: Caller, form: Form) -> web::Result<Response> {
    jawab(desa(&caller), form.text("kode"))
}

fn umum(caller: &Caller) -> Periksa {
    let page = ui::Page::new(JUDUL).contoh(caller.app.settings().contoh);
    Periksa { page, form: formulir(caller), action: "/v".to_owned(), kunci: None }
}

fn desa(caller: &Caller) -> Periksa {
    let page = halaman(caller, JUDUL, "/periksa");
    Periksa {
        page,
        form: formulir(caller),
        action: caller.href("/periksa"),
        kunci: Some(caller.href("/kunci")),
    }
}

fn formulir(caller: &Caller) -> ui::Form {
    caller.form().with(
        ui::Field::new("kode", "Kode atau alamat di bawah kode QR surat")
            .width(30)
            .autocomplete("off")
            .hint("Salin seperti tercetak. Huruf besar dan kecil berbeda."),
    )
}

fn jawab(mut periksa: Periksa, ketik: &str) -> web::Result<Response> {
    if let Some(kode) = kode_surat(ketik) {
        return Ok(web::see_other(&format!("/v/{kode}"), None));
    }
    let kalimat = match ketik.trim() {
        "" => "Ketik dulu kode di bawah kode QR surat.",
        angka if angka.len() >= 10 && angka.bytes().all(|b| b.is_ascii_digit()) => {
            "Itu bukan kode surat. NIK atau nomor KK tidak dipakai di sini; salin kode di bawah kode QR."
        }
        _ => {
            periksa.form = periksa.form.fill([("kode", ketik)]);
            "Kode surat hanya berisi huruf dan angka. Salin lagi dari bawah kode QR."
        }
    };
    periksa.form.refuse("kode", kalimat);
    periksa.page = periksa.page.has_error(true);
    web::refused(&periksa)
}

/// The code in what was typed: itself, or the last part of an address.
fn kode_surat(teks: &str) -> Option<&str> {
    let polos = teks.trim().trim_end_matches('/');
    let tanpa_ekor = polos.split(['?', '#']).next().unwrap_or_default();
    let kode = tanpa_ekor.rsplit('/').next().unwrap_or_default();
    let sah = (8..=100).contains(&kode.len())
        && kode.bytes().any(|b| !b.is_ascii_digit())
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
            ("3402134101859001", None),
            ("470/12/III/2026 PLERET", None),
            ("", None),
        ] {
            assert_eq!(kode_surat(teks), harap, "{teks}");
        }
    }
}
