//! The front door and what search engines read.

use axum::http::StatusCode;
use db::Unit;
use testkit::{KEMBARAN, SUKAMAJU};

use crate::bantu::{app, buka, daftarkan, kirim};

const KAPANEWON: Unit = Unit(3_402_130_000);

#[tokio::test]
async fn the_front_door_leads_to_where_people_want_to_go() {
    for db in db::testing::each_engine().await {
        let app = app(db).await;
        assert_eq!(buka(&app, "/", &[]).await.header("location"), "/mulai", "nobody is registered yet");

        daftarkan(&app.db, SUKAMAJU, "Sukamaju").await;
        assert_eq!(buka(&app, "/", &[]).await.header("location"), "/3402132099", "one village: its home");

        // Its kecamatan works here too: who comes by still wants the village.
        daftarkan(&app.db, KAPANEWON, "Pleret").await;
        assert_eq!(buka(&app, "/", &[]).await.header("location"), "/3402132099");

        daftarkan(&app.db, KEMBARAN, "Kembaran").await;
        let semua = buka(&app, "/", &[]).await;
        assert_eq!(semua.status, StatusCode::OK);
        assert!(semua.teks().contains("/3402132098") && semua.teks().contains("/3402132099"));
        let satu = buka(&app, "/?cari=KEMBAR", &[]).await.teks();
        assert!(satu.contains("Kalurahan Kembaran") && !satu.contains("Kalurahan Sukamaju"));
        assert!(satu.contains("value=\"KEMBAR\""), "what was typed stays");
        let tiada = buka(&app, "/?cari=%3Cb%3E", &[]).await.teks();
        assert!(tiada.contains("Tidak ada yang cocok di antara 3 kantor") && !tiada.contains("<b>\""));
    }
}

#[tokio::test]
async fn an_office_above_the_villages_tells_who_it_is_and_takes_no_requests() {
    let app = app(db::testing::sqlite().await).await;
    daftarkan(&app.db, KAPANEWON, "Pleret").await;
    let depan = buka(&app, "/3402130000", &[]).await.teks();
    assert!(depan.contains("Selamat datang di Kapanewon Pleret") && depan.contains("Perangkat Kapanewon"));
    for kata in ["Urus surat", "/layanan", "/statistik", "Data penduduk"] {
        assert!(!depan.contains(kata), "{kata} in {depan}");
    }
    for alamat in ["/3402130000/layanan", "/3402130000/layanan/domisili"] {
        assert_eq!(buka(&app, alamat, &[]).await.status, StatusCode::NOT_FOUND, "{alamat}");
    }
    let peta = buka(&app, "/sitemap.xml", &[]).await.teks();
    assert!(peta.contains("/3402130000/perangkat<") && !peta.contains("/3402130000/layanan"), "{peta}");
}

#[tokio::test]
async fn search_engines_find_the_public_pages_alone() {
    let app = app(db::testing::sqlite().await).await;
    daftarkan(&app.db, SUKAMAJU, "Sukamaju").await;
    let robots = buka(&app, "/robots.txt", &[]).await;
    assert!(robots.header("content-type").starts_with("text/plain"));
    assert!(
        robots.teks().contains("Disallow: /v/") && robots.teks().contains("http://balai.test/sitemap.xml")
    );
    let peta = buka(&app, "/sitemap.xml", &[]).await.teks();
    for alamat in ["", "/layanan", "/perangkat", "/statistik"] {
        assert!(peta.contains(&format!("<loc>http://balai.test/3402132099{alamat}</loc>")), "{peta}");
    }
}

#[tokio::test]
async fn a_letter_is_looked_up_by_the_code_under_its_qr() {
    let app = app(db::testing::sqlite().await).await;
    daftarkan(&app.db, SUKAMAJU, "Sukamaju").await;
    insta::assert_snapshot!("periksa", utama(&buka(&app, "/v", &[]).await.teks()));
    let ada = kirim(&app, "/v", "kode=https%3A%2F%2Fbalai.test%2Fv%2Fabcd1234efgh").await;
    assert_eq!((ada.status, ada.header("location")), (StatusCode::SEE_OTHER, "/v/abcd1234efgh"));
    let di_desa = kirim(&app, "/3402132099/periksa", "kode=abcd1234efgh").await;
    assert_eq!(di_desa.header("location"), "/v/abcd1234efgh");
    let salah = kirim(&app, "/3402132099/periksa", "kode=470%2F12+PLERET").await;
    assert_eq!(salah.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        salah.teks().contains("value=\"470/12 PLERET\"")
            && salah.teks().contains("hanya berisi huruf dan angka")
    );
    let nik = kirim(&app, "/3402132099/periksa", "kode=3402134101859001").await;
    assert_eq!(nik.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nik.teks().contains("bukan kode surat") && !nik.teks().contains("3402134101859001"));
}

fn utama(html: &str) -> &str {
    let mulai = html.find("<main").unwrap();
    &html[mulai..html.find("</main>").unwrap()]
}
