//! Tanda tangan elektronik: signs bytes, knows nothing of letters.
//!
//! [`pades`] signs and verifies PDF files; [`sertifikat`] makes and opens the certificates that sign.
//! The law behind both, and what a signature made here is worth, is in the room's `README.md`.

pub mod pades;
pub mod sertifikat;
