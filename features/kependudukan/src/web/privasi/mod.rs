//! Who looked at whom; what a resident may ask for; erasure.

mod hapus;
mod orang;
mod semua;

use web::{Guard, Menu, Route, get, post};

use crate::{HAPUS, PAKET_DATA, PRIVASI};

pub(super) fn routes() -> Vec<Route> {
    let (privasi, paket, hapus) = (Guard::Needs(PRIVASI), Guard::Needs(PAKET_DATA), Guard::Needs(HAPUS));
    vec![
        get("/{kode}/privasi", privasi, semua::get),
        post("/{kode}/privasi/ekspor", privasi, semua::ekspor).limited(30),
        post("/{kode}/privasi/pengaturan", privasi, semua::atur),
        get("/{kode}/penduduk/{id}/privasi", paket, orang::get),
        post("/{kode}/penduduk/{id}/paket-data", paket, orang::serahkan).limited(30),
        get("/{kode}/penduduk/{id}/penghapusan-data", hapus, hapus::get),
        post("/{kode}/penduduk/{id}/penghapusan-data", hapus, hapus::post),
    ]
}

pub(super) fn menu() -> Menu {
    Menu {
        label: "Privasi",
        path: "/privasi",
        icon: "gembok",
        group: "Warga",
        guard: Guard::Needs(PRIVASI),
        order: 30,
    }
}
