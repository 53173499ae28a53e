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

/// The job that looks whether an attachment of a conversation came to be of use.
pub(crate) const LAMPIRAN: &str = "permohonan.lampiran";

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
    if !permohonan.list_syarat(tx).await?.iter().any(|s| s.kode == syarat) {
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

/// Keeps what came in a conversation: it was drawn anew there already.
pub(crate) async fn terima(
    tx: &mut WriteTx,
    berkas: &FileStore,
    jenis: &str,
    bytes: &[u8],
) -> db::Result<Uuid> {
    Ok(berkas.put(tx, JENIS, jenis, bytes).await.map_err(galat_db)?.id)
}

/// As a conversation hears of it.
pub(crate) fn galat_db(galat: files::Error) -> db::Error {
    crate::obrolan::galat(galat_berkas(galat))
}

/// Ties an attachment that is kept already to a request.
pub(crate) async fn kaitkan(
    tx: &mut WriteTx,
    permohonan_id: Uuid,
    syarat: &str,
    berkas_id: Uuid,
) -> db::Result<()> {
    let (id, kini) = (tx.ctx().new_id(), tx.ctx().now);
    let (syarat, dikirim_pada) = (syarat.to_owned(), kini.into());
    tx.insert(&Foto { id, permohonan_id, syarat, berkas_id, dikirim_pada }).await
}

/// Looks after an attachment that came in a conversation: should no request have it in two days, it goes.
pub(crate) async fn jaga(tx: &mut WriteTx, berkas_id: Uuid) -> db::Result<()> {
    let nanti = tx.ctx().now + SignedDuration::from_hours(48);
    jobs::enqueue_at(tx, LAMPIRAN, serde_json::json!({ "berkas": berkas_id }), nanti).await?;
    Ok(())
}

/// Lets an attachment go that no request has.
pub(crate) async fn lepas(db: &Db, ctx: &Context, berkas: &FileStore, berkas_id: Uuid) -> Result<()> {
    let mut tx = db.write(ctx, "penghapusan_lampiran").await?;
    if store::find_foto_berkas(&mut tx, berkas_id).await?.is_none() {
        berkas.remove(&mut tx, berkas_id).await.map_err(galat_berkas)?;
        tx.commit().await?;
    }
    Ok(())
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
