//! The screens.

mod gambar;
mod indeks;
mod kesehatan;
mod orang;
mod rentan;
mod saring;
mod tabel;
mod unduh;

use kependudukan::KESEHATAN;
use web::{Guard, Menu, Route, get, post};

use crate::LIHAT;

pub(crate) fn routes() -> Vec<Route> {
    let (lihat, kesehatan) = (Guard::Needs(LIHAT), Guard::Needs(KESEHATAN));
    vec![
        get("/{kode}/statistik-penduduk", lihat, indeks::get),
        get("/{kode}/statistik-penduduk/rentan", lihat, rentan::get),
        post("/{kode}/statistik-penduduk/rentan/pembukaan", kesehatan, rentan::post).limited(30),
        get("/{kode}/statistik-penduduk/{jenis}", lihat, tabel::get),
        get("/{kode}/statistik-penduduk/{jenis}/unduh", lihat, unduh::get),
        post("/{kode}/statistik-penduduk/{jenis}/pembukaan", kesehatan, kesehatan::post).limited(30),
        get("/{kode}/statistik-penduduk/{jenis}/{kelompok}", lihat, orang::get),
        post("/{kode}/statistik-penduduk/{jenis}/{kelompok}/pembukaan", kesehatan, orang::post).limited(30),
    ]
}

pub(crate) fn menu() -> Vec<Menu> {
    vec![Menu {
        label: "Statistik penduduk",
        path: ALAMAT,
        icon: "grafik",
        group: "Warga",
        guard: Guard::Needs(LIHAT),
        order: 26,
    }]
}

/// Where these pages lie. `/statistik` is the village's public page.
const ALAMAT: &str = "/statistik-penduduk";

/// `path` behind [`ALAMAT`], with what the URL carries along.
fn alamat(caller: &web::Caller, path: &str, pasangan: &[(&'static str, String)]) -> String {
    let dasar = caller.href(&format!("{ALAMAT}{path}"));
    let isi = pasangan.iter().filter(|(_, isi)| !isi.is_empty());
    let mut teks = form_urlencoded::Serializer::new(String::new());
    let teks = teks.extend_pairs(isi.map(|(nama, isi)| (*nama, isi.as_str()))).finish();
    if teks.is_empty() { dasar } else { format!("{dasar}?{teks}") }
}

/// A word as one part of a path.
fn ruas(teks: &str) -> String {
    // A space may be "+" in a query, never in a path.
    form_urlencoded::byte_serialize(teks.as_bytes()).collect::<String>().replace('+', "%20")
}
