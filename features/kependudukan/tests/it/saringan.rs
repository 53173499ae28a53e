//! Filters beyond the name: mother, address, kept filters, and an export in the order shown.

use std::io::Cursor;

use access::Role;
use calamine::{Reader as _, Xlsx};
use testkit::{Client, TestApp};

use crate::buku::{NIK_SITI, orang, tulis, ubah};
use crate::cerita::{fitur, impor, operator};

async fn desa(app: &TestApp) {
    let satu = |nama: &str, ke: usize, lahir: &str, ibu: &str, alamat: &str| {
        let nik = format!("340213010185{:04}", 9200 + ke);
        let kk = format!("340213010110{:04}", 9200 + ke);
        ubah(ubah(orang(nama, &kk, &nik, "1", lahir, "1"), "nama_ibu", ibu), "alamat", alamat)
    };
    let semua = [
        satu("WAGIMAN", 1, "01-01-1985", "SITI ROKHAYAH", "JL. KENANGA 7"),
        satu("PAIMIN", 2, "01-01-1990", "SITI ROKAYAH", "Jl. Melati 12"),
        satu("SUPARMAN", 3, "01-01-1980", "TUMINAH", "GANG KENANGA"),
    ];
    impor(app, &app.ctx(), tulis(&semua)).await;
}

async fn nama(klien: &Client, saring: &str) -> Vec<String> {
    let halaman = klien.get(&format!("/penduduk?{saring}")).await.ok().main();
    let ada = |nama: &&str| halaman.contains(&format!(">{nama}</a>"));
    let mut semua: Vec<&str> = ["WAGIMAN", "PAIMIN", "SUPARMAN"].into_iter().filter(ada).collect();
    semua.sort_by_key(|nama| halaman.find(&format!(">{nama}</a>")));
    semua.into_iter().map(str::to_owned).collect()
}

#[tokio::test]
async fn residents_are_found_by_their_mother_and_by_their_address() {
    for app in testkit::each_engine(fitur).await {
        desa(&app).await;
        let klien = operator(&app).await;
        for (saring, harapan) in [
            ("ibu=rochayah", vec!["PAIMIN", "WAGIMAN"]),
            ("ibu=siti+rok", vec!["PAIMIN", "WAGIMAN"]),
            ("ibu=tuminah", vec!["SUPARMAN"]),
            ("alamat=kenanga", vec!["SUPARMAN", "WAGIMAN"]),
            ("alamat=7+jl", vec!["WAGIMAN"]),
            ("alamat=MELATI&ibu=Rokayah", vec!["PAIMIN"]),
            ("alamat=%25", vec!["PAIMIN", "SUPARMAN", "WAGIMAN"]),
            ("alamat=mawar", vec![]),
            ("cari=pagimin&ibu=rokayah", vec!["PAIMIN", "WAGIMAN"]),
        ] {
            assert_eq!(nama(&klien, saring).await, harapan, "{saring}");
        }
    }
}

#[tokio::test]
async fn a_number_typed_into_another_filter_stays_out_of_the_address_too() {
    let app = TestApp::new(fitur).await;
    desa(&app).await;
    let klien = operator(&app).await;
    for isian in ["ibu", "alamat"] {
        let ke = klien.post("/penduduk", &[("cari", "wagiman"), (isian, NIK_SITI)]).await.led_to();
        assert!(!ke.contains("3402134101"), "{ke}");
        let halaman = klien.get(&format!("/penduduk?{isian}=3402+1341+0185+9001")).await.ok().main();
        assert!(!halaman.contains("3402+1341"), "no link carries it on");
    }
}

#[tokio::test]
async fn a_kept_filter_is_its_owners_alone() {
    for app in testkit::each_engine(fitur).await {
        desa(&app).await;
        let klien = operator(&app).await;
        let isian = |nama: &'static str| [("alamat", "kenanga"), ("urut", "-umur"), ("nama_saringan", nama)];
        let kepala = app.db.head(testkit::SUKAMAJU).await.unwrap();
        for _ in 0..2 {
            let ke = klien.post("/penduduk/saringan", &isian("Jalan Kenanga")).await.led_to();
            assert!(ke.ends_with("/penduduk?alamat=kenanga&urut=-umur"), "{ke}");
        }
        assert_eq!(app.db.head(testkit::SUKAMAJU).await.unwrap(), kepala, "a filter is no fact");
        let halaman = klien.get("/penduduk").await.ok().main();
        assert_eq!(halaman.matches(">Jalan Kenanga</a>").count(), 1, "the same name is overwritten");
        assert!(halaman.contains("/penduduk?alamat=kenanga&#38;urut=-umur"), "{halaman}");
        let lain = app.sebagai(Role::Operator).await.get("/penduduk").await.ok().main();
        assert!(!lain.contains("Jalan Kenanga"));
        for salah in ["", "3402134101859001"] {
            klien.post("/penduduk/saringan", &isian(salah)).await.led_to();
        }
        let halaman = klien.get("/penduduk").await.ok().text();
        assert!(halaman.contains("Saringan tersimpan (1)"));
        let hapus = halaman.split("action=\"").find(|potong| potong.contains("/penghapusan\"")).unwrap();
        let hapus = hapus.split('"').next().unwrap().to_owned();
        let asing = app.sebagai(Role::Operator).await;
        asing.post(&hapus, &[]).await.led_to();
        assert!(
            klien.get("/penduduk").await.ok().main().contains("Jalan Kenanga"),
            "only its owner removes it"
        );
        klien.post(&hapus, &[]).await.led_to();
        assert!(!klien.get("/penduduk").await.ok().main().contains("Jalan Kenanga"));
    }
}

