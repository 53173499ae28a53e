//! The electronic signature of a letter: here with the signer's own key, by BSrE, or brought back from elsewhere.
//!
//! What came back is parsed and verified before the letter's state changes. Signing takes longer than a
//! transaction should, so the intent is written first, and a power cut leaves a letter that still waits.

mod bsre;
pub(crate) mod cabut;
mod lokal;
pub(crate) mod periksa;
pub(crate) mod sadewa;

use std::net::IpAddr;

use db::{Context, ReadTx};
use files::FileStore;
use jiff::Timestamp;
use tte::bsre::{BatasWaktu, Klien};
use tte::{Alat, Keterangan, Rect, Terbuka};
use uuid::Uuid;
use web::App;
use zeroize::Zeroizing;

pub(crate) use bsre::telusuri;

use crate::alur::{self, BerkasTerbit, Meja, Terlihat};
use crate::cetak::{pastikan_asli, sidik};
use crate::error::{Error, Result, tolak};
use crate::jenis::Cara;
use crate::keadaan::Tindakan;
use crate::store::{self, Surat};
use periksa::{Penanda, periksa_kiriman};

/// Where and as whom an act is done.
#[derive(Clone, Copy)]
pub(crate) struct Tempat<'a> {
    pub(crate) app: &'a App,
    pub(crate) ctx: &'a Context,
    pub(crate) meja: &'a Meja,
}

/// What the signer typed.
pub(crate) struct Perintah {
    pub(crate) passphrase: Zeroizing<String>,
    /// Signs again although nobody knows what became of the last attempt.
    pub(crate) ulang: bool,
    pub(crate) alamat: IpAddr,
}

/// A letter that is to be signed now: its row, and the numbered PDF.
struct Bahan {
    terlihat: Terlihat,
    surat: Surat,
    asli: Vec<u8>,
}

/// Signs with what the letter's own signer has, who must be the one who asks.
pub(crate) async fn tanda_tangani(tempat: Tempat<'_>, terlihat: Terlihat, perintah: Perintah) -> Result<()> {
    satu(tempat, terlihat, &perintah, &mut None).await
}

/// One letter of a task; `terbuka` is the key that stays open until the last.
async fn satu(
    tempat: Tempat<'_>,
    terlihat: Terlihat,
    perintah: &Perintah,
    terbuka: &mut Option<Terbuka>,
) -> Result<()> {
    let Tempat { app, ctx, .. } = tempat;
    alur::lihat(&mut app.db().read(ctx).await?, terlihat, Tindakan::Penandatanganan).await?;
    let (surat, asli) = pastikan_asli(app, ctx, terlihat.id).await?;
    if surat.cara() != Cara::Tte {
        return tolak("Surat ini ditandatangani di aplikasi lain. Unggah berkas yang sudah ditandatangani.");
    }
    let alat = match alat_penanda(&mut app.db().read(ctx).await?, app, &surat).await? {
        Ok(alat) => alat,
        Err(halangan) => return tolak(halangan),
    };
    let bahan = Bahan { terlihat, surat, asli };
    match alat {
        Alat::Sertifikat(sertifikat) => {
            lokal::tanda_tangani(tempat, bahan, *sertifikat, perintah, terbuka).await
        }
        Alat::Bsre(penanda) => bsre::tanda_tangani(tempat, bahan, *penanda, perintah).await,
    }
}

/// What became of several letters.
pub(crate) struct Kelompok {
    pub(crate) jadi: usize,
    /// Why it did not go on, with the letter at which it stopped.
    pub(crate) henti: Option<String>,
}

