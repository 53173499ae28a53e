//! The camat's electronic signature, added to the file that the village signed electronically: with a certificate that
//! lies here, at BSrE (`bsre`), or in a file that was signed elsewhere.

use db::{Context, Db, ReadTx};
use files::FileStore;
use tte::bsre::Penanda;
use tte::{Alat, Keterangan, Kunci, Percobaan, Rect, SertifikatPejabat};
use uuid::Uuid;
use web::App;
use wilayah::Pejabat;

use super::camat::daftarkan;
use super::kabar::simpan_jawaban;
use super::nilai::{Bahan, Camat, Lulus, kepala, kumpulkan, nilai};
use super::{Jalur, KeadaanKukuh, Kelengkapan, bsre, periksa_terbuka};
use crate::atur::Kantor;
use crate::error::{Result, tolak};
use crate::pembubuhan::{Perintah, batas, berat};
use crate::store::{self, Pengukuhan};

/// The caller as head of this office, or why they are not.
pub(super) async fn camat_saya(tx: &mut ReadTx) -> db::Result<Result<Pejabat, String>> {
    let pengguna = tx.ctx().user();
    let saya = |p: &Pejabat| p.pengguna_id.is_some() && p.pengguna_id == pengguna;
    Ok(kepala(tx).await?.into_iter().find(saya).ok_or_else(|| {
        "Hanya camat, atau yang mewakilinya, yang menandatangani secara elektronik, dengan akunnya sendiri."
            .to_owned()
    }))
}

/// With what the caller signs as head of this office, or why they cannot.
pub(crate) async fn alat_camat(tx: &mut ReadTx, app: &App) -> db::Result<Result<(Pejabat, Alat), String>> {
    let pejabat = match camat_saya(tx).await? {
        Ok(pejabat) => pejabat,
        Err(sebab) => return Ok(Err(sebab)),
    };
    let alat = tte::find_alat(tx, pejabat.id, batas(app)).await?;
    Ok(alat.map(|alat| (pejabat, alat)).map_err(|galat| galat.to_string()))
}

/// Signs as the head of this office. What came out is judged as anybody's file before it is an answer.
pub(crate) async fn tanda_tangani(app: &App, ctx: &Context, id: Uuid, perintah: Perintah) -> Result<Jalur> {
    let bahan = kumpulkan(app, ctx, id).await?;
    let mut tx = app.db().read(ctx).await?;
    let (pejabat, alat) = alat_camat(&mut tx, app).await?.or_else(tolak)?;
    let nama = if let Alat::Bsre(penanda) = &alat { penanda.nama.clone() } else { None };
    let camat = Camat::baca(&mut tx, &pejabat, nama).await?;
    let lokasi = wilayah::get_identitas(&mut tx).await?.nama;
    drop(tx);
    let keterangan = Keterangan {
        nama: pejabat.nama.clone(),
        alasan: format!("Mengukuhkan surat {}", bahan.row.nomor.as_deref().unwrap_or_default()),
        lokasi,
        pada: ctx.now,
        halaman: 0,
        kotak: Rect::INVISIBLE,
    };
    let kerja = Kerja { app, ctx, bahan, camat, keterangan, perintah };
    match alat {
        Alat::Sertifikat(sertifikat) => kerja.di_sini(*sertifikat).await,
        Alat::Bsre(penanda) => kerja.di_bsre(*penanda).await,
    }
}

/// A signature that the caller is about to make.
pub(super) struct Kerja<'a> {
    pub(super) app: &'a App,
    pub(super) ctx: &'a Context,
    pub(super) bahan: Bahan,
    pub(super) camat: Camat,
    pub(super) keterangan: Keterangan,
    pub(super) perintah: Perintah,
}

impl Kerja<'_> {
    pub(super) async fn nilai(
        &self,
        signed: Vec<u8>,
    ) -> Result<std::result::Result<Lulus, (String, Vec<u8>)>> {
        nilai(self.app, self.ctx, &self.bahan, vec![self.camat.clone()], signed).await
    }

    async fn di_bsre(self, penanda: Penanda) -> Result<Jalur> {
        bsre::tanda_tangani(self, penanda).await
    }

    /// With a certificate that lies here.
    async fn di_sini(self, sertifikat: SertifikatPejabat) -> Result<Jalur> {
        let (db, now) = (self.app.db(), self.ctx.now);
        let mut tx = db.read(self.ctx).await?;
        let kunci = Kunci::new(tx.keys(), self.app.settings().contoh);
        let kunci = kunci.stempel(tte::find_stempel(&mut tx).await?);
        drop(tx);
        let percobaan = Percobaan::new(db, sertifikat.id, self.perintah.alamat);
        if let Some(error) = percobaan.mulai(now).await? {
            return tolak(error.to_string());
        }
        catat_niat(db, self.ctx, self.bahan.row.id, Niat::DiSini { ulang: self.perintah.ulang }).await?;
        let (passphrase, pdf) = (self.perintah.passphrase.clone(), self.bahan.asal.clone());
        let keterangan = self.keterangan.clone();
        let hasil =
            berat(move || tte::tanda_tangani(&sertifikat, &kunci, passphrase, &pdf, &keterangan, now));
        let hasil = hasil.await?;
        percobaan.selesai(&hasil).await?;
        match hasil {
            Ok(signed) => match self.nilai(signed).await? {
                Ok(lulus) => simpan(self.app, self.ctx, &self.bahan, lulus).await,
                Err((sebab, _)) => tolak(sebab),
            },
            Err(error) => tolak(error.to_string()),
        }
    }
}

