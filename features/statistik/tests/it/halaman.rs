//! The pages.

use access::Role;
use axum::http::StatusCode;
use statistik::jenis::JENIS;
use testkit::Client;

use crate::cerita::{fitur, mati, semua_penduduk, sukamaju};

/// Every link of a page's tables with the number it stands on.
fn angka_bertaut(html: &str) -> Vec<(String, i64)> {
    let mut semua = Vec::new();
    for bagian in html.split("<td class=\"b-angka\">").skip(1) {
        let Some(sisa) = bagian.strip_prefix("<a class=\"govuk-link\" href=\"") else { continue };
        let (href, sisa) = sisa.split_once('"').unwrap();
        let angka = sisa.trim_start_matches('>').split('<').next().unwrap().replace('.', "");
        semua.push((href.replace("&#38;", "&").replace("&amp;", "&"), angka.parse().unwrap()));
    }
    semua
}

/// How many people a list says it has.
async fn banyak_orang(klien: &Client, href: &str) -> i64 {
    let isi = klien.get(href).await.ok().main();
    let dari = isi.split(" orang.</p>").next().filter(|_| isi.contains(" orang.</p>"));
    let teks = match dari {
        Some(teks) => teks.rsplit(": ").next().unwrap().to_owned(),
        None => isi.split(" dari ").nth(1).unwrap_or("0").split('<').next().unwrap().to_owned(),
    };
    teks.trim().replace('.', "").parse().unwrap_or_else(|_| panic!("{href}: {isi}"))
}

#[tokio::test]
async fn every_number_leads_to_as_many_people() {
    let app = sukamaju(fitur).await;
    let orang = semua_penduduk(&app).await;
    mati(&app, &orang[3], jiff::civil::date(2026, 8, 5), Some("9001")).await;
    let klien = app.sebagai(Role::Operator).await;
    let mut ditelusuri = 0;
    for jenis in JENIS.iter().filter(|jenis| !jenis.rahasia() && jenis.kode != "umur-tunggal") {
        for saringan in ["", "?dusun=Kauman", "?tanggal=02-08-2026"] {
            let alamat = format!("/statistik-penduduk/{}{saringan}", jenis.kode);
            let halaman = klien.get(&alamat).await.ok().text();
            let tabel = halaman.split("Menurut tempat").next().unwrap();
            for (href, angka) in angka_bertaut(tabel) {
                assert_eq!(banyak_orang(&klien, &href).await, angka, "{alamat} → {href}");
                ditelusuri += 1;
            }
        }
    }
    assert!(ditelusuri > 300, "{ditelusuri}");
}

#[tokio::test]
async fn a_day_that_cannot_be_is_said_and_today_is_shown() {
    let app = sukamaju(fitur).await;
    let klien = app.sebagai(Role::Operator).await;
    for (tanggal, kalimat) in [
        ("31-02-2026", "Tanggal itu tidak ada di kalender"),
        ("besok", "Tulis tanggal seperti"),
        ("01-01-2027", "Tanggal itu belum tiba"),
    ] {
        let isi = klien.get(&format!("/statistik-penduduk/agama?tanggal={tanggal}")).await.ok().main();
        assert!(isi.contains(kalimat) && isi.contains("10 September 2026"), "{tanggal}");
        assert!(isi.contains(&format!("value=\"{tanggal}\"")), "what was typed stays");
        let unduhan = klien.get(&format!("/statistik-penduduk/agama/unduh?tanggal={tanggal}")).await;
        assert_eq!(unduhan.status, StatusCode::BAD_REQUEST);
    }
    let nanti = klien.get("/statistik-penduduk/pemilih?tanggal=14-02-2029").await.ok().main();
    assert!(nanti.contains("14 Februari 2029") && nanti.contains("bukan DPT"));
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let app = sukamaju(fitur).await;
    let klien = app.sebagai(Role::Operator).await;
    for alamat in
        ["/statistik-penduduk/zodiak", "/statistik-penduduk/agama/99", "/statistik-penduduk/cacat/unduh"]
    {
        assert_eq!(klien.get(alamat).await.status, StatusCode::NOT_FOUND, "{alamat}");
    }
    let kosong = klien.get("/statistik-penduduk?tanggal=01-01-2020").await.ok().main();
    assert!(kosong.contains("Belum ada penduduk pada tanggal itu"));
    for peran in [Role::Rt, Role::Dukuh, Role::Admin] {
        let dia = app.sebagai(peran).await;
        assert_eq!(dia.get("/statistik-penduduk/agama").await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_breakdown_is_handed_out_as_a_file() {
    let app = sukamaju(fitur).await;
    let klien = app.sebagai(Role::Operator).await;
    let csv = klien.get("/statistik-penduduk/agama/unduh?format=csv").await.ok();
    let teks = csv.text();
    assert!(teks.contains("\"Agama\",\"Laki-laki\",\"Perempuan\",\"Jumlah\""), "{teks}");
    assert!(teks.lines().any(|baris| baris.starts_with("\"TOTAL\",") && baris.ends_with(",33")), "{teks}");
    let xlsx = klien.get("/statistik-penduduk/agama/unduh?format=xlsx").await.ok();
    let mut buku: calamine::Xlsx<_> =
        calamine::open_workbook_from_rs(std::io::Cursor::new(xlsx.bytes)).unwrap();
    let lembar = calamine::Reader::worksheet_range(&mut buku, "Statistik").unwrap();
    let total = lembar.rows().find(|baris| baris[0] == "TOTAL").unwrap();
    assert_eq!(total[3].to_string(), "33");
}

#[tokio::test]
async fn the_index_and_the_vulnerable_groups_show_the_village() {
    let app = sukamaju(fitur).await;
    let klien = app.sebagai(Role::Penandatangan).await;
    let indeks = klien.get("/statistik-penduduk").await.ok().main();
    assert!(indeks.contains("Rasio ketergantungan") && indeks.contains(">33<"), "{indeks}");
    let rentan = klien.get("/statistik-penduduk/rentan").await.ok().main();
    assert!(rentan.contains("JUMLAH") && !rentan.contains("Hamil</th>"));
    for (href, angka) in angka_bertaut(&rentan) {
        assert_eq!(banyak_orang(&klien, &href).await, angka, "{href}");
    }
}

#[tokio::test]
async fn figures_of_today_are_kept_until_somebody_dies() {
    let app = sukamaju(fitur).await;
    let klien = app.sebagai(Role::Operator).await;
    for _ in 0..2 {
        assert!(klien.get("/statistik-penduduk").await.ok().text().contains(">33<"));
    }
    let orang = semua_penduduk(&app).await;
    mati(&app, &orang[0], jiff::civil::date(2026, 9, 1), None).await;
    let sesudah = klien.get("/statistik-penduduk").await.ok().text();
    assert!(sesudah.contains(">32<") && !sesudah.contains(">33<"));
}
