//! Opening an uploaded file without trusting it: what is it, is it locked, how large does it
//! become, before any spreadsheet code sees it.

mod cfb;
mod isi_zip;
mod ods;

use super::csv;
#[cfg(test)]
pub(super) use cfb::TANDA as TANDA_CFB;
use isi_zip::Isi;

/// Largest upload, in bytes. A village of 100,000 stays far below.
pub const BATAS_UKURAN: usize = 30 * 1024 * 1024;
/// Largest sum of unpacked parts, in bytes.
const BATAS_BONGKAR: u64 = 300 * 1024 * 1024;
/// Most cells that a sheet may hold, empty ones between filled ones included.
pub(super) const BATAS_SEL: usize = 5_000_000;

/// Why a file cannot be read at all. Each says what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GalatBerkas {
    #[error("Berkas ini kosong. Pilih kembali berkas Excel yang berisi data penduduk.")]
    Kosong,
    #[error(
        "Ukuran berkas {ukuran}, batasnya 30 MB. Hapus gambar dan lembar yang tidak perlu, lalu \
         unggah lagi."
    )]
    TerlaluBesar { ukuran: String },
    #[error(
        "Isi berkas ini membengkak tidak wajar saat dibuka, sehingga ditolak demi keamanan. Salin \
         data penduduk ke berkas Excel baru, lalu unggah berkas baru itu."
    )]
    Membengkak,
    #[error(
        "Lembar ini terlalu banyak selnya untuk data penduduk. Hapus baris dan kolom kosong di \
         bawah dan di kanan data, atau bagi menjadi beberapa berkas."
    )]
    TerlaluBanyakSel,
    #[error("Berkas ini dikunci dengan kata sandi. Buka di Excel, hapus kata sandinya, lalu unggah lagi.")]
    Terkunci,
    #[error(
        "Ini bukan berkas Excel atau LibreOffice. Unggah berkas berakhiran .xlsx, .xlsm, .xls, .ods atau .csv."
    )]
    BukanBuku,
    #[error(
        "Berkas ini sebenarnya halaman web atau teks, bukan Excel. Buka di Excel, pilih Simpan \
         Sebagai, jenis Buku Kerja Excel (.xlsx), lalu unggah hasilnya."
    )]
    TeksPolos,
    #[error(
        "Huruf di berkas ini tidak terbaca utuh: bukan UTF-8, UTF-16, atau Windows-1252, atau tercampur. Buka di \
         Excel, pilih Simpan Sebagai, jenis CSV UTF-8, lalu unggah hasilnya."
    )]
    Huruf,
    #[error(
        "Tanda kutip (\") di baris {baris} tidak ditutup, sehingga batas kolomnya tidak jelas. Betulkan baris itu, \
         lalu unggah lagi."
    )]
    KutipTerbuka { baris: u32 },
    #[error(
        "Baris judul tidak ditemukan. Dalam 30 baris pertama harus ada satu baris berisi nama kolom seperti NIK, \
         No. KK, Nama, paling sedikit tiga kolom. Tambahkan baris itu, lalu unggah lagi."
    )]
    TanpaJudul,
    #[error("Jenis .xlsb belum didukung. Buka di Excel, simpan sebagai .xlsx, lalu unggah lagi.")]
    Xlsb,
    #[error(
        "Berkas ini rusak atau tidak lengkap. Buka di Excel, simpan ulang sebagai .xlsx, lalu unggah lagi."
    )]
    Rusak,
    #[error(
        "Ada sel berisi kesalahan rumus {tanda}. Cari tanda itu di Excel, ganti rumusnya dengan \
         isinya, lalu unggah lagi."
    )]
    RumusGalat { tanda: String },
    #[error(
        "Tidak ada lembar berisi data penduduk. Lembar harus bernama Data Penduduk dan baris \
         pertamanya berisi nama kolom seperti nik, no_kk, nama. Lembar yang ada: {ada}."
    )]
    TanpaLembar { ada: String },
    #[error(
        "Kolom yang wajib tidak ada di lembar {lembar}: {kurang}. Tambahkan kolom itu dengan nama \
         yang sama di baris judul, lalu unggah lagi."
    )]
    KolomKurang { lembar: String, kurang: String },
    #[error("Kolom {kolom} ada dua kali di baris judul. Hapus salah satunya, lalu unggah lagi.")]
    KolomGanda { kolom: &'static str },
    #[error(
        "Berkas ini dikenali sebagai {tata}, tetapi tidak ada orang yang terbaca di dalamnya. Periksa apakah \
         baris nomor KK dan baris orangnya masih utuh, lalu unggah lagi."
    )]
    TataTanpaOrang { tata: &'static str },
    #[error("Lembar {lembar} hanya berisi judul kolom, belum ada data penduduk di bawahnya.")]
    TanpaData { lembar: String },
}

