//! Lists of revoked certificates (RFC 5280 §5).

use const_oid::ObjectIdentifier as Oid;
use der::Decode;
use jiff::{SignedDuration, Timestamp};
use x509_cert::crl::CertificateList;
use x509_cert::der::pem;
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::KeyUsage;
use x509_cert::ext::pkix::crl::IssuingDistributionPoint;

use super::Sebab;
use crate::pades::{Certificate, Tlv, instant};

/// Some hundred thousand entries; a national issuer has fewer.
pub(crate) const MAKS: usize = 4 << 20;
/// A list without an end is as good as one of a day.
const TANPA_AKHIR: SignedDuration = SignedDuration::from_hours(24);
const IDP: Oid = Oid::new_unwrap("2.5.29.28");

/// A list that its issuer signed.
pub(crate) struct Daftar {
    pub(crate) terbit: Timestamp,
    pub(crate) berikutnya: Timestamp,
    isi: CertificateList,
}

/// The bytes of a list, whichever way the file holds them.
pub(crate) fn dari_pem(berkas: &[u8]) -> Vec<u8> {
    if !berkas.trim_ascii_start().starts_with(b"-----BEGIN") {
        return berkas.to_vec();
    }
    pem::decode_vec(berkas.trim_ascii()).map(|(_, der)| der).unwrap_or_default()
}

/// Reads a list of this issuer. Lists of several issuers, of changes only or of some reasons only are not taken:
/// their silence about a certificate would mean nothing.
pub(crate) fn baca(der: &[u8], penerbit: &Certificate) -> Result<Daftar, Sebab> {
    if der.len() > MAKS {
        return Err(Sebab::TerlaluBesar);
    }
    let parts = Tlv::only(der).and_then(|list| list.children()).ok_or(Sebab::TidakTerbaca)?;
    let [signed, identifier, signature] = parts[..] else { return Err(Sebab::TidakTerbaca) };
    let isi = CertificateList::from_der(der).map_err(|_| Sebab::TidakTerbaca)?;
    let tbs = &isi.tbs_cert_list;
    let milik = tbs.issuer == penerbit.parsed().tbs_certificate.subject;
    if !milik || tbs.signature != isi.signature_algorithm || !boleh_mencabut(penerbit) {
        return Err(Sebab::TandaSalah);
    }
    if !penerbit.made(identifier, signed.raw, signature.bits().ok_or(Sebab::TidakTerbaca)?) {
        return Err(Sebab::TandaSalah);
    }
    if !tbs.crl_extensions.iter().flatten().all(dipahami) || !rinci(&isi) {
        return Err(Sebab::TidakTerbaca);
    }
    let terbit = instant(tbs.this_update);
    let sehari = terbit.checked_add(TANPA_AKHIR).unwrap_or(terbit);
    Ok(Daftar { terbit, berikutnya: tbs.next_update.map_or(sehari, instant), isi })
}

fn boleh_mencabut(penerbit: &Certificate) -> bool {
    match penerbit.parsed().tbs_certificate.get::<KeyUsage>() {
        Ok(Some((_, usage))) => usage.crl_sign(),
        Ok(None) => true,
        Err(_) => false,
    }
}

fn dipahami(extension: &Extension) -> bool {
    if extension.extn_id != IDP {
        return !extension.critical;
    }
    IssuingDistributionPoint::from_der(extension.extn_value.as_bytes()).is_ok_and(|batas| {
        !batas.only_contains_ca_certs
            && !batas.only_contains_attribute_certs
            && !batas.indirect_crl
            && batas.only_some_reasons.is_none()
    })
}

/// No entry asks for something that is not understood, such as another issuer.
fn rinci(isi: &CertificateList) -> bool {
    let semua = isi.tbs_cert_list.revoked_certificates.iter().flatten();
    semua.flat_map(|satu| satu.crl_entry_extensions.iter().flatten()).all(|extension| !extension.critical)
}

impl Daftar {
    /// When this certificate was revoked, if it was.
    pub(crate) fn dicabut(&self, sertifikat: &Certificate) -> Option<Timestamp> {
        let nomor = &sertifikat.parsed().tbs_certificate.serial_number;
        let mut semua = self.isi.tbs_cert_list.revoked_certificates.iter().flatten();
        semua.find(|satu| satu.serial_number == *nomor).map(|satu| instant(satu.revocation_date))
    }

    pub(crate) fn segar(&self, now: Timestamp) -> bool {
        now <= self.berikutnya && self.terbit <= now + super::tanya::SELISIH
    }

    /// How many it names.
    pub(crate) fn jumlah(&self) -> usize {
        self.isi.tbs_cert_list.revoked_certificates.as_ref().map_or(0, Vec::len)
    }
}
