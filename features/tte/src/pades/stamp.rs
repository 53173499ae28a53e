//! A time on a signature (RFC 3161): the question to a time stamping authority, and what its answer must be.

use super::algorithm::Digest;
use super::cms_read::Cms;
use super::error::SignError;
use super::report::Integrity;
use super::timestamp;
use super::tlv::{self, Tlv};
use der::asn1::{OctetString, Uint};
use der::{Encode, Sequence};
use x509_cert::spki::AlgorithmIdentifierOwned;

/// The status words with which a token comes (RFC 3161 §2.4.2).
const GRANTED: [u8; 2] = [0, 1];

/// Something that can be asked for a time stamp.
pub trait Stamper {
    /// Takes a `TimeStampReq`, gives what came back; nothing, when nothing did.
    fn ask(&self, query: &[u8]) -> Option<Vec<u8>>;
}

#[derive(Sequence)]
struct MessageImprint {
    algorithm: AlgorithmIdentifierOwned,
    hash: OctetString,
}

#[derive(Sequence)]
struct Request {
    version: u8,
    imprint: MessageImprint,
    nonce: Uint,
    with_certificates: bool,
}

/// The token over a signature's value: asked for, and judged before it is taken.
pub(super) fn token(stamper: &dyn Stamper, signature: &[u8]) -> Result<Vec<u8>, SignError> {
    let nonce = nonce(signature);
    let imprint = MessageImprint {
        algorithm: AlgorithmIdentifierOwned { oid: Digest::Sha256.oid(), parameters: None },
        hash: OctetString::new(Digest::Sha256.of(&[signature]))?,
    };
    let request = Request { version: 1, imprint, nonce: Uint::new(&nonce)?, with_certificates: true };
    let answer = stamper.ask(&request.to_der()?).ok_or(SignError::NoTimeStamp)?;
    let token = read(&answer, signature, &nonce).ok_or(SignError::BadTimeStamp)?;
    Ok(token.to_vec())
}

/// Taken from the signature itself, so that no two questions have the same; its first bit is off, its second on.
fn nonce(signature: &[u8]) -> [u8; 8] {
    let hash = Digest::Sha256.of(&[b"nonce", signature]);
    let mut nonce = [0; 8];
    nonce.copy_from_slice(&hash[..8]);
    nonce[0] = nonce[0] & 0x3F | 0x40;
    nonce
}

/// The token of an answer, if it was granted, speaks of this signature, repeats the nonce, and is unbroken.
fn read<'a>(answer: &'a [u8], signature: &[u8], nonce: &[u8]) -> Option<&'a [u8]> {
    let fields = Tlv::only(answer)?.expect(tlv::SEQUENCE)?.children()?;
    let status = fields.first()?.expect(tlv::SEQUENCE)?.children()?;
    let [status] = status.first()?.expect(tlv::INTEGER)?.value else { return None };
    if !GRANTED.contains(status) {
        return None;
    }
    let token = *fields.get(1)?;
    let cms = Cms::read(token)?;
    let said = timestamp::read(&cms, &[signature])?;
    let sound = said.report.imprint_fits && said.report.gen_time.is_some() && said.nonce == Some(nonce);
    (sound && cms.check_enclosed() == Integrity::Intact).then_some(token.raw)
}
