//! X.509 certificates as far as a signature needs them (RFC 5280).

use super::algorithm::{self, Digest, Rejected};
use super::report::Signer;
use super::tlv::Tlv;
use const_oid::ObjectIdentifier as Oid;
use der::{Decode, Encode};
use jiff::Timestamp;
use x509_cert::ext::pkix::{BasicConstraints, KeyUsage};

const COMMON_NAME: Oid = Oid::new_unwrap("2.5.4.3");
const ORGANISATION: Oid = Oid::new_unwrap("2.5.4.10");
/// Extensions whose demands are met here, or that demand nothing of us: subject key id, key usage,
/// alternative names, basic constraints, CRL points, policies, authority key id, extended usage.
const UNDERSTOOD: [&str; 9] = [
    "2.5.29.14",
    "2.5.29.15",
    "2.5.29.17",
    "2.5.29.18",
    "2.5.29.19",
    "2.5.29.31",
    "2.5.29.32",
    "2.5.29.35",
    "2.5.29.37",
];
/// No real certificate comes near it.
const MAX_BYTES: usize = 64 * 1024;

/// The bytes are no certificate that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Sertifikat tidak terbaca. Minta berkas sertifikat X.509 yang utuh.")]
pub struct CertificateUnreadable;

/// A parsed certificate beside its own bytes.
pub(crate) struct Certificate {
    der: Vec<u8>,
    parsed: x509_cert::Certificate,
}

impl Certificate {
    pub(crate) fn parse(der: &[u8]) -> Result<Self, CertificateUnreadable> {
        if der.len() > MAX_BYTES {
            return Err(CertificateUnreadable);
        }
        let parsed = x509_cert::Certificate::from_der(der).map_err(|_| CertificateUnreadable)?;
        Ok(Self { der: der.to_vec(), parsed })
    }

    pub(crate) fn der(&self) -> &[u8] {
        &self.der
    }

    pub(super) fn sha256(&self) -> Vec<u8> {
        Digest::Sha256.of(&[&self.der])
    }

    pub(crate) fn parsed(&self) -> &x509_cert::Certificate {
        &self.parsed
    }

    pub(crate) fn valid_from(&self) -> Timestamp {
        instant(self.parsed.tbs_certificate.validity.not_before)
    }

    pub(crate) fn valid_until(&self) -> Timestamp {
        instant(self.parsed.tbs_certificate.validity.not_after)
    }

    /// The public key, as `SubjectPublicKeyInfo` bytes.
    pub(crate) fn spki(&self) -> Vec<u8> {
        self.parsed.tbs_certificate.subject_public_key_info.to_der().unwrap_or_default()
    }

    /// The key's own bytes: an EC point or an `RSAPublicKey`.
    pub(crate) fn public_key(&self) -> &[u8] {
        self.parsed.tbs_certificate.subject_public_key_info.subject_public_key.raw_bytes()
    }

    pub(crate) fn names_issuer(&self, issuer: &Self) -> bool {
        self.parsed.tbs_certificate.issuer == issuer.parsed.tbs_certificate.subject
    }

    pub(super) fn is_self_issued(&self) -> bool {
        self.names_issuer(self)
    }

    /// Whether `issuer`'s key made the signature on this certificate.
    pub(super) fn signed_by(&self, issuer: &Self) -> Result<(), Rejected> {
        let unreadable = || Rejected::Unsupported("sertifikat tidak terbaca".to_owned());
        let parts =
            Tlv::only(&self.der).and_then(|certificate| certificate.children()).ok_or_else(unreadable)?;
        let [signed, identifier, signature] = parts[..] else {
            return Err(unreadable());
        };
        issuer.verify(identifier, None, signed.raw, signature.bits().ok_or_else(unreadable)?)
    }

