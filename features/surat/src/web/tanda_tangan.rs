//! Signing: with a passphrase here, with a file from elsewhere, with a scan of the paper.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use files::FileStore;
use tte::Alat;
use ui::{Choice, Field};
use uuid::Uuid;
use web::{Caller, Result};

use super::{alamat, berhasil, kalimat, meja, saat, sudah_terbit, surat, terlihat};
use crate::alur;
use crate::error::Error;
use crate::jenis::Cara;
use crate::keadaan::{Tindakan, terlambat};
use crate::pembubuhan::{self, Perintah, Tempat};
use crate::store::{self, Penandatanganan};

#[derive(Template)]
#[template(path = "surat/tanda_tangan.html")]
struct Halaman {
    page: ui::Page,
    form: ui::Form,
    alamat: String,
    nomor: String,
    jenis: &'static str,
    nama: String,
    penanda: String,
    versi: i64,
    /// Attempts that did not come to an end, in words.
    percobaan: Vec<String>,
    halangan: Option<String>,
    /// The server of BSrE, where it signs.
    bsre: Option<String>,
    /// Nobody knows what became of an attempt.
    tidak_pasti: bool,
    dapat_ditelusuri: bool,
    contoh: bool,
}

fn formulir(caller: &Caller, alat: Option<&Alat>, tidak_pasti: bool) -> ui::Form {
    let passphrase = match alat {
        Some(Alat::Bsre(_)) => Field::new("passphrase", "Passphrase BSrE Anda")
            .hint("Tidak disimpan. Dikirim sekali ke server BSrE untuk surat ini."),
        _ => Field::new("passphrase", "Passphrase sertifikat Anda")
            .hint("Tidak disimpan. Hanya dipakai untuk surat ini."),
    };
    let form = caller.form().with(passphrase.autocomplete("off"));
    if !tidak_pasti {
        return form;
    }
    let ya = Choice::list([("1", "Tandatangani lagi. Hasil percobaan sebelumnya tidak dipakai")]);
    form.with(Field::new("ulang", "Tandatangani lagi").choices(ya).optional())
}

async fn halaman(caller: &Caller, id: Uuid, galat: Option<(&str, &str)>) -> Result<Halaman> {
    let mut tx = caller.read().await?;
    let surat = store::get_surat(&mut tx, id).await?;
    if !Tindakan::Penandatanganan.boleh(surat.keadaan(), surat.cara()) || surat.cara() != Cara::Tte {
        return Err(web::Error::Conflict(terlambat(surat.keadaan(), surat.nomor.as_deref())));
    }
    let niat = store::list_penandatanganan(&mut tx, id).await?;
    let alat = pembubuhan::alat_penanda(&mut tx, &caller.app, &surat).await?;
    let tidak_pasti = niat.iter().any(|niat| niat.tidak_pasti(caller.ctx.now));
    let mut form = formulir(caller, alat.as_ref().ok(), tidak_pasti);
    if let Some((bidang, galat)) = galat {
        form.refuse(bidang, galat);
    }
    let bsre = match &alat {
        Ok(Alat::Bsre(penanda)) => Some(penanda.klien.alamat().to_owned()),
        _ => None,
    };
    Ok(Halaman {
        page: caller
            .page("Tanda tangani surat")
            .back("Surat", alamat(caller, id))
            .has_error(form.has_error()),
        form,
        alamat: alamat(caller, id),
        nomor: surat.nomor.clone().unwrap_or_default(),
        jenis: surat.jenis().nama.as_str(),
        nama: surat.subjek_nama.clone(),
        penanda: surat.ttd_nama.clone().unwrap_or_default(),
        versi: surat.versi,
        percobaan: niat.iter().filter_map(|niat| cerita(caller, niat)).collect(),
        halangan: alat.err(),
        bsre,
        tidak_pasti,
        dapat_ditelusuri: niat.iter().any(Penandatanganan::dapat_ditelusuri),
        contoh: caller.app.settings().contoh,
    })
}

fn cerita(caller: &Caller, niat: &Penandatanganan) -> Option<String> {
    let mulai = saat(caller, niat.mulai_pada);
    match niat.keadaan {
        Penandatanganan::DIMULAI if niat.berjalan(caller.ctx.now) => {
            Some(format!("Penandatanganan {mulai} sedang berjalan di BSrE. Tunggu 3 menit, lalu muat ulang."))
        }
        Penandatanganan::DIMULAI if niat.tidak_pasti(caller.ctx.now) => Some(format!(
            "Penandatanganan {mulai} di BSrE terputus. BSrE mungkin sudah menandatangani, tetapi berkasnya tidak sampai."
        )),
        Penandatanganan::TIDAK_PASTI => {
            Some(format!("Penandatanganan {mulai}. {}", niat.sebab.as_deref().unwrap_or_default()))
        }
        Penandatanganan::DIMULAI => {
            Some(format!("Penandatanganan {mulai} belum selesai. Tanda tangani lagi; nomor surat tetap."))
        }
        Penandatanganan::TERPUTUS => Some(format!("Penandatanganan {mulai} terputus di tengah jalan.")),
        Penandatanganan::GAGAL => {
            Some(format!("Penandatanganan {mulai} ditolak: {}", niat.sebab.as_deref().unwrap_or_default()))
        }
        _ => None,
    }
}

