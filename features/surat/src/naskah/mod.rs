//! The letter on paper: data for a kind's Typst template, and the job that sets it.
//!
//! [`Naskah`] is everything that the letter says. It is sealed into the letter's row when the number is
//! taken, so that a copy printed in ten years shows the names and titles of the day.

mod jawaban;
mod susun;
mod terbilang;

use std::collections::BTreeMap;

use documents::{Ecc, Info, Job};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::jenis::{Jenis, Kepala, LetakNomor};

pub use susun::{Bahan, Instansi, Ketua, susun};
pub use terbilang::terbilang;

/// Shared by all kinds: letterhead, title, signature block.
/// What letters share; other papers of the office take its letterhead from it as `/surat.typ`.
pub const PUSTAKA: &str = include_str!("../../naskah/surat.typ");

/// Sheet sizes that offices use.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Kertas {
    /// 215 × 330 mm, still the usual one.
    #[default]
    F4,
    A4,
}

impl Kertas {
    pub fn kode(self) -> &'static str {
        match self {
            Self::F4 => "F4",
            Self::A4 => "A4",
        }
    }

    pub fn dari_kode(kode: &str) -> Option<Self> {
        [Self::F4, Self::A4].into_iter().find(|kertas| kertas.kode() == kode)
    }
}

/// The letterhead, in print.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kop {
    /// Lines above the name: "PEMERINTAH KABUPATEN BANTUL", "KAPANEWON PLERET".
    pub baris: Vec<String>,
    /// "PEMERINTAH KALURAHAN SUKAMAJU", printed largest.
    pub nama: String,
    /// Address, telephone, e-mail.
    pub alamat: Vec<String>,
    /// Stored images.
    pub logo_id: Option<Uuid>,
    pub aksara_id: Option<Uuid>,
}

/// The official who signs, in print.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlokPejabat {
    pub baris: Vec<String>,
    pub nama: String,
    pub nomor_induk: String,
    pub selaku: String,
}

/// One signature block, in print.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlokTtd {
    /// Blocks of one row stand side by side.
    pub baris: u8,
    /// What stands above the space for the signature.
    pub atas: Vec<String>,
    /// Below it; empty where the name is written by hand.
    pub nama: String,
    pub nomor_induk: String,
    pub meterai: bool,
    pub milik: Milik,
    /// Place and date stand above it.
    pub tanggal: bool,
}

/// Whose block it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Milik {
    #[default]
    Warga,
    /// The village's own: the only one that may be electronic.
    Pejabat,
    /// Another office's: its register number and date are written by hand.
    KantorLain,
}

/// Everything that a letter says. Personal: store it sealed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Naskah {
    pub jenis: String,
    pub judul: String,
    pub nomor: String,
    pub tempat: String,
    /// In words: "2 Maret 2026".
    pub tanggal: String,
    pub kop: Kop,
    /// "Kalurahan Sukamaju, Kapanewon Pleret, Kabupaten Bantul"
    pub wilayah: String,
    pub tercatat: String,
    /// Label and value of each line about the person.
    pub subjek: Vec<(String, String)>,
    /// The same person's facts by name, for sentences.
    pub orang: BTreeMap<String, String>,
    /// Answers by field name: words, or for persons, bodies and tables what they are made of.
    pub isian: BTreeMap<String, serde_json::Value>,
    pub pejabat: BlokPejabat,
    pub ttd: Vec<BlokTtd>,
    pub instansi: Instansi,
    pub berlaku: Option<String>,
    pub elektronik: bool,
    /// Where anyone can check the letter.
    pub verifikasi: String,
    /// What its QR code states besides, signed; empty before there was such a thing, and in a draft.
    #[serde(default)]
    pub pernyataan: String,
}

/// Sizes only: a letter is personal.
impl std::fmt::Debug for Naskah {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Naskah").field("jenis", &self.jenis).finish_non_exhaustive()
    }
}

/// How this copy is printed; says nothing about the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cetakan {
    pub kertas: Kertas,
    /// How many copies follow each other.
    pub rangkap: u8,
    /// Not numbered yet: marked KONSEP.
    pub konsep: bool,
    /// An example world: marked CONTOH.
    pub contoh: bool,
}

impl Default for Cetakan {
    fn default() -> Self {
        Self { kertas: Kertas::F4, rangkap: 1, konsep: false, contoh: false }
    }
}

/// An image for the letterhead.
#[derive(Debug, Clone)]
pub struct Gambar {
    pub content_type: String,
    pub bytes: Vec<u8>,
}

