//! Monthly reports on residents, the population books, and the register as of any day.

pub mod buku;
mod cetak;
pub mod lampid;
pub mod masa;
pub mod pembekuan;
pub mod store;
mod web;

use ::web::{Feature, Grant, Permission, Role};

pub use store::LaporanBulanan;

/// Looks at reports, books and the register of any day; numbers stay masked.
pub const LIHAT: Permission = Permission("laporan.lihat");
/// Freezes a month, marks it as sent, withdraws it.
pub const BEKUKAN: Permission = Permission("laporan.bekukan");
/// Takes reports and books out as a file.
pub const UNDUH: Permission = Permission("laporan.unduh");

pub fn feature() -> Feature {
    let mut f = Feature::new("laporan");
    f.roles = vec![
        Grant { role: Role::Operator, permissions: &[LIHAT, BEKUKAN, UNDUH] },
        Grant { role: Role::Verifikator, permissions: &[LIHAT] },
        Grant { role: Role::Penandatangan, permissions: &[LIHAT, BEKUKAN, UNDUH] },
    ];
    f.routes = web::routes();
    f.menu = web::menu();
    f.entities = vec![<LaporanBulanan as db::Entity>::DEF];
    f.statements = vec![store::STATEMENTS];
    f
}
