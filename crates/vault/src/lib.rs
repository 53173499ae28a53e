//! Keys and sealing: what makes a stolen dump name nobody.
//!
//! A *master key* lives outside the data folder. It wraps one *unit secret* per village; from that
//! secret come a sealing key (AES-256-GCM-SIV) and a hashing key (HMAC-SHA-256). Sealed values are
//! found again by their keyed hash. Erasing a unit's wrapped secret erases everything under it.

mod master;
mod unit;

pub use master::{MasterKey, RecoveryError};
pub use unit::{UnitKeys, UnitSecret};

/// A sealed value could not be opened: the key is another one, or the bytes were changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("data tersegel tidak dapat dibuka: kuncinya lain atau isinya berubah")]
pub struct OpenError;

/// Fresh bytes from the operating system.
///
/// # Panics
/// When the operating system has no randomness to give; nothing safe can be done then.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// An unguessable token of `N` random bytes, safe in a URL: lower-case base32 without padding.
pub fn token<const N: usize>() -> String {
    data_encoding::BASE32_NOPAD.encode(&random::<N>()).to_ascii_lowercase()
}
