//! The screens.

mod anggota;
mod daftar;
mod satu;
mod ubah;
mod unduh;

use ::web::{Caller, Form, Guard, Menu, Route, get, post};
use jiff::civil::Date;
use kamus::urai_tanggal;

use crate::{KELOLA, LIHAT};

pub(crate) fn routes() -> Vec<Route> {
    let (lihat, kelola) = (Guard::Needs(LIHAT), Guard::Needs(KELOLA));
    vec![
        get("/{kode}/lembaga", lihat, daftar::get),
        get("/{kode}/lembaga/baru", kelola, ubah::baru),
        post("/{kode}/lembaga", kelola, ubah::catat),
        get("/{kode}/lembaga/{id}", lihat, satu::get),
        get("/{kode}/lembaga/{id}/unduh", lihat, unduh::get).limited(30),
        get("/{kode}/lembaga/{id}/ubah", kelola, ubah::ubah),
        post("/{kode}/lembaga/{id}/perubahan", kelola, ubah::simpan),
        post("/{kode}/lembaga/{id}/pembubaran", kelola, satu::bubar),
        get("/{kode}/lembaga/{id}/anggota/baru", kelola, anggota::baru),
        post("/{kode}/lembaga/{id}/anggota", kelola, anggota::post),
        post("/{kode}/lembaga/{id}/anggota/{anggota}/pengakhiran", kelola, anggota::akhiri),
    ]
}

pub(crate) fn menu() -> Vec<Menu> {
    vec![Menu {
        label: "Lembaga dan kelompok",
        path: "/lembaga",
        icon: "balai",
        group: "Warga",
        guard: Guard::Needs(LIHAT),
        order: 29,
    }]
}

/// A day of a form; what is wrong is marked.
fn baca_hari(form: &Form, nama: &str, wajib: bool, tampil: &mut ui::Form) -> Option<Date> {
    if !wajib && form.some(nama).is_none() {
        return None;
    }
    match urai_tanggal(form.text(nama)) {
        Ok(hari) => Some(hari),
        Err(galat) => {
            tampil.refuse(nama, galat.to_string());
            None
        }
    }
}

/// Marks what is longer than its column of paper.
fn batasi(form: &Form, nama: &[&str], tampil: &mut ui::Form) {
    for nama in nama {
        if form.text(nama).chars().count() > 200 {
            tampil.refuse(nama, "Paling panjang 200 huruf.");
        }
    }
}

fn hari(isi: Option<db::Day>) -> String {
    isi.map(|hari| kamus::tanggal_panjang(hari.0)).unwrap_or_default()
}

/// "RT 001, RW 002, Krajan"; empty for the whole unit.
pub fn tempat(dusun: &str, rw: &str, rt: &str) -> String {
    let bagian = |kata: &str, isi: &str| (!matches!(isi, "" | "-")).then(|| format!("{kata}{isi}"));
    let semua = [bagian("RT ", rt), bagian("RW ", rw), bagian("", dusun)];
    semua.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn alamat(caller: &Caller, id: uuid::Uuid) -> String {
    caller.href(&format!("/lembaga/{id}"))
}
