//! Requests for letters: one flow for every door, with a due time at each step.

pub mod alur;
mod analisis;
mod angka;
pub mod antrean;
mod atur;
mod bidang;
mod error;
pub mod foto;
mod jobs;
pub mod keadaan;
mod keluarga;
mod konfirmasi;
mod mandiri;
mod obrolan;
mod paket;
mod selaras;
pub mod store;
mod web;

use ::web::{Feature, Grant, Permission, Role};

pub use alur::{JAM, Pengajuan, Terlihat, syarat_kurang};
pub use angka::{BarisAngka, rangkum};
pub use atur::jatah;
pub use error::{Error, Result};
pub use jobs::{INGATKAN, SAPU, SELARAS};
pub use keadaan::{Ambil, Keadaan, Pintu, Tindakan};
pub use konfirmasi::{Pengantar, ingatkan_semua};
pub use mandiri::{KodeDiLoket, Pengirim, PengirimKode, Terkirim};
pub use obrolan::{Bergiliran, BeriNilai, KodeLewatPesan, KonfirmasiWarga, LihatStatus, MintaSurat};
pub use paket::DATA_ORANG;
pub use selaras::{selaraskan, selaraskan_semua};
pub use store::konfirmasi::{Bagian, KetuaWilayah, Konfirmasi};
pub use store::{AturPermohonan, Foto, Isi, Langkah, Nilai, Pelaku, Permohonan};

/// See requests and where they stand.
pub const LIHAT: Permission = Permission("permohonan.lihat");
/// Take requests in and carry them on.
pub const KERJA: Permission = Permission("permohonan.kerja");
/// See how much and how fast each officer works, in the analysis.
pub const PETUGAS: Permission = Permission("permohonan.petugas");
/// Say how long a kind of letter may take.
pub const ATUR: Permission = Permission("permohonan.atur");

/// Say of one's own part of the village whether somebody is one of theirs.
pub const JAWAB: Permission = Permission("permohonan.konfirmasi");

pub fn feature() -> Feature {
    let mut f = Feature::new("permohonan");
    f.roles = vec![
        Grant { role: Role::Operator, permissions: &[LIHAT, KERJA, ATUR] },
        Grant { role: Role::Verifikator, permissions: &[LIHAT, PETUGAS] },
        Grant { role: Role::Penandatangan, permissions: &[LIHAT, ATUR, PETUGAS] },
        Grant { role: Role::Dukuh, permissions: &[JAWAB] },
        Grant { role: Role::Rw, permissions: &[JAWAB] },
        Grant { role: Role::Rt, permissions: &[JAWAB] },
    ];
    f.routes = web::routes();
    f.menu = web::menu();
    f.tiles = web::tiles();
    f.jobs = jobs::workers();
    f.entities = vec![
        <Permohonan as db::Entity>::DEF,
        <Langkah as db::Entity>::DEF,
        <AturPermohonan as db::Entity>::DEF,
        <Foto as db::Entity>::DEF,
        <Nilai as db::Entity>::DEF,
        <KetuaWilayah as db::Entity>::DEF,
        <Konfirmasi as db::Entity>::DEF,
        <antrean::Antrean as db::Entity>::DEF,
        <antrean::AturAnjungan as db::Entity>::DEF,
    ];
    f.statements = vec![
        store::STATEMENTS,
        store::analisis::STATEMENTS,
        store::antrean::STATEMENTS,
        store::konfirmasi::STATEMENTS,
        store::mandiri::STATEMENTS,
    ];
    f
}
