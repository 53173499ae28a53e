//! What verification found, as plain data.

use super::compare::Verdict;
use jiff::Timestamp;

/// Everything found about the signatures of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// In the order in which they were made.
    pub signatures: Vec<SignatureReport>,
    /// Document time stamps (`ETSI.RFC3161`): noted, their signature is not checked yet.
    pub document_timestamps: Vec<TimestampReport>,
    /// Lower-case hexadecimal SHA-256 of the whole file.
    pub document_sha256: String,
}

/// One sentence's worth of judgement on the whole file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conclusion {
    /// No signature at all.
    Unsigned,
    /// At least one signature is broken, or something was added that nobody signed.
    Changed,
    /// Unbroken, but at least one signer is not one that we trust.
    Untrusted,
    /// Every signature is unbroken, trusted, and what is shown is what was signed.
    Valid,
}

impl Report {
    /// The strictest reading: one bad signature spoils the file.
    pub fn conclusion(&self) -> Conclusion {
        let trusted = |signature: &SignatureReport| matches!(signature.trust, Trust::Trusted { .. });
        if self.signatures.is_empty() {
            Conclusion::Unsigned
        } else if !self.signatures.iter().all(SignatureReport::is_unchanged) {
            Conclusion::Changed
        } else if self.signatures.iter().all(trusted) {
            Conclusion::Valid
        } else {
            Conclusion::Untrusted
        }
    }
}

/// One signature field that holds a signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignatureReport {
    /// Full name of the form field.
    pub field: String,
    /// `ETSI.CAdES.detached`, `adbe.pkcs7.detached`, or what the file says.
    pub sub_filter: String,
    /// From the certificate that made the signature; `None` when there is none to be found.
    pub signer: Option<Signer>,
    /// When it was signed, by the best witness there is.
    pub signed_at: Option<Timestamp>,
    pub time_source: TimeSource,
    pub integrity: Integrity,
    pub trust: Trust,
    /// The certificates from the signer's to the trusted authority's, as DER; none when there is no sound path.
    pub path: Vec<Vec<u8>>,
    pub coverage: Coverage,
    /// A time stamp beside the signature (B-T and up).
    pub timestamp: Option<TimestampReport>,
    /// `/Name`, `/Reason`, `/Location`: covered by the signature, but only claims.
    pub name: Option<String>,
    pub reason: Option<String>,
    pub location: Option<String>,
}

impl SignatureReport {
    /// Unbroken, and nothing that matters was changed after it.
    pub fn is_unchanged(&self) -> bool {
        let covered = match &self.coverage {
            Coverage::WholeFile => true,
            Coverage::EarlierRevision { later } => *later == Verdict::Unchanged,
            Coverage::Nothing => false,
        };
        self.integrity == Integrity::Intact && covered
    }
}

/// Who signed, by the certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    pub common_name: String,
    pub organisation: Option<String>,
    /// Common name of the issuer.
    pub issuer: String,
    /// Certificate serial number, lower-case hexadecimal.
    pub serial_hex: String,
    /// SHA-256 of the certificate, lower-case hexadecimal.
    pub cert_sha256: String,
    pub valid_from: Timestamp,
    pub valid_until: Timestamp,
}

/// Who vouches for [`SignatureReport::signed_at`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimeSource {
    /// A time stamp whose imprint fits this signature (the stamper's own signature is not checked yet).
    Timestamp,
    /// The CMS attribute `signing-time`: the signer's word.
    SigningTime,
    /// `/M` of the signature dictionary: the signer's word.
    Claimed,
    /// Nobody.
    Unknown,
}

/// Are the signed bytes the ones that were signed?
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Integrity {
    Intact,
    /// The bytes differ from what was signed.
    DigestMismatch,
    /// The signature itself does not fit its certificate.
    BadSignature,
    /// The signature is put together in a way that proves nothing; the reason, for a log.
    Malformed(&'static str),
    /// An algorithm or format that is not supported, by name.
    Unsupported(String),
}

/// Is the signer one that this office trusts?
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trust {
    /// Through the authority of this common name. Whether it was revoked is asked apart ([`crate::cabut`]).
    Trusted {
        anchor: String,
    },
    Untrusted(TrustProblem),
}

/// Why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TrustProblem {
    /// The signature came without its certificate.
    NoCertificate,
    /// No trusted authority stands above it.
    NoPath,
    /// Some certificate on the path had run out when the signature was made.
    Expired {
        until: Timestamp,
    },
    NotYetValid {
        from: Timestamp,
    },
    /// The certificate may not sign documents.
    WrongKeyUsage,
    /// An issuer that is no authority, or not for chains this long.
    IssuerNotAuthority,
    BadCertificateSignature,
    /// A critical extension that is not understood.
    UnknownDemand,
    /// Signed later than now.
    SignedInFuture,
    /// The signature is broken, so its signer is nobody's word.
    NotChecked,
}

/// How much of the file the signature speaks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Coverage {
    /// All bytes except its own.
    WholeFile,
    /// All bytes of an earlier state; `later` says whether what came after changes what is shown.
    EarlierRevision {
        later: Verdict,
    },
    Nothing,
}

/// What a time stamp token says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimestampReport {
    pub gen_time: Option<Timestamp>,
    /// The token speaks of these bytes. Its own signature and authority are not checked yet.
    pub imprint_fits: bool,
}
