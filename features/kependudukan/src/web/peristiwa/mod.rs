//! Recording events: choose the kind, choose the person, fill the form, look at what will change, record.

mod baru;
pub(super) mod catat;
mod daftar;
pub(super) mod formulir;
mod lampiran;
mod satu;

use ::web::{Guard, Menu, Route, get, post};

use super::unggahan::BADAN;
use crate::{BACA_PERISTIWA, PERISTIWA};

pub(super) use satu::{BarisPeristiwa, baris_peristiwa, satu as satu_peristiwa};

pub(super) fn routes() -> Vec<Route> {
    let (baca, catat) = (Guard::Needs(BACA_PERISTIWA), Guard::Needs(PERISTIWA));
    vec![
        get("/{kode}/peristiwa", baca, daftar::get),
        get("/{kode}/peristiwa/baru", catat, baru::get),
        get("/{kode}/peristiwa/baru/{macam}", catat, baru::macam),
        post("/{kode}/peristiwa/baru/{macam}", catat, catat::periksa),
        post("/{kode}/peristiwa/baru/{macam}/pencatatan", catat, catat::post),
        get("/{kode}/peristiwa/{id}", baca, satu::get),
        post("/{kode}/peristiwa/{id}/pembatalan", catat, satu::batal),
        post("/{kode}/peristiwa/{id}/lampiran", catat, lampiran::post).upload(BADAN).limited(60),
        post("/{kode}/peristiwa/{id}/lampiran/{lampiran}/pembukaan", baca, lampiran::pembukaan),
        post("/{kode}/peristiwa/{id}/lampiran/{lampiran}/penghapusan", catat, lampiran::penghapusan),
    ]
}

pub(super) fn menu() -> Menu {
    Menu {
        label: "Peristiwa",
        path: "/peristiwa",
        icon: "surat",
        group: "Warga",
        guard: Guard::Needs(BACA_PERISTIWA),
        order: 22,
    }
}
