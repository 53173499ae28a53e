//! How the camat signs the village's file: with a certificate here, at BSrE, or in an application elsewhere.

use ::web::{Caller, Form, Result};
use axum::extract::Path;
use axum::response::Response;
use tte::Alat;
use ui::{Choice, Field};
use uuid::Uuid;

use super::super::{berhasil, kalimat, saat};
use super::di_kecamatan;
use super::satu::{alamat, kabarkan, tolakan};
use crate::TANDATANGAN;
use crate::kukuh::{self, Dilihat, Jalur};
use crate::pembubuhan::Perintah;
use crate::store::Pengukuhan;

/// What the page of a letter says of it.
#[derive(Default)]
pub(super) struct Elektronik {
    /// Why nobody signs this letter electronically.
    pub(super) kertas: Option<&'static str>,
    /// Why the caller does not sign it here.
    pub(super) halangan: Option<String>,
    /// The server of BSrE, where it signs.
    pub(super) bsre: Option<String>,
    /// An attempt that did not come to an end.
    pub(super) percobaan: Option<String>,
    pub(super) tidak_pasti: bool,
    pub(super) dapat_ditelusuri: bool,
    /// The certificates here are an example's.
    pub(super) contoh: bool,
}

impl Elektronik {
    pub(super) async fn baca(caller: &Caller, row: &Pengukuhan, dilihat: &Dilihat) -> Result<Self> {
        let kertas = kukuh::halangan(&dilihat.surat);
        if kertas.is_some() {
            return Ok(Self { kertas, ..Self::default() });
        }
        let alat = if caller.can(TANDATANGAN) {
            kukuh::alat_camat(&mut caller.read().await?, &caller.app).await?
        } else {
            Err("Camat menandatangani secara elektronik dengan akunnya sendiri, berperan Penanda tangan."
                .to_owned())
        };
        let bsre = match &alat {
            Ok((_, Alat::Bsre(penanda))) => Some(penanda.klien.alamat().to_owned()),
            _ => None,
        };
        let kini = caller.ctx.now;
        Ok(Self {
            kertas,
            halangan: alat.err(),
            bsre,
            percobaan: cerita(caller, row),
            tidak_pasti: row.tidak_pasti(kini),
            dapat_ditelusuri: row.dapat_ditelusuri() && caller.can(TANDATANGAN),
            contoh: caller.app.settings().contoh,
        })
    }

    /// What is asked for it.
    pub(super) fn bidang(&self, form: ui::Form) -> ui::Form {
        let passphrase = if self.bsre.is_some() {
            Field::new("passphrase", "Passphrase BSrE Anda")
                .hint("Tidak disimpan. Dikirim sekali ke server BSrE untuk surat ini.")
        } else {
            Field::new("passphrase", "Passphrase sertifikat Anda")
                .hint("Tidak disimpan. Hanya dipakai untuk surat ini.")
        };
        let ya = Choice::list([("1", "Tandatangani lagi. Hasil percobaan sebelumnya tidak dipakai")]);
        form.with(passphrase.autocomplete("off"))
            .with(Field::new("ulang", "Tandatangani lagi").choices(ya).optional())
            .with(
                Field::new("pdf", "Berkas PDF yang sudah ditandatangani camat")
                    .attr("accept", "application/pdf,.pdf"),
            )
    }
}

/// What is to be known of the last attempt.
fn cerita(caller: &Caller, row: &Pengukuhan) -> Option<String> {
    let mulai = saat(caller, row.niat_pada?);
    if row.berjalan(caller.ctx.now) {
        return Some(format!(
            "Penandatanganan {mulai} sedang berjalan di BSrE. Tunggu 3 menit, lalu muat ulang."
        ));
    }
    let putus = "BSrE mungkin sudah menandatangani, tetapi berkasnya tidak sampai.";
    row.tidak_pasti(caller.ctx.now)
        .then(|| format!("Penandatanganan {mulai}. {}", row.niat_sebab.as_deref().unwrap_or(putus)))
}

/// Adds the camat's own signature to the village's file.
pub(super) async fn tanda_tangani(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> Result<Response> {
    if let Some(led) = sudah(&caller, id, &form).await? {
        return Ok(led);
    }
    let passphrase = tte::passphrase_dari(&form);
    if passphrase.is_empty() {
        return ditolak(&caller, id, ("passphrase", "Passphrase belum diisi.".to_owned())).await;
    }
    let perintah = Perintah { passphrase, ulang: form.text("ulang") == "1", alamat: caller.address };
    let (app, ctx) = (caller.app.clone(), caller.ctx);
    // On a task of its own: who closes the page ends neither the signature nor what is written down about it.
    let kerja = tokio::spawn(async move { kukuh::tanda_tangani(&app, &ctx, id, perintah).await });
    let hasil = kerja.await.map_err(anyhow::Error::from)?;
    jawab(&caller, id, hasil, ("passphrase", "Surat dikukuhkan secara elektronik. Desa diberi tahu.")).await
}

/// Looks for what BSrE may have signed in an attempt of which nobody knows.
pub(super) async fn telusuri(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> Result<Response> {
    if let Some(led) = sudah(&caller, id, &form).await? {
        return Ok(led);
    }
    let hasil = kukuh::telusuri(&caller.app, &caller.ctx, id).await;
    let kabar = "Berkas yang ditandatangani BSrE ditemukan dan cocok. Desa diberi tahu.";
    jawab(&caller, id, hasil, ("passphrase", kabar)).await
}

/// Takes a file that the camat signed in another application.
pub(super) async fn unggah(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> Result<Response> {
    if let Some(led) = sudah(&caller, id, &form).await? {
        return Ok(led);
    }
    let Some(berkas) = form.file("pdf") else {
        let sebab = "Pilih dulu berkas PDF yang sudah ditandatangani camat.".to_owned();
        return ditolak(&caller, id, ("pdf", sebab)).await;
    };
    let hasil = kukuh::terima(&caller.app, &caller.ctx, id, berkas.bytes.to_vec()).await;
    let kabar = "Tanda tangan camat diperiksa dan cocok. Desa diberi tahu.";
    jawab(&caller, id, hasil, ("pdf", kabar)).await
}

/// Where the second of two clicks is led to.
async fn sudah(caller: &Caller, id: Uuid, form: &Form) -> Result<Option<Response>> {
    di_kecamatan(caller)?;
    form.request_key()?;
    let sudah = kukuh::sudah_saya(&mut caller.read().await?, id).await?;
    Ok(sudah.then(|| ::web::see_other(&alamat(caller, id), None)))
}

async fn jawab(
    caller: &Caller,
    id: Uuid,
    hasil: crate::error::Result<Jalur>,
    (bidang, kabar): (&'static str, &str),
) -> Result<Response> {
    match hasil {
        Ok(jalur) => {
            kabarkan(caller, jalur).await;
            Ok(berhasil(&alamat(caller, id), kabar))
        }
        Err(error) => ditolak(caller, id, (bidang, kalimat(error)?)).await,
    }
}

/// A passphrase is never sent back.
async fn ditolak(caller: &Caller, id: Uuid, (bidang, sebab): (&'static str, String)) -> Result<Response> {
    let kosong = Form::from_pairs([]);
    tolakan(caller, id, (&kosong, bidang, sebab)).await
}
