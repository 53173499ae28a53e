//! Why a file was not signed.

use super::pdf::ReadError;
use super::request::RequestError;

/// Nothing was written; the original is as it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SignError {
    #[error(transparent)]
    Unreadable(#[from] ReadError),
    #[error(transparent)]
    Request(#[from] RequestError),
    #[error("Halaman {0} tidak ada di dokumen ini. Periksa letak tanda tangan.")]
    NoSuchPage(usize),
    #[error("Kolom tanda tangan \"{0}\" sudah terpakai di dokumen ini.")]
    FieldTaken(String),
    #[error("Dokumen ini dikunci oleh penandatangan pertamanya: tidak boleh ditambah apa pun.")]
    Locked,
    #[error("Kunci tidak cocok dengan sertifikatnya. Pasang ulang berkas sertifikat (.p12).")]
    KeyMismatch,
    #[error("Kunci tidak dapat membuat tanda tangan. Pasang ulang berkas sertifikat (.p12).")]
    KeyFailed,
    #[error("Ruang tanda tangan kurang: perlu {needed} byte, tersedia {reserve} byte.")]
    ReserveTooSmall { needed: usize, reserve: usize },
    #[error("Server stempel waktu tidak menjawab. Surat belum ditandatangani; coba lagi sebentar lagi.")]
    NoTimeStamp,
    #[error(
        "Jawaban server stempel waktu tidak sah, jadi tidak dipakai. Surat belum ditandatangani; minta admin memeriksa servernya."
    )]
    BadTimeStamp,
    #[error("Tanda tangan tidak dapat disusun dari sertifikat ini. Minta sertifikat baru.")]
    Encoding,
}

impl From<der::Error> for SignError {
    fn from(_: der::Error) -> Self {
        Self::Encoding
    }
}
