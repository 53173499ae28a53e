use std::fmt;
use std::io;

/// Why a backup could not be read. Each sentence says what is wrong and what to do; none repeats data.
#[derive(Debug, thiserror::Error)]
pub enum GalatSumber {
    #[error("Berkas ini kosong. Buat lagi cadangan dari OpenSID, lalu pilih berkas .sql atau .sql.gz-nya.")]
    Kosong,
    #[error(
        "Ini bukan cadangan basis data MySQL atau MariaDB (baris {baris}). Pilih berkas .sql atau .sql.gz \
         dari menu Pengaturan › Database di OpenSID, atau hasil mysqldump."
    )]
    BukanCadangan { baris: u64 },
    #[error("Ini berkas ZIP. Buka dulu ZIP-nya, lalu pilih berkas .sql di dalamnya.")]
    Zip,
    #[error(
        "Berkas ini tersimpan sebagai UTF-16, biasanya karena dibuat lewat PowerShell. Buat lagi dengan \
         mysqldump --result-file=cadangan.sql, tanpa tanda >."
    )]
    Utf16,
    #[error(
        "Berkas .gz ini rusak atau terpotong di tengah jalan. Unduh atau salin lagi cadangannya sampai selesai."
    )]
    Gzip,
    #[error("Berkas tidak dapat dibaca: {0}")]
    Baca(#[source] io::Error),
    #[error(
        "Cadangan ini terpotong: {tempat}. Buat lagi cadangannya dan salin sampai selesai; tidak ada yang \
         disimpan dari berkas ini."
    )]
    Terpotong { tempat: Tempat },
    #[error(
        "Cadangan ini bukan dari OpenSID: tabel {} tidak ada di dalamnya. Pilih cadangan basis data OpenSID.",
        .tabel.join(", ")
    )]
    BukanOpensid { tabel: Vec<&'static str> },
    #[error(
        "Susunan basis data ini tidak dikenal, mungkin dari versi OpenSID yang lain: {}. Perbarui OpenSID ke \
         versi 2410 atau sesudahnya, lalu buat lagi cadangannya.",
        .kurang.join("; ")
    )]
    VersiLain { kurang: Vec<String> },
    #[error(
        "Tulisan di tabel {tabel}, baris data ke-{nomor}, kolom {kolom} bukan UTF-8 (mungkin latin1). Buat \
         lagi cadangannya dengan mysqldump --default-character-set=utf8mb4."
    )]
    Aksara { tabel: String, nomor: u64, kolom: String },
    #[error("Isi berkas tidak dapat dipahami pada baris {baris}: {sebab}. Buat lagi cadangannya.")]
    Bentuk { baris: u64, sebab: &'static str },
    #[error("Isi berkas ini terlalu besar ({0}). Buat cadangan tabel kependudukan saja, tanpa tabel lain.")]
    TerlaluBesar(&'static str),
    #[error("Server MySQL tidak dapat dibaca: {0}")]
    Server(String),
}

/// Where a backup broke off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tempat {
    /// In the rows of a table.
    Tabel {
        tabel: String,
        nomor: u64,
    },
    /// Behind a table, and tables that every OpenSID has are still to come.
    Sesudah {
        tabel: String,
        kurang: Vec<&'static str>,
    },
    Baris(u64),
}

impl fmt::Display for Tempat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tabel { tabel, nomor } => {
                write!(f, "berhenti di tengah tabel {tabel}, sesudah {nomor} baris data")
            }
            Self::Sesudah { tabel, kurang } => {
                write!(f, "berhenti sesudah tabel {tabel}, padahal tabel {} belum ada", kurang.join(", "))
            }
            Self::Baris(nomor) => write!(f, "berhenti di tengah perintah pada baris {nomor}"),
        }
    }
}

impl From<io::Error> for GalatSumber {
    fn from(galat: io::Error) -> Self {
        match galat.kind() {
            // How flate2 tells of a cut and of a damaged stream.
            io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => {
                Self::Gzip
            }
            _ => Self::Baca(galat),
        }
    }
}
