//! Catching up with a provider that forgets what it could not deliver.

use anyhow::Result;
use db::{Context, WriteTx};
use jiff::SignedDuration;
use jobs::{Done, Job};
use tokio::task::JoinSet;
use web::App;

use super::terima::simpan;
use crate::penyedia::{Datang, Jenis, Susulan, penyedia};
use crate::store::{self, masuk};

/// Where no look was written down yet it goes back this far; each later one overlaps with the one before.
const PERTAMA: SignedDuration = SignedDuration::from_hours(24);
const TUMPANG: SignedDuration = SignedDuration::from_mins(10);

/// So many villages are caught up with at once: a provider that does not answer keeps only its own waiting.
const SEKALIGUS: usize = 8;

pub(super) fn susul(job: Job) -> Done {
    Box::pin(async move {
        // Only GOWA has to be asked; Meta delivers again by itself for days.
        let mut sisa = store::list_unit_penyedia(&job.db, Jenis::Gowa).await?.into_iter();
        let mut berjalan = JoinSet::new();
        let mut akhir = Ok(());
        loop {
            while berjalan.len() < SEKALIGUS
                && let Some(unit) = sisa.next()
            {
                let job = job.clone();
                berjalan.spawn(async move { susul_unit(&job, job.ctx().for_unit(unit)).await });
            }
            let Some(hasil) = berjalan.join_next().await else { return akhir };
            if let Err(galat) = hasil? {
                akhir = Err(galat);
            }
        }
    })
}

async fn susul_unit(job: &Job, ctx: Context) -> Result<()> {
    let app: &App = job.app();
    let mut tx = app.db().read(&ctx).await?;
    let Some(atur) = store::find_atur(&mut tx).await? else { return Ok(()) };
    let Some(jenis) = atur.jenis() else { return Ok(()) };
    let dulu = masuk::find_susul(&mut tx).await?;
    let nyala = atur.diubah_pada.timestamp();
    let sejak = dulu.map_or((job.now - PERTAMA).max(nyala), |pada| pada - TUMPANG);
    let penyedia = penyedia(jenis, atur.rahasia(tx.keys()));
    drop(tx);
    let Susulan { pesan, lengkap } = match penyedia.susul(sejak).await {
        Ok(semua) => semua,
        // The next look begins where this one did.
        Err(galat) => {
            tracing::warn!(unit = %ctx.unit, kalimat = galat.kalimat, "a provider cannot be caught up with");
            anyhow::bail!(galat.kalimat)
        }
    };
    let semua: Vec<Datang> = pesan.into_iter().map(|pesan| Datang::Pesan(Box::new(pesan))).collect();
    let mut tx = app.db().write(&ctx, "penyusulan_pesan").await?;
    simpan(&mut tx, jenis, &semua).await?;
    // Where there was more, the next look begins where this one did.
    if lengkap {
        // Shortly after it was switched on the mark lies ahead, so that no look overlaps with the time before.
        masuk::set_susul(&mut tx, dulu.map_or(job.now, |dulu| dulu.max(job.now))).await?;
    } else {
        tracing::warn!(unit = %ctx.unit, "more messages wait at the provider than one look takes");
    }
    tx.commit().await?;
    Ok(())
}

/// From now on: a provider that is switched on answers nothing that was written before.
pub(crate) async fn mulai_susul(tx: &mut WriteTx) -> db::Result<()> {
    let sejak = tx.ctx().now + TUMPANG;
    masuk::set_susul(tx, sejak).await
}
