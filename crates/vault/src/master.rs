use aes_gcm_siv::Aes256GcmSiv;
use aes_gcm_siv::aead::KeyInit as _;
use data_encoding::BASE32_NOPAD;
use hkdf::Hkdf;
use sha2::{Digest as _, Sha256};
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::unit::{keyed_hash, open, seal};
use crate::{OpenError, UnitSecret, random};

/// The key that wraps all unit secrets of one installation. Whoever has it and the data can read everything.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct MasterKey([u8; 32]);

impl std::fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "MasterKey({})", self.id())
    }
}

/// Why a typed recovery text is not a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RecoveryError {
    #[error("kunci pemulihan terdiri dari 56 huruf dan angka (A–Z, 2–7) dalam 14 kelompok")]
    Shape,
    #[error("kunci pemulihan salah ketik: periksa lagi setiap kelompok huruf")]
    Checksum,
}

impl MasterKey {
    pub fn generate() -> Self {
        Self(random())
    }

    /// A public name of this key (16 hex digits), so that data can say which key it needs.
    pub fn id(&self) -> String {
        data_encoding::HEXLOWER.encode(&keyed_hash(&self.derived("balai key id v1"), "id", b"")[..8])
    }

    /// The text printed on the recovery sheet: 14 groups of four characters, the last ones a checksum.
    pub fn to_recovery(&self) -> Zeroizing<String> {
        let mut bytes = Zeroizing::new(self.0.to_vec());
        bytes.extend_from_slice(&Sha256::digest(self.0)[..3]);
        let text = Zeroizing::new(BASE32_NOPAD.encode(&bytes));
        let groups: Vec<&str> = (0..text.len()).step_by(4).map(|at| &text[at..at + 4]).collect();
        Zeroizing::new(groups.join(" "))
    }

    /// Reads what [`Self::to_recovery`] printed; spaces, dashes and lower case do not matter.
    pub fn from_recovery(text: &str) -> Result<Self, RecoveryError> {
        let compact: Zeroizing<String> = Zeroizing::new(
            text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect::<String>().to_ascii_uppercase(),
        );
        let bytes =
            Zeroizing::new(BASE32_NOPAD.decode(compact.as_bytes()).map_err(|_| RecoveryError::Shape)?);
        let (key, checksum) = bytes.split_first_chunk::<32>().ok_or(RecoveryError::Shape)?;
        if checksum.len() != 3 {
            return Err(RecoveryError::Shape);
        }
        if Sha256::digest(key)[..3] != *checksum {
            return Err(RecoveryError::Checksum);
        }
        Ok(Self(*key))
    }

    /// Wraps a unit's secret; only this key and the same unit open it again.
    pub fn wrap(&self, unit: i64, secret: &UnitSecret) -> Vec<u8> {
        seal(&self.cipher(), &format!("unit {unit}"), &secret.0)
    }

    pub fn unwrap(&self, unit: i64, wrapped: &[u8]) -> Result<UnitSecret, OpenError> {
        let bytes = Zeroizing::new(open(&self.cipher(), &format!("unit {unit}"), wrapped)?);
        Ok(UnitSecret(bytes.as_slice().try_into().map_err(|_| OpenError)?))
    }

    /// Seals a secret of the installation itself, such as the key of its certificate authority.
    pub fn seal(&self, purpose: &str, plain: &[u8]) -> Vec<u8> {
        seal(&self.cipher(), purpose, plain)
    }

    pub fn open(&self, purpose: &str, sealed: &[u8]) -> Result<Vec<u8>, OpenError> {
        open(&self.cipher(), purpose, sealed)
    }

    /// The keyed hash for directories that find something across all units of this installation.
    pub fn directory_hash(&self, kind: &str, plain: &[u8]) -> [u8; 32] {
        keyed_hash(&self.derived("balai directory v1"), kind, plain)
    }

    /// A key for another purpose of the installation (form tokens, backup), one-way from this one.
    pub fn derived(&self, purpose: &str) -> [u8; 32] {
        let mut key = [0; 32];
        Hkdf::<Sha256>::new(None, &self.0)
            .expand(purpose.as_bytes(), &mut key)
            .expect("32 bytes are within HKDF's reach");
        key
    }

    fn cipher(&self) -> Aes256GcmSiv {
        let mut key = self.derived("balai wrap v1");
        let cipher = Aes256GcmSiv::new(&key.into());
        key.zeroize();
        cipher
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrapped_secret_opens_for_its_own_unit_and_key_only() {
        let (master, secret) = (MasterKey::generate(), UnitSecret::generate());
        let wrapped = master.wrap(3_402_132_002, &secret);
        assert_eq!(master.unwrap(3_402_132_002, &wrapped).unwrap().0, secret.0);
        assert!(master.unwrap(3_402_132_003, &wrapped).is_err());
        assert!(MasterKey::generate().unwrap(3_402_132_002, &wrapped).is_err());
    }

    #[test]
    fn the_recovery_sheet_brings_the_key_back() {
        let master = MasterKey::generate();
        let printed = master.to_recovery();
        assert_eq!(printed.split(' ').count(), 14);
        assert_eq!(MasterKey::from_recovery(&printed).unwrap().id(), master.id());
        assert_eq!(
            MasterKey::from_recovery(&printed.to_lowercase().replace(' ', "-")).unwrap().id(),
            master.id()
        );
    }

    #[test]
    fn a_mistyped_recovery_text_is_told_apart_from_a_cut_one() {
        let printed = MasterKey::generate().to_recovery();
        let swapped = format!("{}{}", if printed.starts_with('A') { 'B' } else { 'A' }, &printed[1..]);
        assert_eq!(MasterKey::from_recovery(&swapped).unwrap_err(), RecoveryError::Checksum);
        assert_eq!(MasterKey::from_recovery(&printed[..20]).unwrap_err(), RecoveryError::Shape);
        assert_eq!(MasterKey::from_recovery("bukan kunci!").unwrap_err(), RecoveryError::Shape);
    }

    #[test]
    fn debug_shows_no_key() {
        let master = MasterKey::generate();
        assert_eq!(format!("{master:?}"), format!("MasterKey({})", master.id()));
    }
}
