//! What higher rooms plug in: what a conversation can do, and who the residents are.

use std::sync::Arc;

use db::{ReadTx, Result, WriteTx};
use jiff::civil::Date;
use kamus::{Nik, Telepon};
use serde_json::Value;
use uuid::Uuid;
use web::Caller;

use crate::entitas::Bahasa;
use crate::penyedia::{Isi, Nanti};
use crate::teks::Bawaan;

/// Who speaks.
#[derive(Debug, Clone, Copy)]
pub struct Pemakai {
    pub kontak_id: Uuid,
    /// The resident for whom it is; services that ask for one always get one.
    pub penduduk_id: Option<Uuid>,
    pub bahasa: Bahasa,
}

/// An answer to a question of a service. A text is only ever a text, whatever it orders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Jawaban {
    Teks(String),
    /// The id of one of the choices offered last.
    Pilihan(String),
    Berkas(BerkasMasuk),
}

/// A photo or document that was asked for, known by its content; a photo is drawn anew and made smaller. The service
/// keeps it: here nothing of it stays.
#[derive(Clone, PartialEq, Eq)]
pub struct BerkasMasuk {
    /// `image/jpeg` or `application/pdf`.
    pub jenis: &'static str,
    pub bytes: Vec<u8>,
    pub keterangan: String,
}

impl std::fmt::Debug for BerkasMasuk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "BerkasMasuk({}, {} bytes)", self.jenis, self.bytes.len())
    }
}

/// What a service says next.
#[derive(Debug, Clone, PartialEq)]
pub enum Balasan {
    /// A question, and what the service wants to find again with its answer.
    Tanya {
        isi: Isi,
        langkah: Value,
    },
    Selesai(Isi),
}

/// Something that residents can do by message. All of a turn happens in one act.
pub trait Layanan: Send + Sync {
    /// Never changes: conversations in the middle remember it.
    fn kode(&self) -> &'static str;

    /// As the menu shows it, at most 24 characters.
    fn judul(&self) -> &'static Bawaan;

    /// Words in small letters that begin it from anywhere, such as `status`.
    fn kata(&self) -> &'static [&'static str] {
        &[]
    }

    /// All that it says, so that the village can put it in its own words.
    fn teks(&self) -> &'static [Bawaan] {
        &[]
    }

    /// Whether it is for a resident: then who writes is identified first.
    fn perlu_warga(&self) -> bool {
        true
    }

    /// Whether the menu shows it to the residents who may speak from this contact. Its own words begin it either way.
    fn tampil<'t>(&'t self, _tx: &'t mut ReadTx, _warga: &'t [Uuid]) -> Nanti<'t, Result<bool>> {
        Box::pin(async { Ok(true) })
    }

    /// A message that this service sent has gone out; in an act of its own.
    fn terkirim<'t>(
        &'t self,
        _tx: &'t mut WriteTx,
        _siapa: &'t Pemakai,
        _langkah: &'t Value,
    ) -> Nanti<'t, Result<()>> {
        Box::pin(async { Ok(()) })
    }

    /// Whether an attachment is an answer at this step.
    fn terima_berkas(&self, _langkah: &Value) -> bool {
        false
    }

    fn mulai<'t>(&'t self, tx: &'t mut WriteTx, siapa: &'t Pemakai) -> Nanti<'t, Result<Balasan>>;

    fn jawab<'t>(
        &'t self,
        tx: &'t mut WriteTx,
        siapa: &'t Pemakai,
        langkah: &'t Value,
        jawaban: &'t Jawaban,
    ) -> Nanti<'t, Result<Balasan>>;
}

/// The services of all rooms, in the order of the menu. The binary provides it.
#[derive(Clone, Default)]
pub struct DaftarLayanan(pub Vec<Arc<dyn Layanan>>);

impl DaftarLayanan {
    pub(crate) fn cari(&self, kode: &str) -> Option<&Arc<dyn Layanan>> {
        self.0.iter().find(|layanan| layanan.kode() == kode)
    }

    /// The service that a word begins.
    pub(crate) fn dari_kata(&self, kata: &str) -> Option<&'static str> {
        self.0.iter().find(|layanan| layanan.kata().contains(&kata)).map(|layanan| layanan.kode())
    }
}

/// A resident as identification needs them.
#[derive(Debug, Clone)]
pub struct Warga {
    pub id: Uuid,
    /// The number on record.
    pub telepon: Option<Telepon>,
}

/// A resident as somebody of the office may see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrangBagi {
    pub nama: String,
    /// The page on which they are seen.
    pub halaman: String,
}

type Cocok = for<'t> fn(&'t mut ReadTx, Nik, Date) -> Nanti<'t, Result<Option<Warga>>>;
type Nama = for<'t> fn(&'t mut ReadTx, Uuid) -> Nanti<'t, Result<Option<String>>>;
type Bagi = for<'t> fn(&'t Caller, &'t mut ReadTx, Uuid) -> Nanti<'t, Result<Option<OrangBagi>>>;
type Catat = for<'t> fn(&'t mut WriteTx, Uuid, &'t Telepon) -> Nanti<'t, Result<()>>;
type Keluarga = for<'t> fn(&'t mut ReadTx) -> Nanti<'t, Result<Vec<AnggotaKeluarga>>>;

/// The register, as far as messages need it. The binary provides it, since no arrow goes upward.
#[derive(Clone, Copy)]
pub struct BukuWarga {
    /// Who lives here under this NIK and was born that day. Nobody sees how long it takes: answers go through the queue.
    pub cocok: Cocok,
    /// The name of who lives here.
    pub nama: Nama,
    /// Who lives here, for somebody of the office: a dukuh sees only the own hamlet.
    pub bagi: Bagi,
    /// Puts the phone on record with which a resident wrote whose KTP the office had seen.
    pub catat: Catat,
    /// Everybody who lives here, with their family and hamlet.
    pub keluarga: Keluarga,
}

/// One resident, for the board of who can be reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnggotaKeluarga {
    pub penduduk_id: Uuid,
    pub keluarga_id: Uuid,
    pub dusun: String,
}
