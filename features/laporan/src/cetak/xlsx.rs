use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};

use super::{LembarBuku, LembarLampid};
use crate::buku::Buku;
use crate::lampid::{Baris, KOLOM};

fn bergaris() -> Format {
    Format::new().set_border(FormatBorder::Thin)
}

fn kepala() -> Format {
    let tengah = bergaris().set_bold().set_align(FormatAlign::Center);
    tengah.set_align(FormatAlign::VerticalCenter).set_text_wrap()
}

/// The whole book on one sheet: the law's columns with their numbers, then the rows.
pub(crate) fn buku(lembar: &LembarBuku) -> Result<Vec<u8>, XlsxError> {
    let (teks, angka, kepala) = (bergaris().set_num_format("@"), bergaris(), kepala());
    let mut buku = Workbook::new();
    let hasil = buku.add_worksheet().set_name(lembar.buku.nomor())?;
    hasil.set_landscape();
    let judul = format!("{} {}", lembar.buku.nomor(), lembar.buku.judul());
    let p = &lembar.kepala.pengesah;
    let mut atas = vec![judul, format!("{}, {}", p.unit, p.induk)];
    atas.extend(lembar.keterangan.iter().cloned());
    atas.push(lembar.tanda.clone());
    let mut nomor = tulis_atas(hasil, &atas)?;
    hasil.set_repeat_rows(nomor, nomor + 1)?;
    for (letak, kolom) in (0_u16..).zip(lembar.buku.kolom()) {
        hasil.write_string_with_format(nomor, letak, kolom.nama, &kepala)?;
        hasil.write_number_with_format(nomor + 1, letak, f64::from(letak + 1), &kepala)?;
        hasil.set_column_width(letak, f64::from(kolom.lebar) * 1.6)?;
    }
    hasil.set_freeze_panes(nomor + 2, 0)?;
    nomor += 1;
    for isi in &lembar.baris {
        nomor += 1;
        for (letak, sel) in (0_u16..).zip(isi) {
            match bilangan(lembar.buku, sel) {
                Some(n) => hasil.write_number_with_format(nomor, letak, n, &angka)?,
                None => hasil.write_string_with_format(nomor, letak, sel, &teks)?,
            };
        }
    }
    tulis_bawah(
        hasil,
        nomor + 2,
        &lembar.kepala.pengesah.kepala.jabatan,
        &lembar.kepala.pengesah.kepala.nama,
    )?;
    buku.save_to_buffer()
}

/// Only B.3 is a table of figures; everywhere else digits are names of something, as a NIK is.
fn bilangan(buku: Buku, sel: &str) -> Option<f64> {
    let n: i32 = sel.replace('.', "").parse().ok().filter(|_| buku == Buku::Rekap)?;
    Some(f64::from(n))
}

/// Lines above a table; tells the row under them.
fn tulis_atas(hasil: &mut Worksheet, baris: &[String]) -> Result<u32, XlsxError> {
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

fn tulis_bawah(hasil: &mut Worksheet, nomor: u32, jabatan: &str, nama: &str) -> Result<(), XlsxError> {
    hasil.write_string(nomor, 1, jabatan)?;
    hasil.write_string(nomor + 3, 1, if nama.is_empty() { "………………………………" } else { nama })?;
    Ok(())
}

/// The twelve columns of the monthly report.
pub(crate) fn lampid(lembar: &LembarLampid) -> Result<Vec<u8>, XlsxError> {
    let (sel, kepala) = (bergaris(), kepala());
    let mut buku = Workbook::new();
    let hasil = buku.add_worksheet().set_name("Laporan bulanan")?;
    hasil.set_landscape();
    let p = &lembar.kepala.pengesah;
    let atas = [
        format!("Laporan mutasi penduduk bulan {}", lembar.bulan),
        format!("{}, {}", p.unit, p.induk),
        lembar.tanda.clone(),
    ];
    let awal = tulis_atas(hasil, &atas)?;
    for (dari, sampai, kata) in [(2, 5, "Penduduk"), (6, 8, "Jumlah"), (9, 11, "Keluarga (KK)")] {
        hasil.merge_range(awal, dari, awal, sampai, kata, &kepala)?;
    }
    for (dari, kata) in [(2, "WNI"), (4, "WNA")] {
        hasil.merge_range(awal + 1, dari, awal + 1, dari + 1, kata, &kepala)?;
    }
    for (kolom, kata) in [(0, "No"), (1, "Perincian")] {
        hasil.merge_range(awal, kolom, awal + 2, kolom, kata, &kepala)?;
    }
    for (kolom, kata) in (2_u16..).zip(["L", "P", "L", "P"]) {
        hasil.write_string_with_format(awal + 2, kolom, kata, &kepala)?;
    }
    for (kolom, kata) in (6_u16..).zip(["L", "P", "L+P", "L", "P", "L+P"]) {
        hasil.merge_range(awal + 1, kolom, awal + 2, kolom, kata, &kepala)?;
    }
    hasil.set_column_width(1, 34)?;
    for (nomor, baris) in (0_u32..).zip(Baris::SEMUA) {
        let letak = awal + 3 + nomor;
        hasil.write_number_with_format(letak, 0, f64::from(nomor + 1), &sel)?;
        hasil.write_string_with_format(letak, 1, baris.label(), &sel)?;
        for (kolom, k) in (2_u16..).zip(&KOLOM) {
            // Far below 2^53, which a sheet's numbers hold exactly.
            #[expect(clippy::cast_precision_loss, reason = "a village has no 2^53 residents")]
            let angka = lembar.tabel.angka(baris, k) as f64;
            hasil.write_number_with_format(letak, kolom, angka, &sel)?;
        }
    }
    tulis_bawah(hasil, awal + 14, &p.kepala.jabatan, &p.kepala.nama)?;
    buku.save_to_buffer()
}
