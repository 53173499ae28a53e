//! How long letters really took: what the village shows of itself. Pure.

use std::collections::BTreeMap;

use jiff::SignedDuration;

/// Kinds with fewer letters in a month stand together.
pub(crate) const PALING_SEDIKIT: usize = 5;

/// One row of the public page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BarisAngka {
    pub nama: String,
    pub jumlah: usize,
    /// Median and 90th percentile; withheld where even those who stand together are few.
    pub lama: Option<(SignedDuration, SignedDuration)>,
}

/// The smallest value that at least `persen` of a hundred do not exceed (nearest rank).
pub(crate) fn persentil(urut: &[SignedDuration], persen: usize) -> Option<SignedDuration> {
    let tempat = (urut.len() * persen).div_ceil(100).max(1) - 1;
    urut.get(tempat).copied()
}

/// Rows by kind, the most frequent first, and the rare kinds together at the end.
pub fn rangkum(semua: impl IntoIterator<Item = (String, SignedDuration)>) -> Vec<BarisAngka> {
    let mut jenis: BTreeMap<String, Vec<SignedDuration>> = BTreeMap::new();
    for (nama, lama) in semua {
        jenis.entry(nama).or_default().push(lama);
    }
    let (sering, jarang): (Vec<_>, Vec<_>) =
        jenis.into_iter().partition(|(_, lama)| lama.len() >= PALING_SEDIKIT);
    let mut baris: Vec<BarisAngka> = sering.into_iter().map(|(nama, lama)| satu(nama, lama)).collect();
    baris.sort_by_key(|baris| std::cmp::Reverse(baris.jumlah));
    let lain: Vec<SignedDuration> = jarang.into_iter().flat_map(|(_, lama)| lama).collect();
    if !lain.is_empty() {
        baris.push(satu("Jenis surat lain".to_owned(), lain));
    }
    baris
}

fn satu(nama: String, mut lama: Vec<SignedDuration>) -> BarisAngka {
    lama.sort_unstable();
    let cukup = lama.len() >= PALING_SEDIKIT;
    let angka = persentil(&lama, 50).zip(persentil(&lama, 90));
    BarisAngka { nama, jumlah: lama.len(), lama: angka.filter(|_| cukup) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn menit(semua: &[i64]) -> Vec<SignedDuration> {
        semua.iter().map(|m| SignedDuration::from_mins(*m)).collect()
    }

    #[test]
    fn percentiles_are_values_that_occurred() {
        for (semua, median, p90) in [
            (&[10][..], 10, 10),
            (&[10, 20], 10, 20),
            (&[10, 20, 30], 20, 30),
            (&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 5, 9),
            (&[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], 6, 10),
        ] {
            let lama = menit(semua);
            assert_eq!(persentil(&lama, 50), Some(SignedDuration::from_mins(median)), "{semua:?}");
            assert_eq!(persentil(&lama, 90), Some(SignedDuration::from_mins(p90)), "{semua:?}");
        }
        assert_eq!(persentil(&[], 50), None);
    }

    #[test]
    fn rare_kinds_stand_together_and_few_are_withheld() {
        let banyak = |nama: &str, kali: i64| {
            (1..=kali).map(|m| (nama.to_owned(), SignedDuration::from_mins(m))).collect::<Vec<_>>()
        };
        let semua = [banyak("Usaha", 4), banyak("Domisili", 6), banyak("Kematian", 3)].concat();
        let baris = rangkum(semua);
        let tampak: Vec<(&str, usize, bool)> =
            baris.iter().map(|b| (b.nama.as_str(), b.jumlah, b.lama.is_some())).collect();
        assert_eq!(tampak, [("Domisili", 6, true), ("Jenis surat lain", 7, true)]);
        let sedikit = rangkum(banyak("Usaha", 4));
        assert_eq!((sedikit[0].nama.as_str(), sedikit[0].lama), ("Jenis surat lain", None));
        assert!(rangkum(Vec::new()).is_empty());
    }
}