impl Gambar {
    fn jalur(&self, nama: &str) -> Option<String> {
        let akhiran = match self.content_type.as_str() {
            "image/png" => "png",
            "image/jpeg" => "jpg",
            "image/webp" => "webp",
            "image/svg+xml" => "svg",
            _ => return None,
        };
        Some(format!("/{nama}.{akhiran}"))
    }
}

/// Images that belong to the letterhead.
#[derive(Debug, Clone, Default)]
pub struct GambarKop {
    pub logo: Option<Gambar>,
    pub aksara: Option<Gambar>,
}

impl Naskah {
    /// The order for the typesetter. `pada` is the document's date and `ident` its lasting name: one
    /// letter always makes the same bytes.
    pub fn job(
        &self,
        jenis: &Jenis,
        gambar: &GambarKop,
        cetakan: Cetakan,
        dokumen: &Dokumen<'_>,
    ) -> Result<Job, documents::QrTooLong> {
        let judul = format!("{} {}", crate::periksa::judul_biasa(&self.judul), self.nomor);
        let info = Info::new(judul.trim(), dokumen.pada).ident(dokumen.ident);
        let mut job = Job::new(jenis.naskah.as_str(), info).file("/surat.typ", PUSTAKA);
        job = job.file("/qr.svg", self.qr()?);
        let mut jalur = BTreeMap::new();
        for (nama, gambar) in [("logo", &gambar.logo), ("aksara", &gambar.aksara)] {
            let Some(gambar) = gambar else { continue };
            let Some(path) = gambar.jalur(nama) else { continue };
            job = job.file(path.clone(), gambar.bytes.clone());
            jalur.insert(nama, path);
        }
        Ok(job.data(&self.data(jenis, cetakan, &jalur)))
    }

    /// Address and statement in one code. A phone opens the address; what follows the `#` is never sent.
    fn qr(&self) -> Result<String, documents::QrTooLong> {
        let alamat = &self.verifikasi;
        if self.pernyataan.is_empty() {
            return documents::qr_svg(alamat, Ecc::Medium);
        }
        let isi = format!("{alamat}#{}", self.pernyataan);
        for ecc in [Ecc::Medium, Ecc::Low] {
            if documents::qr_version(&isi, ecc).is_ok_and(|versi| versi <= VERSI_QR) {
                return documents::qr_svg(&isi, ecc);
            }
        }
        // An address so long that the code could not be read from paper: it is checked by asking.
        documents::qr_svg(alamat, Ecc::Medium)
    }

    /// What the templates read as `/data.json`.
    fn data(&self, jenis: &Jenis, cetakan: Cetakan, jalur: &BTreeMap<&str, String>) -> serde_json::Value {
        serde_json::json!({
            "kepala": match jenis.kepala {
                Kepala::Kop => "kop",
                Kepala::Dinas => "dinas",
                Kepala::Formulir => "formulir",
                Kepala::Polos => "polos",
            },
            "letak": match jenis.nomor {
                LetakNomor::Judul => "judul",
                LetakNomor::Register => "register",
                LetakNomor::Tanpa => "tanpa",
            },
            "model": jenis.model, "instansi": self.instansi, "orang": self.orang, "ttd": self.ttd,
            "judul": self.judul, "nomor": self.nomor, "tempat": self.tempat, "tanggal": self.tanggal,
            "kop": {
                "baris": self.kop.baris, "nama": self.kop.nama, "alamat": self.kop.alamat,
                "logo": jalur.get("logo"), "aksara": jalur.get("aksara"),
            },
            "wilayah": self.wilayah, "tercatat": self.tercatat, "subjek": self.subjek,
            "isian": self.isian, "pejabat": self.pejabat, "berlaku": self.berlaku,
            "cara": if self.elektronik { "elektronik" } else { "basah" },
            "verifikasi": self.verifikasi,
            "kertas": cetakan.kertas.kode(), "rangkap": cetakan.rangkap.clamp(1, 4),
            "konsep": cetakan.konsep, "contoh": cetakan.contoh,
        })
    }
}

/// The largest code that a cheap phone reads from 25 mm of paper.
const VERSI_QR: u8 = 12;

/// What makes the PDF the same each time.
#[derive(Debug, Clone, Copy)]
pub struct Dokumen<'a> {
    pub ident: &'a str,
    pub pada: &'a jiff::Zoned,
}

#[cfg(test)]
mod hakim;
#[cfg(test)]
mod tests;
