//! Signatures with a time of their own (PAdES B-T), against a double of a time stamping authority.

use std::sync::Arc;
use std::time::Duration;

use access::Role;
use cms::cert::{CertificateChoices, IssuerAndSerialNumber};
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{
    CertificateSet, EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo, SignerInfos,
};
use const_oid::ObjectIdentifier as Oid;
use der::asn1::{Any, GeneralizedTime, OctetString, SetOfVec, Uint};
use der::{Decode, Encode, Sequence};
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, SigningKey as _,
};
use testkit::SUKAMAJU;
use testkit::tsa::{Nakal, Stempel, Tsa};
use tte::pades::{Conclusion, RESERVE, SignError, Stamper, TimeSource, sign_stamped};
use x509_cert::attr::Attribute;
use x509_cert::spki::AlgorithmIdentifierOwned;

use super::contoh::{OFFICE, SHAPES, Shape, at, check, pdf, request};

const SHA256: Oid = Oid::new_unwrap("2.16.840.1.101.3.4.2.1");
const ECDSA_SHA256: Oid = Oid::new_unwrap("1.2.840.10045.4.3.2");
const SIGNED_DATA: Oid = Oid::new_unwrap("1.2.840.113549.1.7.2");
const TST_INFO: Oid = Oid::new_unwrap("1.2.840.113549.1.9.16.1.4");
const CONTENT_TYPE: Oid = Oid::new_unwrap("1.2.840.113549.1.9.3");
const MESSAGE_DIGEST: Oid = Oid::new_unwrap("1.2.840.113549.1.9.4");
const SIGNING_CERTIFICATE_V2: Oid = Oid::new_unwrap("1.2.840.113549.1.9.16.2.47");
/// When the authority says it was: not what the signer says.
const PADA: &str = "2026-03-02T02:00:07Z";

#[derive(Sequence)]
struct Imprint {
    algorithm: AlgorithmIdentifierOwned,
    hash: OctetString,
}

#[derive(Sequence)]
struct Query {
    version: u8,
    imprint: Imprint,
    nonce: Uint,
    with_certificates: bool,
}

#[derive(Sequence)]
struct TstInfo {
    version: u8,
    policy: Oid,
    imprint: Imprint,
    serial: u32,
    time: GeneralizedTime,
    nonce: Uint,
}

#[derive(Sequence)]
struct Status {
    status: u8,
}

#[derive(Sequence)]
struct Reply {
    status: Status,
    token: Any,
}

/// An authority and its stamping key.
struct Otoritas {
    ca_pem: String,
    leaf: Vec<u8>,
    ca: Vec<u8>,
    key: KeyPair,
}

