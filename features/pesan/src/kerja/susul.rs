//! Catching up with a provider that forgets what it could not deliver.

use db::WriteTx;
use jiff::SignedDuration;
use jobs::{Done, Job};
use web::App;

use super::terima::simpan;
use crate::penyedia::{Datang, Susulan, penyedia};
use crate::store::{self, masuk};

/// Where no look was written down yet it goes back this far; each later one overlaps with the one before.
const PERTAMA: SignedDuration = SignedDuration::from_hours(24);
const TUMPANG: SignedDuration = SignedDuration::from_mins(10);

pub(super) fn susul(job: Job) -> Done {
    Box::pin(async move {
        let app: &App = job.app();
        let mut tx = app.db().read(&job.ctx()).await?;
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
            Err(galat) => anyhow::bail!(galat.kalimat),
        };
        let semua: Vec<Datang> = pesan.into_iter().map(|pesan| Datang::Pesan(Box::new(pesan))).collect();
        let mut tx = app.db().write(&job.ctx(), "penyusulan_pesan").await?;
        simpan(&mut tx, jenis, &semua).await?;
        // Where there was more, the next look begins where this one did.
        if lengkap {
            // Shortly after it was switched on the mark lies ahead, so that no look overlaps with the time before.
            masuk::set_susul(&mut tx, dulu.map_or(job.now, |dulu| dulu.max(job.now))).await?;
        } else {
            tracing::warn!(unit = %job.unit, "more messages wait at the provider than one look takes");
        }
        tx.commit().await?;
        Ok(())
    })
}

/// From now on: a provider that is switched on answers nothing that was written before.
pub(crate) async fn mulai_susul(tx: &mut WriteTx) -> db::Result<()> {
    let sejak = tx.ctx().now + TUMPANG;
    masuk::set_susul(tx, sejak).await
}
