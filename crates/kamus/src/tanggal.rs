//! Calendar dates as Indonesian offices write and type them.

use jiff::civil::{Date, Weekday};

const BULAN: [&str; 12] = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
];
const ROMAWI: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum GalatTanggal {
    #[error("Tanggal belum diisi.")]
    Kosong,
    #[error("Tulis tanggal seperti 31-01-1990 atau 31 Januari 1990.")]
    Bentuk,
    #[error("Tahun harus 4 angka, misalnya 1990, agar tidak keliru abad.")]
    TahunPendek,
    #[error("Tanggal itu tidak ada di kalender. Urutannya: tanggal, bulan, tahun.")]
    TidakAda,
}

/// Month name; `bulan` counts from 1.
pub fn nama_bulan(bulan: i8) -> Option<&'static str> {
    dari_tabel(&BULAN, bulan)
}

/// `I` … `XII`, as letter numbers carry the month; `bulan` counts from 1.
pub fn bulan_romawi(bulan: i8) -> Option<&'static str> {
    dari_tabel(&ROMAWI, bulan)
}

fn dari_tabel(tabel: &'static [&'static str; 12], bulan: i8) -> Option<&'static str> {
    let indeks = usize::try_from(bulan).ok()?.checked_sub(1)?;
    tabel.get(indeks).copied()
}

pub fn nama_hari(tanggal: Date) -> &'static str {
    match tanggal.weekday() {
        Weekday::Monday => "Senin",
        Weekday::Tuesday => "Selasa",
        Weekday::Wednesday => "Rabu",
        Weekday::Thursday => "Kamis",
        Weekday::Friday => "Jumat",
        Weekday::Saturday => "Sabtu",
        Weekday::Sunday => "Minggu",
    }
}

/// `31 Januari 1990`.
pub fn tanggal_panjang(tanggal: Date) -> String {
    let bulan = nama_bulan(tanggal.month()).expect("jiff months are 1 to 12");
    format!("{} {bulan} {}", tanggal.day(), tanggal.year())
}

/// `31-01-1990`.
pub fn tanggal_pendek(tanggal: Date) -> String {
    format!("{:02}-{:02}-{:04}", tanggal.day(), tanggal.month(), tanggal.year())
}

/// Age in whole years on `hari_ini`; negative for someone not yet born. Someone born on
/// 29 February grows older on 1 March in common years.
pub fn umur(lahir: Date, hari_ini: Date) -> i16 {
    let belum = (hari_ini.month(), hari_ini.day()) < (lahir.month(), lahir.day());
    hari_ini.year() - lahir.year() - i16::from(belum)
}

/// Reads what clerks type: `31-01-1990`, `31/1/1990`, `31.01.1990`, `1990-01-31`,
/// `31 Januari 1990`, `31 Jan 1990`, `17-VIII-1945`, and any of these with a time behind it.
/// Day always comes before month, and the year has four digits.
pub fn urai_tanggal(teks: &str) -> Result<Date, GalatTanggal> {
    let bagian: Vec<&str> =
        teks.split(['-', '/', '.', ' ', ',', '\u{a0}']).filter(|b| !b.is_empty()).collect();
    let (a, b, c) = match bagian.as_slice() {
        [] => return Err(GalatTanggal::Kosong),
        [a, b, c] => (*a, *b, *c),
        // `1990-01-31 00:00:00` and `1990-01-31T00:00:00`: spreadsheets add midnight.
        [a, b, c, jam] if jam.contains(':') => (*a, *b, *c),
        _ => return Err(GalatTanggal::Bentuk),
    };
    let c = c.split_once('T').filter(|(_, jam)| jam.contains(':')).map_or(c, |(hari, _)| hari);
    let (hari, bulan, tahun) = if a.len() == 4 { (c, b, a) } else { (a, b, c) };
    let hari = bilangan(hari).filter(|_| hari.len() <= 2).ok_or(GalatTanggal::Bentuk)?;
    let bulan = bulan_dari(bulan).ok_or(GalatTanggal::Bentuk)?;
    let angka_tahun = bilangan(tahun).ok_or(GalatTanggal::Bentuk)?;
    match tahun.len() {
        4 => {}
        ..4 => return Err(GalatTanggal::TahunPendek),
        _ => return Err(GalatTanggal::Bentuk),
    }
    let hari = i8::try_from(hari).map_err(|_| GalatTanggal::TidakAda)?;
    Date::new(angka_tahun, bulan, hari).map_err(|_| GalatTanggal::TidakAda)
}

fn bilangan(teks: &str) -> Option<i16> {
    teks.bytes().all(|b| b.is_ascii_digit()).then(|| teks.parse().ok()).flatten()
}