/// Where an attempt is made, and whether one at BSrE of which nobody knows is given up for it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Niat {
    DiSini { ulang: bool },
    DiBsre { ulang: bool },
}

/// What is to happen is on record before the key is used. An attempt at BSrE of which nobody knows stands in the way,
/// until the camat gives it up.
pub(super) async fn catat_niat(db: &Db, ctx: &Context, id: Uuid, niat: Niat) -> Result<()> {
    let mut tx = db.write(ctx, "niat_pengukuhan").await?;
    let (row, _) = periksa_terbuka(db, &mut tx, id).await?;
    let (Niat::DiSini { ulang } | Niat::DiBsre { ulang }) = niat;
    if row.berjalan(ctx.now) {
        return tolak("Surat ini sedang ditandatangani di BSrE. Tunggu 3 menit, lalu buka lagi suratnya.");
    }
    if !ulang && row.tidak_pasti(ctx.now) {
        return tolak(
            "Hasil penandatanganan sebelumnya belum pasti. Cari dulu hasilnya, atau nyatakan bahwa surat ini \
             ditandatangani lagi.",
        );
    }
    let keadaan = matches!(niat, Niat::DiBsre { .. }).then_some(Pengukuhan::NIAT_DI_BSRE);
    let row = Pengukuhan { niat_pada: Some(ctx.now.into()), niat_keadaan: keadaan, ..row };
    tx.update(&row.tanpa_kabar()).await?;
    Ok(tx.commit().await?)
}

/// Writes the answer with the twice-signed file, under the next number of the register.
pub(super) async fn simpan(app: &App, ctx: &Context, bahan: &Bahan, lulus: Lulus) -> Result<Jalur> {
    let mut tx = app.db().write(ctx, "pengukuhan_surat").await?;
    let (row, kini) = periksa_terbuka(app.db(), &mut tx, bahan.row.id).await?;
    if kini.surat.terbit_sidik != bahan.dilihat.surat.terbit_sidik {
        return tolak("Berkas surat desa berubah. Buka lagi suratnya.");
    }
    let hari_ini = Kantor::baca(&mut tx).await?.hari_ini;
    let kelengkapan = Kelengkapan { penanda: lulus.penanda, tanggal: hari_ini, urut: None };
    let row = daftarkan(&mut tx, row, &kini, kelengkapan).await?;
    let files = app.service::<FileStore>();
    let berkas = files.put(&mut tx, "surat.kukuh", "application/pdf", &lulus.pdf).await?;
    let row = Pengukuhan {
        berkas_id: Some(berkas.id),
        elektronik: true,
        catatan: lulus.catatan,
        niat_keadaan: None,
        ..row.tanpa_kabar()
    };
    let jalur = simpan_jawaban(&mut tx, row, KeadaanKukuh::Dikukuhkan).await?;
    tx.commit().await?;
    Ok(jalur)
}

/// Takes a file that the camat signed in another system.
pub(crate) async fn terima(app: &App, ctx: &Context, id: Uuid, signed: Vec<u8>) -> Result<Jalur> {
    let bahan = kumpulkan(app, ctx, id).await?;
    let mut tx = app.db().read(ctx).await?;
    let mut camat = Vec::new();
    for pejabat in kepala(&mut tx).await? {
        camat.push(Camat::baca(&mut tx, &pejabat, None).await?);
    }
    drop(tx);
    match nilai(app, ctx, &bahan, camat, signed).await? {
        Ok(lulus) => simpan(app, ctx, &bahan, lulus).await,
        Err((sebab, _)) => tolak(sebab),
    }
}

/// Whether this very person signed it a moment ago: the second of two clicks.
pub(crate) async fn sudah_saya(tx: &mut ReadTx, id: Uuid) -> db::Result<bool> {
    let row = store::find_pengukuhan(tx, id).await?;
    let pengguna = tx.ctx().user();
    Ok(row.is_some_and(|row| {
        row.keadaan() == KeadaanKukuh::Dikukuhkan
            && row.elektronik
            && pengguna.is_some()
            && row.oleh == pengguna
    }))
}
