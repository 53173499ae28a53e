//! Takes jobs up, two at a time, and keeps the schedule.

mod carry_out;
mod plan;

use std::any::Any;
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use db::Db;
use jiff::Timestamp;
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};
use uuid::Uuid;

use crate::job::Worker;
use crate::schedule::Every;
use crate::store::{self, End, Taken};
use carry_out::Held;
use plan::Plan;

/// How many jobs one process carries out at once: the machine has pages to serve beside them.
const AT_ONCE: usize = 2;
/// A job whose process was killed is taken up again after this time.
const LEASE: Duration = Duration::from_mins(1);
/// An idle queue is looked at at these intervals: soon after a wake, then less and less often.
const SOON: Duration = Duration::from_millis(10);
const LATE: Duration = Duration::from_secs(2);
/// How long a stopping process waits for what it has begun.
const GRACE: Duration = Duration::from_secs(10);

/// The queue's engine, put together before it is launched.
pub struct Runner {
    shared: Shared,
    schedule: Vec<Every>,
}

/// What all runs of one runner share.
struct Shared {
    db: Db,
    app: Arc<dyn Any + Send + Sync>,
    workers: HashMap<&'static str, Worker>,
    clock: fn() -> Timestamp,
    lease: Duration,
    grace: Duration,
    /// What this runner carries out now. A lease that ran out while the machine slept is no reason to
    /// take up the same job beside oneself.
    mine: Mutex<HashMap<Uuid, Taken>>,
}

impl Runner {
    /// Starts the queue without a schedule.
    pub fn start(
        db: Db,
        app: Arc<dyn Any + Send + Sync>,
        workers: Vec<Worker>,
        clock: fn() -> Timestamp,
    ) -> RunnerHandle {
        Self::new(db, app, workers, clock).launch()
    }

    /// A queue with these workers, not yet running.
    ///
    /// # Panics
    /// When two workers claim the same kind: a mistake in wiring.
    pub fn new(
        db: Db,
        app: Arc<dyn Any + Send + Sync>,
        workers: Vec<Worker>,
        clock: fn() -> Timestamp,
    ) -> Self {
        let count = workers.len();
        let workers: HashMap<_, _> = workers.into_iter().map(|worker| (worker.kind, worker)).collect();
        assert!(workers.len() == count, "each kind of job has one worker");
        let shared = Shared { db, app, workers, clock, lease: LEASE, grace: GRACE, mine: Mutex::default() };
        Self { shared, schedule: Vec::new() }
    }

    /// Adds work that returns by itself.
    #[must_use]
    pub fn schedule(mut self, every: impl IntoIterator<Item = Every>) -> Self {
        self.schedule.extend(every);
        self
    }

    /// Another lease than a minute, for tests.
    #[must_use]
    pub fn lease(mut self, lease: Duration) -> Self {
        self.shared.lease = lease;
        self
    }

    /// Another patience at a shutdown than ten seconds, for tests.
    #[must_use]
    pub fn grace(mut self, grace: Duration) -> Self {
        self.shared.grace = grace;
        self
    }

    /// Starts the queue on the present tokio runtime.
    pub fn launch(self) -> RunnerHandle {
        let (stop, stopped) = watch::channel(false);
        let plan = Plan::new(self.schedule);
        let task = tokio::spawn(dispatch(Arc::new(self.shared), plan, stopped));
        RunnerHandle { stop, task: Some(task) }
    }

    /// Carries out what is due now, one after the other, and tells how many; for tests and commands.
    pub async fn drain(self) -> db::Result<usize> {
        let shared = Arc::new(self.shared);
        let mut plan = Plan::new(self.schedule);
        plan.keep(&shared.db, (shared.clock)()).await?;
        let mut count = 0;
        while let Some(held) = shared.claim().await? {
            held.carry_out().await;
            count += 1;
        }
        Ok(count)
    }
}

/// A running queue. Dropping it ends the queue as a kill would: what it had begun is taken up again when
/// the leases have run out.
#[must_use = "dropping the handle ends the queue"]
pub struct RunnerHandle {
    stop: watch::Sender<bool>,
    task: Option<JoinHandle<()>>,
}

impl RunnerHandle {
    /// Takes nothing up any more and waits, up to ten seconds, for what has begun; the rest goes back
    /// into the queue.
    pub async fn shutdown(mut self) {
        self.stop.send_replace(true);
        if let Some(task) = self.task.take()
            && let Err(error) = task.await
        {
            tracing::error!(%error, "the queue ended badly");
        }
    }
}

impl Drop for RunnerHandle {
    fn drop(&mut self) {
        if let Some(task) = &self.task {
            task.abort();
        }
    }
}

async fn dispatch(shared: Arc<Shared>, mut plan: Plan, mut stop: watch::Receiver<bool>) {
    let mut running = JoinSet::new();
    let mut wakes = store::wakes();
    let mut idle = SOON;
    while !*stop.borrow() {
        let next = if running.len() < AT_ONCE { shared.next(&mut plan).await } else { Ok(None) };
        match next {
            Ok(Some(held)) => {
                running.spawn(held.carry_out());
                idle = SOON;
                continue;
            }
            Ok(None) => {}
            Err(error) => {
                tracing::warn!(%error, "the queue cannot be read now");
                idle = LATE;
            }
        }
        tokio::select! {
            _ = stop.changed() => break,
            _ = wakes.changed() => idle = SOON,
            _ = running.join_next(), if !running.is_empty() => idle = SOON,
            () = tokio::time::sleep(idle) => idle = (idle * 2).min(LATE),
        }
    }
    shared.wind_up(running).await;
}

impl Shared {
    async fn next(self: &Arc<Self>, plan: &mut Plan) -> db::Result<Option<Held>> {
        plan.keep(&self.db, (self.clock)()).await?;
        self.claim().await
    }

    async fn claim(self: &Arc<Self>) -> db::Result<Option<Held>> {
        let now = (self.clock)();
        let mine: Vec<Uuid> = self.mine().keys().copied().collect();
        let taken = store::claim(&self.db, now, now + self.lease, &mine).await?;
        Ok(taken.map(|taken| Held::new(Arc::clone(self), taken)))
    }

    fn mine(&self) -> std::sync::MutexGuard<'_, HashMap<Uuid, Taken>> {
        self.mine.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Lets what has begun come to its end, and gives back what does not.
    async fn wind_up(&self, mut running: JoinSet<()>) {
        let all_done = async { while running.join_next().await.is_some() {} };
        if tokio::time::timeout(self.grace, all_done).await.is_ok() {
            return;
        }
        let left: Vec<Taken> = self.mine().values().cloned().collect();
        running.shutdown().await;
        let now = (self.clock)();
        for taken in left {
            let end = End::Again(now, None);
            if let Err(error) = store::finish(&self.db, &taken, &end, (0, 0), now).await {
                tracing::warn!(%error, job = %taken.id, "a job waits for its lease to run out");
            }
        }
    }
}
