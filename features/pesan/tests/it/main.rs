//! Stories of messages in Sukamaju, with doubles of the providers.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod adapter;
mod dunia;
mod halaman;
mod kirim;
mod lampiran;
mod layanan;
mod lupa;
mod mati;
mod milik;
mod paket;
mod percakapan;
mod pintu;
mod simulator;
mod susul;

pub(crate) use dunia::Dunia;
