use crate::pola::GalatPola;

/// Why a number is not given, or a setting not taken. Sentences for a clerk.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("Pola nomor memakai {{unit}}, tetapi kode unit belum diisi. Isi di pengaturan nomor surat.")]
    UnitKosong,
    #[error("Kode unit paling banyak {batas} huruf, tanpa kurung {{ }}. Contoh: PLR atau KALURAHAN.")]
    KodeUnit { batas: usize },
    #[error("Jenis surat ini belum punya kode klasifikasi, padahal pola nomor memakainya. Isi dulu kodenya.")]
    KlasifikasiKosong,
    #[error(
        "Nomor dihitung sendiri-sendiri per jenis surat, jadi pola nomor harus memuat {{klasifikasi}}; \
         tanpa itu dua surat bisa bernomor sama."
    )]
    PerluKlasifikasi,
    #[error("Tahun {0} tidak wajar untuk nomor surat. Periksa tanggalnya.")]
    Tahun(i16),
    #[error("Nomor terakhir harus 0 sampai {batas}. Isi 0 bila tahun ini belum ada surat.")]
    NomorMulai { batas: i64 },
    #[error(
        "Nomor {terbit} tahun {tahun} sudah diterbitkan, jadi nomor terakhir tidak dapat diturunkan menjadi {diminta}."
    )]
    SudahTerbit { terbit: i64, tahun: i16, diminta: i64 },
    #[error("Nomor urut harus 1 atau lebih.")]
    UrutNol,
    #[error(
        "Nomor urut berikutnya adalah {berikut}, jadi {diminta} akan meninggalkan nomor kosong. Catat dulu surat nomor {berikut}."
    )]
    Melompat { diminta: i64, berikut: i64 },
    #[error("Nomor urut {urut} sudah dipakai surat {oleh}. Periksa nomor di kertasnya.")]
    SudahDipakai { urut: i64, oleh: String },
    #[error(
        "Surat keluar dihitung per jenis, jadi nomornya tidak dapat dipakai bersama surat masuk. Pakai hitungan sendiri, \
         atau satukan hitungan surat keluar di pengaturan nomor surat."
    )]
    TakBersama,
    #[error(transparent)]
    Pola(#[from] GalatPola),
    #[error(transparent)]
    Db(#[from] db::Error),
}

pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// Whether a person's input or setting is at fault, and the sentence is for them.
    pub fn is_refusal(&self) -> bool {
        !matches!(self, Self::Db(_))
    }
}