/// Signs one after the other under one passphrase, which opens a key of our own once for all of them. The first refusal
/// ends it: a wrong passphrase is tried once, and a server in trouble is left alone. What was signed before stays signed.
pub(crate) async fn tanda_tangani_semua(
    tempat: Tempat<'_>,
    semua: Vec<Terlihat>,
    perintah: Perintah,
) -> Result<Kelompok> {
    let Tempat { app, ctx, .. } = tempat;
    let (mut jadi, mut terbuka) = (0, None);
    let mut antrean = semua.into_iter().peekable();
    while let Some(terlihat) = antrean.next() {
        let surat = store::get_surat(&mut app.db().read(ctx).await?, terlihat.id).await?;
        // The second of two clicks.
        if surat.terbit_pada.is_some() && surat.versi.checked_sub(1) == Some(terlihat.versi) {
            jadi += 1;
            continue;
        }
        // While one is signed the next is set: what is wrong with it is told when its turn comes.
        let berikutnya = antrean.peek().map(|berikutnya| berikutnya.id);
        let satu = Box::pin(satu(tempat, terlihat, &perintah, &mut terbuka));
        let (hasil, ()) = tokio::join!(satu, Box::pin(siapkan(tempat, berikutnya)));
        match hasil {
            Ok(()) => jadi += 1,
            Err(Error::Ditolak(sebab) | Error::Terlambat(sebab)) => {
                let nomor = surat.nomor.unwrap_or_default();
                return Ok(Kelompok { jadi, henti: Some(format!("Surat {nomor}: {sebab}")) });
            }
            Err(lain) => return Err(lain),
        }
    }
    Ok(Kelompok { jadi, henti: None })
}

/// Has a letter's PDF ready before it is asked for.
async fn siapkan(Tempat { app, ctx, .. }: Tempat<'_>, id: Option<Uuid>) {
    if let Some(id) = id {
        drop(pastikan_asli(app, ctx, id).await);
    }
}

/// Why the caller is not the one who may sign this letter, if so.
async fn bukan_penanda(tx: &mut ReadTx, surat: &Surat) -> db::Result<Option<String>> {
    let pejabat = wilayah::get_pejabat(tx, surat.penandatangan_id).await?;
    let nama = &pejabat.nama;
    if pejabat.pengguna_id.is_none() || pejabat.pengguna_id != tx.ctx().user() {
        return Ok(Some(format!("Surat ini hanya dapat ditandatangani oleh {nama} dengan akunnya sendiri.")));
    }
    let hari_ini = wilayah::get_identitas(tx).await?.zona().tanggal(tx.ctx().now);
    let sudah =
        format!("Masa jabatan {nama} sudah berakhir. Kembalikan suratnya, lalu pilih penanda tangan lain.");
    Ok((!pejabat.menjabat(hari_ini)).then_some(sudah))
}

/// With what the caller can sign this letter, or why they cannot at all.
pub(crate) async fn alat_penanda(
    tx: &mut ReadTx,
    app: &App,
    surat: &Surat,
) -> db::Result<Result<Alat, String>> {
    if let Some(halangan) = bukan_penanda(tx, surat).await? {
        return Ok(Err(halangan));
    }
    let alat = tte::find_alat(tx, surat.penandatangan_id, batas(app)).await?;
    Ok(alat.map_err(|error| error.to_string()))
}

/// How long BSrE is waited for.
pub(crate) fn batas(app: &App) -> std::time::Duration {
    app.find_service::<BatasWaktu>().map_or(Klien::BATAS, |batas| batas.0)
}

fn keterangan(surat: &Surat, lokasi: String, pada: Timestamp) -> Keterangan {
    Keterangan {
        nama: surat.ttd_nama.clone().unwrap_or_default(),
        alasan: format!("Menandatangani surat {}", surat.nomor.as_deref().unwrap_or_default()),
        lokasi,
        pada,
        halaman: 0,
        kotak: Rect::INVISIBLE,
    }
}

/// Runs what computes for long on a thread of its own.
pub(crate) async fn berat<T: Send + 'static>(kerja: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(kerja)
        .await
        .map_err(|error| db::Error::Io(std::io::Error::other(error)).into())
}

