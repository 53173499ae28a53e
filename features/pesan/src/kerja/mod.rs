//! What happens behind the door: reading deliveries, answering, sending, catching up, forgetting.
//!
//! Each step is one act that leaves the next step in the queue, so a kill between any two of them loses nothing.

mod kirim;
mod lampiran;
mod sesudah;
mod susul;
mod terima;

pub(crate) use susul::mulai_susul;

use std::time::Duration;

use jiff::SignedDuration;
use jobs::{Done, Every, Job, Scope, When, Worker};

use crate::kontak;
use crate::store::{self, keluar, masuk, obrolan};

/// Reads one delivery.
pub(crate) const TERIMA: &str = "pesan.terima";
/// Answers what waits from one contact.
pub(crate) const OLAH: &str = "pesan.olah";
/// Sends the next message to one contact.
pub(crate) const KIRIM: &str = "pesan.kirim";
/// Tells a service that its message has gone out.
pub(crate) const SESUDAH: &str = "pesan.sesudah";
const SUSUL: &str = "pesan.susul";
const SAPU: &str = "pesan.sapu";

/// What was said is forgotten after this time; the notice says so.
pub(crate) const SIMPAN: SignedDuration = SignedDuration::from_hours(24 * 90);
/// The bytes of a delivery, which are kept only to look into a fault.
const SIMPAN_KIRIMAN: SignedDuration = SignedDuration::from_hours(24 * 7);

pub(crate) fn pekerja() -> Vec<Worker> {
    vec![
        Worker { kind: TERIMA, run: terima::terima, max_attempts: 20 },
        Worker { kind: OLAH, run: terima::olah, max_attempts: 20 },
        Worker { kind: KIRIM, run: kirim::kirim, max_attempts: 20 },
        Worker { kind: SESUDAH, run: sesudah::sesudah, max_attempts: 20 },
        Worker { kind: SUSUL, run: susul::susul, max_attempts: 1 },
        Worker { kind: SAPU, run: sapu, max_attempts: 2 },
    ]
}

/// Every five minutes: what a provider could not deliver while we were away, for all villages in one run.
pub const SUSUL_BERKALA: Every =
    Every { kind: SUSUL, when: When::Period(Duration::from_mins(5)), scope: Scope::Installation };
/// Every night: what need not be kept any longer.
pub const SAPU_HARIAN: Every =
    Every { kind: SAPU, when: When::Daily { hour: 2, minute: 10 }, scope: Scope::EachUnit };

fn sapu(job: Job) -> Done {
    Box::pin(async move {
        let (unit, kini) = (job.unit.0, job.now);
        masuk::hapus_lama(&job.db, unit, kini - SIMPAN_KIRIMAN, kini - SIMPAN).await?;
        keluar::hapus_lama(&job.db, unit, kini - SIMPAN).await?;
        obrolan::hapus_lama(&job.db, unit, kini).await?;
        for _ in 0..LUPA_SEMALAM {
            let mut tx = job.db.write(&job.ctx(), "pelupaan_kontak").await?;
            let Some(kontak_id) = store::find_kontak_lama(&mut tx, kini - SIMPAN).await? else { break };
            kontak::lupakan(&mut tx, kontak_id).await?;
            tx.commit().await?;
        }
        Ok(())
    })
}

/// So many contacts are forgotten in one night, each in an act of its own: the unit's whole chain is read for it.
const LUPA_SEMALAM: usize = 200;

/// An id that a job's payload names.
fn id_dari(job: &Job, nama: &str) -> anyhow::Result<uuid::Uuid> {
    let teks = job.payload[nama].as_str().unwrap_or_default();
    teks.parse().map_err(|_| anyhow::anyhow!("pekerjaan tanpa {nama}"))
}
