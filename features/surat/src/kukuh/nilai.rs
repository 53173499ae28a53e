//! What a file must be before the camat counts as having signed it: the village's own, unchanged, with one signature
//! more, the camat's. One judgement for all ways of signing.

use std::sync::Arc;

use db::{Context, Db, ReadTx, Unit};
use files::FileStore;
use jiff::Timestamp;
use tte::TrustAnchors;
use tte::pades::{self, Verdict};
use uuid::Uuid;
use web::App;
use wilayah::{Jabatan, Pejabat};

use super::camat::penanda;
use super::{Dilihat, periksa_terbuka, sistem};
use crate::atur::Kantor;
use crate::error::{Result, tolak};
use crate::jenis::Penanda as Tempat;
use crate::pembubuhan::berat;
use crate::pembubuhan::cabut::{self, Rantai};
use crate::pembubuhan::periksa::{Penanda, dipercaya, siapa};
use crate::store::{Pengukuhan, Surat};

/// Why a letter can only be signed on paper by the office above, if so. An electronic signature vouches for the file it
/// stands in, so all other signatures must stand in that same file.
pub(crate) fn halangan(surat: &Surat) -> Option<&'static str> {
    let warga = |oleh: Tempat| !matches!(oleh, Tempat::Pejabat | Tempat::Camat);
    if !surat.cara().elektronik() {
        Some("Desa menandatangani surat ini di kertas, jadi camat juga menandatangani kertas itu.")
    } else if surat.jenis().ttd.iter().any(|ttd| warga(ttd.oleh)) {
        Some("Surat ini juga ditandatangani orang lain di kertas, jadi camat juga menandatangani kertas itu.")
    } else {
        None
    }
}

/// The camat, or who acts for the camat, with what a signature is known by as theirs.
#[derive(Debug, Clone)]
pub(super) struct Camat {
    pub(super) id: Uuid,
    pub(super) nama: String,
    /// Hashes of certificates known to be theirs.
    sertifikat: Vec<String>,
}

impl Camat {
    /// This official. `nama` is the name in the certificate where it differs.
    pub(super) async fn baca(tx: &mut ReadTx, pejabat: &Pejabat, nama: Option<String>) -> db::Result<Self> {
        let semua = tte::list_sertifikat(tx).await?.into_iter();
        let milik = semua.filter(|sertifikat| sertifikat.pejabat_id == pejabat.id);
        Ok(Self {
            id: pejabat.id,
            nama: nama.unwrap_or_else(|| pejabat.nama.clone()),
            sertifikat: milik.map(|sertifikat| sertifikat.cert_sha256).collect(),
        })
    }

    fn penanda(&self) -> Penanda<'_> {
        Penanda { nama: &self.nama, sertifikat: &self.sertifikat }
    }
}

/// Those who head this office today.
pub(super) async fn kepala(tx: &mut ReadTx) -> db::Result<Vec<Pejabat>> {
    let hari_ini = Kantor::baca(tx).await?.hari_ini;
    let (_, semua) = penanda(tx, hari_ini).await?;
    Ok(semua.into_iter().filter(|pejabat| pejabat.jabatan() == Jabatan::Kepala).collect())
}

/// A letter that may be signed electronically now: the village's file, and whom both offices trust.
pub(super) struct Bahan {
    pub(super) row: Pengukuhan,
    pub(super) dilihat: Dilihat,
    /// The file that the village issued.
    pub(super) asal: Vec<u8>,
    anchors: Arc<TrustAnchors>,
}

pub(super) async fn kumpulkan(app: &App, ctx: &Context, id: Uuid) -> Result<Bahan> {
    let (db, contoh) = (app.db(), app.settings().contoh);
    let mut tx = db.read(ctx).await?;
    let (row, dilihat) = periksa_terbuka(db, &mut tx, id).await?;
    if let Some(sebab) = halangan(&dilihat.surat) {
        return tolak(sebab);
    }
    let sini = tte::trust_anchors(&mut tx, contoh).await?;
    drop(tx);
    let (asal, desa) = di_desa(db, app, &row, &dilihat, ctx).await?;
    Ok(Bahan { row, dilihat, asal, anchors: Arc::new(desa.and(sini)) })
}

