use register::{bergaris, tengah, tulis_atas, tulis_bawah};
use rust_xlsxwriter::{Workbook, XlsxError};

use super::LembarLampid;
use crate::lampid::{Baris, KOLOM};

/// The twelve columns of the monthly report.
pub(crate) fn lampid(lembar: &LembarLampid) -> Result<Vec<u8>, XlsxError> {
    let (sel, kepala) = (bergaris(), tengah());
    let mut buku = Workbook::new();
    let hasil = buku.add_worksheet().set_name("Laporan bulanan")?;
    hasil.set_landscape();
    let p = &lembar.kepala;
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
    tulis_bawah(hasil, awal + 14, &p.pimpinan.jabatan, &p.pimpinan.nama)?;
    buku.save_to_buffer()
}
