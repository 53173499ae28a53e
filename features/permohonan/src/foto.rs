//! Photos of documents: shrunk, known by content, sealed, and gone some time after the letter.

use db::{Context, Db, ReadTx, WriteTx};
use files::FileStore;
use jiff::SignedDuration;
use uuid::Uuid;

use crate::error::{Error, Result, tolak};
use crate::store::{self, Foto, Permohonan};

/// The longest side, in points: a photographed page stays readable.
const SISI: u32 = 1600;
/// How many photos one request takes.
const TERBANYAK: usize = 12;
/// How long photos are kept after the letter was there, or the request ended.
pub const SIMPAN: SignedDuration = SignedDuration::from_hours(30 * 24);

/// What a photo is to the file store.
const JENIS: &str = "permohonan.foto";

/// Reads a picture and writes it anew as a small JPEG: nothing of the upload remains but what it shows.
///
/// It computes for up to a second: call it outside of any transaction.
///
/// # Errors
/// A sentence for what is no picture, too large or broken.
pub async fn perkecil(bytes: Vec<u8>) -> Result<Vec<u8>> {
    let kerja = tokio::task::spawn_blocking(move || files::foto(&bytes, SISI));
    match kerja.await {
        Ok(Ok(jpeg)) => Ok(jpeg),
        Ok(Err(galat)) if galat.is_refusal() => tolak(galat.to_string()),
        Ok(Err(_)) | Err(_) => tolak("Foto tidak dapat dibaca. Ambil ulang fotonya, lalu kirim lagi."),
    }
}

/// Keeps a shrunk photo with a request. `syarat` is the code of what it shows.
pub async fn simpan(
    tx: &mut WriteTx,
    berkas: &FileStore,
    permohonan: &Permohonan,
    syarat: &str,
    jpeg: &[u8],
) -> Result<()> {
    let jenis = permohonan.find_jenis(tx).await?;
    let dikenal = jenis.is_some_and(|jenis| jenis.syarat.iter().any(|s| s.kode == syarat));
    if !dikenal {
        return tolak("Pilih foto itu untuk syarat yang mana.");
    }
    if permohonan.keadaan().berakhir() {
        return tolak("Permohonan ini sudah berakhir. Foto tidak diperlukan lagi.");
    }
    if store::list_foto(tx, permohonan.id).await?.len() >= TERBANYAK {
        return tolak(format!("Paling banyak {TERBANYAK} foto untuk satu permohonan."));
    }
    let kini = tx.ctx().now;
    let disimpan = berkas.put(tx, JENIS, "image/jpeg", jpeg).await.map_err(galat_berkas)?;
    let id = tx.ctx().new_id();
    Ok(tx
        .insert(&Foto {
            id,
            permohonan_id: permohonan.id,
            syarat: syarat.to_owned(),
            berkas_id: disimpan.id,
            dikirim_pada: kini.into(),
        })
        .await?)
}

/// A photo of this request, whole, and what it is.
pub async fn ambil(
    tx: &mut ReadTx,
    berkas: &FileStore,
    permohonan_id: Uuid,
    id: Uuid,
) -> Result<(String, Vec<u8>)> {
    let semua = store::list_foto(tx, permohonan_id).await?;
    let Some(foto) = semua.into_iter().find(|foto| foto.id == id) else {
        return Err(db::Error::NotFound("permohonan_foto").into());
    };
    let (baris, bytes) = berkas.get(tx, foto.berkas_id).await.map_err(galat_berkas)?;
    Ok((baris.content_type, bytes))
}

fn galat_berkas(galat: files::Error) -> Error {
    match galat {
        files::Error::Db(error) => error.into(),
        files::Error::Folder(inner) => db::Error::Io(inner).into(),
        files::Error::DiskPenuh => db::Error::Io(std::io::ErrorKind::StorageFull.into()).into(),
        lain => Error::Ditolak(lain.to_string()),
    }
}

/// Lets the photos go of requests whose letter was there, or that ended, long enough ago; tells how many. The
/// bytes go with the next sweep of the folder.
pub async fn sapu(db: &Db, ctx: &Context, berkas: &FileStore) -> Result<usize> {
    let sebelum = ctx.now - SIMPAN;
    if store::list_foto_lama(&mut db.read(ctx).await?, sebelum).await?.is_empty() {
        return Ok(0);
    }
    let mut tx = db.write(ctx, "penghapusan_foto").await?;
    let lama = store::list_foto_lama(&mut tx, sebelum).await?;
    for foto in &lama {
        tx.delete::<Foto>(foto.id).await?;
        berkas.remove(&mut tx, foto.berkas_id).await.map_err(galat_berkas)?;
    }
    tx.commit().await?;
    Ok(lama.len())
}
