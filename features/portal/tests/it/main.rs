#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod bantu;
mod halaman;
mod pintu;
mod rilis;