async fn di_desa(
    db: &Db,
    app: &App,
    row: &Pengukuhan,
    dilihat: &Dilihat,
    ctx: &Context,
) -> Result<(Vec<u8>, TrustAnchors)> {
    let mut desa = db.read(&sistem(Unit(row.asal), ctx.now)).await?;
    let anchors = tte::trust_anchors(&mut desa, app.settings().contoh).await?;
    let terbit = dilihat.surat.terbit_id.unwrap_or_default();
    let (_, asal) = app.service::<FileStore>().get(&mut desa, terbit).await?;
    Ok((asal, anchors))
}

/// A twice-signed file that passed.
pub(super) struct Lulus {
    pub(super) penanda: Uuid,
    pub(super) pdf: Vec<u8>,
    /// What is to be known of the camat's certificate.
    pub(super) catatan: Option<String>,
}

/// Judges a file that should be this letter with the camat's signature. Gives it again with the reason where it is not.
pub(super) async fn nilai(
    app: &App,
    ctx: &Context,
    bahan: &Bahan,
    camat: Vec<Camat>,
    signed: Vec<u8>,
) -> Result<std::result::Result<Lulus, (String, Vec<u8>)>> {
    let (asal, anchors, now) = (bahan.asal.clone(), Arc::clone(&bahan.anchors), ctx.now);
    let diperiksa = berat(move || match periksa_kedua(&asal, &signed, (&*anchors, now), &camat) {
        Ok((penanda, rantai)) => Ok((penanda, rantai, signed)),
        Err(sebab) => Err((sebab, signed)),
    });
    match diperiksa.await? {
        Ok((penanda, rantai, pdf)) => Ok(match cabut::periksa(app, ctx, &rantai).await? {
            Ok(catatan) => Ok(Lulus { penanda, pdf, catatan }),
            Err(sebab) => Err((sebab, pdf)),
        }),
        Err(ditolak) => Ok(Err(ditolak)),
    }
}

/// The village's signature must stand, the camat's must stand beside it, and nothing else may have changed.
fn periksa_kedua(
    asal: &[u8],
    signed: &[u8],
    (anchors, now): (&TrustAnchors, Timestamp),
    camat: &[Camat],
) -> Result<(Uuid, Rantai), String> {
    let dulu = tte::periksa(asal, anchors, now).map_err(|error| error.to_string())?;
    if dulu.conclusion() != tte::Conclusion::Valid {
        return Err(
            "Tanda tangan elektronik desa pada berkas ini tidak lolos pemeriksaan. Kembalikan ke desa."
                .to_owned(),
        );
    }
    let belum =
        "Berkas ini belum ditandatangani camat. Unggah berkas hasil unduhan dari aplikasi tanda tangan.";
    if signed == asal {
        return Err(belum.to_owned());
    }
    if !pades::extends(signed, asal) || pades::same_content(signed, asal) != Verdict::Unchanged {
        return Err(
            "Isi berkas ini tidak sama dengan surat desa yang Anda unduh dari sini. Unduh lagi suratnya, \
                    tandatangani berkas itu tanpa mengubahnya, lalu unggah."
                .to_owned(),
        );
    }
    let kini = tte::periksa(signed, anchors, now).map_err(|error| error.to_string())?;
    let baru = kini.signatures.get(dulu.signatures.len()..).unwrap_or_default();
    let [kedua] = baru else {
        return Err(if baru.is_empty() {
            belum.to_owned()
        } else {
            format!(
                "Sesudah desa, berkas ini ditandatangani lebih dari satu kali: {}. Hanya camat yang menandatanganinya.",
                siapa(baru)
            )
        });
    };
    if kini.conclusion() == tte::Conclusion::Changed {
        return Err("Berkas ini diubah sesudah ditandatangani. Minta berkas aslinya.".to_owned());
    }
    let Some(orang) = camat.iter().find(|orang| orang.penanda().milik(kedua)) else {
        let harus: Vec<&str> = camat.iter().map(|orang| orang.nama.as_str()).collect();
        return Err(format!(
            "Surat ini harus ditandatangani {}, tetapi berkasnya ditandatangani {}.",
            if harus.is_empty() { "camat yang menjabat hari ini".to_owned() } else { harus.join(" atau ") },
            siapa(baru)
        ));
    };
    let rantai = dipercaya(kedua)?;
    if kini.conclusion() != tte::Conclusion::Valid {
        return Err("Tanda tangan pada berkas ini tidak lolos pemeriksaan. Kembalikan ke desa.".to_owned());
    }
    Ok((orang.id, rantai))
}
