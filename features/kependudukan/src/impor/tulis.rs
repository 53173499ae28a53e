//! Rows written as the workbook that villages exchange.

use jiff::civil::Date;
use kamus::{Daftar, tanggal_pendek};
use rust_xlsxwriter::{Workbook, XlsxError};

use super::{BarisPenduduk, KOLOM};

const LEMBAR: &str = "Data Penduduk";

/// A workbook (`.xlsx`) of 43 text columns with these rows, in their order, beginning on row 2.
/// Importing it gives the same rows.
///
/// # Errors
/// When there are more rows than a sheet holds (1,048,575).
pub fn buku(baris: &[BarisPenduduk]) -> Result<Vec<u8>, XlsxError> {
    let mut buku = Workbook::new();
    let lembar = buku.add_worksheet().set_name(LEMBAR)?;
    for (kolom, k) in (0_u16..).zip(&KOLOM) {
        lembar.write_string(0, kolom, k.nama)?;
    }
    for (nomor, b) in (1_u32..).zip(baris) {
        for (kolom, k) in (0_u16..).zip(&KOLOM) {
            if let Some(isi) = sel(b, k.nama) {
                lembar.write_string(nomor, kolom, isi)?;
            }
        }
    }
    buku.save_to_buffer()
}

fn kode<T: Daftar>(nilai: Option<T>) -> Option<String> {
    nilai.map(|n| n.kode().to_string())
}

fn hari(tanggal: Option<Date>) -> Option<String> {
    tanggal.map(tanggal_pendek)
}

/// A number, its stand-in, or the zero that says there is none yet.
fn nomor(ada: Option<&str>, sementara: Option<&String>) -> String {
    ada.or(sementara.map(String::as_str)).unwrap_or("0").to_owned()
}

/// What stands in a column; the workbook goes to the village, so numbers are in clear.
fn sel(b: &BarisPenduduk, kolom: &str) -> Option<String> {
    let teks = match kolom {
        "dusun" => b.dusun.clone(),
        "rw" => b.rw.clone(),
        "rt" => b.rt.clone(),
        "nama" => b.nama.clone(),
        "no_kk" => nomor(b.no_kk.as_ref().map(kamus::NomorKk::as_str), b.kk_sementara.as_ref()),
        "nik" => nomor(b.nik.as_ref().map(kamus::Nik::as_str), b.nik_sementara.as_ref()),
        "sex" => b.jenis_kelamin.kode().to_string(),
        "tanggallahir" => tanggal_pendek(b.tanggal_lahir),
        "kk_level" => b.shdk.kode().to_string(),
        "status_dasar" => b.status_dasar.kode().to_string(),
        lain => return sel_rincian(b, lain),
    };
    Some(teks)
}

fn sel_rincian(b: &BarisPenduduk, kolom: &str) -> Option<String> {
    let r = &b.rincian;
    match kolom {
        "alamat" => r.alamat.clone(),
        "tempatlahir" => r.tempat_lahir.clone(),
        "agama_id" => kode(r.agama),
        "pendidikan_kk_id" => kode(r.pendidikan_kk),
        "pendidikan_sedang_id" => kode(r.pendidikan_sedang),
        "pekerjaan_id" => kode(r.pekerjaan),
        "status_kawin" => kode(r.status_kawin),
        "warganegara_id" => kode(r.kewarganegaraan),
        "ayah_nik" => r.ayah_nik.map(|n| n.as_str().to_owned()),
        "nama_ayah" => r.nama_ayah.clone(),
        "ibu_nik" => r.ibu_nik.map(|n| n.as_str().to_owned()),
        "nama_ibu" => r.nama_ibu.clone(),
        "golongan_darah_id" => kode(r.golongan_darah),
        "akta_lahir" => r.akta_lahir.clone(),
        "dokumen_pasport" => r.paspor.clone(),
        "tanggal_akhir_paspor" => hari(r.paspor_berakhir),
        "dokumen_kitas" => r.kitas.clone(),
        "akta_perkawinan" => r.akta_perkawinan.clone(),
        "tanggalperkawinan" => hari(r.tanggal_perkawinan),
        "akta_perceraian" => r.akta_perceraian.clone(),
        "tanggalperceraian" => hari(r.tanggal_perceraian),
        "cacat_id" => kode(r.cacat),
        "cara_kb_id" => kode(r.cara_kb),
        "hamil" => kode(r.kehamilan),
        "ktp_el" => kode(r.ktp_el),
        "status_rekam" => kode(r.status_rekam),
        "alamat_sekarang" => r.alamat_sekarang.clone(),
        "suku" => r.suku.clone(),
        "tag_id_card" => r.tag_id_card.clone(),
        "id_asuransi" => kode(r.asuransi),
        "no_asuransi" => r.no_asuransi.clone(),
        "lat" => r.lintang.map(|d| d.to_string()),
        "lng" => r.bujur.map(|d| d.to_string()),
        _ => None,
    }
}

/// All cells of a row, for fingerprints in tests.
#[cfg(test)]
pub(crate) fn sel_semua(b: &BarisPenduduk) -> Vec<String> {
    KOLOM.iter().map(|k| sel(b, k.nama).unwrap_or_default()).collect()
}
