//! The clock of the story, and its working days.

use std::sync::atomic::{AtomicI64, Ordering};

use jiff::civil::{Date, Weekday};
use jiff::{SignedDuration, Timestamp};
use kamus::Zona;

/// Microseconds since 1970. The pages ask a function for the time, so the story's time stands here.
static KINI: AtomicI64 = AtomicI64::new(0);

pub(super) fn kini() -> Timestamp {
    Timestamp::from_microsecond(KINI.load(Ordering::SeqCst)).unwrap_or(Timestamp::UNIX_EPOCH)
}

pub(super) fn setel(saat: Timestamp) {
    KINI.store(saat.as_microsecond(), Ordering::SeqCst);
}

/// Working days before the day on which the world is made.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kalender {
    hari_ini: Date,
}

impl Kalender {
    pub(super) fn sampai(now: Timestamp) -> Self {
        Self { hari_ini: Zona::Wib.tanggal(now) }
    }

    /// The day that lies so many working days back, one or more.
    pub(super) fn hari(self, lalu: usize) -> Date {
        let days = std::iter::successors(Some(self.hari_ini), |day| day.yesterday().ok()).skip(1);
        let mut working = days.filter(|day| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday));
        working.nth(lalu.saturating_sub(1)).unwrap_or(self.hari_ini)
    }

    /// An instant of that day by the wall clock of Pleret.
    pub(super) fn saat(self, lalu: usize, jam: i64, menit: i64) -> Timestamp {
        let awal = Zona::Wib.awal_hari(self.hari(lalu)).unwrap_or(Timestamp::UNIX_EPOCH);
        awal + SignedDuration::from_mins(60 * jam + menit)
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn working_days_leave_out_the_week_s_end() {
        // Monday 2 March 2026.
        let kalender = Kalender { hari_ini: date(2026, 3, 2) };
        for (lalu, hari) in
            [(1, date(2026, 2, 27)), (5, date(2026, 2, 23)), (6, date(2026, 2, 20)), (10, date(2026, 2, 16))]
        {
            assert_eq!(kalender.hari(lalu), hari, "{lalu}");
        }
        assert_eq!(kalender.saat(1, 8, 30).to_string(), "2026-02-27T01:30:00Z");
        let sunday = Kalender { hari_ini: date(2026, 3, 1) };
        assert_eq!(sunday.hari(1), date(2026, 2, 27));
    }
}
