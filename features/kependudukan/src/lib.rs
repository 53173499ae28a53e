//! Residents and families of a village: the register, the workbook that fills it, and the figures that
//! may be shown of it.

pub mod buku_register;
pub mod contoh;
#[cfg(test)]
mod contoh_uji;
mod ekspor;
pub mod entitas;
pub mod impor;
mod jobs;
mod kenal;
pub mod lintas;
pub mod mutu;
pub mod pemindahan;
pub mod pengimporan;
pub mod peristiwa;
pub mod pindah_antar;
pub mod privasi;
pub mod publik;
mod riwayat;
pub mod sementara;
pub mod store;
mod subjek;
mod tautan;
pub mod usulan_warga;
mod web;

use ::web::{Feature, Grant, Permission, Role};

pub use self::jobs::TINGGAL_HABIS;
pub use ekspor::{CSV, XLSX, lembar_xlsx, sel_csv};
pub use entitas::{Keluarga, Penduduk, PendudukSementara};
pub use kenal::{catat_telepon, find_kenal};
pub use store::{cari_bekas, cari_ringkas, find_subjek, insert_sementara};
pub use subjek::{JenisSubjek, Ringkas, Subjek};
pub use tautan::{Tautan, TautanOrang};
pub use web::orang_bagi;

/// Look at residents; numbers stay masked.
pub const LIHAT: Permission = Permission("kependudukan.lihat");
/// Take over workbooks and decide on what they propose.
pub const IMPOR: Permission = Permission("kependudukan.impor");
/// Show masked numbers, with a purpose that is recorded.
pub const BUKA: Permission = Permission("kependudukan.buka");
/// See what is wrong or odd in the register, and how good it is.
pub const MUTU: Permission = Permission("kependudukan.mutu");
/// Repair what the check found, leave it alone with a reason, merge two rows of one person.
pub const PERBAIKI: Permission = Permission("kependudukan.perbaiki");
/// See name, sex, age, address and family of the residents of one's own area, and propose changes.
pub const LAPOR: Permission = Permission("kependudukan.lapor");
/// Decide on what dukuh, RW and RT propose.
pub const PUTUS: Permission = Permission("kependudukan.putus_usulan");
/// See who looked at whom, and say how long data are kept.
pub const PRIVASI: Permission = Permission("kependudukan.privasi");
/// Tell a resident who looked at them, and hand them their own data.
pub const PAKET_DATA: Permission = Permission("kependudukan.paket_data");
/// Erase the data of who died or moved away long ago.
pub const HAPUS: Permission = Permission("kependudukan.hapus_data");
/// Search the villages below one's own unit, with a purpose that is recorded in each of them. Of a role of its own.
pub const LINTAS: Permission = Permission("kependudukan.pencarian_lintas");
/// Take lists out as a file.
pub const EKSPOR: Permission = Permission("kependudukan.ekspor");
/// See disability, illness, contraception and pregnancy, with a purpose that is recorded. No role has it by
/// itself: specific personal data (UU 27/2022 art. 4).
pub const KESEHATAN: Permission = Permission("kependudukan.kesehatan");

/// Record events.
pub const PERISTIWA: Permission = Permission("kependudukan.peristiwa");
/// Read what was recorded.
pub const BACA_PERISTIWA: Permission = Permission("kependudukan.baca_peristiwa");

pub fn feature() -> Feature {
    let mut f = Feature::new("kependudukan");
    f.roles = vec![
        Grant {
            role: Role::Operator,
            permissions: &[
                LIHAT,
                IMPOR,
                BUKA,
                EKSPOR,
                MUTU,
                PERBAIKI,
                PERISTIWA,
                BACA_PERISTIWA,
                PUTUS,
                PAKET_DATA,
            ],
        },
        Grant { role: Role::Verifikator, permissions: &[LIHAT, BUKA, MUTU, BACA_PERISTIWA] },
        Grant {
            role: Role::Penandatangan,
            permissions: &[LIHAT, BUKA, MUTU, BACA_PERISTIWA, PRIVASI, PAKET_DATA, HAPUS],
        },
        Grant { role: Role::Dukuh, permissions: &[LAPOR] },
        Grant { role: Role::Rw, permissions: &[LAPOR] },
        Grant { role: Role::Rt, permissions: &[LAPOR] },
        Grant { role: Role::Kesehatan, permissions: &[KESEHATAN] },
        Grant { role: Role::Lintas, permissions: &[LINTAS] },
    ];
    f.routes = web::routes();
    f.menu = web::menu();
    f.tiles = web::tiles();
    f.jobs = jobs::workers();
    f.entities = entitas::ENTITIES.to_vec();
    f.statements = store::STATEMENTS.to_vec();
    f
}
