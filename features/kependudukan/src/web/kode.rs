//! All code lists with their source and the days of each code, to look up and to download.

use ::web::{Caller, Guard, Route, get};
use askama::Template;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use kamus::{DaftarKode, Masa, semua_daftar, tanggal_pendek};

use crate::LIHAT;
use crate::ekspor::{CSV, sel_csv};

pub(super) fn routes() -> Vec<Route> {
    vec![
        get("/{kode}/daftar-kode", Guard::Needs(LIHAT), halaman),
        get("/{kode}/daftar-kode/unduhan", Guard::Needs(LIHAT), unduhan),
    ]
}

#[derive(Template)]
#[template(path = "kependudukan/kode.html")]
struct Halaman {
    page: ui::Page,
    unduhan: String,
    daftar: Vec<Daftar>,
}

struct Daftar {
    nama: String,
    sumber: &'static str,
    /// Code, label, since, until.
    butir: Vec<(i16, &'static str, String, String)>,
}

impl From<DaftarKode> for Daftar {
    fn from(daftar: DaftarKode) -> Self {
        let butir = daftar.butir.into_iter().map(|b| {
            let (sejak, sampai) = hari(b.masa);
            (b.kode, b.label, sejak, sampai)
        });
        let mut nama = daftar.nama.to_owned();
        // The lists are named as they stand inside a sentence.
        if let Some(awal) = nama.get_mut(..1) {
            awal.make_ascii_uppercase();
        }
        Self { nama, sumber: daftar.sumber, butir: butir.collect() }
    }
}

/// Empty where the source names no day.
fn hari(masa: Masa) -> (String, String) {
    (masa.sejak.map(tanggal_pendek).unwrap_or_default(), masa.sampai.map(tanggal_pendek).unwrap_or_default())
}

async fn halaman(caller: Caller) -> ::web::Result<Response> {
    ::web::html(&Halaman {
        page: caller.page("Daftar kode").back("Penduduk", caller.href("/penduduk")).noindex(),
        unduhan: caller.href("/daftar-kode/unduhan"),
        daftar: semua_daftar().into_iter().map(Daftar::from).collect(),
    })
}

async fn unduhan(_caller: Caller) -> Response {
    let kepala = [
        (header::CONTENT_TYPE, CSV),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"daftar-kode.csv\""),
    ];
    (kepala, csv()).into_response()
}

fn csv() -> String {
    let mut isi = String::from("daftar,kode,label,berlaku_sejak,berlaku_sampai,sumber\r\n");
    for daftar in semua_daftar() {
        for b in daftar.butir {
            let (sejak, sampai) = hari(b.masa);
            let kode = b.kode.to_string();
            let sel = [daftar.nama, &kode, b.label, &sejak, &sampai, daftar.sumber];
            let sel: Vec<String> = sel.into_iter().map(sel_csv).collect();
            isi.push_str(&sel.join(","));
            isi.push_str("\r\n");
        }
    }
    isi
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_a_line_of_the_file() {
        let isi = csv();
        let butir: usize = semua_daftar().iter().map(|daftar| daftar.butir.len()).sum();
        assert_eq!(isi.lines().count(), butir + 1);
        let agama = isi.lines().find(|baris| baris.starts_with("\"agama\",\"7\",")).unwrap();
        assert!(agama.contains(",\"07-11-2017\",\"\","), "{agama}");
    }
}
