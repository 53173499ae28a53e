//! People's names: comparing them, finding them by ear, and showing only a hint of them.

mod kunci;
mod mirip;

pub use kunci::kunci_nama;
pub use mirip::CariNama;

/// Capitals, one space between words, no accents. Apostrophes vanish (`Ma'ruf` is `MARUF`), other
/// punctuation parts words (`S.Pd` is `S PD`). Two names are written alike when these are equal.
pub fn normal_nama(nama: &str) -> String {
    let mut hasil = String::with_capacity(nama.len());
    for c in nama.chars().flat_map(char::to_uppercase) {
        match polos(c) {
            '\'' | '\u{2018}' | '\u{2019}' | '`' | '\u{b4}' => {}
            c if c.is_alphanumeric() => hasil.push(c),
            _ if hasil.ends_with(' ') || hasil.is_empty() => {}
            _ => hasil.push(' '),
        }
    }
    hasil.truncate(hasil.trim_end().len());
    hasil
}

/// An accented capital without its accent; names in civil records use the plain Latin letters
/// (Permendagri 73/2022).
fn polos(c: char) -> char {
    match c {
        'À'..='Å' => 'A',
        'È'..='Ë' => 'E',
        'Ì'..='Ï' => 'I',
        'Ò'..='Ö' => 'O',
        'Ù'..='Ü' => 'U',
        'Ç' => 'C',
        'Ñ' => 'N',
        'Ý' => 'Y',
        'Š' => 'S',
        'Ž' => 'Z',
        c => c,
    }
}

/// The first letter of each word and one star per further letter, for public pages:
/// `B*** S******`.
pub fn samarkan_nama(nama: &str) -> String {
    let kata = nama.split_whitespace().map(|kata| {
        let mut huruf = kata.chars();
        let awal = huruf.next().map(String::from).unwrap_or_default();
        awal + &"*".repeat(huruf.count())
    });
    kata.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn normal() {
        for (nama, harapan) in [
            ("  Budi   Santoso ", "BUDI SANTOSO"),
            ("Ma'ruf Amin", "MARUF AMIN"),
            ("Nur’aini", "NURAINI"),
            ("Siti Aminah, S.Pd.", "SITI AMINAH S PD"),
            ("H. Achmad-Dahlan", "H ACHMAD DAHLAN"),
            ("José", "JOSE"),
            ("...", ""),
            ("", ""),
        ] {
            assert_eq!(normal_nama(nama), harapan);
        }
    }

    #[test]
    fn masked() {
        for (nama, harapan) in [
            ("Budi Santoso", "B*** S******"),
            ("Siti", "S***"),
            ("  A  Rahman ", "A R*****"),
            ("Émile", "É****"),
            ("", ""),
        ] {
            assert_eq!(samarkan_nama(nama), harapan);
        }
    }

    proptest! {
        #[test]
        fn normal_is_stable(nama in ".{0,30}") {
            let sekali = normal_nama(&nama);
            prop_assert_eq!(normal_nama(&sekali), sekali);
        }

        #[test]
        fn mask_keeps_length_and_little_else(nama in "[A-Za-z]{2,12} [A-Za-z]{2,12}") {
            let samar = samarkan_nama(&nama);
            prop_assert_eq!(samar.chars().count(), nama.chars().count());
            prop_assert_eq!(samar.chars().filter(char::is_ascii_alphabetic).count(), 2);
        }
    }
}
