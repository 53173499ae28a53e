//! The list of members as a workbook.

use ::web::Caller;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use rust_xlsxwriter::{Format, Workbook, XlsxError};
use uuid::Uuid;

use super::satu::{Baris, anggota};
use crate::{label_jenis, store};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const JUDUL: [&str; 6] = ["No", "Nama", "Jabatan", "SK", "Masa bakti", "Keterangan"];

pub(super) async fn get(caller: Caller, Path((_, id)): Path<(String, Uuid)>) -> ::web::Result<Response> {
    let mut tx = caller.read().await?;
    let l = store::find_lembaga(&mut tx, id).await?.ok_or(::web::Error::NotFound)?;
    let (kini, lalu) = anggota(&caller, &mut tx, id).await?;
    drop(tx);
    let unit = format!("{} {}", caller.unit.kind_word, caller.unit.name);
    let kepala = vec![
        format!("Daftar anggota {}", l.nama),
        format!("{}, {unit}", label_jenis(&l.jenis)),
        format!("Keadaan {}", kamus::tanggal_panjang(caller.today())),
    ];
    let tertulis = tokio::task::spawn_blocking(move || xlsx(&kepala, &kini, &lalu)).await;
    let isi = tertulis.map_err(anyhow::Error::from)?.map_err(anyhow::Error::from)?;
    let nama = format!("attachment; filename=\"lembaga-{}-{}.xlsx\"", caller.ctx.unit, caller.today());
    let kepala = [
        (header::CONTENT_TYPE, XLSX.to_owned()),
        (header::CONTENT_DISPOSITION, nama),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((kepala, isi).into_response())
}

fn xlsx(kepala: &[String], kini: &[Baris], lalu: &[Baris]) -> Result<Vec<u8>, XlsxError> {
    let tebal = Format::new().set_bold();
    let mut buku = Workbook::new();
    let lembar = buku.add_worksheet().set_name("Anggota")?;
    let mut nomor = 0;
    for baris in kepala {
        lembar.write_string(nomor, 0, baris)?;
        nomor += 1;
    }
    for (judul, bagian) in [("Anggota sekarang", kini), ("Anggota sebelumnya", lalu)] {
        if bagian.is_empty() {
            continue;
        }
        lembar.write_string_with_format(nomor, 0, judul, &tebal)?;
        nomor += 1;
        for (kolom, judul) in (0_u16..).zip(JUDUL) {
            lembar.write_string_with_format(nomor, kolom, judul, &tebal)?;
        }
        nomor += 1;
        for (urut, b) in (1_u32..).zip(bagian) {
            lembar.write_number(nomor, 0, urut)?;
            let isi = [&b.nama, b.jabatan, &b.sk, &b.masa, &b.catatan];
            for (kolom, sel) in (1_u16..).zip(isi) {
                lembar.write_string(nomor, kolom, sel)?;
            }
            nomor += 1;
        }
    }
    lembar.set_column_width(1, 30)?;
    lembar.set_column_width(4, 26)?;
    buku.save_to_buffer()
}
