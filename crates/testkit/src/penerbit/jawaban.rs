//! The bytes: lists, answers of a responder, key files.

use der::asn1::{BitString, GeneralizedTime, Ia5String, Null, OctetString};
use der::{Decode, Encode};
use p12_keystore::{KeyStore, KeyStoreEntry, PrivateKeyChain};
use rcgen::{
    CertificateRevocationListParams, Issuer, KeyIdMethod, KeyPair, RevokedCertParams, SerialNumber,
    SigningKey as _,
};
use x509_cert::ext::pkix::name::GeneralName;
use x509_cert::ext::pkix::{AccessDescription, AuthorityInfoAccessSyntax};
use x509_cert::spki::{AlgorithmIdentifierOwned, ObjectIdentifier};
use x509_ocsp::{
    BasicOcspResponse, CertStatus, OcspGeneralizedTime, OcspRequest, OcspResponse, ResponderId, ResponseData,
    RevokedInfo, SingleResponse, Version,
};

use super::{Dalam, Nakal, waktu};

const OCSP: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.48.1");
const SHA1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.14.3.2.26");
const ECDSA_SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2");

/// The extension that names a responder.
pub(super) fn alamat_responder(alamat: &str) -> Vec<u8> {
    let uri = GeneralName::UniformResourceIdentifier(Ia5String::new(alamat).expect("an address"));
    let satu = AccessDescription { access_method: OCSP, access_location: uri };
    AuthorityInfoAccessSyntax(vec![satu]).to_der().expect("an extension")
}

/// A key with its chain, as officials get it.
pub(super) fn pkcs12(pkcs8: &[u8], rantai: &[&Vec<u8>], sandi: &str) -> Vec<u8> {
    let kunci = p12_keystore::PrivateKey::from_der(pkcs8).expect("a key");
    let semua: Vec<_> =
        rantai.iter().map(|der| p12_keystore::Certificate::from_der(der).expect("a certificate")).collect();
    let mut berkas = KeyStore::new();
    let isi = PrivateKeyChain::new(&[1][..], kunci, semua);
    berkas.add_entry("tte", KeyStoreEntry::PrivateKeyChain(isi));
    berkas.writer(sandi).write().expect("a key file")
}

impl Dalam {
    /// The list, made so many days ago, good for a week, signed with this key.
    pub(super) fn daftar(&self, kunci: &KeyPair, hari: i64) -> Vec<u8> {
        let awal = rcgen::date_time_ymd(1970, 1, 1);
        let dicabut = self.catatan().dicabut.clone();
        let revoked_certs = dicabut.into_iter().map(|(nomor, pada)| RevokedCertParams {
            serial_number: SerialNumber::from(nomor),
            revocation_time: awal + waktu(pada, 0),
            reason_code: None,
            invalidity_date: None,
        });
        let params = CertificateRevocationListParams {
            this_update: awal + waktu(self.kini, -hari),
            next_update: awal + waktu(self.kini, 7 - hari),
            crl_number: SerialNumber::from(7_u64),
            issuing_distribution_point: None,
            revoked_certs: revoked_certs.collect(),
            key_identifier_method: KeyIdMethod::Sha256,
        };
        params.signed_by(&Issuer::from_params(&self.params, kunci)).expect("a list").der().to_vec()
    }

    /// The responder's answer, or what is wrong with the question.
    pub(super) fn ocsp(&self, badan: &[u8], nakal: Option<&Nakal>) -> Result<Vec<u8>, &'static str> {
        let minta = OcspRequest::from_der(badan).map_err(|_| "no OCSP request")?;
        let [satu] = &minta.tbs_request.request_list[..] else { return Err("not one question") };
        let mut nama = satu.req_cert.clone();
        if nama.hash_algorithm.oid != SHA1 || nama.issuer_key_hash.as_bytes().len() != 20 {
            return Err("the issuer is not named by SHA-1");
        }
        let saat = |hari: i64| {
            OcspGeneralizedTime(GeneralizedTime::from_unix_duration(waktu(self.kini, hari)).expect("a time"))
        };
        let nomor = nama.serial_number.as_bytes().iter().fold(0_u64, |nomor, b| (nomor << 8) | u64::from(*b));
        let cert_status = match (nakal, self.catatan().dicabut.get(&nomor)) {
            (Some(Nakal::TidakDikenal), _) => CertStatus::Unknown(Null),
            (_, Some(pada)) => {
                let pada = GeneralizedTime::from_unix_duration(waktu(*pada, 0)).expect("a time");
                let revocation_time = OcspGeneralizedTime(pada);
                CertStatus::Revoked(RevokedInfo { revocation_time, revocation_reason: None })
            }
            _ => CertStatus::Good(Null),
        };
        if nakal == Some(&Nakal::NomorLain) {
            nama.serial_number = x509_cert::serial_number::SerialNumber::from(77_u32);
        }
        let hari = if nakal == Some(&Nakal::Basi) { -365 } else { 0 };
        let single = SingleResponse {
            cert_id: nama,
            cert_status,
            this_update: saat(hari),
            next_update: Some(saat(hari + 1)),
            single_extensions: None,
        };
        let data = ResponseData {
            version: Version::V1,
            responder_id: ResponderId::ByKey(OctetString::new(vec![0; 20]).expect("a name")),
            produced_at: saat(hari),
            responses: vec![single],
            response_extensions: None,
        };
        Ok(self.tanda_tangani(data, nakal))
    }

    fn tanda_tangani(&self, data: ResponseData, nakal: Option<&Nakal>) -> Vec<u8> {
        let lain;
        let mut certs = None;
        let kunci = match nakal {
            Some(Nakal::TandaSalah) => {
                lain = KeyPair::generate().expect("a key");
                &lain
            }
            Some(Nakal::Wakil | Nakal::WakilPalsu) => {
                let (kunci, der) = self.wakil(nakal == Some(&Nakal::Wakil));
                certs = Some(vec![x509_cert::Certificate::from_der(&der).expect("a certificate")]);
                lain = kunci;
                &lain
            }
            _ => &self.kunci,
        };
        let signature = kunci.sign(&data.to_der().expect("DER")).expect("a signature");
        let basic = BasicOcspResponse {
            tbs_response_data: data,
            signature_algorithm: AlgorithmIdentifierOwned { oid: ECDSA_SHA256, parameters: None },
            signature: BitString::from_bytes(&signature).expect("bits"),
            certs,
        };
        OcspResponse::successful(basic).expect("an answer").to_der().expect("DER")
    }
}
