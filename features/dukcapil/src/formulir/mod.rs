//! The forms of Permendagri 109/2019, as data (`data/formulir.json`), filled from the register and from what was asked.

mod bahan;
mod cetak;
mod isi;
mod orang;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

pub use bahan::Bahan;
pub(crate) use cetak::{BarisSerah, kepala, satu_pdf, serah_pdf, tujuan};
pub use isi::nilai;

const DATA: &str = include_str!("../../data/formulir.json");

/// As many people as a table of a form takes.
const TERBANYAK: usize = 100;

/// Values by their key; what is unknown is absent.
pub type Nilai = BTreeMap<String, String>;

/// A form, in the order of the official one.
#[derive(Debug, Deserialize)]
pub struct Formulir {
    pub judul: String,
    #[serde(default)]
    pub mendatar: bool,
    /// Who signs, left and right.
    pub tanda: [String; 2],
    pub pernyataan: String,
    /// Two witnesses sign, too.
    #[serde(default)]
    pub saksi: bool,
    pub bagian: Vec<Bagian>,
}

#[derive(Debug, Deserialize)]
pub struct Bagian {
    pub judul: String,
    /// Kinds of cases for which it is filled; all where it is empty.
    #[serde(default)]
    pub hanya: Vec<String>,
    #[serde(default)]
    pub butir: Vec<Butir>,
    pub tabel: Option<Tabel>,
}

/// One question of a form.
#[derive(Debug, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a word of the form's file")]
pub struct Butir {
    pub label: String,
    pub kunci: String,
    /// Boxes for single characters; none where it is a line.
    #[serde(default)]
    pub kotak: usize,
    /// The register does not know it: asked in the browser.
    #[serde(default)]
    pub tanya: bool,
    #[serde(default)]
    pub pilihan: Vec<String>,
    /// Several may be ticked.
    #[serde(default)]
    pub banyak: bool,
    /// May stay empty.
    #[serde(default)]
    boleh: bool,
    /// Left for ink.
    #[serde(default)]
    tinta: bool,
    #[serde(default)]
    rahasia: bool,
}

#[derive(Debug, Deserialize)]
pub struct Tabel {
    pub awalan: String,
    /// At least so many rows are drawn.
    pub baris: usize,
    pub kolom: Vec<Kolom>,
}

#[derive(Debug, Deserialize)]
pub struct Kolom {
    pub judul: String,
    pub kunci: String,
    pub lebar: u32,
    #[serde(default)]
    boleh: bool,
    #[serde(default)]
    pub rahasia: bool,
}

impl Butir {
    /// A number that names a person.
    pub fn rahasia(&self) -> bool {
        self.rahasia || self.kotak == 16
    }

    /// A day, in eight boxes.
    pub fn hari(&self) -> bool {
        self.kotak == 8
    }

    /// Options that are ticked, counted from 1.
    pub fn terpilih(&self, nilai: &Nilai) -> Vec<usize> {
        let isi = nilai.get(&self.kunci).map_or("", String::as_str);
        isi.split(',').filter_map(|satu| satu.trim().parse().ok()).collect()
    }
}

impl Bagian {
    pub fn berlaku(&self, jenis: &str) -> bool {
        self.hanya.is_empty() || self.hanya.iter().any(|satu| satu == jenis)
    }
}

impl Tabel {
    /// How many rows have something in them.
    pub fn terisi(&self, nilai: &Nilai) -> usize {
        let ada = |ke: usize| self.kolom.iter().any(|k| self.sel(nilai, ke, k).is_some());
        (1..=TERBANYAK).take_while(|ke| ada(*ke)).count()
    }

    pub fn sel<'n>(&self, nilai: &'n Nilai, ke: usize, kolom: &Kolom) -> Option<&'n str> {
        nilai.get(&format!("{}.{ke}.{}", self.awalan, kolom.kunci)).map(String::as_str)
    }
}

static SEMUA: LazyLock<BTreeMap<String, Formulir>> =
    LazyLock::new(|| serde_json::from_str(DATA).expect("the shipped forms are well formed"));

pub fn find(kode: &str) -> Option<&'static Formulir> {
    SEMUA.get(kode)
}

