//! Reading a CMS signature that anybody may have made (RFC 5652 §5).

use super::algorithm::{Digest, Rejected};
use super::certificate::Certificate;
use super::cms_write::{CONTENT_TYPE, DATA, MESSAGE_DIGEST, SIGNED_DATA, SIGNING_CERTIFICATE_V2};
use super::dates;
use super::report::Integrity;
use super::tlv::{self, Tlv};
use const_oid::ObjectIdentifier as Oid;
use der::Encode;
use jiff::Timestamp;
use x509_cert::ext::pkix::SubjectKeyIdentifier;

const SIGNING_TIME: Oid = Oid::new_unwrap("1.2.840.113549.1.9.5");
const MAX_CERTIFICATES: usize = 24;

type Attributes<'a> = Vec<(Oid, Vec<Tlv<'a>>)>;

/// A `SignedData` with its one signer, borrowed from its own bytes.
pub(super) struct Cms<'a> {
    pub(super) content_type: Oid,
    /// Content carried inside; a detached signature has none.
    pub(super) content: Option<Tlv<'a>>,
    pub(super) certificates: Vec<Certificate>,
    signer: Tlv<'a>,
    digest: Tlv<'a>,
    /// With its own tag, `[0]`.
    signed: Option<Tlv<'a>>,
    attributes: Attributes<'a>,
    algorithm: Tlv<'a>,
    pub(super) signature: &'a [u8],
    unsigned: Attributes<'a>,
}

impl<'a> Cms<'a> {
    /// Reads a signature from a `/Contents` string: zeros behind it are padding, anything else is not.
    pub(super) fn from_padded(contents: &'a [u8]) -> Option<Self> {
        let (content, padding) = Tlv::first(contents)?;
        if padding.iter().any(|&byte| byte != 0) {
            return None;
        }
        Self::read(content)
    }

    pub(super) fn read(content: Tlv<'a>) -> Option<Self> {
        let fields = content.expect(tlv::SEQUENCE)?.children()?;
        let [kind, wrapped] = fields[..] else {
            return None;
        };
        if kind.oid()? != SIGNED_DATA {
            return None;
        }
        let data = Tlv::only(wrapped.expect(tlv::CONTEXT_0)?.value)?.expect(tlv::SEQUENCE)?;
        let fields = data.children()?;
        let mut fields = fields.iter();
        fields.next()?.expect(tlv::INTEGER)?;
        fields.next()?.expect(tlv::SET)?;
        let inner = fields.next()?.expect(tlv::SEQUENCE)?.children()?;
        let certificates = fields
            .clone()
            .find(|field| field.tag == tlv::CONTEXT_0)
            .map(read_certificates)
            .unwrap_or_default();
        let infos = fields.next_back()?.expect(tlv::SET)?.children()?;
        let [info] = infos[..] else {
            return None;
        };
        let content = match inner.get(1) {
            Some(explicit) => Some(Tlv::only(explicit.expect(tlv::CONTEXT_0)?.value)?),
            None => None,
        };
        Self::read_signer(info, inner.first()?.oid()?, content, certificates)
    }

    fn read_signer(
        info: Tlv<'a>,
        content_type: Oid,
        content: Option<Tlv<'a>>,
        certificates: Vec<Certificate>,
    ) -> Option<Self> {
        let fields = info.expect(tlv::SEQUENCE)?.children()?;
        let mut fields = fields.into_iter().peekable();
        fields.next()?.expect(tlv::INTEGER)?;
        let (signer, digest) = (fields.next()?, fields.next()?);
        let signed = fields.next_if(|field| field.tag == tlv::CONTEXT_0);
        let algorithm = fields.next()?.expect(tlv::SEQUENCE)?;
        let signature = fields.next()?.expect(tlv::OCTET_STRING)?.value;
        let unsigned = fields.next_if(|field| field.tag == tlv::CONTEXT_1);
        let attributes = match signed {
            Some(set) => read_attributes(set)?,
            None => Vec::new(),
        };
        let unsigned = match unsigned {
            Some(set) => read_attributes(set)?,
            None => Vec::new(),
        };
        Some(Self {
            content_type,
            content,
            certificates,
            signer,
            digest,
            signed,
            attributes,
            algorithm,
            signature,
            unsigned,
        })
    }

    /// The certificate that the signer info names, by issuer and serial number or by key identifier.
    pub(super) fn signer(&self) -> Option<&Certificate> {
        self.certificates.iter().find(|candidate| {
            let certificate = &candidate.parsed().tbs_certificate;
            if self.signer.tag == 0x80 {
                let found = certificate.get::<SubjectKeyIdentifier>();
                return matches!(found, Ok(Some((_, id))) if id.0.as_bytes() == self.signer.value);
            }
            let Some(parts) = self.signer.children() else {
                return false;
            };
            let [issuer, serial] = parts[..] else {
                return false;
            };
            serial.value == certificate.serial_number.as_bytes()
                && certificate.issuer.to_der().is_ok_and(|der| der == issuer.raw)
        })
    }

    pub(super) fn digest(&self) -> Result<Digest, String> {
        let fields = self.digest.children().unwrap_or_default();
        let oid = fields.first().and_then(Tlv::oid).ok_or("digest tidak terbaca")?;
        Digest::from_oid(oid)
    }

