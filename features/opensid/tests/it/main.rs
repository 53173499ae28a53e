//! Stories of coming from OpenSID, on throw-away databases.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod cerita;
mod halaman;
mod nyata;
mod pengambilan;
mod server;
