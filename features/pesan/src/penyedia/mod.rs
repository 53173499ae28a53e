//! What carries messages. A provider knows addresses and bytes; nobody above it knows the provider.

mod galat;
pub(crate) mod gowa;
pub(crate) mod gowa_urai;
pub(crate) mod http;
pub(crate) mod meta;
pub(crate) mod meta_urai;
pub(crate) mod simulator;
pub(crate) mod tanda;

use std::fmt::Write as _;
use std::pin::Pin;
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub use galat::{GalatKirim, Tindakan};

use crate::entitas::Rahasia;

pub type Nanti<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The providers that there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Jenis {
    Meta = 1,
    Gowa = 2,
    /// A page on which anybody plays the resident; only in an example world.
    Simulator = 3,
}

impl Jenis {
    pub fn dari_kode(kode: i16) -> Option<Self> {
        [Self::Meta, Self::Gowa, Self::Simulator].into_iter().find(|jenis| jenis.kode() == kode)
    }

    pub const fn kode(self) -> i16 {
        self as i16
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Meta => "WhatsApp Cloud API (Meta)",
            Self::Gowa => "GOWA",
            Self::Simulator => "Simulator",
        }
    }
}

/// Whom a message is from or for. Digits of the phone without plus; the phone may be hidden.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alamat {
    pub telepon: Option<String>,
    pub bsuid: Option<String>,
}

impl std::fmt::Debug for Alamat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Alamat(…)")
    }
}

/// Something to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pilihan {
    pub id: String,
    pub judul: String,
    #[serde(default)]
    pub keterangan: String,
}

impl Pilihan {
    pub fn baru(id: impl Into<String>, judul: impl Into<String>) -> Self {
        Self { id: id.into(), judul: judul.into(), keterangan: String::new() }
    }

    #[must_use]
    pub fn keterangan(mut self, keterangan: impl Into<String>) -> Self {
        self.keterangan = keterangan.into();
        self
    }
}

/// What is said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Isi {
    Teks(String),
    /// At most three.
    Tombol {
        teks: String,
        pilihan: Vec<Pilihan>,
    },
    /// At most ten.
    Daftar {
        teks: String,
        buka: String,
        pilihan: Vec<Pilihan>,
    },
    /// An attachment of this village.
    Dokumen {
        berkas: Uuid,
        nama: String,
        teks: String,
    },
}

impl Isi {
    pub fn teks(&self) -> &str {
        match self {
            Self::Teks(teks)
            | Self::Tombol { teks, .. }
            | Self::Daftar { teks, .. }
            | Self::Dokumen { teks, .. } => teks,
        }
    }

    pub fn pilihan(&self) -> &[Pilihan] {
        match self {
            Self::Tombol { pilihan, .. } | Self::Daftar { pilihan, .. } => pilihan,
            Self::Teks(_) | Self::Dokumen { .. } => &[],
        }
    }
}

/// The approved template that may be sent when the resident has not written for a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum JenisTemplat {
    /// A one-time code.
    Kode,
    /// News, with one place for a short text; the answer AMBIL opens the window.
    Kabar,
}

/// A message with what may stand in for it outside the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kiriman {
    pub isi: Isi,
    pub templat: Option<(JenisTemplat, String)>,
    /// Only the template goes out; the message itself waits until the resident writes.
    #[serde(default)]
    pub rahasia: bool,
    /// Who wants to hear that the message itself, and not only its template, went out.
    #[serde(default)]
    pub sesudah: Option<Sesudah>,
}

/// A service, and what it finds again when its message has gone out. Ids only: it stands in the queue as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sesudah {
    pub layanan: String,
    pub langkah: serde_json::Value,
}

impl From<Isi> for Kiriman {
    fn from(isi: Isi) -> Self {
        Self { isi, templat: None, rahasia: false, sesudah: None }
    }
}

/// What is handed to a provider, with everything it needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bahan<'a> {
    Isi(&'a Isi),
    Dokumen { nama: &'a str, teks: &'a str, jenis: &'a str, bytes: &'a [u8] },
    Templat { jenis: JenisTemplat, teks: &'a str },
}

/// What a provider can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kemampuan {
    /// Lists and buttons; otherwise choices are numbered text.
    pub pilihan: bool,
    /// Free messages only within 24 hours of the resident's last one.
    pub jendela: bool,
    /// So long between two messages to the same person.
    pub jeda: Duration,
}

