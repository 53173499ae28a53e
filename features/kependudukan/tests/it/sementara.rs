use kependudukan::{JenisSubjek, Subjek, cari_ringkas, find_subjek, insert_sementara};
use testkit::{TestApp, each_engine};

use crate::cerita::{fitur, operator};

const ISIAN: [(&str, &str); 11] = [
    ("nama", "Rahmat Hidayat"),
    ("nik", "3302011505909008"),
    ("jenis_kelamin", "Laki-laki"),
    ("tempat_lahir", "Banyumas"),
    ("tanggal_lahir", "15-05-1990"),
    ("kewarganegaraan", "WNI"),
    ("alamat", "Desa Sukaraja, Banyumas"),
    ("datang_dari", "Banyumas"),
    ("maksud", "Bekerja"),
    ("yang_didatangi", "Budi Santoso, Kauman"),
    ("datang", "01-03-2026"),
];

#[tokio::test]
async fn somebody_who_stays_for_a_while_is_written_down() {
    let app = TestApp::new(fitur).await;
    let klien = operator(&app).await;
    let kunci = [("request_key", "tamu-1")];
    let isian: Vec<_> = ISIAN.into_iter().chain(kunci).collect();
    let halaman = klien.post("/penduduk-sementara", &isian).await.led_to();
    let teks = klien.get(&halaman).await.ok().text();
    assert!(teks.contains("Rahmat Hidayat") && teks.contains("3302••••••••9008"));
    assert!(!teks.contains("3302011505909008"));
    klien.post("/penduduk-sementara", &isian).await.led_to();
    let daftar = klien.get("/penduduk-sementara?cari=rachmad").await.ok().main();
    assert_eq!(daftar.matches(">Rahmat Hidayat</a>").count(), 1, "a repeated submit writes one row");
}

#[tokio::test]
async fn all_errors_are_told_at_once_and_what_was_typed_stays() {
    let app = TestApp::new(fitur).await;
    let klien = operator(&app).await;
    let isian = [
        ("nama", ""),
        ("nik", "123"),
        ("tanggal_lahir", "31-02-1990"),
        ("tempat_lahir", "Banyumas"),
        ("datang", "01-03-2026"),
        ("pergi", "01-02-2026"),
    ];
    let jawab = klien.post("/penduduk-sementara", &isian).await;
    assert_eq!(jawab.status, 422);
    let teks = jawab.text();
    for kalimat in [
        "Isi nama lengkap.",
        "NIK harus 16 angka. Anda mengetik 3.",
        "Tanggal itu tidak ada di kalender.",
        "Pilih jenis kelamin.",
        "Tanggal pergi tidak boleh sebelum tanggal datang.",
    ] {
        assert!(teks.contains(kalimat), "{kalimat}");
    }
    assert!(teks.contains("value=\"Banyumas\"") && teks.contains("Kesalahan: "));
}

#[tokio::test]
async fn the_subject_of_a_letter_is_kept_and_found_again() {
    for app in each_engine(fitur).await {
        let subjek = Subjek {
            jenis: JenisSubjek::Luar,
            id: None,
            nama: "Rahmat Hidayat".to_owned(),
            nik: kamus::Nik::baru("3302011505909008").ok(),
            no_kk: None,
            tempat_lahir: "Banyumas".to_owned(),
            tanggal_lahir: Some(jiff::civil::date(1990, 5, 15)),
            jenis_kelamin: "Laki-laki".to_owned(),
            agama: "Islam".to_owned(),
            status_kawin: "Kawin".to_owned(),
            pekerjaan: "Buruh".to_owned(),
            kewarganegaraan: "WNI".to_owned(),
            alamat: "Sukaraja".to_owned(),
            dusun: String::new(),
            rw: String::new(),
            rt: String::new(),
        };
        let mut tx = app.db.write(&app.ctx(), "uji").await.unwrap();
        let id = insert_sementara(&mut tx, &subjek).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = app.db.read(&app.ctx()).await.unwrap();
        let kembali = find_subjek(&mut tx, id).await.unwrap().unwrap();
        assert_eq!(kembali, Subjek { jenis: JenisSubjek::Sementara, id: Some(id), ..subjek });
        for teks in ["rahmad", "3302011505909008"] {
            let hasil = cari_ringkas(&mut tx, teks, 5).await.unwrap();
            assert_eq!(hasil.iter().map(|r| r.id).collect::<Vec<_>>(), [id], "{teks}");
        }
    }
}
