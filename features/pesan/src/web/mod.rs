//! The screens, and the door for providers.

mod atur;
mod ikat;
mod jangkauan;
mod kotak;
mod pintu;
mod simulator;
mod teks;

use std::fmt::Write as _;

use ::web::{Caller, Guard, Menu, Route, get, post};

pub use ikat::ajakan;

use crate::{ATUR, IKAT, KIRIM, LIHAT, TEKS};

/// A delivery of Meta may hold many messages.
const KIRIMAN_MAKS: usize = 3 << 20;

pub(crate) fn routes() -> Vec<Route> {
    let (lihat, kirim, ikat, teks, atur) = (
        Guard::Needs(LIHAT),
        Guard::Needs(KIRIM),
        Guard::Needs(IKAT),
        Guard::Needs(TEKS),
        Guard::Needs(ATUR),
    );
    vec![
        get("/{kode}/wa/meta", Guard::Public, pintu::tantangan).limited(30),
        post("/{kode}/wa/meta", Guard::Public, pintu::meta).upload(KIRIMAN_MAKS),
        post("/{kode}/wa/gowa", Guard::Public, pintu::gowa).upload(KIRIMAN_MAKS),
        get("/{kode}/pesan", lihat, kotak::get),
        post("/{kode}/pesan/{id}/pengulangan", kirim, kotak::ulangi),
        get("/{kode}/pesan/jangkauan", lihat, jangkauan::get),
        get("/{kode}/pesan/ikat/{penduduk}", ikat, ikat::get),
        post("/{kode}/pesan/ikat/{penduduk}/kode", ikat, ikat::kode).limited(30),
        post("/{kode}/pesan/ikat/{penduduk}/{ikatan}/pengakhiran", ikat, ikat::akhiri),
        get("/{kode}/pesan/teks", teks, teks::daftar),
        get("/{kode}/pesan/teks/{kunci}", teks, teks::ubah),
        post("/{kode}/pesan/teks/{kunci}", teks, teks::simpan),
        get("/{kode}/pesan/atur", atur, atur::get),
        post("/{kode}/pesan/atur", atur, atur::simpan),
        post("/{kode}/pesan/atur/uji", atur, atur::uji).limited(10),
        post("/{kode}/pesan/atur/pelanjutan", atur, atur::lanjutkan),
        get("/{kode}/pesan/simulator", kirim, simulator::awal),
        post("/{kode}/pesan/simulator", kirim, simulator::mulai),
        get("/{kode}/pesan/simulator/{kontak}", kirim, simulator::get),
        post("/{kode}/pesan/simulator/{kontak}/tulisan", kirim, simulator::tulis).upload(17 << 20),
        get("/{kode}/pesan/simulator/{kontak}/berkas/{pesan}", kirim, simulator::berkas),
    ]
}

pub(crate) fn menu() -> Vec<Menu> {
    vec![
        Menu {
            label: "Pesan warga",
            path: "/pesan",
            icon: "surat",
            group: "Layanan",
            guard: Guard::Needs(LIHAT),
            order: 18,
        },
        Menu {
            label: "Penyedia WhatsApp",
            path: "/pesan/atur",
            icon: "atur",
            group: "Pengaturan",
            guard: Guard::Needs(ATUR),
            order: 907,
        },
    ]
}

/// An instant on the unit's own wall clock.
fn saat(caller: &Caller, pada: jiff::Timestamp) -> String {
    let zona = caller.unit.zone;
    format!("{} {}", kamus::tanggal_pendek(zona.tanggal(pada)), zona.jam_menit(pada))
}

/// An address with QR code, to point a phone at.
fn gambar_qr(teks: &str, sebutan: &str) -> ui::Markup {
    const TEPI: i32 = 4;
    let Ok(kode) = qrcodegen::QrCode::encode_text(teks, qrcodegen::QrCodeEcc::Quartile) else {
        return ui::Markup::default();
    };
    let sisi = kode.size() + 2 * TEPI;
    let mut jalur = String::new();
    for y in 0..kode.size() {
        for x in (0..kode.size()).filter(|x| kode.get_module(*x, y)) {
            let _ = write!(jalur, "M{} {}h1v1h-1z", x + TEPI, y + TEPI);
        }
    }
    let sebutan = ui::Markup::text(sebutan);
    ui::Markup::trusted(format!(
        "<svg width=\"240\" height=\"240\" viewBox=\"0 0 {sisi} {sisi}\" shape-rendering=\"crispEdges\" role=\"img\" \
         aria-label=\"{sebutan}\"><path fill=\"#fff\" d=\"M0 0h{sisi}v{sisi}H0z\"/><path d=\"{jalur}\"/></svg>"
    ))
}
