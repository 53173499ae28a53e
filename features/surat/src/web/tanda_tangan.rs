//! Signing: with a passphrase here, with a file from elsewhere, with a scan of the paper.

use askama::Template;
use axum::extract::Path;
use axum::response::Response;
use files::FileStore;
use ui::Field;
use uuid::Uuid;
use web::{Caller, Result};
use zeroize::Zeroizing;

use super::{alamat, berhasil, meja, mulai, saat, terlihat};
use crate::alur;
use crate::error::Error;
use crate::jenis::Cara;
use crate::keadaan::{Tindakan, terlambat};
use crate::pembubuhan::{self, Tempat};
use crate::store::{self, Penandatanganan, Surat};

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
    let halangan = halangan(caller, &mut tx, &surat).await?;
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

/// Why this caller cannot sign this letter at all.
async fn halangan(caller: &Caller, tx: &mut db::ReadTx, surat: &Surat) -> Result<Option<String>> {
    let pejabat = wilayah::get_pejabat(tx, surat.penandatangan_id).await?;
    if pejabat.pengguna_id.is_none() || pejabat.pengguna_id != caller.ctx.user() {
        return Ok(Some(format!(
            "Surat ini hanya dapat ditandatangani oleh {} dengan akunnya sendiri.",
            pejabat.nama
        )));
    }
    match tte::find_keystore(tx, pejabat.id).await? {
        Some(_) => Ok(None),
        None => Ok(Some(tte::sebab_tanpa_sertifikat(tx, pejabat.id).await?.to_string())),
    }
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
    let surat = store::get_surat(&mut caller.read().await?, id).await?;
    if surat.terbit_pada.is_some() && surat.versi == terlihat.versi + 1 {
        // The same click again: what it wanted is done.
        return Ok(web::see_other(&target, None));
    }
    let passphrase = Zeroizing::new(form.text("passphrase").to_owned());
    if passphrase.is_empty() {
        return web::refused(&halaman(&caller, id, Some("Passphrase belum diisi.")).await?);
    }
    let tempat = Tempat { app: &caller.app, ctx: &caller.ctx, meja: &meja };
    match pembubuhan::tanda_tangani(tempat, terlihat, passphrase, caller.address).await {
        Ok(()) => Ok(berhasil(&target, "Surat ditandatangani secara elektronik dan terbit.")),
        Err(Error::Ditolak(kalimat)) => web::refused(&halaman(&caller, id, Some(&kalimat)).await?),
        Err(error) => Err(error.into()),
    }
}

/// A file signed in another system.
pub(crate) async fn unggah(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: web::Form,
) -> Result<Response> {
    let (target, meja, terlihat) = (alamat(&caller, id), meja(&caller)?, terlihat(id, &form)?);
    let Some(berkas) = form.file("pdf") else {
        return Err(web::Error::Refused("Pilih dulu berkas PDF yang sudah ditandatangani.".to_owned()));
    };
    let tempat = Tempat { app: &caller.app, ctx: &caller.ctx, meja: &meja };
    pembubuhan::terima(tempat, terlihat, berkas.bytes.to_vec()).await?;
    Ok(berhasil(&target, "Tanda tangan diperiksa dan cocok. Surat terbit."))
}

/// A scan of the paper, beside an issued letter.
pub(crate) async fn pindai(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: web::Form,
) -> Result<Response> {
    let (target, meja, terlihat) = (alamat(&caller, id), meja(&caller)?, terlihat(id, &form)?);
    let Some(berkas) = form.file("pindai") else {
        return Err(web::Error::Refused("Pilih dulu berkas hasil pindai.".to_owned()));
    };
    let bytes = berkas.bytes.clone();
    let isi = files::kenali(&bytes).map_err(Error::from)?;
    if isi != files::Isi::Pdf && !isi.adalah_gambar() {
        return Err(web::Error::Refused("Hasil pindai harus berupa PDF atau gambar.".to_owned()));
    }
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
