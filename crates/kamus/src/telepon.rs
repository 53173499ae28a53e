//! Phone numbers, kept in one spelling so that the same phone is found however it was typed.

use std::fmt;
use std::str::FromStr;

use crate::identitas::NomorRahasia;

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum GalatTelepon {
    #[error("Nomor telepon belum diisi.")]
    Kosong,
    #[error("Nomor telepon hanya boleh berisi angka, misalnya 0812 3456 7890.")]
    BukanAngka,
    #[error("Nomor telepon terlalu pendek. Tulis lengkap, misalnya 0812 3456 7890 atau 0274 123456.")]
    TerlaluPendek,
    #[error("Nomor telepon terlalu panjang. Tulis satu nomor saja.")]
    TerlaluPanjang,
    #[error("Nomor telepon harus diawali 0 atau +62, misalnya 0812 3456 7890.")]
    Awalan,
}

/// A phone number in E.164 form (`+6281234567890`). Foreign numbers are accepted with their `+`,
/// because families of migrant workers have them.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Telepon(String);

impl Telepon {
    pub fn baru(teks: &str) -> Result<Self, GalatTelepon> {
        let mut angka = String::with_capacity(15);
        let mut plus = false;
        for c in teks.trim().chars() {
            match c {
                '0'..='9' => angka.push(c),
                '+' if angka.is_empty() && !plus => plus = true,
                '-' | '.' | '(' | ')' | '/' => {}
                c if c.is_whitespace() => {}
                _ => return Err(GalatTelepon::BukanAngka),
            }
        }
        if angka.is_empty() {
            return Err(GalatTelepon::Kosong);
        }
        let nasional = match angka.as_str() {
            a if a.starts_with("620") => &a[3..],
            a if a.starts_with("62") => &a[2..],
            a if plus => return luar_negeri(a),
            a if a.starts_with("00") => return luar_negeri(&a[2..]),
            a if a.starts_with('0') => &a[1..],
            a if a.starts_with('8') => a,
            _ => return Err(GalatTelepon::Awalan),
        };
        match nasional.len() {
            ..8 => Err(GalatTelepon::TerlaluPendek),
            13.. => Err(GalatTelepon::TerlaluPanjang),
            _ if nasional.starts_with('0') => Err(GalatTelepon::Awalan),
            _ => Ok(Self(format!("+62{nasional}"))),
        }
    }

    /// `+62…`, the form that is stored and sealed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Without the plus, as WhatsApp providers name an account.
    pub fn tanpa_plus(&self) -> &str {
        &self.0[1..]
    }

    /// As people in Indonesia dial it: `081234567890`; foreign numbers keep their plus.
    pub fn lokal(&self) -> String {
        match self.0.strip_prefix("+62") {
            Some(sisa) => format!("0{sisa}"),
            None => self.0.clone(),
        }
    }

    /// `+628••••••890`.
    pub fn samar(&self) -> String {
        let n = self.0.len();
        format!("{}{}{}", &self.0[..4], "•".repeat(n - 7), &self.0[n - 3..])
    }
}

fn luar_negeri(angka: &str) -> Result<Telepon, GalatTelepon> {
    match angka.len() {
        ..8 => Err(GalatTelepon::TerlaluPendek),
        16.. => Err(GalatTelepon::TerlaluPanjang),
        _ if angka.starts_with('0') => Err(GalatTelepon::Awalan),
        _ => Ok(Telepon(format!("+{angka}"))),
    }
}

impl NomorRahasia for Telepon {
    fn buka(&self) -> &str {
        &self.0
    }
}

impl FromStr for Telepon {
    type Err = GalatTelepon;

    fn from_str(teks: &str) -> Result<Self, GalatTelepon> {
        Self::baru(teks)
    }
}

impl fmt::Debug for Telepon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Telepon({})", self.samar())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn one_spelling() {
        for teks in [
            "081234567890",
            "0812-3456-7890",
            "0812 3456 7890",
            "+62 812 3456 7890",
            "6281234567890",
            "+62081234567890",
            "81234567890",
            "006281234567890",
            "(0812) 3456.7890",
        ] {
            assert_eq!(Telepon::baru(teks).map(|t| t.0), Ok("+6281234567890".into()), "{teks}");
        }
        assert_eq!(Telepon::baru("0274 123456").unwrap().as_str(), "+62274123456");
        assert_eq!(Telepon::baru("+60 12-345 6789").unwrap().as_str(), "+60123456789");
    }

    #[test]
    fn refusals() {
        use GalatTelepon::{Awalan, BukanAngka, Kosong, TerlaluPanjang, TerlaluPendek};
        for (teks, galat) in [
            ("", Kosong),
            ("+", Kosong),
            ("0812", TerlaluPendek),
            ("+62", TerlaluPendek),
            ("08123456789012", TerlaluPanjang),
            ("081234567890 / 081234567891", TerlaluPanjang),
            ("0812abc", BukanAngka),
            ("08+12345678", BukanAngka),
            ("1234567890", Awalan),
            ("00081234567890", Awalan),
        ] {
            assert_eq!(Telepon::baru(teks), Err(galat), "{teks}");
        }
    }

    #[test]
    fn shows_itself_masked() {
        let telepon = Telepon::baru("081234567890").unwrap();
        assert_eq!(telepon.samar(), "+628•••••••890");
        assert_eq!(format!("{telepon:?}"), "Telepon(+628•••••••890)");
        assert_eq!(telepon.lokal(), "081234567890");
        assert_eq!(telepon.tanpa_plus(), "6281234567890");
    }

    proptest! {
        #[test]
        fn normalising_twice_changes_nothing(teks in "[+0-9 ()-]{0,20}") {
            if let Ok(telepon) = Telepon::baru(&teks) {
                prop_assert_eq!(Telepon::baru(telepon.as_str()), Ok(telepon.clone()));
                prop_assert_eq!(Telepon::baru(&telepon.lokal()), Ok(telepon));
            }
        }
    }
}
