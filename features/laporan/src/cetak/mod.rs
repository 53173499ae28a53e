//! The monthly report on paper (PDF) and as a sheet (XLSX).

mod pdf;
mod xlsx;

use register::Kepala;

use crate::lampid::Tabel;

pub(crate) use pdf::lampid as pdf_lampid;
pub(crate) use xlsx::lampid as xlsx_lampid;

/// A month's report.
#[derive(Debug, Clone)]
pub(crate) struct LembarLampid {
    pub(crate) kepala: Kepala,
    /// "Maret 2026"
    pub(crate) bulan: String,
    pub(crate) tabel: Tabel,
    /// "Sementara: belum dibekukan", or when it was frozen.
    pub(crate) tanda: String,
}
