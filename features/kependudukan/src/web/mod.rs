//! The screens.

mod antar;
mod buku;
mod daftar;
mod ekspor;
mod impor;
mod impor_lengkap;
mod impor_peta;
mod impor_putusan;
mod keluarga;
mod kode;
mod lapor;
mod lingkup;
mod lintas;
mod mutu;
mod penduduk;
mod penduduk_foto;
mod penduduk_riwayat;
mod peristiwa;
mod privasi;
mod rumah_tangga;
mod saring;
mod sementara;
mod tersimpan;
mod unggahan;
mod usulan;

use ui::Choice;
use web::{Guard, Menu, Route, get, post};

pub use lingkup::orang_bagi;

use crate::{BACA_PERISTIWA, BUKA, EKSPOR, IMPOR, LAPOR, LIHAT, PERISTIWA, PUTUS};

/// A workbook of up to 30 MB, and what the form around it weighs.
const UNGGAHAN: usize = 31 << 20;

/// Why somebody asks to see a masked number.
const TUJUAN: [(&str, &str); 5] = [
    ("layanan", "Melayani warga yang bersangkutan"),
    ("surat", "Membuat surat"),
    ("pencocokan", "Mencocokkan dengan KTP atau KK"),
    ("perbaikan", "Memperbaiki data"),
    ("laporan", "Laporan resmi ke pemerintah di atas"),
];

pub(crate) fn routes() -> Vec<Route> {
    let lihat = Guard::Needs(LIHAT);
    let buka = Guard::Needs(BUKA);
    let mut routes = vec![
        get("/{kode}/penduduk", lihat, daftar::get),
        post("/{kode}/penduduk", lihat, daftar::post),
        get("/{kode}/penduduk/ekspor", Guard::Needs(EKSPOR), ekspor::get),
        post("/{kode}/penduduk/ekspor", Guard::Needs(EKSPOR), ekspor::post).limited(30),
        post("/{kode}/penduduk/saringan", lihat, tersimpan::post).limited(30),
        post("/{kode}/penduduk/saringan/{id}/penghapusan", lihat, tersimpan::penghapusan),
        get("/{kode}/penduduk/buku", Guard::Needs(EKSPOR), buku::get),
        post("/{kode}/penduduk/buku", Guard::Needs(EKSPOR), buku::post).limited(30),
        get("/{kode}/penduduk/{id}", lihat, penduduk::get),
        post("/{kode}/penduduk/{id}/pembukaan", buka, penduduk::post),
        get("/{kode}/penduduk/{id}/foto", Guard::Needs(PERISTIWA), penduduk_foto::get),
        post("/{kode}/penduduk/{id}/foto", Guard::Needs(PERISTIWA), penduduk_foto::post)
            .upload(unggahan::BADAN)
            .limited(60),
        post("/{kode}/penduduk/{id}/foto/penghapusan", Guard::Needs(PERISTIWA), penduduk_foto::penghapusan),
        get("/{kode}/penduduk/{id}/riwayat", Guard::Needs(BACA_PERISTIWA), penduduk_riwayat::get),
        get("/{kode}/keluarga", lihat, keluarga::daftar),
        post("/{kode}/keluarga", lihat, keluarga::cari),
        get("/{kode}/keluarga/{id}", lihat, keluarga::get),
        post("/{kode}/keluarga/{id}/pembukaan", buka, keluarga::post),
        get("/{kode}/rumah-tangga", lihat, rumah_tangga::daftar),
        post("/{kode}/rumah-tangga", lihat, rumah_tangga::cari),
        get("/{kode}/rumah-tangga/{id}", lihat, rumah_tangga::get),
    ];
    routes.extend(routes_impor());
    routes.extend(mutu::routes());
    routes.extend(peristiwa::routes());
    routes.extend(antar::routes());
    routes.extend(lintas::routes());
    routes.extend(kode::routes());
    routes.extend(lapor::routes());
    routes.extend(sementara::routes());
    routes.extend(privasi::routes());
    routes
}

