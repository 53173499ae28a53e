//! Private keys in `ring`: the only place that signs.

use super::Error;
use crate::pades::{Certificate, RawSigner, SignError, SignatureAlgorithm, Tlv};
use ring::rand::SystemRandom;
use ring::signature::{
    ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P384_SHA384_ASN1_SIGNING, EcdsaKeyPair, KeyPair, RSA_PKCS1_SHA256,
    RsaKeyPair,
};
use zeroize::Zeroizing;

const P256_POINT: usize = 65;
const P384_POINT: usize = 97;

enum Pair {
    Ec(Box<EcdsaKeyPair>, SignatureAlgorithm),
    Rsa(Box<RsaKeyPair>),
}

/// A private key that signs. It cannot be read back out.
pub(super) struct PrivateKey {
    pair: Pair,
    public: Vec<u8>,
}

impl PrivateKey {
    /// A new P-256 key, and its PKCS#8 form for the one time that it is written into a PKCS#12 file.
    pub(super) fn generate() -> Result<(Self, Zeroizing<Vec<u8>>), Error> {
        let random = SystemRandom::new();
        let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random)
            .map_err(|_| Error::GagalMembuat)?;
        let pkcs8 = Zeroizing::new(document.as_ref().to_vec());
        let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &pkcs8, &random)
            .map_err(|_| Error::GagalMembuat)?;
        let public = pair.public_key().as_ref().to_vec();
        let pair = Pair::Ec(Box::new(pair), SignatureAlgorithm::EcdsaP256Sha256);
        Ok((Self { pair, public }, pkcs8))
    }

    /// The key of a PKCS#8 structure if it belongs to `certificate`.
    ///
    /// The public half is taken from the certificate, since some programs (Java's keytool among them)
    /// leave it out of the key.
    pub(super) fn of_certificate(pkcs8: &[u8], certificate: &Certificate) -> Result<Self, Error> {
        let public = certificate.public_key().to_vec();
        let (algorithm, signing, size) = match public.len() {
            P256_POINT => (SignatureAlgorithm::EcdsaP256Sha256, &ECDSA_P256_SHA256_ASN1_SIGNING, 32),
            P384_POINT => (SignatureAlgorithm::EcdsaP384Sha384, &ECDSA_P384_SHA384_ASN1_SIGNING, 48),
            _ => return Self::rsa(pkcs8, public),
        };
        let scalar = ec_scalar(pkcs8, size).ok_or(Error::KunciTidakDidukung)?;
        let random = SystemRandom::new();
        let pair = EcdsaKeyPair::from_private_key_and_public_key(signing, &scalar, &public, &random)
            .map_err(|_| Error::TanpaKunci)?;
        Ok(Self { pair: Pair::Ec(Box::new(pair), algorithm), public })
    }

    fn rsa(pkcs8: &[u8], public: Vec<u8>) -> Result<Self, Error> {
        let pair = RsaKeyPair::from_pkcs8(pkcs8).map_err(|_| Error::KunciTidakDidukung)?;
        if pair.public_key().as_ref() != public {
            return Err(Error::TanpaKunci);
        }
        Ok(Self { pair: Pair::Rsa(Box::new(pair)), public })
    }

    fn raw_signature(&self, message: &[u8]) -> Option<Vec<u8>> {
        let random = SystemRandom::new();
        match &self.pair {
            Pair::Ec(pair, _) => {
                let signature = pair.sign(&random, message).ok()?;
                Some(signature.as_ref().to_vec())
            }
            Pair::Rsa(pair) => {
                let mut signature = vec![0; pair.public().modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &random, message, &mut signature).ok()?;
                Some(signature)
            }
        }
    }
}

/// The private number inside PKCS#8 (RFC 5958, RFC 5915), left-padded to the size of its curve.
fn ec_scalar(pkcs8: &[u8], size: usize) -> Option<Zeroizing<Vec<u8>>> {
    let info = Tlv::first(pkcs8)?.0.children()?;
    let key = Tlv::only(info.get(2)?.value)?.children()?;
    let scalar = key.get(1)?.value;
    let missing = size.checked_sub(scalar.len())?;
    let mut padded = Zeroizing::new(vec![0; missing]);
    padded.extend_from_slice(scalar);
    Some(padded)
}

impl RawSigner for PrivateKey {
    fn algorithm(&self) -> SignatureAlgorithm {
        match &self.pair {
            Pair::Ec(_, algorithm) => *algorithm,
            Pair::Rsa(_) => SignatureAlgorithm::RsaPkcs1Sha256,
        }
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        self.raw_signature(message).ok_or(SignError::KeyFailed)
    }
}

/// The same key as `rcgen` wants it, for issuing.
pub(super) struct Issuing<'a>(pub(super) &'a PrivateKey);

impl rcgen::PublicKeyData for Issuing<'_> {
    fn der_bytes(&self) -> &[u8] {
        &self.0.public
    }

    fn algorithm(&self) -> &'static rcgen::SignatureAlgorithm {
        match self.0.algorithm() {
            SignatureAlgorithm::EcdsaP256Sha256 => &rcgen::PKCS_ECDSA_P256_SHA256,
            SignatureAlgorithm::EcdsaP384Sha384 => &rcgen::PKCS_ECDSA_P384_SHA384,
            SignatureAlgorithm::RsaPkcs1Sha256 => &rcgen::PKCS_RSA_SHA256,
        }
    }
}

impl rcgen::SigningKey for Issuing<'_> {
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, rcgen::Error> {
        self.0.raw_signature(message).ok_or(rcgen::Error::RingUnspecified)
    }
}
