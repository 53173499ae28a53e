//! Population files in other layouts, from the upload to the register.

use db::Where;
use kependudukan::store;
use testkit::{TestApp, each_engine};

use crate::cerita::{fitur, jalankan, operator};

/// A BIP of 2016 that does not say in which dusun the second family lives.
fn bip() -> Vec<u8> {
    let mut buku = rust_xlsxwriter::Workbook::new();
    let lembar = buku.add_worksheet();
    let semua: [&[&str]; 7] = [
        &["BUKU INDUK PENDUDUK WNI"],
        &["NO", "NAMA LENGKAP", "NIK", "TEMPAT LAHIR", "TANGGAL LAHIR", "JK", "SHDK", "AGAMA"],
        &["No. KK : 3402130101109001", "", "Alamat : JL. MELATI 5, Nama Dusun : KRAJAN, RT/RW : 002/001"],
        &["1", "KARSO WIYONO", "3402133112609001", "BANTUL", "31-12-1960", "LK", "KEPALA KELUARGA", "ISLAM"],
        &["2", "SAMINEM", "3402134107659002", "BANTUL", "01-07-1965", "PR", "ISTERI", "ISLAM"],
        &["No. KK : 3402130101109002", "", "Alamat : , RT/RW : 003/001"],
        &[
            "1",
            "TINI LESTARI",
            "3402135502909003",
            "BANTUL",
            "15-02-1990",
            "PR",
            "KEPALA KELUARGA",
            "KRISTEN",
        ],
    ];
    for (nomor, baris) in (0_u32..).zip(semua) {
        for (kolom, teks) in (0_u16..).zip(baris) {
            lembar.write_string(nomor, kolom, *teks).unwrap();
        }
    }
    buku.save_to_buffer().unwrap()
}

#[tokio::test]
async fn a_clerk_uploads_a_bip_says_the_dusun_once_and_saves() {
    for app in each_engine(fitur).await {
        let klien = operator(&app).await;
        let laporan = klien.upload("/impor", &[], ("berkas", "bip.xlsx", &bip())).await.led_to();
        let halaman = klien.get(&laporan).await.ok();
        assert!(halaman.text().contains("Dikenali sebagai <strong>BIP 2016</strong>"), "{}", halaman.main());
        assert!(halaman.text().contains("Belum tertulis di 1 baris."), "{}", halaman.main());
        assert!(halaman.text().contains("Dusun belum diisi."), "{}", halaman.main());

        let lagi = klien.post(&format!("{laporan}/pelengkapan"), &[("dusun", "Kauman")]).await.led_to();
        assert_eq!(lagi, laporan);
        let halaman = klien.get(&laporan).await.ok();
        assert!(!halaman.text().contains("Dusun belum diisi."), "{}", halaman.main());
        assert!(halaman.text().contains("value=\"Kauman\""), "the answer can be changed");

        klien.post(&format!("{laporan}/penerapan"), &[("tanggal_data", "28-02-2026")]).await.led_to();
        assert_eq!(jalankan(&app).await, 1);
        let mut tx = app.db.read(&app.ctx()).await.unwrap();
        let semua = store::list_penduduk(&mut tx).await.unwrap();
        let tini = semua.iter().find(|p| p.nama == "TINI LESTARI").unwrap();
        assert_eq!((&*tini.dusun, &*tini.rw, &*tini.rt), ("Kauman", "001", "003"));
        assert_eq!(store::count_penduduk(&mut tx, Where::new(), 100).await.unwrap(), 3);
        drop(tx);
        let sesudah = klien.post(&format!("{laporan}/pelengkapan"), &[("dusun", "Lain")]).await;
        assert_eq!(sesudah.status, 409, "the file went with the decision");
    }
}

#[tokio::test]
async fn a_bip_lies_sealed_until_it_is_decided() {
    let app = TestApp::new(fitur).await;
    let klien = operator(&app).await;
    klien.upload("/impor", &[], ("berkas", "bip.xlsx", &bip())).await.led_to();
    let letak = app.db.url.trim_start_matches("sqlite:").to_owned();
    for akhiran in ["", "-wal"] {
        let isi = std::fs::read(format!("{letak}{akhiran}")).unwrap_or_default();
        let teks = String::from_utf8_lossy(&isi);
        assert!(!teks.contains("KARSO WIYONO") && !teks.contains("3402133112609001"), "{akhiran}");
        // An unsealed workbook would begin so.
        assert!(!teks.contains("xl/worksheets/sheet1.xml"), "{akhiran}");
    }
}
