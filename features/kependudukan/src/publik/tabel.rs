//! Counts that become public tables.

use kamus::Daftar;

use super::kelompok::BELUM_TERCATAT;
use super::redam::redam;
use super::silang::redam_silang;
use super::{Baris, BarisDusun, TabelDusun};

/// Counts of residents by group and dusun.
#[derive(Debug, Clone, Default)]
pub(super) struct Hitungan {
    pub(super) kode: &'static str,
    pub(super) judul: &'static str,
    label: Vec<String>,
    /// By group, then by dusun.
    isi: Vec<Vec<i64>>,
    /// Groups are whatever was written, so those that are hidden are not even named.
    bebas: bool,
}

impl Hitungan {
    pub(super) fn baru(kode: &'static str, judul: &'static str, label: Vec<String>) -> Self {
        let isi = vec![Vec::new(); label.len()];
        Self { kode, judul, label, isi, bebas: false }
    }

    /// By the entries of a code list, and at the end those of whom nothing is known.
    pub(super) fn daftar<T: Daftar>(kode: &'static str, judul: &'static str) -> Self {
        let label = T::semua().iter().map(|butir| butir.label()).chain([BELUM_TERCATAT]);
        Self::baru(kode, judul, label.map(str::to_owned).collect())
    }

    /// By what somebody wrote.
    pub(super) fn bebas(kode: &'static str, judul: &'static str) -> Self {
        Self { bebas: true, ..Self::baru(kode, judul, vec![BELUM_TERCATAT.to_owned()]) }
    }

    pub(super) fn tambah(&mut self, kelompok: usize, dusun: usize) {
        let isi = &mut self.isi[kelompok];
        if isi.len() <= dusun {
            isi.resize(dusun + 1, 0);
        }
        isi[dusun] += 1;
    }

    pub(super) fn tambah_kode<T: Daftar>(&mut self, kode: Option<i16>, dusun: usize) {
        let butir = kode.and_then(T::dari_kode);
        let posisi = butir.and_then(|butir| T::semua().iter().position(|lain| *lain == butir));
        self.tambah(posisi.unwrap_or(T::semua().len()), dusun);
    }

    pub(super) fn tambah_teks(&mut self, teks: Option<&str>, dusun: usize) {
        let teks = teks.map(str::trim).filter(|teks| !teks.is_empty());
        let posisi = teks.map(|teks| {
            let sama = self.label.iter().position(|label| label.eq_ignore_ascii_case(teks));
            sama.unwrap_or_else(|| {
                self.label.push(teks.to_owned());
                self.isi.push(Vec::new());
                self.label.len() - 1
            })
        });
        self.tambah(posisi.unwrap_or(0), dusun);
    }

    fn jumlah(&self) -> Vec<[i64; 1]> {
        self.isi.iter().map(|isi| [isi.iter().sum()]).collect()
    }

    /// One column for the whole village. Rows of nobody are left out: there are many groups and few of them in
    /// a village.
    pub(super) fn tabel(&self) -> Option<Vec<Baris>> {
        let jumlah = self.jumlah();
        let sembunyi = redam(&jumlah)?;
        let ada = self.label.iter().zip(&jumlah).zip(&sembunyi).filter(|((_, [jumlah]), _)| *jumlah > 0);
        let mut baris: Vec<Baris> = ada
            .filter(|(_, sembunyi)| !self.bebas || !**sembunyi)
            .map(|((label, [jumlah]), sembunyi)| tunggal(label, (!sembunyi).then_some(*jumlah)))
            .collect();
        if self.bebas {
            baris.sort_by_key(|b| (b.label == BELUM_TERCATAT, std::cmp::Reverse(b.jumlah)));
            baris.extend(sembunyi.contains(&true).then(|| tunggal("Kelompok kecil", None)));
        }
        Some(baris)
    }

    /// The same by dusun: `kolom` says in which column a dusun stands. Rows that the whole village hides go
    /// together as one, so that each row's total is known and none is small.
    pub(super) fn per_dusun(&self, (nama, kolom): (&[String], &[usize])) -> Option<TabelDusun> {
        let sembunyi = redam(&self.jumlah())?;
        let satu = |isi: &[i64]| {
            let mut baris = vec![0; nama.len()];
            for (dusun, n) in isi.iter().enumerate() {
                baris[kolom[dusun]] += n;
            }
            baris
        };
        let (mut label, mut isi) = (Vec::new(), Vec::new());
        let mut gabung = vec![0; nama.len()];
        for ((nama_kelompok, hitungan), tertutup) in self.label.iter().zip(&self.isi).zip(&sembunyi) {
            let baris = satu(hitungan);
            if *tertutup {
                gabung.iter_mut().zip(&baris).for_each(|(a, b)| *a += b);
            } else if baris.iter().any(|n| *n > 0) {
                label.push(nama_kelompok.clone());
                isi.push(baris);
            }
        }
        if sembunyi.contains(&true) {
            label.push("Kelompok kecil, digabung".to_owned());
            isi.push(gabung);
        }
        if isi.len() < 2 || nama.len() < 2 {
            return None;
        }
        let tertutup = redam_silang(&isi)?;
        let baris = label.into_iter().zip(isi).zip(tertutup);
        let baris =
            baris.map(|((label, isi), tertutup)| BarisDusun { label, isi: (!tertutup).then_some(isi) });
        let (kode, judul) = (self.kode.to_owned(), self.judul.to_owned());
        Some(TabelDusun { kode, judul, kolom: nama.to_vec(), baris: baris.collect() })
    }
}

pub(super) fn tunggal(label: &str, jumlah: Option<i64>) -> Baris {
    Baris { label: label.to_owned(), laki_laki: None, perempuan: None, jumlah }
}

pub(super) fn menurut_kelamin(
    label: impl Iterator<Item = String>,
    hitungan: &[[i64; 2]],
) -> Option<Vec<Baris>> {
    let sembunyi = redam(hitungan)?;
    Some(
        label
            .zip(hitungan)
            .zip(sembunyi)
            .map(|((label, isi), tertutup)| berdua(label, *isi, tertutup))
            .collect(),
    )
}

pub(super) fn berdua(label: String, [l, p]: [i64; 2], tertutup: bool) -> Baris {
    let tampak = |n: i64| (!tertutup).then_some(n);
    Baris { label, laki_laki: tampak(l), perempuan: tampak(p), jumlah: tampak(l + p) }
}
