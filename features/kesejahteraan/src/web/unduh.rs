//! The recipients of a programme as a workbook.

use ::web::Caller;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use uuid::Uuid;

use super::satu::{keterangan, samar};
use crate::store;

/// More than any village has families.
const BATAS: i64 = 50_000;

pub(super) async fn get(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let b = store::find_bantuan(&mut tx, id).await?.ok_or(::web::Error::NotFound)?;
    let semua = store::list_penerima(&mut tx, id, "", (BATAS, 0)).await?;
    let keys = tx.keys().clone();
    drop(tx);
    let mut baris = Vec::with_capacity(semua.len());
    for p in semua {
        let kartu = p.kartu(&keys)?.map(|nomor| samar(&nomor)).unwrap_or_default();
        let catatan =
            if p.penduduk_id.is_none() && p.lembaga_id.is_none() { "Tidak ada di data penduduk" } else { "" };
        baris.push([p.nama, kartu, catatan.to_owned()]);
    }
    let unit = format!("{} {}", caller.unit.kind_word, caller.unit.name);
    let mut kepala = vec![format!("Penerima {}", b.nama), unit];
    kepala.extend(keterangan(&b).into_iter().map(|(judul, isi)| format!("{judul}: {isi}")));
    kepala.push(format!("Keadaan {}", kamus::tanggal_panjang(caller.today())));
    let isi = tokio::task::spawn_blocking(move || buku(&kepala, &baris)).await;
    let isi = isi.map_err(anyhow::Error::from)?.map_err(anyhow::Error::from)?;
    let nama = format!("attachment; filename=\"bantuan-{}-{}.xlsx\"", caller.ctx.unit, caller.today());
    let kepala = [
        (header::CONTENT_TYPE, kependudukan::XLSX.to_owned()),
        (header::CONTENT_DISPOSITION, nama),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((kepala, isi).into_response())
}

fn buku(kepala: &[String], semua: &[[String; 3]]) -> Result<Vec<u8>, XlsxError> {
    let tebal = Format::new().set_bold();
    let mut buku = Workbook::new();
    let lembar = buku.add_worksheet().set_name("Penerima")?;
    let mut nomor = 0;
    for baris in kepala {
        lembar.write_string(nomor, 0, baris)?;
        nomor += 1;
    }
    for (kolom, judul) in (0_u16..).zip(["No", "Nama", "Nomor kartu", "Keterangan"]) {
        lembar.write_string_with_format(nomor, kolom, judul, &tebal)?;
    }
    for (urut, baris) in (1_u32..).zip(semua) {
        lembar.write_number(nomor + urut, 0, urut)?;
        for (kolom, sel) in (1_u16..).zip(baris) {
            lembar.write_string(nomor + urut, kolom, sel)?;
        }
    }
    lembar.set_column_width(1, 30)?;
    buku.save_to_buffer()
}
