//! The queue's stories, on SQLite and on PostgreSQL.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod faults;
mod schedule;

use std::sync::atomic::{AtomicI64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use db::testing::{TestDb, each_engine, story_time};
use db::{Context, Unit};
use jiff::{Timestamp, ToSpan as _};
use jobs::{Done, Job, Progress, Runner, State, Worker, enqueue, enqueue_at, find_progress, progress};
use serde_json::json;
use uuid::Uuid;

pub const SUKAMAJU: Unit = Unit(3_402_132_099);
pub const KEMBARAN: Unit = Unit(3_402_132_098);

/// What the workers of these stories know and leave behind.
#[derive(Default)]
pub struct World {
    /// Payload and attempt of each run, in order.
    pub ran: Mutex<Vec<(String, i64)>>,
    at_once: AtomicUsize,
    most_at_once: AtomicUsize,
}

impl World {
    pub fn ran(&self) -> Vec<(String, i64)> {
        self.ran.lock().unwrap().clone()
    }
}

pub fn note(job: &Job) {
    let what = job.payload.as_str().unwrap_or_default().to_owned();
    job.app::<World>().ran.lock().unwrap().push((what, job.attempt));
}

/// Notes that it ran, and how many did so at the same time.
fn run_short(job: Job) -> Done {
    Box::pin(async move {
        let world = job.app::<World>();
        let now = world.at_once.fetch_add(1, Ordering::SeqCst) + 1;
        world.most_at_once.fetch_max(now, Ordering::SeqCst);
        tokio::time::sleep(Duration::from_millis(5)).await;
        note(&job);
        world.at_once.fetch_sub(1, Ordering::SeqCst);
        Ok(())
    })
}

pub const SHORT: Worker = Worker { kind: "uji.pendek", run: run_short, max_attempts: 3 };

pub fn ctx(unit: Unit, now: Timestamp) -> Context {
    Context::system("uji", unit, now)
}

pub async fn databases() -> Vec<TestDb> {
    let all = each_engine().await;
    for db in &all {
        for unit in [SUKAMAJU, KEMBARAN] {
            db.register_unit(unit, story_time()).await.unwrap();
        }
    }
    all
}

pub async fn put(db: &TestDb, kind: &'static str, payload: &str) -> Uuid {
    let mut tx = db.write(&ctx(SUKAMAJU, story_time()), "uji").await.unwrap();
    let id = enqueue(&mut tx, kind, json!(payload)).await.unwrap();
    tx.commit().await.unwrap();
    id
}

pub async fn look(db: &TestDb, id: Uuid) -> Progress {
    progress(db, id).await.unwrap().unwrap()
}

/// Waits until the job is in this state; fails after ten seconds.
pub async fn wait_for(db: &TestDb, id: Uuid, state: State) -> Progress {
    for _ in 0..2_000 {
        let now = look(db, id).await;
        if now.state == state {
            return now;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("job {id} never became {state:?}: {:?}", look(db, id).await);
}

#[tokio::test]
async fn a_job_is_done_soon_after_its_act() {
    for db in databases().await {
        let world = Arc::new(World::default());
        let queue = Runner::start(db.db.clone(), world.clone(), vec![SHORT], story_time);
        // Long enough for the queue to have fallen into its longest pause.
        tokio::time::sleep(Duration::from_millis(1_500)).await;
        let begun = std::time::Instant::now();
        let id = put(&db, SHORT.kind, "a").await;
        wait_for(&db, id, State::Done).await;
        assert!(begun.elapsed() < Duration::from_millis(900), "{:?}: the wake was lost", begun.elapsed());
        assert_eq!(world.ran(), [("a".to_owned(), 0)]);
        queue.shutdown().await;
    }
}

#[tokio::test]
async fn an_act_not_kept_leaves_no_job() {
    for db in databases().await {
        let world = Arc::new(World::default());
        let mut tx = db.write(&ctx(SUKAMAJU, story_time()), "uji").await.unwrap();
        let id = enqueue(&mut tx, SHORT.kind, json!("a")).await.unwrap();
        drop(tx);
        let runner = Runner::new(db.db.clone(), world.clone(), vec![SHORT], story_time);
        assert_eq!(runner.drain().await.unwrap(), 0);
        assert_eq!((world.ran(), progress(&db, id).await.unwrap()), (vec![], None));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_runners_never_take_the_same_job() {
    for db in databases().await {
        let world = Arc::new(World::default());
        let mut tx = db.write(&ctx(SUKAMAJU, story_time()), "uji").await.unwrap();
        let mut ids = Vec::new();
        for number in 0..60 {
            ids.push(enqueue(&mut tx, SHORT.kind, json!(number.to_string())).await.unwrap());
        }
        tx.commit().await.unwrap();
        let start = || Runner::start(db.db.clone(), world.clone(), vec![SHORT], story_time);
        let queues = [start(), start(), start()];
        for id in ids {
            wait_for(&db, id, State::Done).await;
        }
        let mut ran: Vec<i64> = world.ran().iter().map(|(what, _)| what.parse().unwrap()).collect();
        ran.sort_unstable();
        assert_eq!(ran, (0..60).collect::<Vec<_>>());
        assert!(world.ran().iter().all(|(_, attempt)| *attempt == 0));
        for queue in queues {
            queue.shutdown().await;
        }
    }
}

#[tokio::test]
async fn one_runner_does_two_things_at_once_and_no_more() {
    for db in databases().await {
        let world = Arc::new(World::default());
        let mut ids = Vec::new();
        for number in 0..10 {
            ids.push(put(&db, SHORT.kind, &number.to_string()).await);
        }
        let queue = Runner::start(db.db.clone(), world.clone(), vec![SHORT], story_time);
        for id in ids {
            wait_for(&db, id, State::Done).await;
        }
        queue.shutdown().await;
        assert_eq!(world.most_at_once.load(Ordering::SeqCst), 2);
    }
}

static LATER_CLOCK: AtomicI64 = AtomicI64::new(0);

fn later_clock() -> Timestamp {
    story_time() + LATER_CLOCK.load(Ordering::SeqCst).hours()
}

#[tokio::test]
async fn a_job_waits_for_its_time_and_older_ones_go_first() {
    for db in databases().await {
        LATER_CLOCK.store(0, Ordering::SeqCst);
        let world = Arc::new(World::default());
        let drain = async || {
            let runner = Runner::new(db.db.clone(), world.clone(), vec![SHORT], later_clock);
            runner.drain().await.unwrap()
        };
        let mut tx = db.write(&ctx(SUKAMAJU, story_time()), "uji").await.unwrap();
        for (what, hours) in [("nanti", 2), ("dulu", 1)] {
            enqueue_at(&mut tx, SHORT.kind, json!(what), story_time() + hours.hours()).await.unwrap();
        }
        tx.commit().await.unwrap();
        assert_eq!(drain().await, 0);
        LATER_CLOCK.store(3, Ordering::SeqCst);
        assert_eq!(drain().await, 2);
        assert_eq!(world.ran(), [("dulu".to_owned(), 0), ("nanti".to_owned(), 0)]);
    }
}

fn run_counted(job: Job) -> Done {
    Box::pin(async move {
        // Inside a transaction, which on SQLite holds the only writer.
        let tx = job.db.write(&job.ctx(), "uji").await?;
        job.report(3, 10);
        while !job.app::<World>().ran().contains(&("lanjut".to_owned(), 0)) {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        job.report(10, 10);
        tx.commit().await?;
        Ok(())
    })
}

#[tokio::test]
async fn progress_shows_even_from_inside_a_transaction() {
    for db in databases().await {
        let world = Arc::new(World::default());
        let worker = Worker { kind: "uji.hitung", run: run_counted, max_attempts: 1 };
        let id = put(&db, worker.kind, "a").await;
        let queue = Runner::start(db.db.clone(), world.clone(), vec![worker], story_time);
        let mut seen = look(&db, id).await;
        for _ in 0..2_000 {
            if (seen.done, seen.total) == (3, 10) {
                break;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
            seen = look(&db, id).await;
        }
        assert_eq!((seen.done, seen.total, seen.state), (3, 10, State::Running));
        world.ran.lock().unwrap().push(("lanjut".to_owned(), 0));
        let done = wait_for(&db, id, State::Done).await;
        assert_eq!((done.done, done.total, done.error), (10, 10, None));
        queue.shutdown().await;
    }
}

#[tokio::test]
async fn the_twin_village_sees_no_progress() {
    for db in databases().await {
        let id = put(&db, SHORT.kind, "a").await;
        let mut seen = Vec::new();
        for unit in [SUKAMAJU, KEMBARAN] {
            let mut tx = db.read(&ctx(unit, story_time())).await.unwrap();
            seen.push(find_progress(&mut tx, id).await.unwrap().map(|progress| progress.state));
        }
        assert_eq!(seen, [Some(State::Queued), None]);
    }
}

#[tokio::test]
async fn both_engines_accept_every_statement() {
    for db in databases().await {
        for statement in jobs::STATEMENTS.concat() {
            db.describe(statement.sql).await.unwrap();
        }
    }
}
