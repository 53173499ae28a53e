//! Photos and documents that a service asked for.

use anyhow::Result;
use db::ReadTx;
use uuid::Uuid;

use crate::entitas::Rahasia;
use crate::layanan::BerkasMasuk;
use crate::penyedia::{Alamat, GalatKirim, IsiDatang, Jenis, Media, PesanDatang, Tindakan, penyedia};
use crate::percakapan::{Dunia, Lampiran};
use crate::store::{self, obrolan};

/// The longest side of a photo, in points: a photographed page stays readable.
const SISI: u32 = 1_600;

/// All that is needed to fetch an attachment, outside of any transaction.
pub(super) struct Diminta {
    media: Media,
    dari: Alamat,
    jenis: Jenis,
    rahasia: Rahasia,
}

/// The attachment of a message, where the question that waits wants one.
pub(super) async fn diminta(
    tx: &mut ReadTx,
    dunia: &Dunia,
    kontak_id: Uuid,
    pesan: &PesanDatang,
) -> Result<Option<Diminta>> {
    let IsiDatang::Media(media) = &pesan.isi else { return Ok(None) };
    let kedudukan = obrolan::find_percakapan(tx, kontak_id).await?;
    let mau = kedudukan.is_some_and(|kedudukan| dunia.mau_berkas(&kedudukan.isi));
    let kontak = store::get_kontak(tx, kontak_id).await?;
    let (true, Some(jenis)) = (mau && !pesan.terusan, kontak.jenis()) else { return Ok(None) };
    let rahasia = store::find_atur(tx).await?.map(|atur| atur.rahasia(tx.keys())).unwrap_or_default();
    Ok(Some(Diminta { media: media.clone(), dari: kontak.alamat(tx.keys()), jenis, rahasia }))
}

/// The line to the provider is down: nothing is wrong with the message that waits for its attachment.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(super) struct Terputus(String);

impl Diminta {
    /// Fetches it. Trouble on the line is tried again by the queue, as [`Terputus`].
    pub(super) async fn ambil(self) -> Result<Lampiran> {
        match penyedia(self.jenis, self.rahasia).unduh(&self.dari, &self.media).await {
            Ok(bytes) => kenali(bytes, self.media.keterangan).await,
            Err(GalatKirim { tindakan: Tindakan::Ulangi, kalimat, .. }) => Err(Terputus(kalimat).into()),
            Err(GalatKirim { tindakan: Tindakan::MintaUlang, kalimat, .. }) => Ok(Lampiran::Ditolak(kalimat)),
            // What is wrong with the office's account is nothing for a resident.
            Err(_) => Ok(Lampiran::Ditolak(Tindakan::MintaUlang.kalimat().to_owned())),
        }
    }
}

/// A photo is drawn anew and made smaller; anything else must be a PDF. What it calls itself does not count.
async fn kenali(bytes: Vec<u8>, keterangan: String) -> Result<Lampiran> {
    // A large photo takes up to a second, which is nobody else's time.
    let kerja = tokio::task::spawn_blocking(move || match files::kenali(&bytes)? {
        files::Isi::Pdf => Ok(Some(("application/pdf", bytes))),
        isi if isi.adalah_gambar() => Ok(Some(("image/jpeg", files::foto(&bytes, SISI)?))),
        _ => Ok(None),
    });
    Ok(match kerja.await? {
        Ok(Some((jenis, bytes))) => Lampiran::Ada(BerkasMasuk { jenis, bytes, keterangan }),
        Ok(None) => Lampiran::Ditolak("Jenis berkas itu tidak diterima.".to_owned()),
        Err(galat) => {
            let galat: files::Error = galat;
            Lampiran::Ditolak(galat.to_string())
        }
    })
}
