//! The village's public home: who it is, who serves, what can be asked for, and how many live there.
//!
//! Useful with no article written: everything is taken from the rooms below. Pages are made once for each
//! position of the unit's ledger, so the next act shows on the next page.

mod depan;
mod halaman;
mod layanan;
mod perangkat;
mod periksa;
mod pintu;
mod rilis;
mod rinci;
mod statistik;
mod store;
mod tabel;

use web::{Feature, Guard, get, post};

pub use rilis::{RILIS, angka_bulan_tutup};
pub use store::RilisPublik;

pub fn feature() -> Feature {
    let mut f = Feature::new("portal");
    f.routes = vec![
        get("/", Guard::Public, pintu::get),
        get("/robots.txt", Guard::Public, pintu::robots),
        get("/sitemap.xml", Guard::Public, pintu::sitemap),
        get("/v", Guard::Public, periksa::get),
        post("/v", Guard::Public, periksa::post).limited(60),
        get("/{kode}", Guard::Public, depan::get),
        get("/{kode}/perangkat", Guard::Public, perangkat::get),
        get("/{kode}/statistik", Guard::Public, statistik::get),
        get("/{kode}/statistik/rinci", Guard::Public, rinci::get),
        get("/{kode}/statistik/csv", Guard::Public, statistik::csv),
        get("/{kode}/periksa", Guard::Public, periksa::di_desa),
        post("/{kode}/periksa", Guard::Public, periksa::di_desa_post).limited(60),
        get("/{kode}/layanan", Guard::Public, layanan::get),
        get("/{kode}/layanan/{jenis}", Guard::Public, layanan::jenis),
    ];
    f.entities = vec![<RilisPublik as db::Entity>::DEF];
    f.statements = vec![store::STATEMENTS];
    f.jobs = vec![rilis::worker()];
    f
}
