//! Signing and checking, as other rooms call it.

use std::net::IpAddr;

use access::Throttle;
use db::Db;
use jiff::Timestamp;
use uuid::Uuid;
use vault::UnitKeys;
use zeroize::Zeroizing;

use crate::pades::{self, RESERVE, Rect, Report, SignRequest, TrustAnchors};
use crate::penerbitan::bertanda_contoh;
use crate::sertifikat::{Keystore, Passphrase, Signer};
use crate::stempel::Stempel;
use crate::{Error, SertifikatPejabat};

/// Under which purpose a keystore is sealed.
pub(crate) const SEGEL_P12: &str = "sertifikat.p12";

/// What opens a unit's sealed keystores. Carries keys out of a transaction, since signing is slow.
#[derive(Debug, Clone)]
pub struct Kunci {
    pub(crate) keys: UnitKeys,
    pub(crate) contoh: bool,
    pub(crate) stempel: Option<Stempel>,
}

impl Kunci {
    /// `contoh` is the web's setting of that name: only then may the demonstration authority sign.
    pub fn new(keys: &UnitKeys, contoh: bool) -> Self {
        Self { keys: keys.clone(), contoh, stempel: None }
    }

    /// Has each signature stamped with a time (PAdES B-T), by [`crate::find_stempel`]'s authority.
    #[must_use]
    pub fn stempel(mut self, stempel: Option<Stempel>) -> Self {
        self.stempel = stempel;
        self
    }
}

/// What a signature says about itself, and where it lies.
#[derive(Debug, Clone)]
pub struct Keterangan {
    /// The signer as readers show it.
    pub nama: String,
    pub alasan: String,
    pub lokasi: String,
    /// The moment of signing as the file states it.
    pub pada: Timestamp,
    /// The first page is 0.
    pub halaman: usize,
    /// In points; [`Rect::INVISIBLE`] for none.
    pub kotak: Rect,
}

/// An official's key that its passphrase has opened, for the letters at hand: opening costs more than all else of a
/// signature. The key is wiped when this is dropped.
pub struct Terbuka(Signer);

/// Opens an official's key. Slow (about 0.1 s of computing): call it in `spawn_blocking`, outside any transaction, with a
/// [`Percobaan`] around it. The passphrase is wiped when this returns.
pub fn buka(
    sertifikat: &SertifikatPejabat,
    kunci: &Kunci,
    passphrase: Zeroizing<String>,
    now: Timestamp,
) -> Result<Terbuka, Error> {
    let passphrase = ke_passphrase(passphrase);
    if let Some(error) = sertifikat.sebab(now) {
        return Err(error);
    }
    let p12 = Zeroizing::new(kunci.keys.open(SEGEL_P12, &sertifikat.p12.0)?);
    let signer = Keystore::open(&p12, &passphrase, now)?;
    if !kunci.contoh && bertanda_contoh(signer.chain()) {
        return Err(Error::ContohDitolak);
    }
    if signer.identity().cert_sha256 != sertifikat.cert_sha256 {
        return Err(Error::SegelRusak);
    }
    Ok(Terbuka(signer))
}

impl Terbuka {
    /// Whether this is the key of that certificate.
    pub fn milik(&self, sertifikat: &SertifikatPejabat) -> bool {
        self.0.identity().cert_sha256 == sertifikat.cert_sha256
    }

    /// Signs `pdf` and returns it with one revision appended (PAdES B-B, or B-T where a time stamping authority is set).
    /// `sertifikat` is its row of this moment: one that was revoked after the key was opened signs no more.
    pub fn tanda_tangani(
        &self,
        sertifikat: &SertifikatPejabat,
        kunci: &Kunci,
        pdf: &[u8],
        keterangan: &Keterangan,
        now: Timestamp,
    ) -> Result<Vec<u8>, Error> {
        if let Some(error) = sertifikat.sebab(now) {
            return Err(error);
        }
        if !self.milik(sertifikat) {
            return Err(Error::SegelRusak);
        }
        let field = pades::free_field_name(pdf, "TandaTangan")?;
        let request = SignRequest {
            field: &field,
            name: &keterangan.nama,
            reason: &keterangan.alasan,
            location: &keterangan.lokasi,
            instant: keterangan.pada,
            page: keterangan.halaman,
            rect: keterangan.kotak,
            // A token brings the certificates of its own authority.
            reserve: if kunci.stempel.is_some() { 4 * RESERVE } else { RESERVE },
        };
        let stamper = kunci.stempel.as_ref().map(|stempel| stempel as &dyn pades::Stamper);
        Ok(pades::sign_stamped(pdf, &request, self.0.chain(), &self.0, stamper)?)
    }
}

/// Opens the key for this one file and signs it; see [`buka`].
pub fn tanda_tangani(
    sertifikat: &SertifikatPejabat,
    kunci: &Kunci,
    passphrase: Zeroizing<String>,
    pdf: &[u8],
    keterangan: &Keterangan,
    now: Timestamp,
) -> Result<Vec<u8>, Error> {
    buka(sertifikat, kunci, passphrase, now)?.tanda_tangani(sertifikat, kunci, pdf, keterangan, now)
}

/// Reports on every signature of a file. Slow on hostile files: call it in `spawn_blocking`.
pub fn periksa(pdf: &[u8], anchors: &TrustAnchors, now: Timestamp) -> Result<Report, Error> {
    Ok(pades::verify(pdf, anchors, now)?)
}

/// Moves the text over without a second copy of it.
pub(crate) fn ke_passphrase(mut text: Zeroizing<String>) -> Passphrase {
    Passphrase::new(std::mem::take(&mut *text))
}

/// The field `passphrase` of a form exactly as typed: spaces at its ends belong to it.
pub fn passphrase_dari(form: &web::Form) -> Zeroizing<String> {
    teks_rahasia(form, "passphrase")
}

pub(crate) fn teks_rahasia(form: &web::Form, field: &str) -> Zeroizing<String> {
    let typed = form.typed().find(|(name, _)| *name == field).map_or("", |(_, value)| value);
    Zeroizing::new(typed.to_owned())
}

/// Slows down guessing at one certificate's passphrase from one address. It never locks for good.
///
/// ```ignore
/// let percobaan = Percobaan::new(db, sertifikat.id, caller.address);
/// if let Some(error) = percobaan.mulai(now).await? { return refuse(error) }
/// let hasil = spawn_blocking(move || tanda_tangani(…)).await?;
/// percobaan.selesai(&hasil).await?;
/// ```
pub struct Percobaan<'d>(Throttle<'d>);

impl<'d> Percobaan<'d> {
    pub fn new(db: &'d Db, sertifikat_id: Uuid, alamat: IpAddr) -> Self {
        Self(Throttle::new(db, &format!("tte:{sertifikat_id}"), &alamat.to_string()))
    }

    /// Counts one try before it is made, so that many at once are counted too. Tells to wait instead,
    /// when too many went wrong.
    pub async fn mulai(&self, now: Timestamp) -> db::Result<Option<Error>> {
        if let Some(wait) = self.0.wait(now).await? {
            // A started second counts, or the sentence would invite to come back too early.
            let started = i64::from(wait.subsec_nanos() > 0);
            return Ok(Some(Error::TerlaluSering { tunggu: wait.as_secs() + started }));
        }
        self.0.fail(now).await?;
        Ok(None)
    }

    /// Forgets the tries, unless the passphrase was wrong.
    pub async fn selesai<T>(&self, hasil: &Result<T, Error>) -> db::Result<()> {
        if matches!(hasil, Err(Error::PassphraseSalah)) {
            return Ok(());
        }
        self.0.succeed().await
    }
}
