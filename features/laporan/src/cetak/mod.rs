//! Reports and books on paper (PDF) and as sheets (XLSX).

mod pdf;
mod xlsx;

use jiff::civil::Date;

use crate::buku::Buku;
use crate::lampid::Tabel;
use crate::pengesah::Pengesah;

pub(crate) use pdf::{BAGIAN, buku as pdf_buku, lampid as pdf_lampid};
pub(crate) use xlsx::{buku as xlsx_buku, lampid as xlsx_lampid};

pub(crate) const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
pub(crate) const PDF: &str = "application/pdf";

/// A paper of the unit: who signs it and when.
#[derive(Debug, Clone)]
pub(crate) struct Kepala {
    pub(crate) pengesah: Pengesah,
    /// The day under which it is signed.
    pub(crate) tanggal: Date,
    pub(crate) contoh: bool,
}

/// A part of a book.
#[derive(Debug, Clone)]
pub(crate) struct LembarBuku {
    pub(crate) kepala: Kepala,
    pub(crate) buku: Buku,
    /// Under the title: of which time and dusun it speaks, which part it is.
    pub(crate) keterangan: Vec<String>,
    /// What stands on every page: masked, or secret with purpose and recipient.
    pub(crate) tanda: String,
    pub(crate) baris: Vec<Vec<String>>,
}

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
