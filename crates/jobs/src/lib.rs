//! A durable queue in the same database: what need not be done in a request is done here, and not lost.

use std::any::Any;
use std::pin::Pin;
use std::sync::Arc;

use db::{Db, Unit};
use uuid::Uuid;

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
    app: Arc<dyn Any + Send + Sync>,
}

impl Job {
    /// The application that runs the queue, as the room knows it.
    ///
    /// # Panics
    /// When the queue was started with another type of application: a mistake in wiring.
    pub fn app<T: 'static>(&self) -> &T {
        self.app.downcast_ref().expect("the queue is started with the application the rooms know")
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
