//! Screens: certificates of officials, trusted authorities, and what each kind of signature is worth.

mod bsre;
mod cabut;
mod daftar;
mod kunci;
mod layanan_bsre;
mod panduan;
mod pejabat;
mod pemasangan;
mod pencabutan;
mod penerbit;
mod penerbitan;
mod sadewa;
mod stempel;
mod unduhan;

pub use pejabat::{BoxFuture, DaftarPejabat, PejabatSaya};

use web::{Grant, Guard, Menu, Permission, Role, Route, get, post};

/// Opens the screens; what is seen there depends on the two below.
pub const LIHAT: Permission = Permission("tte.lihat");
/// Keeps all officials' certificates and the trusted authorities.
pub const ATUR: Permission = Permission("tte.atur");
/// Keeps one's own certificate.
pub const MILIK_SENDIRI: Permission = Permission("tte.milik_sendiri");
/// Chooses the servers that are called: BSrE's, which gets all passphrases, SADEWA, and the one that stamps times.
pub const LAYANAN: Permission = Permission("tte.layanan");

pub(crate) const MENU: Menu = Menu {
    label: "Sertifikat TTE",
    path: "/tte",
    icon: "tanda-tangan",
    group: "Pengaturan",
    guard: Guard::Needs(LIHAT),
    order: 860,
};

pub(crate) const ROLES: [Grant; 3] = [
    Grant { role: Role::Admin, permissions: &[LIHAT, ATUR, LAYANAN] },
    Grant { role: Role::Operator, permissions: &[LIHAT, ATUR] },
    Grant { role: Role::Penandatangan, permissions: &[LIHAT, MILIK_SENDIRI] },
];

pub(crate) fn routes() -> Vec<Route> {
    let (lihat, atur) = (Guard::Needs(LIHAT), Guard::Needs(ATUR));
    let (sendiri, layanan) = (Guard::Needs(MILIK_SENDIRI), Guard::Needs(LAYANAN));
    vec![
        get("/{kode}/tte", lihat, daftar::get),
        get("/{kode}/tte/panduan", lihat, panduan::get),
        get("/{kode}/tte/pemasangan", lihat, pemasangan::get),
        // Opening a keystore costs a tenth of a second of computing.
        post("/{kode}/tte/pemasangan", lihat, pemasangan::post).limited(20),
        get("/{kode}/tte/penerbitan", sendiri, penerbitan::get),
        post("/{kode}/tte/penerbitan", sendiri, penerbitan::post).limited(20),
        get("/{kode}/tte/{id}/pencabutan", lihat, pencabutan::get),
        post("/{kode}/tte/{id}/pencabutan", lihat, pencabutan::post),
        get("/{kode}/tte/otoritas", atur, penerbit::get),
        post("/{kode}/tte/otoritas/pemeriksaan", atur, penerbit::periksa),
        post("/{kode}/tte/otoritas", atur, penerbit::post),
        get("/{kode}/tte/otoritas/{id}/penghentian", atur, penerbit::tanya_henti),
        post("/{kode}/tte/otoritas/{id}/penghentian", atur, penerbit::hentikan),
        get("/{kode}/tte/bsre", lihat, bsre::get),
        get("/{kode}/tte/bsre/pejabat", lihat, bsre::baru),
        post("/{kode}/tte/bsre/pejabat", lihat, bsre::catat),
        // Each calls BSrE.
        post("/{kode}/tte/bsre/{id}/pemeriksaan", lihat, bsre::periksa).limited(20),
        post("/{kode}/tte/bsre/{id}/penghentian", lihat, bsre::hentikan),
        get("/{kode}/tte/bsre/layanan", layanan, layanan_bsre::get),
        post("/{kode}/tte/bsre/layanan", layanan, layanan_bsre::post),
        get("/{kode}/tte/dicabut", layanan, cabut::get),
        post("/{kode}/tte/dicabut", layanan, cabut::post),
        post("/{kode}/tte/dicabut/daftar", layanan, cabut::unggah).limited(20).upload(6 << 20),
        get("/{kode}/tte/sadewa", layanan, sadewa::get),
        post("/{kode}/tte/sadewa", layanan, sadewa::post),
        get("/{kode}/tte/stempel", layanan, stempel::get),
        post("/{kode}/tte/stempel", layanan, stempel::post),
        get("/{kode}/tte/kunci", atur, kunci::get),
        get("/{kode}/tte/kunci/penggantian", layanan, kunci::tanya_ganti),
        post("/{kode}/tte/kunci/penggantian", layanan, kunci::ganti_post),
        get("/{kode}/tte/kunci/{id}/kebocoran", layanan, kunci::tanya_bocor),
        post("/{kode}/tte/kunci/{id}/kebocoran", layanan, kunci::bocor),
        get("/{kode}/otoritas.pem", Guard::Public, unduhan::get).limited(60),
    ]
}

pub(crate) use daftar::tile;