    /// Checks the signature against the content it is detached from.
    pub(super) fn check(&self, parts: &[&[u8]], needs_certificate_hash: bool) -> Integrity {
        if self.content.is_some() || self.content_type != DATA {
            return Integrity::Malformed("CMS carries content of its own");
        }
        self.check_parts(parts, needs_certificate_hash)
    }

    /// Checks a signature over content that it carries, such as that of a time stamp.
    pub(super) fn check_enclosed(&self) -> Integrity {
        match self.content.and_then(|content| content.expect(tlv::OCTET_STRING)) {
            Some(content) if self.signed.is_some() => self.check_parts(&[content.value], false),
            _ => Integrity::Malformed("nothing is signed in it"),
        }
    }

    fn check_parts(&self, parts: &[&[u8]], needs_certificate_hash: bool) -> Integrity {
        let digest = match self.digest() {
            Ok(digest) => digest,
            Err(name) => return Integrity::Unsupported(name),
        };
        let Some(certificate) = self.signer() else {
            return Integrity::Malformed("the signer's certificate is missing");
        };
        let Some(signed) = self.signed else {
            if needs_certificate_hash {
                return Integrity::Malformed("no signed attributes");
            }
            return self.check_bytes(certificate, digest, &parts.concat());
        };
        if let Err(reason) = self.check_certificate_hash(certificate, needs_certificate_hash) {
            return Integrity::Malformed(reason);
        }
        match self.check_attributes(&digest.of(parts)) {
            Ok(true) => {}
            Ok(false) => return Integrity::DigestMismatch,
            Err(reason) => return Integrity::Malformed(reason),
        }
        // The signature is over the attributes under their universal tag (RFC 5652 §5.4).
        let mut message = signed.raw.to_vec();
        message[0] = tlv::SET;
        self.check_bytes(certificate, digest, &message)
    }

    fn check_bytes(&self, certificate: &Certificate, digest: Digest, message: &[u8]) -> Integrity {
        match certificate.verify(self.algorithm, Some(digest), message, self.signature) {
            Ok(()) => Integrity::Intact,
            Err(Rejected::Wrong) => Integrity::BadSignature,
            Err(Rejected::Unsupported(name)) => Integrity::Unsupported(name),
        }
    }

    /// Whether the message digest is that of the content.
    fn check_attributes(&self, digest: &[u8]) -> Result<bool, &'static str> {
        let kind = single(&self.attributes, CONTENT_TYPE)?.and_then(|value| value.oid());
        if kind != Some(self.content_type) {
            return Err("content type is not signed");
        }
        let signed = single(&self.attributes, MESSAGE_DIGEST)?
            .and_then(|value| value.expect(tlv::OCTET_STRING))
            .ok_or("message digest is not signed")?;
        Ok(signed.value == digest)
    }

    /// The signed hash of the signing certificate (RFC 5035); CAdES insists on it, old PKCS#7 may lack it.
    fn check_certificate_hash(&self, certificate: &Certificate, needed: bool) -> Result<(), &'static str> {
        let Some(value) = single(&self.attributes, SIGNING_CERTIFICATE_V2)? else {
            return if needed { Err("signing certificate is not signed") } else { Ok(()) };
        };
        let matches = || {
            let first = *value.children()?.first()?.children()?.first()?;
            let fields = first.children()?;
            let (digest, hash) = match fields.first()? {
                field if field.tag == tlv::OCTET_STRING => (Digest::Sha256, *field),
                field => {
                    let oid = field.children()?.first()?.oid()?;
                    (Digest::from_oid(oid).ok()?, *fields.get(1)?)
                }
            };
            let hash = hash.expect(tlv::OCTET_STRING)?.value;
            (hash == digest.of(&[certificate.der()])).then_some(())
        };
        matches().ok_or("signed hash names another certificate")
    }

    pub(super) fn signing_time(&self) -> Option<Timestamp> {
        single(&self.attributes, SIGNING_TIME).ok()?.and_then(dates::from_asn1)
    }

    pub(super) fn unsigned(&self, oid: Oid) -> Option<Tlv<'a>> {
        single(&self.unsigned, oid).ok()?
    }
}

fn read_certificates(set: &Tlv<'_>) -> Vec<Certificate> {
    let all = set.children().unwrap_or_default();
    all.iter()
        .filter(|item| item.tag == tlv::SEQUENCE)
        .take(MAX_CERTIFICATES)
        .filter_map(|item| Certificate::parse(item.raw).ok())
        .collect()
}

fn read_attributes(set: Tlv<'_>) -> Option<Attributes<'_>> {
    let mut found = Vec::new();
    for attribute in set.children()? {
        let fields = attribute.expect(tlv::SEQUENCE)?.children()?;
        let [oid, values] = fields[..] else {
            return None;
        };
        found.push((oid.oid()?, values.expect(tlv::SET)?.children()?));
    }
    Some(found)
}

/// The one value of the one attribute `oid`; two would let two readers see two things.
fn single<'a>(attributes: &Attributes<'a>, oid: Oid) -> Result<Option<Tlv<'a>>, &'static str> {
    let mut found = attributes.iter().filter(|(kind, _)| *kind == oid);
    let Some((_, values)) = found.next() else {
        return Ok(None);
    };
    match (&values[..], found.next()) {
        ([value], None) => Ok(Some(*value)),
        _ => Err("an attribute is repeated"),
    }
}
