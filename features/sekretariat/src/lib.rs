//! The secretariat: letters that came in and went out, dispositions, delivery, how long archives are kept.

pub mod buku;
pub mod disposisi;
mod error;
pub mod keadaan;
pub mod keluar;
pub mod masuk;
mod mata;
pub mod peluncuran;
pub mod pindai;
pub mod retensi;
pub mod store;
mod web;

use ::web::{Feature, Grant, Permission, Role};
use db::Entity;

pub use error::{Error, Result};

/// Looks at the agenda, letters that are not secret, and the books.
pub const LIHAT: Permission = Permission("sekretariat.lihat");
/// Enters, corrects and cancels; sends letters on their way; proposes a destruction.
pub const CATAT: Permission = Permission("sekretariat.catat");
/// Gives dispositions.
pub const DISPOSISI: Permission = Permission("sekretariat.disposisi");
/// Is given dispositions, and reads the letters they are about.
pub const TERIMA: Permission = Permission("sekretariat.terima");
/// Decides that archives are destroyed.
pub const MUSNAHKAN: Permission = Permission("sekretariat.musnahkan");
/// Sets counters and how long archives are kept.
pub const ATUR: Permission = Permission("sekretariat.atur");

pub fn feature() -> Feature {
    let mut f = Feature::new("sekretariat");
    f.roles = vec![
        Grant { role: Role::Operator, permissions: &[LIHAT, CATAT, TERIMA, ATUR] },
        Grant { role: Role::Verifikator, permissions: &[LIHAT, CATAT, DISPOSISI, TERIMA] },
        Grant { role: Role::Penandatangan, permissions: &[LIHAT, DISPOSISI, TERIMA, MUSNAHKAN] },
        Grant { role: Role::Dukuh, permissions: &[TERIMA] },
    ];
    f.routes = web::routes();
    f.menu = web::menu();
    f.tiles = web::tiles();
    f.entities = vec![
        <store::AturSekretariat as Entity>::DEF,
        <store::SuratMasuk as Entity>::DEF,
        <store::Riwayat as Entity>::DEF,
        <store::ArsipBerkas as Entity>::DEF,
        <store::Disposisi as Entity>::DEF,
        <store::Penerima as Entity>::DEF,
        <store::SuratDinas as Entity>::DEF,
        <store::Ekspedisi as Entity>::DEF,
        <store::JadwalRetensi as Entity>::DEF,
        <store::Pemusnahan as Entity>::DEF,
        <store::PemusnahanIsi as Entity>::DEF,
        <store::Peluncuran as Entity>::DEF,
    ];
    f.statements = store::semua();
    f
}
