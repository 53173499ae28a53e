//! The screens.

mod ambil;
mod laporan;
mod unggah;

use web::{Guard, Menu, Route, get, post};

/// A dump of up to 64 MB, and what the form around it weighs.
const UNGGAHAN: usize = 65 << 20;

pub(crate) fn routes() -> Vec<Route> {
    let boleh = Guard::Needs(kependudukan::IMPOR);
    vec![
        get("/{kode}/opensid", boleh, unggah::get),
        post("/{kode}/opensid", boleh, unggah::post).upload(UNGGAHAN).limited(20),
        get("/{kode}/opensid/{id}", boleh, laporan::get),
        post("/{kode}/opensid/{id}/pengambilan", boleh, ambil::post),
        post("/{kode}/opensid/{id}/pembatalan", boleh, ambil::batal),
        get("/{kode}/opensid/{id}/kemajuan/{kerja}", boleh, ambil::kemajuan),
    ]
}

pub(crate) fn menu() -> Vec<Menu> {
    vec![Menu {
        label: "Pindah dari OpenSID",
        path: "/opensid",
        icon: "unggah",
        group: "Data",
        guard: Guard::Needs(kependudukan::IMPOR),
        order: 28,
    }]
}

/// `2 Maret 2026 09.00 WIB`, in the unit's zone.
fn waktu(caller: &web::Caller, pada: db::At) -> String {
    let zona = caller.unit.zone;
    let saat = pada.timestamp();
    format!("{} {}", kamus::tanggal_panjang(zona.tanggal(saat)), zona.jam_menit(saat))
}

pub(crate) fn angka(n: u64) -> String {
    kamus::angka(i64::try_from(n).unwrap_or(i64::MAX))
}
