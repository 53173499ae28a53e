//! Stories of letters in Sukamaju, through the pages that officials use.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod alur;
mod dunia;
mod hakim;
mod halaman;
mod serentak;
mod tte;
mod verifikasi;
mod ulang;

pub(crate) use dunia::Dunia;