fn routes_impor() -> Vec<Route> {
    let boleh = Guard::Needs(IMPOR);
    vec![
        get("/{kode}/impor", boleh, impor::get),
        post("/{kode}/impor", boleh, impor::post).upload(UNGGAHAN).limited(20),
        get("/{kode}/impor/usulan", boleh, usulan::get),
        post("/{kode}/impor/usulan/putusan", boleh, usulan::post),
        get("/{kode}/impor/riwayat/{id}", boleh, impor_putusan::selesai),
        get("/{kode}/impor/{id}", boleh, impor::laporan),
        get("/{kode}/impor/{id}/catatan", boleh, impor::catatan),
        get("/{kode}/impor/{id}/kemajuan", boleh, impor_putusan::terulang),
        get("/{kode}/impor/{id}/kemajuan/{kerja}", boleh, impor_putusan::kemajuan),
        post("/{kode}/impor/{id}/penerapan", boleh, impor_putusan::post),
        get("/{kode}/impor/{id}/pemetaan", boleh, impor_peta::get),
        post("/{kode}/impor/{id}/pemetaan", boleh, impor_peta::post).limited(60),
        post("/{kode}/impor/{id}/pelengkapan", boleh, impor_lengkap::post).limited(60),
        post("/{kode}/impor/{id}/pembatalan", boleh, impor_putusan::batal),
    ]
}

pub(crate) fn menu() -> Vec<Menu> {
    let entry = |label, path, icon, guard, order| Menu { label, path, icon, group: "Warga", guard, order };
    vec![
        entry("Penduduk", "/penduduk", "penduduk", Guard::Needs(LIHAT), 20),
        entry("Keluarga", "/keluarga", "keluarga", Guard::Needs(LIHAT), 21),
        entry("Rumah tangga", "/rumah-tangga", "keluarga", Guard::Needs(LIHAT), 22),
        entry("Penduduk sementara", "/penduduk-sementara", "jam", Guard::Needs(LIHAT), 23),
        Menu { group: "Data", ..entry("Impor data", "/impor", "unggah", Guard::Needs(IMPOR), 24) },
        entry("Lapor", "/lapor", "penduduk", Guard::Needs(LAPOR), 18),
        entry("Usulan dari wilayah", "/usulan-warga", "jam", Guard::Needs(PUTUS), 25),
        mutu::menu(),
        privasi::menu(),
        peristiwa::menu(),
        antar::menu(),
        lintas::menu(),
    ]
}

pub(crate) fn tiles() -> Vec<web::Tile> {
    vec![
        web::Tile { guard: Guard::Needs(PUTUS), order: 120, load: lapor::tile },
        web::Tile { guard: Guard::Needs(IMPOR), order: 121, load: sementara::tile },
        web::Tile { guard: Guard::Needs(PERISTIWA), order: 122, load: antar::tile },
    ]
}

fn tujuan() -> Vec<Choice> {
    Choice::list(TUJUAN)
}

/// The words of a purpose; none for one that is not offered.
fn kata_tujuan(kode: &str) -> Option<&'static str> {
    TUJUAN.iter().find(|(k, _)| *k == kode).map(|(_, kata)| *kata)
}

/// Where a list stands, from the URL's `hal`.
fn halaman(hal: &str) -> u32 {
    hal.parse().unwrap_or(1)
}

/// Limit and offset of a page.
fn potongan(paging: &ui::Paging) -> (i64, i64) {
    (i64::from(ui::PAGE_SIZE), i64::try_from(paging.offset()).unwrap_or(i64::MAX))
}

fn jumlah(n: i64) -> u64 {
    u64::try_from(n).unwrap_or(0)
}

/// `2 Maret 2026 09.00 WIB`, in the unit's zone.
fn waktu(caller: &web::Caller, pada: db::At) -> String {
    let zona = caller.unit.zone;
    let lokal = zona.waktu(pada.timestamp());
    format!(
        "{} {:02}.{:02} {}",
        kamus::tanggal_panjang(lokal.date()),
        lokal.hour(),
        lokal.minute(),
        zona.singkatan()
    )
}
