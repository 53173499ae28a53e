//! All SQL of this room.

mod arsip;
mod disposisi;
mod keluar;
mod masuk;
mod peluncuran;

pub use arsip::*;
pub use disposisi::*;
pub use keluar::*;
pub use masuk::*;
pub use peluncuran::*;

pub(crate) fn semua() -> Vec<&'static [db::Statement]> {
    vec![
        arsip::STATEMENTS,
        disposisi::STATEMENTS,
        keluar::STATEMENTS,
        masuk::STATEMENTS,
        peluncuran::STATEMENTS,
    ]
}
