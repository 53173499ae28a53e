//! The screens of this room.

mod awal;
mod bagian;
mod citra;
mod identitas;
mod kop;
mod mulai;
mod pejabat;
mod pejabat_formulir;
mod periksa;

use access::{Grant, Role};
use web::{Caller, Feature, Guard, Menu, get, post};

use crate::sebutan::Sebutan;
use crate::store::{self, Identitas};
use crate::{ATUR, identitas::sebutan};

pub use awal::KodeAwal;

pub(crate) fn fitur(f: &mut Feature) {
    let atur = Guard::Needs(ATUR);
    f.routes = vec![
        get("/mulai", Guard::Public, awal::get).limited(60),
        post("/mulai", Guard::Public, awal::post).limited(30),
        get("/{kode}/mulai", atur, mulai::get),
        get("/{kode}/wilayah", atur, identitas::get),
        post("/{kode}/wilayah", atur, identitas::post),
        get("/{kode}/wilayah/kop", atur, kop::get),
        post("/{kode}/wilayah/kop", atur, kop::post).upload(12 << 20),
        post("/{kode}/wilayah/kop/pratinjau", atur, kop::pratinjau),
        get("/{kode}/wilayah/bagian", atur, bagian::get),
        post("/{kode}/wilayah/bagian", atur, bagian::post),
        get("/{kode}/wilayah/bagian/{id}", atur, bagian::ubah),
        post("/{kode}/wilayah/bagian/{id}", atur, bagian::simpan),
        post("/{kode}/wilayah/bagian/{id}/penghapusan", atur, bagian::hapus),
        get("/{kode}/pejabat", atur, pejabat::daftar),
        get("/{kode}/pejabat/baru", atur, pejabat::baru),
        post("/{kode}/pejabat", atur, pejabat::angkat),
        get("/{kode}/pejabat/{id}", atur, pejabat::rinci),
        get("/{kode}/pejabat/{id}/perbaikan", atur, pejabat::ubah),
        post("/{kode}/pejabat/{id}/perbaikan", atur, pejabat::perbaiki),
        post("/{kode}/pejabat/{id}/pengakhiran", atur, pejabat::akhiri),
        get("/{kode}/logo", Guard::Public, citra::logo),
        get("/{kode}/aksara", Guard::Public, citra::aksara),
    ];
    let menu = |label, path, icon, order| Menu { label, path, icon, group: "Pengaturan", guard: atur, order };
    f.menu = vec![
        menu("Mulai", "/mulai", "centang", 900),
        menu("Wilayah", "/wilayah", "balai", 910),
        menu("Pejabat", "/pejabat", "tanda-tangan", 920),
    ];
    f.roles = vec![
        Grant { role: Role::Admin, permissions: &[ATUR] },
        Grant { role: Role::Operator, permissions: &[ATUR] },
    ];
}

/// The unit's identity and words.
async fn muat(caller: &Caller) -> web::Result<(Identitas, &'static Sebutan)> {
    let identitas = store::get_identitas(&mut caller.read().await?).await?;
    let words = sebutan(&identitas);
    Ok((identitas, words))
}

/// The three pages about the unit itself.
fn tab(caller: &Caller, here: &str) -> Vec<ui::MenuItem> {
    [
        ("Nama dan sebutan", "/wilayah"),
        ("Kop surat", "/wilayah/kop"),
        ("Dusun, RW, dan RT", "/wilayah/bagian"),
    ]
    .into_iter()
    .map(|(label, path)| ui::MenuItem::new(label, caller.href(path)).active(path == here))
    .collect()
}
