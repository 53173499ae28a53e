//! PKCS#12 files (RFC 7292): opening and writing.

use super::key::PrivateKey;
use super::{Error, Passphrase, beban};
use crate::pades::{self, Certificate, Certificates, RawSigner, SignError, SignatureAlgorithm};
use jiff::Timestamp;
use p12_keystore::{KeyStore, KeyStoreEntry, Pkcs12Archive, PrivateKeyChain};
use std::panic::catch_unwind;

const MAX_BYTES: usize = 256 * 1024;
/// PBKDF2-HMAC-SHA-256 rounds. OWASP asks for 600,000 of a password store; the file has three parts to
/// open at every signature (80 ms in all), and it is sealed once more by the vault.
const ROUNDS: u32 = 200_000;
const LONGEST_CHAIN: usize = 6;

/// The stored form of a certificate with its key.
pub struct Keystore;

impl Keystore {
    /// Opens a PKCS#12 file, modern (AES-256) or legacy (3DES, RC2).
    ///
    /// `at` is now: a certificate that has run out or has not begun does not sign.
    pub fn open(p12: &[u8], passphrase: &Passphrase, at: Timestamp) -> Result<Signer, Error> {
        let signer = read(p12, passphrase)?;
        let leaf = signer.chain.leaf();
        if at > leaf.valid_until() {
            let until = leaf.valid_until();
            return Err(Error::Kedaluwarsa { until });
        }
        if at < leaf.valid_from() {
            let from = leaf.valid_from();
            return Err(Error::BelumBerlaku { from });
        }
        Ok(signer)
    }
}

/// An opened key with its certificates. Drop it as soon as the signature is made.
pub struct Signer {
    key: PrivateKey,
    chain: Certificates,
}

impl Signer {
    /// The signer's certificate and those above it.
    pub fn chain(&self) -> &Certificates {
        &self.chain
    }

    /// Whose key it is.
    pub fn identity(&self) -> pades::Signer {
        self.chain.leaf().signer()
    }

    pub(super) fn into_parts(self) -> (PrivateKey, Certificates) {
        (self.key, self.chain)
    }
}

impl RawSigner for Signer {
    fn algorithm(&self) -> SignatureAlgorithm {
        self.key.algorithm()
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        self.key.sign(message)
    }
}

/// A PKCS#12 file with one key, AES-256 throughout.
pub(super) fn write(pkcs8: &[u8], chain: &Certificates, passphrase: &Passphrase) -> Result<Vec<u8>, Error> {
    passphrase.check_new()?;
    let failed = |_| Error::GagalMembuat;
    let key = p12_keystore::PrivateKey::from_der(pkcs8).map_err(failed)?;
    let certificates = chain
        .to_der()
        .iter()
        .map(|der| p12_keystore::Certificate::from_der(der))
        .collect::<Result<Vec<_>, _>>()
        .map_err(failed)?;
    let mut store = KeyStore::new();
    let entry = PrivateKeyChain::new(&[1][..], key, certificates);
    store.add_entry("tte", KeyStoreEntry::PrivateKeyChain(entry));
    store
        .writer(passphrase.expose())
        .encryption_iterations(ROUNDS)
        .mac_iterations(ROUNDS)
        .write()
        .map_err(failed)
}

/// Opens a file whatever its certificate's dates.
pub(super) fn read(p12: &[u8], passphrase: &Passphrase) -> Result<Signer, Error> {
    let archive = unpack(p12, passphrase)?;
    select(&archive)
}

fn unpack(p12: &[u8], passphrase: &Passphrase) -> Result<Pkcs12Archive, Error> {
    if p12.len() > MAX_BYTES {
        return Err(Error::TerlaluBesar);
    }
    beban::check(p12)?;
    // The parser is not ours; on a hostile upload a panic in it must stay a refusal.
    let opened = catch_unwind(|| Pkcs12Archive::from_pkcs12(p12, passphrase.expose()));
    opened.map_err(|_| Error::TidakTerbaca)?.map_err(|error| match error {
        // A file without a MAC shows a wrong passphrase only as nonsense after decryption.
        p12_keystore::error::Error::MacError(_)
        | p12_keystore::error::Error::UnpadError
        | p12_keystore::error::Error::Pkcs5Error(_) => Error::PassphraseSalah,
        _ => Error::TidakTerbaca,
    })
}

/// The first key that has its certificate beside it.
fn select(archive: &Pkcs12Archive) -> Result<Signer, Error> {
    let certificates: Vec<Certificate> =
        archive.certs.iter().filter_map(|bag| Certificate::parse(bag.cert.as_der()).ok()).collect();
    let mut problem = Error::TanpaKunci;
    for bag in &archive.keys {
        for (index, leaf) in certificates.iter().enumerate() {
            match PrivateKey::of_certificate(bag.key.as_der(), leaf) {
                Ok(key) => {
                    let chain = chain_of(&certificates, index)?;
                    return Ok(Signer { key, chain });
                }
                Err(Error::KunciTidakDidukung) => problem = Error::KunciTidakDidukung,
                Err(_) => {}
            }
        }
    }
    Err(problem)
}

/// The certificate at `leaf` and, in order, the issuers that the file holds.
fn chain_of(all: &[Certificate], leaf: usize) -> Result<Certificates, Error> {
    let mut chain = vec![&all[leaf]];
    while chain.len() < LONGEST_CHAIN {
        let top = chain[chain.len() - 1];
        let issuer = all.iter().find(|issuer| {
            top.names_issuer(issuer) && !chain.iter().any(|below| below.der() == issuer.der())
        });
        match issuer {
            Some(issuer) => chain.push(issuer),
            None => break,
        }
    }
    let der: Vec<_> = chain.iter().map(|certificate| certificate.der()).collect();
    Ok(Certificates::from_der(&der)?)
}
