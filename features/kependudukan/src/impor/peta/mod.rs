//! Tables with headings of their own: which column of ours each of theirs means.

mod ingatan;
mod kode;
mod tabel;
#[cfg(test)]
mod uji;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::kolom::K;
use super::padanan::Tujuan;
use super::{Berat, Temuan};
pub use ingatan::Ingatan;
pub use tabel::{KolomAsing, NilaiAsing, Tabel};

/// What a mapped table is called in the report.
pub(super) const NAMA: &str = "tabel dengan judul kolom sendiri";

/// That the letters of a file were guessed.
pub(super) fn huruf_ditebak(baris: u32) -> Temuan {
    Temuan {
        baris,
        kolom: "",
        nilai: String::new(),
        berat: Berat::Peringatan,
        kalimat:
            "Berkas ini bukan UTF-8, jadi dibaca sebagai Windows-1252. Periksa nama yang berhuruf khusus, \
                  misalnya é."
                .to_owned(),
    }
}

/// Where each column goes, as the clerk said it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pemetaan {
    /// By the sheet's column, counted from 0. A column that is not here is left out.
    kolom: BTreeMap<usize, Tujuan>,
    /// Codes for values that no list knows, by column and [`kamus::kunci_teks`]; none for "unknown".
    nilai: BTreeMap<usize, BTreeMap<String, Option<i16>>>,
    /// Card number and address stand only in a family's first row.
    turun: bool,
}

/// Something is wrong with a mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keluhan {
    /// The sheet's column; absent when it concerns the whole.
    pub letak: Option<usize>,
    pub kalimat: String,
}

/// Columns without which nobody can be registered, beside the place where they live, which can be said once
/// for a whole file.
const WAJIB: [K; 6] = [K::Nik, K::NoKk, K::Nama, K::Sex, K::TanggalLahir, K::Shdk];

/// What a column can be mapped to: code and label.
pub fn pilihan() -> Vec<(&'static str, &'static str)> {
    let gabungan = Tujuan::GABUNGAN.iter().map(|t| (t.kode(), t.label()));
    K::SEMUA.iter().map(|k| (k.nama(), k.label())).chain(gabungan).collect()
}

impl Pemetaan {
    /// Maps a column; an unknown code leaves it out.
    pub fn petakan(&mut self, letak: usize, kode: &str) {
        match Tujuan::dari_kode(kode) {
            Some(tujuan) => _ = self.kolom.insert(letak, tujuan),
            None => _ = self.kolom.remove(&letak),
        }
    }

    /// The code of what a column is mapped to.
    pub fn tujuan(&self, letak: usize) -> Option<&'static str> {
        self.kolom.get(&letak).map(|t| t.kode())
    }

    /// Says what a value means: a code, or nothing.
    pub fn artikan(&mut self, letak: usize, kunci: &str, kode: Option<i16>) {
        self.nilai.entry(letak).or_default().insert(kunci.to_owned(), kode);
    }

    /// What a value was said to mean.
    pub fn arti(&self, letak: usize, kunci: &str) -> Option<Option<i16>> {
        self.nilai.get(&letak)?.get(kunci).copied()
    }

    /// Keeps what was said about values of columns that mean the same as before.
    pub fn warisi(&mut self, lama: &Self) {
        for (letak, nilai) in &lama.nilai {
            if self.kolom.get(letak) == lama.kolom.get(letak) {
                self.nilai.entry(*letak).or_insert_with(|| nilai.clone());
            }
        }
    }

    pub fn turun(&self) -> bool {
        self.turun
    }

    #[must_use]
    pub fn dengan_turun(mut self, turun: bool) -> Self {
        self.turun = turun;
        self
    }

    /// Two columns for one thing, or none for something that must be there.
    pub fn keluhan(&self) -> Vec<Keluhan> {
        let mut hasil = Vec::new();
        let mut dipakai: BTreeMap<usize, usize> = BTreeMap::new();
        for (letak, tujuan) in &self.kolom {
            for k in tujuan.isi() {
                if dipakai.insert(*k as usize, *letak).is_some() {
                    let kalimat = format!("{} sudah dipilih untuk kolom lain. Sisakan satu.", k.label());
                    hasil.push(Keluhan { letak: Some(*letak), kalimat });
                }
            }
        }
        let ada: BTreeSet<usize> = dipakai.into_keys().collect();
        for k in WAJIB.into_iter().filter(|k| !ada.contains(&(*k as usize))) {
            let kalimat = format!("Belum ada kolom untuk {}. Pilih kolom yang berisi itu.", k.label());
            hasil.push(Keluhan { letak: None, kalimat });
        }
        hasil
    }

    /// Our columns that this mapping fills; where somebody lives is always among them, so that it can be
    /// said once for all.
    fn kolom_baku(&self) -> impl Iterator<Item = K> {
        let isi = self.kolom.values().flat_map(|t| t.isi().iter().copied());
        isi.chain([K::Dusun, K::Rw, K::Rt])
    }
}
