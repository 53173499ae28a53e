//! The electronic signature of a letter: here with the signer's own key, or brought back from elsewhere.
//!
//! What came back is parsed and verified before the letter's state changes. Signing takes longer than a
//! transaction should, so the intent is written first, and a power cut leaves a letter that still waits.

use std::net::IpAddr;

use db::{Context, ReadTx};
use files::FileStore;
use jiff::Timestamp;
use tte::pades::{self, Report, SignatureReport, Trust, TrustAnchors, Verdict};
use tte::{Keterangan, Kunci, Percobaan, Rect};
use uuid::Uuid;
use web::App;
use zeroize::Zeroizing;

use crate::alur::{self, BerkasTerbit, Meja, Terlihat};
use crate::cetak::{pastikan_asli, sidik};
use crate::error::{Result, tolak};
use crate::jenis::Cara;
use crate::keadaan::Tindakan;
use crate::store::Surat;

/// Where and as whom an act is done.
#[derive(Clone, Copy)]
pub(crate) struct Tempat<'a> {
    pub(crate) app: &'a App,
    pub(crate) ctx: &'a Context,
    pub(crate) meja: &'a Meja,
}

/// Signs here with the certificate of the letter's own signer, who must be the one who asks.
pub(crate) async fn tanda_tangani(
    tempat: Tempat<'_>,
    terlihat: Terlihat,
    passphrase: Zeroizing<String>,
    alamat: IpAddr,
) -> Result<()> {
    let Tempat { app, ctx, meja } = tempat;
    alur::lihat(&mut app.db().read(ctx).await?, terlihat, Tindakan::Penandatanganan).await?;
    let (surat, asli) = pastikan_asli(app, ctx, terlihat.id).await?;
    if surat.cara() != Cara::Tte {
        return tolak("Surat ini ditandatangani di aplikasi lain. Unggah berkas yang sudah ditandatangani.");
    }
    let mut tx = app.db().read(ctx).await?;
    let sertifikat = match sertifikat_penanda(&mut tx, &surat).await? {
        Ok(sertifikat) => sertifikat,
        Err(halangan) => return tolak(halangan),
    };
    let contoh = app.settings().contoh;
    let anchors = tte::trust_anchors(&mut tx, contoh).await?;
    let kunci = Kunci::new(tx.keys(), contoh);
    let lokasi = wilayah::get_identitas(&mut tx).await?.nama;
    drop(tx);
    let percobaan = Percobaan::new(app.db(), sertifikat.id, alamat);
    if let Some(error) = percobaan.mulai(ctx.now).await? {
        return tolak(error.to_string());
    }
    let mut tx = app.db().write(ctx, "niat_penandatanganan").await?;
    let niat = alur::mulai_tte(&mut tx, terlihat, meja).await?;
    tx.commit().await?;
    let keterangan = keterangan(&surat, lokasi, ctx.now);
    let (now, original) = (ctx.now, asli.clone());
    let hasil =
        berat(move || tte::tanda_tangani(&sertifikat, &kunci, passphrase, &original, &keterangan, now))
            .await?;
    percobaan.selesai(&hasil).await?;
    let diperiksa = match hasil {
        Ok(signed) => berat(move || periksa_sendiri(&asli, signed, &anchors, now)).await?,
        Err(error) => Err(error.to_string()),
    };
    match diperiksa {
        Ok(signed) => terbitkan(tempat, terlihat, Some(niat), &signed).await,
        Err(sebab) => gagal(tempat, surat.id, niat, sebab).await,
    }
}

/// The certificate with which the caller can sign this letter, or why they cannot at all.
pub(crate) async fn sertifikat_penanda(
    tx: &mut ReadTx,
    surat: &Surat,
) -> db::Result<Result<tte::SertifikatPejabat, String>> {
    let pejabat = wilayah::get_pejabat(tx, surat.penandatangan_id).await?;
    let nama = &pejabat.nama;
    if pejabat.pengguna_id.is_none() || pejabat.pengguna_id != tx.ctx().user() {
        return Ok(Err(format!("Surat ini hanya dapat ditandatangani oleh {nama} dengan akunnya sendiri.")));
    }
    let hari_ini = wilayah::get_identitas(tx).await?.zona().tanggal(tx.ctx().now);
    if !pejabat.menjabat(hari_ini) {
        return Ok(Err(format!(
            "Masa jabatan {nama} sudah berakhir. Kembalikan suratnya, lalu pilih penanda tangan lain."
        )));
    }
    match tte::find_keystore(tx, pejabat.id).await? {
        Some(sertifikat) => Ok(Ok(sertifikat)),
        None => Ok(Err(tte::sebab_tanpa_sertifikat(tx, pejabat.id).await?.to_string())),
    }
}

