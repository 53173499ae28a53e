//! The screens: the calendar of the year, hours, reminders, and what came up from below.

mod eskalasi;
mod jam;
mod kalender;
mod libur;
mod pengingat;

use ::web::{Caller, Form, Guard, Menu, Route, get, post};
use jiff::Timestamp;
use jiff::civil::Date;
use kamus::{nama_hari, tanggal_panjang, urai_tanggal};

use crate::{ATUR, ESKALASI, LIHAT};

/// The largest list of holidays taken.
const UNGGAHAN: usize = 1 << 20;

pub(crate) fn routes() -> Vec<Route> {
    let (lihat, atur) = (Guard::Needs(LIHAT), Guard::Needs(ATUR));
    vec![
        get("/{kode}/kalender", lihat, kalender::get),
        get("/{kode}/kalender/contoh", lihat, libur::contoh),
        get("/{kode}/kalender/jam/{masa}", atur, jam::get),
        post("/{kode}/kalender/jam/{masa}", atur, jam::post),
        post("/{kode}/kalender/pola", atur, jam::pola),
        post("/{kode}/kalender/libur", atur, libur::tambah),
        post("/{kode}/kalender/libur/berkas", atur, libur::unggah).upload(UNGGAHAN),
        post("/{kode}/kalender/libur/tetap", atur, libur::tetap),
        post("/{kode}/kalender/libur/{id}/penghapusan", atur, libur::hapus),
        post("/{kode}/kalender/ramadan", atur, libur::ramadan),
        post("/{kode}/kalender/ramadan/{id}/penghapusan", atur, libur::hapus_ramadan),
        get("/{kode}/kalender/pengingat", atur, pengingat::get),
        post("/{kode}/kalender/pengingat", atur, pengingat::post),
        get("/{kode}/eskalasi", Guard::Needs(ESKALASI), eskalasi::get),
    ]
}

pub(crate) fn menu() -> Vec<Menu> {
    let butir = |label, path, icon, group, guard, order| Menu {
        label,
        path,
        icon,
        group,
        guard: Guard::Needs(guard),
        order,
    };
    vec![
        butir("Hari dan jam kerja", "/kalender", "jam", "Pengaturan", LIHAT, 905),
        butir("Lewat waktu", "/eskalasi", "awas", "Layanan", ESKALASI, 206),
    ]
}

/// A day of a form; what is wrong is marked.
fn baca_hari(form: &Form, nama: &str, tampil: &mut ui::Form) -> Option<Date> {
    match urai_tanggal(form.text(nama)) {
        Ok(hari) => Some(hari),
        Err(galat) => {
            tampil.refuse(nama, galat.to_string());
            None
        }
    }
}

/// "Senin, 2 Maret 2026 pukul 09.05 WIB".
fn saat(caller: &Caller, saat: Timestamp) -> String {
    let hari = caller.unit.zone.tanggal(saat);
    let jam = caller.unit.zone.jam_menit(saat);
    format!("{}, {} pukul {jam}", nama_hari(hari), tanggal_panjang(hari))
}
