//! Certificates that sign: the office's own authority, what it issues, and files brought from elsewhere.
//!
//! What is stored is always a PKCS#12 file under the official's own passphrase. Opened, it becomes a
//! [`Signer`] that lives as long as one task. Nothing issued here is a *sertifikat elektronik* in the
//! sense of PP 71/2019 art. 60: that takes a PSrE recognised by the ministry.

mod beban;
mod error;
mod key;
mod keystore;
mod passphrase;
mod penerbit;

pub use error::Error;
pub use keystore::{Keystore, Signer};
pub use passphrase::Passphrase;
pub use penerbit::{CONTOH, Masa, Pemegang, Penerbit};
