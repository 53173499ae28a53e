//! The binary `balai`: wires the rooms to a server and to commands. No village business lives here.

mod beranda;
pub mod cadangan;
pub mod config;
pub mod console;
pub mod contoh;
mod features;
mod jadwal;
mod layanan;
pub mod os;
mod pasang;
pub mod perintah;
pub mod serve;
pub mod tls;

pub use features::{entities, features, statements};
pub use layanan::provide;
