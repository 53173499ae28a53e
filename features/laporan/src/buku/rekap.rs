//! B.3: how many live in each dusun, and what changed in a month. From the same states and the same walk of
//! each person as the monthly report, so that the two agree.

use std::collections::{BTreeMap, BTreeSet};

use kependudukan::store::Hadir;

use crate::lampid::{Baris, Hasil, Letak, Sel, keluarga_per_dusun};

/// In the book's order: WNA L, WNA P, WNI L, WNI P.
type Empat = [i64; 4];

/// One dusun of the book, or their sum.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BarisRekap {
    pub dusun: String,
    pub awal: Empat,
    pub awal_kk: i64,
    pub lahir: Empat,
    /// With those who came back.
    pub datang: Empat,
    pub mati: Empat,
    /// With those who went without a letter or were lost.
    pub pindah: Empat,
    pub akhir: Empat,
    pub akhir_kk: i64,
    /// What has no column: corrections, and moves between two dusun.
    pub koreksi: i64,
    pub dari_dusun_lain: i64,
    pub ke_dusun_lain: i64,
}

fn letak(sel: Sel) -> usize {
    usize::from(!sel.asing) * 2 + usize::from(sel.perempuan)
}

fn jumlah(empat: Empat) -> i64 {
    empat.iter().sum()
}

impl BarisRekap {
    /// Whether start and changes give the end.
    pub fn seimbang(&self) -> bool {
        let masuk = jumlah(self.lahir) + jumlah(self.datang) + self.dari_dusun_lain + self.koreksi;
        let keluar = jumlah(self.mati) + jumlah(self.pindah) + self.ke_dusun_lain;
        jumlah(self.awal) + masuk - keluar == jumlah(self.akhir)
    }

    fn tambah(&mut self, lain: &Self) {
        let pasangan = [
            (&mut self.awal, &lain.awal),
            (&mut self.lahir, &lain.lahir),
            (&mut self.datang, &lain.datang),
            (&mut self.mati, &lain.mati),
            (&mut self.pindah, &lain.pindah),
            (&mut self.akhir, &lain.akhir),
        ];
        for (ini, itu) in pasangan {
            for (satu, dua) in ini.iter_mut().zip(itu) {
                *satu += dua;
            }
        }
        self.awal_kk += lain.awal_kk;
        self.akhir_kk += lain.akhir_kk;
        self.koreksi += lain.koreksi;
    }

    /// The 33 cells.
    pub(super) fn sel(&self, nomor: usize) -> Vec<String> {
        let nama = if self.dusun.is_empty() { "(tanpa dusun)" } else { &self.dusun };
        let mut sel = vec![nomor.to_string(), nama.to_owned()];
        let keadaan = |sel: &mut Vec<String>, empat: Empat, kk: i64| {
            let jiwa = jumlah(empat);
            sel.extend(empat.iter().chain(&[kk, jiwa - kk, jiwa]).map(|n| kamus::angka(*n)));
        };
        keadaan(&mut sel, self.awal, self.awal_kk);
        for empat in [self.lahir, self.datang, self.mati, self.pindah] {
            sel.extend(empat.iter().map(|n| kamus::angka(*n)));
        }
        keadaan(&mut sel, self.akhir, self.akhir_kk);
        sel.push(self.ket());
        sel
    }

    fn ket(&self) -> String {
        let bagian = [
            ("Dari dusun lain", self.dari_dusun_lain),
            ("Ke dusun lain", self.ke_dusun_lain),
            ("Koreksi data", self.koreksi),
        ];
        let ada = bagian.iter().filter(|(_, n)| *n != 0).map(|(kata, n)| format!("{kata}: {n}"));
        ada.collect::<Vec<_>>().join("; ")
    }
}

/// A row for each dusun, then the sum. Nothing where nobody lives or lived.
pub(super) fn susun(awal: &[Hadir], akhir: &[Hadir], hasil: &Hasil) -> Vec<BarisRekap> {
    let mut semua: BTreeMap<String, BarisRekap> = BTreeMap::new();
    let dusun: BTreeSet<&String> = awal
        .iter()
        .chain(akhir)
        .map(|h| &h.dusun)
        .chain(hasil.gerak.iter().map(|g| &g.letak.dusun))
        .chain(hasil.antardusun.iter().map(|a| &a.dari))
        .collect();
    for dusun in dusun {
        semua.insert(dusun.clone(), BarisRekap { dusun: dusun.clone(), ..BarisRekap::default() });
    }
    let mut di = |dusun: &str, ubah: &mut dyn FnMut(&mut BarisRekap)| {
        if let Some(baris) = semua.get_mut(dusun) {
            ubah(baris);
        }
    };
    for h in awal {
        di(&h.dusun, &mut |b| b.awal[letak(Letak::from(h).sel)] += 1);
    }
    for h in akhir {
        di(&h.dusun, &mut |b| b.akhir[letak(Letak::from(h).sel)] += 1);
    }
    for dusun in keluarga_per_dusun(awal) {
        di(dusun, &mut |b| b.awal_kk += 1);
    }
    for dusun in keluarga_per_dusun(akhir) {
        di(dusun, &mut |b| b.akhir_kk += 1);
    }
    for g in &hasil.gerak {
        di(&g.letak.dusun, &mut |b| gerak(b, g.baris, letak(g.letak.sel), g.arah));
    }
    for a in &hasil.antardusun {
        di(&a.dari, &mut |b| b.ke_dusun_lain += 1);
        di(&a.ke, &mut |b| b.dari_dusun_lain += 1);
    }
    let mut baris: Vec<BarisRekap> = semua.into_values().collect();
    if !baris.is_empty() {
        let mut total = BarisRekap { dusun: "Jumlah".to_owned(), ..BarisRekap::default() };
        for satu in &baris {
            total.tambah(satu);
        }
        baris.push(total);
    }
    baris
}

fn gerak(b: &mut BarisRekap, baris: Baris, letak: usize, arah: i64) {
    match baris {
        Baris::Lahir => b.lahir[letak] += arah,
        Baris::Datang | Baris::Kembali => b.datang[letak] += arah,
        Baris::Mati => b.mati[letak] -= arah,
        Baris::Pindah | Baris::Pergi | Baris::Hilang => b.pindah[letak] -= arah,
        Baris::Koreksi => b.koreksi += arah,
        Baris::Awal | Baris::Akhir => {}
    }
}
