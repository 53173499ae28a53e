//! What the stories share.

use std::sync::Arc;

use jiff::civil::{Date, date};
use kamus::Zona;
use opensid::pengambilan::{self, Galat, Hasil};
use opensid::rencana::Perintah;
use opensid::sumber::{self, Mentah};
use opensid::testing::Cadangan;
use testkit::TestApp;
use web::Feature;

pub(crate) const KINI: Date = date(2026, 3, 2);

pub(crate) fn fitur() -> Vec<Feature> {
    vec![
        wilayah::feature(),
        kependudukan::feature(),
        lembaga::feature(),
        kesejahteraan::feature(),
        surat::feature(),
        opensid::feature(),
    ]
}

pub(crate) fn perintah() -> Perintah {
    Perintah { kode: testkit::SUKAMAJU.0, hari_ini: KINI, zona: Zona::Wib, pembukaan: None }
}

pub(crate) fn baca(c: &Cadangan) -> Mentah {
    sumber::baca(c.teks().as_bytes(), &mut |_| {}).unwrap()
}

/// Reads a dump and takes it over at once, as the command line does.
pub(crate) async fn ambil(app: &TestApp, c: &Cadangan) -> Result<Hasil, Galat> {
    pengambilan::terapkan(&app.db, &app.ctx(), &baca(c), perintah(), None, &mut |_, _| {}).await
}

/// Carries out what waits in the queue.
pub(crate) async fn jalankan(app: &TestApp) -> usize {
    let workers = fitur().into_iter().flat_map(|f| f.jobs).collect();
    let runner =
        jobs::Runner::new(app.db.db.clone(), Arc::new(app.app.clone()), workers, db::testing::story_time);
    runner.drain().await.unwrap()
}
