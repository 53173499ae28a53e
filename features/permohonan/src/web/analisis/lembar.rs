//! The analysis as a file for a spreadsheet: one line for each figure, ready to be sorted and added up.

use ::web::Caller;
use axum::extract::Query;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use kependudukan::sel_csv;
use rust_xlsxwriter::{Format, Workbook, XlsxError};

use super::hitung::{Hitungan, hitung};
use super::{Periode, Saring};
use crate::PETUGAS;
use crate::analisis::Ukuran;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const CSV: &str = "text/csv; charset=utf-8";
const KEPALA: [&str; 13] = [
    "Kelompok",
    "Nama",
    "Surat terbit",
    "Permohonan selesai",
    "Median (menit kerja)",
    "P90 (menit kerja)",
    "Penilai",
    "Rata-rata nilai",
    "Nilai 1",
    "Nilai 2",
    "Nilai 3",
    "Nilai 4",
    "Nilai 5",
];

/// A line: what it is, and its figures, some of them unknown.
struct Baris {
    label: [String; 2],
    angka: Vec<Option<f64>>,
}

fn baris(kelompok: &str, nama: String, ukuran: &Ukuran) -> Baris {
    // Figures of an office are far below the point where a float loses a unit.
    let bulat = |n: i64| Some(f64::from(i32::try_from(n).unwrap_or(i32::MAX)));
    let (median, p90) = ukuran.lama().unzip();
    let menit = |lama: Option<jiff::SignedDuration>| lama.and_then(|lama| bulat(lama.as_mins()));
    let rata = ukuran.rata().and_then(bulat).map(|perseratus| perseratus / 100.0);
    let depan = [bulat(ukuran.surat), bulat(ukuran.permohonan), menit(median), menit(p90)];
    let nilai = ukuran.sebaran().map(bulat);
    let angka = depan.into_iter().chain([bulat(ukuran.penilai()), rata]).chain(nilai).collect();
    Baris { label: [kelompok.to_owned(), nama], angka }
}

fn semua(hitungan: Hitungan, petugas: bool) -> Vec<Baris> {
    let Hitungan { semua, jenis, bulan, dusun, petugas: orang, nama } = hitungan;
    let mut hasil = vec![baris("Semua", "Semua".to_owned(), &semua)];
    hasil.extend(jenis.into_iter().map(|(_, label, ukuran)| baris("Jenis surat", label, &ukuran)));
    hasil.extend(bulan.into_iter().map(|(bulan, ukuran)| baris("Bulan", bulan.kode(), &ukuran)));
    hasil.extend(dusun.into_iter().map(|(label, ukuran)| baris("Dusun", label, &ukuran)));
    if petugas {
        hasil.extend(orang.into_iter().map(|(id, ukuran)| {
            let nama = id.and_then(|id| nama.get(&id).cloned());
            baris("Petugas", nama.unwrap_or_else(|| "Tanpa petugas".to_owned()), &ukuran)
        }));
    }
    hasil
}

pub(in crate::web) async fn get(caller: Caller, Query(saring): Query<Saring>) -> ::web::Result<Response> {
    let periode = Periode::baca(&saring, caller.today());
    let mut tx = caller.read().await?;
    let hitungan = hitung(&caller, &mut tx, periode).await?;
    drop(tx);
    let isi = semua(hitungan, caller.can(PETUGAS));
    let judul = format!(
        "Analisis surat {} {}, {} sampai {}",
        caller.unit.kind_word, caller.unit.name, periode.dari, periode.sampai
    );
    let (jenis, akhiran, bytes) = if saring.format == "csv" {
        (CSV, "csv", csv(&judul, &isi))
    } else {
        let tertulis = tokio::task::spawn_blocking(move || xlsx(&judul, &isi)).await;
        (XLSX, "xlsx", tertulis.map_err(anyhow::Error::from)?.map_err(anyhow::Error::from)?)
    };
    let nama = format!(
        "attachment; filename=\"analisis-surat-{}-{}-{}.{akhiran}\"",
        caller.ctx.unit,
        periode.dari.kode(),
        periode.sampai.kode()
    );
    let kepala = [
        (header::CONTENT_TYPE, jenis.to_owned()),
        (header::CONTENT_DISPOSITION, nama),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((kepala, bytes).into_response())
}

fn xlsx(judul: &str, isi: &[Baris]) -> Result<Vec<u8>, XlsxError> {
    let tebal = Format::new().set_bold();
    let mut buku = Workbook::new();
    let lembar = buku.add_worksheet().set_name("Analisis surat")?;
    lembar.write_string(0, 0, judul)?;
    for (kolom, kepala) in (0_u16..).zip(KEPALA) {
        lembar.write_string_with_format(1, kolom, kepala, &tebal)?;
    }
    lembar.set_column_width(0, 14)?;
    lembar.set_column_width(1, 40)?;
    for (nomor, baris) in (2_u32..).zip(isi) {
        for (kolom, teks) in (0_u16..).zip(&baris.label) {
            lembar.write_string(nomor, kolom, teks)?;
        }
        for (kolom, angka) in (2_u16..).zip(&baris.angka) {
            if let Some(angka) = angka {
                lembar.write_number(nomor, kolom, *angka)?;
            }
        }
    }
    buku.save_to_buffer()
}

/// Comma-separated, with a byte order mark so that Excel reads it as UTF-8.
fn csv(judul: &str, isi: &[Baris]) -> Vec<u8> {
    let baris = |sel: Vec<String>| format!("{}\r\n", sel.join(","));
    let mut hasil = format!("\u{feff}{}\r\n", sel_csv(judul));
    hasil.push_str(&baris(KEPALA.iter().map(|kepala| sel_csv(kepala)).collect()));
    for satu in isi {
        let label = satu.label.iter().map(|teks| sel_csv(teks));
        let angka = satu.angka.iter().map(|angka| angka.map(|angka| angka.to_string()).unwrap_or_default());
        hasil.push_str(&baris(label.chain(angka).collect()));
    }
    hasil.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_run_and_what_is_unknown_stays_empty() {
        let mut ukuran = Ukuran::default();
        ukuran.tambah_nilai(4, 2);
        ukuran.tambah_nilai(5, 1);
        ukuran.surat += 7;
        let isi = [baris("Petugas", "=1+1".to_owned(), &ukuran)];
        let teks = String::from_utf8(csv("Analisis", &isi)).unwrap();
        assert!(teks.ends_with("\"Petugas\",\"'=1+1\",7,0,,,3,4.33,0,0,0,2,1\r\n"), "{teks}");
        assert!(xlsx("Analisis", &isi).unwrap().starts_with(b"PK"));
    }
}
