//! The screens: the board, the counter, one request, settings, and what anybody may see.

mod analisis;
mod angka;
mod anjungan;
mod atur;
mod baru;
mod jawab;
mod ketua;
mod kode;
mod konfirmasi;
mod papan;
mod satu;
mod status;
mod tindakan;

use ::web::{Caller, Form, Guard, Menu, Route, Tile, get, post};
use jiff::Timestamp;
use kamus::{nama_hari, tanggal_panjang};
use uuid::Uuid;

use crate::mandiri::{isi as minta, satu as milik, web as mandiri};
use crate::store::Pelaku;
use crate::{ATUR, JAWAB, KERJA, LIHAT, Terlihat};

/// The largest photo taken.
const FOTO: usize = 15 << 20;

pub(crate) fn routes() -> Vec<Route> {
    let needs = Guard::Needs;
    vec![
        get("/{kode}/permohonan", needs(LIHAT), papan::get),
        get("/{kode}/permohonan/analisis", needs(LIHAT), analisis::get),
        get("/{kode}/permohonan/analisis/unduhan", needs(LIHAT), analisis::unduh),
        get("/{kode}/permohonan/baru", needs(KERJA), baru::get),
        post("/{kode}/permohonan/baru", needs(KERJA), baru::cari),
        get("/{kode}/permohonan/orang/{id}", needs(KERJA), baru::orang),
        get("/{kode}/permohonan/orang/{id}/{jenis}", needs(KERJA), baru::isi),
        post("/{kode}/permohonan/orang/{id}/{jenis}", needs(KERJA), baru::ajukan),
        get("/{kode}/permohonan/{id}", needs(LIHAT), satu::get),
        post("/{kode}/permohonan/{id}/konfirmasi", needs(KERJA), tindakan::konfirmasi),
        post("/{kode}/permohonan/{id}/pemeriksaan", needs(KERJA), tindakan::pemeriksaan),
        post("/{kode}/permohonan/{id}/permintaan", needs(KERJA), tindakan::permintaan),
        post("/{kode}/permohonan/{id}/kelengkapan", needs(KERJA), tindakan::kelengkapan),
        post("/{kode}/permohonan/{id}/pemrosesan", needs(KERJA), tindakan::pemrosesan),
        post("/{kode}/permohonan/{id}/pengantaran", needs(KERJA), tindakan::pengantaran),
        post("/{kode}/permohonan/{id}/penyerahan", needs(KERJA), tindakan::penyerahan),
        post("/{kode}/permohonan/{id}/penolakan", needs(KERJA), tindakan::penolakan),
        post("/{kode}/permohonan/{id}/pembatalan", needs(KERJA), tindakan::pembatalan),
        post("/{kode}/permohonan/{id}/foto/{foto}/pembukaan", needs(KERJA), tindakan::foto),
        get("/{kode}/atur-permohonan", needs(ATUR), atur::get),
        post("/{kode}/atur-permohonan", needs(ATUR), atur::post),
        get("/{kode}/atur-konfirmasi", needs(KERJA), ketua::get),
        get("/{kode}/atur-konfirmasi/ketua", needs(KERJA), ketua::pilih),
        post("/{kode}/atur-konfirmasi/ketua", needs(KERJA), ketua::post),
        get("/{kode}/konfirmasi", needs(JAWAB), jawab::get),
        get("/{kode}/konfirmasi/{id}", needs(JAWAB), jawab::satu),
        post("/{kode}/konfirmasi/{id}/pembenaran", needs(JAWAB), jawab::benar),
        post("/{kode}/konfirmasi/{id}/penyangkalan", needs(JAWAB), jawab::bukan),
        get("/{kode}/kode-mandiri", needs(KERJA), kode::get),
        post("/{kode}/kode-mandiri/{id}", needs(KERJA), kode::tampilkan),
        get("/{kode}/antrean", needs(KERJA), anjungan::antrean),
        post("/{kode}/antrean/panggilan", needs(KERJA), anjungan::panggilan),
        post("/{kode}/antrean/penutupan", needs(KERJA), anjungan::penutupan),
        post("/{kode}/antrean/anjungan", needs(KERJA), anjungan::pembukaan),
        get("/{kode}/anjungan/{kunci}", Guard::Public, anjungan::get).limited(60),
        post("/{kode}/anjungan/{kunci}", Guard::Public, anjungan::ambil).limited(20),
        get("/{kode}/anjungan/{kunci}/nomor/{nomor}", Guard::Public, anjungan::nomor).limited(60),
        get("/{kode}/status/{token}", Guard::Public, status::get).limited(30),
        get("/{kode}/waktu-layanan", Guard::Public, angka::get),
        get("/{kode}/mandiri", Guard::Public, mandiri::get).limited(60),
        post("/{kode}/mandiri/masuk", Guard::Public, mandiri::minta).limited(6),
        post("/{kode}/mandiri/kode", Guard::Public, mandiri::tukar).limited(10),
        post("/{kode}/mandiri/keluar", Guard::Public, mandiri::keluar).limited(30),
        get("/{kode}/mandiri/surat/{jenis}", Guard::Public, minta::get).limited(60),
        post("/{kode}/mandiri/surat/{jenis}", Guard::Public, minta::post).limited(10),
        get("/{kode}/mandiri/permohonan/{id}", Guard::Public, milik::satu).limited(60),
        post("/{kode}/mandiri/permohonan/{id}/foto", Guard::Public, milik::foto).limited(10).upload(FOTO),
        get("/{kode}/mandiri/permohonan/{id}/berkas", Guard::Public, milik::berkas).limited(30),
    ]
}

