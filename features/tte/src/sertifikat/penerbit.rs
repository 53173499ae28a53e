//! The office's own certificate authority, for demonstration and for signatures inside the house.

use super::key::{Issuing, PrivateKey};
use super::keystore;
use super::{Error, Passphrase};
use crate::pades::{Certificate, Certificates};
use jiff::Timestamp;
use rcgen::string::PrintableString;
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, DnValue, IsCa, Issuer, KeyUsagePurpose,
};
use std::time::Duration;
use x509_cert::der::{EncodePem, pem};
use zeroize::Zeroizing;

/// Common name of the demonstration authority, and a mark on everything it issues.
pub const CONTOH: &str = "CONTOH – BUKAN TTE SAH";

/// X.520 upper bound of the names used here.
const MAX_NAME: usize = 64;
const NIK_DIGITS: usize = 16;
const SERIAL_NUMBER: [u64; 4] = [2, 5, 4, 5];

/// From when until when a certificate is valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Masa {
    pub from: Timestamp,
    pub until: Timestamp,
}

/// The official who will sign.
#[derive(Debug, Clone, Copy)]
pub struct Pemegang<'a> {
    /// As in the decree of appointment, titles included.
    pub nama: &'a str,
    /// Number of that decree or of the office's list; letters, digits and `- . / ' ( ) + , : = ?`. Never the NIK.
    pub nomor: &'a str,
    /// The government unit, such as "Kalurahan Pleret".
    pub unit: &'a str,
}

/// An authority with its key, opened.
pub struct Penerbit {
    key: PrivateKey,
    chain: Certificates,
    pkcs8: Option<Zeroizing<Vec<u8>>>,
}

impl Penerbit {
    /// A new demonstration authority, named [`CONTOH`].
    pub fn contoh(unit: &str, masa: Masa) -> Result<Self, Error> {
        Self::create(CONTOH, unit, masa)
    }

    /// A new authority of the office itself: *tidak tersertifikasi* by PP 71/2019 art. 60.
    pub fn sendiri(nama: &str, unit: &str, masa: Masa) -> Result<Self, Error> {
        check_text("Nama penerbit", nama)?;
        Self::create(nama, unit, masa)
    }

    fn create(nama: &str, unit: &str, masa: Masa) -> Result<Self, Error> {
        check_text("Nama unit", unit)?;
        let (key, pkcs8) = PrivateKey::generate()?;
        let mut params = params(masa, [(DnType::OrganizationName, unit), (DnType::CommonName, nama)])?;
        // It issues to people only, never to a further authority.
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let certificate = params.self_signed(&Issuing(&key))?;
        Ok(Self { key, chain: Certificates::from_der(&[certificate.der()])?, pkcs8: Some(pkcs8) })
    }

    /// Opens an authority stored by [`Self::to_pkcs12`].
    pub fn open(p12: &[u8], passphrase: &Passphrase) -> Result<Self, Error> {
        let (key, chain) = keystore::read(p12, passphrase)?.into_parts();
        if !chain.leaf().may_issue(0) {
            return Err(Error::TanpaKunci);
        }
        Ok(Self { key, chain, pkcs8: None })
    }

    /// The stored form of a newly created authority; one that was opened is stored already.
    pub fn to_pkcs12(&self, passphrase: &Passphrase) -> Result<Vec<u8>, Error> {
        let pkcs8 = self.pkcs8.as_ref().ok_or(Error::GagalMembuat)?;
        keystore::write(pkcs8, &self.chain, passphrase)
    }

    /// The authority's certificate as DER: what [`crate::pades::TrustAnchors`] takes.
    pub fn certificate_der(&self) -> Vec<u8> {
        self.chain.leaf().der().to_vec()
    }

    /// The authority's certificate as PEM, for other programs.
    pub fn certificate_pem(&self) -> String {
        let pem = self.chain.leaf().parsed().to_pem(pem::LineEnding::LF);
        pem.expect("a certificate that was parsed can be written")
    }