impl Otoritas {
    fn baru() -> Self {
        let masa = |params: &mut CertificateParams| {
            params.not_before = rcgen::date_time_ymd(2020, 1, 1);
            params.not_after = rcgen::date_time_ymd(2049, 12, 31);
        };
        let ca_key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::default();
        masa(&mut params);
        params.distinguished_name.push(DnType::CommonName, "CA STEMPEL UJI");
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let ca = params.self_signed(&ca_key).unwrap();
        let issuer = Issuer::new(params, ca_key);
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::default();
        masa(&mut params);
        params.distinguished_name.push(DnType::CommonName, "STEMPEL UJI");
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::TimeStamping];
        params.use_authority_key_identifier_extension = true;
        let leaf = params.signed_by(&key, &issuer).unwrap();
        Self { ca_pem: ca.pem(), leaf: leaf.der().to_vec(), ca: ca.der().to_vec(), key }
    }

    fn info(query: &Query) -> Vec<u8> {
        let waktu = Duration::from_secs(u64::try_from(at(PADA).as_second()).unwrap());
        let info = TstInfo {
            version: 1,
            policy: Oid::new_unwrap("1.3.6.1.4.1.99999.1"),
            imprint: Imprint { algorithm: query.imprint.algorithm.clone(), hash: query.imprint.hash.clone() },
            serial: 77,
            time: GeneralizedTime::from_unix_duration(waktu).unwrap(),
            nonce: query.nonce.clone(),
        };
        info.to_der().unwrap()
    }

    /// A `TimeStampResp` over `info`.
    fn jawab(&self, info: &[u8]) -> Vec<u8> {
        let sidik = |bytes: &[u8]| ring::digest::digest(&ring::digest::SHA256, bytes).as_ref().to_vec();
        let attribute = |oid, value: Any| Attribute { oid, values: SetOfVec::try_from(vec![value]).unwrap() };
        let mut certificate = vec![0x30, 0x26, 0x30, 0x24, 0x30, 0x22, 0x04, 0x20];
        certificate.extend(sidik(&self.leaf));
        let attributes = SetOfVec::try_from(vec![
            attribute(CONTENT_TYPE, Any::encode_from(&TST_INFO).unwrap()),
            attribute(MESSAGE_DIGEST, Any::encode_from(&OctetString::new(sidik(info)).unwrap()).unwrap()),
            attribute(SIGNING_CERTIFICATE_V2, Any::from_der(&certificate).unwrap()),
        ])
        .unwrap();
        let signature = self.key.sign(&attributes.to_der().unwrap()).unwrap();
        let leaf = x509_cert::Certificate::from_der(&self.leaf).unwrap();
        let algorithm = |oid| AlgorithmIdentifierOwned { oid, parameters: None };
        let signer = SignerInfo {
            version: CmsVersion::V1,
            sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
                issuer: leaf.tbs_certificate.issuer.clone(),
                serial_number: leaf.tbs_certificate.serial_number.clone(),
            }),
            digest_alg: algorithm(SHA256),
            signed_attrs: Some(attributes),
            signature_algorithm: algorithm(ECDSA_SHA256),
            signature: OctetString::new(signature).unwrap(),
            unsigned_attrs: None,
        };
        let certificates = [&self.leaf, &self.ca]
            .map(|der| CertificateChoices::Certificate(x509_cert::Certificate::from_der(der).unwrap()));
        let content = Any::encode_from(&OctetString::new(info).unwrap()).unwrap();
        let data = SignedData {
            version: CmsVersion::V3,
            digest_algorithms: SetOfVec::try_from(vec![algorithm(SHA256)]).unwrap(),
            encap_content_info: EncapsulatedContentInfo { econtent_type: TST_INFO, econtent: Some(content) },
            certificates: Some(CertificateSet(SetOfVec::try_from(certificates.to_vec()).unwrap())),
            crls: None,
            signer_infos: SignerInfos(SetOfVec::try_from(vec![signer]).unwrap()),
        };
        let data = Any::from_der(&data.to_der().unwrap()).unwrap();
        let token = ContentInfo { content_type: SIGNED_DATA, content: data };
        let token = Any::from_der(&token.to_der().unwrap()).unwrap();
        Reply { status: Status { status: 0 }, token }.to_der().unwrap()
    }

    fn stempel(self: &Arc<Self>) -> Stempel {
        let ini = Arc::clone(self);
        Arc::new(move |query| {
            let query = Query::from_der(query).expect("the double saw that it is one");
            assert!(query.with_certificates && query.version == 1);
            ini.jawab(&Self::info(&query))
        })
    }
}

type Jawab = dyn Fn(&[u8]) -> Option<Vec<u8>>;

/// Answers without a network.
struct Langsung(Box<Jawab>);

impl Stamper for Langsung {
    fn ask(&self, query: &[u8]) -> Option<Vec<u8>> {
        (self.0)(query)
    }
}

fn bubuhkan(shape: Shape, stamper: &dyn Stamper) -> Result<Vec<u8>, SignError> {
    let minta = tte::pades::SignRequest { reserve: 4 * RESERVE, ..request("Stempel") };
    sign_stamped(&pdf(shape), &minta, OFFICE.lurah.chain(), &OFFICE.lurah, Some(stamper))
}

/// A stamped file, and the certificate of who stamped it.
pub(crate) fn berstempel(shape: Shape) -> (Vec<u8>, String) {
    let tsa = Arc::new(Otoritas::baru());
    let stempel = tsa.stempel();
    (bubuhkan(shape, &Langsung(Box::new(move |query| Some(stempel(query))))).unwrap(), tsa.ca_pem.clone())
}

#[test]
fn a_stamped_signature_has_a_time_that_is_not_the_signer_s_word() {
    let tsa = Arc::new(Otoritas::baru());
    for shape in SHAPES {
        let stempel = tsa.stempel();
        let signed = bubuhkan(shape, &Langsung(Box::new(move |query| Some(stempel(query))))).unwrap();
        let report = check(&signed);
        assert_eq!(report.conclusion(), Conclusion::Valid, "{shape:?}");
        let signature = &report.signatures[0];
        assert_eq!((signature.time_source, signature.signed_at), (TimeSource::Timestamp, Some(at(PADA))));
        assert!(signature.timestamp.as_ref().unwrap().imprint_fits);
    }
}

