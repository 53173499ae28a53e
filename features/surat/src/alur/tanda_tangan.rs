use db::WriteTx;
use uuid::Uuid;

use super::{Meja, Terlihat, ambil};
use crate::error::{Result, tolak};
use crate::jenis::Cara;
use crate::keadaan::{Keadaan, Tindakan};
use crate::store::{self, Penandatanganan, Surat};

/// A stored file and its SHA-256 in lower-case hexadecimal.
#[derive(Debug, Clone)]
pub struct BerkasTerbit {
    pub id: Uuid,
    pub sidik: String,
}

/// Records that the paper was signed in ink. What was printed becomes what was issued.
pub async fn catat_ditandatangani(tx: &mut WriteTx, terlihat: Terlihat, meja: &Meja) -> Result<()> {
    let mut surat = ambil(tx, terlihat, Tindakan::Penerbitan).await?;
    let (Some(id), Some(sidik)) = (surat.asli_id, surat.asli_sidik.clone()) else {
        return tolak("Surat ini belum dicetak. Cetak dulu, mintakan tanda tangan dan stempel, lalu catat.");
    };
    let catatan = surat.ttd_nama.clone().map(|nama| format!("Ditandatangani oleh {nama}"));
    store::insert_peristiwa(tx, surat.id, Tindakan::Penerbitan, &meja.pelaku, (None, catatan)).await?;
    terbitkan(tx, &mut surat, BerkasTerbit { id, sidik }, meja).await
}

/// Begins an electronic signature: what is to happen is on record before the key is used. Attempts that
/// never came back are marked as cut off.
pub(crate) async fn mulai_tte(tx: &mut WriteTx, terlihat: Terlihat, meja: &Meja) -> Result<Uuid> {
    let surat = ambil(tx, terlihat, Tindakan::Penandatanganan).await?;
    let ctx = *tx.ctx();
    for mut lama in store::list_penandatanganan(tx, surat.id).await? {
        if lama.keadaan == Penandatanganan::DIMULAI {
            lama.keadaan = Penandatanganan::TERPUTUS;
            tx.update(&lama).await?;
        }
    }
    let niat = Penandatanganan {
        id: ctx.new_id(),
        surat_id: surat.id,
        pejabat_id: surat.penandatangan_id,
        oleh: meja.pelaku.id,
        keadaan: Penandatanganan::DIMULAI,
        sebab: None,
        mulai_pada: ctx.now.into(),
        selesai_pada: None,
    };
    tx.insert(&niat).await?;
    Ok(niat.id)
}

/// Ends an attempt that the key or the check refused. The letter stays where it is.
pub(crate) async fn gagalkan_tte(tx: &mut WriteTx, surat_id: Uuid, niat: Uuid, sebab: &str) -> Result<()> {
    tutup(tx, surat_id, niat, (Penandatanganan::GAGAL, Some(sebab.to_owned()))).await
}

/// Issues a letter whose signed file was checked. `niat` is the attempt made here; none for a file that
/// was signed elsewhere.
pub async fn selesaikan_tte(
    tx: &mut WriteTx,
    terlihat: Terlihat,
    niat: Option<Uuid>,
    berkas: BerkasTerbit,
    meja: &Meja,
) -> Result<()> {
    let mut surat = ambil(tx, terlihat, Tindakan::Penandatanganan).await?;
    if (surat.cara() == Cara::Tte) != niat.is_some() {
        return tolak("Cara tanda tangan surat ini sudah berubah. Buka lagi suratnya.");
    }
    if let Some(niat) = niat {
        tutup(tx, surat.id, niat, (Penandatanganan::SELESAI, None)).await?;
    }
    let catatan = (None, surat.ttd_nama.clone());
    store::insert_peristiwa(tx, surat.id, Tindakan::Penandatanganan, &meja.pelaku, catatan).await?;
    terbitkan(tx, &mut surat, berkas, meja).await
}

async fn tutup(
    tx: &mut WriteTx,
    surat_id: Uuid,
    niat: Uuid,
    (keadaan, sebab): (i16, Option<String>),
) -> Result<()> {
    let all = store::list_penandatanganan(tx, surat_id).await?;
    let Some(mut row) = all.into_iter().find(|row| row.id == niat) else {
        return Err(db::Error::NotFound("surat_penandatanganan").into());
    };
    row.keadaan = keadaan;
    row.sebab = sebab;
    row.selesai_pada = Some(tx.ctx().now.into());
    Ok(tx.update(&row).await?)
}

/// The letter is out; the one it replaces, if any, ends with the same act.
async fn terbitkan(tx: &mut WriteTx, surat: &mut Surat, berkas: BerkasTerbit, meja: &Meja) -> Result<()> {
    surat.terbit_id = Some(berkas.id);
    surat.terbit_sidik = Some(berkas.sidik);
    surat.terbit_pada = Some(tx.ctx().now.into());
    surat.jadi(Keadaan::Terbit);
    if let Some(lama) = surat.mengganti_id {
        let mut lama = store::get_surat(tx, lama).await?;
        // It may have been revoked meanwhile; then it stays so.
        if Tindakan::Penggantian.boleh(lama.keadaan(), lama.cara()) {
            lama.pengganti_id = Some(surat.id);
            lama.jadi(Keadaan::Diganti);
            let catatan = (None, surat.nomor.clone());
            store::insert_peristiwa(tx, lama.id, Tindakan::Penggantian, &meja.pelaku, catatan).await?;
            tx.update(&lama).await?;
        }
    }
    Ok(tx.update(surat).await?)
}

/// Keeps a scan of the signed paper beside an issued letter.
pub async fn simpan_pindai(tx: &mut WriteTx, terlihat: Terlihat, berkas: Uuid, meja: &Meja) -> Result<()> {
    let mut surat = ambil(tx, terlihat, Tindakan::Pemindaian).await?;
    surat.pindai_id = Some(berkas);
    surat.versi += 1;
    store::insert_peristiwa(tx, surat.id, Tindakan::Pemindaian, &meja.pelaku, (None, None)).await?;
    Ok(tx.update(&surat).await?)
}
