//! People who log in: sign-in, one's own account, and the list of users of a unit.
//!
//! Roles, passwords and sessions themselves belong to the crate `access`; this room shows them.

mod baru;
mod lanjut;
mod qr;
mod tiket;
mod web;

pub use baru::{Area, GalatPengguna, PenggunaBaru, Tugas, sandi_sementara, tambah_pengguna};
pub use lanjut::lanjut_aman;
pub use web::{Areas, PilihanArea, feature};

use ::web::Permission;

/// Adds users, gives and ends their roles, resets their passwords.
pub const ATUR: Permission = Permission("pengguna.atur");
