//! The screens.

mod beku;
mod buku;
mod bulanan;
mod cetak;
mod daftar;
mod orang;
mod per_tanggal;
mod rincian;
mod saring;
mod unduhan;

use web::{Caller, Guard, Menu, Route, get, post};

use crate::pembekuan::{Galat, Keadaan};
use crate::{BEKUKAN, LIHAT, UNDUH};

pub(crate) fn routes() -> Vec<Route> {
    let (lihat, bekukan, unduh) = (Guard::Needs(LIHAT), Guard::Needs(BEKUKAN), Guard::Needs(UNDUH));
    vec![
        get("/{kode}/laporan", lihat, daftar::get),
        get("/{kode}/laporan/{bulan}", lihat, bulanan::get),
        get("/{kode}/laporan/{bulan}/rincian", lihat, rincian::get),
        get("/{kode}/laporan/{bulan}/pdf", unduh, cetak::pdf).limited(30),
        get("/{kode}/laporan/{bulan}/xlsx", unduh, cetak::xlsx).limited(30),
        get("/{kode}/laporan/{bulan}/pembekuan", bekukan, beku::pembekuan),
        post("/{kode}/laporan/{bulan}/pembekuan", bekukan, beku::bekukan),
        post("/{kode}/laporan/{bulan}/pengiriman", bekukan, beku::kirim),
        get("/{kode}/laporan/{bulan}/penarikan", bekukan, beku::penarikan),
        post("/{kode}/laporan/{bulan}/penarikan", bekukan, beku::tarik),
        get("/{kode}/buku", lihat, buku::daftar),
        get("/{kode}/buku/{buku}", lihat, buku::get),
        get("/{kode}/buku/{buku}/unduhan", unduh, unduhan::get),
        post("/{kode}/buku/{buku}/unduhan", unduh, unduhan::post).limited(30),
        get("/{kode}/per-tanggal", lihat, per_tanggal::get),
        post("/{kode}/per-tanggal", lihat, per_tanggal::post),
    ]
}

pub(crate) fn menu() -> Vec<Menu> {
    let entry = |label, path, icon, order| Menu {
        label,
        path,
        icon,
        group: "Laporan",
        guard: Guard::Needs(LIHAT),
        order,
    };
    vec![
        entry("Laporan bulanan", "/laporan", "grafik", 120),
        entry("Buku penduduk", "/buku", "surat", 121),
        entry("Per tanggal", "/per-tanggal", "jam", 122),
    ]
}

/// The month of an address such as `2026-03`.
fn bulan(kode: &str) -> web::Result<waktu::Bulan> {
    kode.parse().map_err(|_| web::Error::NotFound)
}

/// Where a list stands, from the URL's `hal`.
fn halaman(hal: &str) -> u32 {
    hal.parse().unwrap_or(1)
}

/// The part of a list that a page shows.
fn sepotong<T>(semua: Vec<T>, paging: &ui::Paging) -> Vec<T> {
    let lewati = usize::try_from(paging.offset()).unwrap_or(usize::MAX);
    semua.into_iter().skip(lewati).take(ui::PAGE_SIZE as usize).collect()
}

/// `2 Maret 2026 09.00 WIB`, in the unit's zone.
fn waktu(caller: &Caller, pada: db::At) -> String {
    let (zona, saat) = (caller.unit.zone, pada.timestamp());
    format!("{} {}", kamus::tanggal_panjang(zona.tanggal(saat)), zona.jam_menit(saat))
}

/// What was refused says why and what to do.
fn galat(galat: Galat) -> web::Error {
    match galat {
        Galat::Db(galat) => galat.into(),
        lain => web::Error::Conflict(lain.to_string()),
    }
}

fn nada(keadaan: Keadaan) -> ui::Tone {
    match keadaan {
        Keadaan::Berjalan => ui::Tone::Plain,
        Keadaan::Belum => ui::Tone::Wait,
        Keadaan::Terlambat => ui::Tone::Bad,
        Keadaan::Beku => ui::Tone::Info,
        Keadaan::Terkirim => ui::Tone::Good,
    }
}
