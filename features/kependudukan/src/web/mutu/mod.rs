//! The work list of data quality.

mod daftar;
mod ekspor;
mod gabung;
mod temuan;

use std::sync::Arc;

use db::ReadTx;
use ui::Tone;
use web::{Caller, Guard, Menu, Route, get, post};

use crate::mutu::{self, Berat, Hasil};
use crate::{EKSPOR, MUTU, PERBAIKI};

pub(super) fn routes() -> Vec<Route> {
    let perbaiki = Guard::Needs(PERBAIKI);
    vec![
        get("/{kode}/mutu", Guard::Needs(MUTU), daftar::get),
        post("/{kode}/mutu/ekspor", Guard::Needs(EKSPOR), ekspor::post).limited(30),
        get("/{kode}/mutu/gabung", perbaiki, gabung::get),
        post("/{kode}/mutu/gabung", perbaiki, gabung::post),
        get("/{kode}/mutu/gabung/{id}", Guard::Needs(MUTU), gabung::hasil),
        post("/{kode}/mutu/gabung/{id}/pembatalan", perbaiki, gabung::pembatalan),
        get("/{kode}/mutu/{id}", Guard::Needs(MUTU), temuan::get),
        post("/{kode}/mutu/{id}/perbaikan", perbaiki, temuan::perbaikan),
        post("/{kode}/mutu/{id}/pengabaian", perbaiki, temuan::pengabaian),
        post("/{kode}/mutu/{id}/pengembalian", perbaiki, temuan::pengembalian),
    ]
}

pub(super) fn menu() -> Menu {
    Menu {
        label: "Mutu data",
        path: "/mutu",
        icon: "sah",
        group: "Data",
        guard: Guard::Needs(MUTU),
        order: 24,
    }
}

/// What the check of today found, kept while nothing that it reads moves: it reads everybody.
async fn hasil(caller: &Caller, tx: &mut ReadTx) -> web::Result<Arc<Hasil>> {
    let hari_ini = caller.today();
    let periksa = async |tx: &mut ReadTx| Ok(mutu::jalankan(tx, hari_ini).await?);
    caller.kept(tx, format!("mutu {hari_ini}"), &mutu::ASAL, periksa).await
}

fn nada(berat: Berat) -> Tone {
    match berat {
        Berat::Salah => Tone::Bad,
        Berat::Janggal => Tone::Wait,
        Berat::Kurang => Tone::Info,
        Berat::Catatan => Tone::Plain,
    }
}
