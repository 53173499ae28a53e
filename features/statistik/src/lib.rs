//! Statistics of the village: every breakdown of its residents on any day, whom each number counts, and how
//! it went month by month.

mod bulanan;
mod ekspor;
pub mod hitung;
mod indikator;
pub mod jenis;
mod store;
mod sumber;
mod web;

use ::web::{Feature, Grant, Permission, Role};

pub use bulanan::{BULANAN, deret};
pub use sumber::{Bahan, Tempat, muat};

/// Look at statistics of the whole village and at the names behind them. Dukuh, RW and RT see of their people
/// name, sex, age, address and family link only, so they do not have it.
pub const LIHAT: Permission = Permission("statistik.lihat");

pub fn feature() -> Feature {
    let mut f = Feature::new("statistik");
    f.roles = vec![
        Grant { role: Role::Operator, permissions: &[LIHAT] },
        Grant { role: Role::Verifikator, permissions: &[LIHAT] },
        Grant { role: Role::Penandatangan, permissions: &[LIHAT] },
    ];
    f.routes = web::routes();
    f.menu = web::menu();
    f.statements = vec![store::STATEMENTS];
    f.jobs = vec![bulanan::worker()];
    f
}
