use std::collections::HashMap;
use std::time::Duration;

use db::{Context, Db, Result, Unit};
use jiff::Timestamp;

use crate::schedule::Every;
use crate::store;

/// The schedule is looked at so often.
const LOOK: Duration = Duration::from_secs(20);
/// Jobs that are over are forgotten after this time. A key of a stretch must live as long as its stretch.
const KEPT: Duration = Duration::from_hours(60 * 24);
const SWEEP: Duration = Duration::from_hours(24);

/// What returns by itself, and what of it this process has enqueued.
pub(super) struct Plan {
    schedule: Vec<Every>,
    enqueued: HashMap<(usize, Unit), Timestamp>,
    looked: Option<Timestamp>,
    swept: Option<Timestamp>,
}

impl Plan {
    pub(super) fn new(schedule: Vec<Every>) -> Self {
        Self { schedule, enqueued: HashMap::new(), looked: None, swept: None }
    }

    /// Enqueues what has become due since the last look, and now and then forgets what is long over.
    pub(super) async fn keep(&mut self, db: &Db, now: Timestamp) -> Result<()> {
        if is_over(self.looked, LOOK, now) {
            if !self.schedule.is_empty() {
                let units = db::ledger::units(db).await?;
                self.enqueue_due(db, &units, now).await?;
            }
            self.looked = Some(now);
        }
        if is_over(self.swept, SWEEP, now) {
            store::delete_old(db, now - KEPT).await?;
            for every in &self.schedule {
                store::delete_stretches(db, every.kind, now - every.kept()).await?;
            }
            self.swept = Some(now);
        }
        Ok(())
    }

    async fn enqueue_due(&mut self, db: &Db, units: &[Unit], now: Timestamp) -> Result<()> {
        for (position, every) in self.schedule.iter().enumerate() {
            for unit in every.units(units) {
                let Some(due) = every.last_due(*unit, now) else { continue };
                if self.enqueued.get(&(position, *unit)) == Some(&due) {
                    continue;
                }
                let id = Context::system("jadwal", *unit, now).new_id();
                let key = every.once_key(*unit, due);
                store::enqueue_once(db, (id, *unit), every.kind, &key, (due, now)).await?;
                self.enqueued.insert((position, *unit), due);
            }
        }
        Ok(())
    }
}

/// Whether `length` has passed since. A clock that was set back counts as passed.
fn is_over(since: Option<Timestamp>, length: Duration, now: Timestamp) -> bool {
    since.is_none_or(|since| now < since || since + length <= now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_set_back_does_not_stop_the_schedule() {
        let at = |second| Timestamp::from_second(second).unwrap();
        for (since, now, expected) in
            [(None, 0, true), (Some(100), 119, false), (Some(100), 120, true), (Some(100), 99, true)]
        {
            assert_eq!(is_over(since.map(at), LOOK, at(now)), expected, "{since:?} {now}");
        }
    }
}
