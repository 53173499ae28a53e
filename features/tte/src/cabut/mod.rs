//! Whether the issuer of a certificate took it back: by its lists (CRL, RFC 5280 §5), brought here or fetched, and by its
//! responder (OCSP, RFC 6960).
//!
//! Nobody is asked before the unit said so. Only what stands under a trusted authority is asked about, so the addresses
//! are those of an issuer that somebody chose to trust. An answer counts when that issuer signed it and it is fresh.

mod crl;
mod ocsp;
mod putusan;
mod tanya;
mod tempat;

pub use putusan::putuskan;
pub use tanya::Pemeriksa;

pub(crate) use crl::{Daftar, baca as baca_daftar, dari_pem};

use jiff::Timestamp;

/// Whether the unit asks others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Cara {
    /// Only lists that were brought here count.
    #[default]
    Diam = 0,
    /// Who does not answer stands in nobody's way.
    Tanya = 1,
    /// Without an answer nothing is issued.
    Ketat = 2,
}

impl Cara {
    pub fn dari_kode(kode: i16) -> Option<Self> {
        [Self::Diam, Self::Tanya, Self::Ketat].into_iter().find(|cara| cara.kode() == kode)
    }

    pub const fn kode(self) -> i16 {
        self as i16
    }
}

/// What is known of a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Jawab {
    /// There is nobody who could say it: no address in the certificate that may be asked, no list here.
    TanpaSumber,
    Berlaku,
    Dicabut {
        pada: Timestamp,
    },
    TidakTerjawab(Sebab),
}

/// Why an answer does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Sebab {
    #[error("penerbit sertifikat tidak menjawab")]
    TidakMenjawab,
    #[error("penerbit sertifikat menjawab dengan kode {0}")]
    Status(u16),
    #[error("jawaban penerbit sertifikat terlalu besar")]
    TerlaluBesar,
    #[error("jawaban penerbit sertifikat tidak terbaca")]
    TidakTerbaca,
    #[error("jawabannya tidak ditandatangani penerbit sertifikat")]
    TandaSalah,
    #[error("daftar pencabutan yang ada sudah kedaluwarsa")]
    Basi,
    #[error("penerbit tidak mengenal sertifikat ini")]
    TidakDikenal,
}