/// A message of a resident, whatever brought it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PesanDatang {
    /// The provider's id.
    pub id: String,
    pub dari: Alamat,
    pub pada: Timestamp,
    pub isi: IsiDatang,
    #[serde(default)]
    pub terusan: bool,
    /// It was said in a group, where nothing is answered.
    #[serde(default)]
    pub grup: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum IsiDatang {
    Teks(String),
    /// A button or a row of a list.
    Pilihan {
        id: String,
        judul: String,
    },
    /// A photo or document.
    Media(Media),
    Suara,
    Stiker,
    Video,
    Lokasi,
    KartuKontak,
    /// A heart under a message; nothing is answered.
    Reaksi,
    TakDikenal,
}

/// Where an attachment can be had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Media {
    /// Meta: the id. GOWA: the path of the file, or the message's id.
    pub acuan: String,
    /// What the sender claims it is.
    pub jenis: String,
    /// Base64, where the provider says it.
    pub sha256: Option<String>,
    pub keterangan: String,
}

/// What a delivery told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Datang {
    Pesan(Box<PesanDatang>),
    /// A receipt for one of ours.
    Status {
        id: String,
        status: Status,
        pada: Timestamp,
    },
    /// The person took another number: what was proved for the old one is no proof any more.
    GantiNomor {
        lama: Alamat,
        baru: Alamat,
    },
}

/// What was read while catching up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Susulan {
    pub pesan: Vec<PesanDatang>,
    /// False where there was more than one look takes: then the next one begins at the same instant.
    pub lengkap: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    Terkirim,
    Sampai,
    Dibaca,
    /// The provider's own number of what went wrong.
    Gagal {
        kode: i64,
    },
}

/// A provider, ready with its secrets.
pub trait Penyedia: Send + Sync {
    fn kemampuan(&self) -> Kemampuan;

    /// Whether a delivery is signed by the provider. `tanda` is the header `X-Hub-Signature-256`.
    fn sah(&self, tanda: Option<&str>, mentah: &[u8]) -> bool;

    /// What a delivery says.
    ///
    /// # Errors
    /// A sentence for the log, without anything of the delivery's contents.
    fn urai(&self, mentah: &[u8]) -> Result<Vec<Datang>, String>;

    /// Sends; gives the provider's id of the message.
    fn kirim<'a>(&'a self, tujuan: &'a Alamat, bahan: Bahan<'a>) -> Nanti<'a, Result<String, GalatKirim>>;

    /// Fetches an attachment of `dari`.
    fn unduh<'a>(&'a self, dari: &'a Alamat, media: &'a Media) -> Nanti<'a, Result<Vec<u8>, GalatKirim>>;

    /// What was written since, for providers that forget deliveries which failed.
    fn susul(&self, _sejak: Timestamp) -> Nanti<'_, Result<Susulan, GalatKirim>> {
        Box::pin(async { Ok(Susulan { pesan: Vec::new(), lengkap: true }) })
    }
}

/// The adapter of a provider with its secrets.
pub fn penyedia(jenis: Jenis, rahasia: Rahasia) -> Box<dyn Penyedia> {
    match jenis {
        Jenis::Meta => Box::new(meta::Meta::new(rahasia)),
        Jenis::Gowa => Box::new(gowa::Gowa::new(rahasia)),
        Jenis::Simulator => Box::new(simulator::Simulator),
    }
}

/// Choices as numbered text, for providers without lists.
pub(crate) fn bernomor(isi: &Isi) -> String {
    let mut teks = isi.teks().to_owned();
    for (urut, pilihan) in isi.pilihan().iter().enumerate() {
        let sela = if urut == 0 { "\n\n" } else { "\n" };
        let _ = write!(teks, "{sela}{}. {}", urut + 1, pilihan.judul);
        if !pilihan.keterangan.is_empty() && pilihan.keterangan != pilihan.judul {
            let _ = write!(teks, " ({})", pilihan.keterangan);
        }
    }
    if !isi.pilihan().is_empty() {
        teks.push_str("\n\nBalas dengan angkanya.");
    }
    teks
}

/// The first characters of a text, with a sign where something was left out.
pub(crate) fn potong(teks: &str, batas: usize) -> String {
    if teks.chars().count() <= batas {
        return teks.to_owned();
    }
    let mut pendek: String = teks.chars().take(batas.saturating_sub(1)).collect();
    pendek.truncate(pendek.trim_end().len());
    pendek.push('…');
    pendek
}