    /// Verifies a signature made with this certificate's key.
    pub(super) fn verify(
        &self,
        identifier: Tlv<'_>,
        declared: Option<Digest>,
        message: &[u8],
        signature: &[u8],
    ) -> Result<(), Rejected> {
        let spki = self.spki();
        let spki =
            Tlv::only(&spki).ok_or_else(|| Rejected::Unsupported("kunci publik tidak terbaca".to_owned()))?;
        algorithm::verify(spki, identifier, declared, message, signature)
    }

    /// Whether this certificate's key made a signature, of whatever it vouches for.
    pub(crate) fn made(&self, identifier: Tlv<'_>, message: &[u8], signature: &[u8]) -> bool {
        self.verify(identifier, None, message, signature).is_ok()
    }

    /// Whether `issuer` named and signed this certificate.
    pub(crate) fn made_by(&self, issuer: &Self) -> bool {
        self.names_issuer(issuer) && self.signed_by(issuer).is_ok()
    }

    /// May sign certificates with at most `below` further authorities under it.
    pub(crate) fn may_issue(&self, below: usize) -> bool {
        let Ok(Some((_, basic))) = self.parsed.tbs_certificate.get::<BasicConstraints>() else {
            return false;
        };
        let depth = basic.path_len_constraint.is_none_or(|limit| below <= usize::from(limit));
        let usage = match self.parsed.tbs_certificate.get::<KeyUsage>() {
            Ok(Some((_, usage))) => usage.key_cert_sign(),
            Ok(None) => true,
            Err(_) => false,
        };
        basic.ca && depth && usage
    }

    /// May sign documents: digital signature or non-repudiation, or nothing said.
    pub(super) fn may_sign(&self) -> bool {
        match self.parsed.tbs_certificate.get::<KeyUsage>() {
            Ok(Some((_, usage))) => usage.digital_signature() || usage.non_repudiation(),
            Ok(None) => true,
            Err(_) => false,
        }
    }

    /// A critical extension that is not understood forbids use (RFC 5280 §4.2).
    pub(super) fn has_unknown_demand(&self) -> bool {
        let extensions = self.parsed.tbs_certificate.extensions.as_deref();
        extensions.unwrap_or_default().iter().any(|extension| {
            extension.critical && !UNDERSTOOD.contains(&extension.extn_id.to_string().as_str())
        })
    }

    /// Who this certificate says its holder is.
    pub(crate) fn signer(&self) -> Signer {
        let certificate = &self.parsed.tbs_certificate;
        Signer {
            common_name: text_of(&certificate.subject, COMMON_NAME).unwrap_or_default(),
            organisation: text_of(&certificate.subject, ORGANISATION),
            issuer: text_of(&certificate.issuer, COMMON_NAME).unwrap_or_default(),
            serial_hex: hex(certificate.serial_number.as_bytes()),
            cert_sha256: hex(&self.sha256()),
            valid_from: self.valid_from(),
            valid_until: self.valid_until(),
        }
    }
}

pub(crate) fn instant(time: x509_cert::time::Time) -> Timestamp {
    unix(time.to_unix_duration())
}

/// So long after 1970.
pub(crate) fn unix(since: std::time::Duration) -> Timestamp {
    i64::try_from(since.as_secs())
        .ok()
        .and_then(|seconds| Timestamp::from_second(seconds).ok())
        .unwrap_or(Timestamp::MAX)
}

fn text_of(name: &x509_cert::name::Name, wanted: Oid) -> Option<String> {
    let mut all = name.0.iter().flat_map(|part| part.0.iter());
    let value = &all.find(|attribute| attribute.oid == wanted)?.value;
    let raw = value.to_der().ok()?;
    let tlv = Tlv::only(&raw)?;
    Some(match tlv.tag {
        0x1E => {
            let units: Vec<u16> =
                tlv.value.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
            String::from_utf16_lossy(&units)
        }
        0x14 => tlv.value.iter().copied().map(char::from).collect(),
        _ => String::from_utf8_lossy(tlv.value).into_owned(),
    })
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
