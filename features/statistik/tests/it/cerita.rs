//! What the stories share.

use db::testing::TestDb;
use db::{Context, Unit};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use kamus::{KodeWilayah, StatusDasar};
use kependudukan::Penduduk;
use kependudukan::contoh;
use kependudukan::entitas::{JenisPeristiwa, Rincian};
use kependudukan::impor::BarisPenduduk;
use kependudukan::pengimporan::{self, Perintah};
use kependudukan::peristiwa::Kejadian;
use kependudukan::store;
use testkit::{SUKAMAJU, TestApp};
use web::Feature;
use wilayah::UnitBaru;

/// The day of the stories: after Sukamaju's data awal of 31 July.
pub(crate) const KINI: Date = date(2026, 9, 10);

pub(crate) fn jam() -> Timestamp {
    "2026-09-10T03:00:00Z".parse().unwrap()
}

pub(crate) fn fitur() -> Vec<Feature> {
    vec![wilayah::feature(), kependudukan::feature(), statistik::feature()]
}

pub(crate) fn ctx() -> Context {
    Context::system("cerita", SUKAMAJU, jam())
}

async fn daftarkan(db: &TestDb, unit: Unit) {
    let baru = UnitBaru {
        kode: KodeWilayah::baru(unit.0).unwrap(),
        nama: "Sukamaju".to_owned(),
        kecamatan: "Pleret".to_owned(),
        kabupaten: String::new(),
    };
    wilayah::daftarkan_unit(db, &baru, None, jam()).await.unwrap();
}

/// An app whose register begins with these people on a day.
pub(crate) async fn app(
    db: TestDb,
    orang: &[BarisPenduduk],
    pada: Date,
    fitur: fn() -> Vec<Feature>,
) -> TestApp {
    let app = TestApp::with_naming(db, fitur, wilayah::naming, |builder| builder.clock(jam)).await;
    daftarkan(&app.db, SUKAMAJU).await;
    let buku = contoh::buku(orang).unwrap();
    let laporan = pengimporan::laporan(&app.db, &ctx(), KINI, buku).await.unwrap();
    let perintah = Perintah { tanggal_data: pada, hari_ini: KINI, lewati_salah: false, permintaan: None };
    pengimporan::terapkan(&app.db, &ctx(), &laporan.muatan, perintah).await.unwrap();
    app
}

/// The 33 of Sukamaju.
pub(crate) async fn sukamaju(fitur: fn() -> Vec<Feature>) -> TestApp {
    let orang = contoh::sukamaju();
    app(db::testing::sqlite().await, &orang, contoh::TANGGAL_SUKAMAJU, fitur).await
}

pub(crate) async fn semua_penduduk(app: &TestApp) -> Vec<Penduduk> {
    let mut tx = app.db.read(&ctx()).await.unwrap();
    let mut semua = store::list_penduduk(&mut tx).await.unwrap();
    semua.sort_by(|a, b| a.nama.cmp(&b.nama));
    semua
}

/// Somebody dies, with or without a certificate.
pub(crate) async fn mati(app: &TestApp, orang: &Penduduk, tanggal: Date, akta: Option<&str>) {
    let mut baru = orang.clone();
    baru.status_dasar = kamus::Daftar::kode(StatusDasar::Mati);
    let mut rincian = Rincian::default();
    rincian.isian.extend(akta.map(|akta| ("no_akta".to_owned(), akta.to_owned())));
    let mut tx = app.db.write(&ctx(), "peristiwa").await.unwrap();
    let kejadian = Kejadian::baru(tanggal, KINI, rincian).orang(JenisPeristiwa::Mati, orang.clone(), baru);
    kejadian.simpan(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
}
