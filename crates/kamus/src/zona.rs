//! The three time zones of Indonesia (Keppres 41/1987). None has summer time, so an offset is enough.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};

use crate::KodeWilayah;

/// The zone of a unit: it decides "today", and the year of a letter's number.
#[derive(Default, Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Zona {
    /// UTC+7.
    #[default]
    Wib,
    /// UTC+8.
    Wita,
    /// UTC+9.
    Wit,
}

impl Zona {
    pub const fn offset(self) -> Offset {
        match self {
            Self::Wib => Offset::constant(7),
            Self::Wita => Offset::constant(8),
            Self::Wit => Offset::constant(9),
        }
    }

    /// `WIB`, `WITA` or `WIT`, as printed behind a time.
    pub const fn singkatan(self) -> &'static str {
        match self {
            Self::Wib => "WIB",
            Self::Wita => "WITA",
            Self::Wit => "WIT",
        }
    }

    /// By province: Sumatra, Java, West and Central Kalimantan are WIB; Maluku and Papua are WIT.
    pub const fn dari_provinsi(kode: KodeWilayah) -> Self {
        match kode.provinsi() {
            51..=53 | 63..=65 | 71..=76 => Self::Wita,
            81..=99 => Self::Wit,
            _ => Self::Wib,
        }
    }

    /// The wall clock of this zone.
    pub fn waktu(self, saat: Timestamp) -> DateTime {
        self.offset().to_datetime(saat)
    }

    /// The calendar date in this zone.
    pub fn tanggal(self, saat: Timestamp) -> Date {
        self.waktu(saat).date()
    }

    /// `14.05 WIB`: hours and minutes are parted by a dot in Indonesian.
    pub fn jam_menit(self, saat: Timestamp) -> String {
        let waktu = self.waktu(saat);
        format!("{:02}.{:02} {}", waktu.hour(), waktu.minute(), self.singkatan())
    }

    /// The instant at which `tanggal` begins here; `None` at the ends of the calendar.
    pub fn awal_hari(self, tanggal: Date) -> Option<Timestamp> {
        self.offset().to_timestamp(tanggal.at(0, 0, 0, 0)).ok()
    }
}

impl fmt::Display for Zona {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.singkatan())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn zone_of_each_province() {
        for (kode, zona) in [
            ("11", Zona::Wib),
            ("21", Zona::Wib),
            ("34.02.13.2002", Zona::Wib),
            ("36", Zona::Wib),
            ("61", Zona::Wib),
            ("62", Zona::Wib),
            ("51", Zona::Wita),
            ("53", Zona::Wita),
            ("63", Zona::Wita),
            ("65", Zona::Wita),
            ("71", Zona::Wita),
            ("76", Zona::Wita),
            ("81", Zona::Wit),
            ("82", Zona::Wit),
            ("91", Zona::Wit),
            ("96", Zona::Wit),
        ] {
            assert_eq!(Zona::dari_provinsi(kode.parse().unwrap()), zona, "{kode}");
        }
    }

    #[test]
    fn new_year_comes_first_in_the_east() {
        let saat: Timestamp = "2025-12-31T15:30:00Z".parse().unwrap();
        assert_eq!(Zona::Wit.tanggal(saat), date(2026, 1, 1));
        assert_eq!(Zona::Wita.tanggal(saat), date(2025, 12, 31));
        assert_eq!(Zona::Wib.jam_menit(saat), "22.30 WIB");
        assert_eq!(Zona::Wita.jam_menit(saat), "23.30 WITA");
        assert_eq!(Zona::Wit.jam_menit(saat), "00.30 WIT");
    }

    #[test]
    fn day_begins_at_local_midnight() {
        let awal = Zona::Wib.awal_hari(date(2026, 1, 1)).unwrap();
        assert_eq!(awal.to_string(), "2025-12-31T17:00:00Z");
        assert_eq!(Zona::Wib.tanggal(awal), date(2026, 1, 1));
    }
}
