//! The CMS structure of a PAdES B-B or B-T signature (RFC 5652, ETSI EN 319 122-1).

use super::RawSigner;
use super::algorithm::{Digest, SignatureAlgorithm};
use super::chain::Certificates;
use super::error::SignError;
use super::stamp::{self, Stamper};
use super::timestamp::SIGNATURE_TIME_STAMP;
use cms::cert::{CertificateChoices, IssuerAndSerialNumber};
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{
    CertificateSet, EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo, SignerInfos,
};
use const_oid::ObjectIdentifier as Oid;
use der::asn1::{Any, OctetString, SetOfVec};
use der::{Decode, Encode, Sequence};
use x509_cert::attr::Attribute;
use x509_cert::spki::AlgorithmIdentifierOwned;

pub(super) const DATA: Oid = Oid::new_unwrap("1.2.840.113549.1.7.1");
pub(super) const SIGNED_DATA: Oid = Oid::new_unwrap("1.2.840.113549.1.7.2");
pub(super) const CONTENT_TYPE: Oid = Oid::new_unwrap("1.2.840.113549.1.9.3");
pub(super) const MESSAGE_DIGEST: Oid = Oid::new_unwrap("1.2.840.113549.1.9.4");
pub(super) const SIGNING_CERTIFICATE_V2: Oid = Oid::new_unwrap("1.2.840.113549.1.9.16.2.47");

/// `ESSCertIDv2` with its default digest, SHA-256 (RFC 5035 §4).
#[derive(Sequence)]
struct EssCertificate {
    hash: OctetString,
}

/// `SigningCertificateV2`: binds the signature to one certificate, so that another certificate over
/// the same key cannot be put in its place.
#[derive(Sequence)]
struct SigningCertificate {
    certificates: Vec<EssCertificate>,
}

/// The detached CMS signature over content with digest `digest`.
pub(super) fn detached(
    digest: &[u8],
    chain: &Certificates,
    signer: &dyn RawSigner,
    stamper: Option<&dyn Stamper>,
) -> Result<Vec<u8>, SignError> {
    let algorithm = signer.algorithm();
    let attributes = signed_attributes(digest, chain)?;
    let message = attributes.to_der()?;
    let signature = signer.sign(&message)?;
    let identifier = signature_identifier(algorithm);
    confirm(chain, &identifier, &message, &signature)?;
    let unsigned_attrs = match stamper {
        Some(stamper) => {
            let token = stamp::token(stamper, &signature)?;
            let token = Any::from_der(&token).map_err(|_| SignError::BadTimeStamp)?;
            Some(SetOfVec::try_from(vec![attribute(SIGNATURE_TIME_STAMP, token)?])?)
        }
        None => None,
    };
    let leaf = &chain.leaf().parsed().tbs_certificate;
    let info = SignerInfo {
        version: CmsVersion::V1,
        sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
            issuer: leaf.issuer.clone(),
            serial_number: leaf.serial_number.clone(),
        }),
        digest_alg: digest_identifier(algorithm.digest()),
        signed_attrs: Some(attributes),
        signature_algorithm: identifier,
        signature: OctetString::new(signature)?,
        unsigned_attrs,
    };
    wrap(chain, algorithm, info)
}

fn wrap(chain: &Certificates, algorithm: SignatureAlgorithm, info: SignerInfo) -> Result<Vec<u8>, SignError> {
    let certificates: Vec<_> = chain
        .iter()
        .map(|certificate| CertificateChoices::Certificate(certificate.parsed().clone()))
        .collect();
    let data = SignedData {
        version: CmsVersion::V1,
        digest_algorithms: SetOfVec::try_from(vec![digest_identifier(algorithm.digest())])?,
        encap_content_info: EncapsulatedContentInfo { econtent_type: DATA, econtent: None },
        certificates: Some(CertificateSet(SetOfVec::try_from(certificates)?)),
        crls: None,
        signer_infos: SignerInfos(SetOfVec::try_from(vec![info])?),
    };
    let content = ContentInfo { content_type: SIGNED_DATA, content: Any::from_der(&data.to_der()?)? };
    Ok(content.to_der()?)
}

/// Content type, message digest and signing certificate; no signing time, which PAdES keeps in `/M`.
fn signed_attributes(digest: &[u8], chain: &Certificates) -> Result<SetOfVec<Attribute>, der::Error> {
    let certificate = SigningCertificate {
        certificates: vec![EssCertificate { hash: OctetString::new(chain.leaf().sha256())? }],
    };
    SetOfVec::try_from(vec![
        attribute(CONTENT_TYPE, Any::encode_from(&DATA)?)?,
        attribute(MESSAGE_DIGEST, Any::encode_from(&OctetString::new(digest)?)?)?,
        attribute(SIGNING_CERTIFICATE_V2, Any::encode_from(&certificate)?)?,
    ])
}

fn attribute(oid: Oid, value: Any) -> Result<Attribute, der::Error> {
    Ok(Attribute { oid, values: SetOfVec::try_from(vec![value])? })
}

fn digest_identifier(digest: Digest) -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned { oid: digest.oid(), parameters: None }
}

fn signature_identifier(algorithm: SignatureAlgorithm) -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned {
        oid: algorithm.oid(),
        // RFC 4055 §5 wants NULL for RSA, RFC 5758 §3.2 wants nothing for ECDSA.
        parameters: algorithm.is_rsa().then(Any::null),
    }
}

/// A key that does not belong to the certificate is found here, not by the person who checks the letter.
fn confirm(
    chain: &Certificates,
    identifier: &AlgorithmIdentifierOwned,
    message: &[u8],
    signature: &[u8],
) -> Result<(), SignError> {
    let identifier = identifier.to_der()?;
    let identifier = super::tlv::Tlv::only(&identifier).ok_or(SignError::Encoding)?;
    chain.leaf().verify(identifier, None, message, signature).map_err(|_| SignError::KeyMismatch)
}
