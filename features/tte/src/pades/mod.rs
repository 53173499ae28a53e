//! PAdES: signatures inside PDF files (ETSI EN 319 142-1, ISO 32000-1 §12.8).
//!
//! [`sign()`] makes level B-B, [`sign_stamped()`] B-T: a detached CMS signature in an incremental update, so that the
//! original stays inside the result byte for byte. [`verify()`] reads what anybody signed, ours or BSrE's.
//! [`same_content()`] tells whether a file that came back still shows what was sent out.
//!
//! The two are written apart on purpose: verification shares no byte-producing code with signing, and
//! the tests put both before outside judges (pyHanko, pdfsig, qpdf).

mod algorithm;
mod certificate;
mod chain;
mod cms_read;
mod cms_write;
mod compare;
mod dates;
mod error;
mod fields;
mod fingerprint;
mod locate;
mod object;
mod pdf;
mod report;
mod request;
mod revision;
mod sign;
mod stamp;
mod timestamp;
pub(crate) mod tlv;
mod update;
mod verify;

pub use algorithm::SignatureAlgorithm;
pub use certificate::CertificateUnreadable;
pub use chain::{Certificates, TrustAnchors};
pub use compare::{Difference, Verdict, same_content};
pub use error::SignError;
pub use fields::free_field_name;
pub use pdf::{MAX_PDF_BYTES, ReadError};
pub use report::{
    Conclusion, Coverage, Integrity, Report, SignatureReport, Signer, TimeSource, TimestampReport, Trust,
    TrustProblem,
};
pub use request::{RESERVE, Rect, RequestError, SignRequest};
pub use revision::{extends, original_of};
pub use sign::{sign, sign_stamped};
pub use stamp::Stamper;
pub use verify::verify;

pub(crate) use certificate::{Certificate, instant, unix};
pub(crate) use tlv::Tlv;

/// Something that holds a private key and signs with it: a file, a card, a machine in a cupboard.
pub trait RawSigner {
    /// How [`Self::sign`] signs; it decides the digest of the whole document.
    fn algorithm(&self) -> SignatureAlgorithm;

    /// The signature over `message`, hashed here: DER for ECDSA, plain for RSA.
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError>;
}
