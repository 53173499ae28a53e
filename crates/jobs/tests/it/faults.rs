//! What goes wrong: failing workers, killed processes, a stop in the middle.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use db::testing::story_time;
use jiff::{Timestamp, ToSpan as _};
use jobs::{Done, Job, Runner, State, Worker, list_failed, retry};

use crate::{SHORT, SUKAMAJU, World, ctx, databases, look, note, put, wait_for};

/// Fails until its payload's number of attempts is used up.
fn run_failing(job: Job) -> Done {
    Box::pin(async move {
        note(&job);
        let good_after: i64 = job.payload.as_str().unwrap_or_default().parse()?;
        anyhow::ensure!(job.attempt >= good_after, "server tujuan menolak (percobaan {})", job.attempt + 1);
        Ok(())
    })
}

const FAILING: Worker = Worker { kind: "uji.gagal", run: run_failing, max_attempts: 3 };

static RETRY_CLOCK: AtomicI64 = AtomicI64::new(0);

fn retry_clock() -> Timestamp {
    story_time() + RETRY_CLOCK.load(Ordering::SeqCst).seconds()
}

#[tokio::test]
async fn a_failure_is_tried_again_later_then_put_aside_with_its_words() {
    for db in databases().await {
        let world = Arc::new(World::default());
        let drain_at = async |seconds| {
            RETRY_CLOCK.store(seconds, Ordering::SeqCst);
            let runner = Runner::new(db.db.clone(), world.clone(), vec![FAILING], retry_clock);
            runner.drain().await.unwrap()
        };
        let (good, bad) = (put(&db, FAILING.kind, "1").await, put(&db, FAILING.kind, "99").await);
        assert_eq!(drain_at(0).await, 2);
        let waiting = look(&db, bad).await;
        assert_eq!(waiting.state, State::Queued);
        assert_eq!(waiting.error.as_deref(), Some("server tujuan menolak (percobaan 1)"));
        assert_eq!(drain_at(9).await, 0, "not before ten seconds have passed");
        assert_eq!(drain_at(10).await, 2);
        let done = look(&db, good).await;
        assert_eq!((done.state, done.error), (State::Done, None));
        assert_eq!(drain_at(49).await, 0, "the second pause is longer");
        assert_eq!(drain_at(50).await, 1);
        let failed = look(&db, bad).await;
        assert_eq!(failed.state, State::Failed);
        assert_eq!(failed.error.as_deref(), Some("server tujuan menolak (percobaan 3)"));
        assert_eq!(drain_at(100_000).await, 0, "it waits for a person now");
        assert_eq!(world.ran().iter().filter(|(what, _)| what == "99").count(), 3);
    }
}

#[tokio::test]
async fn a_person_sees_what_was_put_aside_and_has_it_tried_again() {
    for db in databases().await {
        let once = Worker { max_attempts: 1, ..FAILING };
        let world = Arc::new(World::default());
        let drain = async || {
            let runner = Runner::new(db.db.clone(), world.clone(), vec![once], story_time);
            runner.drain().await.unwrap()
        };
        let id = put(&db, once.kind, "1").await;
        assert_eq!(drain().await, 1);
        let mut tx = db.write(&ctx(SUKAMAJU, story_time()), "ulangi").await.unwrap();
        let failed = list_failed(&mut tx).await.unwrap();
        assert_eq!(failed.iter().map(|job| (job.id, job.attempts)).collect::<Vec<_>>(), [(id, 1)]);
        assert!(retry(&mut tx, id).await.unwrap());
        assert!(!retry(&mut tx, id).await.unwrap(), "it is no longer put aside");
        tx.commit().await.unwrap();
        assert_eq!(drain().await, 1);
        assert_eq!(look(&db, id).await.state, State::Failed);
        let mut tx = db.read(&ctx(crate::KEMBARAN, story_time())).await.unwrap();
        assert_eq!(list_failed(&mut tx).await.unwrap(), []);
    }
}

