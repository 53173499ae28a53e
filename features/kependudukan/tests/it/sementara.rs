use db::Where;
use jiff::civil::date;
use kependudukan::entitas::{JenisPeristiwa, Peristiwa};
use kependudukan::sementara::{JenisTinggal, KeadaanTinggal, Kelompok, hitung};
use kependudukan::store;
use kependudukan::{JenisSubjek, Subjek, cari_ringkas, find_subjek, insert_sementara};
use testkit::{TestApp, each_engine};

use crate::cerita::{KINI, fitur, operator};

const ISIAN: [(&str, &str); 14] = [
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
    ("tanggal_lapor", "02-03-2026"),
    ("jenis", "1"),
    ("tinggal", "KAUMAN|001|002"),
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
        ("sampai", "01-02-2026"),
        ("kewarganegaraan", "WNA"),
    ];
    let jawab = klien.post("/penduduk-sementara", &isian).await;
    assert_eq!(jawab.status, 422);
    let teks = jawab.text();
    for kalimat in [
        "Isi nama lengkap.",
        "NIK harus 16 angka. Anda mengetik 3.",
        "Tanggal itu tidak ada di kalender.",
        "Pilih jenis kelamin.",
        "Tinggal sampai tidak boleh sebelum tanggal datang.",
        "Isi negara asalnya.",
        "Pilih sebagai apa orang ini tinggal.",
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

/// Writes Rahmat down with some answers changed; tells his page.
async fn catat(klien: &testkit::Client, ubahan: &[(&'static str, &'static str)]) -> String {
    let mut isian: Vec<_> = ISIAN.to_vec();
    isian.retain(|(nama, _)| !ubahan.iter().any(|(lain, _)| lain == nama));
    isian.extend(ubahan);
    klien.post("/penduduk-sementara", &isian).await.led_to()
}

#[tokio::test]
async fn a_stay_is_prolonged_and_ended_and_its_history_is_kept() {
    for app in each_engine(fitur).await {
        let klien = operator(&app).await;
        let alamat = catat(&klien, &[("sampai", "01-03-2026"), ("nama", "Contoh Kos")]).await;
        let daftar = klien.get("/penduduk-sementara").await.ok().main();
        assert!(daftar.contains("Masa tinggal 1 orang sudah habis") && daftar.contains("Masa tinggal habis"));
        let habis = klien.get("/penduduk-sementara?keadaan=habis&jenis=1").await.ok().main();
        assert!(habis.contains(">Contoh Kos</a>"));
        let lalu = klien.post(&format!("{alamat}/perpanjangan"), &[("sampai", "01-01-2026")]).await;
        assert_eq!(lalu.status, 422);
        assert!(lalu.text().contains("Tanggal itu sudah lewat."));
        klien.post(&format!("{alamat}/perpanjangan"), &[("sampai", "31-12-2026")]).await.led_to();
        let habis = klien.get("/penduduk-sementara?keadaan=habis").await.ok().main();
        assert!(!habis.contains("Contoh Kos"));
        let dini = [("tanggal", "28-02-2026"), ("tanggal_lapor", "02-03-2026")];
        assert_eq!(klien.post(&format!("{alamat}/kepergian"), &dini).await.status, 409, "before they came");
        let pergi = [("tanggal", "02-03-2026"), ("tanggal_lapor", "02-03-2026"), ("ke", "Banyumas")];
        klien.post(&format!("{alamat}/kepergian"), &pergi).await.led_to();
        assert_eq!(klien.post(&format!("{alamat}/kepergian"), &pergi).await.status, 409, "gone already");
        let halaman = klien.get(&alamat).await.ok().main();
        for kata in [
            "Sudah pergi",
            "Masa tinggal diperpanjang",
            "Sampai 31 Desember 2026",
            "Banyumas",
            "1 Maret 2026",
        ] {
            assert!(halaman.contains(kata), "{kata}");
        }
        assert!(!klien.get("/penduduk-sementara").await.ok().main().contains("Contoh Kos"));
        assert!(klien.get("/penduduk-sementara?keadaan=pergi").await.ok().main().contains("Contoh Kos"));
    }
}

#[tokio::test]
async fn who_stays_for_a_while_becomes_a_resident() {
    for app in each_engine(fitur).await {
        let klien = operator(&app).await;
        let alamat = catat(&klien, &[]).await;
        let salah = klien.post(&format!("{alamat}/penetapan"), &[("tanggal", "x"), ("no_kk", "12")]).await;
        assert_eq!(salah.status, 422);
        assert!(salah.text().contains("Isi alamatnya di sini.") && salah.text().contains("Anda mengetik 2."));
        let isian = [
            ("tanggal", "02-03-2026"),
            ("tanggal_lapor", "02-03-2026"),
            ("hubungan", "1"),
            ("alamat", "Jl. Melati 3"),
            ("tinggal", "KAUMAN|001|002"),
        ];
        klien.post(&format!("{alamat}/penetapan"), &isian).await.led_to();
        let id: uuid::Uuid = alamat.rsplit('/').next().unwrap().parse().unwrap();
        let mut tx = app.db.read(&app.ctx()).await.unwrap();
        let orang = store::find_sementara(&mut tx, id).await.unwrap().unwrap();
        assert_eq!(orang.keadaan(KINI), KeadaanTinggal::JadiPenduduk);
        let penduduk = store::find_penduduk(&mut tx, orang.penduduk_id.unwrap()).await.unwrap().unwrap();
        assert_eq!((penduduk.nama.as_str(), penduduk.rt.as_str()), ("RAHMAT HIDAYAT", "002"));
        assert_eq!(penduduk.nik(tx.keys()).unwrap(), orang.nik(tx.keys()).unwrap());
        let keluarga = store::find_keluarga(&mut tx, penduduk.keluarga_id.unwrap()).await.unwrap().unwrap();
        assert_eq!(
            (keluarga.kepala_id, keluarga.no_kk_segel),
            (Some(penduduk.id), None),
            "the card is Dukcapil's"
        );
        let peristiwa = store::list_peristiwa_orang(&mut tx, penduduk.id).await.unwrap();
        assert_eq!(peristiwa.iter().map(Peristiwa::jenis).collect::<Vec<_>>(), [JenisPeristiwa::Datang]);
        drop(tx);
        assert_eq!(klien.post(&format!("{alamat}/penetapan"), &isian).await.status, 409, "it happens once");
        assert!(klien.get(&alamat).await.ok().main().contains("Menjadi penduduk"));
    }
}

#[tokio::test]
async fn the_book_of_a_month_balances_and_the_permanent_register_has_none_of_it() {
    let app = TestApp::new(fitur).await;
    let klien = operator(&app).await;
    catat(&klien, &[("datang", "10-01-2026"), ("nama", "Lama Tinggal")]).await;
    catat(&klien, &[("nama", "Baru Datang"), ("jenis_kelamin", "Perempuan"), ("jenis", "3")]).await;
    let asing =
        [("kewarganegaraan", "WNA"), ("negara", "Contohland"), ("sampai", "31-12-2026"), ("jenis", "6")];
    let asing =
        catat(&klien, &[&asing[..], &[("nama", "John Contoh"), ("datang", "10-02-2026")]].concat()).await;
    let pergi = [("tanggal", "02-03-2026"), ("tanggal_lapor", "02-03-2026")];
    klien.post(&format!("{asing}/kepergian"), &pergi).await.led_to();
    let mut tx = app.db.read(&app.ctx()).await.unwrap();
    for (masa, harapan) in [
        ((date(2026, 1, 1), date(2026, 1, 31)), [0, 1, 0, 1]),
        ((date(2026, 2, 1), date(2026, 2, 28)), [1, 1, 0, 2]),
        ((date(2026, 3, 1), date(2026, 3, 31)), [2, 1, 1, 2]),
        ((date(2026, 4, 1), date(2026, 4, 30)), [2, 0, 0, 2]),
    ] {
        let semua = store::list_sementara_masa(&mut tx, masa).await.unwrap();
        let h = hitung(&semua, masa);
        let angka = [h.awal, h.datang, h.pergi, h.akhir].map(Kelompok::jumlah);
        assert_eq!(angka, harapan, "{masa:?}");
        assert_eq!(angka[0] + angka[1] - angka[2], angka[3]);
        let menurut: i64 = h.menurut_jenis.iter().map(|(_, k)| k.jumlah()).sum();
        assert_eq!(menurut, angka[3]);
    }
    let februari = (date(2026, 2, 1), date(2026, 2, 28));
    let h = hitung(&store::list_sementara_masa(&mut tx, februari).await.unwrap(), februari);
    assert_eq!(h.asing.jumlah(), 1);
    assert!(h.menurut_jenis.iter().any(|(jenis, k)| *jenis == JenisTinggal::Asing && k.jumlah() == 1));
    assert!(store::register_kosong(&mut tx).await.unwrap(), "none of them is a resident");
    assert!(store::list_potret(&mut tx, store::Pada::kini(KINI), Where::new()).await.unwrap().is_empty());
    let halaman = klien.get("/penduduk-sementara/rekap?bulan=2026-03").await.ok().main();
    assert!(halaman.contains("Maret 2026") && halaman.contains("Pergi atau menjadi penduduk"));
    for aneh in ["bulan=entah", "bulan=2026-99", ""] {
        assert!(
            klien.get(&format!("/penduduk-sementara/rekap?{aneh}")).await.ok().main().contains("Maret 2026")
        );
    }
}

#[tokio::test]
async fn an_arrival_that_a_neighbourhood_proposed_closes_the_proposal() {
    let app = crate::cerita::sukamaju().await;
    let rt =
        crate::lapor::ketua(&app, testkit::SUKAMAJU, access::Role::Rt, crate::lapor::RT_BUDI, None).await;
    let isian =
        [("jenis", "sementara"), ("nama", "Anak Kos"), ("tempat", "Rumah Budi"), ("tanggal", "01-03-2026")];
    let usulan = rt.post("/lapor", &isian).await.led_to();
    let id: &'static str = Box::leak(usulan.rsplit('/').next().unwrap().to_owned().into_boxed_str());
    let klien = operator(&app).await;
    let putusan = [("putusan", "terima")];
    let lanjut = klien.post(&format!("/usulan-warga/{id}/putusan"), &putusan).await.led_to();
    let formulir = klien.get(&lanjut).await.ok().text();
    assert!(formulir.contains("value=\"Anak Kos\"") && formulir.contains("value=\"Rumah Budi\""));
    catat(&klien, &[("usulan", id), ("nama", "Anak Kos")]).await;
    assert!(rt.get(&usulan).await.ok().text().contains("Sudah dicatat"));
}
