//! What can go wrong with certificates, in words for the official.

use crate::pades::CertificateUnreadable;
use jiff::Timestamp;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("Passphrase salah. Ketik ulang; perhatikan huruf besar dan kecil.")]
    PassphraseSalah,
    #[error("Passphrase terlalu pendek: paling sedikit {0} huruf.")]
    PassphrasePendek(usize),
    #[error("Masa berlaku sertifikat sudah habis. Minta sertifikat baru.")]
    Kedaluwarsa { until: Timestamp },
    #[error("Sertifikat belum mulai berlaku. Periksa tanggal komputer ini.")]
    BelumBerlaku { from: Timestamp },
    #[error("Berkas sertifikat tidak terbaca. Pilih berkas .p12 atau .pfx yang utuh.")]
    TidakTerbaca,
    #[error("Berkas sertifikat terlalu besar: paling besar 256 KB.")]
    TerlaluBesar,
    #[error(
        "Berkas ini terlalu berat untuk dibuka. Minta pembuatnya menyimpan ulang .p12 dengan pengaturan biasa."
    )]
    TerlaluBerat,
    #[error("Berkas ini tidak berisi kunci dengan sertifikatnya. Pilih berkas .p12 milik penandatangan.")]
    TanpaKunci,
    #[error(
        "Jenis kunci ini belum didukung. Yang didukung: RSA paling sedikit 2048 bit, EC P-256, EC P-384."
    )]
    KunciTidakDidukung,
    #[error("{0} harus diisi, paling banyak 64 huruf, dalam satu baris.")]
    IsianTidakSah(&'static str),
    #[error("{0} memuat deretan 16 angka seperti NIK. NIK tidak boleh ada di sertifikat.")]
    MemuatNik(&'static str),
    #[error(
        "Tanggal berakhir sertifikat harus sesudah tanggal mulainya, dan dalam masa berlaku penerbitnya."
    )]
    MasaTidakSah,
    #[error("Sertifikat tidak dapat dibuat di komputer ini. Coba lagi.")]
    GagalMembuat,
}

impl From<CertificateUnreadable> for Error {
    fn from(_: CertificateUnreadable) -> Self {
        Self::TidakTerbaca
    }
}

impl From<rcgen::Error> for Error {
    fn from(_: rcgen::Error) -> Self {
        Self::GagalMembuat
    }
}