pub(crate) fn menu() -> Vec<Menu> {
    vec![
        Menu {
            label: "Permohonan",
            path: "/permohonan",
            icon: "jam",
            group: "Layanan",
            guard: Guard::Needs(LIHAT),
            order: 199,
        },
        Menu {
            label: "Konfirmasi warga",
            path: "/konfirmasi",
            icon: "sah",
            group: "Layanan",
            guard: Guard::Needs(JAWAB),
            order: 198,
        },
        Menu {
            label: "Waktu layanan",
            path: "/atur-permohonan",
            icon: "atur",
            group: "Pengaturan",
            guard: Guard::Needs(ATUR),
            order: 904,
        },
    ]
}

pub(crate) fn tiles() -> Vec<Tile> {
    vec![
        Tile { guard: Guard::Needs(LIHAT), order: 15, load: |caller| Box::pin(papan::ubin(caller)) },
        Tile { guard: Guard::Needs(JAWAB), order: 5, load: |caller| Box::pin(jawab::ubin(caller)) },
    ]
}

/// The address of a request.
fn alamat(caller: &Caller, id: Uuid) -> String {
    caller.href(&format!("/permohonan/{id}"))
}

fn pelaku(caller: &Caller) -> ::web::Result<Pelaku> {
    let pengguna = &caller.signed_in()?.pengguna;
    Ok(Pelaku { id: Some(pengguna.id), nama: pengguna.nama.clone() })
}

/// The request as the sender of this form saw it.
fn terlihat(id: Uuid, form: &Form) -> ::web::Result<Terlihat> {
    let kalimat = "Formulir tidak lengkap. Buka lagi permohonannya, lalu ulangi.";
    let versi = form.text("versi").parse().map_err(|_| ::web::Error::Refused(kalimat.to_owned()))?;
    Ok(Terlihat { id, versi })
}

/// "Senin, 2 Maret 2026 pukul 09.05 WIB".
fn saat(caller: &Caller, saat: Timestamp) -> String {
    let zona = caller.unit.zone;
    let hari = zona.tanggal(saat);
    format!("{}, {} pukul {}", nama_hari(hari), tanggal_panjang(hari), zona.jam_menit(saat))
}

/// "2-3-2026 09.05", for a narrow column.
fn saat_pendek(caller: &Caller, saat: Timestamp) -> String {
    let zona = caller.unit.zone;
    let jam = zona.waktu(saat);
    format!("{} {:02}.{:02}", kamus::tanggal_pendek(zona.tanggal(saat)), jam.hour(), jam.minute())
}
