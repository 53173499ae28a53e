//! Ratios that are read off the ages.

use crate::hitung::{Rekap, Tabel, semua, tambah};
use crate::jenis::{Isi, Jenis};

/// Who is counted as too young, of working age, too old (BPS): 0–14, 15–64, 65 and more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Beban {
    pub(crate) muda: i64,
    pub(crate) produktif: i64,
    pub(crate) tua: i64,
}

impl Beban {
    /// From single years of age.
    pub(crate) fn dari(tunggal: &Tabel) -> Self {
        let isi = |dari: usize, sampai: usize| {
            let potongan = tunggal.kelompok.iter().skip(dari).take(sampai - dari);
            semua(potongan.fold([0; 2], |jumlah, (_, isi)| tambah(jumlah, *isi)))
        };
        Self { muda: isi(0, 15), produktif: isi(15, 65), tua: isi(65, usize::MAX) }
    }

    /// How many are supported by a hundred of working age; none where nobody is.
    pub(crate) fn rasio(self) -> Option<String> {
        per_seratus(self.muda + self.tua, self.produktif)
    }

    pub(crate) fn rasio_muda(self) -> Option<String> {
        per_seratus(self.muda, self.produktif)
    }

    pub(crate) fn rasio_tua(self) -> Option<String> {
        per_seratus(self.tua, self.produktif)
    }
}

/// Men for a hundred women.
pub(crate) fn rasio_kelamin(rekap: &Rekap) -> Option<String> {
    per_seratus(rekap.penduduk[0], rekap.penduduk[1])
}

/// Persons of a family, to one decimal.
pub(crate) fn rerata_keluarga(rekap: &Rekap) -> Option<String> {
    persepuluhan(semua(rekap.penduduk) * 10, rekap.keluarga)
}

fn per_seratus(atas: i64, bawah: i64) -> Option<String> {
    persepuluhan(atas * 1000, bawah)
}

/// A share of a whole, "12,3%"; a dash of nothing.
pub(crate) fn persen(isi: i64, dari: i64) -> String {
    per_seratus(isi, dari).map_or_else(|| "–".to_owned(), |persen| format!("{persen}%"))
}

/// `atas / bawah` tenths, rounded half up, with a comma: "49,7".
fn persepuluhan(atas: i64, bawah: i64) -> Option<String> {
    if bawah <= 0 {
        return None;
    }
    let persepuluh = (2 * atas + bawah) / (2 * bawah);
    Some(format!("{},{}", kamus::angka(persepuluh / 10), persepuluh % 10))
}

/// The ages, one by one.
pub(crate) fn jenis_tunggal() -> &'static Jenis {
    let jenis = Jenis::cari("umur-tunggal").expect("the table of kinds has it");
    debug_assert!(matches!(jenis.isi, Isi::Kelompok { .. }));
    jenis
}

#[cfg(test)]
mod tests {
    use super::*;

    fn umur(banyak: &[(usize, i64)]) -> Tabel {
        let mut kelompok = vec![(String::new(), [0, 0]); 101];
        for (umur, orang) in banyak {
            kelompok[*umur].1 = [*orang, 0];
        }
        Tabel { kelompok, ..Tabel::default() }
    }

    #[test]
    fn dependency_counts_the_young_and_the_old_on_those_between() {
        let beban = Beban::dari(&umur(&[(0, 10), (14, 15), (15, 40), (64, 30), (65, 5), (100, 2)]));
        assert_eq!(beban, Beban { muda: 25, produktif: 70, tua: 7 });
        assert_eq!(
            [beban.rasio(), beban.rasio_muda(), beban.rasio_tua()].map(Option::unwrap),
            ["45,7", "35,7", "10,0"]
        );
        assert_eq!(Beban::dari(&umur(&[(3, 1)])).rasio(), None);
    }

    #[test]
    fn shares_are_rounded_to_a_tenth() {
        for (isi, dari, teks) in [
            (1, 3, "33,3%"),
            (2, 3, "66,7%"),
            (1, 2000, "0,1%"),
            (0, 5, "0,0%"),
            (5, 5, "100,0%"),
            (1, 0, "–"),
        ] {
            assert_eq!(persen(isi, dari), teks);
        }
    }
}
