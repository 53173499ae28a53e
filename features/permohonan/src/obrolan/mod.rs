//! Letters by message: what a conversation can do, and what residents are told. The room of messages carries it.

mod borang;
mod kabar;
mod kata;
mod kode;
mod konfirmasi;
mod lengkapi;
mod minta;
mod nilai;
mod status;
mod untuk;

use db::{ReadTx, Result, WriteTx};
use jiff::Timestamp;
use kamus::{KodeWilayah, Zona};
use pesan::{Bahasa, Balasan, Bawaan, Isi, Jawaban, Pemakai, Pilihan};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use borang::Borang;

pub(crate) use kabar::{kabarkan, kirim_pdf};
pub use kode::{Bergiliran, KodeLewatPesan};
pub use konfirmasi::KonfirmasiWarga;
pub(crate) use konfirmasi::{tanyakan, terjangkau};
pub(crate) use lengkapi::galat;
pub use minta::MintaSurat;
pub use nilai::BeriNilai;
pub use status::LihatStatus;

/// Where a conversation of this room stands.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
enum Langkah {
    /// For whom it is.
    Untuk,
    Jenis,
    /// The kind, for this member of the family.
    JenisUntuk(Uuid),
    Isi(Box<Borang>),
    /// The office waits for photos of this request.
    Lengkapi(Uuid),
    Nilai(Uuid),
    /// A head says whether it is one of theirs: of this confirmation, of one of several, or why not.
    Konfirmasi(Uuid),
    PilihKonfirmasi,
    AlasanKonfirmasi(Uuid),
}

impl Langkah {
    fn baca(nilai: &Value) -> Option<Self> {
        serde_json::from_value(nilai.clone()).ok()
    }

    fn tulis(&self) -> Value {
        serde_json::to_value(self).expect("a step always becomes JSON")
    }

    fn tanya(&self, isi: Isi) -> Balasan {
        Balasan::Tanya { isi, langkah: self.tulis() }
    }

    /// Whether a photo is an answer here.
    fn mau_foto(&self) -> bool {
        match self {
            Self::Isi(borang) => borang.tunggu_foto,
            Self::Lengkapi(_) => true,
            Self::Untuk
            | Self::Jenis
            | Self::JenisUntuk(_)
            | Self::Nilai(_)
            | Self::Konfirmasi(_)
            | Self::PilihKonfirmasi
            | Self::AlasanKonfirmasi(_) => false,
        }
    }
}

fn zona(tx: &ReadTx) -> Zona {
    KodeWilayah::baru(tx.ctx().unit.0).map(Zona::dari_provinsi).unwrap_or_default()
}

/// "2 Maret 2026 pukul 12.30 WIB".
fn saat(tx: &ReadTx, saat: Timestamp) -> String {
    let zona = zona(tx);
    format!("{} pukul {}", kamus::tanggal_panjang(zona.tanggal(saat)), zona.jam_menit(saat))
}

/// Who answers, within the act of the turn.
struct Juru<'t> {
    tx: &'t mut WriteTx,
    bahasa: Bahasa,
    penduduk_id: Option<Uuid>,
}

impl<'t> Juru<'t> {
    fn baru(tx: &'t mut WriteTx, siapa: &Pemakai) -> Self {
        Self { tx, bahasa: siapa.bahasa, penduduk_id: siapa.penduduk_id }
    }

    async fn kata(&mut self, bawaan: &Bawaan, tempat: &[(&str, &str)]) -> Result<String> {
        kata::kata(self.tx, self.bahasa, bawaan, tempat).await
    }

    /// Ends the turn with a sentence.
    async fn selesai(&mut self, bawaan: &Bawaan, tempat: &[(&str, &str)]) -> Result<Balasan> {
        Ok(Balasan::Selesai(Isi::Teks(self.kata(bawaan, tempat).await?)))
    }

    /// A choice with the words of one of our texts.
    async fn pilihan(&mut self, id: &str, bawaan: &Bawaan) -> Result<Pilihan> {
        Ok(pilihan(id, &self.kata(bawaan, &[]).await?))
    }
}

/// What was chosen or typed.
fn kata_jawaban(jawaban: &Jawaban) -> &str {
    match jawaban {
        Jawaban::Teks(teks) | Jawaban::Pilihan(teks) => teks,
        Jawaban::Berkas(_) => "",
    }
}

/// A choice within the lengths that providers take.
fn pilihan(id: &str, judul: &str) -> Pilihan {
    const JUDUL: usize = 24;
    const KETERANGAN: usize = 72;
    if judul.chars().count() <= JUDUL {
        return Pilihan::baru(id, judul);
    }
    let potong = |teks: &str, panjang: usize| teks.chars().take(panjang).collect::<String>();
    Pilihan::baru(id, format!("{}…", potong(judul, JUDUL - 1))).keterangan(potong(judul, KETERANGAN))
}

/// The same message behind some lines.
fn sesudah(awal: &str, mut isi: Isi) -> Isi {
    let (Isi::Teks(teks) | Isi::Tombol { teks, .. } | Isi::Daftar { teks, .. } | Isi::Dokumen { teks, .. }) =
        &mut isi;
    *teks = format!("{awal}\n\n{teks}");
    isi
}
