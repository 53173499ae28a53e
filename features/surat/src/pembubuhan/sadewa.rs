//! Signed at SADEWA: the letter is sent there, its signer signs it there, and what comes back is judged like a file
//! that anybody brought. The queue does it step by step; the office may look for itself.

use db::Context;
use files::FileStore;
use tte::bsre::BatasWaktu;
use tte::sadewa::{Galat, Keadaan, Klien, Sebab};
use uuid::Uuid;
use web::App;

use super::{Lulus, Tempat, Terhenti, nilai_dari_luar};
use crate::alur::{self, BerkasTerbit, Meja, Terlihat};
use crate::cetak::{pastikan_asli, sidik};
use crate::error::{Error, Result};
use crate::keadaan::Tindakan;
use crate::store::{self, Kiriman, Pelaku, TahapKiriman};

/// Whether there is something left to wait for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lanjut {
    Selesai,
    Nanti,
}

pub(crate) async fn klien(tx: &mut db::ReadTx, app: &App) -> db::Result<Option<Klien>> {
    let batas = app.find_service::<BatasWaktu>().map_or(Klien::BATAS, |batas| batas.0);
    tte::find_sadewa(tx, batas).await
}

/// The next step of a sending, whatever it is. Repeated, it does nothing twice.
pub(crate) async fn langkah(app: &App, ctx: &Context, id: Uuid) -> Result<Lanjut> {
    let mut tx = app.db().read(ctx).await?;
    let kiriman = store::get_kiriman(&mut tx, id).await?;
    let klien = klien(&mut tx, app).await?;
    drop(tx);
    let Some(klien) = klien else { return mati(app, ctx, &kiriman).await };
    match kiriman.tahap() {
        TahapKiriman::Antre => unggah(app, ctx, &kiriman, &klien).await,
        TahapKiriman::Mengirim => {
            // An earlier run was cut off while it waited for the answer.
            let sebab = Galat::TidakPasti { sebab: Sebab::Terputus }.to_string();
            gagal(app, ctx, id, TahapKiriman::TidakPasti, &sebab).await
        }
        TahapKiriman::Menunggu => tanya(app, ctx, &kiriman, &klien).await,
        _ => Ok(Lanjut::Selesai),
    }
}

/// What is on its way while the office turned the service off.
async fn mati(app: &App, ctx: &Context, kiriman: &Kiriman) -> Result<Lanjut> {
    let sebab = "SADEWA dimatikan di menu Sertifikat TTE.";
    match kiriman.tahap() {
        TahapKiriman::Antre => gagal(app, ctx, kiriman.id, TahapKiriman::Gagal, sebab).await,
        TahapKiriman::Menunggu => {
            kabar(app, ctx, kiriman.id, TahapKiriman::Menunggu, Some(sebab.to_owned())).await
        }
        _ => Ok(Lanjut::Selesai),
    }
}

async fn gagal(app: &App, ctx: &Context, id: Uuid, tahap: TahapKiriman, sebab: &str) -> Result<Lanjut> {
    let mut tx = app.db().write(ctx, "pengiriman_gagal").await?;
    alur::catat_kegagalan(&mut tx, id, tahap, sebab).await?;
    tx.commit().await?;
    Ok(if tahap == TahapKiriman::Antre { Lanjut::Nanti } else { Lanjut::Selesai })
}

async fn unggah(app: &App, ctx: &Context, kiriman: &Kiriman, klien: &Klien) -> Result<Lanjut> {
    let (_, asli) = pastikan_asli(app, ctx, kiriman.surat_id).await?;
    if sidik(&asli) != kiriman.asli_sidik {
        let sebab = "Surat berubah sesudah dikirim. Kirim lagi.";
        return gagal(app, ctx, kiriman.id, TahapKiriman::Gagal, sebab).await;
    }
    let mut tx = app.db().write(ctx, "pengiriman_mulai").await?;
    let boleh = alur::mulai_kirim(&mut tx, kiriman.id).await?;
    tx.commit().await?;
    if !boleh {
        return Ok(Lanjut::Selesai);
    }
    match klien.unggah(&asli, &kiriman.nama).await {
        Ok(diunggah) => {
            let mut tx = app.db().write(ctx, "pengiriman_sampai").await?;
            alur::catat_terkirim(&mut tx, kiriman.id, diunggah).await?;
            tx.commit().await?;
            Ok(Lanjut::Selesai)
        }
        Err(galat) => {
            let tahap = match &galat {
                Galat::TidakTersambung => TahapKiriman::Antre,
                Galat::TidakPasti { .. } => TahapKiriman::TidakPasti,
                _ => TahapKiriman::Gagal,
            };
            gagal(app, ctx, kiriman.id, tahap, &galat.to_string()).await
        }
    }
}

async fn kabar(
    app: &App,
    ctx: &Context,
    id: Uuid,
    tahap: TahapKiriman,
    sebab: Option<String>,
) -> Result<Lanjut> {
    simpan_kabar(app, ctx, id, (tahap, sebab), None).await
}

