//! The monthly release: the figures of the last closed month, kept from their first showing on.

use db::{Context, Db, ReadTx, Result, Unit};
use jiff::Timestamp;
use jobs::{Done, Every, Job, Scope, When, Worker};
use kamus::{KodeWilayah, Zona};
use kependudukan::publik::{self, AngkaPublik};
use waktu::Bulan;

use crate::store::{self, RilisPublik};

const KIND: &str = "portal.rilis";

/// Closes the month soon after midnight of its end, also where nobody visits the page: the register does
/// not remember what it held then.
pub const RILIS: Every =
    Every { kind: KIND, when: When::Daily { hour: 0, minute: 20 }, scope: Scope::EachUnit };

pub(crate) fn worker() -> Worker {
    Worker { kind: KIND, run: kerjakan, max_attempts: 3 }
}

fn kerjakan(job: Job) -> Done {
    Box::pin(async move {
        let zona = KodeWilayah::baru(job.unit.0).map(Zona::dari_provinsi).unwrap_or_default();
        angka_bulan_tutup(&job.db, job.unit, zona, job.now).await?;
        Ok(())
    })
}

/// The figures of the last closed month. Whoever asks first makes its release, in the system's name; from
/// then on it stays as it is, whatever becomes of the register. `None` where the register had no content
/// on that month's last day.
pub async fn angka_bulan_tutup(
    db: &Db,
    unit: Unit,
    zona: Zona,
    now: Timestamp,
) -> Result<Option<AngkaPublik>> {
    let bulan = waktu::bulan_terakhir_tutup(zona, now);
    let ctx = Context::system("rilis_publik", unit, now);
    let mut tx = db.read(&ctx).await?;
    if let Some(angka) = find_angka(&mut tx, bulan).await? {
        return Ok(Some(angka));
    }
    let Some(angka) = publik::angka_publik(&mut tx, bulan.akhir()).await? else { return Ok(None) };
    // The reader's connection goes back before the writer's is asked for.
    drop(tx);
    let mut tx = db.write(&ctx, "rilis_publik").await?;
    // Two visitors at once: the second finds what the first has written.
    if let Some(angka) = find_angka(&mut tx, bulan).await? {
        return Ok(Some(angka));
    }
    let isi = serde_json::to_string(&angka).map_err(salah)?;
    let rilis = RilisPublik { id: ctx.new_id(), bulan: bulan.awal().into(), isi, dibuat_pada: now.into() };
    tx.insert(&rilis).await?;
    tx.commit().await?;
    Ok(Some(angka))
}

async fn find_angka(tx: &mut ReadTx, bulan: Bulan) -> Result<Option<AngkaPublik>> {
    let rilis = store::find_rilis(tx, bulan.awal()).await?;
    rilis.map(|rilis| serde_json::from_str(&rilis.isi).map_err(salah)).transpose()
}

fn salah(source: serde_json::Error) -> db::Error {
    db::Error::Payload { entity: "rilis_publik", source }
}
