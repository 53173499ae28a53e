//! Taking a confirmed database over, outside the request that confirmed it.

use db::{Actor, Context, WriteTx};
use jiff::civil::Date;
use jobs::{Done, Job, Worker};
use kamus::Zona;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::pengambilan::{self, Galat};
use crate::rencana::Perintah;

const PENGAMBILAN: &str = "opensid.pengambilan";

/// A confirmed report, as the queue keeps it: nobody's data are in it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct PerintahTersimpan {
    pub(crate) tertunda: Uuid,
    pub(crate) pembukaan: Option<Date>,
    pub(crate) hari_ini: Date,
    pub(crate) zona: Zona,
    pub(crate) oleh: Option<Uuid>,
}

pub(crate) fn workers() -> Vec<Worker> {
    vec![Worker { kind: PENGAMBILAN, run: kerjakan, max_attempts: 3 }]
}

pub(crate) async fn antrekan(tx: &mut WriteTx, perintah: &PerintahTersimpan) -> db::Result<Uuid> {
    let isi = serde_json::to_value(perintah).expect("plain data always becomes JSON");
    jobs::enqueue(tx, PENGAMBILAN, isi).await
}

fn kerjakan(job: Job) -> Done {
    Box::pin(async move {
        let p: PerintahTersimpan = serde_json::from_value(job.payload.clone())?;
        // The act is the clerk's, not the queue's.
        let ctx = match p.oleh {
            Some(pengguna) => Context::new(Actor::User(pengguna), job.unit, job.now),
            None => job.ctx(),
        };
        let mentah = match pengambilan::muat(&job.db, &ctx, p.tertunda).await {
            // An earlier run did it and was killed before it could say so.
            Err(Galat::SudahTiada) if job.attempt > 0 => return Ok(()),
            lain => lain?,
        };
        let kunci = job.request_key();
        let perintah =
            Perintah { kode: job.unit.0, hari_ini: p.hari_ini, zona: p.zona, pembukaan: p.pembukaan };
        let angka = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        let mut maju = |n: usize, total: usize| job.report(angka(n), angka(total));
        pengambilan::terapkan(&job.db, &ctx, &mentah, perintah, Some((&kunci, p.tertunda)), &mut maju)
            .await?;
        Ok(())
    })
}
