//! Why a letter was not signed, in words for the official.

use jiff::Timestamp;
use kamus::{Zona, tanggal_panjang};

use crate::pades::{ReadError, SignError};
use crate::{SertifikatPejabat, bsre, sertifikat};

/// What can keep this room from signing, issuing or installing. Nothing was changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("Passphrase salah. Ketik ulang; perhatikan huruf besar dan kecil.")]
    PassphraseSalah,
    /// See [`crate::Percobaan`]; in seconds.
    #[error("Passphrase sudah beberapa kali salah. Tunggu {tunggu} detik, lalu coba lagi.")]
    TerlaluSering { tunggu: i64 },
    #[error("Masa berlaku sertifikat habis pada {}. Minta sertifikat baru.", hari(.sampai))]
    Kedaluwarsa { sampai: Timestamp },
    #[error("Sertifikat baru berlaku mulai {}. Periksa tanggal komputer ini.", hari(.dari))]
    BelumBerlaku { dari: Timestamp },
    #[error(
        "Pejabat ini belum mempunyai sertifikat. Pasang dulu sertifikatnya di menu Sertifikat TTE, atau pilih tanda tangan basah."
    )]
    TidakAdaSertifikat,
    #[error("Sertifikat pejabat ini sudah dicabut. Pasang sertifikat baru di menu Sertifikat TTE.")]
    Dicabut,
    #[error(
        "Sertifikat ini hanya untuk contoh dan tidak sah sebagai TTE. Pakai sertifikat milik pejabatnya."
    )]
    ContohDitolak,
    #[error(
        "Penerbit sertifikat ini, {penerbit}, belum dipercaya. Minta operator menambahkan sertifikat penerbit itu di halaman Penerbit tepercaya, lalu coba lagi."
    )]
    BelumDipercaya { penerbit: String },
    #[error("Sertifikat ini tidak dibuat untuk menandatangani dokumen. Minta sertifikat tanda tangan.")]
    BukanUntukTandaTangan,
    #[error(
        "Berkas ini bukan sertifikat penerbit (CA), jadi tidak dapat dijadikan penerbit tepercaya. Minta sertifikat CA-nya."
    )]
    BukanPenerbit,
    #[error("Sertifikat penerbit tidak terbaca. Pilih berkas .pem, .crt, .cer atau .der yang utuh.")]
    PenerbitTidakTerbaca,
    #[error("Berkas ini memuat lebih dari satu sertifikat. Unggah satu per satu.")]
    LebihDariSatu,
    #[error("Sertifikat ini sudah terpasang atas nama {nama}.")]
    SudahTerpasang { nama: String },
    #[error("Sertifikat ini pernah dicabut di Balai dan tidak dapat dipasang lagi. Minta sertifikat baru.")]
    PernahDicabut,
    #[error("Sertifikat yang tersimpan rusak atau bukan milik unit ini. Pasang ulang berkas .p12-nya.")]
    SegelRusak,
    #[error(
        "Sertifikat pejabat ini ada di BSrE, tetapi layanan BSrE kantor belum diatur. Minta admin mengaturnya di menu Sertifikat TTE."
    )]
    LayananMati,
    #[error(transparent)]
    Bsre(bsre::Galat),
    #[error(transparent)]
    PdfRusak(#[from] ReadError),
    #[error(transparent)]
    Sertifikat(sertifikat::Error),
    #[error(transparent)]
    TandaTangan(SignError),
}

/// The zone is part of the words: this type knows no unit.
fn hari(instant: &Timestamp) -> String {
    format!("{} (WIB)", tanggal_panjang(Zona::Wib.tanggal(*instant)))
}

impl Error {
    /// Why a certificate is not installed a second time.
    pub(crate) fn serupa(known: &SertifikatPejabat) -> Self {
        match known.dicabut_pada {
            Some(_) => Self::PernahDicabut,
            None => Self::SudahTerpasang { nama: known.nama.clone() },
        }
    }
}

impl From<bsre::Galat> for Error {
    fn from(galat: bsre::Galat) -> Self {
        match galat {
            bsre::Galat::PassphraseSalah => Self::PassphraseSalah,
            lain => Self::Bsre(lain),
        }
    }
}

impl From<sertifikat::Error> for Error {
    fn from(error: sertifikat::Error) -> Self {
        match error {
            sertifikat::Error::PassphraseSalah => Self::PassphraseSalah,
            sertifikat::Error::Kedaluwarsa { until } => Self::Kedaluwarsa { sampai: until },
            sertifikat::Error::BelumBerlaku { from } => Self::BelumBerlaku { dari: from },
            other => Self::Sertifikat(other),
        }
    }
}

impl From<SignError> for Error {
    fn from(error: SignError) -> Self {
        match error {
            SignError::Unreadable(reason) => Self::PdfRusak(reason),
            other => Self::TandaTangan(other),
        }
    }
}

impl From<vault::OpenError> for Error {
    fn from(_: vault::OpenError) -> Self {
        Self::SegelRusak
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_by_name_keeps_its_name() {
        let sampai: Timestamp = "2026-03-01T18:00:00Z".parse().unwrap();
        let error = Error::from(sertifikat::Error::Kedaluwarsa { until: sampai });
        assert_eq!(error, Error::Kedaluwarsa { sampai });
        assert_eq!(
            error.to_string(),
            "Masa berlaku sertifikat habis pada 2 Maret 2026 (WIB). Minta sertifikat baru."
        );
        let broken = Error::from(SignError::Unreadable(ReadError::NotPdf));
        assert_eq!(broken, Error::PdfRusak(ReadError::NotPdf));
        assert_eq!(Error::from(sertifikat::Error::PassphraseSalah), Error::PassphraseSalah);
    }
}
