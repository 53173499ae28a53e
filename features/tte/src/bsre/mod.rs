//! BSrE's Esign Client Service, versions 1 and 2: the official's key stays with BSrE, and a server of the regency signs.
//!
//! Nothing here believes that server. What it gives back is bytes, judged by [`crate::periksa`] like anybody's. An
//! answer that was lost is [`Galat::TidakPasti`]: signing is never repeated by itself, because it may have happened.

mod galat;
pub(crate) mod http;
mod klien;
mod minta;
mod status;

pub(crate) use galat::bersihkan;
pub use galat::{Galat, Sebab};
pub use klien::{Kembalian, Klien, Permintaan};
pub use status::Status;

use kamus::Nik;
use uuid::Uuid;
use zeroize::Zeroize;

/// Which version of the service the unit's server speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Versi {
    V1 = 1,
    V2 = 2,
}

impl Versi {
    pub fn dari_kode(kode: i16) -> Option<Self> {
        [Self::V1, Self::V2].into_iter().find(|versi| versi.kode() == kode)
    }

    pub const fn kode(self) -> i16 {
        self as i16
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::V1 => "API v1 (/api/sign/pdf)",
            Self::V2 => "API v2 (/api/v2/sign/pdf)",
        }
    }
}

/// Where the unit's server is, and as whom the office calls it. Wiped when dropped.
#[derive(Clone, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Rahasia {
    /// Without a slash at the end.
    pub alamat: String,
    pub pengguna: String,
    pub sandi: String,
}

impl std::fmt::Debug for Rahasia {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Rahasia(…)")
    }
}

impl Drop for Rahasia {
    fn drop(&mut self) {
        self.pengguna.zeroize();
        self.sandi.zeroize();
    }
}

/// An official whose certificate is at BSrE, with the unit's server at hand.
#[derive(Debug, Clone)]
pub struct Penanda {
    /// Of the row that names them.
    pub id: Uuid,
    pub nik: Nik,
    /// The name in the certificate, where it differs from the official's.
    pub nama: Option<String>,
    pub klien: Klien,
}

/// A service of the app: how long an answer is waited for. [`Klien::BATAS`] where it is not provided.
#[derive(Debug, Clone, Copy)]
pub struct BatasWaktu(pub std::time::Duration);
