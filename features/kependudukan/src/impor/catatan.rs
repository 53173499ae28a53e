//! The same sheet with a last column that says what to mend, so that the clerk repairs and sends
//! it again.

use std::collections::HashMap;

use rust_xlsxwriter::{Color, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::buku::BarisMentah;
use super::kolom::{self, CATATAN};
use super::lembar::Lembar;
use super::{Berat, Temuan};

const NAMA_LEMBAR: &str = "Data Penduduk";
/// A spreadsheet cell holds 32,767 characters.
const BATAS_SEL: usize = 32_000;

struct Gaya {
    judul: Format,
    teks: Format,
    galat: Format,
    peringatan: Format,
    catatan: Format,
}

impl Gaya {
    fn baru() -> Self {
        // Number format @ makes the spreadsheet keep what is typed: no rounded NIK, no dates.
        let teks = Format::new().set_num_format("@");
        Self {
            judul: Format::new().set_bold().set_background_color(Color::RGB(0x00E6_E6E6)),
            galat: teks.clone().set_background_color(Color::RGB(0x00F8_C9C4)),
            peringatan: teks.clone().set_background_color(Color::RGB(0x00FF_F2B3)),
            catatan: teks.clone().set_text_wrap().set_align(FormatAlign::Top),
            teks,
        }
    }
}

/// A workbook (`.xlsx`) with every column and row of the sheet as text, on the same row numbers,
/// and a last column *Catatan*; cells with findings are coloured. It can be imported again.
pub fn buku_catatan(lembar: &Lembar, temuan: &[Temuan]) -> Vec<u8> {
    tulis(lembar, temuan).expect("rows and columns come from a sheet, and long texts are cut")
}

fn tulis(lembar: &Lembar, temuan: &[Temuan]) -> Result<Vec<u8>, XlsxError> {
    let mut per_baris: HashMap<u32, Vec<&Temuan>> = HashMap::new();
    for t in temuan {
        per_baris.entry(t.baris).or_default().push(t);
    }
    let gaya = Gaya::baru();
    let mut buku = Workbook::new();
    let hasil = buku.add_worksheet().set_name(NAMA_LEMBAR)?;
    let kolom_catatan = letak_catatan(lembar);
    judul(hasil, lembar, kolom_catatan, &gaya)?;
    for baris in lembar.baris_data().filter(|b| b.nomor > lembar.judul.nomor) {
        let milik = per_baris.remove(&baris.nomor).unwrap_or_default();
        isi(hasil, lembar, baris, (kolom_catatan, &milik, &gaya))?;
    }
    // Rows of other layouts that hold nobody.
    for (nomor, milik) in per_baris.into_iter().filter(|(nomor, _)| *nomor > lembar.judul.nomor) {
        let kosong = BarisMentah { nomor, sel: Vec::new() };
        isi(hasil, lembar, &kosong, (kolom_catatan, &milik, &gaya))?;
    }
    buku.save_to_buffer()
}

/// Our column stands behind all others; a *Catatan* from the last round is replaced.
fn letak_catatan(lembar: &Lembar) -> usize {
    let lama = lembar.judul.sel.iter().position(|s| kolom::sama_catatan(&s.tampil()));
    let lebar = lembar.baris_data().map(|b| b.sel.len()).chain([lembar.judul.sel.len()]).max();
    lama.or(lebar).unwrap_or(0)
}

fn ke_kolom(letak: usize) -> u16 {
    u16::try_from(letak).expect("columns beyond 256 are not read")
}

fn judul(hasil: &mut Worksheet, lembar: &Lembar, kolom_catatan: usize, gaya: &Gaya) -> Result<(), XlsxError> {
    let baris = lembar.judul.nomor - 1;
    for (letak, sel) in lembar.judul.sel.iter().enumerate().filter(|(l, _)| *l != kolom_catatan) {
        hasil.write_string_with_format(baris, ke_kolom(letak), potong(&sel.tampil()), &gaya.judul)?;
        hasil.set_column_format(ke_kolom(letak), &gaya.teks)?;
        hasil.set_column_width(ke_kolom(letak), 16)?;
    }
    let kolom = ke_kolom(kolom_catatan);
    hasil.write_string_with_format(baris, kolom, CATATAN, &gaya.judul)?;
    hasil.set_column_width(kolom, 80)?;
    hasil.set_freeze_panes(lembar.judul.nomor, 0)?;
    Ok(())
}

fn isi(
    hasil: &mut Worksheet,
    lembar: &Lembar,
    baris: &BarisMentah,
    (kolom_catatan, temuan, gaya): (usize, &[&Temuan], &Gaya),
) -> Result<(), XlsxError> {
    let nomor = baris.nomor - 1;
    for (letak, sel) in baris.sel.iter().enumerate() {
        if letak != kolom_catatan && !sel.kosong() {
            let teks = sel.untuk_perbaikan();
            hasil.write_string_with_format(nomor, ke_kolom(letak), potong(&teks), &gaya.teks)?;
        }
    }
    // Warnings first, so that an error on the same cell paints over.
    let mut urut = temuan.to_vec();
    urut.sort_by_key(|t| std::cmp::Reverse(t.berat));
    for t in urut {
        if let Some(letak) = lembar.letak(t.kolom) {
            let teks = baris.sel.get(letak).map(super::sel::Sel::untuk_perbaikan);
            let warna = match t.berat {
                Berat::Galat => &gaya.galat,
                Berat::Peringatan => &gaya.peringatan,
            };
            let teks = teks.unwrap_or_default();
            hasil.write_string_with_format(nomor, ke_kolom(letak), potong(&teks), warna)?;
        }
    }
    if !temuan.is_empty() {
        let catatan: Vec<String> = temuan.iter().map(|t| kalimat(t)).collect();
        let kolom = ke_kolom(kolom_catatan);
        hasil.write_string_with_format(nomor, kolom, potong(&catatan.join("\n")), &gaya.catatan)?;
    }
    Ok(())
}

fn kalimat(t: &Temuan) -> String {
    let tanda = match t.berat {
        Berat::Galat => "Perbaiki",
        Berat::Peringatan => "Periksa",
    };
    match t.kolom {
        "" => format!("{tanda}: {}", t.kalimat),
        kolom => format!("{tanda} {kolom}: {}", t.kalimat),
    }
}

fn potong(teks: &str) -> String {
    teks.chars().take(BATAS_SEL).collect()
}
