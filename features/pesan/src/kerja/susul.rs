//! Catching up with a provider that forgets what it could not deliver.

use jiff::SignedDuration;
use jobs::{Done, Job};
use web::App;

use super::terima::simpan;
use crate::penyedia::{Datang, penyedia};
use crate::store::{self, masuk};

/// The first look goes back this far, and each later one overlaps with the one before.
const PERTAMA: SignedDuration = SignedDuration::from_hours(24);
const TUMPANG: SignedDuration = SignedDuration::from_mins(10);

pub(super) fn susul(job: Job) -> Done {
    Box::pin(async move {
        let app: &App = job.app();
        let mut tx = app.db().read(&job.ctx()).await?;
        let Some(atur) = store::find_atur(&mut tx).await? else { return Ok(()) };
        let Some(jenis) = atur.jenis() else { return Ok(()) };
        let sejak = masuk::find_susul(&mut tx).await?;
        let sejak = sejak.map_or(job.now - PERTAMA, |pada| pada - TUMPANG);
        let penyedia = penyedia(jenis, atur.rahasia(tx.keys()));
        drop(tx);
        let semua = match penyedia.susul(sejak).await {
            Ok(semua) => semua,
            // The next look begins where this one did.
            Err(galat) => anyhow::bail!(galat.kalimat),
        };
        let semua: Vec<Datang> = semua.into_iter().map(|pesan| Datang::Pesan(Box::new(pesan))).collect();
        let mut tx = app.db().write(&job.ctx(), "penyusulan_pesan").await?;
        simpan(&mut tx, jenis, &semua).await?;
        masuk::set_susul(&mut tx, job.now).await?;
        tx.commit().await?;
        Ok(())
    })
}
