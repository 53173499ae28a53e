//! Layanan Mandiri: a resident's own pages, opened by NIK and a one-time code to the phone on record.
//!
//! There is no password and no PIN. Whether a NIK is known shows neither in the answer nor in what is done for it.

pub(crate) mod isi;
mod kode;
mod loket;
pub(crate) mod satu;
mod sesi;
pub(crate) mod web;

use std::pin::Pin;
use std::sync::Arc;

use ::web::App;
use db::Context;
use uuid::Uuid;

pub(crate) use kode::{PERCOBAAN, minta_kode, tukar_kode};
pub use loket::KodeDiLoket;
pub(crate) use sesi::{akhiri_sesi, find_sesi, mulai_sesi, sapu_sesi};

pub type Terkirim = Pin<Box<dyn Future<Output = db::Result<bool>> + Send>>;

/// Who brings a one-time code to a resident's phone on record: the room of messages, given by the binary.
pub trait Pengirim: Send + Sync {
    /// Sends the code; `false` where the resident has no phone on record. It must not tell the code to anybody
    /// else, nor write it down.
    fn kirim_kode(&self, app: App, ctx: Context, penduduk_id: Uuid, kode: String) -> Terkirim;
}

/// The service as the binary provides it. Without it the pages say that they are not open yet.
#[derive(Clone)]
pub struct PengirimKode(pub Arc<dyn Pengirim>);
