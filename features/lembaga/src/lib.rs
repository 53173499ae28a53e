//! Village institutions and groups with their members and terms.

mod jenis;
pub mod store;
mod tautan;
mod web;

use ::web::{Feature, Grant, Permission, Role};

pub use self::web::tempat;
pub use jenis::{GOLONGAN, JABATAN, JENIS, label_jabatan, label_jenis};
pub use store::{Anggota, Lembaga};
pub use tautan::{Tautan, TautanLembaga};

/// See institutions and their members.
pub const LIHAT: Permission = Permission("lembaga.lihat");
/// Write down institutions, appoint members and end their terms.
pub const KELOLA: Permission = Permission("lembaga.kelola");

pub fn feature() -> Feature {
    let mut f = Feature::new("lembaga");
    f.roles = vec![
        Grant { role: Role::Operator, permissions: &[LIHAT, KELOLA] },
        Grant { role: Role::Verifikator, permissions: &[LIHAT] },
        Grant { role: Role::Penandatangan, permissions: &[LIHAT] },
    ];
    f.routes = web::routes();
    f.menu = web::menu();
    f.entities = vec![<Lembaga as db::Entity>::DEF, <Anggota as db::Entity>::DEF];
    f.statements = vec![store::STATEMENTS];
    f
}
