//! All that a reader knows of a release, as one system of linear equations: what is printed is known, what is
//! hidden is not, and every total of every table holds.

use std::collections::{BTreeMap, BTreeSet};

use super::simpleks::Simpleks;

/// An unknown or a known count.
pub(super) struct Isi {
    pub(super) nama: String,
    /// What it really is.
    pub(super) benar: i64,
    /// What is printed.
    pub(super) terbit: Option<i64>,
}

/// The unknowns left of an equation with their factors, and what they come to together.
type Tersisa = (Vec<(usize, i64)>, i64);

#[derive(Default)]
pub(super) struct Sistem {
    pub(super) isi: Vec<Isi>,
    /// Sums that are zero: counts with their factors.
    pub(super) persamaan: Vec<Vec<(usize, i64)>>,
}

impl Sistem {
    pub(super) fn tambah(&mut self, nama: impl Into<String>, benar: i64, terbit: Option<i64>) -> usize {
        let nama = nama.into();
        assert!(terbit.is_none_or(|terbit| terbit == benar), "{nama}: printed {terbit:?}, but it is {benar}");
        self.isi.push(Isi { nama, benar, terbit });
        self.isi.len() - 1
    }

    /// The parts add up to the whole.
    pub(super) fn jumlah(&mut self, bagian: impl IntoIterator<Item = usize>, semua: usize) {
        let mut persamaan: Vec<(usize, i64)> = bagian.into_iter().map(|k| (k, 1)).collect();
        persamaan.push((semua, -1));
        let sisa: i64 = persamaan.iter().map(|(k, faktor)| faktor * self.isi[*k].benar).sum();
        assert_eq!(sisa, 0, "the parts of {} do not add up", self.isi[semua].nama);
        self.persamaan.push(persamaan);
    }

    /// What follows at once: an equation with one unknown left, and parts of nothing.
    fn diketahui(&self) -> Vec<Option<i64>> {
        let mut tahu: Vec<Option<i64>> = self.isi.iter().map(|isi| isi.terbit).collect();
        loop {
            let sebelum = tahu.iter().flatten().count();
            for persamaan in &self.persamaan {
                let (kosong, kanan) = sisa(persamaan, &tahu);
                match kosong.as_slice() {
                    [(k, faktor)] => tahu[*k] = Some(kanan / faktor),
                    semua if kanan == 0 && semua.iter().all(|(_, faktor)| *faktor > 0) => {
                        for (k, _) in semua {
                            tahu[*k] = Some(0);
                        }
                    }
                    _ => {}
                }
            }
            if tahu.iter().flatten().count() == sebelum {
                return tahu;
            }
        }
    }

    /// The smallest and largest value of each hidden count that `tanya` picks, each proved by a whole solution of
    /// all equations that reaches it.
    pub(super) fn selang(&self, tanya: impl Fn(&Isi) -> bool) -> BTreeMap<usize, (i64, i64)> {
        let tahu = self.diketahui();
        let mut hasil = BTreeMap::new();
        let ditanya = |k: &usize| self.isi[*k].terbit.is_none() && tanya(&self.isi[*k]);
        for k in (0..self.isi.len()).filter(ditanya) {
            if let Some(nilai) = tahu[k] {
                hasil.insert(k, (nilai, nilai));
            }
        }
        for (anggota, persamaan) in self.kelompok(&tahu) {
            let nomor: BTreeMap<usize, usize> = anggota.iter().enumerate().map(|(i, k)| (*k, i)).collect();
            let rapat: Vec<(Vec<f64>, f64)> = persamaan
                .iter()
                .map(|(kosong, kanan)| {
                    let mut baris = vec![0.0; nomor.len()];
                    for (k, faktor) in kosong {
                        baris[nomor[k]] += f64::from(i32::try_from(*faktor).unwrap());
                    }
                    (baris, f64::from(i32::try_from(*kanan).unwrap()))
                })
                .collect();
            let mut simpleks = Simpleks::baru(&rapat, nomor.len()).expect("what is true is a solution");
            for k in anggota.iter().filter(|k| ditanya(k)) {
                let [kecil, besar] = [false, true].map(|terbesar| {
                    let ujung = simpleks.ujung(nomor[k], terbesar);
                    self.saksi(&tahu, &anggota, &ujung)[*k]
                });
                hasil.insert(*k, (kecil, besar));
            }
        }
        hasil
    }

    /// A whole solution from one corner of a group: the other groups stay as they truly are.
    fn saksi(&self, tahu: &[Option<i64>], anggota: &BTreeSet<usize>, ujung: &[f64]) -> Vec<i64> {
        let mut isi: Vec<i64> = self.isi.iter().map(|isi| isi.benar).collect();
        for (k, nilai) in anggota.iter().zip(ujung) {
            #[expect(clippy::cast_possible_truncation, reason = "counts of a village")]
            let bulat = nilai.round() as i64;
            isi[*k] = bulat;
        }
        assert!(isi.iter().all(|n| *n >= 0), "nobody counts below zero");
        for (k, nilai) in tahu.iter().enumerate() {
            assert!(nilai.is_none_or(|nilai| nilai == isi[k]), "what is known stays");
        }
        for persamaan in &self.persamaan {
            let sisa: i64 = persamaan.iter().map(|(k, faktor)| faktor * isi[*k]).sum();
            assert_eq!(sisa, 0, "a whole solution fulfils every equation");
        }
        isi
    }

    /// Unknowns that hang together, with the equations between them.
    fn kelompok(&self, tahu: &[Option<i64>]) -> Vec<(BTreeSet<usize>, Vec<Tersisa>)> {
        let mut kelompok: Vec<(BTreeSet<usize>, Vec<_>)> = Vec::new();
        for persamaan in &self.persamaan {
            let (kosong, kanan) = sisa(persamaan, tahu);
            if kosong.is_empty() {
                continue;
            }
            let mut baru = (kosong.iter().map(|(k, _)| *k).collect::<BTreeSet<_>>(), vec![(kosong, kanan)]);
            let (kena, lain) = kelompok.into_iter().partition(|(anggota, _)| !anggota.is_disjoint(&baru.0));
            kelompok = lain;
            let kena: Vec<(BTreeSet<usize>, Vec<_>)> = kena;
            for (anggota, isi) in kena {
                baru.0.extend(anggota);
                baru.1.extend(isi);
            }
            kelompok.push(baru);
        }
        kelompok
    }
}

/// The unknowns of an equation, and what they add up to.
fn sisa(persamaan: &[(usize, i64)], tahu: &[Option<i64>]) -> Tersisa {
    let kosong = persamaan.iter().copied().filter(|(k, _)| tahu[*k].is_none()).collect();
    let kanan = persamaan.iter().filter_map(|(k, faktor)| Some(-faktor * tahu[*k]?)).sum();
    (kosong, kanan)
}
