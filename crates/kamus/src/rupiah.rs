//! Money, and numbers as Indonesian readers expect them.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum GalatRupiah {
    #[error("Jumlah uang belum diisi.")]
    Kosong,
    #[error("Tulis jumlah uang dengan angka, misalnya 2.500.000 atau 2.500.000,50.")]
    Bentuk,
    #[error("Jumlah uang terlalu besar.")]
    TerlaluBesar,
}

/// An amount in sen (1/100 rupiah), so that sums are exact.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rupiah(pub i64);

impl Rupiah {
    pub const NOL: Self = Self(0);

    /// From whole rupiah; `None` past 92 quadrillion.
    pub fn dari_rupiah(rupiah: i64) -> Option<Self> {
        rupiah.checked_mul(100).map(Self)
    }

    pub const fn sen(self) -> i64 {
        self.0
    }

    /// Adds without wrapping; for sums over rows from outside.
    pub fn tambah(self, lain: Self) -> Option<Self> {
        self.0.checked_add(lain.0).map(Self)
    }
}

/// `1.234.567`, with a minus sign in front where needed.
pub fn angka(nilai: i64) -> String {
    let digit = nilai.unsigned_abs().to_string();
    let mut hasil = String::with_capacity(digit.len() * 4 / 3 + 1);
    if nilai < 0 {
        hasil.push('-');
    }
    for (i, c) in digit.chars().enumerate() {
        if i > 0 && (digit.len() - i).is_multiple_of(3) {
            hasil.push('.');
        }
        hasil.push(c);
    }
    hasil
}

impl fmt::Display for Rupiah {
    /// `Rp2.500.000`, and `Rp2.500.000,50` only where there are sen.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tanda = if self.0 < 0 { "-" } else { "" };
        let (rupiah, sen) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        let rupiah = angka(i64::try_from(rupiah).expect("a hundredth of a u64 fits"));
        match sen {
            0 => write!(f, "{tanda}Rp{rupiah}"),
            sen => write!(f, "{tanda}Rp{rupiah},{sen:02}"),
        }
    }
}

impl fmt::Debug for Rupiah {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl FromStr for Rupiah {
    type Err = GalatRupiah;

    /// Reads `2500000`, `2.500.000`, `Rp 2.500.000,50`, `2.500.000,-`. A dot that does not group
    /// three digits is refused: `2.5` may mean 2,5 or 25.
    fn from_str(teks: &str) -> Result<Self, GalatRupiah> {
        let polos = teks.trim();
        let (minus, polos) = match polos.strip_prefix('-') {
            Some(sisa) => (true, sisa.trim_start()),
            None => (false, polos),
        };
        let polos = match polos.get(..2) {
            Some(rp) if rp.eq_ignore_ascii_case("rp") => polos[2..].trim_start_matches(['.', ' ']),
            _ => polos,
        };
        if polos.is_empty() {
            return Err(GalatRupiah::Kosong);
        }
        let (bulat, pecahan) = polos.split_once(',').unwrap_or((polos, ""));
        let sen = match pecahan.as_bytes() {
            [] | b"-" => 0,
            [a] if a.is_ascii_digit() => i64::from(a - b'0') * 10,
            [a, b] if a.is_ascii_digit() && b.is_ascii_digit() => {
                i64::from(a - b'0') * 10 + i64::from(b - b'0')
            }
            _ => return Err(GalatRupiah::Bentuk),
        };
        let rupiah = bulat_dari(bulat)?;
        let jumlah = rupiah.checked_mul(100).and_then(|r| r.checked_add(sen));
        let jumlah = jumlah.ok_or(GalatRupiah::TerlaluBesar)?;
        Ok(Self(if minus { -jumlah } else { jumlah }))
    }
}

fn bulat_dari(teks: &str) -> Result<i64, GalatRupiah> {
    let mut bagian = teks.split('.');
    let pertama = bagian.next().unwrap_or_default();
    let mut digit = pertama.to_owned();
    let mut berkelompok = false;
    for kelompok in bagian {
        berkelompok = true;
        if kelompok.len() != 3 {
            return Err(GalatRupiah::Bentuk);
        }
        digit.push_str(kelompok);
    }
    let awal_benar = !pertama.is_empty() && (!berkelompok || pertama.len() <= 3);
    if !awal_benar || !digit.bytes().all(|d| d.is_ascii_digit()) {
        return Err(GalatRupiah::Bentuk);
    }
    digit.parse().map_err(|_| GalatRupiah::TerlaluBesar)
}

impl Add for Rupiah {
    type Output = Self;

