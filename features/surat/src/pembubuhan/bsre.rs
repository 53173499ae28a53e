//! With a certificate that is kept at BSrE. Its answer may be lost on the way: then nobody knows whether it signed, and
//! nothing is signed again before that was looked into, or the signer says so.

use files::FileStore;
use tte::bsre::{Galat, Penanda, Permintaan};
use tte::{Percobaan, TrustAnchors};
use uuid::Uuid;

use super::periksa::{self, periksa_kiriman};
use super::{
    Bahan, Lulus, Perintah, Tempat, alat_penanda, berat, bukan_penanda, cabut, gagal, keterangan, terbitkan,
};
use crate::alur::{self, Niat, Terlihat, TidakPasti};
use crate::cetak::pastikan_asli;
use crate::error::{Result, tolak};
use crate::keadaan::Tindakan;
use crate::store::{self, Surat};

pub(super) async fn tanda_tangani(
    tempat: Tempat<'_>,
    bahan: Bahan,
    penanda: Penanda,
    perintah: &Perintah,
) -> Result<()> {
    let Tempat { app, ctx, meja } = tempat;
    let Bahan { terlihat, surat, asli } = &bahan;
    match penanda.klien.status(penanda.nik).await {
        Ok(status) if status.boleh() => {}
        Ok(status) => return tolak(status.kalimat()),
        Err(galat) => return tolak(galat.to_string()),
    }
    let percobaan = Percobaan::new(app.db(), penanda.id, perintah.alamat);
    if let Some(error) = percobaan.mulai(ctx.now).await? {
        return tolak(error.to_string());
    }
    let lokasi = wilayah::get_identitas(&mut app.db().read(ctx).await?).await?.nama;
    let mut tx = app.db().write(ctx, "niat_penandatanganan").await?;
    let niat = alur::mulai_tte(&mut tx, *terlihat, meja, Niat::di_bsre(perintah.ulang)).await?;
    tx.commit().await?;
    let keterangan = keterangan(surat, lokasi, ctx.now);
    let minta =
        Permintaan { nik: penanda.nik, pdf: asli, alasan: &keterangan.alasan, lokasi: &keterangan.lokasi };
    let hasil = penanda.klien.tanda_tangani(&minta, perintah.passphrase.clone()).await;
    percobaan.selesai(&hasil.as_ref().map_err(|galat| galat.clone().into())).await?;
    let kembalian = match hasil {
        Ok(kembalian) => kembalian,
        Err(galat) if galat.pasti() => return gagal(tempat, surat.id, niat, galat.to_string()).await,
        Err(galat) => {
            let sebab = galat.to_string();
            let acuan = if let Galat::TidakPasti { acuan, .. } = galat { acuan } else { None };
            return tidak_pasti(tempat, surat.id, TidakPasti { niat, sebab, acuan, kembalian: None }).await;
        }
    };
    let acuan = kembalian.acuan.clone();
    match nilai(tempat, &bahan, &penanda, kembalian.pdf).await? {
        Ok(lulus) => terbitkan(tempat, *terlihat, Some(niat), lulus).await,
        Err((sebab, pdf)) => {
            // A file that is not ours came; ours may still lie there.
            if let Some(ada) = &acuan
                && let Ok(pdf) = penanda.klien.ambil(ada).await
                && let Ok(lulus) = nilai(tempat, &bahan, &penanda, pdf).await?
            {
                return terbitkan(tempat, *terlihat, Some(niat), lulus).await;
            }
            let sebab = format!("{sebab} Surat belum terbit; jangan langsung mengulang.");
            tidak_pasti(tempat, surat.id, TidakPasti { niat, sebab, acuan, kembalian: Some(pdf) }).await
        }
    }
}

/// Judges what came back as a file from anywhere is judged. Gives it again, with the reason where it was not taken.
async fn nilai(
    tempat: Tempat<'_>,
    bahan: &Bahan,
    penanda: &Penanda,
    pdf: Vec<u8>,
) -> Result<std::result::Result<Lulus, (String, Vec<u8>)>> {
    let nama = penanda.nama.clone();
    nilai_sebagai(tempat, &bahan.surat, &bahan.asli, nama, pdf).await
}

