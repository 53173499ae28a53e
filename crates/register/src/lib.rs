//! Administration books on paper (PDF) and as sheets (XLSX). Knows tables and signatures, no village business.

mod pdf;
mod xlsx;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use pdf::{BAGIAN, PUSTAKA, job, kepala, pdf};
pub use xlsx::{bergaris, tengah, tulis_atas, tulis_bawah, xlsx};

pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
pub const PDF: &str = "application/pdf";

/// A column of a book. Widths are parts of the page's width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kolom {
    pub nama: &'static str,
    pub lebar: u8,
}

/// A column by its name and width.
pub const fn kolom(nama: &'static str, lebar: u8) -> Kolom {
    Kolom { nama, lebar }
}

/// An official as printed under a paper.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Penanda {
    /// "Lurah Sukamaju"
    pub jabatan: String,
    /// Empty while nobody holds the office: a line of dots is printed.
    pub nama: String,
    /// "NIP. …", or empty.
    pub nomor: String,
}

/// A paper of the unit: who signs it and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kepala {
    /// "Kalurahan Sukamaju"
    pub unit: String,
    /// "Kapanewon Pleret, Kabupaten Bantul"
    pub induk: String,
    /// Where it is signed: "Sukamaju".
    pub tempat: String,
    /// Has seen it.
    pub pimpinan: Penanda,
    /// Keeps it.
    pub sekretaris: Penanda,
    /// The day under which it is signed.
    pub tanggal: Date,
    pub contoh: bool,
}

/// A part of a book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lembar {
    pub kepala: Kepala,
    /// The law's number: "A.7".
    pub nomor: String,
    /// "Buku Agenda"
    pub judul: &'static str,
    pub kolom: &'static [Kolom],
    /// Under the title: of which time it speaks, which part it is.
    pub keterangan: Vec<String>,
    /// What stands on every page: masked, or secret with purpose and recipient.
    pub tanda: String,
    pub baris: Vec<Vec<String>>,
    /// A table of figures, whose digits a sheet may add up. Elsewhere digits are names of something, as a
    /// NIK is.
    pub angka: bool,
}

impl Lembar {
    /// "A.7 Buku Agenda"
    pub fn nama(&self) -> String {
        format!("{} {}", self.nomor, self.judul)
    }
}
