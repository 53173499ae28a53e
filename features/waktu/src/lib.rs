//! The calendar of a unit: months on its own wall clock, working time, and clocks that run by it.
//!
//! The rules are pure: the instant is always an argument.

mod atur;
mod bulan;
mod jam;
mod jobs;
mod kalender;
mod libur;
pub mod store;
mod web;

use ::web::{Feature, Grant, Permission, Role};
use jiff::Timestamp;
use kamus::Zona;

pub use atur::{ambang, kalender, ubah_kalender};
pub use bulan::Bulan;
pub use jam::{
    Ambang, Hitungan, KeadaanJam, Perihal, Tahap, berikutnya, dalam_kata, find_dengan_kalender, jeda,
    lanjutkan, mulai, selesaikan,
};
pub use jobs::{Dengar, Didengar, PERIKSA, Pendengar, periksa};
pub use kalender::{HARI, JamHari, Kalender, Masa, Pola, Rentang, libur_tetap, tulis_jam, urai_jam};
pub use libur::{BarisLibur, JENIS_LIBUR, baca_libur};
pub use store::{AturWaktu, HariLibur, JamKerja, JamLayanan, JamPeristiwa, MasaRamadan};

/// See the office's hours and holidays.
pub const LIHAT: Permission = Permission("waktu.lihat");
/// Set hours, holidays and reminders.
pub const ATUR: Permission = Permission("waktu.atur");
/// See what came up from the villages below because it is overdue.
pub const ESKALASI: Permission = Permission("waktu.eskalasi");

pub fn feature() -> Feature {
    let mut f = Feature::new("waktu");
    f.roles = vec![
        Grant { role: Role::Operator, permissions: &[LIHAT, ATUR] },
        Grant { role: Role::Verifikator, permissions: &[LIHAT] },
        Grant { role: Role::Penandatangan, permissions: &[LIHAT, ATUR] },
        Grant { role: Role::Camat, permissions: &[ESKALASI] },
    ];
    f.routes = web::routes();
    f.menu = web::menu();
    f.jobs = jobs::workers();
    f.entities = vec![
        <JamKerja as db::Entity>::DEF,
        <HariLibur as db::Entity>::DEF,
        <MasaRamadan as db::Entity>::DEF,
        <AturWaktu as db::Entity>::DEF,
        <JamLayanan as db::Entity>::DEF,
        <JamPeristiwa as db::Entity>::DEF,
    ];
    f.statements = vec![store::STATEMENTS];
    f
}

/// The last month that is over, of which figures no longer change day by day: public figures show it.
pub fn bulan_terakhir_tutup(zona: Zona, saat: Timestamp) -> Bulan {
    Bulan::dari(zona.tanggal(saat)).sebelumnya()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saat(teks: &str) -> Timestamp {
        teks.parse().unwrap()
    }

    #[test]
    fn a_month_closes_in_the_east_before_it_does_in_the_west() {
        let malam = saat("2026-02-28T16:30:00Z");
        for (zona, tutup) in
            [(Zona::Wib, "Januari 2026"), (Zona::Wita, "Februari 2026"), (Zona::Wit, "Februari 2026")]
        {
            assert_eq!(bulan_terakhir_tutup(zona, malam).to_string(), tutup, "{zona}");
        }
    }

    #[test]
    fn the_month_before_january_is_last_year_s() {
        assert_eq!(
            bulan_terakhir_tutup(Zona::Wib, saat("2026-01-15T00:00:00Z")).to_string(),
            "Desember 2025"
        );
    }
}
