//! The rows of this room's tables.

mod isian;
mod keluarga;
mod lampiran;
mod mutu;
mod pelengkap;
mod penduduk;
mod peristiwa;
mod riwayat;
mod rumah_tangga;
mod sementara;

use db::{At, Bytes, Day};
use uuid::Uuid;

pub use isian::{Isian, KodeTempat};
pub use keluarga::Keluarga;
pub(crate) use keluarga::{buka_kk, kunci_kk};
pub use lampiran::LampiranPeristiwa;
pub use mutu::MutuAbaikan;
pub use pelengkap::{Dokumen, Kesehatan, Pelengkap};
pub use penduduk::{Asal, Penduduk};
pub(crate) use penduduk::{buka_kesehatan, buka_nik, ejaan_dan_bunyi, kunci_cari, kunci_nik};
pub use peristiwa::{JenisPeristiwa, Peristiwa, Rincian, Ubahan, UbahanKeluarga, UbahanRumahTangga};
pub use riwayat::{Masa, RiwayatPenduduk, SELAMANYA, TIADA_AKHIR};
pub use rumah_tangga::RumahTangga;
pub(crate) use rumah_tangga::nomor_berikut;
pub use sementara::{PendudukSementara, PeristiwaSementara};

/// Purposes under which this room seals and hashes.
pub(crate) const NIK: &str = "penduduk.nik";
pub(crate) const KK: &str = "keluarga.no_kk";
pub(crate) const DOKUMEN: &str = "penduduk.dokumen";
pub(crate) const KESEHATAN: &str = "penduduk.kesehatan";
pub(crate) const TELEPON: &str = "penduduk.telepon";
pub(crate) const USULAN: &str = "kependudukan.usulan";
pub(crate) const IMPOR: &str = "kependudukan.impor";
pub(crate) const PEMETAAN: &str = "kependudukan.pemetaan";

db::entity! {
    /// One workbook taken over.
    pub struct Impor in "impor" version 1 {
        pub id: Uuid,
        /// SHA-256 of the workbook.
        pub sidik: Bytes,
        /// The day of which the workbook speaks.
        pub tanggal_data: Day,
        /// The first workbook: the register was empty before it.
        pub data_awal: bool,
        pub jumlah_baris: i64,
        pub baru: i64,
        pub berubah: i64,
        pub sama: i64,
        pub ditolak: i64,
        /// Registered and alive, but not in the workbook. They stay as they are.
        pub tidak_ada: i64,
        /// Absent when a command did it.
        pub oleh: Option<Uuid>,
        pub pada: At,
    }
}

db::entity! {
    /// A difference that a later workbook proposes.
    pub struct UsulanKoreksi in "usulan_koreksi" version 1 subjects [penduduk_id] {
        pub id: Uuid,
        pub impor_id: Uuid,
        /// Absent for somebody who is not registered yet.
        pub penduduk_id: Option<Uuid>,
        /// The column of the workbook; empty for a whole new resident.
        pub kolom: String,
        /// JSON, sealed.
        pub lama_segel: Option<Bytes>,
        pub baru_segel: Bytes,
        /// Keyed hash of what is proposed, so that it is not proposed again.
        pub sidik: Bytes,
        pub nama: String,
        /// See [`Keadaan`].
        pub keadaan: i16,
        pub diputus_oleh: Option<Uuid>,
        pub diputus_pada: Option<At>,
    }
}

db::entity! {
    /// Which column of ours a foreign heading means, for one set of headings.
    pub struct PemetaanKolom in "pemetaan_kolom" version 1 {
        pub id: Uuid,
        /// Keyed hash of the set of headings.
        pub sidik: Bytes,
        /// JSON, sealed.
        pub isi_segel: Bytes,
        pub oleh: Option<Uuid>,
        pub pada: At,
    }
}

/// What became of a proposed correction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keadaan {
    Menunggu,
    Diterima,
    Ditolak,
}

impl Keadaan {
    pub fn kode(self) -> i16 {
        match self {
            Self::Menunggu => 1,
            Self::Diterima => 2,
            Self::Ditolak => 3,
        }
    }
}

/// The fact tables of this room, in the order in which they may be filled.
pub const ENTITIES: &[db::EntityDef] = &[
    <Impor as db::Entity>::DEF,
    <Keluarga as db::Entity>::DEF,
    <RumahTangga as db::Entity>::DEF,
    <Penduduk as db::Entity>::DEF,
    <RiwayatPenduduk as db::Entity>::DEF,
    <Peristiwa as db::Entity>::DEF,
    <LampiranPeristiwa as db::Entity>::DEF,
    <PendudukSementara as db::Entity>::DEF,
    <PeristiwaSementara as db::Entity>::DEF,
    <UsulanKoreksi as db::Entity>::DEF,
    <MutuAbaikan as db::Entity>::DEF,
    <crate::usulan_warga::UsulanWarga as db::Entity>::DEF,
    <crate::privasi::PenghapusanData as db::Entity>::DEF,
    <crate::privasi::AturPrivasi as db::Entity>::DEF,
    <PemetaanKolom as db::Entity>::DEF,
    <crate::pindah_antar::KirimanPindah as db::Entity>::DEF,
    <crate::pindah_antar::JawabanPindah as db::Entity>::DEF,
];