fn run_panicking(_job: Job) -> Done {
    Box::pin(async { panic!("a mistake in the program") })
}

#[tokio::test]
async fn a_panic_or_an_unknown_kind_fails_that_job_only() {
    for db in databases().await {
        let world = Arc::new(World::default());
        let panicking = Worker { kind: "uji.panik", run: run_panicking, max_attempts: 1 };
        let (broken, unknown) = (put(&db, panicking.kind, "").await, put(&db, "uji.lain", "").await);
        let good = put(&db, SHORT.kind, "a").await;
        let runner = Runner::new(db.db.clone(), world.clone(), vec![panicking, SHORT], story_time);
        assert_eq!(runner.drain().await.unwrap(), 3);
        for (id, state, error) in [
            (broken, State::Failed, Some("Program berhenti karena kesalahan di dalamnya.")),
            (unknown, State::Failed, Some("Program ini tidak mengenal pekerjaan uji.lain.")),
            (good, State::Done, None),
        ] {
            let seen = look(&db, id).await;
            assert_eq!((seen.state, seen.error.as_deref()), (state, error));
        }
    }
}

/// Never ends in its first run, as if the machine lost power; ends at once in the next.
fn run_hanging(job: Job) -> Done {
    Box::pin(async move {
        note(&job);
        if job.attempt == 0 {
            std::future::pending::<()>().await;
        }
        Ok(())
    })
}

const HANGING: Worker = Worker { kind: "uji.gantung", run: run_hanging, max_attempts: 2 };

static LEASE_CLOCK: AtomicI64 = AtomicI64::new(0);

fn lease_clock() -> Timestamp {
    story_time() + LEASE_CLOCK.load(Ordering::SeqCst).seconds()
}

#[tokio::test]
async fn a_killed_run_is_repeated_when_its_lease_has_run_out() {
    for db in databases().await {
        LEASE_CLOCK.store(0, Ordering::SeqCst);
        let world = Arc::new(World::default());
        let new = || Runner::new(db.db.clone(), world.clone(), vec![HANGING], lease_clock);
        let id = put(&db, HANGING.kind, "a").await;
        let killed = new().launch();
        wait_for(&db, id, State::Running).await;
        drop(killed);

        LEASE_CLOCK.store(59, Ordering::SeqCst);
        assert_eq!(new().drain().await.unwrap(), 0, "the lease still holds");
        assert_eq!(look(&db, id).await.state, State::Running);
        LEASE_CLOCK.store(61, Ordering::SeqCst);
        assert_eq!(new().drain().await.unwrap(), 1);
        assert_eq!(look(&db, id).await.state, State::Done);
        assert_eq!(world.ran().last(), Some(&("a".to_owned(), 1)));
    }
}

static CRASH_CLOCK: AtomicI64 = AtomicI64::new(0);

fn crash_clock() -> Timestamp {
    story_time() + CRASH_CLOCK.load(Ordering::SeqCst).seconds()
}

#[tokio::test]
async fn a_job_that_kills_its_process_each_time_is_put_aside() {
    for db in databases().await {
        CRASH_CLOCK.store(0, Ordering::SeqCst);
        let world = Arc::new(World::default());
        let once = Worker { max_attempts: 1, ..HANGING };
        let new = || Runner::new(db.db.clone(), world.clone(), vec![once], crash_clock);
        let id = put(&db, once.kind, "a").await;
        let killed = new().launch();
        wait_for(&db, id, State::Running).await;
        drop(killed);
        CRASH_CLOCK.store(61, Ordering::SeqCst);
        assert_eq!(new().drain().await.unwrap(), 1);
        let seen = look(&db, id).await;
        assert_eq!(seen.state, State::Failed);
        assert!(seen.error.unwrap().starts_with("Komputer atau program berhenti di tengah"));
        assert!(world.ran().len() <= 1, "it was not carried out again");
    }
}