fn keterangan(surat: &Surat, lokasi: String, pada: Timestamp) -> Keterangan {
    Keterangan {
        nama: surat.ttd_nama.clone().unwrap_or_default(),
        alasan: format!("Menandatangani surat {}", surat.nomor.as_deref().unwrap_or_default()),
        lokasi,
        pada,
        halaman: 0,
        kotak: Rect::INVISIBLE,
    }
}

/// Runs what computes for long on a thread of its own.
async fn berat<T: Send + 'static>(kerja: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(kerja)
        .await
        .map_err(|error| db::Error::Io(std::io::Error::other(error)).into())
}

/// Our own signature must pass the same judgement as anybody's.
fn periksa_sendiri(
    asli: &[u8],
    signed: Vec<u8>,
    anchors: &TrustAnchors,
    now: Timestamp,
) -> Result<Vec<u8>, String> {
    let report = tte::periksa(&signed, anchors, now).map_err(|error| error.to_string())?;
    if report.conclusion() != tte::Conclusion::Valid {
        return Err(match report.signatures.first().map(|signature| &signature.trust) {
            Some(Trust::Untrusted(_)) => {
                "Penerbit sertifikat ini belum dipercaya di Balai. Pasang sertifikat \
                                          penerbitnya di menu Sertifikat TTE."
                    .to_owned()
            }
            _ => "Tanda tangan yang dibuat tidak lolos pemeriksaan. Coba lagi.".to_owned(),
        });
    }
    if !pades::extends(&signed, asli) || pades::same_content(&signed, asli) != Verdict::Unchanged {
        return Err("Isi surat berubah saat ditandatangani. Coba lagi.".to_owned());
    }
    Ok(signed)
}

async fn gagal(tempat: Tempat<'_>, surat_id: Uuid, niat: Uuid, sebab: String) -> Result<()> {
    let mut tx = tempat.app.db().write(tempat.ctx, "penandatanganan_gagal").await?;
    alur::gagalkan_tte(&mut tx, surat_id, niat, &sebab).await?;
    tx.commit().await?;
    tolak(sebab)
}

async fn terbitkan(tempat: Tempat<'_>, terlihat: Terlihat, niat: Option<Uuid>, signed: &[u8]) -> Result<()> {
    let Tempat { app, ctx, meja } = tempat;
    let mut tx = app.db().write(ctx, Tindakan::Penandatanganan.kode()).await?;
    let files = app.service::<FileStore>();
    let berkas = files.put(&mut tx, "surat.terbit", "application/pdf", signed).await?;
    let berkas = BerkasTerbit { id: berkas.id, sidik: sidik(signed) };
    alur::selesaikan_tte(&mut tx, terlihat, niat, berkas, meja).await?;
    Ok(tx.commit().await?)
}

/// Takes a file that was signed in another system: the signer, the number and the content must be those
/// of the letter.
pub(crate) async fn terima(tempat: Tempat<'_>, terlihat: Terlihat, signed: Vec<u8>) -> Result<()> {
    let Tempat { app, ctx, .. } = tempat;
    alur::lihat(&mut app.db().read(ctx).await?, terlihat, Tindakan::Penandatanganan).await?;
    let (surat, asli) = pastikan_asli(app, ctx, terlihat.id).await?;
    if surat.cara() != Cara::DiTempatLain {
        return tolak("Surat ini ditandatangani di Balai, bukan di aplikasi lain.");
    }
    let mut tx = app.db().read(ctx).await?;
    let anchors = tte::trust_anchors(&mut tx, app.settings().contoh).await?;
    let known: Vec<String> = tte::list_sertifikat(&mut tx)
        .await?
        .into_iter()
        .filter(|sertifikat| sertifikat.pejabat_id == surat.penandatangan_id)
        .map(|sertifikat| sertifikat.cert_sha256)
        .collect();
    drop(tx);
    let (now, nama) = (ctx.now, surat.ttd_nama.clone().unwrap_or_default());
    let diperiksa = berat(move || {
        periksa_kiriman(&signed, &asli, &anchors, now, &Penanda { nama: &nama, sertifikat: &known })
            .map(|()| signed)
    });
    match diperiksa.await? {
        Ok(signed) => terbitkan(tempat, terlihat, None, &signed).await,
        Err(sebab) => tolak(sebab),
    }
}

