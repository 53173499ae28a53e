//! The monthly report, computed from two states of the register. Pure.
//!
//! Each person is compared: who was there before and who is there now. The way from one to the other is
//! walked along the person's own events, and what no event explains is a correction. So the rows add up for
//! every column, whatever happened; the end is counted for itself, and the page checks one by the other.

mod keluarga;
mod tabel;

use std::collections::{BTreeSet, HashMap};

use db::At;
use jiff::civil::Date;
use kamus::{Daftar as _, JenisKelamin, Kewarganegaraan};
use kependudukan::entitas::{JenisPeristiwa, Peristiwa};
use kependudukan::store::{Hadir, Pada};
use uuid::Uuid;

pub use keluarga::GerakKeluarga;
pub use tabel::{Baris, Dasar, KOLOM, Kolom, Tabel};

/// As what a person counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sel {
    pub asing: bool,
    pub perempuan: bool,
}

impl Sel {
    /// Somebody with two citizenships is Indonesian until they choose (UU 12/2006 art. 6); an empty field
    /// means Indonesian.
    pub fn baru(jenis_kelamin: i16, kewarganegaraan: Option<i16>) -> Self {
        Self {
            asing: kewarganegaraan == Some(Kewarganegaraan::Wna.kode()),
            perempuan: jenis_kelamin == JenisKelamin::Perempuan.kode(),
        }
    }

    pub fn dasar(self) -> Dasar {
        match (self.asing, self.perempuan) {
            (false, false) => Dasar::WniL,
            (false, true) => Dasar::WniP,
            (true, false) => Dasar::WnaL,
            (true, true) => Dasar::WnaP,
        }
    }
}

/// As what and where a person counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letak {
    pub sel: Sel,
    pub dusun: String,
}

impl From<&Hadir> for Letak {
    fn from(h: &Hadir) -> Self {
        Self { sel: Sel::baru(h.jenis_kelamin, h.kewarganegaraan), dusun: h.dusun.clone() }
    }
}

/// One person who comes into or leaves a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gerak {
    pub penduduk_id: Uuid,
    pub baris: Baris,
    pub letak: Letak,
    /// +1 or −1.
    pub arah: i64,
    /// What happened; absent for a correction.
    pub peristiwa: Option<Sebab>,
}

/// When something happened, and when the village heard of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sebab {
    pub id: Uuid,
    pub tanggal: Date,
    pub tanggal_lapor: Date,
}

/// Somebody who stayed, but in another dusun.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Antardusun {
    pub penduduk_id: Uuid,
    pub dari: String,
    pub ke: String,
}

/// A computed report with the people behind every figure.
#[derive(Debug, Clone, Default)]
pub struct Hasil {
    pub tabel: Tabel,
    pub gerak: Vec<Gerak>,
    pub gerak_keluarga: Vec<GerakKeluarga>,
    pub antardusun: Vec<Antardusun>,
}

/// Between which states a report stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rentang {
    pub awal: Pada,
    pub akhir: Pada,
}

impl Rentang {
    /// Whether an event belongs here: it had happened by the end and stood then, and the state at the
    /// start did not know of it.
    pub fn memuat(&self, p: &Peristiwa) -> bool {
        let berlaku = p.dicatat_pada <= self.akhir.diketahui && self.akhir.diketahui < p.dibatalkan_pada;
        let baru = p.tanggal.0 > self.awal.tanggal || p.dicatat_pada > self.awal.diketahui;
        let nyata = p.jenis() != JenisPeristiwa::Pembatalan;
        nyata && berlaku && baru && p.tanggal.0 <= self.akhir.tanggal
    }
}

/// The states at both ends and what happened between them.
pub struct Bahan<'a> {
    pub awal: &'a [Hadir],
    pub akhir: &'a [Hadir],
    /// Only what [`Rentang::memuat`] says belongs here.
    pub peristiwa: &'a [Peristiwa],
    /// People with events who stand in neither state, as they are known at the end.
    pub lain: &'a HashMap<Uuid, Letak>,
}

/// Events by person, in the order in which they happened.
type Menurut<'a> = HashMap<Uuid, Vec<&'a Peristiwa>>;

