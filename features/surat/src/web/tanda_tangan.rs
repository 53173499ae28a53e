//! Signing: with a passphrase here, with a file from elsewhere, with a scan of the paper.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use files::FileStore;
use ui::Field;
use uuid::Uuid;
use web::{Caller, Result};
use zeroize::Zeroizing;

use super::{alamat, berhasil, kalimat, meja, mulai, saat, sudah_terbit, surat, terlihat};
use crate::alur;
use crate::error::Error;
use crate::jenis::Cara;
use crate::keadaan::{Tindakan, terlambat};
use crate::pembubuhan::{self, Tempat};
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
    contoh: bool,
}

async fn halaman(caller: &Caller, id: Uuid, galat: Option<&str>) -> Result<Halaman> {
    let mut tx = caller.read().await?;
    let surat = store::get_surat(&mut tx, id).await?;
    if !Tindakan::Penandatanganan.boleh(surat.keadaan(), surat.cara()) || surat.cara() != Cara::Tte {
        return Err(web::Error::Conflict(terlambat(surat.keadaan(), surat.nomor.as_deref())));
    }
    let niat = store::list_penandatanganan(&mut tx, id).await?;
    let halangan = pembubuhan::sertifikat_penanda(&mut tx, &surat).await?.err();
    let mut form = caller.form().with(
        Field::new("passphrase", "Passphrase sertifikat Anda")
            .hint("Tidak disimpan. Hanya dipakai untuk surat ini.")
            .autocomplete("off"),
    );
    if let Some(galat) = galat {
        form.refuse("passphrase", galat);
    }
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
        halangan,
        contoh: caller.app.settings().contoh,
    })
}

fn cerita(caller: &Caller, niat: &Penandatanganan) -> Option<String> {
    let mulai = saat(caller, niat.mulai_pada);
    match niat.keadaan {
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
    let passphrase = Zeroizing::new(form.text("passphrase").to_owned());
    if passphrase.is_empty() {
        return web::refused(&halaman(&caller, id, Some("Passphrase belum diisi.")).await?);
    }
    let tempat = Tempat { app: &caller.app, ctx: &caller.ctx, meja: &meja };
    match pembubuhan::tanda_tangani(tempat, terlihat, passphrase, caller.address).await {
        Ok(()) => Ok(berhasil(&target, "Surat ditandatangani secara elektronik dan terbit.")),
        Err(error) => web::refused(&halaman(&caller, id, Some(&kalimat(error)?)).await?),
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
    let mut tx = match mulai(&caller, "pemindaian", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(web::see_other(&target, None)),
    };
    let files = caller.app.service::<FileStore>();
    let berkas = files.put(&mut tx, "surat.pindai", isi.content_type(), &bytes).await.map_err(Error::from)?;
    alur::simpan_pindai(&mut tx, terlihat, berkas.id, &meja).await?;
    tx.commit().await?;
    Ok(berhasil(&target, "Hasil pindai disimpan."))
}
