//! The real workbook of 5,000 residents, where the folder with it stands beside the repository.

use std::path::PathBuf;
use std::time::Instant;

use db::Where;
use kependudukan::pengimporan::{self, Perintah};
use kependudukan::store;
use testkit::each_engine;

use crate::cerita::{KINI, fitur, perintah};

fn berkas() -> Option<Vec<u8>> {
    let akar = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let berkas = akar.join("../shared/data/opensid/penduduk-templat-opensid-5000.xlsx");
    let isi = std::fs::read(&berkas).ok();
    if isi.is_none() {
        eprintln!("skipped: the 5,000-row workbook is not in ../shared/data/opensid");
    }
    isi
}

#[tokio::test]
async fn five_thousand_residents_come_in_and_come_in_again() {
    let Some(isi) = berkas() else { return };
    for app in each_engine(fitur).await {
        let mulai = Instant::now();
        let laporan = pengimporan::laporan(&app.db, &app.ctx(), KINI, isi.clone()).await.unwrap();
        let diperiksa = mulai.elapsed();
        let perintah = Perintah { lewati_salah: true, ..perintah() };
        let hasil = pengimporan::terapkan(&app.db, &app.ctx(), &laporan.muatan, perintah).await.unwrap();
        eprintln!("checked in {diperiksa:?}, kept after {:?}: {:?}", mulai.elapsed(), hasil.ringkasan);
        let baik = i64::try_from(laporan.muatan.orang.len()).unwrap();
        assert_eq!(hasil.ringkasan.baru, baik);
        assert!(baik > 4_500, "most rows are good: {baik}");
        let mut tx = app.db.read(&app.ctx()).await.unwrap();
        assert_eq!(store::count_penduduk(&mut tx, Where::new(), 100_000).await.unwrap(), baik);
        drop(tx);
        let lagi = pengimporan::terapkan(&app.db, &app.ctx(), &laporan.muatan, perintah).await.unwrap();
        assert_eq!((lagi.ringkasan.sama, lagi.ringkasan.ada_perubahan()), (baik, false));
    }
}
