//! Hours of the day as offices write them: `07.30`.

/// `07.30`; midnight at the end of a day is `24.00`.
pub fn tulis_jam(menit: i16) -> String {
    format!("{:02}.{:02}", menit / 60, menit % 60)
}

/// Minutes since midnight of `7.30`, `07:30`, `0730` or `7`.
///
/// # Errors
/// A sentence that says how to write it.
pub fn urai_jam(teks: &str) -> Result<i16, String> {
    let salah =
        || format!("Tulis jam seperti 07.30, antara 00.00 dan 24.00. Anda mengetik “{}”.", teks.trim());
    let teks = teks.trim();
    let (jam, menit) = match teks.split_once(['.', ':']) {
        Some((_, menit)) if menit.len() != 2 => return Err(salah()),
        Some(bagian) => bagian,
        None if teks.len() == 4 && teks.is_char_boundary(2) => teks.split_at(2),
        None => (teks, "00"),
    };
    let angka = |bagian: &str| {
        let benar = (1..=2).contains(&bagian.len()) && bagian.bytes().all(|b| b.is_ascii_digit());
        benar.then(|| bagian.parse::<i16>().ok()).flatten()
    };
    match (angka(jam), angka(menit)) {
        (Some(jam), Some(menit)) if menit < 60 && jam * 60 + menit <= 1440 => Ok(jam * 60 + menit),
        _ => Err(salah()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_what_clerks_type() {
        for (teks, menit) in [
            ("07.30", Some(450)),
            ("7.30", Some(450)),
            (" 07:30 ", Some(450)),
            ("0730", Some(450)),
            ("7", Some(420)),
            ("24.00", Some(1440)),
            ("0.00", Some(0)),
            ("24.01", None),
            ("7.3", None),
            ("7.60", None),
            ("", None),
            ("-7.30", None),
            ("pagi", None),
            ("½¾", None),
            ("7.30.00", None),
        ] {
            assert_eq!(urai_jam(teks).ok(), menit, "{teks}");
        }
        assert!(urai_jam("pagi").unwrap_err().contains("“pagi”"));
    }

    proptest! {
        #[test]
        fn written_hours_are_read_back(menit in 0_i16..=1440) {
            prop_assert_eq!(urai_jam(&tulis_jam(menit)), Ok(menit));
        }

        #[test]
        fn reading_never_panics(teks in ".{0,8}") {
            let _ = urai_jam(&teks);
        }
    }
}
