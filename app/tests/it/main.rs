//! The laws of the house, tried on the whole: every room that `features.rs` lists, on both engines.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod lan;
mod repo;
mod tidy;
