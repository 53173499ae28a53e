//! Stories of requests, from the counter to the letter in somebody's hand.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod alur;
mod analisis;
mod anjungan;
mod camat;
mod dunia;
mod halaman;
mod jawab;
mod keluarga;
mod konfirmasi;
mod lembaga;
mod mandiri;
mod obrolan;
mod paket;
