//! Which chains of certificates are believed.

use super::contoh::{OFFICE, Shape, at, now, pdf, request};
use rcgen::{
    BasicConstraints, CertificateParams, CustomExtension, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose,
    SigningKey, date_time_ymd,
};
use tte::pades::{
    Certificates, Integrity, RawSigner, SignError, SignatureAlgorithm, Trust, TrustAnchors, TrustProblem,
    sign, verify,
};

struct Key(KeyPair);

impl RawSigner for Key {
    fn algorithm(&self) -> SignatureAlgorithm {
        SignatureAlgorithm::EcdsaP256Sha256
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        SigningKey::sign(&self.0, message).map_err(|_| SignError::KeyFailed)
    }
}

fn params(name: &str, is_ca: IsCa, usage: KeyUsagePurpose) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = rcgen::DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, name);
    params.is_ca = is_ca;
    params.key_usages = vec![usage];
    params.not_before = date_time_ymd(2020, 1, 1);
    params.not_after = date_time_ymd(2040, 1, 1);
    params
}

fn root() -> CertificateParams {
    params("Induk", IsCa::Ca(BasicConstraints::Unconstrained), KeyUsagePurpose::KeyCertSign)
}

fn middle() -> CertificateParams {
    params("Antara", IsCa::Ca(BasicConstraints::Unconstrained), KeyUsagePurpose::KeyCertSign)
}

fn leaf() -> CertificateParams {
    params("Siti", IsCa::ExplicitNoCa, KeyUsagePurpose::ContentCommitment)
}

/// Root, middle and leaf certificate, and the leaf's key.
fn issue(
    root: &CertificateParams,
    middle: &CertificateParams,
    leaf: &CertificateParams,
) -> ([Vec<u8>; 3], Key) {
    let [top, between, own] = [(); 3].map(|()| KeyPair::generate().unwrap());
    let top_certificate = root.self_signed(&top).unwrap();
    let issuer = Issuer::from_params(root, &top);
    let middle_certificate = middle.signed_by(&between, &issuer).unwrap();
    let issuer = Issuer::from_params(middle, &between);
    let leaf_certificate = leaf.signed_by(&own, &issuer).unwrap();
    let der = [top_certificate, middle_certificate, leaf_certificate];
    (der.map(|certificate| certificate.der().to_vec()), Key(own))
}

/// Signs with `chain` and judges by `anchor`.
fn trust(chain: &[&Vec<u8>], key: &Key, anchor: &[u8]) -> Trust {
    let chain = Certificates::from_der(chain).unwrap();
    let signed = sign(&pdf(Shape::Classic), &request("A"), &chain, key).unwrap();
    let anchors = TrustAnchors::from_der(&[anchor]).unwrap();
    let report = verify(&signed, &anchors, now()).unwrap();
    assert_eq!(report.signatures[0].integrity, Integrity::Intact);
    report.signatures[0].trust.clone()
}

#[test]
fn through_an_authority_in_between() {
    let ([root, middle, leaf], key) = issue(&root(), &middle(), &leaf());
    let trusted = |anchor: &str| Trust::Trusted { anchor: anchor.to_owned() };
    assert_eq!(trust(&[&leaf, &middle], &key, &root), trusted("Induk"));
    assert_eq!(trust(&[&leaf, &root, &middle], &key, &root), trusted("Induk"));
    assert_eq!(trust(&[&leaf], &key, &middle), trusted("Antara"));
    assert_eq!(trust(&[&leaf], &key, &leaf), trusted("Siti"));
    let missing = Trust::Untrusted(TrustProblem::NoPath);
    assert_eq!(trust(&[&leaf], &key, &root), missing);
    assert_eq!(trust(&[&leaf, &middle, &root], &key, &OFFICE.authority.certificate_der()), missing);
}

#[test]
fn an_impostor_with_the_right_name() {
    let ([_, middle_certificate, leaf_certificate], key) = issue(&root(), &middle(), &leaf());
    let ([impostor, ..], _) = issue(&root(), &middle(), &leaf());
    let found = trust(&[&leaf_certificate, &middle_certificate], &key, &impostor);
    assert_eq!(found, Trust::Untrusted(TrustProblem::BadCertificateSignature));
}

#[test]
fn every_weak_link_has_its_name() {
    let mut expired = middle();
    expired.not_after = date_time_ymd(2025, 1, 1);
    let mut unborn = leaf();
    unborn.not_before = date_time_ymd(2027, 1, 1);
    let mut narrow = root();
    narrow.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    let mut person = middle();
    person.is_ca = IsCa::ExplicitNoCa;
    let mut idle = middle();
    idle.key_usages = vec![KeyUsagePurpose::CrlSign];
    let mut cipher = leaf();
    cipher.key_usages = vec![KeyUsagePurpose::KeyEncipherment];
    let mut strange = leaf();
    let mut extension = CustomExtension::from_oid_content(&[1, 2, 3, 4], vec![5, 0]);
    extension.set_criticality(true);
    strange.custom_extensions = vec![extension];
    let until = at("2025-01-01T00:00:00Z");
    let from = at("2027-01-01T00:00:00Z");
    for (root, middle, leaf, expected) in [
        (root(), expired, leaf(), TrustProblem::Expired { until }),
        (root(), middle(), unborn, TrustProblem::NotYetValid { from }),
        (narrow, middle(), leaf(), TrustProblem::IssuerNotAuthority),
        (root(), person, leaf(), TrustProblem::IssuerNotAuthority),
        (root(), idle, leaf(), TrustProblem::IssuerNotAuthority),
        (root(), middle(), cipher, TrustProblem::WrongKeyUsage),
        (root(), middle(), strange, TrustProblem::UnknownDemand),
    ] {
        let ([root, middle, leaf], key) = issue(&root, &middle, &leaf);
        assert_eq!(trust(&[&leaf, &middle], &key, &root), Trust::Untrusted(expected));
    }
}

#[test]
fn anchors_from_a_pem_file() {
    let pem = OFFICE.authority.certificate_pem();
    let two = format!("CA desa\n{pem}\nsekali lagi\n{pem}");
    assert_eq!(TrustAnchors::from_pem(&two).unwrap().len(), 2);
    assert!(TrustAnchors::from_pem("").unwrap().is_empty());
    for broken in [&pem[..pem.len() / 2], &pem.replace('M', "!"), "-----BEGIN CERTIFICATE-----"] {
        assert!(TrustAnchors::from_pem(broken).is_err());
    }
}

#[test]
fn chains_that_are_none() {
    let none: [&[u8]; 0] = [];
    assert!(Certificates::from_der(&none).is_err());
    assert!(Certificates::from_der(&[b"bukan sertifikat"]).is_err());
    let der = OFFICE.authority.certificate_der();
    assert!(Certificates::from_der(&vec![der; 7]).is_err());
}
