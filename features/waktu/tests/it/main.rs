//! Stories of the calendar and its clocks.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod halaman;
mod jam;

use db::{Context, Unit, WriteTx};
use jiff::Timestamp;
use testkit::{SUKAMAJU, TestApp};
use web::Feature;

pub(crate) fn features() -> Vec<Feature> {
    vec![waktu::feature()]
}

/// An instant on Sukamaju's wall clock.
pub(crate) fn di(teks: &str) -> Timestamp {
    kamus::Zona::Wib.offset().to_timestamp(teks.parse().unwrap()).unwrap()
}

pub(crate) async fn tulis(app: &TestApp, teks: &str) -> WriteTx {
    tulis_di(app, SUKAMAJU, teks).await
}

pub(crate) async fn tulis_di(app: &TestApp, unit: Unit, teks: &str) -> WriteTx {
    let ctx = Context::system("cerita", unit, di(teks));
    app.db.write(&ctx, "cerita").await.unwrap()
}
