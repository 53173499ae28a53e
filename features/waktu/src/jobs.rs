//! What returns by itself: reminding, and passing upwards.

use std::pin::Pin;
use std::time::Duration;

use db::{Context, Db, Result, WriteTx};
use jobs::{Done, Every, Job, Scope, When, Worker};
use web::App;

use crate::atur::{ambang, kalender};
use crate::jam::{Tahap, majukan};
use crate::store::{self, JamLayanan};

/// Looks after the clocks of all units in one run: most have none whose next stage has come.
pub const PERIKSA: Every =
    Every { kind: "waktu.periksa", when: When::Period(Duration::from_mins(5)), scope: Scope::Installation };

/// Who hears that a clock came to a new stage, within the same transaction. The binary provides one to send
/// messages; without it the boards still show the stage.
pub struct Pendengar(pub Dengar);

pub type Dengar = for<'t> fn(&'t mut WriteTx, &'t JamLayanan, Tahap) -> Didengar<'t>;
pub type Didengar<'t> = Pin<Box<dyn Future<Output = Result<()>> + Send + 't>>;

pub(crate) fn workers() -> Vec<Worker> {
    vec![Worker { kind: PERIKSA.kind, run: kerjakan, max_attempts: 2 }]
}

fn kerjakan(job: Job) -> Done {
    Box::pin(async move {
        let app: &App = job.app();
        let mut akhir = Ok(());
        for unit in store::list_unit_periksa(&job.db, job.now).await? {
            let ctx = job.ctx().for_unit(unit);
            // What goes wrong in one village keeps no other waiting.
            if let Err(galat) = periksa(&job.db, &ctx, app.find_service::<Pendengar>()).await {
                tracing::error!(%unit, error = %galat, "the clocks of a unit could not be looked after");
                akhir = Err(galat.into());
            }
        }
        akhir
    })
}

/// Moves every clock whose next stage has come; tells how many. A second run finds none.
pub async fn periksa(db: &Db, ctx: &Context, pendengar: Option<&Pendengar>) -> Result<usize> {
    let mut tx = db.read(ctx).await?;
    if store::list_periksa(&mut tx, ctx.now).await?.is_empty() {
        return Ok(0);
    }
    drop(tx);
    let mut tx = db.write(ctx, "pemeriksaan_waktu").await?;
    let semua = store::list_periksa(&mut tx, ctx.now).await?;
    let (kalender, ambang) = (kalender(&mut tx).await?, ambang(&mut tx).await?);
    let jumlah = semua.len();
    for jam in semua {
        let sebelum = jam.tahap();
        let jam = majukan(&mut tx, jam, (&kalender, &ambang)).await?;
        let tahap = jam.tahap();
        if let Some(Pendengar(dengar)) = pendengar.filter(|_| tahap > sebelum) {
            dengar(&mut tx, &jam, tahap).await?;
        }
    }
    tx.commit().await?;
    Ok(jumlah)
}