pub fn susun(bahan: &Bahan<'_>) -> Hasil {
    let awal: HashMap<Uuid, Letak> = bahan.awal.iter().map(|h| (h.id, Letak::from(h))).collect();
    let akhir: HashMap<Uuid, Letak> = bahan.akhir.iter().map(|h| (h.id, Letak::from(h))).collect();
    let menurut = menurut_orang(bahan.peristiwa);
    let mut hasil = Hasil::default();
    // In a fixed order, so that equal registers give equal reports.
    let semua: BTreeSet<Uuid> = awal.keys().chain(akhir.keys()).chain(menurut.keys()).copied().collect();
    for id in semua {
        let peristiwa = menurut.get(&id).map_or(&[][..], Vec::as_slice);
        jalan(id, (awal.get(&id), akhir.get(&id), bahan.lain.get(&id)), peristiwa, &mut hasil);
    }
    for (baris, letak) in [(Baris::Awal, &awal), (Baris::Akhir, &akhir)] {
        for l in letak.values() {
            hasil.tabel.tambah(baris, l.sel.dasar(), 1);
        }
    }
    for g in &hasil.gerak {
        hasil.tabel.tambah(g.baris, g.letak.sel.dasar(), g.arah);
    }
    keluarga::susun(bahan, &menurut, &mut hasil);
    hasil
}

fn menurut_orang(peristiwa: &[Peristiwa]) -> Menurut<'_> {
    let mut menurut: Menurut<'_> = HashMap::new();
    for p in peristiwa {
        if let Some(id) = p.penduduk_id {
            menurut.entry(id).or_default().push(p);
        }
    }
    for milik in menurut.values_mut() {
        milik.sort_by_key(|p| (p.tanggal, p.dicatat_pada, p.id));
    }
    menurut
}

/// The row of an event by which somebody comes or leaves, and whether they come.
fn baris_peristiwa(jenis: JenisPeristiwa) -> Option<(Baris, bool)> {
    match jenis {
        JenisPeristiwa::Lahir => Some((Baris::Lahir, true)),
        JenisPeristiwa::Datang => Some((Baris::Datang, true)),
        JenisPeristiwa::Kembali => Some((Baris::Kembali, true)),
        JenisPeristiwa::Mati => Some((Baris::Mati, false)),
        JenisPeristiwa::PindahKeluar => Some((Baris::Pindah, false)),
        JenisPeristiwa::Pergi => Some((Baris::Pergi, false)),
        JenisPeristiwa::Hilang => Some((Baris::Hilang, false)),
        _ => None,
    }
}

/// Walks from the state before to the state after along the events; what is left over is a correction.
fn jalan(
    id: Uuid,
    (awal, akhir, lain): (Option<&Letak>, Option<&Letak>, Option<&Letak>),
    peristiwa: &[&Peristiwa],
    hasil: &mut Hasil,
) {
    let mut kini = awal.cloned();
    for p in peristiwa {
        let Some((baris, masuk)) = baris_peristiwa(p.jenis()) else { continue };
        let sebab = Some(Sebab { id: p.id, tanggal: p.tanggal.0, tanggal_lapor: p.tanggal_lapor.0 });
        match (kini.take(), masuk) {
            (None, true) => {
                kini = akhir.or(lain).or(awal).cloned();
                let masuk = kini.clone().map(|letak| Gerak {
                    penduduk_id: id,
                    baris,
                    letak,
                    arah: 1,
                    peristiwa: sebab,
                });
                hasil.gerak.extend(masuk);
            }
            (Some(letak), false) => {
                hasil.gerak.push(Gerak { penduduk_id: id, baris, letak, arah: -1, peristiwa: sebab });
            }
            // Dead after being lost, or born twice: nothing changes by it.
            (sama, _) => kini = sama,
        }
    }
    match (kini, akhir) {
        (Some(kini), Some(akhir)) if kini.sel == akhir.sel => {
            if kini.dusun != akhir.dusun {
                hasil.antardusun.push(Antardusun {
                    penduduk_id: id,
                    dari: kini.dusun,
                    ke: akhir.dusun.clone(),
                });
            }
        }
        (kini, akhir) => {
            let koreksi =
                |letak, arah| Gerak { penduduk_id: id, baris: Baris::Koreksi, letak, arah, peristiwa: None };
            hasil.gerak.extend(kini.map(|letak| koreksi(letak, -1)));
            hasil.gerak.extend(akhir.cloned().map(|letak| koreksi(letak, 1)));
        }
    }
}

/// The families of a state: who speaks for each, and in which column it counts.
pub fn wakil_keluarga(hadir: &[Hadir]) -> impl Iterator<Item = (Uuid, Dasar)> {
    keluarga::keluarga(hadir).into_values().map(|k| (k.wakil.id, k.dasar()))
}

/// The dusun of each family: where the one lives who speaks for it.
pub fn keluarga_per_dusun(hadir: &[Hadir]) -> impl Iterator<Item = &str> {
    keluarga::keluarga(hadir).into_values().map(|k| k.wakil.dusun.as_str())
}

/// An instant after everything that was ever written down.
pub(crate) fn kini() -> At {
    Pada::kini(Date::ZERO).diketahui
}

#[cfg(test)]
mod tests;
