//! What returns by itself.

use files::FileStore;
use jobs::{Done, Every, Job, Scope, When, Worker};
use web::App;

/// Lets scans go that are no longer needed.
pub const SAPU: Every =
    Every { kind: "dukcapil.sapu", when: When::Daily { hour: 2, minute: 40 }, scope: Scope::EachUnit };

pub(crate) fn workers() -> Vec<Worker> {
    vec![Worker { kind: SAPU.kind, run: sapu, max_attempts: 2 }]
}

fn sapu(job: Job) -> Done {
    Box::pin(async move {
        let app: &App = job.app();
        crate::pindaian::sapu(&job.db, &job.ctx(), app.service::<FileStore>()).await?;
        Ok(())
    })
}
