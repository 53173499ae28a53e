//! Numbers in words, as sums are repeated in letters.

const SATUAN: [&str; 12] = [
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh",
    "sebelas",
];

/// 1500000 → "satu juta lima ratus ribu".
pub fn terbilang(angka: u64) -> String {
    let gabung = |depan: String, sisa: u64| {
        if sisa == 0 { depan } else { format!("{depan} {}", terbilang(sisa)) }
    };
    match angka {
        0..=11 => {
            usize::try_from(angka).ok().and_then(|i| SATUAN.get(i)).copied().unwrap_or_default().to_owned()
        }
        12..=19 => format!("{} belas", terbilang(angka - 10)),
        20..=99 => gabung(format!("{} puluh", terbilang(angka / 10)), angka % 10),
        100..=199 => gabung("seratus".to_owned(), angka - 100),
        200..=999 => gabung(format!("{} ratus", terbilang(angka / 100)), angka % 100),
        1_000..=1_999 => gabung("seribu".to_owned(), angka - 1_000),
        _ => {
            let (besar, kata) = match angka {
                0..=999_999 => (1_000, "ribu"),
                1_000_000..=999_999_999 => (1_000_000, "juta"),
                1_000_000_000..=999_999_999_999 => (1_000_000_000, "miliar"),
                _ => (1_000_000_000_000, "triliun"),
            };
            gabung(format!("{} {kata}", terbilang(angka / besar)), angka % besar)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::terbilang;

    #[test]
    fn sums_are_told_in_words() {
        for (angka, kata) in [
            (0, "nol"),
            (11, "sebelas"),
            (17, "tujuh belas"),
            (40, "empat puluh"),
            (105, "seratus lima"),
            (999, "sembilan ratus sembilan puluh sembilan"),
            (1_000, "seribu"),
            (2_026, "dua ribu dua puluh enam"),
            (1_500_000, "satu juta lima ratus ribu"),
            (1_001_000_000, "satu miliar satu juta"),
            (12_000_000_000_000, "dua belas triliun"),
        ] {
            assert_eq!(terbilang(angka), kata);
        }
    }
}
