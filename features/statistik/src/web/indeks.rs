//! The village at a glance, and all breakdowns.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use kamus::angka;
use ui::chart::Chart;
use web::Caller;

use super::alamat;
use super::gambar::piramida;
use super::saring::{Kolom, Saring, kata_dusun};
use super::tabel::{dari_bagian, hari};
use crate::hitung::semua;
use crate::indikator::{Beban, jenis_tunggal, rasio_kelamin, rerata_keluarga};
use crate::jenis::{Bagian, Jenis};

#[derive(Template)]
#[template(path = "statistik/indeks.html")]
struct Halaman {
    page: ui::Page,
    sebut: String,
    kolom: Kolom,
    aksi: String,
    kosong: bool,
    ukuran: Vec<Ukuran>,
    piramida: Option<Chart>,
    bagian: Vec<(&'static str, Vec<(String, &'static str)>)>,
    kesehatan: bool,
}

struct Ukuran {
    angka: String,
    label: &'static str,
    catatan: String,
    href: String,
}

pub(super) async fn get(caller: Caller, Query(saring): Query<Saring>) -> web::Result<Response> {
    let pilihan = saring.pilihan(&caller, false);
    let mut tx = caller.read().await?;
    let kata_dusun = kata_dusun(&mut tx).await?;
    let lima = Jenis::cari("umur-lima-tahun").ok_or(web::Error::NotFound)?;
    let kini = hari(&caller, &mut tx, &pilihan).await?;
    let kosong = semua(kini.penduduk) == 0;
    let ke = |path: &str| alamat(&caller, path, &pilihan.pasangan());
    let beban = kini.cari(jenis_tunggal().kode).map(Beban::dari);
    let sebut = |isi: Option<String>| isi.unwrap_or_else(|| "–".to_owned());
    let ukuran = |angka: String, label, catatan: &str, path: &str| Ukuran {
        angka,
        label,
        catatan: catatan.to_owned(),
        href: ke(path),
    };
    let rerata = format!("rata-rata {} orang", sebut(rerata_keluarga(&kini)));
    let ukuran = vec![
        ukuran(angka(semua(kini.penduduk)), "Penduduk", "", "/jenis-kelamin"),
        ukuran(angka(kini.keluarga), "Keluarga", &rerata, "/hubungan-kk"),
        ukuran(angka(kini.penduduk[0]), "Laki-laki", "", "/jenis-kelamin"),
        ukuran(angka(kini.penduduk[1]), "Perempuan", "", "/jenis-kelamin"),
        ukuran(
            sebut(rasio_kelamin(&kini)),
            "Rasio jenis kelamin",
            "laki-laki per 100 perempuan",
            "/jenis-kelamin",
        ),
        ukuran(
            sebut(beban.and_then(Beban::rasio)),
            "Rasio ketergantungan",
            "umur 0–14 dan 65+ per 100 orang umur 15–64",
            "/umur-tunggal",
        ),
    ];
    let bagian = Bagian::SEMUA.map(|bagian| {
        let butir = dari_bagian(bagian).map(|jenis| (ke(&format!("/{}", jenis.kode)), jenis.judul));
        let rentan = (bagian == Bagian::Lain).then(|| (ke("/rentan"), "Kelompok rentan (Lampiran A-9)"));
        (bagian.judul(), butir.chain(rentan).collect())
    });
    web::html(&Halaman {
        page: caller.page("Statistik penduduk"),
        sebut: pilihan.sebut(&caller, kata_dusun),
        kolom: pilihan.kolom(&mut tx, kata_dusun).await?,
        aksi: alamat(&caller, "", &[]),
        kosong,
        ukuran,
        piramida: kini.cari(lima.kode).filter(|_| !kosong).map(|tabel| piramida("Piramida penduduk", tabel)),
        bagian: bagian.into(),
        kesehatan: caller.can(kependudukan::KESEHATAN),
    })
}
