use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use crate::Lembar;

/// A cell with lines around it.
pub fn bergaris() -> Format {
    Format::new().set_border(FormatBorder::Thin)
}

/// A heading cell.
pub fn tengah() -> Format {
    let tengah = bergaris().set_bold().set_align(FormatAlign::Center);
    tengah.set_align(FormatAlign::VerticalCenter).set_text_wrap()
}

/// The whole book on one sheet: the law's columns with their numbers, then the rows.
///
/// # Errors
/// What the writer of sheets says; a book's rows give it no cause.
pub fn xlsx(lembar: &Lembar) -> Result<Vec<u8>, XlsxError> {
    let (teks, angka, kepala) = (bergaris().set_num_format("@"), bergaris(), tengah());
    let mut buku = Workbook::new();
    let hasil = buku.add_worksheet().set_name(&lembar.nomor)?;
    hasil.set_landscape();
    let k = &lembar.kepala;
    let mut atas = vec![lembar.nama(), format!("{}, {}", k.unit, k.induk)];
    atas.extend(lembar.keterangan.iter().cloned());
    atas.push(lembar.tanda.clone());
    let mut nomor = tulis_atas(hasil, &atas)?;
    hasil.set_repeat_rows(nomor, nomor + 1)?;
    for (letak, kolom) in (0_u16..).zip(lembar.kolom) {
        hasil.write_string_with_format(nomor, letak, kolom.nama, &kepala)?;
        hasil.write_number_with_format(nomor + 1, letak, f64::from(letak + 1), &kepala)?;
        hasil.set_column_width(letak, f64::from(kolom.lebar) * 1.6)?;
    }
    hasil.set_freeze_panes(nomor + 2, 0)?;
    nomor += 1;
    for isi in &lembar.baris {
        nomor += 1;
        for (letak, sel) in (0_u16..).zip(isi) {
            match bilangan(lembar, sel) {
                Some(n) => hasil.write_number_with_format(nomor, letak, n, &angka)?,
                None => hasil.write_string_with_format(nomor, letak, sel, &teks)?,
            };
        }
    }
    tulis_bawah(hasil, nomor + 2, &k.pimpinan.jabatan, &k.pimpinan.nama)?;
    buku.save_to_buffer()
}

fn bilangan(lembar: &Lembar, sel: &str) -> Option<f64> {
    let n: i32 = sel.replace('.', "").parse().ok().filter(|_| lembar.angka)?;
    Some(f64::from(n))
}

/// Lines above a table; tells the row under them.
///
/// # Errors
/// As [`xlsx`].
pub fn tulis_atas(hasil: &mut Worksheet, baris: &[String]) -> Result<u32, XlsxError> {
    let tebal = Format::new().set_bold();
    let mut nomor = 0;
    for isi in baris.iter().filter(|isi| !isi.is_empty()) {
        if nomor == 0 {
            hasil.write_string_with_format(nomor, 0, isi, &tebal)?;
        } else {
            hasil.write_string(nomor, 0, isi)?;
        }
        nomor += 1;
    }
    Ok(nomor)
}

/// Who signs, under a table.
///
/// # Errors
/// As [`xlsx`].
pub fn tulis_bawah(hasil: &mut Worksheet, nomor: u32, jabatan: &str, nama: &str) -> Result<(), XlsxError> {
    hasil.write_string(nomor, 1, jabatan)?;
    hasil.write_string(nomor + 3, 1, if nama.is_empty() { "………………………………" } else { nama })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use calamine::{Data, Reader as _, open_workbook_from_rs};
    use jiff::civil::date;

    use super::*;
    use crate::{Kepala, Penanda, kolom};

    const KOLOM: [crate::Kolom; 2] = [kolom("Nomor urut", 4), kolom("Jumlah", 6)];

    fn lembar(angka: bool) -> Lembar {
        let kepala = Kepala {
            unit: "Kalurahan Sukamaju".to_owned(),
            induk: "Kapanewon Pleret".to_owned(),
            tempat: "Sukamaju".to_owned(),
            pimpinan: Penanda { jabatan: "Lurah Sukamaju".to_owned(), ..Penanda::default() },
            sekretaris: Penanda::default(),
            tanggal: date(2026, 3, 2),
            contoh: false,
        };
        Lembar {
            kepala,
            nomor: "B.3".to_owned(),
            judul: "Buku Uji",
            kolom: &KOLOM,
            keterangan: vec!["Maret".to_owned()],
            tanda: String::new(),
            baris: vec![vec!["1".to_owned(), "1.250".to_owned()]],
            angka,
        }
    }

    fn sel(lembar: &Lembar, baris: u32, kolom: u32) -> Option<Data> {
        let isi = std::io::Cursor::new(xlsx(lembar).unwrap());
        let mut buku: calamine::Xlsx<_> = open_workbook_from_rs(isi).unwrap();
        buku.worksheet_range("B.3").unwrap().get_value((baris, kolom)).cloned()
    }

    #[test]
    fn only_a_table_of_figures_has_numbers() {
        assert_eq!(sel(&lembar(true), 5, 1), Some(Data::Float(1250.0)));
        assert_eq!(sel(&lembar(false), 5, 1), Some(Data::String("1.250".to_owned())));
        assert_eq!(sel(&lembar(false), 0, 0), Some(Data::String("B.3 Buku Uji".to_owned())));
        assert_eq!(sel(&lembar(false), 3, 1), Some(Data::String("Jumlah".to_owned())));
        assert_eq!(sel(&lembar(false), 7, 1), Some(Data::String("Lurah Sukamaju".to_owned())));
    }
}
