use db::WriteTx;

use super::{Meja, Terlihat, alasan, ambil, kiriman};
use crate::error::Result;
use crate::keadaan::{Keadaan, Tindakan};
use crate::store::{self, TahapKiriman};

/// Gives a letter up before it is issued. A number it has stands as BATAL in the agenda.
pub async fn batalkan(tx: &mut WriteTx, terlihat: Terlihat, sebab: &str, meja: &Meja) -> Result<()> {
    akhiri(tx, terlihat, (Tindakan::Pembatalan, Keadaan::Batal), sebab, meja).await
}

/// Revokes an issued letter: whoever checks it reads so from now on.
pub async fn cabut(tx: &mut WriteTx, terlihat: Terlihat, sebab: &str, meja: &Meja) -> Result<()> {
    akhiri(tx, terlihat, (Tindakan::Pencabutan, Keadaan::Dicabut), sebab, meja).await
}

async fn akhiri(
    tx: &mut WriteTx,
    terlihat: Terlihat,
    (tindakan, keadaan): (Tindakan, Keadaan),
    sebab: &str,
    meja: &Meja,
) -> Result<()> {
    let sebab = alasan(sebab)?;
    let mut surat = ambil(tx, terlihat, tindakan).await?;
    surat.alasan = Some(sebab.clone());
    if keadaan == Keadaan::Batal {
        surat.lepas_naskah();
        kiriman::akhiri(tx, surat.id, TahapKiriman::Ditarik).await?;
    }
    crate::kukuh::lepas(tx, surat.id).await?;
    surat.jadi(keadaan);
    store::insert_peristiwa(tx, surat.id, tindakan, &meja.pelaku, (None, Some(sebab))).await?;
    Ok(tx.update(&surat).await?)
}
