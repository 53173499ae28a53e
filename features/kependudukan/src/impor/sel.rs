//! One cell, as the spreadsheet left it, and what a clerk reads in it.

use std::fmt;

use calamine::Data;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use kamus::tanggal_pendek;

/// From here on a number cell cannot hold an identity number: Excel keeps fifteen digits and
/// writes 0 for the sixteenth.
const ENAM_BELAS_DIGIT: f64 = 1e15;

#[derive(Clone, PartialEq)]
pub(super) enum Sel {
    Kosong,
    Teks(String),
    Angka(f64),
    Tanggal(Date),
    Logika(bool),
    /// A formula whose value is an error, by its sign (`#N/A`).
    Galat(String),
    /// A formula that no program has worked out yet.
    Rumus,
}

/// Only the kind: cells hold names and numbers of persons.
impl fmt::Debug for Sel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Kosong => "Kosong",
            Self::Teks(_) => "Teks",
            Self::Angka(_) => "Angka",
            Self::Tanggal(_) => "Tanggal",
            Self::Logika(_) => "Logika",
            Self::Galat(_) => "Galat",
            Self::Rumus => "Rumus",
        })
    }
}

const TANDA_GALAT: [&str; 8] =
    ["#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!"];

impl From<Data> for Sel {
    fn from(data: Data) -> Self {
        match data {
            Data::Empty => Self::Kosong,
            Data::String(teks) => dari_teks(&teks),
            Data::Float(angka) => Self::Angka(angka),
            #[expect(clippy::cast_precision_loss, reason = "old .xls keeps 30 bits in an integer")]
            Data::Int(angka) => Self::Angka(angka as f64),
            Data::Bool(b) => Self::Logika(b),
            Data::Error(galat) => Self::Galat(galat.to_string()),
            Data::DateTimeIso(teks) | Data::DurationIso(teks) => {
                kamus::urai_tanggal(&teks).map_or_else(|_| dari_teks(&teks), Self::Tanggal)
            }
            Data::DateTime(waktu) => {
                let (tahun, bulan, hari, ..) = waktu.to_ymd_hms_milli();
                let bagian = (i16::try_from(tahun), i8::try_from(bulan), i8::try_from(hari));
                let tanggal = match bagian {
                    (Ok(t), Ok(b), Ok(h)) if waktu.is_datetime() => Date::new(t, b, h).ok(),
                    _ => None,
                };
                tanggal.map_or(Self::Angka(waktu.as_f64()), Self::Tanggal)
            }
        }
    }
}

fn dari_teks(teks: &str) -> Sel {
    let rapi = rapikan(teks);
    if rapi.is_empty() {
        Sel::Kosong
    } else if TANDA_GALAT.contains(&rapi.as_str()) {
        Sel::Galat(rapi)
    } else {
        Sel::Teks(rapi)
    }
}

/// One space between words, nothing invisible.
fn rapikan(teks: &str) -> String {
    let tampak = |c: char| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}');
    let mut hasil = String::with_capacity(teks.len());
    for kata in teks.split(|c: char| c.is_whitespace() || c.is_control()) {
        let awal = hasil.len();
        hasil.extend(kata.chars().filter(|c| tampak(*c)));
        if hasil.len() > awal {
            hasil.push(' ');
        }
    }
    hasil.truncate(hasil.trim_end().len());
    hasil
}

impl Sel {
    pub(super) fn kosong(&self) -> bool {
        *self == Self::Kosong
    }

    /// Number cell of sixteen digits or more: its last digit is gone.
    pub(super) fn digit_hilang(&self) -> bool {
        matches!(self, Self::Angka(n) if n.abs() >= ENAM_BELAS_DIGIT)
    }

    /// What a person sees in the cell.
    pub(super) fn tampil(&self) -> String {
        match self {
            Self::Kosong | Self::Rumus => String::new(),
            Self::Teks(teks) | Self::Galat(teks) => teks.clone(),
            // Up to seventeen digits are written out; Excel's own 3,4E+15 helps nobody.
            Self::Angka(n) if n.fract() == 0.0 && n.abs() < 1e17 => format!("{n:.0}"),
            Self::Angka(n) => n.to_string(),
            Self::Tanggal(tanggal) => tanggal_pendek(*tanggal),
            Self::Logika(benar) => if *benar { "TRUE" } else { "FALSE" }.to_owned(),
        }
    }

    /// As text for the remarks workbook: where a digit is gone, a question mark stands in its
    /// place, so that a rounded number can never come back looking like a true one.
    pub(super) fn untuk_perbaikan(&self) -> String {
        let mut teks = self.tampil();
        if self.digit_hilang() && teks.len() >= 16 {
            teks.truncate(15);
            teks.push('?');
        }
        teks
    }
}

/// The date of a spreadsheet serial number. Excel counts a 29 February 1900 that never was, so 60
/// is no date, and smaller numbers count from a day later.
pub(super) fn dari_serial(serial: f64, epoch_1904: bool) -> Option<Date> {
    if !(1.0..2_958_466.0).contains(&serial) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "checked to be a day below ten thousand years")]
    let hari = serial.trunc() as i32;
    let (awal, hari) = match (epoch_1904, hari) {
        (true, hari) => (date(1904, 1, 1), hari),
        (false, 60) => return None,
        (false, ..60) => (date(1899, 12, 31), hari),
        (false, _) => (date(1899, 12, 30), hari),
    };
    awal.checked_add(hari.days()).ok()
}

