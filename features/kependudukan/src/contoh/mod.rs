//! Example residents: a village of any size for the demo and the benches, and the fixed Sukamaju of
//! the stories.
//!
//! Nobody here exists. Serials of NIK and family card run from 9001 to 9999, which Dukcapil does not
//! reach. The rows have the form of an imported workbook, so that examples enter by the door that
//! real residents use; [`buku`] writes them as one. Shares and ages follow public statistics of
//! Java roughly: good for showing and measuring, not to be quoted.

mod acak;
mod keluarga;
mod nama;
mod nomor;
mod orang;
mod rumah;
mod sebaran;
mod sukamaju;
mod tambahan;
mod tamu;
#[cfg(test)]
mod uji;

use jiff::civil::Date;
use kamus::{Agama, KodeWilayah};

use crate::impor::BarisPenduduk;

pub use crate::impor::buku;
pub use sukamaju::{TANGGAL_SUKAMAJU, kembaran, sukamaju};
pub use tamu::siti;

/// A dusun (padukuhan) of the recipe: RW are numbered on through the village, RT begin anew in each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dusun<'a> {
    pub nama: &'a str,
    pub rw: u16,
    pub rt_per_rw: u16,
}

/// What a generated village is made from. Equal recipes give equal residents, for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resep<'a> {
    pub kode: KodeWilayah,
    /// Residents wanted; the last family is not cut, so there may be a few more. One kecamatan has
    /// numbers for about 1.7 million.
    pub jumlah: u32,
    /// The seed.
    pub benih: u64,
    /// The day of which the data speaks: nobody is born or married after it.
    pub pada: Date,
    /// At least one, with at least one RT.
    pub dusun: &'a [Dusun<'a>],
    /// Where people were born, by weight; at least one.
    pub tempat_lahir: &'a [(&'a str, u32)],
    /// Religions of families, by weight; at least one.
    pub agama: &'a [(Agama, u32)],
    pub suku: &'a str,
    /// `(which, of how many)`: villages that share a kecamatan take turns, so that their NIKs do
    /// not meet. `(0, 1)` for a village by itself.
    pub jalur: (u32, u32),
}

/// Padukuhan of Kalurahan Pleret.
const DUSUN_PLERET: &[Dusun<'static>] = &[
    Dusun { nama: "Kedaton", rw: 2, rt_per_rw: 5 },
    Dusun { nama: "Keputren", rw: 2, rt_per_rw: 5 },
    Dusun { nama: "Kanggotan", rw: 3, rt_per_rw: 5 },
    Dusun { nama: "Kerto", rw: 2, rt_per_rw: 5 },
    Dusun { nama: "Pungkuran", rw: 2, rt_per_rw: 4 },
    Dusun { nama: "Gunungkelir", rw: 2, rt_per_rw: 5 },
    Dusun { nama: "Bedukan", rw: 2, rt_per_rw: 5 },
    Dusun { nama: "Tambalan", rw: 2, rt_per_rw: 4 },
    Dusun { nama: "Karet", rw: 2, rt_per_rw: 5 },
    Dusun { nama: "Trayeman", rw: 2, rt_per_rw: 5 },
    Dusun { nama: "Kauman", rw: 2, rt_per_rw: 4 },
];

const TEMPAT_LAHIR_BANTUL: &[(&str, u32)] = &[
    ("BANTUL", 820),
    ("YOGYAKARTA", 60),
    ("SLEMAN", 30),
    ("GUNUNGKIDUL", 30),
    ("KULON PROGO", 15),
    ("KLATEN", 15),
    ("MAGELANG", 10),
    ("JAKARTA", 10),
    ("SURAKARTA", 5),
    ("LAMPUNG TENGAH", 5),
];

const AGAMA_BANTUL: &[(Agama, u32)] =
    &[(Agama::Islam, 956), (Agama::Katolik, 28), (Agama::Kristen, 14), (Agama::Hindu, 1), (Agama::Buddha, 1)];

impl Resep<'static> {
    /// Kalurahan Pleret (34.02.13.2002) with 14,000 residents; also the base for other villages of
    /// that corner of Java: `Resep { kode, jumlah, ..Resep::pleret(pada) }`.
    pub fn pleret(pada: Date) -> Self {
        Self {
            kode: KodeWilayah::baru(3_402_132_002).expect("the code of Kalurahan Pleret"),
            jumlah: 14_000,
            benih: 1,
            pada,
            dusun: DUSUN_PLERET,
            tempat_lahir: TEMPAT_LAHIR_BANTUL,
            agama: AGAMA_BANTUL,
            suku: "Jawa",
            jalur: (0, 1),
        }
    }
}

impl Resep<'_> {
    fn lajur(&self) -> nomor::Lajur {
        nomor::Lajur::baru(self.jumlah, self.jalur)
    }
}

/// The village as a workbook would list it: by RW and RT, families together, rows numbered from 2.
pub fn penduduk(resep: &Resep<'_>) -> Vec<BarisPenduduk> {
    let mut semua: Vec<Vec<BarisPenduduk>> = keluarga(resep).collect();
    semua.sort_by(|a, b| (&a[0].rw, &a[0].rt).cmp(&(&b[0].rw, &b[0].rt)));
    let mut baris: Vec<BarisPenduduk> = semua.into_iter().flatten().collect();
    nomori(&mut baris, 2);
    baris
}

/// Family after family until the number of residents is reached, in bounded memory; rows are numbered
/// from 2.
pub fn keluarga(resep: &Resep<'_>) -> impl Iterator<Item = Vec<BarisPenduduk>> {
    let mut jumlah = 0;
    (0..resep.lajur().kapasitas()).map_while(move |n| {
        if jumlah >= resep.jumlah {
            return None;
        }
        let mut keluarga = keluarga_ke(resep, n);
        nomori(&mut keluarga, jumlah + 2);
        jumlah += u32::try_from(keluarga.len()).expect("a family is small");
        Some(keluarga)
    })
}

/// Family number `n` of the village, by itself: the head first, rows numbered from 2.
pub fn keluarga_ke(resep: &Resep<'_>, n: u32) -> Vec<BarisPenduduk> {
    let mut baris = keluarga::Penyusun::baru(resep, n).susun();
    nomori(&mut baris, 2);
    baris
}

fn nomori(baris: &mut [BarisPenduduk], mulai: u32) {
    for (nomor, b) in (mulai..).zip(baris) {
        b.baris = nomor;
    }
}
