//! All SQL of this room; here that on `sertifikat` and `otoritas`.

pub(crate) mod bsre;
pub(crate) mod cabut;
pub(crate) mod pernyataan;
pub(crate) mod sadewa;
pub(crate) mod stempel;

use db::{At, Bytes, ReadTx, Result, Where, WriteTx};
use uuid::Uuid;

use crate::Error;
use crate::pades::TrustAnchors;
use crate::penerbitan::{OtoritasBaru, SertifikatBaru};

db::entity! {
    /// An official's certificate with its key. Revoked, never removed.
    pub struct SertifikatPejabat in "sertifikat" version 1 {
        pub id: Uuid,
        pub pejabat_id: Uuid,
        /// Common name in the certificate.
        pub nama: String,
        /// Common name of the issuer.
        pub penerbit: String,
        /// The PKCS#12 file as it came, under the official's passphrase; sealed.
        pub p12: Bytes,
        /// Serial number of the certificate, lower-case hexadecimal.
        pub serial: String,
        /// SHA-256 of the certificate, lower-case hexadecimal, as in [`crate::pades::Signer`].
        pub cert_sha256: String,
        pub berlaku_dari: At,
        pub berlaku_sampai: At,
        /// Code of a [`crate::Sumber`].
        pub sumber: String,
        pub dicabut_pada: Option<At>,
        pub alasan_cabut: Option<String>,
        pub dibuat_pada: At,
    }
}

db::entity! {
    /// An authority whose signatures this unit accepts.
    pub struct Otoritas in "otoritas" version 1 {
        pub id: Uuid,
        /// Common name.
        pub nama: String,
        /// The certificate.
        pub der: Bytes,
        /// SHA-256 of the certificate, lower-case hexadecimal.
        pub sha256: String,
        pub berlaku_sampai: At,
        /// The demonstration authority, refused outside an example world.
        pub contoh: bool,
        /// The authority's own key, when it is this unit's; sealed.
        pub kunci_segel: Option<Bytes>,
        pub dipercaya_sejak: At,
        pub dihentikan_pada: Option<At>,
    }
}

db::statements! {
    LIST_SERTIFIKAT = "select id, pejabat_id, nama, penerbit, p12, serial, cert_sha256, berlaku_dari,
        berlaku_sampai, sumber, dicabut_pada, alasan_cabut, dibuat_pada from sertifikat
        where unit = $1 /*where*/ order by dibuat_pada desc, id desc";
    LIST_OTORITAS = "select id, nama, der, sha256, berlaku_sampai, contoh, kunci_segel, dipercaya_sejak,
        dihentikan_pada from otoritas where unit = $1 /*where*/ order by dipercaya_sejak, id";
}

/// All certificates, revoked ones too; newest first.
pub async fn list_sertifikat(tx: &mut ReadTx) -> Result<Vec<SertifikatPejabat>> {
    tx.query(LIST_SERTIFIKAT).all().await
}

pub async fn get_sertifikat(tx: &mut ReadTx, id: Uuid) -> Result<SertifikatPejabat> {
    tx.query(LIST_SERTIFIKAT).filter(Where::new().and("id = ?", [id.into()])).one().await
}

/// The newest certificate of an official that is valid now and not revoked: what signs.
pub async fn find_keystore(tx: &mut ReadTx, pejabat_id: Uuid) -> Result<Option<SertifikatPejabat>> {
    let now = tx.ctx().now;
    let filter = Where::new()
        .and("pejabat_id = ?", [pejabat_id.into()])
        .and("dicabut_pada is null and berlaku_dari <= ? and berlaku_sampai >= ?", [now.into(), now.into()]);
    tx.query(LIST_SERTIFIKAT).filter(filter).optional().await
}

/// Why [`find_keystore`] finds nothing: run out, not begun, revoked, or never installed.
pub async fn sebab_tanpa_sertifikat(tx: &mut ReadTx, pejabat_id: Uuid) -> Result<Error> {
    let filter = Where::new().and("pejabat_id = ?", [pejabat_id.into()]);
    let latest: Option<SertifikatPejabat> = tx.query(LIST_SERTIFIKAT).filter(filter).optional().await?;
    let now = tx.ctx().now;
    Ok(latest.and_then(|latest| latest.sebab(now)).unwrap_or(Error::TidakAdaSertifikat))
}

impl SertifikatPejabat {
    /// Why it does not sign at this instant, if so.
    pub fn sebab(&self, now: jiff::Timestamp) -> Option<Error> {
        let (dari, sampai) = (self.berlaku_dari.timestamp(), self.berlaku_sampai.timestamp());
        if self.dicabut_pada.is_some() {
            Some(Error::Dicabut)
        } else if now > sampai {
            Some(Error::Kedaluwarsa { sampai })
        } else if now < dari {
            Some(Error::BelumBerlaku { dari })
        } else {
            None
        }
    }
}

/// Whether this very certificate was ever installed here.
pub async fn find_serupa(tx: &mut ReadTx, cert_sha256: &str) -> Result<Option<SertifikatPejabat>> {
    let filter = Where::new().and("cert_sha256 = ?", [cert_sha256.into()]);
    tx.query(LIST_SERTIFIKAT).filter(filter).optional().await
}

