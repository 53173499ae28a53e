//! With a certificate that is installed here.

use jiff::Timestamp;
use tte::{Keterangan, Kunci, Percobaan, SertifikatPejabat, Terbuka};
use zeroize::Zeroizing;

use super::periksa::periksa_sendiri;
use super::{Bahan, Lulus, Perintah, Tempat, berat, cabut, gagal, keterangan, terbitkan};
use crate::alur::{self, Niat};
use crate::error::{Result, tolak};

/// `terbuka` is the key that the last letter of the task was signed with. Where it is this signer's the passphrase
/// has been tried already, and neither it nor the count of tries is needed.
pub(super) async fn tanda_tangani(
    tempat: Tempat<'_>,
    bahan: Bahan,
    sertifikat: SertifikatPejabat,
    perintah: &Perintah,
    terbuka: &mut Option<Terbuka>,
) -> Result<()> {
    let Tempat { app, ctx, meja } = tempat;
    let Bahan { terlihat, surat, asli } = bahan;
    let contoh = app.settings().contoh;
    let mut tx = app.db().read(ctx).await?;
    let anchors = tte::trust_anchors(&mut tx, contoh).await?;
    let kunci = Kunci::new(tx.keys(), contoh).stempel(tte::find_stempel(&mut tx).await?);
    let lokasi = wilayah::get_identitas(&mut tx).await?.nama;
    drop(tx);
    let lama = terbuka.take().filter(|terbuka| terbuka.milik(&sertifikat));
    let percobaan = lama.is_none().then(|| Percobaan::new(app.db(), sertifikat.id, perintah.alamat));
    if let Some(percobaan) = &percobaan
        && let Some(error) = percobaan.mulai(ctx.now).await?
    {
        return tolak(error.to_string());
    }
    let mut tx = app.db().write(ctx, "niat_penandatanganan").await?;
    let niat = alur::mulai_tte(&mut tx, terlihat, meja, Niat::di_sini(perintah.ulang)).await?;
    tx.commit().await?;
    let kerja = Kerja { sertifikat, kunci, keterangan: keterangan(&surat, lokasi, ctx.now), now: ctx.now };
    let (original, passphrase) = (asli.clone(), perintah.passphrase.clone());
    let hasil = berat(move || kerja.tanda_tangani(lama, passphrase, &original)).await?;
    if let Some(percobaan) = percobaan {
        percobaan.selesai(&hasil).await?;
    }
    let now = ctx.now;
    let diperiksa = match hasil {
        Ok((signed, kini)) => {
            *terbuka = Some(kini);
            berat(move || periksa_sendiri(&asli, signed, &anchors, now)).await?
        }
        Err(error) => Err(error.to_string()),
    };
    let lulus = match diperiksa {
        Ok((pdf, rantai)) => cabut::periksa(app, ctx, &rantai).await?.map(|catatan| Lulus { pdf, catatan }),
        Err(sebab) => Err(sebab),
    };
    match lulus {
        Ok(lulus) => terbitkan(tempat, terlihat, Some(niat), lulus).await,
        Err(sebab) => gagal(tempat, surat.id, niat, sebab).await,
    }
}

/// What a signature needs besides the key.
struct Kerja {
    sertifikat: SertifikatPejabat,
    kunci: Kunci,
    keterangan: Keterangan,
    now: Timestamp,
}

impl Kerja {
    /// The signed file, and the key for the next one.
    fn tanda_tangani(
        &self,
        terbuka: Option<Terbuka>,
        passphrase: Zeroizing<String>,
        pdf: &[u8],
    ) -> std::result::Result<(Vec<u8>, Terbuka), tte::Error> {
        let terbuka = match terbuka {
            Some(terbuka) => terbuka,
            None => tte::buka(&self.sertifikat, &self.kunci, passphrase, self.now)?,
        };
        let signed = terbuka.tanda_tangani(&self.sertifikat, &self.kunci, pdf, &self.keterangan, self.now)?;
        Ok((signed, terbuka))
    }
}
