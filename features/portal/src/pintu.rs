//! The front door of the installation: to the one village here, whose kecamatan may be here too, or to a choice of several.

use askama::Template;
use axum::extract::Query;
use axum::http::header;
use axum::response::{IntoResponse as _, Redirect, Response};
use db::Unit;
use serde::Deserialize;
use web::Caller;
use wilayah::UnitTerdaftar;

use crate::halaman::{BERSAMA, melayani};

#[derive(Deserialize)]
pub(crate) struct Pinta {
    #[serde(default)]
    cari: String,
}

#[derive(Template)]
#[template(path = "portal/pintu.html")]
struct Pintu {
    page: ui::Page,
    cari: ui::Field,
    /// The address of the whole list; empty where it is shown.
    semua: &'static str,
    unit: Vec<Tujuan>,
    jumlah: usize,
}

struct Tujuan {
    href: String,
    nama: String,
    letak: String,
}

impl From<&UnitTerdaftar> for Tujuan {
    fn from(unit: &UnitTerdaftar) -> Self {
        Self {
            href: format!("/{}", Unit(unit.unit)),
            nama: unit.identitas.nama_lengkap(),
            letak: unit.identitas.induk(),
        }
    }
}

/// Where a stranger wants to go without being asked: to the only office, or to the only village beside offices above it.
fn satu_satunya(semua: &[UnitTerdaftar]) -> Option<&UnitTerdaftar> {
    let mut desa = semua.iter().filter(|unit| unit.identitas.kode_wilayah().setingkat_desa());
    match (semua, desa.next(), desa.next()) {
        ([satu], ..) => Some(satu),
        (_, satu, None) => satu,
        _ => None,
    }
}

pub(crate) async fn get(caller: Caller, Query(pinta): Query<Pinta>) -> web::Result<Response> {
    let semua = wilayah::list_unit(caller.app.db()).await?;
    if semua.is_empty() {
        return Ok(Redirect::to("/mulai").into_response());
    }
    if let Some(satu) = satu_satunya(&semua) {
        return Ok(Redirect::to(&format!("/{}", Unit(satu.unit))).into_response());
    }
    let kata = pinta.cari.trim().to_lowercase();
    let cocok = |unit: &Tujuan| {
        kata.is_empty() || format!("{} {}", unit.nama, unit.letak).to_lowercase().contains(&kata)
    };
    let unit: Vec<Tujuan> = semua.iter().map(Tujuan::from).filter(cocok).collect();
    web::html(&Pintu {
        page: ui::Page::new("Pilih desa Anda").contoh(caller.app.settings().contoh),
        cari: ui::Field::new("cari", "Nama desa, kecamatan, atau kabupaten").value(pinta.cari),
        semua: if kata.is_empty() { "" } else { "/" },
        jumlah: semua.len(),
        unit,
    })
}

/// Staff pages are for nobody's index, and a letter's page says so by itself.
pub(crate) async fn robots(caller: Caller) -> Response {
    let base = &caller.app.settings().base_url;
    let peta = if base.is_empty() { String::new() } else { format!("Sitemap: {base}/sitemap.xml\n") };
    let isi = format!("User-agent: *\nDisallow: /masuk\nDisallow: /akun\nDisallow: /v/\n{peta}");
    ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], isi).into_response()
}

pub(crate) async fn sitemap(caller: Caller) -> web::Result<Response> {
    let base = &caller.app.settings().base_url;
    let mut isi = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for unit in wilayah::list_unit(caller.app.db()).await? {
        let semua = ["", "/layanan", "/perangkat", "/statistik", "/statistik/rinci"];
        let ada = |halaman: &&str| melayani(Unit(unit.unit)) || BERSAMA.contains(halaman);
        for halaman in semua.into_iter().filter(ada) {
            let alamat = format!("{base}/{}{halaman}", Unit(unit.unit));
            isi.extend(["<url><loc>", &alamat, "</loc></url>\n"]);
        }
    }
    isi.push_str("</urlset>\n");
    Ok(([(header::CONTENT_TYPE, "application/xml; charset=utf-8")], isi).into_response())
}