async fn simpan_kabar(
    app: &App,
    ctx: &Context,
    id: Uuid,
    (tahap, sebab): (TahapKiriman, Option<String>),
    kembalian: Option<&[u8]>,
) -> Result<Lanjut> {
    let mut tx = app.db().read(ctx).await?;
    let kini = store::get_kiriman(&mut tx, id).await?;
    drop(tx);
    let lanjut = if tahap == TahapKiriman::Menunggu { Lanjut::Nanti } else { Lanjut::Selesai };
    // An hourly question that brings nothing new leaves no line.
    if kini.tahap() == tahap && kini.sebab == sebab && kembalian.is_none() {
        return Ok(lanjut);
    }
    let mut tx = app.db().write(ctx, "kabar_sadewa").await?;
    let berkas = match kembalian {
        Some(pdf) => {
            let files = app.service::<FileStore>();
            Some(files.put(&mut tx, "surat.kembalian", "application/pdf", pdf).await?.id)
        }
        None => None,
    };
    alur::catat_kabar(&mut tx, id, tahap, sebab, berkas).await?;
    tx.commit().await?;
    Ok(lanjut)
}

/// Asks how a letter stands there, and fetches it when it is said to be signed.
async fn tanya(app: &App, ctx: &Context, kiriman: &Kiriman, klien: &Klien) -> Result<Lanjut> {
    let id = kiriman.id;
    let hasil = match klien.keadaan(kiriman.acuan.as_deref().unwrap_or_default()).await {
        Ok(Keadaan::Menunggu) => return kabar(app, ctx, id, TahapKiriman::Menunggu, None).await,
        Ok(Keadaan::Bertanda { jalan }) => match jalan.or_else(|| kiriman.jalan.clone()) {
            Some(jalan) => klien.ambil(&jalan).await,
            None => Err(Galat::TidakTerbaca { sebab: Sebab::BukanJawaban }),
        },
        Err(galat) => Err(galat),
    };
    match hasil {
        Ok(pdf) => nilai(app, ctx, kiriman, pdf).await,
        Err(galat) => {
            let henti = matches!(galat, Galat::TidakDikenal { .. } | Galat::JalanAsing);
            let tahap = if henti { TahapKiriman::PerluDilihat } else { TahapKiriman::Menunggu };
            kabar(app, ctx, id, tahap, Some(galat.to_string())).await
        }
    }
}

/// Judges what came back, and issues the letter when it is the letter with its signer's signature.
async fn nilai(app: &App, ctx: &Context, kiriman: &Kiriman, pdf: Vec<u8>) -> Result<Lanjut> {
    let (surat, asli) = pastikan_asli(app, ctx, kiriman.surat_id).await?;
    let meja = Meja {
        pelaku: Pelaku { id: None, nama: "SADEWA".to_owned() },
        base_url: app.settings().base_url.clone(),
    };
    let tempat = Tempat { app, ctx, meja: &meja };
    let terlihat = Terlihat { id: surat.id, versi: surat.versi };
    match nilai_dari_luar(tempat, &surat, asli, pdf).await? {
        Ok(lulus) => match terbitkan(tempat, terlihat, kiriman.id, lulus).await {
            // The office went another way while the file was judged.
            Ok(()) | Err(Error::Terlambat(_)) => Ok(Lanjut::Selesai),
            Err(lain) => Err(lain),
        },
        Err(Terhenti { belum: true, .. }) => {
            let sebab = "SADEWA menyebut surat ini sudah ditandatangani, tetapi berkasnya belum.".to_owned();
            kabar(app, ctx, kiriman.id, TahapKiriman::Menunggu, Some(sebab)).await
        }
        Err(Terhenti { sebab, pdf, .. }) => {
            let kabar = (TahapKiriman::PerluDilihat, Some(sebab));
            simpan_kabar(app, ctx, kiriman.id, kabar, Some(&pdf)).await
        }
    }
}

async fn terbitkan(tempat: Tempat<'_>, terlihat: Terlihat, kiriman: Uuid, lulus: Lulus) -> Result<()> {
    let Tempat { app, ctx, meja } = tempat;
    let mut tx = app.db().write(ctx, Tindakan::Penandatanganan.kode()).await?;
    alur::pastikan_dinanti(&mut tx, kiriman).await?;
    let berkas =
        app.service::<FileStore>().put(&mut tx, "surat.terbit", "application/pdf", &lulus.pdf).await?;
    let berkas = BerkasTerbit { id: berkas.id, sidik: sidik(&lulus.pdf), catatan: lulus.catatan };
    alur::selesaikan_tte(&mut tx, terlihat, None, berkas, meja).await?;
    Ok(tx.commit().await?)
}

/// Looks now, because somebody asks; also after something came back that was not taken.
pub(crate) async fn periksa_sekarang(app: &App, ctx: &Context, surat_id: Uuid) -> Result<()> {
    let mut tx = app.db().read(ctx).await?;
    let kiriman = store::find_kiriman(&mut tx, surat_id).await?;
    let klien = klien(&mut tx, app).await?;
    drop(tx);
    let dinanti =
        |kiriman: &Kiriman| matches!(kiriman.tahap(), TahapKiriman::Menunggu | TahapKiriman::PerluDilihat);
    let Some(kiriman) = kiriman.filter(dinanti) else {
        return crate::error::tolak("Surat ini tidak menunggu SADEWA. Buka lagi suratnya.");
    };
    let Some(klien) = klien else {
        return crate::error::tolak("SADEWA dimatikan. Minta admin mengaturnya di menu Sertifikat TTE.");
    };
    tanya(app, ctx, &kiriman, &klien).await.map(|_| ())
}
