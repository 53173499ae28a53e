//! The screens of this room.

mod akun;
mod daftar;
mod kode;
mod langkah;
mod masuk;
mod perbarui;
mod rinci;
mod sandi;
mod tambah;
mod tugas;

use std::pin::Pin;

use access::{Grant, Role};
use db::ReadTx;
use jiff::SignedDuration;
use jiff::Timestamp;
use kamus::{Zona, tanggal_pendek};
use web::{Feature, Guard, Menu, get, post};

use crate::ATUR;
use crate::baru::Area;

/// The parts of a unit, as they are read.
pub type Areas<'a> = Pin<Box<dyn Future<Output = db::Result<Vec<Area>>> + Send + 'a>>;

/// The parts of a unit that a role may be limited to. Optional service: the app joins it with the room
/// that knows the parts, so that a clerk picks instead of typing.
pub struct PilihanArea(pub for<'a> fn(&'a mut ReadTx) -> Areas<'a>);

pub fn feature() -> Feature {
    let mut f = Feature::new("pengguna");
    f.routes = vec![
        get("/masuk", Guard::Public, masuk::get),
        post("/masuk", Guard::Public, masuk::post).limited(30),
        get("/masuk/kode", Guard::Public, langkah::kembali),
        post("/masuk/kode", Guard::Public, langkah::kode).limited(30),
        get("/masuk/sandi", Guard::Public, langkah::kembali),
        post("/masuk/sandi", Guard::Public, langkah::sandi).limited(30),
        get("/masuk/kode-baru", Guard::Public, langkah::kembali),
        post("/masuk/kode-baru", Guard::Public, langkah::kode_baru).limited(30),
        post("/keluar", Guard::Public, masuk::keluar),
        get("/akun", Guard::SignedIn, akun::get),
        get("/akun/sandi", Guard::SignedIn, sandi::get),
        post("/akun/sandi", Guard::SignedIn, sandi::post),
        get("/akun/kode", Guard::SignedIn, kode::get),
        post("/akun/kode", Guard::SignedIn, kode::post),
        post("/akun/sesi/{id}/pengakhiran", Guard::SignedIn, akun::akhiri),
        post("/akun/sesi/pengakhiran", Guard::SignedIn, akun::akhiri_semua),
        get("/{kode}/pengguna", Guard::Needs(ATUR), daftar::get),
        get("/{kode}/pengguna/baru", Guard::Needs(ATUR), tambah::get),
        post("/{kode}/pengguna", Guard::Needs(ATUR), tambah::post),
        get("/{kode}/pengguna/{id}", Guard::Needs(ATUR), rinci::get),
        post("/{kode}/pengguna/{id}/nama", Guard::Needs(ATUR), perbarui::nama),
        post("/{kode}/pengguna/{id}/sandi", Guard::Needs(ATUR), perbarui::sandi),
        post("/{kode}/pengguna/{id}/pelepasan-kode", Guard::Needs(ATUR), perbarui::lepas_kode),
        post("/{kode}/pengguna/{id}/penonaktifan", Guard::Needs(ATUR), perbarui::nonaktifkan),
        post("/{kode}/pengguna/{id}/pengaktifan", Guard::Needs(ATUR), perbarui::aktifkan),
        post("/{kode}/pengguna/{id}/penugasan", Guard::Needs(ATUR), tugas::tambah),
        post("/{kode}/pengguna/{id}/penugasan/{tugas}/pengakhiran", Guard::Needs(ATUR), tugas::akhiri),
    ];
    f.menu = vec![Menu {
        label: "Pengguna",
        path: "/pengguna",
        icon: "gembok",
        group: "Pengaturan",
        guard: Guard::Needs(ATUR),
        order: 930,
    }];
    f.roles = vec![Grant { role: Role::Admin, permissions: &[ATUR] }];
    f
}

/// How long to wait, in words.
fn tunggu(left: SignedDuration) -> String {
    let seconds = left.as_secs() + i64::from(left.subsec_nanos() > 0);
    if seconds < 60 {
        format!("Terlalu banyak percobaan. Tunggu {seconds} detik lagi.")
    } else {
        format!("Terlalu banyak percobaan. Tunggu {} menit lagi.", (seconds + 59) / 60)
    }
}

/// A day and hour as a person reads it: "02-03-2026 pukul 09.00 WIB".
fn saat(zona: Zona, at: Timestamp) -> String {
    format!("{} pukul {}", tanggal_pendek(zona.tanggal(at)), zona.jam_menit(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delay_is_said_in_seconds_and_then_in_minutes() {
        for (millis, said) in [
            (1, "Tunggu 1 detik lagi."),
            (5_000, "Tunggu 5 detik lagi."),
            (19_400, "Tunggu 20 detik lagi."),
            (60_000, "Tunggu 1 menit lagi."),
            (61_000, "Tunggu 2 menit lagi."),
            (900_000, "Tunggu 15 menit lagi."),
        ] {
            let text = tunggu(SignedDuration::from_millis(millis));
            assert_eq!(text, format!("Terlalu banyak percobaan. {said}"));
        }
    }
}
