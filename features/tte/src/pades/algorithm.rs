//! Which digests and signatures are accepted, in terms of `ring`.

use super::tlv::{self, Tlv};
use const_oid::ObjectIdentifier as Oid;
use ring::{digest, signature};

const SHA_256: Oid = Oid::new_unwrap("2.16.840.1.101.3.4.2.1");
const SHA_384: Oid = Oid::new_unwrap("2.16.840.1.101.3.4.2.2");
const SHA_512: Oid = Oid::new_unwrap("2.16.840.1.101.3.4.2.3");
const SHA_1: Oid = Oid::new_unwrap("1.3.14.3.2.26");
const RSA: Oid = Oid::new_unwrap("1.2.840.113549.1.1.1");
const RSA_PSS: Oid = Oid::new_unwrap("1.2.840.113549.1.1.10");
const RSA_SHA_256: Oid = Oid::new_unwrap("1.2.840.113549.1.1.11");
const RSA_SHA_384: Oid = Oid::new_unwrap("1.2.840.113549.1.1.12");
const RSA_SHA_512: Oid = Oid::new_unwrap("1.2.840.113549.1.1.13");
const EC_KEY: Oid = Oid::new_unwrap("1.2.840.10045.2.1");
const ECDSA_SHA_256: Oid = Oid::new_unwrap("1.2.840.10045.4.3.2");
const ECDSA_SHA_384: Oid = Oid::new_unwrap("1.2.840.10045.4.3.3");
const P_256: Oid = Oid::new_unwrap("1.2.840.10045.3.1.7");
const P_384: Oid = Oid::new_unwrap("1.3.132.0.34");

/// A way to sign, as [`super::RawSigner`] offers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignatureAlgorithm {
    EcdsaP256Sha256,
    EcdsaP384Sha384,
    RsaPkcs1Sha256,
}

impl SignatureAlgorithm {
    pub(super) fn oid(self) -> Oid {
        match self {
            Self::EcdsaP256Sha256 => ECDSA_SHA_256,
            Self::EcdsaP384Sha384 => ECDSA_SHA_384,
            Self::RsaPkcs1Sha256 => RSA_SHA_256,
        }
    }

    pub(super) fn digest(self) -> Digest {
        match self {
            Self::EcdsaP256Sha256 | Self::RsaPkcs1Sha256 => Digest::Sha256,
            Self::EcdsaP384Sha384 => Digest::Sha384,
        }
    }

    pub(super) fn is_rsa(self) -> bool {
        self == Self::RsaPkcs1Sha256
    }
}

/// Digests that still count; SHA-1 does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Digest {
    Sha256,
    Sha384,
    Sha512,
}

impl Digest {
    pub(super) fn from_oid(oid: Oid) -> Result<Self, String> {
        match oid {
            SHA_256 => Ok(Self::Sha256),
            SHA_384 => Ok(Self::Sha384),
            SHA_512 => Ok(Self::Sha512),
            SHA_1 => Err("SHA-1".to_owned()),
            other => Err(other.to_string()),
        }
    }

    pub(super) fn oid(self) -> Oid {
        match self {
            Self::Sha256 => SHA_256,
            Self::Sha384 => SHA_384,
            Self::Sha512 => SHA_512,
        }
    }

    /// The digest of the parts read one after another.
    pub(crate) fn of(self, parts: &[&[u8]]) -> Vec<u8> {
        let algorithm = match self {
            Self::Sha256 => &digest::SHA256,
            Self::Sha384 => &digest::SHA384,
            Self::Sha512 => &digest::SHA512,
        };
        let mut context = digest::Context::new(algorithm);
        for part in parts {
            context.update(part);
        }
        context.finish().as_ref().to_vec()
    }
}

/// Why a signature was not accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Rejected {
    /// The mathematics say no.
    Wrong,
    /// An algorithm or key that is not supported, by name or number.
    Unsupported(String),
}

/// Verifies `signature` over `message` with the key of a `SubjectPublicKeyInfo`.
///
/// `declared` is the digest named beside the signature; it counts only where the algorithm
/// identifier itself names none (plain `rsaEncryption`, as iText writes).
pub(super) fn verify(
    spki: Tlv<'_>,
    identifier: Tlv<'_>,
    declared: Option<Digest>,
    message: &[u8],
    signature: &[u8],
) -> Result<(), Rejected> {
    let key = PublicKey::read(spki)?;
    let algorithm = key.algorithm(identifier, declared)?;
    signature::UnparsedPublicKey::new(algorithm, key.bytes)
        .verify(message, signature)
        .map_err(|_| Rejected::Wrong)
}

