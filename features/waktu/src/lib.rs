//! The calendar of a unit: what "today", "this month" and "at noon" mean on its own wall clock.
//!
//! Pure: the instant is always an argument. No zone of Indonesia has summer time, so each day has 24
//! hours and each wall-clock time names one instant.

mod bulan;

use std::ops::Range;

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use kamus::Zona;

pub use bulan::Bulan;

/// The calendar date there at this instant.
pub fn hari_ini(zona: Zona, saat: Timestamp) -> Date {
    zona.tanggal(saat)
}

/// The last month that is over, of which figures no longer change day by day: public figures show it.
pub fn bulan_terakhir_tutup(zona: Zona, saat: Timestamp) -> Bulan {
    Bulan::dari(hari_ini(zona, saat)).sebelumnya()
}

/// The day from its midnight to the next, for comparing with stored instants; `None` at the ends of the
/// calendar.
pub fn rentang_hari(zona: Zona, tanggal: Date) -> Option<Range<Timestamp>> {
    Some(zona.awal_hari(tanggal)?..zona.awal_hari(tanggal.tomorrow().ok()?)?)
}

/// The month from its first midnight to the next month's; `None` at the ends of the calendar.
pub fn rentang_bulan(zona: Zona, bulan: Bulan) -> Option<Range<Timestamp>> {
    Some(zona.awal_hari(bulan.awal())?..zona.awal_hari(bulan.akhir().tomorrow().ok()?)?)
}

/// When the wall clock there next shows `jam`: today if that is still to come, else tomorrow. An instant
/// that is just now counts as past, so that who waits for it never waits for nothing.
pub fn jam_berikut(zona: Zona, saat: Timestamp, jam: Time) -> Option<Timestamp> {
    let hari = hari_ini(zona, saat);
    let pada = |hari: Date| zona.offset().to_timestamp(hari.to_datetime(jam)).ok();
    pada(hari).filter(|pada| *pada > saat).or_else(|| pada(hari.tomorrow().ok()?))
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::*;

    fn saat(teks: &str) -> Timestamp {
        teks.parse().unwrap()
    }

    #[test]
    fn today_differs_between_east_and_west() {
        let malam = saat("2026-02-28T16:30:00Z");
        for (zona, tanggal, tutup) in [
            (Zona::Wib, date(2026, 2, 28), "Januari 2026"),
            (Zona::Wita, date(2026, 3, 1), "Februari 2026"),
            (Zona::Wit, date(2026, 3, 1), "Februari 2026"),
        ] {
            assert_eq!(hari_ini(zona, malam), tanggal);
            assert_eq!(bulan_terakhir_tutup(zona, malam).to_string(), tutup, "{zona}");
        }
    }

    #[test]
    fn the_month_before_january_is_last_year_s() {
        assert_eq!(
            bulan_terakhir_tutup(Zona::Wib, saat("2026-01-15T00:00:00Z")).to_string(),
            "Desember 2025"
        );
    }

    #[test]
    fn days_and_months_begin_at_local_midnight() {
        let hari = rentang_hari(Zona::Wib, date(2026, 3, 2)).unwrap();
        assert_eq!(hari, saat("2026-03-01T17:00:00Z")..saat("2026-03-02T17:00:00Z"));
        assert!(hari.contains(&saat("2026-03-02T16:59:59Z")) && !hari.contains(&hari.end));
        let bulan = rentang_bulan(Zona::Wit, Bulan::baru(2024, 2).unwrap()).unwrap();
        assert_eq!(bulan, saat("2024-01-31T15:00:00Z")..saat("2024-02-29T15:00:00Z"));
        assert_eq!(rentang_hari(Zona::Wib, Date::MAX), None);
    }

    #[test]
    fn the_next_time_of_day_is_ahead() {
        let siang = time(12, 0, 0, 0);
        for (kini, berikut) in [
            ("2026-03-02T04:59:59Z", "2026-03-02T05:00:00Z"),
            ("2026-03-02T05:00:00Z", "2026-03-03T05:00:00Z"),
            ("2026-03-02T16:59:00Z", "2026-03-03T05:00:00Z"),
            ("2026-03-02T17:00:00Z", "2026-03-03T05:00:00Z"),
        ] {
            assert_eq!(jam_berikut(Zona::Wib, saat(kini), siang), Some(saat(berikut)), "{kini}");
        }
        assert_eq!(jam_berikut(Zona::Wib, Timestamp::MAX, siang), None);
    }
}