#[test]
fn an_answer_that_is_not_for_this_signature_is_not_taken() {
    let tsa = Arc::new(Otoritas::baru());
    let lain = |ubah: fn(&mut Query)| {
        let tsa = Arc::clone(&tsa);
        Langsung(Box::new(move |query| {
            let mut query = Query::from_der(query).unwrap();
            ubah(&mut query);
            Some(tsa.jawab(&Otoritas::info(&query)))
        }))
    };
    let hash = lain(|query| query.imprint.hash = OctetString::new([7; 32]).unwrap());
    let nonce = lain(|query| query.nonce = Uint::new(&[9]).unwrap());
    let stempel = tsa.stempel();
    let rusak = Langsung(Box::new(move |query| {
        let mut jawab = stempel(query);
        *jawab.last_mut()? ^= 1;
        Some(jawab)
    }));
    // Status 2: refused. A token would be ignored, and there is none.
    let tolak = Langsung(Box::new(|_| Some(vec![0x30, 0x05, 0x30, 0x03, 0x02, 0x01, 0x02])));
    let kosong = Langsung(Box::new(|_| Some(Vec::new())));
    for (nama, stamper) in
        [("hash", hash), ("nonce", nonce), ("broken", rusak), ("refused", tolak), ("empty", kosong)]
    {
        assert_eq!(bubuhkan(Shape::Classic, &stamper).unwrap_err(), SignError::BadTimeStamp, "{nama}");
    }
    let diam = Langsung(Box::new(|_| None));
    assert_eq!(bubuhkan(Shape::Classic, &diam).unwrap_err(), SignError::NoTimeStamp);
}

fn features() -> Vec<web::Feature> {
    vec![tte::feature()]
}

#[tokio::test(flavor = "multi_thread")]
async fn the_office_s_own_server_is_asked_and_its_silence_is_no_signature() {
    let tsa = Arc::new(Otoritas::baru());
    for app in testkit::each_engine(features).await {
        let server = Tsa::mulai(tsa.stempel()).await;
        let admin = app.sebagai(Role::Admin).await;
        let operator = app.sebagai(Role::Operator).await;
        assert_eq!(operator.get("/tte/stempel").await.status, 404);
        let stempel = async || {
            let mut tx = app.db.read(&app.ctx()).await.unwrap();
            tte::find_stempel(&mut tx).await.unwrap()
        };
        assert!(stempel().await.is_none(), "nobody is asked before somebody chose");
        for (alamat, sandi, said) in
            [("bukan alamat", "", "Isi alamat"), ("http://tsa.example", "x", "tanpa enkripsi")]
        {
            let fields =
                [("alamat", alamat), ("pengguna", if sandi.is_empty() { "" } else { "a" }), ("sandi", sandi)];
            let refused = admin.post("/tte/stempel", &fields).await;
            assert!(refused.status == 422 && refused.main().contains(said), "{}", refused.main());
        }
        admin.post("/tte/stempel", &[("alamat", server.alamat())]).await.led_to();
        let siap = stempel().await.unwrap().batas(Duration::from_secs(5));
        let coba = async || {
            let siap = siap.clone();
            tokio::task::spawn_blocking(move || bubuhkan(Shape::Classic, &siap)).await.unwrap()
        };
        let signed = coba().await.unwrap();
        assert_eq!(check(&signed).signatures[0].time_source, TimeSource::Timestamp);
        let lama = server.jawaban().remove(0);
        for (nakal, harap) in [
            (Nakal::Lambat(Duration::from_secs(8)), SignError::NoTimeStamp),
            (Nakal::Status(500), SignError::NoTimeStamp),
            (Nakal::Html, SignError::BadTimeStamp),
            (Nakal::Rusak, SignError::BadTimeStamp),
            (Nakal::Jawab(lama), SignError::BadTimeStamp),
        ] {
            server.nakal(nakal.clone());
            assert_eq!(coba().await.unwrap_err(), harap, "{nakal:?}");
        }
        assert_eq!(server.pelanggaran(), Vec::<String>::new());
        admin.post("/tte/stempel", &[("alamat", "")]).await.led_to();
        assert!(stempel().await.is_none());
        assert!(app.db.head(SUKAMAJU).await.unwrap() > 0);
    }
}

#[tokio::test]
async fn the_double_refuses_a_broken_question() {
    let tsa = Arc::new(Otoritas::baru());
    let server = Tsa::mulai(tsa.stempel()).await;
    let _ = rustls::crypto::ring::default_provider().install_default();
    let kirim = async |jenis: &str, isi: Vec<u8>| {
        let minta = reqwest::Client::new().post(server.alamat()).header("content-type", jenis).body(isi);
        minta.send().await.unwrap().status().as_u16()
    };
    let jenis = "application/timestamp-query";
    assert_eq!(kirim("text/plain", vec![0x30, 3, 2, 1, 1]).await, 400);
    assert_eq!(kirim(jenis, pdf(Shape::Classic)).await, 400, "a letter is none of its business");
    assert_eq!(kirim(jenis, vec![0x30, 3, 2, 1, 2]).await, 400);
    assert_eq!(server.pelanggaran().len(), 3);
    assert!(server.jawaban().is_empty());
}
