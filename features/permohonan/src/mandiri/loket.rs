//! Codes told at the counter, for residents whose phone the office does not know yet.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ::web::App;
use db::{Context, Unit};
use jiff::Timestamp;
use uuid::Uuid;

use super::kode::UMUR;
use super::{Pengirim, Terkirim};

/// How many codes wait at most, of all units: whoever asks without end pushes out the oldest.
const TERBANYAK: usize = 500;

struct Titipan {
    unit: Unit,
    penduduk_id: Uuid,
    kode: String,
    sampai: Timestamp,
}

/// Codes that wait for a clerk who sees the KTP. They stand in memory only, and go when they can no longer be used.
#[derive(Clone, Default)]
pub struct KodeDiLoket(Arc<Mutex<Vec<Titipan>>>);

impl std::fmt::Debug for KodeDiLoket {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("KodeDiLoket(…)")
    }
}

impl KodeDiLoket {
    fn buka(&self) -> MutexGuard<'_, Vec<Titipan>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Who waits for a code in this unit, the last asker first.
    pub(crate) fn menunggu(&self, ctx: &Context) -> Vec<Uuid> {
        let mut semua = self.buka();
        semua.retain(|titipan| titipan.sampai > ctx.now);
        semua.iter().rev().filter(|titipan| titipan.unit == ctx.unit).map(|t| t.penduduk_id).collect()
    }

    /// The last code of this resident, while it can be used.
    pub(crate) fn lihat(&self, ctx: &Context, penduduk_id: Uuid) -> Option<String> {
        let cocok = |t: &&Titipan| t.unit == ctx.unit && t.penduduk_id == penduduk_id && t.sampai > ctx.now;
        self.buka().iter().find(cocok).map(|titipan| titipan.kode.clone())
    }
}

impl Pengirim for KodeDiLoket {
    fn kirim_kode(&self, _app: App, ctx: Context, penduduk_id: Uuid, kode: String) -> Terkirim {
        let mut semua = self.buka();
        semua.retain(|t| t.sampai > ctx.now && (t.unit != ctx.unit || t.penduduk_id != penduduk_id));
        if semua.len() >= TERBANYAK {
            semua.remove(0);
        }
        semua.push(Titipan { unit: ctx.unit, penduduk_id, kode, sampai: ctx.now + UMUR });
        Box::pin(async { Ok(true) })
    }
}