/// Gives an official a certificate that was prepared outside the transaction.
pub async fn insert_sertifikat(
    tx: &mut WriteTx,
    pejabat_id: Uuid,
    baru: &SertifikatBaru,
) -> Result<SertifikatPejabat> {
    let ctx = *tx.ctx();
    let pemilik = &baru.pemilik;
    let row = SertifikatPejabat {
        id: ctx.new_id(),
        pejabat_id,
        nama: pemilik.common_name.clone(),
        penerbit: pemilik.issuer.clone(),
        p12: baru.p12.clone(),
        serial: pemilik.serial_hex.clone(),
        cert_sha256: pemilik.cert_sha256.clone(),
        berlaku_dari: pemilik.valid_from.into(),
        berlaku_sampai: pemilik.valid_until.into(),
        sumber: baru.sumber.kode().to_owned(),
        dicabut_pada: None,
        alasan_cabut: None,
        dibuat_pada: ctx.now.into(),
    };
    tx.insert(&row).await?;
    Ok(row)
}

/// Revokes for good; tells `false` when somebody did before.
pub async fn cabut_sertifikat(tx: &mut WriteTx, id: Uuid, alasan: &str) -> Result<bool> {
    let mut row = get_sertifikat(tx, id).await?;
    if row.dicabut_pada.is_some() {
        return Ok(false);
    }
    row.dicabut_pada = Some(tx.ctx().now.into());
    row.alasan_cabut = Some(alasan.to_owned());
    tx.update(&row).await?;
    Ok(true)
}

/// All authorities, those no longer trusted too.
pub async fn list_otoritas(tx: &mut ReadTx) -> Result<Vec<Otoritas>> {
    tx.query(LIST_OTORITAS).all().await
}

pub async fn get_otoritas(tx: &mut ReadTx, id: Uuid) -> Result<Otoritas> {
    tx.query(LIST_OTORITAS).filter(Where::new().and("id = ?", [id.into()])).one().await
}

/// Those trusted now. The demonstration authority counts only in an example world (`contoh`).
pub async fn list_dipercaya(tx: &mut ReadTx, contoh: bool) -> Result<Vec<Otoritas>> {
    let mut filter = Where::new().and("dihentikan_pada is null", []);
    if !contoh {
        filter = filter.and("contoh = ?", [false.into()]);
    }
    tx.query(LIST_OTORITAS).filter(filter).all().await
}

/// What signatures are judged by. `contoh` is the web's setting of that name.
pub async fn trust_anchors(tx: &mut ReadTx, contoh: bool) -> Result<TrustAnchors> {
    let readable = |otoritas: &Otoritas| {
        let sound = TrustAnchors::from_der(&[&otoritas.der.0]).is_ok();
        if !sound {
            tracing::warn!(otoritas = %otoritas.id, "stored authority is unreadable and not trusted");
        }
        sound
    };
    let all: Vec<Otoritas> = list_dipercaya(tx, contoh).await?.into_iter().filter(readable).collect();
    let der: Vec<&[u8]> = all.iter().map(|otoritas| otoritas.der.0.as_slice()).collect();
    Ok(TrustAnchors::from_der(&der).expect("each was just read"))
}

/// The unit's own authority, the one that can issue; newest first.
pub async fn find_otoritas_sendiri(tx: &mut ReadTx, contoh: bool) -> Result<Option<Otoritas>> {
    let all = list_dipercaya(tx, contoh).await?;
    Ok(all.into_iter().rev().find(|otoritas| otoritas.kunci_segel.is_some()))
}

/// Trusts an authority from now on. One that is trusted already is returned as it stands.
pub async fn insert_otoritas(tx: &mut WriteTx, baru: &OtoritasBaru) -> Result<Otoritas> {
    let filter =
        Where::new().and("sha256 = ?", [baru.sha256.as_str().into()]).and("dihentikan_pada is null", []);
    if let Some(known) = tx.query(LIST_OTORITAS).filter(filter).optional().await? {
        return Ok(known);
    }
    let ctx = *tx.ctx();
    let row = Otoritas {
        id: ctx.new_id(),
        nama: baru.nama.clone(),
        der: baru.der.clone().into(),
        sha256: baru.sha256.clone(),
        berlaku_sampai: baru.berlaku_sampai.into(),
        contoh: baru.contoh,
        kunci_segel: baru.kunci_segel.clone(),
        dipercaya_sejak: ctx.now.into(),
        dihentikan_pada: None,
    };
    tx.insert(&row).await?;
    Ok(row)
}

/// Ends the trust; tells `false` when somebody did before.
pub async fn hentikan_otoritas(tx: &mut WriteTx, id: Uuid) -> Result<bool> {
    let mut row = get_otoritas(tx, id).await?;
    if row.dihentikan_pada.is_some() {
        return Ok(false);
    }
    row.dihentikan_pada = Some(tx.ctx().now.into());
    tx.update(&row).await?;
    Ok(true)
}

/// The demonstration authority, made by [`crate::siapkan_otoritas_contoh`].
pub async fn buat_otoritas_contoh(tx: &mut WriteTx, baru: &OtoritasBaru) -> Result<Otoritas> {
    insert_otoritas(tx, baru).await
}

/// A certificate of the demonstration authority, made by [`crate::siapkan_sertifikat`].
pub async fn terbitkan_sertifikat_contoh(
    tx: &mut WriteTx,
    pejabat_id: Uuid,
    baru: &SertifikatBaru,
) -> Result<SertifikatPejabat> {
    insert_sertifikat(tx, pejabat_id, baru).await
}
