//! With a certificate that is installed here.

use tte::{Kunci, Percobaan, SertifikatPejabat};

use super::periksa::periksa_sendiri;
use super::{Bahan, Perintah, Tempat, berat, gagal, keterangan, terbitkan};
use crate::alur::{self, Niat};
use crate::error::{Result, tolak};

pub(super) async fn tanda_tangani(
    tempat: Tempat<'_>,
    bahan: Bahan,
    sertifikat: SertifikatPejabat,
    perintah: Perintah,
) -> Result<()> {
    let Tempat { app, ctx, meja } = tempat;
    let Bahan { terlihat, surat, asli } = bahan;
    let contoh = app.settings().contoh;
    let mut tx = app.db().read(ctx).await?;
    let anchors = tte::trust_anchors(&mut tx, contoh).await?;
    let kunci = Kunci::new(tx.keys(), contoh).stempel(tte::find_stempel(&mut tx).await?);
    let lokasi = wilayah::get_identitas(&mut tx).await?.nama;
    drop(tx);
    let percobaan = Percobaan::new(app.db(), sertifikat.id, perintah.alamat);
    if let Some(error) = percobaan.mulai(ctx.now).await? {
        return tolak(error.to_string());
    }
    let mut tx = app.db().write(ctx, "niat_penandatanganan").await?;
    let niat = alur::mulai_tte(&mut tx, terlihat, meja, Niat::di_sini(perintah.ulang)).await?;
    tx.commit().await?;
    let keterangan = keterangan(&surat, lokasi, ctx.now);
    let (now, original, passphrase) = (ctx.now, asli.clone(), perintah.passphrase);
    let hasil =
        berat(move || tte::tanda_tangani(&sertifikat, &kunci, passphrase, &original, &keterangan, now))
            .await?;
    percobaan.selesai(&hasil).await?;
    let diperiksa = match hasil {
        Ok(signed) => berat(move || periksa_sendiri(&asli, signed, &anchors, now)).await?,
        Err(error) => Err(error.to_string()),
    };
    match diperiksa {
        Ok(signed) => terbitkan(tempat, terlihat, Some(niat), &signed).await,
        Err(sebab) => gagal(tempat, surat.id, niat, sebab).await,
    }
}
