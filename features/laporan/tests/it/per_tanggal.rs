//! The register as of any day, as known now or then.

use access::Role;
use jiff::civil::date;
use kependudukan::entitas::JenisPeristiwa;

use crate::dunia::{keluar, penduduk, sukamaju, telat, tiap_mesin};

#[tokio::test]
async fn a_day_is_shown_as_it_was_and_as_it_was_known() {
    for app in tiap_mesin().await {
        let anak = penduduk(&app).await.into_iter().find(|p| p.shdk == 4).unwrap();
        keluar(&app, telat(date(2026, 8, 5), date(2026, 8, 25)), JenisPeristiwa::Mati, &anak).await;
        let klien = app.sebagai(Role::Operator).await;
        for (alamat, jiwa, kata) in [
            ("/per-tanggal?tanggal=04-08-2026", 33, "before"),
            ("/per-tanggal?tanggal=05-08-2026", 32, "on the day"),
            ("/per-tanggal?tanggal=10-08-2026&diketahui=24-08-2026", 33, "nobody had told yet"),
            ("/per-tanggal?tanggal=10-08-2026&diketahui=25-08-2026", 32, "told on that day"),
            ("/per-tanggal", 32, "now"),
        ] {
            let halaman = klien.get(alamat).await.ok().main();
            assert!(halaman.contains(&format!("<b>{jiwa}</b><span>Jiwa</span>")), "{kata}: {halaman}");
        }
        let kosong = klien.get("/per-tanggal?tanggal=30-07-2026").await.ok().main();
        assert!(kosong.contains("Tidak ada yang cocok"), "before the books opened");
    }
}

#[tokio::test]
async fn people_are_found_by_name_and_dusun_but_never_by_number() {
    let app = sukamaju().await;
    let klien = app.sebagai(Role::Verifikator).await;
    let siapa = &penduduk(&app).await[0];
    let kata = siapa.nama.split(' ').next().unwrap();
    let halaman = klien.post("/per-tanggal", &[("cari", kata), ("dusun", &siapa.dusun)]).await.led_to();
    let halaman = klien.get(&halaman).await.ok().main();
    assert!(halaman.contains(&siapa.nama), "{halaman}");
    let angka = klien.post("/per-tanggal", &[("cari", "3402133112809001")]).await.ok();
    assert!(angka.main().contains("Di halaman ini yang dicari nama."));
    assert!(!angka.text().contains("3402133112809001"), "a number is not sent back");
    let salah = klien.get("/per-tanggal?tanggal=32-01-2026").await.ok().main();
    assert!(salah.contains("Tanggal itu tidak ada di kalender."), "{salah}");
    let nanti = klien.get("/per-tanggal?diketahui=01-01-2030").await.ok().main();
    assert!(nanti.contains("Tanggal tidak boleh sesudah hari ini."), "{nanti}");
}
