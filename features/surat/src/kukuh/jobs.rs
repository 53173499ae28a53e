//! What one office tells the other, until it is told.

use db::{Unit, WriteTx};
use files::FileStore;
use jobs::{Done, Job, Worker};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::App;

use super::{Jalur, kabar};
use crate::error::Error;

/// Tells the office above what was passed on to it.
const PENERUSAN: &str = "surat.penerusan";
/// Tells the village what was answered.
const KABAR: &str = "surat.kabar_pengukuhan";
/// Takes back what waits there for a letter that no longer holds.
const PELEPASAN: &str = "surat.pelepasan_pengukuhan";

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Muatan {
    asal: i64,
    tujuan: i64,
    id: Uuid,
}

pub(crate) fn workers() -> Vec<Worker> {
    vec![
        Worker { kind: PENERUSAN, run: sampaikan, max_attempts: 20 },
        Worker { kind: KABAR, run: kabarkan, max_attempts: 20 },
        Worker { kind: PELEPASAN, run: lepaskan, max_attempts: 20 },
    ]
}

async fn antrekan(tx: &mut WriteTx, kind: &'static str, jalur: Jalur) -> db::Result<()> {
    let muatan = Muatan { asal: jalur.asal.0, tujuan: jalur.tujuan.0, id: jalur.id };
    let isi = serde_json::to_value(muatan).expect("plain data always becomes JSON");
    jobs::enqueue(tx, kind, isi).await.map(|_| ())
}

pub(super) async fn antrekan_penerusan(tx: &mut WriteTx, jalur: Jalur) -> db::Result<()> {
    antrekan(tx, PENERUSAN, jalur).await
}

pub(super) async fn antrekan_kabar(tx: &mut WriteTx, jalur: Jalur) -> db::Result<()> {
    antrekan(tx, KABAR, jalur).await
}

pub(super) async fn antrekan_pelepasan(tx: &mut WriteTx, jalur: Jalur) -> db::Result<()> {
    antrekan(tx, PELEPASAN, jalur).await
}

fn jalur(job: &Job) -> serde_json::Result<Jalur> {
    let muatan: Muatan = serde_json::from_value(job.payload.clone())?;
    Ok(Jalur { asal: Unit(muatan.asal), tujuan: Unit(muatan.tujuan), id: muatan.id })
}

fn sampaikan(job: Job) -> Done {
    Box::pin(async move { Ok(kabar::sampaikan(&job.db, jalur(&job)?, job.now).await?) })
}

fn kabarkan(job: Job) -> Done {
    Box::pin(async move {
        let files = job.app::<App>().service::<FileStore>();
        Ok(kabar::kabarkan(&job.db, files, jalur(&job)?, &job.ctx()).await?)
    })
}

fn lepaskan(job: Job) -> Done {
    Box::pin(async move {
        let files = job.app::<App>().service::<FileStore>();
        match kabar::tarik(&job.db, files, jalur(&job)?, &job.ctx()).await {
            // It was answered before: the letter's own state says what holds.
            Ok(()) | Err(Error::Terlambat(_)) => Ok(()),
            Err(lain) => Err(lain.into()),
        }
    })
}
