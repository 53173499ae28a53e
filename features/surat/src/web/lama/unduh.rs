//! The list as a workbook, and the workbook to fill.

use axum::extract::Query;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use web::{Caller, Result};

use super::{Baris, Pinta, baris};
use crate::lama::{BATAS_BARIS, judul};
use crate::store;

pub(super) async fn daftar(caller: Caller, Query(pinta): Query<Pinta>) -> Result<Response> {
    let mut tx = caller.read().await?;
    let semua = store::list_lama(&mut tx, &pinta.saring(), i64::from(BATAS_BARIS), 0).await?;
    drop(tx);
    let semua: Vec<Baris> = semua.into_iter().map(baris).collect();
    let isi = tokio::task::spawn_blocking(move || buku(&semua)).await;
    Ok(terkirim(
        "surat-lama",
        caller.ctx.unit,
        isi.map_err(anyhow::Error::from)?.map_err(anyhow::Error::from)?,
    ))
}

pub(super) async fn templat(caller: Caller) -> Result<Response> {
    Ok(terkirim("templat-surat-lama", caller.ctx.unit, buku(&[]).map_err(anyhow::Error::from)?))
}

/// In the columns that an import understands.
fn buku(semua: &[Baris]) -> std::result::Result<Vec<u8>, XlsxError> {
    let tebal = Format::new().set_bold();
    let mut buku = Workbook::new();
    let lembar = buku.add_worksheet().set_name("Surat lama")?;
    for (kolom, judul) in (0_u16..).zip(judul()) {
        lembar.write_string_with_format(0, kolom, judul, &tebal)?;
        lembar.set_column_width(kolom, 20)?;
    }
    for (nomor, b) in (1_u32..).zip(semua) {
        let hari = kamus::urai_tanggal(&b.tanggal).is_ok();
        let (tanggal, tahun) = if hari { (b.tanggal.as_str(), "") } else { ("", b.tanggal.as_str()) };
        let isi = [&b.nomor, tanggal, tahun, &b.jenis, &b.perihal, &b.nama, "", &b.penandatangan, &b.arsip];
        for (kolom, sel) in (0_u16..).zip(isi) {
            lembar.write_string(nomor, kolom, sel)?;
        }
    }
    buku.save_to_buffer()
}

fn terkirim(nama: &str, unit: db::Unit, isi: Vec<u8>) -> Response {
    let berkas = format!("attachment; filename=\"{nama}-{unit}.xlsx\"");
    let kepala = [
        (header::CONTENT_TYPE, kependudukan::XLSX.to_owned()),
        (header::CONTENT_DISPOSITION, berkas),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (kepala, isi).into_response()
}