async fn nilai_sebagai(
    tempat: Tempat<'_>,
    surat: &Surat,
    asli: &[u8],
    nama: Option<String>,
    pdf: Vec<u8>,
) -> Result<std::result::Result<Lulus, (String, Vec<u8>)>> {
    let Tempat { app, ctx, .. } = tempat;
    let mut tx = app.db().read(ctx).await?;
    let anchors: TrustAnchors = tte::trust_anchors(&mut tx, app.settings().contoh).await?;
    drop(tx);
    let nama = nama.or_else(|| surat.ttd_nama.clone()).unwrap_or_default();
    let (asli, now) = (asli.to_vec(), ctx.now);
    let diperiksa = berat(move || {
        let harus = periksa::Penanda { nama: &nama, sertifikat: &[] };
        match periksa_kiriman(&pdf, &asli, &anchors, now, &harus) {
            Ok(rantai) => Ok((pdf, rantai)),
            Err(sebab) => Err((sebab, pdf)),
        }
    });
    match diperiksa.await? {
        Ok((pdf, rantai)) => Ok(match cabut::periksa(app, ctx, &rantai).await? {
            Ok(catatan) => Ok(Lulus { pdf, catatan }),
            Err(sebab) => Err((sebab, pdf)),
        }),
        Err(ditolak) => Ok(Err(ditolak)),
    }
}

/// Keeps what is known of an attempt of which nobody knows how it ended.
async fn tidak_pasti(tempat: Tempat<'_>, surat_id: Uuid, kabar: TidakPasti) -> Result<()> {
    let Tempat { app, ctx, .. } = tempat;
    let sebab = kabar.sebab.clone();
    let mut tx = app.db().write(ctx, "penandatanganan_tidak_pasti").await?;
    let mut berkas = None;
    if let Some(pdf) = &kabar.kembalian {
        let files = app.service::<FileStore>();
        berkas = Some(files.put(&mut tx, "surat.kembalian", "application/pdf", pdf).await?.id);
    }
    alur::ragukan_tte(&mut tx, surat_id, kabar, berkas).await?;
    tx.commit().await?;
    tolak(sebab)
}

/// Looks for the outcome of such an attempt: judges once more what came back, then asks BSrE for what it signed. No
/// passphrase is needed, because nothing is signed.
pub(crate) async fn telusuri(tempat: Tempat<'_>, terlihat: Terlihat) -> Result<()> {
    let Tempat { app, ctx, .. } = tempat;
    let mut tx = app.db().read(ctx).await?;
    alur::lihat(&mut tx, terlihat, Tindakan::Penandatanganan).await?;
    drop(tx);
    let (surat, asli) = pastikan_asli(app, ctx, terlihat.id).await?;
    let mut tx = app.db().read(ctx).await?;
    if let Some(halangan) = bukan_penanda(&mut tx, &surat).await? {
        return tolak(halangan);
    }
    let semua = store::list_penandatanganan(&mut tx, surat.id).await?;
    let Some(niat) = semua.into_iter().rev().find(store::Penandatanganan::dapat_ditelusuri) else {
        return tolak("Tidak ada berkas yang dapat dicari dari percobaan sebelumnya.");
    };
    let alat = alat_penanda(&mut tx, app, &surat).await?;
    let penanda = if let Ok(tte::Alat::Bsre(penanda)) = alat { Some(penanda) } else { None };
    let nama = penanda.as_ref().and_then(|penanda| penanda.nama.clone());
    let mut kabar = None;
    if let Some(berkas) = niat.kembalian_id {
        let (_, pdf) = app.service::<FileStore>().get(&mut tx, berkas).await?;
        drop(tx);
        match nilai_sebagai(tempat, &surat, &asli, nama.clone(), pdf).await? {
            Ok(lulus) => return terbitkan(tempat, terlihat, Some(niat.id), lulus).await,
            Err((sebab, _)) => kabar = Some(sebab),
        }
    } else {
        drop(tx);
    }
    if let (Some(penanda), Some(acuan)) = (&penanda, &niat.acuan) {
        match penanda.klien.ambil(acuan).await {
            Ok(pdf) => match nilai_sebagai(tempat, &surat, &asli, nama, pdf).await? {
                Ok(lulus) => return terbitkan(tempat, terlihat, Some(niat.id), lulus).await,
                Err((sebab, _)) => kabar = Some(sebab),
            },
            Err(galat) => kabar = kabar.or_else(|| Some(galat.to_string())),
        }
    }
    tolak(kabar.unwrap_or_else(|| "Layanan BSrE belum diatur, jadi hasilnya belum dapat dicari.".to_owned()))
}
