//! The smallest and the largest value of an unknown under linear equations, none of them below zero: the simplex
//! method on a dense tableau, by Bland's rule, small enough to be read.

const NOL: f64 = 1e-7;

/// A feasible corner of `A x = b, x ≥ 0`, ready for any goal.
pub(super) struct Simpleks {
    /// One row for each basic unknown: its equation, and its value at the end.
    baris: Vec<Vec<f64>>,
    basis: Vec<usize>,
    banyak: usize,
}

impl Simpleks {
    /// From equations of equal length with their right side. `None` where nothing fulfils them.
    pub(super) fn baru(persamaan: &[(Vec<f64>, f64)], banyak: usize) -> Option<Self> {
        let m = persamaan.len();
        let mut baris = Vec::with_capacity(m);
        for (urut, (a, b)) in persamaan.iter().enumerate() {
            let tanda = if *b < 0.0 { -1.0 } else { 1.0 };
            let mut satu: Vec<f64> = a.iter().map(|k| k * tanda).collect();
            satu.extend((0..m).map(|k| if k == urut { 1.0 } else { 0.0 }));
            satu.push(b * tanda);
            baris.push(satu);
        }
        let mut s = Self { baris, basis: (banyak..banyak + m).collect(), banyak };
        let biaya: Vec<f64> = (0..banyak + m).map(|k| if k < banyak { 0.0 } else { 1.0 }).collect();
        s.turunkan(&biaya, banyak + m);
        if s.nilai(&biaya) > 1e-4 {
            return None;
        }
        s.buang_bantu();
        Some(s)
    }

    /// Takes the helpers of the first phase out of the basis; a row that cannot let go of its helper says nothing.
    fn buang_bantu(&mut self) {
        let mut r = 0;
        while r < self.baris.len() {
            if self.basis[r] < self.banyak {
                r += 1;
                continue;
            }
            if let Some(k) = (0..self.banyak).find(|k| self.baris[r][*k].abs() > NOL) {
                self.putar(r, k);
            } else {
                self.baris.swap_remove(r);
                self.basis.swap_remove(r);
            }
        }
        let banyak = self.banyak;
        for satu in &mut self.baris {
            let kanan = satu.pop().unwrap();
            satu.truncate(banyak);
            satu.push(kanan);
        }
    }

    fn nilai(&self, biaya: &[f64]) -> f64 {
        self.basis.iter().zip(&self.baris).map(|(k, satu)| biaya[*k] * satu.last().unwrap()).sum()
    }

    fn putar(&mut self, r: usize, k: usize) {
        let poros = self.baris[r][k];
        for isi in &mut self.baris[r] {
            *isi /= poros;
        }
        let acuan = self.baris[r].clone();
        for (urut, satu) in self.baris.iter_mut().enumerate().filter(|(urut, _)| *urut != r) {
            let faktor = satu[k];
            if faktor.abs() > 1e-12 {
                satu.iter_mut().zip(&acuan).for_each(|(isi, a)| *isi -= faktor * a);
            }
            debug_assert!(urut != r);
        }
        self.basis[r] = k;
    }

    /// Walks to the corner where the cost is least.
    fn turunkan(&mut self, biaya: &[f64], banyak: usize) {
        loop {
            let susut = |k: usize| {
                let lewat: f64 =
                    self.basis.iter().zip(&self.baris).map(|(b, satu)| biaya[*b] * satu[k]).sum();
                biaya[k] - lewat
            };
            let Some(masuk) = (0..banyak).find(|k| susut(*k) < -NOL) else { return };
            let calon = (0..self.baris.len()).filter(|r| self.baris[*r][masuk] > NOL);
            let keluar = calon.min_by(|a, b| {
                let rasio = |r: usize| self.baris[r].last().unwrap() / self.baris[r][masuk];
                let (ra, rb) = (rasio(*a), rasio(*b));
                if (ra - rb).abs() < 1e-9 { self.basis[*a].cmp(&self.basis[*b]) } else { ra.total_cmp(&rb) }
            });
            // Without a limit the unknown may be as large as it likes: no such question is asked here.
            let Some(keluar) = keluar else { return };
            self.putar(keluar, masuk);
        }
    }

    /// The corner at which unknown `k` is least, or largest.
    pub(super) fn ujung(&mut self, k: usize, terbesar: bool) -> Vec<f64> {
        let tanda = if terbesar { -1.0 } else { 1.0 };
        let biaya: Vec<f64> = (0..self.banyak).map(|i| if i == k { tanda } else { 0.0 }).collect();
        self.turunkan(&biaya, self.banyak);
        let mut isi = vec![0.0; self.banyak];
        for (k, satu) in self.basis.iter().zip(&self.baris) {
            isi[*k] = *satu.last().unwrap();
        }
        isi
    }
}

#[test]
fn a_table_with_given_margins_reaches_its_bounds() {
    // Two by three: rows of 7 and 9, columns of 5, 5 and 6.
    let satu = |kena: &[usize]| (0..6).map(|k| f64::from(u8::from(kena.contains(&k)))).collect::<Vec<f64>>();
    let persamaan = [
        (satu(&[0, 1, 2]), 7.0),
        (satu(&[3, 4, 5]), 9.0),
        (satu(&[0, 3]), 5.0),
        (satu(&[1, 4]), 5.0),
        (satu(&[2, 5]), 6.0),
    ];
    let mut s = Simpleks::baru(&persamaan, 6).unwrap();
    for (k, kecil, besar) in [(0, 0, 5), (2, 0, 6), (3, 0, 5), (5, 0, 6)] {
        for (arah, harap) in [(false, kecil), (true, besar)] {
            assert!((s.ujung(k, arah)[k] - f64::from(harap)).abs() < 1e-6, "{k}");
        }
    }
    assert!(Simpleks::baru(&[(vec![1.0], 2.0), (vec![1.0], 3.0)], 1).is_none());
}
