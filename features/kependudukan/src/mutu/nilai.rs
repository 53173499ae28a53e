use std::collections::{BTreeMap, HashSet};

use uuid::Uuid;

use super::Temuan;
use crate::store::OrangMutu;

/// How good the register of one dusun is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nilai {
    pub dusun: String,
    pub penduduk: usize,
    /// Residents in whom nothing waits that is wrong or odd. Missing fields do not count.
    pub bersih: usize,
}

impl Nilai {
    /// In tenths of a percent, rounded down: only a register without a finding has 1000.
    pub fn per_mil(&self) -> usize {
        (self.bersih * 1000).checked_div(self.penduduk).unwrap_or(1000)
    }

    /// `98,6%`
    pub fn tertulis(&self) -> String {
        format!("{},{}%", self.per_mil() / 10, self.per_mil() % 10)
    }
}

/// The score of each dusun, by name.
pub fn nilai(orang: &[OrangMutu], temuan: &[Temuan]) -> Vec<Nilai> {
    let bermasalah = temuan.iter().filter(|t| t.jenis.berat().menurunkan_nilai());
    let kena: HashSet<Uuid> = bermasalah.flat_map(|t| t.orang.iter().copied()).collect();
    let mut semua: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for o in orang {
        let (penduduk, bersih) = semua.entry(o.dusun.as_str()).or_default();
        *penduduk += 1;
        *bersih += usize::from(!kena.contains(&o.id));
    }
    semua
        .into_iter()
        .map(|(dusun, (penduduk, bersih))| Nilai { dusun: dusun.to_owned(), penduduk, bersih })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_clean_register_has_a_hundred() {
        for (penduduk, bersih, harapan) in [
            (0, 0, "100,0%"),
            (1000, 1000, "100,0%"),
            (10_000, 9_999, "99,9%"),
            (3, 2, "66,6%"),
            (1, 0, "0,0%"),
        ] {
            assert_eq!(Nilai { dusun: String::new(), penduduk, bersih }.tertulis(), harapan);
        }
    }
}
