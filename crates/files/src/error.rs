use uuid::Uuid;

/// Why a file is not taken, or not given back. Each is a sentence for the person who uploaded it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("Berkas kosong. Pilih berkas yang ada isinya.")]
    Kosong,
    #[error("Berkas terlalu besar: {} MB, paling besar {} MB. Perkecil lalu unggah lagi.", mega(*.ukuran), mega(*.batas))]
    TerlaluBesar { ukuran: usize, batas: usize },
    #[error(
        "Isi berkas tidak dikenal, apa pun namanya. Yang diterima: PDF, gambar PNG/JPEG/WebP, buku kerja xlsx/ods/xls."
    )]
    TidakDikenal,
    #[error(
        "Gambar SVG tidak diterima karena dapat membawa program. Simpan sebagai PNG atau JPEG lalu unggah lagi."
    )]
    Svg,
    #[error("Buku kerja ini dikunci dengan kata sandi. Buka, hapus kata sandinya, simpan, lalu unggah lagi.")]
    Terkunci,
    #[error(
        "Isi berkas bukan seperti yang dinyatakan: dinyatakan {dinyatakan}, isinya {isi}. Unggah lagi berkas yang benar."
    )]
    BerbedaIsi { dinyatakan: String, isi: &'static str },
    #[error("Berkas ini bukan gambar. Pakai PNG, JPEG atau WebP.")]
    BukanGambar,
    #[error("Gambar rusak atau terpotong. Buka di komputer Anda, simpan ulang, lalu unggah lagi.")]
    GambarRusak,
    #[error(
        "Gambar terlalu besar: {lebar} × {tinggi} titik. Perkecil sampai paling banyak {batas} titik per sisi."
    )]
    GambarTerlaluBesar { lebar: u32, tinggi: u32, batas: u32 },
    /// The row is there, its file is not.
    #[error("Berkas {0} hilang dari folder penyimpanan. Pulihkan dari cadangan.")]
    Hilang(Uuid),
    /// The file is not the one that was put in: damaged, exchanged, or sealed under another key.
    #[error("Berkas {0} berubah atau rusak di folder penyimpanan. Pulihkan dari cadangan.")]
    Berubah(Uuid),
    #[error("Disk penuh. Kosongkan ruang lalu coba lagi.")]
    DiskPenuh,
    #[error("Folder penyimpanan berkas tidak dapat dipakai: {0}")]
    Folder(std::io::Error),
    #[error(transparent)]
    Db(#[from] db::Error),
}

pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// Whether the file itself is at fault, so that its sender can do something about it.
    pub fn is_refusal(&self) -> bool {
        !matches!(self, Self::Hilang(_) | Self::Berubah(_) | Self::DiskPenuh | Self::Folder(_) | Self::Db(_))
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::DiskPenuh,
            _ => Self::Folder(error),
        }
    }
}

/// Whole megabytes, rounded up, so that a refused file never seems to fit.
fn mega(bytes: usize) -> usize {
    bytes.div_ceil(1 << 20)
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::*;

    #[test]
    fn a_full_disk_is_told_from_other_trouble() {
        let full = Error::from(io::Error::from(io::ErrorKind::StorageFull));
        assert!(matches!(full, Error::DiskPenuh) && !full.is_refusal());
        let denied = Error::from(io::Error::from(io::ErrorKind::PermissionDenied));
        assert!(matches!(denied, Error::Folder(_)));
    }

    #[test]
    fn sizes_are_told_in_megabytes() {
        let error = Error::TerlaluBesar { ukuran: (50 << 20) + 1, batas: 50 << 20 };
        assert_eq!(
            error.to_string(),
            "Berkas terlalu besar: 51 MB, paling besar 50 MB. Perkecil lalu unggah lagi."
        );
        assert!(error.is_refusal());
    }
}
