//! Stories of the figures, on throw-away databases.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod bulanan;
mod cerita;
mod halaman;
mod hitungan;
mod kesehatan;
