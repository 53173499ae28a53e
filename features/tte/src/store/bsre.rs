//! All SQL on `layanan_bsre` and `penanda_bsre`.

use std::time::Duration;

use db::{At, Bytes, ReadTx, Result, Where, WriteTx};
use kamus::Nik;
use uuid::Uuid;
use vault::UnitKeys;

use crate::bsre::{Klien, Penanda, Rahasia, Status, Versi};
use crate::{Error, SertifikatPejabat};

const SEGEL_LAYANAN: &str = "layanan_bsre.rahasia";
const SEGEL_NIK: &str = "penanda_bsre.nik";

db::entity! {
    /// The unit's own server of BSrE's Esign Client Service. Nobody is called while there is none, or it is off.
    pub struct LayananBsre in "layanan_bsre" version 1 {
        pub id: Uuid,
        /// 0 off, else a [`Versi`].
        pub versi: i16,
        /// A [`Rahasia`]; sealed.
        pub rahasia_segel: Option<Bytes>,
        pub diubah_pada: At,
    }
}

db::entity! {
    /// An official whose certificate is at BSrE. Ended, never removed.
    pub struct PenandaBsre in "penanda_bsre" version 1 {
        pub id: Uuid,
        pub pejabat_id: Uuid,
        /// Under which BSrE knows the official; sealed.
        pub nik_segel: Bytes,
        /// The name in the certificate, where it differs from the official's.
        pub nama: Option<String>,
        /// As BSrE said last, in its own word.
        pub status: Option<String>,
        pub status_pada: Option<At>,
        pub dicatat_pada: At,
        pub dihentikan_pada: Option<At>,
    }
}

db::statements! {
    GET_LAYANAN = "select id, versi, rahasia_segel, diubah_pada from layanan_bsre where unit = $1";
    LIST_PENANDA = "select id, pejabat_id, nik_segel, nama, status, status_pada, dicatat_pada, dihentikan_pada
        from penanda_bsre where unit = $1 and dihentikan_pada is null /*where*/ order by dicatat_pada desc, id desc";
}

impl LayananBsre {
    /// Off, as every unit begins.
    pub(crate) fn mati(ctx: &db::Context) -> Self {
        Self { id: ctx.new_id(), versi: 0, rahasia_segel: None, diubah_pada: ctx.now.into() }
    }

    pub(crate) fn versi(&self) -> Option<Versi> {
        Versi::dari_kode(self.versi)
    }

    pub(crate) fn rahasia(&self, keys: &UnitKeys) -> Rahasia {
        let buka = || {
            let terbuka =
                zeroize::Zeroizing::new(keys.open(SEGEL_LAYANAN, &self.rahasia_segel.as_ref()?.0).ok()?);
            serde_json::from_slice(&terbuka).ok()
        };
        buka().unwrap_or_default()
    }

    pub(crate) fn simpan_rahasia(&mut self, keys: &UnitKeys, rahasia: &Rahasia) {
        let isi = zeroize::Zeroizing::new(serde_json::to_vec(rahasia).expect("texts become JSON"));
        self.rahasia_segel = Some(keys.seal(SEGEL_LAYANAN, &isi).into());
    }

    /// The server with the office's account; none while it is off.
    pub(crate) fn klien(&self, keys: &UnitKeys, batas: Duration) -> Option<Klien> {
        Some(Klien::new(self.versi()?, self.rahasia(keys)).batas(batas))
    }
}

impl PenandaBsre {
    pub(crate) fn nik(&self, keys: &UnitKeys) -> Option<Nik> {
        let terbuka = keys.open(SEGEL_NIK, &self.nik_segel.0).ok()?;
        Nik::baru(std::str::from_utf8(&terbuka).ok()?).ok()
    }

    pub(crate) fn status(&self) -> Option<Status> {
        self.status.as_deref().map(Status::dari_kata)
    }
}

