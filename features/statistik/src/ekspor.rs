//! A breakdown as a file for a spreadsheet.

use kependudukan::sel_csv;
use rust_xlsxwriter::{Format, Workbook, XlsxError};

/// A sheet: lines above that say what it is, a head, and rows of a label and numbers.
pub(crate) struct Lembar {
    pub(crate) tanda: Vec<String>,
    pub(crate) kepala: Vec<String>,
    pub(crate) baris: Vec<(Vec<String>, Vec<i64>)>,
}

pub(crate) fn xlsx(lembar: &Lembar) -> Result<Vec<u8>, XlsxError> {
    let tebal = Format::new().set_bold();
    let mut buku = Workbook::new();
    let hasil = buku.add_worksheet().set_name("Statistik")?;
    let mut nomor = 0;
    for tanda in &lembar.tanda {
        hasil.write_string(nomor, 0, tanda)?;
        nomor += 1;
    }
    for (kolom, judul) in (0_u16..).zip(&lembar.kepala) {
        hasil.write_string_with_format(nomor, kolom, judul, &tebal)?;
    }
    hasil.set_column_width(0, 40)?;
    for (label, angka) in &lembar.baris {
        nomor += 1;
        let mut kolom = 0;
        for teks in label {
            hasil.write_string(nomor, kolom, teks)?;
            kolom += 1;
        }
        for isi in angka {
            hasil.write_number(nomor, kolom, i32::try_from(*isi).unwrap_or(i32::MAX))?;
            kolom += 1;
        }
    }
    buku.save_to_buffer()
}

/// Comma-separated, with a byte order mark so that Excel reads it as UTF-8.
pub(crate) fn csv(lembar: &Lembar) -> Vec<u8> {
    let mut hasil = String::from('\u{feff}');
    for tanda in &lembar.tanda {
        hasil.extend([&sel_csv(tanda), "\r\n"]);
    }
    let kepala: Vec<String> = lembar.kepala.iter().map(|sel| sel_csv(sel)).collect();
    hasil.extend([&kepala.join(","), "\r\n"]);
    for (label, angka) in &lembar.baris {
        let sel = label.iter().map(|teks| sel_csv(teks)).chain(angka.iter().map(ToString::to_string));
        hasil.extend([&sel.collect::<Vec<_>>().join(","), "\r\n"]);
    }
    hasil.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_cannot_run_and_numbers_are_numbers() {
        let lembar = Lembar {
            tanda: vec!["Suku".into()],
            kepala: vec!["Suku".into(), "Jumlah".into()],
            baris: vec![(vec!["=1+1".into()], vec![7])],
        };
        let teks = String::from_utf8(csv(&lembar)).unwrap();
        assert_eq!(teks, "\u{feff}\"Suku\"\r\n\"Suku\",\"Jumlah\"\r\n\"'=1+1\",7\r\n");
        assert!(xlsx(&lembar).unwrap().starts_with(b"PK"));
    }
}
