//! Letter numbers: a free pattern, and counters without gaps or doubles.
//!
//! A number is taken inside the act that passes a letter to signing. Writers of one unit queue, so two
//! clerks never get the same number, and an act that is not kept gives its number back. A counter starts
//! again each year, by the number's date, and is never turned back below what was issued.

mod ambil;
mod error;
mod pola;
mod store;

pub use ambil::{
    DINAS, Lingkup, MASUK, Nomor, Pengaturan, ambil, ambil_dinas, ambil_masuk, berikutnya, get_pengaturan,
    set_mulai, tertulis, update_pengaturan,
};
pub use error::{Error, Result};
pub use pola::{GalatPola, Isian, Pola};
pub use store::{CatatanNomor, Penghitung, PolaNomor, list_penghitung};

/// The fact tables that this room owns.
pub const ENTITIES: &[db::EntityDef] =
    &[<PolaNomor as db::Entity>::DEF, <Penghitung as db::Entity>::DEF, <CatatanNomor as db::Entity>::DEF];

pub const STATEMENTS: &[&[db::Statement]] = &[store::STATEMENTS];
