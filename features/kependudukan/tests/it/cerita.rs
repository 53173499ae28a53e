//! What the stories share.

use std::sync::Arc;

use access::Role;
use db::Context;
use jiff::civil::{Date, date};
use kependudukan::pengimporan::{self, Hasil, Perintah};
use testkit::{Client, TestApp};
use web::Feature;

pub(crate) const KINI: Date = date(2026, 3, 2);

pub(crate) fn fitur() -> Vec<Feature> {
    vec![wilayah::feature(), kependudukan::feature()]
}

pub(crate) fn perintah() -> Perintah<'static> {
    Perintah { tanggal_data: date(2026, 2, 28), hari_ini: KINI, lewati_salah: false, permintaan: None }
}

/// Reads a workbook and takes it over at once, as the command line does.
pub(crate) async fn impor(app: &TestApp, ctx: &Context, isi: Vec<u8>) -> Hasil {
    let laporan = pengimporan::laporan(&app.db, ctx, KINI, isi).await.unwrap();
    pengimporan::terapkan(&app.db, ctx, &laporan.muatan, perintah()).await.unwrap()
}

/// A village with the people of [`crate::buku::sukamaju`].
pub(crate) async fn sukamaju() -> TestApp {
    let app = TestApp::new(fitur).await;
    impor(&app, &app.ctx(), crate::buku::tulis(&crate::buku::sukamaju())).await;
    app
}

pub(crate) async fn operator(app: &TestApp) -> Client {
    app.sebagai(Role::Operator).await
}

/// Carries out what waits in the queue.
pub(crate) async fn jalankan(app: &TestApp) -> usize {
    let workers = fitur().into_iter().flat_map(|f| f.jobs).collect();
    let runner =
        jobs::Runner::new(app.db.db.clone(), Arc::new(app.app.clone()), workers, db::testing::story_time);
    runner.drain().await.unwrap()
}

/// The id in a page's first link to `/penduduk/…` of this name.
pub(crate) async fn alamat_orang(klien: &Client, nama: &str) -> String {
    let kata = nama.split(' ').next().unwrap();
    let halaman = klien.get(&format!("/penduduk?cari={kata}&status=semua")).await.ok().text();
    let tautan = format!("\">{nama}</a>");
    let akhir = halaman.find(&tautan).unwrap_or_else(|| panic!("{nama} stands in the list"));
    let awal = halaman[..akhir].rfind("href=\"").unwrap() + 6;
    halaman[awal..akhir].to_owned()
}
