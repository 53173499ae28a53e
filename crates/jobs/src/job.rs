use std::any::Any;
use std::pin::Pin;
use std::sync::Arc;

use db::{Context, Db, Unit};
use uuid::Uuid;

use crate::progress::Meter;

/// One job as its worker receives it.
#[derive(Clone)]
pub struct Job {
    pub id: Uuid,
    pub unit: Unit,
    pub payload: serde_json::Value,
    /// How often it was tried before.
    pub attempt: i64,
    pub now: jiff::Timestamp,
    pub db: Db,
    pub(crate) kind: &'static str,
    pub(crate) app: Arc<dyn Any + Send + Sync>,
    pub(crate) meter: Arc<Meter>,
}

impl Job {
    /// The application that runs the queue, as the room knows it.
    ///
    /// # Panics
    /// When the queue was started with another type of application: a mistake in wiring.
    pub fn app<T: 'static>(&self) -> &T {
        self.app.downcast_ref().expect("the queue is started with the application the rooms know")
    }

    /// The system acting under this job's kind, for its unit.
    pub fn ctx(&self) -> Context {
        Context::system(self.kind, self.unit, self.now)
    }

    /// A key for [`db::WriteTx::once`], the same in every run of this job, so that a second run does not
    /// repeat the act of the first.
    pub fn request_key(&self) -> String {
        format!("job:{}", self.id)
    }

    /// Tells how far it is: `done` of `total` rows, pages or whatever the room counts. Costs nothing, so
    /// it may be called for each row, also inside a transaction.
    pub fn report(&self, done: i64, total: i64) {
        self.meter.set(done, total);
    }
}

pub type Done = Pin<Box<dyn Future<Output = anyhow::Result<()>> + Send>>;

/// What a room does with jobs of one kind.
#[derive(Clone, Copy)]
pub struct Worker {
    /// `room.what`
    pub kind: &'static str,
    pub run: fn(Job) -> Done,
    /// Tried so often before it is put aside for a person to look at.
    pub max_attempts: i64,
}
