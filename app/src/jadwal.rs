//! What returns by itself: the daily backup, and the sweeping.

use std::sync::Arc;
use std::time::Duration;

use access::{Session, Throttle};
use db::Context;
use files::FileStore;
use jiff::SignedDuration;
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
            waktu::PERIKSA,
            permohonan::SELARAS,
            permohonan::SAPU,
            permohonan::INGATKAN,
            dukcapil::SAPU,
            portal::RILIS,
            pesan::SUSUL_BERKALA,
            pesan::SAPU_HARIAN,
            statistik::BULANAN,
            kependudukan::TINGGAL_HABIS,
        ])
        .launch()
}

fn backup(job: Job) -> Done {
    Box::pin(async move {
        let app: &App = job.app();
        let home = app.service::<Home>();
        let made = cadangan::buat(home, app.db(), &home.backups(), job.now).await?;
        let gone = cadangan::sisihkan(&home.backups(), job.now)?;
        tracing::info!(bytes = made.ukuran, units = made.manifest.unit.len(), gone, "daily backup");
        Ok(())
    })
}

/// A form left open in a browser may still be sent so long after it was shown.
const REQUEST_KEPT: SignedDuration = SignedDuration::from_hours(90 * 24);

/// Sessions that ended, failures that nobody repeated, and the keys of forms sent long ago.
fn sweep(job: Job) -> Done {
    Box::pin(async move {
        let db = &job.db;
        Session::tidy(db, job.now).await?;
        Throttle::tidy(db, job.now).await?;
        let mut work = db.work().await?;
        work.forget_requests(job.now - REQUEST_KEPT).await?;
        work.commit().await?;
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

#[cfg(test)]
mod tests {
    use db::testing::{each_engine, story_time};
    use db::{Once, Unit};

    use super::*;

    const SUKAMAJU: Unit = Unit(3_402_132_099);

    #[tokio::test]
    async fn a_form_s_key_is_forgotten_after_ninety_days() {
        for db in each_engine().await {
            db.register_unit(SUKAMAJU, story_time()).await.unwrap();
            for (key, days) in [("lama", 91), ("baru", 89)] {
                let at = story_time() - SignedDuration::from_hours(24 * days);
                let mut tx = db.write(&Context::system("uji", SUKAMAJU, at), "uji").await.unwrap();
                tx.once(key, "/dulu").await.unwrap();
                tx.commit().await.unwrap();
            }
            let worker = Worker { kind: SAPU, run: sweep, max_attempts: 1 };
            let every =
                Every { kind: SAPU, when: When::Period(Duration::from_hours(6)), scope: Scope::Installation };
            let queue = Runner::new(db.db.clone(), Arc::new(()), vec![worker], story_time).schedule([every]);
            assert_eq!(queue.drain().await.unwrap(), 1);
            let mut tx = db.write(&Context::system("uji", SUKAMAJU, story_time()), "uji").await.unwrap();
            assert_eq!(tx.once("lama", "/kini").await.unwrap(), Once::First);
            assert_eq!(tx.once("baru", "/kini").await.unwrap(), Once::Again("/dulu".to_owned()));
        }
    }
}