/// Ends when the story says so.
fn run_patient(job: Job) -> Done {
    Box::pin(async move {
        note(&job);
        while !job.app::<World>().ran().contains(&("selesai".to_owned(), 0)) {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Ok(())
    })
}

const PATIENT: Worker = Worker { kind: "uji.sabar", run: run_patient, max_attempts: 9 };

static BEAT_CLOCK: AtomicI64 = AtomicI64::new(0);

/// Each look at it is one second later: a lease of a few seconds would run out in no time.
fn beat_clock() -> Timestamp {
    story_time() + BEAT_CLOCK.fetch_add(1, Ordering::SeqCst).seconds()
}

#[tokio::test]
async fn a_long_run_keeps_its_job_while_others_look_for_work() {
    for db in databases().await {
        let world = Arc::new(World::default());
        let lease = Duration::from_millis(300);
        let new = || Runner::new(db.db.clone(), world.clone(), vec![PATIENT], db::clock::now).lease(lease);
        let id = put(&db, PATIENT.kind, "a").await;
        let (one, two) = (new().launch(), new().launch());
        // Three leases long.
        tokio::time::sleep(lease * 3).await;
        assert_eq!(world.ran(), [("a".to_owned(), 0)]);
        world.ran.lock().unwrap().push(("selesai".to_owned(), 0));
        wait_for(&db, id, State::Done).await;
        one.shutdown().await;
        two.shutdown().await;
    }
}

#[tokio::test]
async fn a_machine_that_slept_does_not_take_its_own_job_up_twice() {
    for db in databases().await {
        BEAT_CLOCK.store(0, Ordering::SeqCst);
        let world = Arc::new(World::default());
        let lease = Duration::from_mins(1);
        let id = put(&db, PATIENT.kind, "a").await;
        let queue =
            Runner::new(db.db.clone(), world.clone(), vec![PATIENT], beat_clock).lease(lease).launch();
        wait_for(&db, id, State::Running).await;
        BEAT_CLOCK.fetch_add(3_600, Ordering::SeqCst);
        let woken = put(&db, "uji.lain", "wake").await;
        wait_for(&db, woken, State::Failed).await;
        assert_eq!(world.ran(), [("a".to_owned(), 0)]);
        world.ran.lock().unwrap().push(("selesai".to_owned(), 0));
        wait_for(&db, id, State::Done).await;
        queue.shutdown().await;
    }
}

#[tokio::test]
async fn a_stop_lets_what_has_begun_come_to_its_end() {
    for db in databases().await {
        let world = Arc::new(World::default());
        let id = put(&db, PATIENT.kind, "a").await;
        let queue = Runner::start(db.db.clone(), world.clone(), vec![PATIENT], story_time);
        wait_for(&db, id, State::Running).await;
        let stopping = tokio::spawn(queue.shutdown());
        tokio::time::sleep(Duration::from_millis(50)).await;
        let late = put(&db, PATIENT.kind, "b").await;
        world.ran.lock().unwrap().push(("selesai".to_owned(), 0));
        stopping.await.unwrap();
        assert_eq!(look(&db, id).await.state, State::Done);
        assert_eq!(look(&db, late).await.state, State::Queued, "nothing new is taken up");
    }
}

#[tokio::test]
async fn a_stop_gives_back_what_takes_too_long() {
    for db in databases().await {
        let world = Arc::new(World::default());
        let new = || Runner::new(db.db.clone(), world.clone(), vec![HANGING], story_time);
        let id = put(&db, HANGING.kind, "a").await;
        let queue = new().grace(Duration::from_millis(20)).launch();
        wait_for(&db, id, State::Running).await;
        queue.shutdown().await;
        let seen = look(&db, id).await;
        assert_eq!((seen.state, seen.error), (State::Queued, None));
        assert_eq!(new().drain().await.unwrap(), 1, "at once, without waiting for a lease");
        assert_eq!(look(&db, id).await.state, State::Done);
    }
}
