//! What returns by itself: the daily backup, and the sweeping.

use std::sync::Arc;
use std::time::Duration;

use access::{Session, Throttle};
use db::Context;
use files::FileStore;
use jobs::{Done, Every, Job, Runner, RunnerHandle, Scope, When, Worker};
use web::App;

use crate::cadangan;
use crate::config::Home;

const CADANGAN: &str = "cadangan.harian";
const SAPU: &str = "balai.sapu";
const SAPU_DESA: &str = "balai.sapu-desa";

/// Starts the queue with every room's workers. The queue ends with its handle.
pub(crate) fn start(app: &App, workers: Vec<Worker>) -> RunnerHandle {
    let own = [
        Worker { kind: CADANGAN, run: backup, max_attempts: 3 },
        Worker { kind: SAPU, run: sweep, max_attempts: 2 },
        Worker { kind: SAPU_DESA, run: sweep_unit, max_attempts: 2 },
    ];
    let workers = workers.into_iter().chain(own).collect();
    let daily = When::Daily { hour: 1, minute: 30 };
    Runner::new(app.db().clone(), Arc::new(app.clone()), workers, db::clock::now)
        .schedule([
            Every { kind: CADANGAN, when: daily, scope: Scope::Installation },
            Every { kind: SAPU, when: When::Period(Duration::from_hours(6)), scope: Scope::Installation },
            Every { kind: SAPU_DESA, when: daily, scope: Scope::EachUnit },
            portal::RILIS,
        ])
        .launch()
}

fn backup(job: Job) -> Done {
    Box::pin(async move {
        let app: &App = job.app();
        let home = app.service::<Home>();
        let made = cadangan::buat(home, app.db(), &home.backups(), job.now).await?;
        tracing::info!(bytes = made.ukuran, units = made.manifest.unit.len(), "daily backup");
        Ok(())
    })
}

/// Sessions that ended and failures that nobody repeated.
fn sweep(job: Job) -> Done {
    Box::pin(async move {
        let db = job.app::<App>().db();
        Session::tidy(db, job.now).await?;
        Throttle::tidy(db, job.now).await?;
        Ok(())
    })
}

/// Files without a row, left by acts that did not happen.
fn sweep_unit(job: Job) -> Done {
    Box::pin(async move {
        let app: &App = job.app();
        let mut tx = app.db().read(&Context::system("sapu", job.unit, job.now)).await?;
        app.service::<FileStore>().tidy(&mut tx).await?;
        Ok(())
    })
}
