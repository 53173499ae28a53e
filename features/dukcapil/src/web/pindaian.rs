//! Scans of requirements: uploaded, looked at on record, taken away.

use ::web::{Caller, Error, Form};
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use files::FileStore;
use ui::{Flash, Tone};
use uuid::Uuid;

use super::{alamat, terlihat};
use crate::error;
use crate::pindaian::{self, PALING_BESAR};

/// A scan with what the form around it weighs.
pub(super) const BADAN: usize = PALING_BESAR + (1 << 20);

fn kembali(target: &str, kalimat: String) -> Response {
    ::web::see_other(target, Some(Flash::new(Tone::Bad, kalimat)))
}

pub(super) async fn post(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    form: Form,
) -> ::web::Result<Response> {
    let (terlihat, target) = (terlihat(id, form.text("versi"))?, alamat(&caller, id));
    let Some(unggahan) = form.file("pindaian") else {
        return Ok(kembali(&target, "Pilih dulu berkas yang diunggah.".to_owned()));
    };
    let muatan = match pindaian::perkecil(unggahan.bytes.to_vec()).await {
        Ok(muatan) => muatan,
        Err(error::Error::Ditolak(kalimat)) => return Ok(kembali(&target, kalimat)),
        Err(lain) => return Err(lain.into()),
    };
    let mut tx = match caller.begin("pengunggahan_pindaian_dukcapil", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    let berkas = caller.app.service::<FileStore>();
    match pindaian::simpan(&mut tx, berkas, terlihat, form.text("untuk"), &muatan).await {
        Ok(()) => {}
        Err(error::Error::Ditolak(kalimat)) => return Ok(kembali(&target, kalimat)),
        Err(lain) => return Err(lain.into()),
    }
    tx.commit().await?;
    Ok(::web::see_other(&target, Some(Flash::new(Tone::Good, "Pindaian sudah disimpan."))))
}

/// Gives a scan for one look, after writing down who looked.
pub(super) async fn pembukaan(
    caller: Caller,
    Path((_, id, satu)): Path<(String, Uuid, Uuid)>,
    _form: Form,
) -> ::web::Result<Response> {
    if !caller.can(kependudukan::BUKA) {
        return Err(Error::NotFound);
    }
    let mut tx = caller.write("pembukaan_data").await?;
    let b = crate::store::get_berkas(&mut tx, id).await?;
    let (orang, jenis, bytes) =
        pindaian::ambil(&mut tx, caller.app.service::<FileStore>(), (id, satu)).await?;
    let keperluan = format!("Berkas Dukcapil {}", b.nomor());
    access::store::record_pembukaan(&mut tx, Some(orang), "pindaian syarat", &keperluan, None).await?;
    tx.commit().await?;
    // A PDF that somebody sent is saved, not opened, and whatever is opened may load nothing.
    let cara = if jenis == "image/jpeg" { "inline" } else { "attachment; filename=\"syarat.pdf\"" };
    let kepala = [
        (header::CONTENT_TYPE, jenis),
        (header::CONTENT_DISPOSITION, cara.to_owned()),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
    ];
    Ok((kepala, bytes).into_response())
}

pub(super) async fn penghapusan(
    caller: Caller,
    Path((_, id, satu)): Path<(String, Uuid, Uuid)>,
    form: Form,
) -> ::web::Result<Response> {
    let target = alamat(&caller, id);
    let mut tx = match caller.begin("penghapusan_pindaian_dukcapil", &form, &target).await? {
        Ok(tx) => tx,
        Err(target) => return Ok(::web::see_other(&target, None)),
    };
    pindaian::hapus(&mut tx, caller.app.service::<FileStore>(), id, satu).await?;
    tx.commit().await?;
    Ok(::web::see_other(&target, Some(Flash::new(Tone::Good, "Pindaian sudah dihapus."))))
}