/// What only these forms ask for a kind of case, each question once.
pub fn ditanya(jenis: &crate::jenis::Jenis) -> Vec<(&'static str, &'static Butir)> {
    let mut semua: Vec<(&'static str, &'static Butir)> = Vec::new();
    for formulir in jenis.formulir.iter().filter_map(|kode| find(kode)) {
        for bagian in formulir.bagian.iter().filter(|b| b.berlaku(&jenis.kode)) {
            for butir in bagian.butir.iter().filter(|b| b.tanya) {
                if semua.iter().all(|(_, lain)| lain.kunci != butir.kunci) {
                    semua.push((&bagian.judul, butir));
                }
            }
        }
    }
    semua
}

/// What nobody knows yet of a form: it stays visibly empty on paper.
pub fn belum_diketahui(formulir: &Formulir, jenis: &crate::jenis::Jenis, nilai: &Nilai) -> Vec<String> {
    // What Dukcapil is asked to issue cannot be known.
    let diminta = jenis.terbit.iter().any(|t| t.kode == "nik" && t.wajib);
    let mut semua = Vec::new();
    for bagian in formulir.bagian.iter().filter(|b| b.berlaku(&jenis.kode)) {
        for b in bagian.butir.iter().filter(|b| !b.boleh && !b.tinta && !nilai.contains_key(&b.kunci)) {
            if !(diminta && b.kunci == "subjek1.nik") {
                semua.push(format!("{}: {}", bagian.judul, b.label));
            }
        }
        let Some(tabel) = &bagian.tabel else { continue };
        for ke in 1..=tabel.terisi(nilai) {
            let nama = nilai.get(&format!("{}.{ke}.nama", tabel.awalan)).map_or("", String::as_str);
            let kosong = tabel.kolom.iter().filter(|k| !k.boleh && tabel.sel(nilai, ke, k).is_none());
            let diminta = |k: &&Kolom| !(diminta && k.kunci == "nik");
            semua.extend(kosong.filter(diminta).map(|k| format!("{nama}: {}", k.judul)));
        }
    }
    semua
}

/// First and last four signs.
pub fn samar(isi: &str) -> String {
    let huruf: Vec<char> = isi.chars().collect();
    if huruf.len() < 9 {
        return "••••".to_owned();
    }
    let (awal, akhir): (String, String) =
        (huruf[..4].iter().collect(), huruf[huruf.len() - 4..].iter().collect());
    format!("{awal}••••••••{akhir}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::jenis;

    #[test]
    fn every_form_of_a_kind_is_there_and_its_keys_are_its_own() {
        for jenis in jenis::semua() {
            assert!(jenis.formulir.iter().all(|kode| find(kode).is_some()), "{}", jenis.kode);
        }
        for (kode, formulir) in SEMUA.iter() {
            let mut kunci: Vec<&str> = Vec::new();
            for butir in formulir.bagian.iter().flat_map(|b| &b.butir) {
                assert!(!kunci.contains(&butir.kunci.as_str()), "{kode} {}", butir.kunci);
                kunci.push(&butir.kunci);
                assert!(!(butir.tanya && butir.tinta), "{kode} {}", butir.kunci);
            }
        }
    }

    #[test]
    fn what_is_not_known_is_listed_and_what_is_asked_for_is_not() {
        let jenis = jenis::find("kelahiran").unwrap();
        let formulir = find("F-2.01").unwrap();
        let kosong = belum_diketahui(formulir, jenis, &Nilai::new());
        assert!(kosong.contains(&"Kelahiran: Berat bayi (gram)".to_owned()));
        assert!(!kosong.iter().any(|k| k.starts_with("Kematian:") || k == "Data subjek akta kesatu: NIK"));
        let nilai = Nilai::from([("lahir.berat".to_owned(), "3100".to_owned())]);
        assert_eq!(belum_diketahui(formulir, jenis, &nilai).len(), kosong.len() - 1);
        let mati = jenis::find("kematian").unwrap();
        assert!(belum_diketahui(formulir, mati, &Nilai::new()).iter().any(|k| k.starts_with("Kematian:")));
    }

    #[test]
    fn a_number_is_masked_and_a_short_one_wholly() {
        assert_eq!(samar("3402134101859001"), "3402••••••••9001");
        assert_eq!(samar("0812"), "••••");
    }
}