/// What a finding may repeat of a cell: long runs of digits lose their middle, in every column,
/// because numbers stand in wrong columns too.
pub(super) fn samarkan(teks: &str) -> String {
    const PANJANG: usize = 60;
    let mut hasil = String::with_capacity(teks.len());
    let mut nomor = String::new();
    for c in teks.chars().chain(['\n']) {
        let pemisah = matches!(c, ' ' | '.' | '-') && !nomor.is_empty();
        if c.is_ascii_digit() || pemisah {
            nomor.push(c);
            continue;
        }
        tuang(&mut hasil, &nomor);
        nomor.clear();
        if c != '\n' {
            hasil.push(c);
        }
    }
    if hasil.chars().count() > PANJANG {
        hasil = hasil.chars().take(PANJANG).chain(['…']).collect();
    }
    hasil
}

fn tuang(hasil: &mut String, nomor: &str) {
    let digit: Vec<char> = nomor.chars().filter(char::is_ascii_digit).collect();
    let n = digit.len();
    if n < 10 {
        hasil.push_str(nomor);
        return;
    }
    hasil.extend(&digit[..4]);
    hasil.push_str("••••••••");
    hasil.extend(&digit[n.saturating_sub(4).max(8)..]);
    hasil.extend(nomor.chars().rev().take_while(|c| *c == ' '));
}

#[cfg(test)]
mod tests {
    use calamine::{CellErrorType, ExcelDateTime, ExcelDateTimeType};
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn cells_become_what_they_mean() {
        let waktu = |n| Data::DateTime(ExcelDateTime::new(n, ExcelDateTimeType::DateTime, false));
        for (data, sel, tampil) in [
            (Data::Empty, Sel::Kosong, ""),
            (Data::String("  \u{a0}\u{200b} ".into()), Sel::Kosong, ""),
            (
                Data::String(" BUDI \r\n SANTOSO\u{feff}".into()),
                Sel::Teks("BUDI SANTOSO".into()),
                "BUDI SANTOSO",
            ),
            (Data::Float(3.0), Sel::Angka(3.0), "3"),
            (Data::Float(-7.5), Sel::Angka(-7.5), "-7.5"),
            (Data::Int(12), Sel::Angka(12.0), "12"),
            (Data::Float(3_402_134_101_859_000.0), Sel::Angka(3_402_134_101_859_000.0), "3402134101859000"),
            (waktu(32_904.0), Sel::Tanggal(date(1990, 1, 31)), "31-01-1990"),
            (waktu(32_904.75), Sel::Tanggal(date(1990, 1, 31)), "31-01-1990"),
            (waktu(60.0), Sel::Angka(60.0), "60"),
            (Data::DateTimeIso("1990-01-31T00:00:00".into()), Sel::Tanggal(date(1990, 1, 31)), "31-01-1990"),
            (Data::Error(CellErrorType::NA), Sel::Galat("#N/A".into()), "#N/A"),
            (Data::String("#REF!".into()), Sel::Galat("#REF!".into()), "#REF!"),
            (Data::Bool(true), Sel::Logika(true), "TRUE"),
        ] {
            let jadi = Sel::from(data.clone());
            assert!(jadi == sel, "{data:?} became {jadi:?}");
            assert_eq!(jadi.tampil(), tampil);
        }
    }

    #[test]
    fn serials() {
        for (serial, epoch_1904, tanggal) in [
            (32_904.0, false, Some(date(1990, 1, 31))),
            (32_904.9, false, Some(date(1990, 1, 31))),
            (1.0, false, Some(date(1900, 1, 1))),
            (59.0, false, Some(date(1900, 2, 28))),
            (60.0, false, None),
            (61.0, false, Some(date(1900, 3, 1))),
            (31_442.0, true, Some(date(1990, 1, 31))),
            (0.0, false, None),
            (-5.0, false, None),
            (f64::NAN, false, None),
            (f64::INFINITY, false, None),
            (31_011_990.0, false, None),
        ] {
            assert_eq!(dari_serial(serial, epoch_1904), tanggal, "{serial}");
        }
    }

    #[test]
    fn lost_digits_are_seen_and_marked() {
        let bulat = Sel::Angka(3_402_134_101_859_000.0);
        assert!(bulat.digit_hilang());
        assert_eq!(bulat.untuk_perbaikan(), "340213410185900?");
        assert!(!Sel::Angka(340_213_410_185.0).digit_hilang());
        assert_eq!(Sel::Angka(1e300).untuk_perbaikan().len(), 16);
        assert_eq!(Sel::Teks("3402134101859001".into()).untuk_perbaikan(), "3402134101859001");
    }

    #[test]
    fn masks_numbers_anywhere() {
        for (teks, harapan) in [
            ("3402134101859001", "3402••••••••9001"),
            ("3402 1341 0185 9001", "3402••••••••9001"),
            ("340213410185900", "3402••••••••5900"),
            ("BUDI 3402134101859001 (x)", "BUDI 3402••••••••9001 (x)"),
            ("31-01-1990", "31-01-1990"),
            ("0812345678", "0812••••••••78"),
            ("Jl. Merdeka 17", "Jl. Merdeka 17"),
            ("", ""),
        ] {
            assert_eq!(samarkan(teks), harapan, "{teks}");
        }
        assert_eq!(samarkan(&"x".repeat(100)).chars().count(), 61);
    }

    proptest! {
        #[test]
        fn a_whole_number_is_never_shown(awal in "[a-z ]{0,5}", nomor in "[0-9]{16}", akhir in "[a-z ]{0,5}") {
            let tampil = samarkan(&format!("{awal}{nomor}{akhir}"));
            prop_assert!(!tampil.contains(&nomor[2..14]), "{}", tampil);
        }
    }
}
