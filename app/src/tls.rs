//! TLS for an office network: an own certificate authority, and a certificate for this machine.

use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, Result};
use jiff::Timestamp;
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, SanType,
};
use rustls::ServerConfig;
use rustls_pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use vault::MasterKey;

use crate::os;

/// The authority of this office and the certificate made from it.
pub struct OfficeTls {
    pub config: Arc<ServerConfig>,
    /// What phones and laptops install, in PEM.
    pub ca_pem: String,
    /// Its SHA-256, in groups: compared by eye before installing.
    pub fingerprint: String,
}

/// Under what purpose the authority's private key is sealed.
const SEAL: &str = "tls.ca";
/// Apple refuses certificates that live longer than 825 days.
const LEAF_DAYS: u64 = 397;
const CA_DAYS: u64 = 3650;

/// Takes the office's authority from the data folder, or makes it, and issues a fresh certificate.
pub fn prepare(
    data: &Path,
    master: &MasterKey,
    names: &[String],
    address: Option<IpAddr>,
    now: Timestamp,
) -> Result<OfficeTls> {
    let folder = data.join("tls");
    let (ca_pem, ca_key) = load_or_make_ca(&folder, master, now)?;
    let issuer = Issuer::from_ca_cert_pem(&ca_pem, ca_key).context("Otoritas sertifikat kantor rusak")?;
    let leaf_key = KeyPair::generate()?;
    let leaf = leaf_params(names, address, now)?.signed_by(&leaf_key, &issuer)?;
    let ca_der = rustls_pki_types::pem::PemObject::from_pem_slice(ca_pem.as_bytes())
        .context("Sertifikat kantor rusak")?;
    let fingerprint = fingerprint(&ca_der);
    let chain = vec![leaf.der().clone(), ca_der];
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(leaf_key.serialize_der()));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, key)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(OfficeTls { config: Arc::new(config), ca_pem, fingerprint })
}

fn load_or_make_ca(folder: &Path, master: &MasterKey, now: Timestamp) -> Result<(String, KeyPair)> {
    let (cert_path, key_path) = (folder.join("kantor.pem"), folder.join("kantor.kunci"));
    if let (Ok(cert), Ok(sealed)) = (std::fs::read_to_string(&cert_path), std::fs::read(&key_path)) {
        let der = master.open(SEAL, &sealed).context("Kunci otoritas kantor tidak dapat dibuka")?;
        let key = KeyPair::try_from(der).context("Kunci otoritas kantor rusak")?;
        return Ok((cert, key));
    }
    let key = KeyPair::generate()?;
    let mut params = CertificateParams::default();
    params.distinguished_name.push(DnType::CommonName, "Balai – otoritas kantor desa");
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    set_span(&mut params, now, CA_DAYS)?;
    let cert = params.self_signed(&key)?.pem();
    os::write_private(&key_path, &master.seal(SEAL, &key.serialize_der()))?;
    os::write_private(&cert_path, cert.as_bytes())?;
    Ok((cert, key))
}

fn leaf_params(names: &[String], address: Option<IpAddr>, now: Timestamp) -> Result<CertificateParams> {
    let mut all = vec!["localhost".to_owned()];
    all.extend(names.iter().cloned());
    let mut params = CertificateParams::new(all)?;
    params.subject_alt_names.push(SanType::IpAddress(IpAddr::from([127, 0, 0, 1])));
    params.subject_alt_names.extend(address.map(SanType::IpAddress));
    params.distinguished_name.push(DnType::CommonName, "Balai");
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.use_authority_key_identifier_extension = true;
    set_span(&mut params, now, LEAF_DAYS)?;
    Ok(params)
}

/// From yesterday (clocks in offices go wrong) for so many days.
fn set_span(params: &mut CertificateParams, now: Timestamp, days: u64) -> Result<()> {
    const DAY: u64 = 86_400;
    let since_epoch =
        u64::try_from(now.as_second()).context("jam komputer ini lebih awal dari tahun 1970")?;
    let at = |second: u64| rcgen::date_time_ymd(1970, 1, 1) + Duration::from_secs(second);
    params.not_before = at(since_epoch.saturating_sub(DAY));
    params.not_after = at(since_epoch + days * DAY);
    Ok(())
}

fn fingerprint(der: &CertificateDer<'_>) -> String {
    let digest = <sha2::Sha256 as sha2::Digest>::digest(der.as_ref());
    digest.iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(":")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_authority_stays_while_certificates_come_and_go() {
        let folder = tempfile::tempdir().unwrap();
        let master = MasterKey::generate();
        let now: Timestamp = "2026-03-02T02:00:00Z".parse().unwrap();
        let address = Some(IpAddr::from([192, 168, 1, 7]));
        let first = prepare(folder.path(), &master, &[], address, now).unwrap();
        let again = prepare(folder.path(), &master, &["balai.local".into()], address, now).unwrap();
        assert_eq!(first.fingerprint, again.fingerprint);
        assert_eq!(first.fingerprint.len(), 95);
        assert!(
            prepare(folder.path(), &MasterKey::generate(), &[], None, now).is_err(),
            "another key opens nothing"
        );
    }
}
