//! How far a job is.
//!
//! A worker that fills one long transaction could not write its progress beside it (SQLite has one
//! writer), so the running process keeps the figures in memory and the table gets them now and then.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use db::{Db, ReadTx, Result, Unit};
use uuid::Uuid;

use crate::store;

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    Queued,
    Running,
    Done,
    /// Tried as often as allowed; it waits for a person.
    Failed,
}

impl State {
    pub(crate) fn from_code(code: &str) -> Self {
        match code {
            "running" => Self::Running,
            "done" => Self::Done,
            "failed" => Self::Failed,
            _ => Self::Queued,
        }
    }

    /// Whether nothing more will happen by itself.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Failed)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// Whose job it is: a page shows it to that unit only.
    pub unit: Unit,
    pub kind: String,
    /// In the worker's own count; 0 of 0 until it tells.
    pub done: i64,
    pub total: i64,
    pub state: State,
    /// Why the last attempt failed.
    pub error: Option<String>,
}

/// How far a job is, by its id alone. A page that took the id from its address uses [`find_progress`].
pub async fn progress(db: &Db, id: Uuid) -> Result<Option<Progress>> {
    let row = db.peek().await?.query(store::GET_PROGRESS).bind(id).optional().await?;
    Ok(row.map(|row| from_row(id, row)))
}

/// How far a job of the caller's own unit is.
pub async fn find_progress(tx: &mut ReadTx, id: Uuid) -> Result<Option<Progress>> {
    let unit = tx.ctx().unit;
    let row = tx.query(store::GET_PROGRESS).bind(id).optional().await?;
    Ok(row.map(|row| from_row(id, row)).filter(|progress| progress.unit == unit))
}

fn from_row(id: Uuid, row: store::ProgressRow) -> Progress {
    let state = State::from_code(&row.state);
    let live = if state == State::Running { find_meter(id).map(|meter| meter.get()) } else { None };
    let (done, total) = live.unwrap_or((row.progress_done, row.progress_total));
    Progress { unit: Unit(row.unit), kind: row.kind, done, total, state, error: row.last_error }
}

/// The figures of one run.
#[derive(Debug, Default)]
pub(crate) struct Meter {
    done: AtomicI64,
    total: AtomicI64,
}

impl Meter {
    pub(crate) fn set(&self, done: i64, total: i64) {
        self.done.store(done, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
    }

    pub(crate) fn get(&self) -> (i64, i64) {
        (self.done.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed))
    }
}

static METERS: LazyLock<Mutex<HashMap<Uuid, Arc<Meter>>>> = LazyLock::new(Mutex::default);

fn find_meter(id: Uuid) -> Option<Arc<Meter>> {
    METERS.lock().unwrap_or_else(PoisonError::into_inner).get(&id).cloned()
}

/// Lists a run's meter for as long as the run lasts.
pub(crate) struct Listed(Uuid);

impl Listed {
    pub(crate) fn new(id: Uuid, meter: Arc<Meter>) -> Self {
        METERS.lock().unwrap_or_else(PoisonError::into_inner).insert(id, meter);
        Self(id)
    }
}

impl Drop for Listed {
    fn drop(&mut self) {
        METERS.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.0);
    }
}
