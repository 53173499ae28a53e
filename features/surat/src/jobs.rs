//! What is done for letters outside of any request: sending them to SADEWA, and asking there.

use std::time::Duration;

use db::WriteTx;
use jiff::Timestamp;
use jobs::{Done, Job, Worker};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::App;

use crate::pembubuhan::sadewa::{self, Lanjut};

const SADEWA: &str = "surat.sadewa";
/// After a letter was sent, and before anybody there can have signed it.
pub(crate) const JEDA_PERTAMA: Duration = Duration::from_mins(1);
/// Who signs within the hour is noticed soon; who takes days is asked for once an hour.
const JEDA: [u64; 7] = [1, 2, 3, 5, 10, 20, 60];

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Isi {
    kiriman: Uuid,
    /// How often it came to nothing before.
    ke: usize,
}

pub(crate) fn workers() -> Vec<Worker> {
    vec![Worker { kind: SADEWA, run: langkah, max_attempts: 10 }]
}

/// In the act that asks for it, so that both are kept or neither.
pub(crate) async fn antrekan(tx: &mut WriteTx, kiriman: Uuid, pada: Timestamp) -> db::Result<()> {
    let isi = serde_json::to_value(Isi { kiriman, ke: 0 }).expect("plain data always becomes JSON");
    jobs::enqueue_at(tx, SADEWA, isi, pada).await.map(|_| ())
}

fn langkah(job: Job) -> Done {
    Box::pin(async move {
        let isi: Isi = serde_json::from_value(job.payload.clone())?;
        let (app, ctx): (&App, _) = (job.app(), job.ctx());
        if sadewa::langkah(app, &ctx, isi.kiriman).await? == Lanjut::Selesai {
            return Ok(());
        }
        // A question that changes nothing, so the next one stands in no ledger.
        let menit = JEDA.get(isi.ke).or(JEDA.last()).copied().unwrap_or(60);
        let lagi = serde_json::to_value(Isi { ke: isi.ke + 1, ..isi })?;
        let mut work = job.db.work().await?;
        jobs::enqueue_work(&mut work, &ctx, SADEWA, lagi, job.now + Duration::from_mins(menit)).await?;
        Ok(work.commit().await?)
    })
}
