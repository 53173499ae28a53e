use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use db::testing::story_time;
use jiff::{Timestamp, ToSpan as _};
use jobs::{Done, Every, INSTALLATION, Job, Runner, Scope, When, Worker};

use crate::{KEMBARAN, SUKAMAJU, World, databases};

/// Notes for which unit it ran.
fn run_noting(job: Job) -> Done {
    Box::pin(async move {
        job.app::<World>().ran.lock().unwrap().push((job.unit.to_string(), job.attempt));
        Ok(())
    })
}

const DAILY: Worker = Worker { kind: "uji.harian", run: run_noting, max_attempts: 1 };
const HOURLY: Worker = Worker { kind: "uji.jam", run: run_noting, max_attempts: 1 };

const OFTEN: Worker = Worker { kind: "uji.sering", run: run_noting, max_attempts: 1 };

static PASSED: AtomicI64 = AtomicI64::new(0);

fn passed() -> Timestamp {
    story_time() + PASSED.load(Ordering::SeqCst).hours()
}

static CLOCK: AtomicI64 = AtomicI64::new(0);

fn clock() -> Timestamp {
    story_time() + CLOCK.load(Ordering::SeqCst).hours()
}

db::statements! {
    work COUNT_JOBS = "select count(*) from job where kind = $1";
}

#[tokio::test]
async fn what_went_well_is_not_kept_for_every_five_minutes_of_two_months() {
    for db in databases().await {
        let (world, mut counts) = (Arc::new(World::default()), Vec::new());
        for hours in [0, 1, 2, 30, 31, 60] {
            PASSED.store(hours, Ordering::SeqCst);
            let when = When::Period(std::time::Duration::from_mins(5));
            let every = Every { kind: OFTEN.kind, when, scope: Scope::Installation };
            let runner = Runner::new(db.db.clone(), world.clone(), vec![OFTEN], passed);
            runner.schedule([every]).drain().await.unwrap();
            let mut peek = db.db.peek().await.unwrap();
            counts.push(peek.query(COUNT_JOBS).bind(OFTEN.kind).count().await.unwrap());
        }
        assert_eq!(counts, [1, 2, 3, 1, 2, 1]);
        assert_eq!(world.ran().len(), 6, "and each was done once");
    }
}

#[tokio::test]
async fn returning_work_is_done_once_in_its_time_by_however_many() {
    for db in databases().await {
        let world = Arc::new(World::default());
        // Each a process of its own that knows nothing of what the other enqueued.
        let pass = async |hours| {
            CLOCK.store(hours, Ordering::SeqCst);
            world.ran.lock().unwrap().clear();
            for _ in 0..2 {
                let every = Every {
                    kind: DAILY.kind,
                    when: When::Daily { hour: 12, minute: 0 },
                    scope: Scope::EachUnit,
                };
                let hourly = Every {
                    kind: HOURLY.kind,
                    when: When::Period(std::time::Duration::from_hours(1)),
                    scope: Scope::Installation,
                };
                let runner = Runner::new(db.db.clone(), world.clone(), vec![DAILY, HOURLY], clock);
                runner.schedule([every, hourly]).drain().await.unwrap();
            }
            let mut units: Vec<String> = world.ran().into_iter().map(|(unit, _)| unit).collect();
            units.sort();
            units
        };
        let (house, twins) = (INSTALLATION.to_string(), [KEMBARAN.to_string(), SUKAMAJU.to_string()]);
        let all = [house.clone(), twins[0].clone(), twins[1].clone()];
        // The story begins at 09:00: yesterday's noon is made up for.
        assert_eq!(pass(0).await, all);
        assert_eq!(pass(0).await, [""; 0]);
        assert_eq!(pass(2).await, [house.as_str()]);
        assert_eq!(pass(3).await, all, "noon");
        assert_eq!(pass(3 + 24 * 5).await, all, "five days off are made up for once");
        assert_eq!(pass(3 + 24 * 90).await, all, "old jobs are forgotten by now");
    }
}
