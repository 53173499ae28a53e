//! Days and instants as MariaDB writes them.

use jiff::civil::{Date, DateTime, Time, date};
use jiff::{SignedDuration, ToSpan as _};
use kamus::Zona;

/// `2026-11-22` or `2026-11-22 07:00:01`; none for the zero date.
pub(crate) fn saat(teks: &str) -> Option<DateTime> {
    let (hari, jam) = teks.trim().split_once([' ', 'T']).unwrap_or((teks.trim(), ""));
    let hari: Date = hari.parse().ok().filter(|h: &Date| *h >= date(1850, 1, 1))?;
    let jam: Time = if jam.is_empty() { Time::midnight() } else { jam.parse().ok()? };
    Some(hari.to_datetime(jam))
}

/// The day of a DATE or DATETIME, which knows no zone.
pub(crate) fn hari(teks: Option<&str>) -> Option<Date> {
    teks.and_then(saat).map(DateTime::date)
}

/// The day of a TIMESTAMP. A dump writes it in UTC, so the village's midnight stands there as 17:00 of the day
/// before (WIB). A bare midnight was never moved.
pub(crate) fn hari_utc(teks: Option<&str>, zona: Zona, utc: bool) -> Option<Date> {
    let saat = teks.and_then(saat)?;
    if !utc || saat.time() == Time::midnight() {
        return Some(saat.date());
    }
    let detik = i64::from(zona.offset().seconds());
    saat.checked_add(detik.seconds()).ok().map(DateTime::date)
}

/// Whether a machine wrote both at the same moment, perhaps one of them in UTC: nobody types seconds.
pub(crate) fn serentak(a: Option<&str>, b: Option<&str>) -> bool {
    let (Some(a), Some(b)) = (a.and_then(saat), b.and_then(saat)) else { return false };
    if a.time() == Time::midnight() {
        return false;
    }
    let beda = a.duration_since(b).abs();
    [0, 7, 8, 9]
        .iter()
        .any(|jam| (beda - SignedDuration::from_hours(*jam)).abs() <= SignedDuration::from_secs(60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_the_villages_own() {
        for (teks, zona, utc, harapan) in [
            ("2026-11-22", Zona::Wib, true, Some(date(2026, 11, 22))),
            ("2026-11-22 00:00:00", Zona::Wib, true, Some(date(2026, 11, 22))),
            ("2024-03-04 17:00:00", Zona::Wib, true, Some(date(2024, 3, 5))),
            ("2024-03-04 16:00:00", Zona::Wita, true, Some(date(2024, 3, 5))),
            ("2024-03-04 17:00:00", Zona::Wib, false, Some(date(2024, 3, 4))),
            ("2024-03-04 07:00:01", Zona::Wib, true, Some(date(2024, 3, 4))),
            ("0000-00-00 00:00:00", Zona::Wib, true, None),
            ("1009-01-01", Zona::Wib, true, None),
            ("kemarin", Zona::Wib, true, None),
        ] {
            assert_eq!(hari_utc(Some(teks), zona, utc), harapan, "{teks}");
        }
        assert_eq!(hari(None), None);
    }

    #[test]
    fn a_machine_writes_both_at_once() {
        for (a, b, sama) in [
            ("2026-11-22 07:00:01", "2026-11-22 07:00:01", true),
            ("2026-11-22 07:00:01", "2026-11-22 00:00:02", true),
            ("2026-11-22 00:00:00", "2026-11-22 00:00:00", false),
            ("2026-11-22 07:00:01", "2026-11-22 09:30:00", false),
            ("2026-11-22 07:00:01", "2026-11-25 07:00:01", false),
        ] {
            assert_eq!(serentak(Some(a), Some(b)), sama, "{a} {b}");
        }
        assert!(!serentak(Some("2026-11-22 07:00:01"), None));
    }
}
