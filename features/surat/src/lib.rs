//! Letters: from a request to a number, a signature and a page where anyone can check them.

pub mod alur;
pub mod atur;
mod borang;
mod cetak;
mod error;
pub mod jenis;
pub mod keadaan;
pub mod naskah;
pub mod orang;
pub mod penandatangan;
mod periksa;
pub mod store;

pub use cetak::{pdf_id, sidik};
pub use error::{Error, Result};
pub use periksa::{Temuan, Verdict, find_temuan, verify_pdf};
