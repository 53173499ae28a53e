//! The screens.

mod daftar;
mod orang;
mod satu;
mod unduh;

use ::web::{Caller, Guard, Menu, Route, get};
use db::Day;

use crate::LIHAT;

pub(crate) fn routes() -> Vec<Route> {
    let lihat = Guard::Needs(LIHAT);
    vec![
        get("/{kode}/bantuan", lihat, daftar::get),
        get("/{kode}/bantuan/{id}", lihat, satu::get),
        get("/{kode}/bantuan/{id}/unduh", lihat, unduh::get).limited(30),
        get("/{kode}/bantuan/orang/{id}", lihat, orang::get),
    ]
}

pub(crate) fn menu() -> Vec<Menu> {
    vec![Menu {
        label: "Bantuan sosial",
        path: "/bantuan",
        icon: "keluarga",
        group: "Warga",
        guard: Guard::Needs(LIHAT),
        order: 30,
    }]
}

/// From when to when, in words.
fn masa(mulai: Option<Day>, selesai: Option<Day>) -> String {
    let hari = |hari: Day| kamus::tanggal_panjang(hari.0);
    match (mulai, selesai) {
        (Some(mulai), Some(selesai)) => format!("{} sampai {}", hari(mulai), hari(selesai)),
        (Some(mulai), None) => format!("sejak {}", hari(mulai)),
        (None, Some(selesai)) => format!("sampai {}", hari(selesai)),
        (None, None) => String::new(),
    }
}

/// Whether it runs today.
fn berjalan(caller: &Caller, mulai: Option<Day>, selesai: Option<Day>) -> bool {
    let hari_ini = caller.today();
    mulai.is_none_or(|hari| hari.0 <= hari_ini) && selesai.is_none_or(|hari| hari.0 >= hari_ini)
}
