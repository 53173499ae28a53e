use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

/// A calendar month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bulan {
    tahun: i16,
    /// Counts from 1.
    bulan: i8,
}

/// The first and last year that a month may have: every office's papers lie between.
const TAHUN: std::ops::RangeInclusive<i16> = 1800..=9000;

impl Bulan {
    /// `None` unless `bulan` is 1 to 12 and the year one of the calendar in use.
    pub fn baru(tahun: i16, bulan: i8) -> Option<Self> {
        (TAHUN.contains(&tahun) && (1..=12).contains(&bulan)).then_some(Self { tahun, bulan })
    }

    pub fn dari(tanggal: Date) -> Self {
        Self { tahun: tanggal.year().clamp(*TAHUN.start(), *TAHUN.end()), bulan: tanggal.month() }
    }

    pub const fn tahun(self) -> i16 {
        self.tahun
    }

    /// 1 to 12.
    pub const fn nomor(self) -> i8 {
        self.bulan
    }

    /// The first day.
    pub fn awal(self) -> Date {
        Date::new(self.tahun, self.bulan, 1).expect("a month of the calendar has a first day")
    }

    /// The last day.
    pub fn akhir(self) -> Date {
        self.awal().last_of_month()
    }

    #[must_use]
    pub fn sebelumnya(self) -> Self {
        match self.bulan {
            1 => Self { tahun: self.tahun - 1, bulan: 12 },
            bulan => Self { bulan: bulan - 1, ..self },
        }
    }

    #[must_use]
    pub fn berikutnya(self) -> Self {
        match self.bulan {
            12 => Self { tahun: self.tahun + 1, bulan: 1 },
            bulan => Self { bulan: bulan + 1, ..self },
        }
    }

    pub fn memuat(self, tanggal: Date) -> bool {
        (tanggal.year(), tanggal.month()) == (self.tahun, self.bulan)
    }

    /// `2026-03`, as it stands in addresses and sorts by itself.
    pub fn kode(self) -> String {
        format!("{:04}-{:02}", self.tahun, self.bulan)
    }
}

/// `Maret 2026`.
impl fmt::Display for Bulan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nama = kamus::nama_bulan(self.bulan).expect("the number lies between 1 and 12");
        write!(f, "{nama} {}", self.tahun)
    }
}

/// Not of the form `2026-03`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BukanBulan;

impl fmt::Display for BukanBulan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tulis bulan seperti 2026-03: tahun 4 angka, lalu bulan 01 sampai 12.")
    }
}

impl std::error::Error for BukanBulan {}

impl FromStr for Bulan {
    type Err = BukanBulan;

    fn from_str(teks: &str) -> Result<Self, BukanBulan> {
        let angka = |teks: &str, panjang| {
            (teks.len() == panjang && teks.bytes().all(|b| b.is_ascii_digit()))
                .then(|| teks.parse().ok())
                .flatten()
        };
        let (tahun, bulan) = teks.split_once('-').ok_or(BukanBulan)?;
        let bulan = angka(bulan, 2).and_then(|bulan| i8::try_from(bulan).ok()).ok_or(BukanBulan)?;
        Self::baru(angka(tahun, 4).ok_or(BukanBulan)?, bulan).ok_or(BukanBulan)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn borders() {
        let februari = Bulan::baru(2024, 2).unwrap();
        assert_eq!((februari.awal(), februari.akhir()), (date(2024, 2, 1), date(2024, 2, 29)));
        assert!(februari.memuat(date(2024, 2, 29)) && !februari.memuat(date(2025, 2, 1)));
        let desember = Bulan::baru(2025, 12).unwrap();
        assert_eq!(desember.berikutnya().to_string(), "Januari 2026");
        assert_eq!(desember.sebelumnya().kode(), "2025-11");
        for (tahun, bulan) in [(2026, 0), (2026, 13), (-1, 1), (9999, 1)] {
            assert_eq!(Bulan::baru(tahun, bulan), None);
        }
    }

    #[test]
    fn only_its_own_form_is_read() {
        assert_eq!("2026-03".parse(), Ok(Bulan::baru(2026, 3).unwrap()));
        for teks in ["", "2026", "2026-3", "26-03", "2026-13", "2026-00", "03-2026", "2026-03-01", "+026-03"]
        {
            assert_eq!(teks.parse::<Bulan>(), Err(BukanBulan), "{teks}");
        }
    }

    proptest! {
        #[test]
        fn steps_and_forms_agree(tahun in 1801_i16..8999, bulan in 1_i8..=12) {
            let ini = Bulan::baru(tahun, bulan).unwrap();
            prop_assert_eq!(ini.berikutnya().sebelumnya(), ini);
            prop_assert_eq!(ini.akhir().tomorrow().unwrap(), ini.berikutnya().awal());
            prop_assert_eq!(ini.kode().parse(), Ok(ini));
            prop_assert_eq!(Bulan::dari(ini.akhir()), ini);
            prop_assert!(ini.sebelumnya() < ini && ini.kode() < ini.berikutnya().kode());
        }
    }
}
