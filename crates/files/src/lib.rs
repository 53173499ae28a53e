//! Attachments: sealed under their unit's key, one file per row, known by content and never by name.
//!
//! The row is a fact and goes into the ledger; the bytes lie in `DIR/<unit>/<id>`. The file is on the
//! disk before its row commits, so a row always has its file; a file without a row is swept by
//! [`FileStore::tidy`].

mod error;
mod gambar;
mod isi;
mod os;
mod store;

pub use error::{Error, Result};
pub use gambar::{Png, foto, gambar};
pub use isi::{Isi, kenali};
pub use store::{Berkas, FileStore, MAX_BYTES, find_berkas, list_ids};

/// The fact tables that this crate owns.
pub const ENTITIES: &[db::EntityDef] = &[<Berkas as db::Entity>::DEF];

pub const STATEMENTS: &[&[db::Statement]] = &[store::STATEMENTS];
