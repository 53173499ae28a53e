//! The pages of a village, as a visitor meets them.

use access::Role;
use axum::http::StatusCode;
use testkit::SUKAMAJU;

use crate::bantu::{app, app_hidup, buka, ctx, daftarkan};

const SEMUA: [&str; 7] = [
    "",
    "/perangkat",
    "/statistik",
    "/statistik/rinci",
    "/layanan",
    "/layanan/domisili",
    "/layanan/keterangan",
];

#[tokio::test]
async fn a_village_without_anything_still_has_a_useful_home() {
    let app = app(db::testing::sqlite().await).await;
    daftarkan(&app.db, SUKAMAJU, "Sukamaju").await;
    let tamu = app.tamu();
    for halaman in SEMUA {
        let _ = tamu.get(halaman).await.ok();
    }
    insta::assert_snapshot!("depan_kosong", tamu.get("").await.ok().main());
    assert!(tamu.get("/statistik").await.ok().text().contains("belum ada angka"));
    assert_eq!(tamu.get("/statistik/csv").await.ok().text().lines().count(), 1, "the heading alone");
    assert_eq!(tamu.get("/layanan/raja").await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        tamu.get("/layanan/undangan").await.status,
        StatusCode::NOT_FOUND,
        "the office's own business"
    );
    assert_eq!(buka(&app, "/3402139999", &[]).await.status, StatusCode::NOT_FOUND, "no such village");
}

#[tokio::test]
async fn a_living_village_shows_who_it_is() {
    let app = app_hidup().await;
    let tamu = app.tamu();
    let depan = tamu.get("").await.ok().text();
    for teks in [
        "Selamat datang di Kalurahan Sukamaju",
        "Kapanewon Pleret, Kabupaten Bantul, Daerah Istimewa Yogyakarta",
        "Hadi Contoh, S.IP.",
        "Jalan Contoh Nomor 1, Kode pos 55791",
        "akhir Februari 2026",
        "Penduduk menurut umur",
        "<svg",
        "Keterangan Domisili",
        "34.02.13.2099",
    ] {
        assert!(depan.contains(teks), "{teks}");
    }
    assert!(!depan.contains("Tumijan"), "dukuh stand on the page of all officials");
    insta::assert_snapshot!("perangkat", tamu.get("/perangkat").await.ok().main());
    insta::assert_snapshot!("layanan", tamu.get("/layanan").await.ok().main());
    insta::assert_snapshot!("domisili", tamu.get("/layanan/domisili").await.ok().main());
    insta::assert_snapshot!("statistik_rinci", tamu.get("/statistik/rinci").await.ok().main());
    insta::assert_snapshot!("statistik", tamu.get("/statistik").await.ok().main());
}

#[tokio::test]
async fn nobody_is_named_but_those_in_office() {
    let app = app_hidup().await;
    let mut tx = app.db.read(&ctx(SUKAMAJU)).await.unwrap();
    let penduduk = kependudukan::store::list_penduduk(&mut tx).await.unwrap();
    drop(tx);
    assert!(penduduk.len() >= 800);
    for halaman in SEMUA.into_iter().chain(["/statistik/csv"]) {
        let isi = app.tamu().get(halaman).await.ok().text();
        assert!(!isi.contains("198501012010011001"), "{halaman} shows a NIP");
        let angka_panjang = isi.split(|c: char| !c.is_ascii_digit()).find(|angka| angka.len() >= 12);
        assert_eq!(angka_panjang, None, "{halaman}");
        let nama = penduduk.iter().find(|p| p.nama.contains(' ') && isi.contains(&p.nama));
        assert_eq!(nama.map(|p| &p.nama), None, "{halaman}");
    }
}

#[tokio::test]
async fn the_next_page_shows_the_last_act() {
    let app = app_hidup().await;
    let alamat = format!("/{SUKAMAJU}");
    let satu = buka(&app, &alamat, &[]).await;
    // The first visit wrote the month's release; from here on the page stays.
    let dua = buka(&app, &alamat, &[]).await;
    assert_eq!(satu.isi, dua.isi);
    let etag = dua.header("etag").to_owned();
    let sama = buka(&app, &alamat, &[("if-none-match", &etag)]).await;
    assert_eq!(sama.status, StatusCode::NOT_MODIFIED);

    let mut tx = app.db.write(&ctx(SUKAMAJU), "perubahan_identitas").await.unwrap();
    let mut identitas = wilayah::get_identitas(&mut tx).await.unwrap();
    identitas.telepon = Some("0274 000111".to_owned());
    tx.update(&identitas).await.unwrap();
    tx.commit().await.unwrap();
    let tiga = buka(&app, &alamat, &[("if-none-match", &etag)]).await;
    assert_eq!(tiga.status, StatusCode::OK);
    assert!(tiga.teks().contains("0274 000111"));
}

#[tokio::test]
async fn one_copy_serves_everybody_so_it_names_no_reader() {
    let app = app_hidup().await;
    let petugas = app.sebagai(Role::Operator).await.get("").await.ok().text();
    assert!(!petugas.contains("Uji operator") && !petugas.contains("csrf"));
    assert_eq!(petugas, app.tamu().get("").await.ok().text());
}

#[tokio::test]
async fn pages_are_light() {
    let app = app_hidup().await;
    for halaman in SEMUA {
        let jawaban = buka(&app, &format!("/{SUKAMAJU}{halaman}"), &[("accept-encoding", "gzip")]).await;
        assert_eq!(jawaban.header("content-encoding"), "gzip", "{halaman}");
        assert!(jawaban.isi.len() <= 12_000, "{halaman}: {} bytes", jawaban.isi.len());
    }
}

#[tokio::test]
async fn figures_can_be_taken_along() {
    let app = app_hidup().await;
    let csv = app.tamu().get("/statistik/csv").await.ok();
    let nama = csv.headers["content-disposition"].to_str().unwrap();
    assert!(nama.contains("penduduk-3402132099-2026-02.csv"), "{nama}");
    let isi = csv.text();
    assert!(isi.starts_with("bulan,tabel,kelompok,laki_laki,perempuan,jumlah\r\n2026-02,penduduk,"));
    assert!(isi.lines().filter(|baris| baris.contains(",umur,")).count() == 16, "{isi}");
}

#[tokio::test]
async fn figures_that_cannot_be_read_are_not_promised_for_next_month() {
    let app = app_hidup().await;
    let ctx = ctx(SUKAMAJU);
    let mut tx = app.db.write(&ctx, "rilis_publik").await.unwrap();
    let rusak = portal::RilisPublik {
        id: ctx.new_id(),
        bulan: jiff::civil::date(2026, 2, 1).into(),
        isi: "{".to_owned(),
        dibuat_pada: ctx.now.into(),
    };
    tx.insert(&rusak).await.unwrap();
    tx.commit().await.unwrap();
    for halaman in ["", "/statistik"] {
        let isi = app.tamu().get(halaman).await.ok().text();
        assert!(isi.contains("sedang tidak dapat ditampilkan") && !isi.contains("bulan depan"), "{halaman}");
    }
    // An empty file would be taken for the truth.
    assert_eq!(app.tamu().get("/statistik/csv").await.status, StatusCode::INTERNAL_SERVER_ERROR);
}
