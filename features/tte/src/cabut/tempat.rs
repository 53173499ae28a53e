//! Where an issuer says that it can be asked.

use const_oid::ObjectIdentifier as Oid;
use x509_cert::ext::pkix::name::{DistributionPointName, GeneralName};
use x509_cert::ext::pkix::{AuthorityInfoAccessSyntax, CrlDistributionPoints};

use crate::pades::Certificate;

const OCSP: Oid = Oid::new_unwrap("1.3.6.1.5.5.7.48.1");
/// More would be asked one after the other while somebody waits.
const MAKS: usize = 2;

fn alamat<'a>(semua: impl Iterator<Item = &'a GeneralName>) -> Vec<String> {
    let web = semua.filter_map(|nama| match nama {
        GeneralName::UniformResourceIdentifier(uri) => Some(uri.to_string()),
        _ => None,
    });
    web.filter(|uri| uri.starts_with("http://") || uri.starts_with("https://")).take(MAKS).collect()
}

/// Its responders.
pub(super) fn ocsp(sertifikat: &Certificate) -> Vec<String> {
    match sertifikat.parsed().tbs_certificate.get::<AuthorityInfoAccessSyntax>() {
        Ok(Some((_, semua))) => {
            let semua = semua.0.iter().filter(|satu| satu.access_method == OCSP);
            alamat(semua.map(|satu| &satu.access_location))
        }
        _ => Vec::new(),
    }
}

/// Its lists.
pub(super) fn daftar(sertifikat: &Certificate) -> Vec<String> {
    match sertifikat.parsed().tbs_certificate.get::<CrlDistributionPoints>() {
        Ok(Some((_, semua))) => {
            let nama = semua.0.iter().filter_map(|satu| match &satu.distribution_point {
                Some(DistributionPointName::FullName(nama)) => Some(nama),
                _ => None,
            });
            alamat(nama.flatten())
        }
        _ => Vec::new(),
    }
}
