//! What returns by itself.

use std::time::Duration;

use files::FileStore;
use jobs::{Done, Every, Job, Scope, When, Worker};
use web::App;

use crate::store;

/// Lets requests follow their letters, in all units in one run: most have none that moved.
pub const SELARAS: Every = Every {
    kind: "permohonan.selaras",
    when: When::Period(Duration::from_mins(2)),
    scope: Scope::Installation,
};

/// Lets photos go that are no longer needed.
pub const SAPU: Every =
    Every { kind: "permohonan.sapu", when: When::Daily { hour: 2, minute: 15 }, scope: Scope::EachUnit };

/// Reminds the heads of RT, RW and hamlets of what waits for their word.
pub const INGATKAN: Every = Every {
    kind: "permohonan.ingatkan",
    when: When::Period(Duration::from_mins(10)),
    scope: Scope::Installation,
};

pub(crate) fn workers() -> Vec<Worker> {
    vec![
        Worker { kind: SELARAS.kind, run: selaras, max_attempts: 2 },
        Worker { kind: INGATKAN.kind, run: ingatkan, max_attempts: 2 },
        Worker { kind: SAPU.kind, run: sapu, max_attempts: 2 },
        Worker { kind: crate::foto::LAMPIRAN, run: lampiran, max_attempts: 5 },
    ]
}

fn selaras(job: Job) -> Done {
    Box::pin(async move {
        let mut akhir = Ok(());
        for unit in store::list_unit_bersurat(&job.db).await? {
            // What goes wrong in one village keeps no other waiting.
            if let Err(galat) = crate::selaraskan_semua(&job.db, &job.ctx().for_unit(unit)).await {
                tracing::error!(%unit, error = %galat, "the requests of a unit could not follow their letters");
                akhir = Err(galat.into());
            }
        }
        akhir
    })
}

fn ingatkan(job: Job) -> Done {
    Box::pin(async move {
        let mut akhir = Ok(());
        for unit in store::konfirmasi::list_unit_menunggu(&job.db).await? {
            if let Err(galat) = crate::ingatkan_semua(&job.db, &job.ctx().for_unit(unit)).await {
                tracing::error!(%unit, error = %galat, "the heads of a unit could not be reminded");
                akhir = Err(galat.into());
            }
        }
        akhir
    })
}

fn sapu(job: Job) -> Done {
    Box::pin(async move {
        let app: &App = job.app();
        crate::foto::sapu(&job.db, &job.ctx(), app.service::<FileStore>()).await?;
        crate::mandiri::sapu_sesi(&job.db, &job.ctx()).await?;
        Ok(())
    })
}

fn lampiran(job: Job) -> Done {
    Box::pin(async move {
        let app: &App = job.app();
        let id = job.payload["berkas"].as_str().unwrap_or_default().parse()?;
        crate::foto::lepas(&job.db, &job.ctx(), app.service::<FileStore>(), id).await?;
        Ok(())
    })
}
