//! Backup: one sealed, engine-neutral stream that brings a village back on either engine.
//!
//! A backup is a tar stream encrypted by age with the recovery text as its passphrase: whoever has the
//! printed recovery sheet opens it, also with the ordinary `age` and `tar` programs. Inside lie, for each
//! unit, its wrapped secret, its ledger as NDJSON and its sealed files. Tables are rebuilt from the ledger.

mod arsip;
mod latihan;
mod pemulihan;
mod penghapusan;
mod web;

pub use arsip::{Ringkasan, buat, daftar, sisihkan, terbaru};
pub use latihan::latihan;
pub use pemulihan::pulihkan;
pub use web::feature;

/// What a backup says about itself.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Manifest {
    /// Version of this format.
    pub format: u32,
    /// Version of the schema that wrote it.
    pub skema: i64,
    pub dibuat_pada: jiff::Timestamp,
    /// Id of the master key that opens it.
    pub kunci: String,
    pub unit: Vec<UnitManifest>,
}

#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct UnitManifest {
    pub unit: db::Unit,
    /// How many ledger lines follow.
    pub baris: i64,
    /// How many files follow.
    pub berkas: u64,
}

const FORMAT: u32 = 1;
