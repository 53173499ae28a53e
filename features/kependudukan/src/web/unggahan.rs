//! Pictures and scans that come with a form, and how they are given back.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use files::Isi;
use web::Form;

/// A scan of at most 5 MB.
pub(super) const PALING_BESAR: usize = 5 << 20;
/// A scan with what the form around it weighs.
pub(super) const BADAN: usize = PALING_BESAR + (1 << 20);

/// What is kept of an upload.
pub(super) struct Muatan {
    pub(super) jenis: Isi,
    pub(super) bytes: Vec<u8>,
}

/// The uploaded picture of this field as a JPEG, drawn anew without place and camera; a refusal is marked on the
/// field.
pub(super) async fn gambar(
    form: &Form,
    tampil: &mut ui::Form,
    (bidang, sisi): (&str, u32),
) -> web::Result<Option<Muatan>> {
    let Some(unggahan) = form.file(bidang) else { return Ok(None) };
    let bytes = unggahan.bytes.clone();
    let hasil = tokio::task::spawn_blocking(move || files::foto(&bytes, sisi)).await;
    match hasil.map_err(anyhow::Error::new)? {
        Ok(bytes) => Ok(Some(Muatan { jenis: Isi::Jpeg, bytes })),
        Err(galat) if galat.is_refusal() => {
            tampil.refuse(bidang, galat.to_string());
            Ok(None)
        }
        Err(galat) => Err(gangguan(galat)),
    }
}

/// The uploaded scan: a PDF as it is, a picture drawn anew. A refusal is marked on the field.
pub(super) async fn pindaian(
    form: &Form,
    tampil: &mut ui::Form,
    (bidang, sisi): (&str, u32),
) -> web::Result<Option<Muatan>> {
    let Some(unggahan) = form.file(bidang) else {
        tampil.refuse(bidang, "Pilih berkas yang akan dilampirkan.");
        return Ok(None);
    };
    if unggahan.bytes.len() > PALING_BESAR {
        tampil.refuse(bidang, "Berkas lebih besar dari 5 MB. Perkecil lalu unggah lagi.");
        return Ok(None);
    }
    match files::kenali(&unggahan.bytes) {
        Ok(Isi::Pdf) => Ok(Some(Muatan { jenis: Isi::Pdf, bytes: unggahan.bytes.to_vec() })),
        Ok(Isi::Png | Isi::Jpeg) => gambar(form, tampil, (bidang, sisi)).await,
        Ok(_) => {
            tampil.refuse(bidang, "Yang diterima: PDF, JPEG, atau PNG.");
            Ok(None)
        }
        Err(galat) => {
            tampil.refuse(bidang, galat.to_string());
            Ok(None)
        }
    }
}

pub(super) fn gangguan(galat: files::Error) -> web::Error {
    match galat {
        files::Error::Db(galat) => galat.into(),
        files::Error::DiskPenuh => db::Error::Io(std::io::ErrorKind::StorageFull.into()).into(),
        lain => anyhow::Error::new(lain).into(),
    }
}

/// A kept file for one look: no cache keeps it, and only a picture is shown by the browser. `nama` names nobody.
pub(super) fn kirim(content_type: &str, bytes: Vec<u8>, nama: &str) -> Response {
    let (cara, akhiran) = match content_type {
        "image/jpeg" => ("inline", "jpg"),
        "image/png" => ("inline", "png"),
        _ => ("attachment", "pdf"),
    };
    let teks = |teks: &str| HeaderValue::from_str(teks).unwrap_or(HeaderValue::from_static(""));
    let kepala = [
        (header::CONTENT_TYPE, teks(content_type)),
        (header::CONTENT_DISPOSITION, teks(&format!("{cara}; filename=\"{nama}.{akhiran}\""))),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox")),
    ];
    (kepala, bytes).into_response()
}
