//! Small checks of what an office writes about itself. Each takes what was typed and gives it tidied, or a
//! sentence.

/// Five digits, or nothing.
pub(super) fn kodepos(typed: Option<&str>) -> Result<Option<String>, &'static str> {
    match typed {
        Some(text) if text.len() == 5 && text.bytes().all(|b| b.is_ascii_digit()) => {
            Ok(Some(text.to_owned()))
        }
        Some(_) => Err("Kode pos 5 angka, misalnya 55791."),
        None => Ok(None),
    }
}

/// The office's number, as it is printed.
pub(super) fn telepon(typed: Option<&str>) -> Result<Option<String>, &'static str> {
    let Some(text) = typed else { return Ok(None) };
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let plain = text.chars().all(|c| c.is_ascii_digit() || " ()+-/,".contains(c));
    if plain && (5..=40).contains(&digits) {
        Ok(Some(text.to_owned()))
    } else {
        Err("Tulis nomor telepon dengan angka, misalnya (0274) 123456.")
    }
}

pub(super) fn surel(typed: Option<&str>) -> Result<Option<String>, &'static str> {
    let Some(text) = typed else { return Ok(None) };
    let good = text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.starts_with('.') && !host.ends_with('.')
    });
    if good && !text.contains(char::is_whitespace) && text.matches('@').count() == 1 {
        Ok(Some(text.to_owned()))
    } else {
        Err("Alamat surel belum lengkap. Contoh: kantor@namadesa.desa.id.")
    }
}

/// A host name with or without its path; the scheme is not printed.
pub(super) fn situs(typed: Option<&str>) -> Result<Option<String>, &'static str> {
    let Some(text) = typed else { return Ok(None) };
    let bare = text.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/');
    let sign = |c: char| c.is_ascii_alphanumeric() || "./-_".contains(c);
    if bare.contains('.') && bare.chars().all(sign) {
        Ok(Some(bare.to_lowercase()))
    } else {
        Err("Alamat situs belum benar. Contoh: namadesa.desa.id.")
    }
}

/// A unit's name without its kind: whoever types "Kalurahan Pleret" means "Pleret".
pub(crate) fn tanpa_jenis(typed: &str) -> String {
    let text = typed.split_whitespace().collect::<Vec<_>>().join(" ");
    let kinds = ["desa", "kalurahan", "kelurahan", "kecamatan", "kapanewon", "kemantren", "distrik"];
    let (first, rest) = text.split_once(' ').unwrap_or((&text, ""));
    if kinds.contains(&first.to_lowercase().as_str()) { rest.to_owned() } else { text }
}

/// Three digits, as everywhere: "2" is "002". Absent stays empty.
pub(super) fn nomor_rt(typed: &str) -> Result<String, &'static str> {
    if typed.is_empty() {
        Ok(String::new())
    } else if typed.len() <= 3 && typed.bytes().all(|b| b.is_ascii_digit()) {
        Ok(format!("{typed:0>3}"))
    } else {
        Err("Tulis nomornya saja, paling banyak 3 angka, misalnya 002.")
    }
}

/// 18 digits, spaces between them allowed.
pub(super) fn nip(typed: Option<&str>) -> Result<Option<String>, String> {
    let Some(text) = typed else { return Ok(None) };
    let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if digits.bytes().any(|b| !b.is_ascii_digit()) {
        return Err("NIP hanya berisi angka.".to_owned());
    }
    if digits.len() == 18 {
        Ok(Some(digits))
    } else {
        Err(format!("NIP harus 18 angka. Anda mengetik {}.", digits.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_office_writes_is_tidied_or_refused() {
        for (typed, good) in [("55791", true), ("5579", false), ("5579a", false)] {
            assert_eq!(kodepos(Some(typed)).is_ok(), good, "{typed}");
        }
        for (typed, good) in
            [("(0274) 123456", true), ("+62 274-123456", true), ("telepon", false), ("12", false)]
        {
            assert_eq!(telepon(Some(typed)).is_ok(), good, "{typed}");
        }
        for (typed, good) in [
            ("kantor@pleret.desa.id", true),
            ("kantor", false),
            ("a@b", false),
            ("a@b@c.id", false),
            ("a b@c.id", false),
        ] {
            assert_eq!(surel(Some(typed)).is_ok(), good, "{typed}");
        }
        for (typed, harap) in [
            ("https://Pleret.desa.id/", Ok(Some("pleret.desa.id".to_owned()))),
            ("pleret.desa.id/profil", Ok(Some("pleret.desa.id/profil".to_owned()))),
            ("javascript:alert(1)", Err("Alamat situs belum benar. Contoh: namadesa.desa.id.")),
            ("pleret", Err("Alamat situs belum benar. Contoh: namadesa.desa.id.")),
        ] {
            assert_eq!(situs(Some(typed)), harap, "{typed}");
        }
        assert_eq!(
            (kodepos(None), telepon(None), surel(None), situs(None)),
            (Ok(None), Ok(None), Ok(None), Ok(None))
        );
    }

    #[test]
    fn the_kind_is_no_part_of_the_name() {
        for (typed, nama) in [
            ("Kalurahan  Pleret ", "Pleret"),
            ("DESA Belik", "Belik"),
            ("Desaku", "Desaku"),
            ("Pleret", "Pleret"),
            ("Kalurahan", ""),
            ("", ""),
        ] {
            assert_eq!(tanpa_jenis(typed), nama, "{typed}");
        }
    }

    #[test]
    fn numbers_have_their_length() {
        for (typed, harap) in
            [("2", Some("002")), ("012", Some("012")), ("", Some("")), ("0012", None), ("RT 1", None)]
        {
            assert_eq!(nomor_rt(typed).ok().as_deref(), harap, "{typed}");
        }
        assert_eq!(nip(Some("19800101 200501 1 001")), Ok(Some("198001012005011001".into())));
        assert_eq!(nip(Some("1980")), Err("NIP harus 18 angka. Anda mengetik 4.".into()));
        assert!(nip(Some("NIP 1")).is_err());
        assert_eq!(nip(None), Ok(None));
    }
}
