//! The laws of the house, tried on the whole: every room that `features.rs` lists, on both engines.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod access_matrix;
mod accessibility;
mod browser;
mod budget;
mod contoh;
mod hakim;
mod kill;
mod lan;
mod ledger;
mod masking;
mod naskah;
mod office;
mod penuh;
mod permohonan;
mod pesan;
mod putus;
mod repeat;
mod repo;
mod schema;
mod statements;
mod tidy;
mod twins;
mod world;