#[tokio::test]
async fn a_shelf_of_filters_has_an_end() {
    let app = TestApp::new(fitur).await;
    desa(&app).await;
    let klien = operator(&app).await;
    for ke in 0..22 {
        let nama = format!("Saringan {ke}");
        klien.post("/penduduk/saringan", &[("kelamin", "1"), ("nama_saringan", &nama)]).await.led_to();
    }
    assert!(klien.get("/penduduk").await.ok().main().contains("Saringan tersimpan (20)"));
}

#[tokio::test]
async fn an_export_holds_what_is_shown_in_the_order_shown() {
    let app = TestApp::new(fitur).await;
    desa(&app).await;
    let klien = operator(&app).await;
    for (isian, harapan) in [
        (vec![("urut", "-umur")], vec!["SUPARMAN", "WAGIMAN", "PAIMIN"]),
        (vec![("urut", "umur"), ("alamat", "kenanga")], vec!["WAGIMAN", "SUPARMAN"]),
        (vec![("urut", "-nama")], vec!["WAGIMAN", "SUPARMAN", "PAIMIN"]),
        (vec![("cari", "wagimen")], vec!["WAGIMAN"]),
        (vec![("ibu", "rochayah")], vec!["PAIMIN", "WAGIMAN"]),
    ] {
        let saring: Vec<String> = isian.iter().map(|(nama, isi)| format!("{nama}={isi}")).collect();
        let saring = saring.join("&");
        assert_eq!(nama(&klien, &saring).await, harapan, "{saring}");
        let halaman = klien.get(&format!("/penduduk/ekspor?{saring}")).await.ok().text();
        assert!(halaman.contains(&format!("Berkas memuat {} orang", harapan.len())), "{saring}");
        for (nama, isi) in &isian {
            assert!(
                halaman.contains(&format!(r#"name="{nama}" value="{isi}""#)),
                "the form carries {nama} on"
            );
        }
        let kirim = |format| [isian.clone(), vec![("format", format), ("nomor", "samar")]].concat();
        let berkas = klien.post("/penduduk/ekspor", &kirim("xlsx")).await.ok();
        let mut buku: Xlsx<_> = Xlsx::new(Cursor::new(berkas.bytes)).unwrap();
        let lembar = buku.worksheet_range("Penduduk").unwrap();
        let kolom: Vec<String> = lembar.rows().skip(3).map(|baris| baris[0].to_string()).collect();
        assert_eq!(kolom, harapan, "{saring}");
        let cetak = klien.post("/penduduk/ekspor", &kirim("cetak")).await.ok().main();
        let letak: Vec<_> = harapan.iter().map(|nama| cetak.find(&format!("<td>{nama}</td>"))).collect();
        assert!(letak.iter().all(Option::is_some) && letak.is_sorted(), "{saring}");
        assert!(cetak.contains("NIK dan nomor KK disamarkan."));
    }
}

#[tokio::test]
async fn a_printed_list_with_whole_numbers_says_for_whom_and_is_written_down() {
    let app = TestApp::new(fitur).await;
    desa(&app).await;
    let klien = operator(&app).await;
    let mut isian = vec![("format", "cetak"), ("nomor", "penuh"), ("cari", "wagiman")];
    assert_eq!(klien.post("/penduduk/ekspor", &isian).await.status, 422);
    isian.extend([("keperluan", "Pencocokan data pemilih"), ("penerima", "PPS Sukamaju")]);
    let kepala = app.db.head(testkit::SUKAMAJU).await.unwrap();
    let cetak = klien.post("/penduduk/ekspor", &isian).await.ok().main();
    assert!(cetak.contains("3402130101859201"));
    for kata in ["RAHASIA", "Pencocokan data pemilih", "PPS Sukamaju"] {
        assert!(cetak.contains(kata), "{kata}");
    }
    assert_eq!(app.db.head(testkit::SUKAMAJU).await.unwrap(), kepala + 1);
}
