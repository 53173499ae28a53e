use std::sync::Arc;
use std::time::Duration;

use db::Unit;
use tokio::task::JoinSet;

use super::Shared;
use crate::job::{Job, Worker};
use crate::progress::{Listed, Meter};
use crate::store::{self, End, Taken};

/// The longest error text kept, in characters.
const MAX_ERROR: usize = 2_000;

/// A job that this runner holds, from its claim to its end.
pub(super) struct Held {
    shared: Arc<Shared>,
    taken: Taken,
    meter: Arc<Meter>,
    _listed: Listed,
}

impl Drop for Held {
    fn drop(&mut self) {
        self.shared.mine().remove(&self.taken.id);
    }
}

impl Held {
    pub(super) fn new(shared: Arc<Shared>, taken: Taken) -> Self {
        shared.mine().insert(taken.id, taken.clone());
        let meter = Arc::new(Meter::default());
        let listed = Listed::new(taken.id, Arc::clone(&meter));
        Self { shared, taken, meter, _listed: listed }
    }

    pub(super) async fn carry_out(self) {
        let Some(end) = self.attempt().await else {
            tracing::warn!(job = %self.taken.id, kind = %self.taken.kind, "another run has taken this job over");
            return;
        };
        match &end {
            End::Done => tracing::debug!(job = %self.taken.id, kind = %self.taken.kind, "done"),
            End::Again(_, error) => {
                tracing::warn!(job = %self.taken.id, kind = %self.taken.kind, error, "to be tried again");
            }
            End::Failed(error) => {
                tracing::error!(job = %self.taken.id, kind = %self.taken.kind, error, "put aside");
            }
        }
        let now = (self.shared.clock)();
        let wrote = store::finish(&self.shared.db, &self.taken, &end, self.meter.get(), now).await;
        if let Err(error) = wrote {
            // The lease runs out and the job is done again; its worker is made for that.
            tracing::error!(%error, job = %self.taken.id, "the end of a job could not be written down");
        }
    }

    /// How the attempt ended; none when another run holds the job by now.
    async fn attempt(&self) -> Option<End> {
        let Taken { kind, attempts, .. } = &self.taken;
        let Some(worker) = self.shared.workers.get(kind.as_str()).copied() else {
            return Some(End::Failed(format!("Program ini tidak mengenal pekerjaan {kind}.")));
        };
        if *attempts > worker.max_attempts {
            let text =
                "Komputer atau program berhenti di tengah pekerjaan ini. Periksa hasilnya, lalu ulangi.";
            return Some(End::Failed(text.to_owned()));
        }
        let payload = match serde_json::from_str(&self.taken.payload) {
            Ok(payload) => payload,
            Err(error) => return Some(End::Failed(format!("Isi pekerjaan tidak terbaca: {error}"))),
        };
        let job = Job {
            id: self.taken.id,
            unit: Unit(self.taken.unit),
            payload,
            attempt: attempts - 1,
            now: (self.shared.clock)(),
            db: self.shared.db.clone(),
            kind: worker.kind,
            app: Arc::clone(&self.shared.app),
            meter: Arc::clone(&self.meter),
        };
        self.watch_over(worker, job).await
    }

    /// Runs the worker in a task of its own, so that its panic stays there, and keeps the lease.
    async fn watch_over(&self, worker: Worker, job: Job) -> Option<End> {
        // A set ends its task when it is dropped, so nothing runs on behind a runner that is gone.
        let mut task = JoinSet::new();
        task.spawn(async move { (worker.run)(job).await });
        loop {
            tokio::select! {
                ended = task.join_next() => {
                    return Some(match ended? {
                        Ok(Ok(())) => End::Done,
                        Ok(Err(error)) => self.again(worker, &format!("{error:#}")),
                        Err(_) => self.again(worker, "Program berhenti karena kesalahan di dalamnya."),
                    });
                }
                () = tokio::time::sleep(self.shared.lease / 3) => {
                    if !self.keeps_its_lease().await {
                        return None;
                    }
                }
            }
        }
    }

    async fn keeps_its_lease(&self) -> bool {
        let until = (self.shared.clock)() + self.shared.lease;
        match store::renew(&self.shared.db, &self.taken, until, self.meter.get()).await {
            Ok(held) => held,
            Err(error) => {
                // The worker itself may hold SQLite's only writer just now; nobody else can claim then.
                tracing::debug!(%error, job = %self.taken.id, "the lease could not be renewed now");
                true
            }
        }
    }

    fn again(&self, worker: Worker, error: &str) -> End {
        let error: String = error.chars().take(MAX_ERROR).collect();
        if self.taken.attempts >= worker.max_attempts {
            End::Failed(error)
        } else {
            End::Again((self.shared.clock)() + delay_after(self.taken.attempts), Some(error))
        }
    }
}

/// How long to wait after the n-th attempt: ten seconds, then four times as long each time, up to an hour.
fn delay_after(attempts: i64) -> Duration {
    let growth = u32::try_from(attempts.saturating_sub(1)).unwrap_or(0).min(5);
    Duration::from_secs(10 * 4_u64.pow(growth)).min(Duration::from_hours(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delays_grow_to_an_hour() {
        for (attempts, seconds) in [(0, 10), (1, 10), (2, 40), (3, 160), (5, 2_560), (6, 3_600), (99, 3_600)]
        {
            assert_eq!(delay_after(attempts), Duration::from_secs(seconds), "{attempts}");
        }
    }
}
