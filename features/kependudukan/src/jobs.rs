//! Taking a confirmed workbook over, outside the request that confirmed it.

use db::{Actor, Context, Unit, WriteTx};
use jiff::civil::Date;
use jobs::{Done, Every, Job, Scope, When, Worker};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::pengimporan::{self, Perintah};
use crate::pindah_antar::{self, JawabanPindah};

const PENERAPAN: &str = "kependudukan.impor";
/// Tells a village what became of those whom it sent.
const KABAR: &str = "kependudukan.kabar_pindah";
/// Counts once a day whose stay has ended.
pub const TINGGAL_HABIS: Every = Every {
    kind: "kependudukan.tinggal_habis",
    when: When::Daily { hour: 6, minute: 0 },
    scope: Scope::EachUnit,
};

/// A confirmed report, as the queue keeps it: nobody's data are in it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct PerintahTersimpan {
    pub(crate) tertunda: Uuid,
    pub(crate) tanggal_data: Date,
    pub(crate) hari_ini: Date,
    pub(crate) lewati_salah: bool,
    pub(crate) oleh: Option<Uuid>,
}

pub(crate) fn workers() -> Vec<Worker> {
    vec![
        Worker { kind: PENERAPAN, run: kerjakan, max_attempts: 3 },
        Worker { kind: KABAR, run: kabarkan, max_attempts: 20 },
        Worker { kind: TINGGAL_HABIS.kind, run: ingatkan, max_attempts: 2 },
    ]
}

/// A day's note of whose stay has ended, in the log; the office sees the same number on its first page.
fn ingatkan(job: Job) -> Done {
    Box::pin(async move {
        let zona = kamus::KodeWilayah::baru(job.unit.0).map(kamus::Zona::dari_provinsi).unwrap_or_default();
        let mut tx = job.db.read(&job.ctx()).await?;
        let habis = crate::store::filter_habis(db::Where::new(), zona.tanggal(job.now));
        let jumlah = crate::store::count_sementara(&mut tx, habis).await?;
        if jumlah > 0 {
            tracing::info!(unit = %job.unit, jumlah, "temporary residents stay longer than they meant to");
        }
        Ok(())
    })
}

/// Where an answer is to be told.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Kabar {
    asal: i64,
    kiriman: Uuid,
}

/// In the act that answers, so that the news is neither lost nor told of what did not happen.
pub(crate) async fn antrekan_kabar(tx: &mut WriteTx, jawaban: &JawabanPindah) -> db::Result<()> {
    let isi = serde_json::to_value(Kabar { asal: jawaban.asal, kiriman: jawaban.id });
    jobs::enqueue(tx, KABAR, isi.expect("plain data always becomes JSON")).await.map(|_| ())
}

fn kabarkan(job: Job) -> Done {
    Box::pin(async move {
        let kabar: Kabar = serde_json::from_value(job.payload.clone())?;
        let siapa = (Unit(kabar.asal), job.unit, kabar.kiriman);
        Ok(pindah_antar::kabarkan(&job.db, siapa, &job.ctx()).await?)
    })
}

pub(crate) async fn antrekan(tx: &mut WriteTx, perintah: &PerintahTersimpan) -> db::Result<Uuid> {
    let isi = serde_json::to_value(perintah).expect("plain data always becomes JSON");
    jobs::enqueue(tx, PENERAPAN, isi).await
}

fn kerjakan(job: Job) -> Done {
    Box::pin(async move {
        let perintah: PerintahTersimpan = serde_json::from_value(job.payload.clone())?;
        // The act is the clerk's, not the queue's.
        let ctx = match perintah.oleh {
            Some(pengguna) => Context::new(Actor::User(pengguna), job.unit, job.now),
            None => job.ctx(),
        };
        let muatan = match pengimporan::muat(&job.db, &ctx, perintah.tertunda).await {
            // An earlier run did it and was killed before it could say so.
            Err(pengimporan::GalatImpor::SudahTiada) if job.attempt > 0 => return Ok(()),
            lain => lain?,
        };
        let total = i64::try_from(muatan.orang.len()).unwrap_or(i64::MAX);
        job.report(0, total);
        let kunci = job.request_key();
        let perintah = Perintah {
            tanggal_data: perintah.tanggal_data,
            hari_ini: perintah.hari_ini,
            lewati_salah: perintah.lewati_salah,
            permintaan: Some((&kunci, perintah.tertunda)),
        };
        pengimporan::terapkan(&job.db, &ctx, &muatan, perintah).await?;
        job.report(total, total);
        Ok(())
    })
}
