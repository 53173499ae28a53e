//! The data layer: one SQL text for SQLite and PostgreSQL, and the ledger beneath every fact.
//!
//! Reading and writing need a [`Context`]: who is calling, for which unit, at what time. A [`ReadTx`]
//! or [`WriteTx`] made from it is bound to that unit, which every ordinary statement receives as `$1`.
//! Facts are written only through [`WriteTx`], which appends a ledger line for each changed row.

extern crate self as db;

pub mod clock;
mod context;
mod entity;
mod error;
mod keys;
pub mod ledger;
pub mod migrate;
mod pool;
mod query;
mod read;
mod statement;
#[cfg(feature = "testing")]
pub mod testing;
mod value;
mod write;

pub use context::{Actor, Context, Unit};
pub use entity::{Column, Entity, EntityDef};
pub use error::{Error, Result};
pub use pool::{Db, Engine};
pub use query::{Query, Row};
pub use read::ReadTx;
pub use statement::{Reach, Statement, Where, containing};
pub use value::{At, Bytes, Day, Kind, Value};
pub use write::{Once, WorkTx, WriteTx};

/// The platform's own statements, for the test that prepares all of them on both engines.
pub const STATEMENTS: &[&[Statement]] =
    &[write::STATEMENTS, ledger::STATEMENTS, ledger::SUBJECT_STATEMENTS, migrate::STATEMENTS];

// The macros below expand in other crates.
#[doc(hidden)]
pub mod macros {
    pub use crate::value::ColumnType;
    pub use serde;
    pub use sqlx;
    pub use uuid::Uuid;
}