    fn add(self, lain: Self) -> Self {
        Self(self.0 + lain.0)
    }
}

impl Sub for Rupiah {
    type Output = Self;

    fn sub(self, lain: Self) -> Self {
        Self(self.0 - lain.0)
    }
}

impl Neg for Rupiah {
    type Output = Self;

    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl AddAssign for Rupiah {
    fn add_assign(&mut self, lain: Self) {
        self.0 += lain.0;
    }
}

impl SubAssign for Rupiah {
    fn sub_assign(&mut self, lain: Self) {
        self.0 -= lain.0;
    }
}

impl Sum for Rupiah {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        iter.fold(Self::NOL, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn shows_and_reads() {
        for (sen, tampil) in [
            (0, "Rp0"),
            (100, "Rp1"),
            (99_900, "Rp999"),
            (100_000, "Rp1.000"),
            (250_000_000, "Rp2.500.000"),
            (250_000_050, "Rp2.500.000,50"),
            (5, "Rp0,05"),
            (-150_000, "-Rp1.500"),
        ] {
            assert_eq!(Rupiah(sen).to_string(), tampil);
            assert_eq!(tampil.parse(), Ok(Rupiah(sen)));
        }
        for (teks, sen) in [
            ("2500000", 250_000_000),
            ("2.500.000,-", 250_000_000),
            (" Rp. 2.500.000,5 ", 250_000_050),
            ("rp 10", 1_000),
            ("-10", -1_000),
        ] {
            assert_eq!(teks.parse(), Ok(Rupiah(sen)), "{teks}");
        }
    }

    #[test]
    fn refusals() {
        use GalatRupiah::{Bentuk, Kosong, TerlaluBesar};
        for (teks, galat) in [
            ("", Kosong),
            ("Rp", Kosong),
            ("2.5", Bentuk),
            ("2500.000", Bentuk),
            (".500", Bentuk),
            ("1,234", Bentuk),
            ("1,5,0", Bentuk),
            ("dua juta", Bentuk),
            ("--5", Bentuk),
            ("99999999999999999999", TerlaluBesar),
            ("92233720368547759", TerlaluBesar),
        ] {
            assert_eq!(teks.parse::<Rupiah>(), Err(galat), "{teks}");
        }
        assert!("92233720368547758".parse::<Rupiah>().is_ok());
    }

    #[test]
    fn groups_thousands() {
        for (n, teks) in [
            (0, "0"),
            (7, "7"),
            (999, "999"),
            (1_000, "1.000"),
            (14_000, "14.000"),
            (-1_234_567, "-1.234.567"),
            (i64::MIN, "-9.223.372.036.854.775.808"),
        ] {
            assert_eq!(angka(n), teks);
        }
    }

    #[test]
    fn sums() {
        let jumlah: Rupiah = [Rupiah(150), Rupiah(250)].into_iter().sum();
        assert_eq!(jumlah - Rupiah(100) + Rupiah(1), Rupiah(301));
        assert_eq!(Rupiah(i64::MAX).tambah(Rupiah(1)), None);
        assert_eq!(Rupiah::dari_rupiah(25), Some(Rupiah(2_500)));
        assert_eq!(Rupiah::dari_rupiah(i64::MAX), None);
    }

    proptest! {
        #[test]
        fn display_and_parse_agree(sen in -i64::MAX..i64::MAX) {
            prop_assert_eq!(Rupiah(sen).to_string().parse(), Ok(Rupiah(sen)));
        }

        #[test]
        fn parsing_never_panics(teks in ".{0,20}") {
            let _ = teks.parse::<Rupiah>();
        }
    }
}
