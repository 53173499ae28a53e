use access::Role;
use opensid::testing::{self as contoh, NIK_BUDI};
use testkit::TestApp;

use crate::cerita::{ambil, fitur, jalankan};

#[tokio::test]
async fn a_clerk_uploads_reads_the_report_and_takes_it_over() {
    let app = TestApp::new(fitur).await;
    let klien = app.sebagai(Role::Operator).await;
    let isi = contoh::sukamaju().teks();
    let laporan = klien.upload("/opensid", &[], ("berkas", "opensid.sql", isi.as_bytes())).await.led_to();
    let halaman = klien.get(&laporan).await.ok();
    insta::assert_snapshot!("laporan", halaman.main());
    assert!(!halaman.text().contains("BUDI SANTOSO") && !halaman.text().contains(NIK_BUDI));
    let kosong = klien.get("/penduduk").await.ok().text();
    assert!(!kosong.contains("BUDI SANTOSO"), "a report saves nothing");

    let salah = klien.post(&format!("{laporan}/pengambilan"), &[("pembukaan", "31-02-2026")]).await;
    assert_eq!(salah.status, 422);
    let nanti = klien.post(&format!("{laporan}/pengambilan"), &[("pembukaan", "03-03-2026")]).await;
    assert!(nanti.text().contains("Tanggal pembukaan tidak boleh sesudah hari ini."), "{}", nanti.main());
    let isian = [("pembukaan", "10-01-2024"), ("request_key", "ambil-1")];
    let kemajuan = klien.post(&format!("{laporan}/pengambilan"), &isian).await.led_to();
    let lagi = klien.post(&format!("{laporan}/pengambilan"), &isian).await.led_to();
    assert_eq!(lagi, laporan, "a repeated submit leads to the report");
    assert!(klien.get(&kemajuan).await.ok().text().contains("Orang yang sudah masuk"));
    assert_eq!(jalankan(&app).await, 1);
    assert!(klien.get(&kemajuan).await.ok().text().contains("Lihat hasilnya"));
    let hasil = klien.get(&laporan).await.ok();
    insta::assert_snapshot!("hasil", hasil.main());
    assert!(klien.get("/penduduk").await.ok().text().contains("BUDI SANTOSO"));
    let awal = klien.get("/opensid").await.ok();
    insta::assert_snapshot!("sesudahnya", awal.main());
}

#[tokio::test]
async fn bad_files_are_refused_beside_the_field() {
    let app = TestApp::new(fitur).await;
    let klien = app.sebagai(Role::Operator).await;
    let utuh = contoh::sukamaju().teks();
    let terpotong = &utuh[..utuh.rfind("INSERT").unwrap() + 20];
    for (isi, kalimat) in [
        (&b""[..], "Pilih dulu berkas cadangan OpenSID."),
        (b"nik;nama", "Ini bukan cadangan basis data MySQL atau MariaDB"),
        (b"PK\x03\x04", "Ini berkas ZIP."),
        (terpotong.as_bytes(), "Cadangan ini terpotong"),
        (contoh::Cadangan::kosong().teks().as_bytes(), "Tidak ada satu pun orang yang dapat diambil"),
    ] {
        let jawab = klien.upload("/opensid", &[], ("berkas", "x.sql", isi)).await;
        assert_eq!(jawab.status, 422);
        assert!(jawab.text().contains(kalimat), "{}", jawab.main());
    }
}

#[tokio::test]
async fn a_filled_register_takes_no_dump_but_shows_its_report() {
    let app = TestApp::new(fitur).await;
    ambil(&app, &contoh::sukamaju()).await.unwrap();
    let klien = app.sebagai(Role::Operator).await;
    let lain = contoh::sukamaju().sisip("artikel", &[("id", "1")]).teks();
    let laporan = klien.upload("/opensid", &[], ("berkas", "opensid.sql", lain.as_bytes())).await.led_to();
    let halaman = klien.get(&laporan).await.ok().text();
    assert!(halaman.contains("sudah berisi penduduk") && !halaman.contains("Ambil semuanya"));
    let jawab = klien.post(&format!("{laporan}/pengambilan"), &[("pembukaan", "")]).await;
    assert!(jawab.status == 400 && jawab.text().contains("pakai Impor data"), "{}", jawab.main());
    let batal = klien.post(&format!("{laporan}/pembatalan"), &[]).await.led_to();
    assert!(batal.ends_with("/opensid"));
    assert!(klien.get(&laporan).await.led_to().ends_with("/opensid"), "what was cancelled is gone");
}

#[tokio::test]
async fn another_villages_dump_wants_a_tick() {
    let app = TestApp::new(fitur).await;
    let klien = app.sebagai(Role::Operator).await;
    let lain = contoh::sukamaju().teks().replace("3402132099", "3402132001");
    let laporan = klien.upload("/opensid", &[], ("berkas", "opensid.sql", lain.as_bytes())).await.led_to();
    assert!(klien.get(&laporan).await.ok().text().contains("bukan kode desa ini"));
    let tanpa = klien.post(&format!("{laporan}/pengambilan"), &[("pembukaan", "")]).await;
    assert!(tanpa.text().contains("Centang bahwa ini memang data desa Anda."), "{}", tanpa.main());
    klien.post(&format!("{laporan}/pengambilan"), &[("pembukaan", ""), ("desa_lain", "1")]).await.led_to();
    assert_eq!(jalankan(&app).await, 1);
}

#[tokio::test]
async fn nobody_but_the_operator_comes_near() {
    let app = TestApp::new(fitur).await;
    for peran in [Role::Admin, Role::Verifikator, Role::Penandatangan, Role::Camat, Role::Rt] {
        assert_eq!(app.sebagai(peran).await.get("/opensid").await.status, 404, "{peran:?}");
    }
}
