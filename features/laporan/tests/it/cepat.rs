//! A village of 14,000: what reports and books cost. Times are told, not judged: this is no release build.

use std::time::Instant;

use db::Where;
use jiff::civil::date;
use kependudukan::contoh::{self, Resep};
use kependudukan::store::{self as register, Pada};
use laporan::buku::{self, Buku, Permintaan, Potongan, Waktu};
use testkit::{TestApp, testing};

use crate::dunia::{bulan, fitur, hitung, impor, jam};

#[tokio::test]
#[ignore = "takes a minute: run it to read the figures"]
async fn a_large_village_in_figures() {
    for db in testing::each_engine().await {
        let app =
            TestApp::on(db, fitur, |builder| builder.clock(jam).provide(documents::Typesetter::in_process()))
                .await;
        let hari = date(2026, 7, 31);
        impor(&app, contoh::buku(&contoh::penduduk(&Resep::pleret(hari))).unwrap(), hari).await;
        let mesin = app.db.engine();
        let mulai = Instant::now();
        let tabel = hitung(&app, bulan(8)).await.tabel;
        eprintln!("{mesin:?}: monthly report {:?}", mulai.elapsed());
        assert!(tabel.timpang().is_empty());
        let mut tx = app.db.read(&app.ctx()).await.unwrap();
        let mulai = Instant::now();
        let semua = register::list_potret(&mut tx, Pada::kini(hari), Where::new()).await.unwrap();
        eprintln!("{mesin:?}: as of a day {:?} for {}", mulai.elapsed(), semua.len());
        let minta = Permintaan { buku: Buku::Induk, waktu: Waktu::Hari(hari), dusun: None, terbuka: false };
        for batas in [25, 500, 20_000] {
            let mulai = Instant::now();
            let isi = buku::isi(&mut tx, &minta, Potongan { lewati: 0, batas }).await.unwrap();
            eprintln!("{mesin:?}: {} rows of B.1 {:?}", isi.baris.len(), mulai.elapsed());
        }
        drop(tx);
        let klien = app.sebagai(access::Role::Operator).await;
        for (buku, bentuk) in [("b1", "pdf-f4"), ("b5", "pdf-f4"), ("b1", "xlsx")] {
            let mulai = Instant::now();
            let berkas = klien.post(&format!("/buku/{buku}/unduhan"), &[("bentuk", bentuk)]).await.ok();
            eprintln!("{mesin:?}: {buku} as {bentuk} {:?}, {} bytes", mulai.elapsed(), berkas.bytes.len());
        }
    }
}
