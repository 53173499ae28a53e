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

static CLOCK: AtomicI64 = AtomicI64::new(0);

fn clock() -> Timestamp {
    story_time() + CLOCK.load(Ordering::SeqCst).hours()
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
