//! A list of residents as a file for a spreadsheet.

use kamus::{Agama, Kewarganegaraan, Nik, NomorKk, Pekerjaan, PendidikanKk, StatusKawin, tanggal_pendek};
use rust_xlsxwriter::{Format, Workbook, XlsxError};

use crate::entitas::Penduduk;
use crate::subjek::label;

pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
pub const CSV: &str = "text/csv; charset=utf-8";

pub(crate) const JUDUL: [&str; 18] = [
    "Nama",
    "NIK",
    "Nomor KK",
    "Jenis kelamin",
    "Tempat lahir",
    "Tanggal lahir",
    "Agama",
    "Pendidikan",
    "Pekerjaan",
    "Status kawin",
    "Hubungan",
    "Kewarganegaraan",
    "Nama ayah",
    "Nama ibu",
    "Alamat",
    "Dusun",
    "RW",
    "RT",
];

/// A sheet: a mark on top that says what it is, then a row for each person.
pub(crate) struct Lembar {
    /// Lines above the table: unit, time, purpose, recipient.
    pub(crate) tanda: Vec<String>,
    pub(crate) baris: Vec<[String; 18]>,
}

/// One person; numbers are masked unless `terbuka`.
pub(crate) fn baris(p: &Penduduk, nomor: (Option<Nik>, Option<NomorKk>), terbuka: bool) -> [String; 18] {
    let nik = nomor.0.map(|nik| if terbuka { nik.as_str().to_owned() } else { nik.samar() });
    let kk = nomor.1.map(|kk| if terbuka { kk.as_str().to_owned() } else { kk.samar() });
    let teks = |isi: &Option<String>| isi.clone().unwrap_or_default();
    [
        p.nama.clone(),
        nik.unwrap_or_default(),
        kk.unwrap_or_default(),
        p.jenis_kelamin().to_string(),
        teks(&p.tempat_lahir),
        tanggal_pendek(p.tanggal_lahir.0),
        label::<Agama>(p.agama),
        label::<PendidikanKk>(p.pendidikan_kk),
        label::<Pekerjaan>(p.pekerjaan),
        label::<StatusKawin>(p.status_kawin),
        p.shdk().to_string(),
        label::<Kewarganegaraan>(p.kewarganegaraan),
        teks(&p.nama_ayah),
        teks(&p.nama_ibu),
        teks(&p.alamat),
        p.dusun.clone(),
        p.rw.clone(),
        p.rt.clone(),
    ]
}

pub(crate) fn xlsx(lembar: &Lembar) -> Result<Vec<u8>, XlsxError> {
    lembar_xlsx("Penduduk", &lembar.tanda, &JUDUL, &lembar.baris)
}

/// A workbook of one sheet: marks, headings, rows of text.
///
/// # Errors
/// When a sheet cannot hold it.
pub fn lembar_xlsx<const N: usize>(
    nama: &str,
    tanda: &[String],
    judul: &[&str; N],
    baris: &[[String; N]],
) -> Result<Vec<u8>, XlsxError> {
    let teks = Format::new().set_num_format("@");
    let tebal = Format::new().set_bold();
    let mut buku = Workbook::new();
    let hasil = buku.add_worksheet().set_name(nama)?;
    let mut nomor = 0;
    for tanda in tanda {
        hasil.write_string(nomor, 0, tanda)?;
        nomor += 1;
    }
    for (kolom, judul) in (0_u16..).zip(judul) {
        hasil.write_string_with_format(nomor, kolom, *judul, &tebal)?;
        hasil.set_column_width(kolom, 18)?;
    }
    for isi in baris {
        nomor += 1;
        for (kolom, sel) in (0_u16..).zip(isi) {
            hasil.write_string_with_format(nomor, kolom, sel, &teks)?;
        }
    }
    buku.save_to_buffer()
}

/// Comma-separated, with a byte order mark so that Excel reads it as UTF-8.
pub(crate) fn csv(lembar: &Lembar) -> Vec<u8> {
    let mut hasil = String::from('\u{feff}');
    for tanda in &lembar.tanda {
        hasil.push_str(&sel_csv(tanda));
        hasil.push_str("\r\n");
    }
    for isi in std::iter::once(JUDUL.map(str::to_owned)).chain(lembar.baris.iter().cloned()) {
        let sel: Vec<String> = isi.iter().map(|sel| sel_csv(sel)).collect();
        hasil.push_str(&sel.join(","));
        hasil.push_str("\r\n");
    }
    hasil.into_bytes()
}

/// Quoted, and harmless: a spreadsheet would run a cell that begins with `=`, `+`, `-` or `@`.
pub fn sel_csv(isi: &str) -> String {
    let bahaya = isi.len() > 1 && isi.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let aman = if bahaya { format!("'{isi}") } else { isi.to_owned() };
    format!("\"{}\"", aman.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_quoted_and_cannot_run() {
        for (isi, harapan) in [
            ("Siti", "\"Siti\""),
            ("Jl. \"Melati\", 3", "\"Jl. \"\"Melati\"\", 3\""),
            ("=HYPERLINK(1)", "\"'=HYPERLINK(1)\""),
            ("-", "\"-\""),
        ] {
            assert_eq!(sel_csv(isi), harapan);
        }
    }
}
