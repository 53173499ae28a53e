//! Freezing: what was handed in stays as it was.

use access::Role;
use jiff::civil::date;
use kependudukan::entitas::JenisPeristiwa;
use kependudukan::{peristiwa, store as register};
use laporan::lampid::Baris;
use laporan::pembekuan::Galat;

use crate::dunia::{
    angka, bekukan, bulan, hari, hitung, keluar, masuk, penduduk, perubahan, saat, sukamaju, telat, terjadi,
    tiap_mesin, tulis, yang_bernama,
};

#[tokio::test]
async fn a_frozen_month_stays_whatever_becomes_known() {
    for app in tiap_mesin().await {
        let orang = penduduk(&app).await;
        let anak: Vec<_> = orang.iter().filter(|p| p.shdk == 4).collect();
        let mati = keluar(&app, hari(date(2026, 8, 10)), JenisPeristiwa::Mati, anak[0]).await;
        bekukan(&app, bulan(7), saat(date(2026, 8, 12), 0)).await.unwrap();
        let agustus = bekukan(&app, bulan(8), saat(date(2026, 9, 2), 0)).await.unwrap();
        assert_eq!(perubahan(&agustus), [("mati", 1, 0)]);
        // A birth of August is reported in September, a sex corrected, and the death undone.
        masuk(
            &app,
            telat(date(2026, 8, 20), date(2026, 9, 3)),
            JenisPeristiwa::Lahir,
            (anak[1], "BAYI TELAT", 2),
        )
        .await;
        let salah = telat(date(2026, 8, 1), date(2026, 9, 4));
        terjadi(&app, salah, JenisPeristiwa::Koreksi, anak[2], |p| p.jenis_kelamin = 3 - p.jenis_kelamin)
            .await;
        let mut tx = tulis(&app, saat(date(2026, 9, 5), 0)).await;
        let peristiwa = register::find_peristiwa(&mut tx, mati).await.unwrap().unwrap();
        peristiwa::batalkan(&mut tx, &peristiwa, "Salah orang.", date(2026, 9, 5)).await.unwrap();
        tx.commit().await.unwrap();

        assert_eq!(hitung(&app, bulan(8)).await.tabel, agustus, "August as it was known on 2 September");
        let september = hitung(&app, bulan(9)).await;
        assert_eq!(angka(&september.tabel, Baris::Awal), angka(&agustus, Baris::Akhir));
        assert_eq!(perubahan(&september.tabel), [("lahir", 1, 0), ("koreksi", 1, 0)]);
        let lahir = september.gerak.iter().find(|g| g.baris == Baris::Lahir).unwrap();
        assert_eq!(lahir.peristiwa.unwrap().tanggal, date(2026, 8, 20), "with its true date");
        let koreksi: Vec<i64> =
            september.gerak.iter().filter(|g| g.baris == Baris::Koreksi).map(|g| g.arah).collect();
        assert_eq!(koreksi.len(), 3, "two for the sex, one for the man who lives");
        assert_eq!(september.tabel.timpang(), Vec::<&str>::new());
        assert_eq!(angka(&september.tabel, Baris::Akhir).0, 34);
    }
}

#[tokio::test]
async fn months_are_frozen_in_order_and_never_the_present_one() {
    let app = sukamaju().await;
    let pada = saat(date(2026, 9, 15), 0);
    assert!(matches!(bekukan(&app, bulan(8), pada).await, Err(Galat::Urutan(b)) if b == bulan(7)));
    assert!(matches!(bekukan(&app, bulan(9), pada).await, Err(Galat::BelumLewat(_))));
    bekukan(&app, bulan(7), pada).await.unwrap();
    assert!(matches!(bekukan(&app, bulan(7), pada).await, Err(Galat::SudahBeku(_))));
    bekukan(&app, bulan(8), pada).await.unwrap();
}

#[tokio::test]
async fn a_report_is_frozen_withdrawn_and_sent_on_the_page() {
    let app = sukamaju().await;
    let lurah = app.sebagai(Role::Penandatangan).await;
    assert_eq!(lurah.get("/laporan/2026-08/pembekuan").await.status, 409, "July comes first");
    let agustus = lurah.get("/laporan/2026-08").await.ok().main();
    assert!(
        agustus.contains("Bekukan dulu laporan Juli 2026.") && !agustus.contains("2026-08/pembekuan"),
        "{agustus}"
    );
    let tanya = lurah.get("/laporan/2026-07/pembekuan").await.ok().main();
    assert!(tanya.contains("33 jiwa, 9 keluarga"), "{tanya}");
    for _ in 0..2 {
        // A second press of the same button changes nothing.
        lurah.post("/laporan/2026-07/pembekuan", &[("request_key", "satu")]).await.led_to();
    }
    assert_eq!(lurah.post("/laporan/2026-07/pembekuan", &[]).await.status, 409);
    let halaman = lurah.get("/laporan/2026-07").await.ok().main();
    assert!(halaman.contains("Beku") && halaman.contains("Dibekukan 15 September 2026"), "{halaman}");
    assert!(!halaman.contains("tidak cocok"), "{halaman}");

    let ditolak = lurah.post("/laporan/2026-07/penarikan", &[("alasan", "eh")]).await;
    assert_eq!(ditolak.status, 422);
    assert!(ditolak.main().contains("Tulis mengapa laporan ini ditarik"));
    lurah.post("/laporan/2026-07/penarikan", &[("alasan", "Dua kelahiran terlewat.")]).await.led_to();
    let halaman = lurah.get("/laporan/2026-07").await.ok().main();
    assert!(halaman.contains("Dua kelahiran terlewat.") && halaman.contains("Terlambat"), "{halaman}");

    lurah.post("/laporan/2026-07/pembekuan", &[]).await.led_to();
    lurah.post("/laporan/2026-08/pembekuan", &[]).await.led_to();
    let bukan_terakhir = lurah.post("/laporan/2026-07/penarikan", &[("alasan", "Terlalu lama.")]).await;
    assert_eq!(bukan_terakhir.status, 409, "only the last one");
    lurah.post("/laporan/2026-08/pengiriman", &[]).await.led_to();
    let terkirim = lurah.post("/laporan/2026-08/penarikan", &[("alasan", "Salah hitung.")]).await;
    assert_eq!(terkirim.status, 409);
    assert!(terkirim.text().contains("sudah dikirim"));
    assert!(lurah.get("/laporan").await.ok().main().contains("Terkirim"));

    let pemeriksa = app.sebagai(Role::Verifikator).await;
    assert_eq!(pemeriksa.post("/laporan/2026-09/pembekuan", &[]).await.status, 404, "may only look");
}

#[tokio::test]
async fn a_frozen_figure_still_opens_the_people_of_then() {
    let app = sukamaju().await;
    let anak = penduduk(&app).await.into_iter().find(|p| p.shdk == 4).unwrap();
    keluar(&app, hari(date(2026, 8, 10)), JenisPeristiwa::PindahKeluar, &anak).await;
    bekukan(&app, bulan(7), saat(date(2026, 9, 1), 0)).await.unwrap();
    bekukan(&app, bulan(8), saat(date(2026, 9, 1), 1)).await.unwrap();
    let kini = yang_bernama(&app, &anak.nama).await;
    terjadi(&app, hari(date(2026, 9, 5)), JenisPeristiwa::Kembali, &kini, |p| p.status_dasar = 1).await;
    let klien = app.sebagai(Role::Operator).await;
    let daftar = klien.get("/laporan/2026-08/rincian?baris=pindah&kolom=jiwa").await.ok().main();
    assert!(daftar.contains(&anak.nama), "{daftar}");
}
