//! What a month's report says, and its pages.

use access::Role;
use jiff::civil::date;
use kependudukan::entitas::JenisPeristiwa;
use laporan::lampid::Baris;

use crate::dunia::{
    angka, bulan, hari, hitung, keluar, masuk, pecah, perubahan, sukamaju, telat, terjadi, tiap_mesin,
    yang_bernama,
};

#[tokio::test]
async fn the_first_month_begins_with_the_data_awal() {
    for app in tiap_mesin().await {
        let juli = hitung(&app, bulan(7)).await.tabel;
        assert_eq!((angka(&juli, Baris::Awal), angka(&juli, Baris::Akhir)), ((33, 9), (33, 9)));
        assert_eq!(perubahan(&juli), []);
        // Written down in August, but true before the books opened.
        let anak = crate::dunia::penduduk(&app).await.into_iter().find(|p| p.shdk == 4).unwrap();
        keluar(&app, telat(date(2026, 7, 2), date(2026, 8, 5)), JenisPeristiwa::Mati, &anak).await;
        let juli = hitung(&app, bulan(7)).await.tabel;
        assert_eq!(angka(&juli, Baris::Awal).0, 33, "the data awal stays as it was imported");
        assert_eq!(perubahan(&juli), [("mati", 1, 0)]);
        let mut tx = app.db.read(&app.ctx()).await.unwrap();
        assert!(laporan::masa::masa(&mut tx, bulan(6)).await.unwrap().is_none(), "nothing before");
    }
}

#[tokio::test]
async fn every_kind_of_event_has_its_row() {
    for app in tiap_mesin().await {
        let orang = crate::dunia::penduduk(&app).await;
        let anak: Vec<_> = orang.iter().filter(|p| p.shdk == 4).collect();
        let kepala: Vec<_> = orang.iter().filter(|p| p.shdk == 1).collect();
        let h = |hari_ke| hari(date(2026, 8, hari_ke));
        masuk(&app, h(2), JenisPeristiwa::Lahir, (anak[0], "BAYI BARU", 1)).await;
        masuk(&app, h(3), JenisPeristiwa::Datang, (anak[1], "PENDATANG BARU", 2)).await;
        keluar(&app, h(4), JenisPeristiwa::Pergi, anak[2]).await;
        keluar(&app, h(5), JenisPeristiwa::Hilang, anak[3]).await;
        keluar(&app, h(6), JenisPeristiwa::PindahKeluar, anak[4]).await;
        keluar(&app, h(7), JenisPeristiwa::Mati, kepala[0]).await;
        pecah(&app, h(8), anak[5]).await;
        let kembali = yang_bernama(&app, &anak[2].nama).await;
        terjadi(&app, h(9), JenisPeristiwa::Kembali, &kembali, |p| p.status_dasar = 1).await;
        let hasil = hitung(&app, bulan(8)).await;
        assert_eq!(hasil.tabel.timpang(), Vec::<&str>::new());
        let baris: Vec<(&str, i64)> =
            perubahan(&hasil.tabel).into_iter().map(|(b, jiwa, _)| (b, jiwa)).collect();
        assert_eq!(
            baris,
            [
                ("lahir", 1),
                ("mati", 1),
                ("datang", 1),
                ("pindah", 1),
                ("pergi", 1),
                ("hilang", 1),
                ("kembali", 1)
            ]
        );
        assert_eq!(angka(&hasil.tabel, Baris::Akhir).0, 33 + 3 - 4);
        assert!(hasil.gerak_keluarga.iter().any(|g| g.baris == Baris::Lahir && g.wakil == anak[5].id));
    }
}

#[tokio::test]
async fn a_figure_opens_the_people_behind_it() {
    let app = sukamaju().await;
    let orang = crate::dunia::penduduk(&app).await;
    let mati = orang.iter().find(|p| p.shdk == 4).unwrap();
    keluar(&app, telat(date(2026, 7, 30), date(2026, 8, 20)), JenisPeristiwa::Mati, mati).await;
    let klien = app.sebagai(Role::Verifikator).await;
    let halaman = klien.get("/laporan/2026-07").await.ok().main();
    assert!(halaman.contains("Data awal, 31 Juli 2026"), "{halaman}");
    let alamat = "/laporan/2026-07/rincian?baris=mati";
    assert!(halaman.contains(alamat), "the figure is a link: {halaman}");
    let daftar = klien.get("/laporan/2026-07/rincian?baris=mati&kolom=jiwa").await.ok().main();
    assert!(daftar.contains(&mati.nama) && daftar.contains("••••"), "{daftar}");
    assert!(daftar.contains("terlambat dilaporkan (20-08-2026)"), "{daftar}");
    let semua = klien.get("/laporan/2026-08/rincian?baris=awal&kolom=jiwa").await.ok().main();
    assert!(semua.contains("1–25 dari 32"), "{semua}");
    let keluarga = klien.get("/laporan/2026-08/rincian?baris=akhir&kolom=kk").await.ok().main();
    assert!(keluarga.contains("dari 9") && keluarga.contains("diwakili kepalanya"), "{keluarga}");
}

#[tokio::test]
async fn months_that_are_not_there_are_not_found() {
    let app = sukamaju().await;
    let klien = app.sebagai(Role::Operator).await;
    for alamat in [
        "/laporan/2026-06",
        "/laporan/2026-10",
        "/laporan/2026-13",
        "/laporan/kemarin",
        "/laporan/2026-08/rincian?baris=x&kolom=jiwa",
        "/laporan/2026-08/rincian?baris=mati&kolom=x",
        "/laporan/2026-06/rincian?baris=mati&kolom=l",
    ] {
        assert_eq!(klien.get(alamat).await.status, 404, "{alamat}");
    }
    let daftar = klien.get("/laporan").await.ok().main();
    for (bulan, keadaan) in
        [("September 2026", "Berjalan"), ("Agustus 2026", "Terlambat"), ("Juli 2026", "Terlambat")]
    {
        assert!(daftar.contains(bulan) && daftar.contains(keadaan), "{bulan}: {daftar}");
    }
    assert_eq!(
        app.sebagai(Role::Rt).await.get("/laporan").await.status,
        404,
        "a report is about the whole village"
    );
}

#[tokio::test]
async fn an_empty_register_has_no_reports() {
    let app = testkit::TestApp::new(crate::dunia::fitur).await;
    let klien = app.sebagai(Role::Operator).await;
    assert!(klien.get("/laporan").await.ok().main().contains("Belum ada laporan"));
    assert_eq!(klien.get("/laporan/2026-03").await.status, 404);
}
