//! Cases that the village brings to Dukcapil: who waits for a number, the forms, the hand-over, and the number that
//! completes the register.

pub mod alur;
mod error;
pub mod formulir;
pub mod jenis;
mod jobs;
pub mod keadaan;
mod paket;
pub mod pindaian;
pub mod store;
mod tunggu;
mod web;

use ::web::{Feature, Grant, Permission, Role};

pub use error::{Error, Result};
pub use jobs::SAPU;
pub use keadaan::{Keadaan, Tindakan};
pub use paket::DATA_ORANG;
pub use store::{AturDukcapil, Berkas, Isian, Langkah, Pelaku, Pindaian, Serah, SerahIsi};
pub use tunggu::{Tunggu, list_tunggu};

/// See cases and where they stand; numbers stay masked.
pub const LIHAT: Permission = Permission("dukcapil.lihat");
/// Begin cases, print their forms, hand them over, write down what was issued.
pub const KERJA: Permission = Permission("dukcapil.kerja");
/// Say how long scans stay and where cases go.
pub const ATUR: Permission = Permission("dukcapil.atur");

pub fn feature() -> Feature {
    let mut f = Feature::new("dukcapil");
    f.roles = vec![
        Grant { role: Role::Operator, permissions: &[LIHAT, KERJA, ATUR] },
        Grant { role: Role::Verifikator, permissions: &[LIHAT] },
        Grant { role: Role::Penandatangan, permissions: &[LIHAT, ATUR] },
    ];
    f.routes = web::routes();
    f.menu = web::menu();
    f.jobs = jobs::workers();
    f.entities = vec![
        <Berkas as db::Entity>::DEF,
        <Langkah as db::Entity>::DEF,
        <Pindaian as db::Entity>::DEF,
        <Serah as db::Entity>::DEF,
        <SerahIsi as db::Entity>::DEF,
        <AturDukcapil as db::Entity>::DEF,
    ];
    f.statements = store::SEMUA.to_vec();
    f
}
