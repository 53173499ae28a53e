//! The photo of who moves: opened with the sender's key, kept under the receiver's, in the open only in memory.

use db::{Context, Db, WriteTx};
use files::{Berkas, FileStore};
use uuid::Uuid;

use super::{Masuk, Muatan, sistem};

/// What a photo is to the store of files.
pub(crate) const JENIS: &str = "foto_penduduk";

/// A photo on its way.
#[derive(Debug, Clone, Copy)]
pub(super) struct Foto {
    /// The sender's file.
    pub(super) asal: Uuid,
    /// The file that it becomes here.
    pub(super) kini: Uuid,
}

/// Photos in the open, for the act that takes their people in.
pub(crate) struct FotoTerbuka {
    semua: Vec<(Uuid, Berkas, Vec<u8>)>,
    /// Photos that the sender's folder does not hold any more, or not whole.
    pub(crate) hilang: usize,
}

/// Reads the photos of those on the way. Whose photo cannot be read moves without it.
pub(crate) async fn baca(
    db: &Db,
    files: &FileStore,
    ctx: &Context,
    masuk: &Masuk,
    muatan: &mut Muatan,
) -> files::Result<FotoTerbuka> {
    let mut tx = db.read(&sistem(masuk.asal, ctx.now)).await?;
    let mut hasil = FotoTerbuka { semua: Vec::new(), hilang: 0 };
    for b in &mut muatan.orang {
        let Some(foto) = b.foto else { continue };
        if files::find_berkas(&mut tx, foto.asal).await?.is_none() {
            // Removed, and the removal was undone.
            b.foto = None;
            continue;
        }
        match files.get(&mut tx, foto.asal).await {
            Ok((berkas, isi)) => hasil.semua.push((foto.kini, berkas, isi)),
            Err(galat @ (files::Error::Hilang(_) | files::Error::Berubah(_))) => {
                tracing::warn!(%galat, "somebody moves to another village without their photo");
                b.foto = None;
                hasil.hilang += 1;
            }
            Err(galat) => return Err(galat),
        }
    }
    Ok(hasil)
}

impl FotoTerbuka {
    /// Seals them under the receiving unit's key, in the act in which their people arrive.
    pub(crate) async fn simpan(self, tx: &mut WriteTx, files: &FileStore) -> files::Result<()> {
        for (id, berkas, isi) in self.semua {
            files.put_as(tx, id, (JENIS, &berkas.content_type), &isi).await?;
        }
        Ok(())
    }
}
