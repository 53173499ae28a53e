#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod akun;
mod bantu;
mod masuk;
mod pengelola;
mod store;
