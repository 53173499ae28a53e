//! A mapping told by headings instead of places, so that it fits the next file with the same headings.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::{Pemetaan, Tabel};
use crate::impor::padanan::Tujuan;

/// What is remembered of a mapping.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ingatan {
    kolom: Vec<Kolom>,
    turun: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Kolom {
    /// Letters and digits of the heading, and which of several equal ones it is.
    judul: (String, usize),
    tujuan: Tujuan,
    nilai: BTreeMap<String, Option<i16>>,
}

impl Ingatan {
    pub fn dari(tabel: &Tabel, pemetaan: &Pemetaan) -> Self {
        let judul: HashMap<usize, (String, usize)> = tabel.judul_bernomor().into_iter().collect();
        let kolom = pemetaan.kolom.iter().filter_map(|(letak, tujuan)| {
            let nilai = pemetaan.nilai.get(letak).cloned().unwrap_or_default();
            Some(Kolom { judul: judul.get(letak)?.clone(), tujuan: *tujuan, nilai })
        });
        Self { kolom: kolom.collect(), turun: pemetaan.turun }
    }

    /// The mapping for a table with these headings.
    pub fn untuk(&self, tabel: &Tabel) -> Pemetaan {
        let letak: HashMap<(String, usize), usize> =
            tabel.judul_bernomor().into_iter().map(|(letak, judul)| (judul, letak)).collect();
        let mut hasil = Pemetaan { turun: self.turun, ..Pemetaan::default() };
        for kolom in &self.kolom {
            if let Some(letak) = letak.get(&kolom.judul) {
                hasil.kolom.insert(*letak, kolom.tujuan);
                hasil.nilai.insert(*letak, kolom.nilai.clone());
            }
        }
        hasil
    }
}