/// Number, Roman numeral, full or short name, with the spellings that villages still use.
fn bulan_dari(teks: &str) -> Option<i8> {
    if let Some(angka) = bilangan(teks) {
        return i8::try_from(angka).ok().filter(|_| teks.len() <= 2);
    }
    let besar = teks.to_uppercase();
    let posisi = |tabel: &[&str; 12], cocok: &dyn Fn(&str) -> bool| {
        tabel.iter().position(|b| cocok(b)).and_then(|i| i8::try_from(i + 1).ok())
    };
    posisi(&ROMAWI, &|b| b == besar)
        .or_else(|| posisi(&BULAN, &|b| besar.len() >= 3 && b.to_uppercase().starts_with(&besar)))
        .or(match besar.as_str() {
            "PEBRUARI" | "PEB" | "FEBUARI" | "FEBRUARY" => Some(2),
            "MARCH" => Some(3),
            "MAY" => Some(5),
            "DJUNI" | "JUNE" => Some(6),
            "DJULI" | "JULY" => Some(7),
            "AGT" | "AGS" | "AUG" | "AUGUST" => Some(8),
            "SEPT" => Some(9),
            "OCT" | "OCTOBER" => Some(10),
            "NOPEMBER" | "NOP" => Some(11),
            "DEC" | "DECEMBER" => Some(12),
            _ => None,
        })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_what_clerks_type() {
        for (teks, tanggal) in [
            ("31-01-1990", date(1990, 1, 31)),
            ("31/1/1990", date(1990, 1, 31)),
            ("31.01.1990", date(1990, 1, 31)),
            ("1990-01-31", date(1990, 1, 31)),
            ("1990/1/31", date(1990, 1, 31)),
            ("1990-01-31 00:00:00", date(1990, 1, 31)),
            ("1990-01-31T00:00:00", date(1990, 1, 31)),
            ("31-01-1990 00:00:00", date(1990, 1, 31)),
            (" 31 Januari 1990 ", date(1990, 1, 31)),
            ("1 agustus 2000", date(2000, 8, 1)),
            ("01 Agt 2000", date(2000, 8, 1)),
            ("3 Pebruari 1971", date(1971, 2, 3)),
            ("3 Nopember 1971", date(1971, 11, 3)),
            ("31 Des 1999", date(1999, 12, 31)),
            ("17-VIII-1945", date(1945, 8, 17)),
            ("17 viii 1945", date(1945, 8, 17)),
            ("29-02-2000", date(2000, 2, 29)),
        ] {
            assert_eq!(urai_tanggal(teks), Ok(tanggal), "{teks}");
        }
    }

    #[test]
    fn refusals() {
        use GalatTanggal::{Bentuk, Kosong, TahunPendek, TidakAda};
        for (teks, galat) in [
            ("", Kosong),
            (" - ", Kosong),
            ("31-01-90", TahunPendek),
            ("1-1-1", TahunPendek),
            ("30-02-1990", TidakAda),
            ("29-02-1900", TidakAda),
            ("1/31/1990", TidakAda),
            ("00-00-0000", TidakAda),
            ("99-99-9999", TidakAda),
            ("01-01", Bentuk),
            ("1990", Bentuk),
            ("31-01-19900", Bentuk),
            ("001-01-1990", Bentuk),
            ("31 Jan", Bentuk),
            ("31 Xyz 1990", Bentuk),
            ("kemarin sore saja", Bentuk),
            ("31-01-1990-02", Bentuk),
            ("32874", Bentuk),
        ] {
            assert_eq!(urai_tanggal(teks), Err(galat), "{teks}");
        }
    }

    #[test]
    fn writes() {
        assert_eq!(tanggal_panjang(date(1990, 1, 31)), "31 Januari 1990");
        assert_eq!(tanggal_pendek(date(1990, 1, 3)), "03-01-1990");
        assert_eq!(nama_hari(date(1945, 8, 17)), "Jumat");
        assert_eq!(bulan_romawi(8), Some("VIII"));
        assert_eq!(nama_bulan(12), Some("Desember"));
        for bulan in [0, 13, -1] {
            assert_eq!((bulan_romawi(bulan), nama_bulan(bulan)), (None, None));
        }
    }

    #[test]
    fn ages() {
        for (lahir, kini, tahun) in [
            (date(1990, 1, 31), date(2025, 1, 30), 34),
            (date(1990, 1, 31), date(2025, 1, 31), 35),
            (date(2004, 2, 29), date(2021, 2, 28), 16),
            (date(2004, 2, 29), date(2021, 3, 1), 17),
            (date(2025, 1, 1), date(2025, 12, 31), 0),
            (date(2025, 1, 2), date(2025, 1, 1), -1),
        ] {
            assert_eq!(umur(lahir, kini), tahun, "{lahir} {kini}");
        }
    }

    proptest! {
        #[test]
        fn written_dates_are_read_back(tahun in 1000_i16..9999, bulan in 1_i8..=12, hari in 1_i8..=28) {
            let tanggal = date(tahun, bulan, hari);
            prop_assert_eq!(urai_tanggal(&tanggal_panjang(tanggal)), Ok(tanggal));
            prop_assert_eq!(urai_tanggal(&tanggal_pendek(tanggal)), Ok(tanggal));
            prop_assert_eq!(urai_tanggal(&tanggal.to_string()), Ok(tanggal));
        }

        #[test]
        fn parsing_never_panics(teks in ".{0,24}") {
            let _ = urai_tanggal(&teks);
        }
    }
}
