//! Health is shown to those who were given the right, for a purpose that is written down.

use access::Role;
use axum::http::StatusCode;

use testkit::SUKAMAJU;

use crate::cerita::{ctx, fitur, sukamaju};

#[tokio::test]
async fn no_role_sees_health_by_itself() {
    let app = sukamaju(fitur).await;
    for peran in [Role::Operator, Role::Verifikator, Role::Penandatangan] {
        let klien = app.sebagai(peran).await;
        let pintu = klien.get("/statistik-penduduk/cacat").await.ok().main();
        assert!(
            pintu.contains("mintalah peran “Petugas data kesehatan”") && !pintu.contains("<form"),
            "{pintu}"
        );
        for alamat in ["cacat/pembukaan", "cacat/1/pembukaan", "sakit-menahun/pembukaan", "rentan/pembukaan"]
        {
            let jawab = klien.post(&format!("/statistik-penduduk/{alamat}"), &[("tujuan", "posyandu")]).await;
            assert_eq!(jawab.status, StatusCode::NOT_FOUND, "{alamat}");
        }
    }
}

#[tokio::test]
async fn health_is_shown_once_for_a_purpose_that_is_recorded() {
    let app = sukamaju(fitur).await;
    let tanpa_statistik = app.sebagai(Role::Kesehatan).await;
    let jawab =
        tanpa_statistik.post("/statistik-penduduk/cacat/total/pembukaan", &[("tujuan", "posyandu")]).await;
    assert_eq!(jawab.status, StatusCode::NOT_FOUND, "it is held beside another role");
    let klien = app.sebagai_di(SUKAMAJU, &[Role::Operator, Role::Kesehatan]).await;
    let pintu = klien.get("/statistik-penduduk/cacat").await.ok().main();
    assert!(pintu.contains("name=\"tujuan\"") && !pintu.contains("Tidak Cacat"));
    let tanpa = klien.post("/statistik-penduduk/cacat/pembukaan", &[]).await;
    assert_eq!(tanpa.status, StatusCode::BAD_REQUEST);
    let kunci = [("tujuan", "posyandu"), ("format", "layar")];
    let isi = klien.post("/statistik-penduduk/cacat/pembukaan", &kunci).await.ok().main();
    assert!(isi.contains("Tidak Cacat") && isi.contains("TOTAL"), "{isi}");
    let nama = klien.post("/statistik-penduduk/cacat/total/pembukaan", &kunci).await.ok().main();
    assert!(nama.contains("33 orang"), "{nama}");
    let sakit = klien.post("/statistik-penduduk/sakit-menahun/pembukaan", &kunci).await.ok().main();
    assert!(sakit.contains("Diabetes melitus") && !sakit.contains("HIV"), "{sakit}");
    let rentan = klien.post("/statistik-penduduk/rentan/pembukaan", &kunci).await.ok().main();
    assert!(rentan.contains("Hamil</th>"));
    let berkas = [("tujuan", "posyandu"), ("format", "csv")];
    let csv = klien.post("/statistik-penduduk/hamil/pembukaan", &berkas).await.ok().text();
    assert!(csv.contains("RAHASIA. Keperluan: Kegiatan posyandu"), "{csv}");
    let mut tx = app.db.read(&ctx()).await.unwrap();
    let dicatat = access::store::list_pembukaan(&mut tx, None).await.unwrap();
    let hal: Vec<&str> = dicatat.iter().map(|satu| satu.hal.as_str()).collect();
    assert_eq!(dicatat.len(), 5, "{hal:?}");
    assert!(dicatat.iter().all(|satu| satu.keperluan == "Kegiatan posyandu atau puskesmas"));
}
