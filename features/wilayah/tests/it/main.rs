#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod awal;
mod bantu;
mod identitas;
mod pejabat;
mod store;