pub(crate) async fn get(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> Result<Response> {
    web::html(&halaman(&caller, id, None).await?)
}

pub(crate) async fn post(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: web::Form,
) -> Result<Response> {
    let (target, meja, terlihat) = (alamat(&caller, id), meja(&caller)?, terlihat(id, &form)?);
    if sudah_terbit(&caller, terlihat).await? {
        return Ok(web::see_other(&target, None));
    }
    let passphrase = tte::passphrase_dari(&form);
    if passphrase.is_empty() {
        return web::refused(&halaman(&caller, id, Some(("passphrase", "Passphrase belum diisi."))).await?);
    }
    let perintah = Perintah { passphrase, ulang: form.text("ulang") == "1", alamat: caller.address };
    let (app, ctx) = (caller.app.clone(), caller.ctx);
    // On a task of its own: who closes the page ends neither the signature nor what is written down about it.
    let kerja = tokio::spawn(async move {
        let tempat = Tempat { app: &app, ctx: &ctx, meja: &meja };
        pembubuhan::tanda_tangani(tempat, terlihat, perintah).await
    });
    match kerja.await.map_err(anyhow::Error::from)? {
        Ok(()) => Ok(berhasil(&target, "Surat ditandatangani secara elektronik dan terbit.")),
        Err(error) => web::refused(&halaman(&caller, id, Some(("passphrase", &kalimat(error)?))).await?),
    }
}

/// Looks for what BSrE may have signed in an attempt of which nobody knows.
pub(crate) async fn telusuri(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: web::Form,
) -> Result<Response> {
    let (target, meja, terlihat) = (alamat(&caller, id), meja(&caller)?, terlihat(id, &form)?);
    form.request_key()?;
    if sudah_terbit(&caller, terlihat).await? {
        return Ok(web::see_other(&target, None));
    }
    let tempat = Tempat { app: &caller.app, ctx: &caller.ctx, meja: &meja };
    match pembubuhan::telusuri(tempat, terlihat).await {
        Ok(()) => Ok(berhasil(&target, "Berkas yang ditandatangani BSrE ditemukan dan cocok. Surat terbit.")),
        Err(error) => web::refused(&halaman(&caller, id, Some(("passphrase", &kalimat(error)?))).await?),
    }
}

/// A file signed in another system.
pub(crate) async fn unggah(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: web::Form,
) -> Result<Response> {
    let (target, meja, terlihat) = (alamat(&caller, id), meja(&caller)?, terlihat(id, &form)?);
    if sudah_terbit(&caller, terlihat).await? {
        return Ok(web::see_other(&target, None));
    }
    let Some(berkas) = form.file("pdf") else {
        return ditolak(&caller, id, "pdf", "Pilih dulu berkas PDF yang sudah ditandatangani.").await;
    };
    let tempat = Tempat { app: &caller.app, ctx: &caller.ctx, meja: &meja };
    match pembubuhan::terima(tempat, terlihat, berkas.bytes.to_vec()).await {
        Ok(()) => Ok(berhasil(&target, "Tanda tangan diperiksa dan cocok. Surat terbit.")),
        Err(error) => ditolak(&caller, id, "pdf", &kalimat(error)?).await,
    }
}

/// The letter's page again, with the reason beside the file that was not taken.
async fn ditolak(caller: &Caller, id: Uuid, bidang: &'static str, sebab: &str) -> Result<Response> {
    web::refused(&surat::halaman(caller, id, Some((bidang, sebab))).await?)
}

/// A scan of the paper, beside an issued letter.
pub(crate) async fn pindai(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: web::Form,
) -> Result<Response> {
    let (target, meja, terlihat) = (alamat(&caller, id), meja(&caller)?, terlihat(id, &form)?);
    let Some(berkas) = form.file("pindai") else {
        return ditolak(&caller, id, "pindai", "Pilih dulu berkas hasil pindai.").await;
    };
    let bytes = berkas.bytes.clone();
    let isi = match files::kenali(&bytes) {
        Ok(isi) if isi == files::Isi::Pdf || isi.adalah_gambar() => isi,
        Ok(_) => return ditolak(&caller, id, "pindai", "Hasil pindai harus berupa PDF atau gambar.").await,
        Err(error) => return ditolak(&caller, id, "pindai", &kalimat(error.into())?).await,
    };
    let mut tx = match caller.begin("pemindaian", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(web::see_other(&target, None)),
    };
    let files = caller.app.service::<FileStore>();
    let berkas = files.put(&mut tx, "surat.pindai", isi.content_type(), &bytes).await.map_err(Error::from)?;
    alur::simpan_pindai(&mut tx, terlihat, berkas.id, &meja).await?;
    tx.commit().await?;
    Ok(berhasil(&target, "Hasil pindai disimpan."))
}