enum KeyKind {
    Rsa,
    P256,
    P384,
}

struct PublicKey<'a> {
    kind: KeyKind,
    bytes: &'a [u8],
}

impl<'a> PublicKey<'a> {
    fn read(spki: Tlv<'a>) -> Result<Self, Rejected> {
        let unreadable = || Rejected::Unsupported("kunci publik tidak terbaca".to_owned());
        let parts = spki.children().ok_or_else(unreadable)?;
        let [identifier, bits] = parts[..] else {
            return Err(unreadable());
        };
        let fields = identifier.children().ok_or_else(unreadable)?;
        let oid = fields.first().and_then(Tlv::oid).ok_or_else(unreadable)?;
        let curve = fields.get(1).and_then(Tlv::oid);
        let kind = match (oid, curve) {
            (RSA, _) => KeyKind::Rsa,
            (EC_KEY, Some(P_256)) => KeyKind::P256,
            (EC_KEY, Some(P_384)) => KeyKind::P384,
            (other, _) => return Err(Rejected::Unsupported(other.to_string())),
        };
        let bytes = bits.bits().ok_or_else(unreadable)?;
        Ok(Self { kind, bytes })
    }

    fn algorithm(
        &self,
        identifier: Tlv<'_>,
        declared: Option<Digest>,
    ) -> Result<&'static dyn signature::VerificationAlgorithm, Rejected> {
        let fields = identifier.children().unwrap_or_default();
        let oid = fields
            .first()
            .and_then(Tlv::oid)
            .ok_or_else(|| Rejected::Unsupported("algoritma tidak terbaca".to_owned()))?;
        let unsupported = || Rejected::Unsupported(oid.to_string());
        let digest = match oid {
            RSA_SHA_256 | ECDSA_SHA_256 => Digest::Sha256,
            RSA_SHA_384 | ECDSA_SHA_384 => Digest::Sha384,
            RSA_SHA_512 => Digest::Sha512,
            RSA | EC_KEY => declared.ok_or_else(unsupported)?,
            RSA_PSS => {
                return pss(fields.get(1)).ok_or_else(unsupported);
            }
            _ => return Err(unsupported()),
        };
        let is_rsa = matches!(oid, RSA | RSA_SHA_256 | RSA_SHA_384 | RSA_SHA_512);
        Ok(match (&self.kind, digest) {
            (KeyKind::Rsa, Digest::Sha256) if is_rsa => &signature::RSA_PKCS1_2048_8192_SHA256,
            (KeyKind::Rsa, Digest::Sha384) if is_rsa => &signature::RSA_PKCS1_2048_8192_SHA384,
            (KeyKind::Rsa, Digest::Sha512) if is_rsa => &signature::RSA_PKCS1_2048_8192_SHA512,
            (KeyKind::P256, Digest::Sha256) if !is_rsa => &signature::ECDSA_P256_SHA256_ASN1,
            (KeyKind::P256, Digest::Sha384) if !is_rsa => &signature::ECDSA_P256_SHA384_ASN1,
            (KeyKind::P384, Digest::Sha256) if !is_rsa => &signature::ECDSA_P384_SHA256_ASN1,
            (KeyKind::P384, Digest::Sha384) if !is_rsa => &signature::ECDSA_P384_SHA384_ASN1,
            _ => return Err(unsupported()),
        })
    }
}

/// RSASSA-PSS (RFC 4055 §3.1) with one hash throughout and a salt of its length: all that `ring` knows.
fn pss(parameters: Option<&Tlv<'_>>) -> Option<&'static dyn signature::VerificationAlgorithm> {
    let fields = parameters?.expect(tlv::SEQUENCE)?.children()?;
    let [hash, mask, salt] = fields[..] else {
        return None;
    };
    let hash = hash.expect(tlv::CONTEXT_0)?.children()?.first()?.children()?.first()?.oid()?;
    let mask = mask.expect(tlv::CONTEXT_1)?.children()?.first()?.children()?;
    let mask = mask.get(1)?.children()?.first()?.oid()?;
    let [salt] = salt.children()?.first()?.expect(tlv::INTEGER)?.value else {
        return None;
    };
    if mask != hash {
        return None;
    }
    Some(match (Digest::from_oid(hash).ok()?, salt) {
        (Digest::Sha256, 32) => &signature::RSA_PSS_2048_8192_SHA256,
        (Digest::Sha384, 48) => &signature::RSA_PSS_2048_8192_SHA384,
        (Digest::Sha512, 64) => &signature::RSA_PSS_2048_8192_SHA512,
        _ => return None,
    })
}
