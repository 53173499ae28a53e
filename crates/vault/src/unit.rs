use aes_gcm_siv::aead::{Aead, KeyInit as _, Payload};
use aes_gcm_siv::{Aes256GcmSiv, Nonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::{OpenError, random};

const VERSION: u8 = 1;
const NONCE_LEN: usize = 12;

/// The 32 bytes from which a unit's keys are derived. Stored only wrapped by the master key.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct UnitSecret(pub(crate) [u8; 32]);

impl UnitSecret {
    pub fn generate() -> Self {
        Self(random())
    }

    pub fn keys(&self) -> UnitKeys {
        let hkdf = Hkdf::<Sha256>::new(None, &self.0);
        let derive = |purpose: &str| {
            let mut key = [0; 32];
            hkdf.expand(purpose.as_bytes(), &mut key).expect("32 bytes are within HKDF's reach");
            key
        };
        let mut seal = derive("balai seal v1");
        let cipher = Aes256GcmSiv::new(&seal.into());
        seal.zeroize();
        UnitKeys { cipher, hash: HashKey(derive("balai hash v1")) }
    }
}

#[derive(Clone, Zeroize, ZeroizeOnDrop)]
struct HashKey([u8; 32]);

/// What seals, opens and finds the secrets of one unit.
#[derive(Clone)]
pub struct UnitKeys {
    cipher: Aes256GcmSiv,
    hash: HashKey,
}

impl std::fmt::Debug for UnitKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("UnitKeys(…)")
    }
}

impl UnitKeys {
    /// Seals `plain` for one purpose (such as `penduduk.nik`); a value moved to another purpose does not open.
    pub fn seal(&self, purpose: &str, plain: &[u8]) -> Vec<u8> {
        seal(&self.cipher, purpose, plain)
    }

    pub fn open(&self, purpose: &str, sealed: &[u8]) -> Result<Vec<u8>, OpenError> {
        open(&self.cipher, purpose, sealed)
    }

    /// The keyed hash by which a sealed value is found within its unit.
    pub fn hash(&self, purpose: &str, plain: &[u8]) -> [u8; 32] {
        keyed_hash(&self.hash.0, purpose, plain)
    }
}

pub(crate) fn seal(cipher: &Aes256GcmSiv, purpose: &str, plain: &[u8]) -> Vec<u8> {
    let nonce: [u8; NONCE_LEN] = random();
    let body = cipher
        .encrypt(&Nonce::from(nonce), Payload { msg: plain, aad: purpose.as_bytes() })
        .expect("a value in memory is far below the cipher's 64 GiB");
    let mut sealed = Vec::with_capacity(1 + NONCE_LEN + body.len());
    sealed.push(VERSION);
    sealed.extend_from_slice(&nonce);
    sealed.extend_from_slice(&body);
    sealed
}

pub(crate) fn open(cipher: &Aes256GcmSiv, purpose: &str, sealed: &[u8]) -> Result<Vec<u8>, OpenError> {
    let (version, rest) = sealed.split_first().ok_or(OpenError)?;
    let (nonce, body) = rest.split_first_chunk::<NONCE_LEN>().ok_or(OpenError)?;
    if *version != VERSION {
        return Err(OpenError);
    }
    cipher
        .decrypt(&Nonce::from(*nonce), Payload { msg: body, aad: purpose.as_bytes() })
        .map_err(|_| OpenError)
}

pub(crate) fn keyed_hash(key: &[u8; 32], purpose: &str, plain: &[u8]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(purpose.as_bytes());
    mac.update(&[0]);
    mac.update(plain);
    mac.finalize().into_bytes().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_again_only_for_its_own_purpose() {
        let keys = UnitSecret::generate().keys();
        let sealed = keys.seal("penduduk.nik", b"3402134101859001");
        assert_eq!(keys.open("penduduk.nik", &sealed).unwrap(), b"3402134101859001");
        assert_eq!(keys.open("penduduk.telepon", &sealed), Err(OpenError));
        assert_eq!(UnitSecret::generate().keys().open("penduduk.nik", &sealed), Err(OpenError));
    }

    #[test]
    fn every_changed_byte_is_noticed() {
        let keys = UnitSecret::generate().keys();
        let sealed = keys.seal("x", b"isi");
        for position in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[position] ^= 1;
            assert_eq!(keys.open("x", &changed), Err(OpenError), "byte {position}");
            assert_eq!(keys.open("x", &sealed[..position]), Err(OpenError), "cut at {position}");
        }
    }

    #[test]
    fn two_sealings_differ_but_the_hash_is_the_same() {
        let keys = UnitSecret::generate().keys();
        assert_ne!(keys.seal("x", b"isi"), keys.seal("x", b"isi"));
        assert_eq!(keys.hash("x", b"isi"), keys.hash("x", b"isi"));
        assert_ne!(keys.hash("x", b"isi"), keys.hash("y", b"isi"));
        assert_ne!(keys.hash("x", b"isi"), UnitSecret::generate().keys().hash("x", b"isi"));
    }
}
