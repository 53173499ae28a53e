use std::time::Duration;

use db::Unit;
use jiff::Timestamp;
use kamus::{KodeWilayah, Zona};

use crate::INSTALLATION;

/// Work that returns by itself. A time at which the machine was off is made up for once, when it is on
/// again: village computers sleep at night.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Every {
    /// The [`Worker`](crate::Worker) that does it.
    pub kind: &'static str,
    pub when: When,
    pub scope: Scope,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Once in each stretch of this length, counted from 1970; whole seconds, at most a month.
    Period(Duration),
    /// Once a day at this time on the wall clock of the unit's province (WIB for the installation).
    Daily { hour: i8, minute: i8 },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// One job for each unit of the database.
    EachUnit,
    /// One job for all, with the unit [`INSTALLATION`].
    Installation,
}

impl Every {
    pub(crate) fn units<'u>(&self, all: &'u [Unit]) -> &'u [Unit] {
        match self.scope {
            Scope::EachUnit => all,
            Scope::Installation => &[INSTALLATION],
        }
    }

    /// When it was last due. The instant is the same for everyone who asks within one stretch.
    pub(crate) fn last_due(&self, unit: Unit, now: Timestamp) -> Option<Timestamp> {
        match self.when {
            When::Period(period) => {
                let length = i64::try_from(period.as_secs()).ok().filter(|length| *length > 0)?;
                Timestamp::from_second(now.as_second().div_euclid(length) * length).ok()
            }
            When::Daily { hour, minute } => {
                let zone = KodeWilayah::baru(unit.0).map(Zona::dari_provinsi).unwrap_or_default();
                let time = jiff::civil::Time::new(hour, minute, 0, 0).ok()?;
                let today = zone.tanggal(now);
                // No zone of Indonesia has summer time, so a wall clock names one instant.
                let at = |day: jiff::civil::Date| zone.offset().to_timestamp(day.to_datetime(time)).ok();
                at(today).filter(|at| *at <= now).or_else(|| at(today.yesterday().ok()?))
            }
        }
    }

    /// How long a job of it that went well is kept: its key must outlive its stretch.
    pub(crate) fn kept(&self) -> Duration {
        const DAY: Duration = Duration::from_hours(24);
        match self.when {
            When::Period(period) => (period * 2).max(DAY),
            When::Daily { .. } => DAY * 2,
        }
    }

    /// The key by which the job of one stretch is enqueued only once, by however many processes.
    pub(crate) fn once_key(&self, unit: Unit, due: Timestamp) -> String {
        format!("{}:{unit}:{}", self.kind, due.as_second())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLERET: Unit = Unit(3_402_132_002);
    const JAYAPURA: Unit = Unit(9_171_012_001);

    fn due(when: When, unit: Unit, now: &str) -> String {
        let every = Every { kind: "uji", when, scope: Scope::EachUnit };
        every.last_due(unit, now.parse().unwrap()).unwrap().to_string()
    }

    #[test]
    fn a_day_s_time_follows_the_unit_s_wall_clock() {
        let noon = When::Daily { hour: 12, minute: 0 };
        for (unit, now, expected) in [
            (PLERET, "2026-03-02T04:59:59Z", "2026-03-01T05:00:00Z"),
            (PLERET, "2026-03-02T05:00:00Z", "2026-03-02T05:00:00Z"),
            (PLERET, "2026-03-02T16:59:59Z", "2026-03-02T05:00:00Z"),
            (JAYAPURA, "2026-03-02T03:00:00Z", "2026-03-02T03:00:00Z"),
            (INSTALLATION, "2026-03-02T05:00:00Z", "2026-03-02T05:00:00Z"),
        ] {
            assert_eq!(due(noon, unit, now), expected, "{unit} {now}");
        }
    }

    #[test]
    fn a_period_begins_at_the_same_instant_for_all() {
        let hour = When::Period(Duration::from_hours(1));
        assert_eq!(due(hour, PLERET, "2026-03-02T04:00:00Z"), "2026-03-02T04:00:00Z");
        assert_eq!(due(hour, PLERET, "2026-03-02T04:59:59Z"), "2026-03-02T04:00:00Z");
    }

    #[test]
    fn what_cannot_be_a_time_is_never_due() {
        let now = "2026-03-02T04:00:00Z".parse().unwrap();
        for when in [When::Period(Duration::ZERO), When::Daily { hour: 24, minute: 0 }] {
            let every = Every { kind: "uji", when, scope: Scope::EachUnit };
            assert_eq!(every.last_due(PLERET, now), None, "{when:?}");
        }
    }

    #[test]
    fn keys_tell_units_and_times_apart() {
        let every = Every {
            kind: "cadangan.harian",
            when: When::Period(Duration::from_mins(1)),
            scope: Scope::Installation,
        };
        let due = Timestamp::from_second(120).unwrap();
        assert_eq!(every.once_key(INSTALLATION, due), "cadangan.harian:0000000000:120");
        assert_eq!(every.units(&[PLERET]), [INSTALLATION]);
    }
}
