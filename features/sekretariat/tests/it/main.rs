//! Stories of the agenda: a letter comes in, is sent on, is done; another goes out.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod arsip;
mod buku;
mod dunia;
mod keluar;
mod masuk;
mod peluncuran;
mod rahasia;
mod salah;
