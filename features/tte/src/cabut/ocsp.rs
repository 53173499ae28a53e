//! Questions to a responder, and its answers (RFC 6960).

use const_oid::ObjectIdentifier as Oid;
use der::asn1::{Null, OctetString};
use der::{Decode, Encode};
use jiff::{SignedDuration, Timestamp};
use ring::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use x509_cert::ext::pkix::ExtendedKeyUsage;
use x509_cert::spki::AlgorithmIdentifierOwned;
use x509_ocsp::{
    CertId, CertStatus, OcspGeneralizedTime, OcspRequest, OcspResponse, OcspResponseStatus, Request,
    ResponseData, SingleResponse, TbsRequest,
};

use super::Sebab;
use crate::pades::{Certificate, Tlv, unix};

/// An answer with its certificates is a few kilobytes.
pub(super) const MAKS: usize = 64 * 1024;
/// The hash by which a responder finds the issuer; not one that vouches for anything.
const SHA1: Oid = Oid::new_unwrap("1.3.14.3.2.26");
const BASIC: Oid = Oid::new_unwrap("1.3.6.1.5.5.7.48.1.1");
const OCSP_SIGNING: Oid = Oid::new_unwrap("1.3.6.1.5.5.7.3.9");
/// An answer that does not say how long it holds.
const TANPA_AKHIR: SignedDuration = SignedDuration::from_hours(24);
const SAKSI_MAKS: usize = 4;

/// What the responder says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kabar {
    Berlaku,
    Dicabut(Timestamp),
}

fn nama(sertifikat: &Certificate, penerbit: &Certificate) -> Option<CertId> {
    let hash = |bytes: &[u8]| OctetString::new(digest(&SHA1_FOR_LEGACY_USE_ONLY, bytes).as_ref()).ok();
    let subject = penerbit.parsed().tbs_certificate.subject.to_der().ok()?;
    Some(CertId {
        hash_algorithm: AlgorithmIdentifierOwned { oid: SHA1, parameters: Some(Null.into()) },
        issuer_name_hash: hash(&subject)?,
        issuer_key_hash: hash(penerbit.public_key())?,
        serial_number: sertifikat.parsed().tbs_certificate.serial_number.clone(),
    })
}

/// The question about one certificate.
pub(super) fn permintaan(sertifikat: &Certificate, penerbit: &Certificate) -> Option<Vec<u8>> {
    let satu = Request { req_cert: nama(sertifikat, penerbit)?, single_request_extensions: None };
    let tbs_request = TbsRequest { request_list: vec![satu], ..TbsRequest::default() };
    OcspRequest { tbs_request, optional_signature: None }.to_der().ok()
}

/// What an answer says of this certificate, if it counts.
pub(super) fn baca(
    der: &[u8],
    sertifikat: &Certificate,
    penerbit: &Certificate,
    now: Timestamp,
) -> Result<Kabar, Sebab> {
    if der.len() > MAKS {
        return Err(Sebab::TerlaluBesar);
    }
    let jawaban = OcspResponse::from_der(der).map_err(|_| Sebab::TidakTerbaca)?;
    if jawaban.response_status != OcspResponseStatus::Successful {
        return Err(Sebab::TidakMenjawab);
    }
    let bytes = jawaban.response_bytes.filter(|bytes| bytes.response_type == BASIC);
    let bytes = bytes.ok_or(Sebab::TidakTerbaca)?;
    let parts = Tlv::only(bytes.response.as_bytes()).and_then(|basic| basic.children());
    let parts = parts.ok_or(Sebab::TidakTerbaca)?;
    let [signed, identifier, signature, certificates @ ..] = &parts[..] else {
        return Err(Sebab::TidakTerbaca);
    };
    let signature = signature.bits().ok_or(Sebab::TidakTerbaca)?;
    let sah = |siapa: &Certificate| siapa.made(*identifier, signed.raw, signature);
    if !sah(penerbit) && !saksi(certificates).iter().any(|siapa| boleh(siapa, penerbit, now) && sah(siapa)) {
        return Err(Sebab::TandaSalah);
    }
    let data = ResponseData::from_der(signed.raw).map_err(|_| Sebab::TidakTerbaca)?;
    let wanted = nama(sertifikat, penerbit).ok_or(Sebab::TidakTerbaca)?;
    let satu = data.responses.iter().find(|satu| sama(&satu.cert_id, &wanted));
    kabar(satu.ok_or(Sebab::TidakDikenal)?, now)
}

fn sama(satu: &CertId, dua: &CertId) -> bool {
    satu.hash_algorithm.oid == dua.hash_algorithm.oid
        && satu.issuer_name_hash == dua.issuer_name_hash
        && satu.issuer_key_hash == dua.issuer_key_hash
        && satu.serial_number == dua.serial_number
}

fn kabar(satu: &SingleResponse, now: Timestamp) -> Result<Kabar, Sebab> {
    let saat = |time: OcspGeneralizedTime| unix(time.0.to_unix_duration());
    let terbit = saat(satu.this_update);
    let akhir = satu.next_update.map_or(terbit.checked_add(TANPA_AKHIR).unwrap_or(terbit), saat);
    // Somebody may hand out an answer of last year.
    if terbit > now + super::tanya::SELISIH || now > akhir + super::tanya::SELISIH {
        return Err(Sebab::Basi);
    }
    match &satu.cert_status {
        CertStatus::Good(_) => Ok(Kabar::Berlaku),
        CertStatus::Revoked(info) => Ok(Kabar::Dicabut(saat(info.revocation_time))),
        CertStatus::Unknown(_) => Err(Sebab::TidakDikenal),
    }
}

/// The certificates that came with an answer.
fn saksi(rest: &[Tlv<'_>]) -> Vec<Certificate> {
    let semua = rest.first().and_then(|tlv| Tlv::only(tlv.value)).and_then(|list| list.children());
    let semua = semua.unwrap_or_default();
    semua.iter().take(SAKSI_MAKS).filter_map(|satu| Certificate::parse(satu.raw).ok()).collect()
}

/// Whether the issuer lets this certificate answer in its name (RFC 6960 §4.2.2.2).
fn boleh(siapa: &Certificate, penerbit: &Certificate, now: Timestamp) -> bool {
    let untuk = siapa.parsed().tbs_certificate.get::<ExtendedKeyUsage>();
    let ditunjuk = matches!(untuk, Ok(Some((_, untuk))) if untuk.0.contains(&OCSP_SIGNING));
    ditunjuk && siapa.valid_from() <= now && now <= siapa.valid_until() && siapa.made_by(penerbit)
}
