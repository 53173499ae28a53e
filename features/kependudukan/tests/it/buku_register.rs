//! The workbook out and in again.

use std::collections::BTreeMap;
use std::io::Cursor;

use access::Role;
use calamine::{Reader as _, Xlsx};
use kependudukan::buku_register::{Pilihan, baris_register, tulis};
use kependudukan::impor::KOLOM;
use kependudukan::pengimporan::{self, Perintah};
use testkit::TestApp;

use crate::buku::{NIK_BUDI, NIK_SITI};
use crate::cerita::{fitur, impor, operator, sukamaju};

type Baris = BTreeMap<String, String>;

/// The rows of a workbook by NIK, cells by column.
fn isi(bita: &[u8]) -> BTreeMap<String, Baris> {
    let mut buku: Xlsx<_> = Xlsx::new(Cursor::new(bita.to_vec())).unwrap();
    let lembar = buku.worksheet_range_at(0).unwrap().unwrap();
    let mut semua = lembar.rows().map(|b| b.iter().map(ToString::to_string).collect::<Vec<_>>());
    let judul = semua.next().unwrap();
    let baris = semua.map(|b| judul.iter().cloned().zip(b).collect::<Baris>());
    baris.map(|b| (b["nik"].clone() + &b["nama"], b)).collect()
}

async fn ekspor(app: &TestApp, kesehatan: bool) -> Vec<u8> {
    let mut tx = app.db.read(&app.ctx()).await.unwrap();
    tulis(&baris_register(&mut tx, Pilihan { kesehatan }).await.unwrap()).unwrap()
}

/// `docs/normalisasi-opensid.md`, as far as this workbook has use for it.
fn normal(kolom: &str, isi: &str) -> String {
    match kolom {
        // 1: days are written day first.
        _ if kolom.starts_with("tanggal") => {
            kamus::urai_tanggal(isi).map_or_else(|_| isi.to_owned(), kamus::tanggal_pendek)
        }
        _ => isi.to_owned(),
    }
}

#[tokio::test]
async fn five_thousand_residents_go_out_as_they_came_in() {
    let akar = std::path::PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let Ok(asli) = std::fs::read(akar.join("../shared/data/opensid/penduduk-templat-opensid-5000.xlsx"))
    else {
        eprintln!("skipped: the 5,000-row workbook is not in ../shared/data/opensid");
        return;
    };
    let app = TestApp::new(fitur).await;
    let hari_ini = jiff::civil::date(2026, 12, 1);
    let ctx = db::Context::system("impor", testkit::SUKAMAJU, "2026-12-01T03:00:00Z".parse().unwrap());
    let laporan = pengimporan::laporan(&app.db, &ctx, hari_ini, asli.clone()).await.unwrap();
    let ditolak = usize::try_from(laporan.ringkasan.ditolak).unwrap();
    let kerja = Perintah { tanggal_data: hari_ini, hari_ini, lewati_salah: true, permintaan: None };
    pengimporan::terapkan(&app.db, &ctx, &laporan.muatan, kerja).await.unwrap();
    let mut tx = app.db.read(&ctx).await.unwrap();
    let baris = baris_register(&mut tx, Pilihan { kesehatan: true }).await.unwrap();
    drop(tx);
    let (dulu, kini) = (isi(&asli), isi(&tulis(&baris).unwrap()));
    assert_eq!(kini.len(), dulu.len() - ditolak);
    for (kunci, baris) in &kini {
        let asal = &dulu[kunci];
        for kolom in &KOLOM {
            assert_eq!(baris[kolom.nama], normal(kolom.nama, &asal[kolom.nama]), "{}", kolom.nama);
        }
    }
    // In again: nothing is new, nothing differs.
    let lagi = pengimporan::laporan(&app.db, &ctx, hari_ini, tulis(&baris).unwrap()).await.unwrap();
    assert!(!lagi.ringkasan.ada_perubahan(), "{:?}", lagi.ringkasan);
}

#[tokio::test]
async fn a_workbook_with_every_oddity_comes_back_in_as_the_same() {
    let app = sukamaju().await;
    let bita = ekspor(&app, true).await;
    let lain = TestApp::new(fitur).await;
    let hasil = impor(&lain, &lain.ctx(), bita.clone()).await;
    assert_eq!((hasil.ringkasan.baru, hasil.ringkasan.ditolak), (5, 0));
    assert_eq!(isi(&ekspor(&lain, true).await), isi(&bita), "out, in and out again");
    let semua = isi(&bita);
    let tuminah = semua.values().find(|b| b["nama"] == "TUMINAH").unwrap();
    assert_eq!(&tuminah["no_kk"][..11], "03402132099", "a family without a number keeps together");
    let karso = semua.values().find(|b| b["nama"] == "KARSO").unwrap();
    assert_eq!(karso["status_dasar"], "2", "the dead go along");
}

#[tokio::test]
async fn health_stays_here_unless_it_is_asked_for() {
    let app = sukamaju().await;
    for (kesehatan, hamil) in [(true, "1"), (false, "")] {
        let semua = isi(&ekspor(&app, kesehatan).await);
        assert_eq!(semua[&format!("{NIK_SITI}SITI AMINAH")]["hamil"], hamil);
    }
}

#[tokio::test]
async fn the_download_wants_a_purpose_and_is_recorded() {
    let app = sukamaju().await;
    let klien = operator(&app).await;
    assert!(klien.get("/impor").await.ok().text().contains("/penduduk/buku"), "a button leads there");
    let halaman = klien.get("/penduduk/buku").await.ok();
    insta::assert_snapshot!("buku", halaman.main());
    let tanpa = klien.post("/penduduk/buku", &[("keperluan", "")]).await;
    assert_eq!(tanpa.status, 422);
    assert!(tanpa.text().contains("Tulis kepada siapa berkas ini diserahkan."));
    let isian = [("keperluan", "Mengisi OpenSID desa"), ("penerima", "Carik"), ("request_key", "buku-1")];
    let jawab = klien.post("/penduduk/buku", &isian).await.ok();
    let _ = klien.post("/penduduk/buku", &isian).await.ok();
    assert_eq!(
        jawab.headers["content-disposition"].to_str().unwrap(),
        "attachment; filename=\"buku-penduduk-3402132099-2026-03-02.xlsx\""
    );
    assert_eq!(isi(&jawab.bytes)[&format!("{NIK_BUDI}BUDI SANTOSO")]["alamat"], "JL. MELATI 3");
    let mut tx = app.db.read(&app.ctx()).await.unwrap();
    let dibuka = access::store::list_pembukaan(&mut tx, None).await.unwrap();
    let dibuka: Vec<_> = dibuka.iter().filter(|d| d.hal == "buku kerja").collect();
    assert_eq!((dibuka.len(), dibuka[0].penerima.as_deref()), (2, Some("Carik")));
    drop(tx);
    for peran in [Role::Verifikator, Role::Rt, Role::Admin] {
        assert_eq!(app.sebagai(peran).await.get("/penduduk/buku").await.status, 404, "{peran:?}");
    }
}