/// The unit's server, if it ever chose one.
pub async fn find_layanan(tx: &mut ReadTx) -> Result<Option<LayananBsre>> {
    tx.query(GET_LAYANAN).optional().await
}

/// Puts the unit's server; there is one row for it.
pub(crate) async fn put_layanan(tx: &mut WriteTx, versi: Option<Versi>, rahasia: &Rahasia) -> Result<()> {
    let ctx = *tx.ctx();
    let keys = tx.keys().clone();
    let ada = find_layanan(tx).await?;
    let baru = ada.is_none();
    let mut row = ada.unwrap_or_else(|| LayananBsre::mati(&ctx));
    row.versi = versi.map_or(0, Versi::kode);
    row.simpan_rahasia(&keys, rahasia);
    row.diubah_pada = ctx.now.into();
    if baru { tx.insert(&row).await } else { tx.update(&row).await }
}

/// Everybody who signs at BSrE now; newest first.
pub(crate) async fn list_penanda(tx: &mut ReadTx) -> Result<Vec<PenandaBsre>> {
    tx.query(LIST_PENANDA).all().await
}

pub(crate) async fn get_penanda(tx: &mut ReadTx, id: Uuid) -> Result<PenandaBsre> {
    tx.query(LIST_PENANDA).filter(Where::new().and("id = ?", [id.into()])).one().await
}

pub(crate) async fn find_penanda(tx: &mut ReadTx, pejabat_id: Uuid) -> Result<Option<PenandaBsre>> {
    tx.query(LIST_PENANDA).filter(Where::new().and("pejabat_id = ?", [pejabat_id.into()])).optional().await
}

/// An official signs at BSrE from now on, under this NIK; what was said before ends.
pub(crate) async fn insert_penanda(
    tx: &mut WriteTx,
    pejabat_id: Uuid,
    nik: Nik,
    nama: Option<String>,
) -> Result<PenandaBsre> {
    let ctx = *tx.ctx();
    if let Some(mut lama) = find_penanda(tx, pejabat_id).await? {
        lama.dihentikan_pada = Some(ctx.now.into());
        tx.update(&lama).await?;
    }
    let row = PenandaBsre {
        id: ctx.new_id(),
        pejabat_id,
        nik_segel: tx.keys().seal(SEGEL_NIK, nik.as_str().as_bytes()).into(),
        nama,
        status: None,
        status_pada: None,
        dicatat_pada: ctx.now.into(),
        dihentikan_pada: None,
    };
    tx.insert(&row).await?;
    Ok(row)
}

/// With what an official signs.
#[derive(Debug, Clone)]
pub enum Alat {
    /// A certificate that is installed here.
    Sertifikat(Box<SertifikatPejabat>),
    /// A certificate at BSrE.
    Bsre(Box<Penanda>),
}

/// With what this official signs now, or why with nothing. BSrE goes before a certificate of one's own: the
/// signature is worth more. `batas` is how long BSrE is waited for.
pub async fn find_alat(tx: &mut ReadTx, pejabat_id: Uuid, batas: Duration) -> Result<Result<Alat, Error>> {
    let penanda = find_penanda(tx, pejabat_id).await?;
    if let Some(row) = &penanda {
        let layanan = find_layanan(tx).await?;
        if let Some(klien) = layanan.and_then(|layanan| layanan.klien(tx.keys(), batas)) {
            let Some(nik) = row.nik(tx.keys()) else { return Ok(Err(Error::SegelRusak)) };
            let siap = Penanda { id: row.id, nik, nama: row.nama.clone(), klien };
            return Ok(Ok(Alat::Bsre(Box::new(siap))));
        }
    }
    Ok(match super::find_keystore(tx, pejabat_id).await? {
        Some(sertifikat) => Ok(Alat::Sertifikat(Box::new(sertifikat))),
        None if penanda.is_some() => Err(Error::LayananMati),
        None => Err(super::sebab_tanpa_sertifikat(tx, pejabat_id).await?),
    })
}
