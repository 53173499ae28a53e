//! Stories of reports and books, on throw-away databases.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod acak;
mod beku;
mod buku;
mod bulanan;
mod cepat;
mod dunia;
mod per_tanggal;
