//! The counts of the Buku Penduduk Sementara for one month.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use jiff::civil::Date;
use kamus::nama_bulan;
use serde::Deserialize;
use ui::Field;
use web::Caller;

use crate::sementara::{Hitungan, Kelompok, hitung};
use crate::store;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Pinta {
    /// `2026-03`; this month where it is missing or wrong.
    bulan: String,
}

#[derive(Template)]
#[template(path = "kependudukan/sementara_rekap.html")]
struct Halaman {
    page: ui::Page,
    bulan: String,
    isian: Field,
    alamat: String,
    baris: Vec<(&'static str, Kelompok)>,
    jenis: Vec<(&'static str, Kelompok)>,
}

pub(crate) async fn get(caller: Caller, Query(pinta): Query<Pinta>) -> web::Result<Response> {
    let hari_ini = caller.today();
    let awal = format!("{}-01", pinta.bulan.trim()).parse::<Date>().unwrap_or(hari_ini).first_of_month();
    let akhir = awal.last_of_month();
    let mut tx = caller.read().await?;
    let semua = store::list_sementara_masa(&mut tx, (awal, akhir)).await?;
    let Hitungan { awal: pada_awal, datang, pergi, akhir: pada_akhir, asing, menurut_jenis } =
        hitung(&semua, (awal, akhir));
    let bulan = format!("{} {}", nama_bulan(awal.month()).unwrap_or_default(), awal.year());
    let kode = format!("{:04}-{:02}", awal.year(), awal.month());
    web::html(&Halaman {
        page: caller
            .page("Rekap penduduk sementara")
            .back("Penduduk sementara", caller.href("/penduduk-sementara")),
        bulan,
        isian: Field::new("bulan", "Bulan").value(kode).hint("Misalnya 2026-03").width(8),
        alamat: caller.href("/penduduk-sementara/rekap"),
        baris: vec![
            ("Awal bulan", pada_awal),
            ("Datang", datang),
            ("Pergi atau menjadi penduduk", pergi),
            ("Akhir bulan", pada_akhir),
            ("Di antaranya WNA", asing),
        ],
        jenis: menurut_jenis.into_iter().map(|(jenis, kelompok)| (jenis.label(), kelompok)).collect(),
    })
}