impl GalatBerkas {
    /// The file can be read, but it is not in our own layout.
    pub fn lain_tata(&self) -> bool {
        matches!(
            self,
            Self::TanpaLembar { .. }
                | Self::KolomKurang { .. }
                | Self::KolomGanda { .. }
                | Self::TanpaData { .. }
                | Self::TanpaJudul
        )
    }
}

/// What kind of workbook a file is, after all checks that need no spreadsheet code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Jenis {
    Xlsx,
    Xls,
    Ods,
    Csv,
}

/// Decides the kind by content, never by name, and refuses what would hurt.
pub(super) fn kenali(isi: &[u8]) -> Result<Jenis, GalatBerkas> {
    if isi.is_empty() {
        return Err(GalatBerkas::Kosong);
    }
    if isi.len() > BATAS_UKURAN {
        return Err(GalatBerkas::TerlaluBesar { ukuran: ukuran_mb(isi.len()) });
    }
    if isi.starts_with(b"PK\x03\x04") {
        return dari_zip(isi);
    }
    if isi.starts_with(&cfb::TANDA) {
        return dari_cfb(isi);
    }
    if csv::seperti_csv(isi) {
        return Ok(Jenis::Csv);
    }
    Err(if seperti_teks(isi) { GalatBerkas::TeksPolos } else { GalatBerkas::BukanBuku })
}

fn dari_zip(isi: &[u8]) -> Result<Jenis, GalatBerkas> {
    match isi_zip::periksa(isi, BATAS_BONGKAR)? {
        Isi::Xlsx => Ok(Jenis::Xlsx),
        Isi::Xlsb => Err(GalatBerkas::Xlsb),
        Isi::Ods => {
            let content = isi_zip::bagian(isi, "content.xml", BATAS_BONGKAR)?;
            ods::periksa(&content, BATAS_SEL)?;
            Ok(Jenis::Ods)
        }
        Isi::Lain => Err(GalatBerkas::BukanBuku),
    }
}

fn dari_cfb(isi: &[u8]) -> Result<Jenis, GalatBerkas> {
    let berkas = cfb::Cfb::buka(isi).ok_or(GalatBerkas::Rusak)?;
    if berkas.ada("EncryptedPackage") {
        return Err(GalatBerkas::Terkunci);
    }
    let nama = ["Workbook", "Book"].into_iter().find(|n| berkas.ada(n));
    let alur = berkas.baca(nama.ok_or(GalatBerkas::BukanBuku)?).ok_or(GalatBerkas::Rusak)?;
    if cfb::luas_terpakai(&alur) > BATAS_SEL {
        return Err(GalatBerkas::TerlaluBanyakSel);
    }
    Ok(Jenis::Xls)
}

/// Reports from web applications are often HTML or CSV under the name `.xls`.
fn seperti_teks(isi: &[u8]) -> bool {
    let awal = &isi[..isi.len().min(512)];
    !awal.starts_with(b"%PDF") && awal.iter().all(|b| *b >= 0x20 || matches!(b, b'\t' | b'\r' | b'\n'))
}

/// `45,3 MB`.
fn ukuran_mb(bita: usize) -> String {
    let persepuluh = bita * 10 / (1024 * 1024);
    format!("{},{} MB", persepuluh / 10, persepuluh % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_workbook_is_named() {
        for (isi, galat) in [
            (&b""[..], GalatBerkas::Kosong),
            (b"%PDF-1.7 ...", GalatBerkas::BukanBuku),
            (b"\x89PNG\r\n\x1a\n\0\0", GalatBerkas::BukanBuku),
            (b"<html><table>", GalatBerkas::TeksPolos),
            (b"satu baris tanpa tabel", GalatBerkas::TeksPolos),
            (b"PK\x03\x04 and then nothing", GalatBerkas::Rusak),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 short", GalatBerkas::Rusak),
        ] {
            assert_eq!(kenali(isi), Err(galat));
        }
        assert_eq!(kenali(b"nik;nama;alamat\r\n1;2;3"), Ok(Jenis::Csv));
    }

    #[test]
    fn size_is_told() {
        let besar = vec![b'x'; BATAS_UKURAN + 1];
        assert_eq!(
            kenali(&besar).unwrap_err().to_string(),
            "Ukuran berkas 30,0 MB, batasnya 30 MB. Hapus gambar dan lembar yang tidak perlu, lalu \
             unggah lagi."
        );
        assert_eq!(ukuran_mb(200 * 1024 * 1024), "200,0 MB");
    }
}
