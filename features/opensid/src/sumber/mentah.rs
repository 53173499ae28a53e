//! What was found in a source, before anything is understood of it.

use std::collections::BTreeMap;

use kamus::{Daftar as _, SakitMenahun};
use serde::{Deserialize, Serialize};

use super::galat::GalatSumber;
use crate::skema::{Orang, Tabel};

/// A row of a table that is read: its wanted columns, in the order of the schema.
pub type Baris = Vec<Option<Box<str>>>;

/// The rows that are read, and how many there are of all others. Holds persons in the open: only sealed at rest.
#[derive(Default, Serialize, Deserialize)]
pub struct Mentah {
    pub tabel: BTreeMap<String, Isi>,
    pub asal: Asal,
}

/// Only counts: rows name persons.
impl std::fmt::Debug for Mentah {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_map().entries(self.tabel.iter().map(|(nama, isi)| (nama, isi.jumlah))).finish()
    }
}

/// A table.
#[derive(Default, Serialize, Deserialize)]
pub struct Isi {
    /// Rows in the source.
    pub jumlah: u64,
    /// Empty for a table that is not read.
    pub baris: Vec<Baris>,
    /// Its columns that are not read, with how many rows have something in them.
    pub lain: BTreeMap<String, u64>,
}

/// What the source says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asal {
    /// `MariaDB dump 10.19`, `mysql://`, …
    pub program: String,
    /// `2026-11-22 07:30:00`, where the last line says so.
    pub selesai: Option<String>,
    /// The last line of a whole dump is there.
    pub utuh: bool,
    /// TIMESTAMP columns are written in UTC.
    pub utc: bool,
    /// SHA-256 of what was read, in hex.
    pub sidik: String,
}

impl Mentah {
    /// The rows of a table; none where the source lacks it.
    pub fn baris(&self, tabel: &Tabel) -> &[Baris] {
        self.tabel.get(tabel.nama).map_or(&[], |isi| &isi.baris)
    }

    /// Rows of all tables.
    pub fn jumlah(&self) -> u64 {
        self.tabel.values().map(|isi| isi.jumlah).sum()
    }

    /// Of chronic illness only what our own list names goes on, before anything is kept, counted or shown. HIV is not
    /// in it (OpenSID's code 10), and whatever a source says in other ways is forgotten with it.
    pub(super) fn lupakan_hiv(&mut self) {
        let kolom = Orang::TABEL.letak("sakit_menahun_id");
        let Some((kolom, isi)) = kolom.zip(self.tabel.get_mut(Orang::TABEL.nama)) else { return };
        for sel in isi.baris.iter_mut().filter_map(|baris| baris.get_mut(kolom)) {
            let kode = sel.as_deref().and_then(|kode| kode.trim().parse().ok());
            if kode.and_then(SakitMenahun::dari_kode).is_none() {
                *sel = None;
            }
        }
    }

    /// Whether this is an OpenSID database: its tables, and in them the columns without which nothing goes.
    pub(super) fn periksa(
        &self,
        ingin: &[&'static Tabel],
        kolom: &BTreeMap<String, Vec<String>>,
    ) -> Result<(), GalatSumber> {
        let ada = |t: &&&'static Tabel| kolom.contains_key(t.nama) || self.tabel.contains_key(t.nama);
        let kurang: Vec<&'static str> =
            ingin.iter().filter(|t| t.wajib).filter(|t| !ada(t)).map(|t| t.nama).collect();
        if !kurang.is_empty() {
            return Err(GalatSumber::BukanOpensid { tabel: kurang });
        }
        let mut hilang = Vec::new();
        for tabel in ingin {
            let Some(ada) = kolom.get(tabel.nama) else { continue };
            let harus = &tabel.kolom[..tabel.wajib_kolom];
            let kurang: Vec<&str> =
                harus.iter().copied().filter(|k| !ada.iter().any(|ada| ada == k)).collect();
            if !kurang.is_empty() {
                hilang.push(format!("tabel {} tidak punya kolom {}", tabel.nama, kurang.join(", ")));
            }
        }
        if hilang.is_empty() { Ok(()) } else { Err(GalatSumber::VersiLain { kurang: hilang }) }
    }
}
