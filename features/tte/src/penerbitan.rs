//! Keys and certificates made or read outside a transaction, ready to be inserted.

use data_encoding::HEXLOWER;
use db::Bytes;
use jiff::{SignedDuration, Timestamp};
use x509_cert::der::pem;
use zeroize::Zeroizing;

use crate::pades::{self, Certificate, Certificates, TrustAnchors};
use crate::penandatanganan::{Kunci, SEGEL_P12, ke_passphrase};
use crate::sertifikat::{CONTOH, Keystore, Masa, Passphrase, Pemegang, Penerbit};
use crate::uji_coba::uji_coba;
use crate::{Error, Otoritas};

const SEGEL_OTORITAS: &str = "otoritas.kunci";
const SANDI_OTORITAS: &str = "otoritas.sandi";
const HARI: SignedDuration = SignedDuration::from_hours(24);
/// How long the unit's own authority lives, in days.
const UMUR_OTORITAS: i32 = 3650;
/// How long a certificate that it issues lives, in days; as BSrE's.
const UMUR_SERTIFIKAT: i32 = 730;
const PEM_BEGIN: &str = "-----BEGIN CERTIFICATE-----";
const PEM_END: &str = "-----END CERTIFICATE-----";

/// Where an official's certificate came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sumber {
    /// Issued by the demonstration authority.
    Contoh,
    /// Issued by the unit's own authority.
    Sendiri,
    /// A file brought from elsewhere.
    Impor,
}

impl Sumber {
    pub fn kode(self) -> &'static str {
        match self {
            Self::Contoh => "contoh",
            Self::Sendiri => "sendiri",
            Self::Impor => "impor",
        }
    }
}

/// A certificate with its key, sealed and ready for [`crate::insert_sertifikat`].
#[derive(Debug, Clone)]
pub struct SertifikatBaru {
    pub pemilik: pades::Signer,
    pub(crate) p12: Bytes,
    pub(crate) sumber: Sumber,
}

/// An authority ready for [`crate::insert_otoritas`].
#[derive(Debug, Clone)]
pub struct OtoritasBaru {
    pub nama: String,
    /// Lower-case hexadecimal.
    pub sha256: String,
    pub berlaku_dari: Timestamp,
    pub berlaku_sampai: Timestamp,
    pub(crate) der: Vec<u8>,
    pub(crate) contoh: bool,
    pub(crate) kunci_segel: Option<Bytes>,
}

/// Whether a chain stands under the demonstration authority.
pub(crate) fn bertanda_contoh(chain: &Certificates) -> bool {
    chain.to_der().iter().filter_map(|der| Certificate::parse(der).ok()).any(|certificate| {
        let signer = certificate.signer();
        signer.common_name == CONTOH || signer.issuer == CONTOH
    })
}

/// A new demonstration authority for `unit` ("Kalurahan Pleret"), valid ten years from `mulai`.
pub fn siapkan_otoritas_contoh(unit: &str, kunci: &Kunci, mulai: Timestamp) -> Result<OtoritasBaru, Error> {
    if !kunci.contoh {
        return Err(Error::ContohDitolak);
    }
    let penerbit = Penerbit::contoh(unit, masa(mulai, UMUR_OTORITAS))?;
    simpan_penerbit(&penerbit, kunci, true)
}

/// A new authority of the unit's own, named `nama`: its signatures are *tidak tersertifikasi*.
pub fn siapkan_otoritas(
    nama: &str,
    unit: &str,
    kunci: &Kunci,
    mulai: Timestamp,
) -> Result<OtoritasBaru, Error> {
    let penerbit = Penerbit::sendiri(nama, unit, masa(mulai, UMUR_OTORITAS))?;
    simpan_penerbit(&penerbit, kunci, false)
}

/// The authority's key goes into a PKCS#12 file whose passphrase only the unit's keys can derive, and
/// that file is sealed: neither a stolen database nor one leaked seal is enough to issue.
fn simpan_penerbit(penerbit: &Penerbit, kunci: &Kunci, contoh: bool) -> Result<OtoritasBaru, Error> {
    let mut baru = dari_der(&penerbit.certificate_der())?;
    let p12 = penerbit.to_pkcs12(&sandi_otoritas(kunci, &baru.sha256))?;
    baru.contoh = contoh;
    baru.kunci_segel = Some(kunci.keys.seal(SEGEL_OTORITAS, &p12).into());
    Ok(baru)
}

fn sandi_otoritas(kunci: &Kunci, sha256: &str) -> Passphrase {
    Passphrase::new(HEXLOWER.encode(&kunci.keys.hash(SANDI_OTORITAS, sha256.as_bytes())))
}

fn masa(mulai: Timestamp, hari: i32) -> Masa {
    Masa { from: mulai, until: mulai.checked_add(HARI * hari).unwrap_or(Timestamp::MAX) }
}

