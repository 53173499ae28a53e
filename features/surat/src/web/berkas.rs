//! A letter's files, and the page that prints it.

use askama::Template;
use axum::extract::{Path, Query};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use files::FileStore;
use serde::Deserialize;
use uuid::Uuid;
use web::{Caller, Error, Result};

use super::alamat;
use crate::alur::{berlaku_sampai, susun_naskah};
use crate::atur::{Kantor, get_atur};
use crate::cetak;
use crate::keadaan::Keadaan;
use crate::naskah::{Cetakan, Kertas, Naskah};
use crate::store::{self, Surat};

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Pinta {
    #[serde(default)]
    kertas: String,
    #[serde(default)]
    rangkap: String,
    #[serde(default)]
    unduh: String,
    /// The file as it was before the camat signed too.
    #[serde(default)]
    awal: String,
}

async fn ambil(caller: &Caller, id: Uuid) -> Result<Surat> {
    Ok(store::get_surat(&mut caller.read().await?, id).await?)
}

/// The first page as a drawing, for the letter's own page. A letter without number is marked KONSEP.
pub(crate) async fn gambar(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> Result<Response> {
    let surat = ambil(&caller, id).await?;
    let (naskah, konsep) = naskah_kini(&caller, &surat).await?;
    let cetakan = Cetakan { konsep, rangkap: 1, ..cetak::cetakan(&caller.app, &surat) };
    let pages = cetak::pratinjau(&caller.app, &caller.ctx, surat.jenis(), &naskah, cetakan)
        .await
        .map_err(Error::from)?;
    let page = pages.into_iter().next().ok_or(Error::NotFound)?;
    let kind = HeaderValue::from_static("image/svg+xml");
    Ok(([(header::CONTENT_TYPE, kind)], page).into_response())
}

/// What the letter says: as fixed with its number, or as it would say today.
async fn naskah_kini(caller: &Caller, surat: &Surat) -> Result<(Naskah, bool)> {
    let mut tx = caller.read().await?;
    if let Some(naskah) = surat.naskah(&tx)? {
        return Ok((naskah, false));
    }
    if surat.manual {
        return Err(Error::NotFound);
    }
    let kantor = Kantor::baca(&mut tx).await?;
    let pejabat = wilayah::get_pejabat(&mut tx, surat.penandatangan_id).await?;
    let penandatangan = kantor.penandatangan(&pejabat, surat.bentuk());
    let (orang, isi) = (surat.orang(&tx)?, surat.isi(&tx)?);
    let ketua = kantor.ketua(&mut tx, surat.jenis(), &orang).await?;
    let masa = get_atur(&mut tx, surat.jenis()).await?.masa_hari;
    let mut surat = surat.clone();
    surat.berlaku_sampai = berlaku_sampai(&isi.nilai, kantor.hari_ini, masa).map(Into::into);
    let verifikasi = format!("{}/v/konsep", caller.app.settings().base_url);
    Ok((susun_naskah(&surat, (&orang, &isi.nilai), &kantor, (&penandatangan, ketua), verifikasi), true))
}

/// The numbered letter as PDF: as kept, or, in ink, for another sheet.
pub(crate) async fn naskah(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    Query(pinta): Query<Pinta>,
) -> Result<Response> {
    let (surat, asli) = cetak::pastikan_asli(&caller.app, &caller.ctx, id).await?;
    let biasa = cetak::cetakan(&caller.app, &surat);
    let kertas = Kertas::dari_kode(&pinta.kertas).unwrap_or(biasa.kertas);
    let rangkap = pinta.rangkap.parse().unwrap_or(biasa.rangkap).clamp(1, 4);
    let lain = Cetakan { kertas, rangkap, ..biasa };
    let bytes = if lain == biasa || surat.cara().elektronik() {
        asli
    } else {
        cetak::cetak(&caller.app, &caller.ctx, &surat, lain).await?
    };
    Ok(kirim(bytes, "application/pdf", &nama_berkas(&surat, "pdf"), !pinta.unduh.is_empty()))
}

/// The PDF as issued.
pub(crate) async fn terbitan(
    caller: Caller,
    Path((_, id)): Path<(String, Uuid)>,
    Query(pinta): Query<Pinta>,
) -> Result<Response> {
    let surat = ambil(&caller, id).await?;
    let berkas = if pinta.awal.is_empty() {
        surat.terbit_id
    } else {
        let kukuh = store::find_penerusan_surat(&mut caller.read().await?, id).await?;
        kukuh.and_then(|kukuh| kukuh.awal_id)
    };
    isi_berkas(&caller, &surat, berkas.ok_or(Error::NotFound)?, !pinta.unduh.is_empty()).await
}

/// The scan of the signed paper.
pub(crate) async fn pindaian(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> Result<Response> {
    let surat = ambil(&caller, id).await?;
    let berkas = surat.pindai_id.ok_or(Error::NotFound)?;
    isi_berkas(&caller, &surat, berkas, false).await
}

async fn isi_berkas(caller: &Caller, surat: &Surat, id: Uuid, unduh: bool) -> Result<Response> {
    let mut tx = caller.read().await?;
    let (berkas, bytes) =
        caller.app.service::<FileStore>().get(&mut tx, id).await.map_err(crate::Error::from)?;
    let akhiran = match berkas.content_type.as_str() {
        "image/png" => "png",
        "image/jpeg" => "jpg",
        "image/webp" => "webp",
        _ => "pdf",
    };
    Ok(kirim(bytes, &berkas.content_type, &nama_berkas(surat, akhiran), unduh))
}

/// The number, fit for a file name; never the person.
fn nama_berkas(surat: &Surat, akhiran: &str) -> String {
    let nomor = surat.nomor.as_deref().unwrap_or("konsep");
    let aman: String =
        nomor.chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' }).collect();
    format!("surat-{}.{akhiran}", aman.trim_matches('-'))
}

fn kirim(bytes: Vec<u8>, kind: &str, nama: &str, unduh: bool) -> Response {
    let cara = if unduh { "attachment" } else { "inline" };
    let text = |text: &str| HeaderValue::from_str(text).expect("kinds and file names are plain letters");
    let headers = [
        (header::CONTENT_TYPE, text(kind)),
        (header::CONTENT_DISPOSITION, text(&format!("{cara}; filename=\"{nama}\""))),
    ];
    (headers, bytes).into_response()
}

#[derive(Template)]
#[template(path = "surat/cetak.html")]
struct HalamanCetak {
    page: ui::Page,
    form: ui::Form,
    alamat: String,
    elektronik: bool,
    terbit: bool,
}

/// Where a letter is printed: sheet and copies.
pub(crate) async fn cetak(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> Result<Response> {
    let surat = ambil(&caller, id).await?;
    if surat.naskah_segel.is_none() {
        return Err(Error::Refused(
            "Surat ini belum siap dicetak: belum bernomor, atau sedang diperbaiki.".to_owned(),
        ));
    }
    let nomor = surat.nomor.clone().unwrap_or_else(|| surat.jenis().nama.clone());
    let form =
        caller.form().with(crate::borang::kertas(surat.kertas())).with(crate::borang::rangkap(surat.rangkap));
    web::html(&HalamanCetak {
        page: caller.page(format!("Cetak {nomor}")).back("Surat", alamat(&caller, id)),
        form,
        alamat: alamat(&caller, id),
        elektronik: surat.cara().elektronik(),
        terbit: surat.keadaan() == Keadaan::Terbit,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_by_its_number_only() {
        let mut surat = Surat::kosong();
        surat.subjek_nama = "Siti Aminah".to_owned();
        assert_eq!(nama_berkas(&surat, "pdf"), "surat-konsep.pdf");
        surat.nomor = Some("400.12.2.1/017/SKM \"x\"/III/2026".to_owned());
        assert_eq!(nama_berkas(&surat, "png"), "surat-400.12.2.1-017-SKM--x--III-2026.png");
    }
}