async fn gagal(tempat: Tempat<'_>, surat_id: Uuid, niat: Uuid, sebab: String) -> Result<()> {
    let mut tx = tempat.app.db().write(tempat.ctx, "penandatanganan_gagal").await?;
    alur::gagalkan_tte(&mut tx, surat_id, niat, &sebab).await?;
    tx.commit().await?;
    tolak(sebab)
}

/// A signed file that passed.
struct Lulus {
    pdf: Vec<u8>,
    /// What is to be known of the signer's certificate.
    catatan: Option<String>,
}

async fn terbitkan(tempat: Tempat<'_>, terlihat: Terlihat, niat: Option<Uuid>, lulus: Lulus) -> Result<()> {
    let Tempat { app, ctx, meja } = tempat;
    let mut tx = app.db().write(ctx, Tindakan::Penandatanganan.kode()).await?;
    let files = app.service::<FileStore>();
    let berkas = files.put(&mut tx, "surat.terbit", "application/pdf", &lulus.pdf).await?;
    let berkas = BerkasTerbit { id: berkas.id, sidik: sidik(&lulus.pdf), catatan: lulus.catatan };
    alur::selesaikan_tte(&mut tx, terlihat, niat, berkas, meja).await?;
    Ok(tx.commit().await?)
}

/// Takes a file that was signed in another system: the signer, the number and the content must be those
/// of the letter.
pub(crate) async fn terima(tempat: Tempat<'_>, terlihat: Terlihat, signed: Vec<u8>) -> Result<()> {
    let Tempat { app, ctx, .. } = tempat;
    alur::lihat(&mut app.db().read(ctx).await?, terlihat, Tindakan::Penandatanganan).await?;
    let (surat, asli) = pastikan_asli(app, ctx, terlihat.id).await?;
    if surat.cara() != Cara::DiTempatLain {
        return tolak("Surat ini ditandatangani di Balai, bukan di aplikasi lain.");
    }
    match nilai_dari_luar(tempat, &surat, asli, signed).await? {
        Ok(lulus) => terbitkan(tempat, terlihat, None, lulus).await,
        Err(terhenti) => tolak(terhenti.sebab),
    }
}

/// Why a file from elsewhere was not taken.
struct Terhenti {
    sebab: String,
    /// Nobody has signed it yet.
    belum: bool,
    pdf: Vec<u8>,
}

/// Judges a file that came from elsewhere: ours, unchanged, by the letter's signer under a trusted authority.
async fn nilai_dari_luar(
    tempat: Tempat<'_>,
    surat: &Surat,
    asli: Vec<u8>,
    signed: Vec<u8>,
) -> Result<Result<Lulus, Terhenti>> {
    let Tempat { app, ctx, .. } = tempat;
    let mut tx = app.db().read(ctx).await?;
    let anchors = tte::trust_anchors(&mut tx, app.settings().contoh).await?;
    let known: Vec<String> = tte::list_sertifikat(&mut tx)
        .await?
        .into_iter()
        .filter(|sertifikat| sertifikat.pejabat_id == surat.penandatangan_id)
        .map(|sertifikat| sertifikat.cert_sha256)
        .collect();
    drop(tx);
    let (now, nama) = (ctx.now, surat.ttd_nama.clone().unwrap_or_default());
    let diperiksa = berat(move || {
        let penanda = Penanda { nama: &nama, sertifikat: &known };
        match periksa_kiriman(&signed, &asli, &anchors, now, &penanda) {
            Ok(rantai) => Ok((signed, rantai)),
            Err(sebab) => Err(Terhenti { sebab, belum: signed == asli, pdf: signed }),
        }
    });
    match diperiksa.await? {
        Ok((pdf, rantai)) => Ok(match cabut::periksa(app, ctx, &rantai).await? {
            Ok(catatan) => Ok(Lulus { pdf, catatan }),
            Err(sebab) => Err(Terhenti { sebab, belum: false, pdf }),
        }),
        Err(terhenti) => Ok(Err(terhenti)),
    }
}
