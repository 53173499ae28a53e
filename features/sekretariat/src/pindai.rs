//! Scans: known by their content, pictures written anew and small, kept sealed.

use db::{ReadTx, WriteTx};
use files::{FileStore, Isi};
use uuid::Uuid;

use crate::error::{Error, Result, tolak};
use crate::store::{self, ArsipBerkas};

/// The longest side of a scanned page, in points: small print stays readable.
const SISI: u32 = 2000;
/// The largest scan taken, in bytes.
pub const TERBESAR: usize = 20 << 20;
/// How many scans one letter takes.
const TERBANYAK: usize = 10;
const JENIS: &str = "sekretariat.pindaian";

/// A scan, ready to be kept.
#[derive(Debug, Clone)]
pub struct Pindaian {
    bytes: Vec<u8>,
    jenis: &'static str,
}

/// Looks at what was uploaded. A picture is written anew, so that nothing remains of it but what it shows.
///
/// It computes for up to a second: call it outside of any transaction.
///
/// # Errors
/// A sentence for what is neither PDF nor picture, is broken, or too large.
pub async fn siapkan(bytes: Vec<u8>) -> Result<Pindaian> {
    if bytes.len() > TERBESAR {
        return Err(files::Error::TerlaluBesar { ukuran: bytes.len(), batas: TERBESAR }.into());
    }
    match files::kenali(&bytes) {
        Ok(Isi::Pdf) => Ok(Pindaian { bytes, jenis: Isi::Pdf.content_type() }),
        Ok(isi) if isi.adalah_gambar() => {
            match tokio::task::spawn_blocking(move || files::foto(&bytes, SISI)).await {
                Ok(hasil) => Ok(Pindaian { bytes: hasil?, jenis: Isi::Jpeg.content_type() }),
                Err(_) => tolak("Gambar tidak dapat dibaca. Pindai atau potret ulang suratnya."),
            }
        }
        Err(files::Error::Svg) => Err(files::Error::Svg.into()),
        Err(files::Error::Kosong) => Err(files::Error::Kosong.into()),
        Ok(_) | Err(_) => tolak(
            "Isi berkas bukan PDF atau gambar, apa pun namanya. Pakai hasil pindai PDF, atau foto JPEG atau PNG.",
        ),
    }
}

/// Keeps a scan with a letter, as part of the caller's act.
///
/// # Errors
/// A sentence where the letter has as many as it takes.
pub async fn simpan(
    tx: &mut WriteTx,
    berkas: &FileStore,
    arsip_id: Uuid,
    pindaian: &Pindaian,
    oleh_nama: &str,
) -> Result<()> {
    if store::list_berkas(tx, arsip_id).await?.len() >= TERBANYAK {
        return tolak(format!("Paling banyak {TERBANYAK} pindaian untuk satu surat."));
    }
    let disimpan = berkas.put(tx, JENIS, pindaian.jenis, &pindaian.bytes).await?;
    let (id, kini) = (tx.ctx().new_id(), tx.ctx().now);
    let row = ArsipBerkas {
        id,
        arsip_id,
        berkas_id: disimpan.id,
        jenis: pindaian.jenis.to_owned(),
        oleh_nama: oleh_nama.to_owned(),
        pada: kini.into(),
    };
    Ok(tx.insert(&row).await?)
}

/// A scan of this letter, whole, and what it is.
pub async fn ambil(
    tx: &mut ReadTx,
    berkas: &FileStore,
    arsip_id: Uuid,
    id: Uuid,
) -> Result<(String, Vec<u8>)> {
    let semua = store::list_berkas(tx, arsip_id).await?;
    let Some(satu) = semua.into_iter().find(|satu| satu.id == id) else { return Err(Error::TidakAda) };
    let (baris, bytes) = berkas.get(tx, satu.berkas_id).await?;
    Ok((baris.content_type, bytes))
}

/// Lets all scans of a letter go. The bytes go with the next sweep of the folder.
pub(crate) async fn musnahkan(tx: &mut WriteTx, berkas: &FileStore, arsip_id: Uuid) -> Result<usize> {
    let semua = store::list_berkas(tx, arsip_id).await?;
    for satu in &semua {
        tx.delete::<ArsipBerkas>(satu.id).await?;
        berkas.remove(tx, satu.berkas_id).await?;
    }
    Ok(semua.len())
}
