//! What returns by itself.

use std::time::Duration;

use files::FileStore;
use jobs::{Done, Every, Job, Scope, When, Worker};
use web::App;

/// Lets requests follow their letters.
pub const SELARAS: Every =
    Every { kind: "permohonan.selaras", when: When::Period(Duration::from_mins(2)), scope: Scope::EachUnit };

/// Lets photos go that are no longer needed.
pub const SAPU: Every =
    Every { kind: "permohonan.sapu", when: When::Daily { hour: 2, minute: 15 }, scope: Scope::EachUnit };

pub(crate) fn workers() -> Vec<Worker> {
    vec![
        Worker { kind: SELARAS.kind, run: selaras, max_attempts: 2 },
        Worker { kind: SAPU.kind, run: sapu, max_attempts: 2 },
        Worker { kind: crate::foto::LAMPIRAN, run: lampiran, max_attempts: 5 },
    ]
}

fn selaras(job: Job) -> Done {
    Box::pin(async move {
        crate::selaraskan_semua(&job.db, &job.ctx()).await?;
        Ok(())
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