/// Who must have signed.
struct Penanda<'a> {
    nama: &'a str,
    /// Hashes of certificates known to be theirs.
    sertifikat: &'a [String],
}

fn periksa_kiriman(
    signed: &[u8],
    asli: &[u8],
    anchors: &TrustAnchors,
    now: Timestamp,
    penanda: &Penanda<'_>,
) -> Result<(), String> {
    let report: Report = tte::periksa(signed, anchors, now).map_err(|error| error.to_string())?;
    if report.signatures.is_empty() {
        return Err("Berkas ini belum ditandatangani secara elektronik. Unggah berkas hasil unduhan dari \
                    aplikasi tanda tangan."
            .to_owned());
    }
    if pades::same_content(signed, asli) != Verdict::Unchanged {
        return Err(
            "Isi berkas ini tidak sama dengan surat bernomor yang Anda unduh dari Balai. Unduh lagi \
                    suratnya, tandatangani berkas itu tanpa mengubahnya, lalu unggah."
                .to_owned(),
        );
    }
    if !report.signatures.iter().all(SignatureReport::is_unchanged) {
        return Err("Berkas ini diubah sesudah ditandatangani. Minta berkas aslinya.".to_owned());
    }
    let theirs = |signature: &&SignatureReport| {
        signature.signer.as_ref().is_some_and(|signer| {
            penanda.sertifikat.contains(&signer.cert_sha256) || nama_cocok(&signer.common_name, penanda.nama)
        })
    };
    let Some(signature) = report.signatures.iter().find(theirs) else {
        let siapa: Vec<&str> = report
            .signatures
            .iter()
            .filter_map(|signature| Some(signature.signer.as_ref()?.common_name.as_str()))
            .collect();
        return Err(format!(
            "Surat ini harus ditandatangani {}, tetapi berkasnya ditandatangani {}.",
            penanda.nama,
            if siapa.is_empty() { "orang yang tidak dikenal".to_owned() } else { siapa.join(", ") }
        ));
    };
    match &signature.trust {
        Trust::Trusted { .. } => Ok(()),
        Trust::Untrusted(pades::TrustProblem::Expired { .. }) => {
            Err("Sertifikat penandatangan sudah habis masa berlakunya ketika dipakai. Minta tanda tangan \
                 dengan sertifikat baru."
                .to_owned())
        }
        Trust::Untrusted(_) => Err(format!(
            "Penerbit sertifikat ini, {}, belum dipercaya di Balai. Pasang sertifikat penerbitnya di menu \
             Sertifikat TTE, lalu unggah lagi.",
            signature.signer.as_ref().map_or("tidak dikenal", |signer| signer.issuer.as_str())
        )),
    }
}

/// Whether a certificate's name is this person's: titles and spelling of capitals do not count.
fn nama_cocok(sertifikat: &str, pejabat: &str) -> bool {
    let kata = |nama: &str| -> Vec<String> {
        let tanpa_gelar = nama.split(',').next().unwrap_or_default();
        tanpa_gelar
            .split_whitespace()
            .filter(|kata| !kata.contains('.'))
            .map(|kata| kata.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_uppercase())
            .filter(|kata| !kata.is_empty())
            .collect()
    };
    let (satu, dua) = (kata(sertifikat), kata(pejabat));
    !satu.is_empty() && satu == dua
}

#[cfg(test)]
mod tests {
    use super::nama_cocok;

    #[test]
    fn titles_do_not_make_another_person() {
        for (sertifikat, pejabat, cocok) in [
            ("SRI LESTARI", "Sri Lestari, S.IP.", true),
            ("Drs. H. Budi Santosa, M.Si", "BUDI SANTOSA", true),
            ("Sri Lestari", "Sri Rahayu", false),
            ("Sri", "Sri Lestari", false),
            ("", "", false),
            ("S.IP.", "S.IP.", false),
        ] {
            assert_eq!(nama_cocok(sertifikat, pejabat), cocok, "{sertifikat} {pejabat}");
        }
    }
}