    /// Issues a certificate to an official and returns it with its new key as PKCS#12 under the
    /// official's passphrase. The key exists nowhere else.
    pub fn terbitkan(
        &self,
        pemegang: &Pemegang<'_>,
        masa: Masa,
        passphrase: &Passphrase,
    ) -> Result<Vec<u8>, Error> {
        pemegang.check()?;
        passphrase.check_new()?;
        if masa.from < self.leaf().valid_from() || masa.until > self.leaf().valid_until() {
            return Err(Error::MasaTidakSah);
        }
        let (key, pkcs8) = PrivateKey::generate()?;
        let mut params = params(masa, self.subject(pemegang))?;
        let number =
            PrintableString::try_from(pemegang.nomor).map_err(|_| Error::IsianTidakSah("Nomor pejabat"))?;
        params
            .distinguished_name
            .push(DnType::CustomDnType(SERIAL_NUMBER.to_vec()), DnValue::PrintableString(number));
        params.is_ca = IsCa::ExplicitNoCa;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature, KeyUsagePurpose::ContentCommitment];
        params.use_authority_key_identifier_extension = true;
        let own = self.certificate_der();
        let issuer = Issuer::from_ca_cert_der(&own.as_slice().into(), Issuing(&self.key))?;
        let certificate = params.signed_by(&Issuing(&key), &issuer)?;
        let chain = Certificates::from_der(&[certificate.der().as_ref(), &own])?;
        keystore::write(&pkcs8, &chain, passphrase)
    }

    fn leaf(&self) -> &Certificate {
        self.chain.leaf()
    }

    fn subject<'a>(&self, pemegang: &Pemegang<'a>) -> Vec<(DnType, &'a str)> {
        let mut names = vec![(DnType::OrganizationName, pemegang.unit)];
        if self.leaf().signer().common_name == CONTOH {
            names.push((DnType::OrganizationalUnitName, CONTOH));
        }
        names.push((DnType::CommonName, pemegang.nama));
        names
    }
}

impl Pemegang<'_> {
    fn check(&self) -> Result<(), Error> {
        check_text("Nama pejabat", self.nama)?;
        check_text("Nomor pejabat", self.nomor)?;
        check_text("Nama unit", self.unit)
    }
}

fn params<'a>(
    masa: Masa,
    names: impl IntoIterator<Item = (DnType, &'a str)>,
) -> Result<CertificateParams, Error> {
    if masa.from >= masa.until {
        return Err(Error::MasaTidakSah);
    }
    let seconds = |instant: Timestamp| {
        let since_1970 = u64::try_from(instant.as_second());
        since_1970.map(Duration::from_secs).map_err(|_| Error::MasaTidakSah)
    };
    let epoch = rcgen::date_time_ymd(1970, 1, 1);
    let mut subject = DistinguishedName::new();
    let country = PrintableString::try_from("ID").map_err(|_| Error::GagalMembuat)?;
    subject.push(DnType::CountryName, DnValue::PrintableString(country));
    for (kind, text) in names {
        subject.push(kind, text);
    }
    let mut params = CertificateParams::default();
    params.not_before = epoch + seconds(masa.from)?;
    params.not_after = epoch + seconds(masa.until)?;
    params.distinguished_name = subject;
    Ok(params)
}

/// One line of text without anything that looks like a NIK: a certificate is public for ever.
fn check_text(what: &'static str, text: &str) -> Result<(), Error> {
    let length = text.chars().count();
    if text.trim().is_empty() || length > MAX_NAME || text.chars().any(char::is_control) {
        return Err(Error::IsianTidakSah(what));
    }
    let digits: String = text.chars().filter(|letter| !" .-".contains(*letter)).collect();
    let longest = digits.split(|letter: char| !letter.is_ascii_digit()).map(str::len).max();
    if longest == Some(NIK_DIGITS) {
        return Err(Error::MemuatNik(what));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_lines_without_nik() {
        let long = "a".repeat(65);
        for (text, expected) in [
            ("Kalurahan Sukamaju", Ok(())),
            ("H. Budi Santosa, S.IP.", Ok(())),
            // NIP, 18 digits: allowed, it is a public number.
            ("198001012005011001", Ok(())),
            ("", Err(Error::IsianTidakSah("x"))),
            ("  ", Err(Error::IsianTidakSah("x"))),
            ("dua\nbaris", Err(Error::IsianTidakSah("x"))),
            (&long, Err(Error::IsianTidakSah("x"))),
            ("3402134101859001", Err(Error::MemuatNik("x"))),
            ("Budi 3402 1341 0185 9001", Err(Error::MemuatNik("x"))),
            ("NIK.3402-1341-0185-9001", Err(Error::MemuatNik("x"))),
        ] {
            assert_eq!(check_text("x", text), expected, "{text}");
        }
    }
}
