use db::WriteTx;
use uuid::Uuid;

use super::{Meja, Terlihat, ambil, kiriman};
use crate::error::{Result, tolak};
use crate::jenis::Cara;
use crate::keadaan::{Keadaan, Tindakan};
use crate::store::{self, Penandatanganan, Surat, TahapKiriman};

/// A stored file and its SHA-256 in lower-case hexadecimal.
#[derive(Debug, Clone)]
pub struct BerkasTerbit {
    pub id: Uuid,
    pub sidik: String,
    /// What is to be known of the signer's certificate, for the letter's history.
    pub catatan: Option<String>,
}

/// Records that the paper was signed in ink. What was printed becomes what was issued.
pub async fn catat_ditandatangani(tx: &mut WriteTx, terlihat: Terlihat, meja: &Meja) -> Result<()> {
    let mut surat = ambil(tx, terlihat, Tindakan::Penerbitan).await?;
    let (Some(id), Some(sidik)) = (surat.asli_id, surat.asli_sidik.clone()) else {
        return tolak("Surat ini belum dicetak. Cetak dulu, mintakan tanda tangan dan stempel, lalu catat.");
    };
    let catatan = surat.ttd_nama.clone().map(|nama| format!("Ditandatangani oleh {nama}"));
    store::insert_peristiwa(tx, surat.id, Tindakan::Penerbitan, &meja.pelaku, (None, catatan)).await?;
    terbitkan(tx, &mut surat, BerkasTerbit { id, sidik, catatan: None }, meja).await
}

/// Where an attempt is made, and whether one of which nobody knows is given up for it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Niat {
    layanan: i16,
    ulang: bool,
}

impl Niat {
    pub(crate) fn di_sini(ulang: bool) -> Self {
        Self { layanan: Penandatanganan::DI_SINI, ulang }
    }

    pub(crate) fn di_bsre(ulang: bool) -> Self {
        Self { layanan: Penandatanganan::DI_BSRE, ulang }
    }
}

/// Begins an electronic signature: what is to happen is on record before the key is used. Attempts here that never
/// came back are marked as cut off. One at BSrE of which nobody knows stands in the way, until the signer gives it up.
pub(crate) async fn mulai_tte(tx: &mut WriteTx, terlihat: Terlihat, meja: &Meja, cara: Niat) -> Result<Uuid> {
    let surat = ambil(tx, terlihat, Tindakan::Penandatanganan).await?;
    let ctx = *tx.ctx();
    let semua = store::list_penandatanganan(tx, surat.id).await?;
    if semua.iter().any(|lama| lama.berjalan(ctx.now)) {
        return tolak("Surat ini sedang ditandatangani di BSrE. Tunggu 3 menit, lalu buka lagi suratnya.");
    }
    if !cara.ulang && semua.iter().any(|lama| lama.tidak_pasti(ctx.now)) {
        return tolak(
            "Hasil penandatanganan sebelumnya belum pasti. Cari dulu hasilnya, atau nyatakan bahwa surat ini \
             ditandatangani lagi.",
        );
    }
    for mut lama in semua {
        let ragu = lama.tidak_pasti(ctx.now);
        if ragu || lama.keadaan == Penandatanganan::DIMULAI {
            lama.keadaan = Penandatanganan::TERPUTUS;
            if ragu && lama.sebab.is_none() {
                lama.sebab = Some("Jawaban BSrE tidak pernah sampai.".to_owned());
            }
            tx.update(&lama).await?;
        }
    }
    let niat = Penandatanganan {
        id: ctx.new_id(),
        surat_id: surat.id,
        pejabat_id: surat.penandatangan_id,
        oleh: meja.pelaku.id,
        layanan: cara.layanan,
        keadaan: Penandatanganan::DIMULAI,
        sebab: None,
        acuan: None,
        kembalian_id: None,
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

/// What is known of an attempt whose outcome is not.
pub(crate) struct TidakPasti {
    pub(crate) niat: Uuid,
    pub(crate) sebab: String,
    pub(crate) acuan: Option<String>,
    /// What came back and was not taken.
    pub(crate) kembalian: Option<Vec<u8>>,
}

/// Writes down that nobody knows how an attempt at BSrE ended. The letter stays where it is.
pub(crate) async fn ragukan_tte(
    tx: &mut WriteTx,
    surat_id: Uuid,
    kabar: TidakPasti,
    kembalian_id: Option<Uuid>,
) -> Result<()> {
    let mut row = niat(tx, surat_id, kabar.niat).await?;
    row.keadaan = Penandatanganan::TIDAK_PASTI;
    row.sebab = Some(kabar.sebab);
    row.acuan = kabar.acuan;
    row.kembalian_id = kembalian_id;
    row.selesai_pada = Some(tx.ctx().now.into());
    Ok(tx.update(&row).await?)
}

async fn niat(tx: &mut WriteTx, surat_id: Uuid, niat: Uuid) -> Result<Penandatanganan> {
    let all = store::list_penandatanganan(tx, surat_id).await?;
    let row = all.into_iter().find(|row| row.id == niat);
    row.ok_or_else(|| db::Error::NotFound("surat_penandatanganan").into())
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
    let catatan: Vec<String> = surat.ttd_nama.iter().chain(&berkas.catatan).cloned().collect();
    let catatan = (None, Some(catatan.join("; ")).filter(|catatan| !catatan.is_empty()));
    store::insert_peristiwa(tx, surat.id, Tindakan::Penandatanganan, &meja.pelaku, catatan).await?;
    terbitkan(tx, &mut surat, berkas, meja).await
}

async fn tutup(
    tx: &mut WriteTx,
    surat_id: Uuid,
    niat: Uuid,
    (keadaan, sebab): (i16, Option<String>),
) -> Result<()> {
    let mut row = self::niat(tx, surat_id, niat).await?;
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
    kiriman::akhiri(tx, surat.id, TahapKiriman::Selesai).await?;
    if let Some(lama) = surat.mengganti_id {
        let mut lama = store::get_surat(tx, lama).await?;
        // It may have been revoked meanwhile; then it stays so.
        if Tindakan::Penggantian.boleh(lama.keadaan(), lama.cara()) {
            lama.pengganti_id = Some(surat.id);
            lama.jadi(Keadaan::Diganti);
            crate::kukuh::lepas(tx, lama.id).await?;
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