/// Issues a certificate of the unit's own authority, valid two years from `mulai`, with its new key
/// under the official's passphrase (at least eight letters).
pub fn siapkan_sertifikat(
    otoritas: &Otoritas,
    kunci: &Kunci,
    pemegang: &Pemegang<'_>,
    passphrase: Zeroizing<String>,
    mulai: Timestamp,
) -> Result<SertifikatBaru, Error> {
    let passphrase = ke_passphrase(passphrase);
    if otoritas.contoh && !kunci.contoh {
        return Err(Error::ContohDitolak);
    }
    let sealed = otoritas.kunci_segel.as_ref().ok_or(Error::BukanPenerbit)?;
    let stored = Zeroizing::new(kunci.keys.open(SEGEL_OTORITAS, &sealed.0)?);
    let penerbit = Penerbit::open(&stored, &sandi_otoritas(kunci, &otoritas.sha256))?;
    let mut masa = masa(mulai, UMUR_SERTIFIKAT);
    masa.until = masa.until.min(otoritas.berlaku_sampai.timestamp());
    let p12 = penerbit.terbitkan(pemegang, masa, &passphrase)?;
    let signer = Keystore::open(&p12, &passphrase, mulai)?;
    let sumber = if otoritas.contoh { Sumber::Contoh } else { Sumber::Sendiri };
    Ok(SertifikatBaru { pemilik: signer.identity(), p12: kunci.keys.seal(SEGEL_P12, &p12).into(), sumber })
}

/// Reads a PKCS#12 file from elsewhere, tries it out, and seals it as it came.
///
/// It is taken only if a signature of it would be judged valid here. The passphrase is wiped. Slow:
/// call it in `spawn_blocking`.
pub fn baca_p12(
    p12: &[u8],
    passphrase: Zeroizing<String>,
    kunci: &Kunci,
    anchors: &TrustAnchors,
    now: Timestamp,
) -> Result<SertifikatBaru, Error> {
    let signer = Keystore::open(p12, &ke_passphrase(passphrase), now)?;
    let contoh = bertanda_contoh(signer.chain());
    if contoh && !kunci.contoh {
        return Err(Error::ContohDitolak);
    }
    uji_coba(&signer, anchors, now)?;
    let sumber = if contoh { Sumber::Contoh } else { Sumber::Impor };
    Ok(SertifikatBaru { pemilik: signer.identity(), p12: kunci.keys.seal(SEGEL_P12, p12).into(), sumber })
}

/// Reads the certificate of an authority, PEM or DER, one to a file.
///
/// `contoh` tells whether a demonstration authority may be taken.
pub fn baca_otoritas(berkas: &[u8], contoh: bool, now: Timestamp) -> Result<OtoritasBaru, Error> {
    let baru = match std::str::from_utf8(berkas) {
        Ok(text) if text.contains(PEM_BEGIN) => {
            if text.matches(PEM_BEGIN).count() > 1 {
                return Err(Error::LebihDariSatu);
            }
            let start = text.find(PEM_BEGIN).ok_or(Error::PenerbitTidakTerbaca)?;
            let end = text[start..].find(PEM_END).ok_or(Error::PenerbitTidakTerbaca)?;
            let block = format!("{}{PEM_END}\n", &text[start..start + end]);
            let (_, der) = pem::decode_vec(block.as_bytes()).map_err(|_| Error::PenerbitTidakTerbaca)?;
            dari_der(&der)?
        }
        _ => dari_der(berkas)?,
    };
    if baru.contoh && !contoh {
        return Err(Error::ContohDitolak);
    }
    if now > baru.berlaku_sampai {
        return Err(Error::Kedaluwarsa { sampai: baru.berlaku_sampai });
    }
    Ok(baru)
}

fn dari_der(der: &[u8]) -> Result<OtoritasBaru, Error> {
    let certificate = Certificate::parse(der).map_err(|_| Error::PenerbitTidakTerbaca)?;
    if !certificate.may_issue(0) {
        return Err(Error::BukanPenerbit);
    }
    let signer = certificate.signer();
    let contoh = signer.common_name == CONTOH || signer.issuer == CONTOH;
    let nama = Some(signer.common_name).filter(|name| !name.trim().is_empty()).or(signer.organisation);
    Ok(OtoritasBaru {
        nama: nama.unwrap_or_else(|| "(tanpa nama)".to_owned()),
        sha256: signer.cert_sha256,
        berlaku_dari: signer.valid_from,
        berlaku_sampai: signer.valid_until,
        der: der.to_vec(),
        contoh,
        kunci_segel: None,
    })
}

impl OtoritasBaru {
    pub fn der(&self) -> &[u8] {
        &self.der
    }
}

impl Otoritas {
    /// The certificate as PEM, for other programs.
    pub fn pem(&self) -> Option<String> {
        pem::encode_string("CERTIFICATE", pem::LineEnding::LF, &self.der.0).ok()
    }
}
