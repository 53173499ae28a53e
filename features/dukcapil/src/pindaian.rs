//! Scans of requirements: known by content, shrunk, sealed, and gone some days after the number was issued.

use db::{Context, Db, ReadTx, WriteTx};
use files::{FileStore, Isi};
use jiff::SignedDuration;
use uuid::Uuid;

use crate::alur::{Terlihat, terkini};
use crate::error::{Error, Result, tolak};
use crate::store::{self, Berkas, Isian, Pindaian};

/// A scan of at most 5 MB.
pub const PALING_BESAR: usize = 5 << 20;
/// The longest side, in points: a photographed page stays readable.
const SISI: u32 = 1600;
/// How many scans one case takes.
const TERBANYAK: usize = 20;
/// How long scans are kept after the end, where the office has no rule of its own.
pub const HARI_SIMPAN: i32 = 30;

/// What a scan is to the file store.
const JENIS: &str = "dukcapil.pindaian";

/// What is kept of an upload.
#[derive(Debug)]
pub struct Muatan {
    jenis: Isi,
    bytes: Vec<u8>,
}

/// A PDF as it is, a picture drawn anew as a small JPEG: nothing of the upload remains but what it shows.
///
/// It computes for up to a second: call it outside of any transaction.
///
/// # Errors
/// A sentence for what is neither, too large or broken.
pub async fn perkecil(bytes: Vec<u8>) -> Result<Muatan> {
    if bytes.len() > PALING_BESAR {
        return tolak("Berkas lebih besar dari 5 MB. Perkecil lalu unggah lagi.");
    }
    match files::kenali(&bytes) {
        Ok(Isi::Pdf) => return Ok(Muatan { jenis: Isi::Pdf, bytes }),
        Ok(Isi::Jpeg | Isi::Png) => {}
        Ok(_) => return tolak("Yang diterima: PDF, JPEG, atau PNG."),
        Err(galat) => return tolak(galat.to_string()),
    }
    match tokio::task::spawn_blocking(move || files::foto(&bytes, SISI)).await {
        Ok(Ok(bytes)) => Ok(Muatan { jenis: Isi::Jpeg, bytes }),
        Ok(Err(galat)) if galat.is_refusal() => tolak(galat.to_string()),
        Ok(Err(_)) | Err(_) => tolak("Gambar tidak dapat dibaca. Pindai ulang, lalu unggah lagi."),
    }
}

/// Keeps a scan with a case, and ticks its requirement.
pub async fn simpan(
    tx: &mut WriteTx,
    berkas: &FileStore,
    terlihat: Terlihat,
    syarat: &str,
    muatan: &Muatan,
) -> Result<()> {
    let mut b = terkini(tx, terlihat).await?;
    let Some(jenis) = b.jenis().filter(|_| b.keadaan().terbuka()) else {
        return tolak("Berkas ini sudah berakhir. Pindaian tidak diperlukan lagi.");
    };
    if jenis.find_syarat(syarat).is_none() {
        return tolak("Pilih pindaian itu untuk syarat yang mana.");
    }
    if store::list_pindaian(tx, b.id).await?.len() >= TERBANYAK {
        return tolak(format!("Paling banyak {TERBANYAK} pindaian untuk satu berkas."));
    }
    let ctx = *tx.ctx();
    let isi =
        berkas.put(tx, JENIS, muatan.jenis.content_type(), &muatan.bytes).await.map_err(galat_berkas)?;
    tx.insert(&Pindaian {
        id: ctx.new_id(),
        berkas_id: b.id,
        orang_id: b.orang_id,
        syarat: syarat.to_owned(),
        isi_id: isi.id,
        oleh: ctx.user(),
        pada: ctx.now.into(),
    })
    .await?;
    let ada = b.syarat();
    let lengkap = jenis.syarat.iter().map(|s| s.kode.as_str()).filter(|k| ada.contains(k) || *k == syarat);
    b.syarat = lengkap.collect::<Vec<_>>().join(" ");
    b.versi += 1;
    Ok(tx.update(&b).await?)
}

async fn cari(tx: &mut ReadTx, berkas_id: Uuid, id: Uuid) -> Result<Pindaian> {
    let semua = store::list_pindaian(tx, berkas_id).await?;
    let satu = semua.into_iter().find(|p| p.id == id);
    Ok(satu.ok_or(db::Error::NotFound("pindaian_dukcapil"))?)
}

/// A scan of this case, whole: whose it is, what it is, its bytes.
pub async fn ambil(
    tx: &mut ReadTx,
    berkas: &FileStore,
    (berkas_id, id): (Uuid, Uuid),
) -> Result<(Uuid, String, Vec<u8>)> {
    let satu = cari(tx, berkas_id, id).await?;
    let (baris, bytes) = berkas.get(tx, satu.isi_id).await.map_err(galat_berkas)?;
    Ok((satu.orang_id, baris.content_type, bytes))
}

/// Takes one scan away, the file too.
pub async fn hapus(tx: &mut WriteTx, berkas: &FileStore, berkas_id: Uuid, id: Uuid) -> Result<()> {
    let satu = cari(tx, berkas_id, id).await?;
    tx.delete::<Pindaian>(satu.id).await?;
    berkas.remove(tx, satu.isi_id).await.map_err(galat_berkas)
}

fn galat_berkas(galat: files::Error) -> Error {
    match galat {
        files::Error::Db(error) => error.into(),
        files::Error::Folder(inner) => db::Error::Io(inner).into(),
        files::Error::DiskPenuh => db::Error::Io(std::io::ErrorKind::StorageFull.into()).into(),
        lain => Error::Ditolak(lain.to_string()),
    }
}

/// For how many days scans stay after the end of a case.
pub async fn hari_simpan(tx: &mut ReadTx) -> db::Result<i32> {
    Ok(store::find_atur(tx).await?.map_or(HARI_SIMPAN, |atur| atur.hari_simpan))
}

/// Lets go what cases needed that ended long enough ago: scans, and what only the forms asked. Tells how many cases.
///
/// # Errors
/// When the database or the folder fails.
pub async fn sapu(db: &Db, ctx: &Context, berkas: &FileStore) -> Result<usize> {
    let mut tx = db.read(ctx).await?;
    let hari = i64::from(hari_simpan(&mut tx).await?);
    let sebelum = ctx.now - SignedDuration::from_hours(24 * hari);
    if lama(&mut tx, sebelum).await?.is_empty() {
        return Ok(0);
    }
    drop(tx);
    let mut tx = db.write(ctx, "penghapusan_pindaian_dukcapil").await?;
    let semua = lama(&mut tx, sebelum).await?;
    for b in &semua {
        for p in store::list_pindaian(&mut tx, b.id).await? {
            tx.delete::<Pindaian>(p.id).await?;
            berkas.remove(&mut tx, p.isi_id).await.map_err(galat_berkas)?;
        }
        let isian_segel = Berkas::segel(&tx, &Isian::new());
        tx.update(&Berkas { isian_segel, ..b.clone() }).await?;
    }
    tx.commit().await?;
    Ok(semua.len())
}

/// Cases that ended before an instant and still hold something that is no longer needed.
async fn lama(tx: &mut ReadTx, sebelum: jiff::Timestamp) -> db::Result<Vec<Berkas>> {
    let mut semua = Vec::new();
    for b in store::list_berakhir(tx, sebelum).await? {
        if !b.isian(tx)?.is_empty() || !store::list_pindaian(tx, b.id).await?.is_empty() {
            semua.push(b);
        }
    }
    Ok(semua)
}
