//! The screens: the board, who waits, one case, what was issued, hand-overs.

mod atur;
mod cetak;
mod ekspor;
mod isian;
mod mulai;
mod papan;
mod pindaian;
mod salinan;
mod satu;
mod serah;
mod terbit;
mod tindakan;
mod tunggu;

use ::web::{Caller, Guard, Menu, Route, get, post};
use jiff::civil::Date;
use kamus::tanggal_pendek;
use ui::MenuItem;
use uuid::Uuid;

use crate::alur::Terlihat;
use crate::store::Pelaku;
use crate::{ATUR, KERJA, LIHAT};

pub(crate) fn routes() -> Vec<Route> {
    let (lihat, kerja) = (Guard::Needs(LIHAT), Guard::Needs(KERJA));
    vec![
        get("/{kode}/dukcapil", lihat, papan::get),
        post("/{kode}/dukcapil", lihat, papan::cari),
        post("/{kode}/dukcapil/ekspor", lihat, ekspor::post).limited(30),
        get("/{kode}/dukcapil/tunggu", lihat, tunggu::get),
        get("/{kode}/dukcapil/orang/{id}", kerja, mulai::get),
        post("/{kode}/dukcapil/baru", kerja, mulai::post),
        get("/{kode}/dukcapil/serah", lihat, serah::daftar),
        get("/{kode}/dukcapil/serah/baru", kerja, serah::baru),
        post("/{kode}/dukcapil/serah", kerja, serah::post),
        get("/{kode}/dukcapil/serah/{id}", lihat, serah::get),
        get("/{kode}/dukcapil/serah/{id}/pdf", lihat, cetak::serah).limited(60),
        get("/{kode}/dukcapil/{id}", lihat, satu::get),
        post("/{kode}/dukcapil/{id}/syarat", kerja, tindakan::syarat),
        post("/{kode}/dukcapil/{id}/kekurangan", kerja, tindakan::kekurangan),
        post("/{kode}/dukcapil/{id}/pelengkapan", kerja, tindakan::pelengkapan),
        post("/{kode}/dukcapil/{id}/pembatalan", kerja, tindakan::pembatalan),
        get("/{kode}/dukcapil/{id}/isian", kerja, isian::get),
        post("/{kode}/dukcapil/{id}/isian", kerja, isian::post),
        post("/{kode}/dukcapil/{id}/formulir", kerja, cetak::formulir).limited(60),
        get("/{kode}/dukcapil/{id}/salinan", kerja, salinan::get),
        post("/{kode}/dukcapil/{id}/salinan", kerja, salinan::post).limited(60),
        post("/{kode}/dukcapil/{id}/pindaian", kerja, pindaian::post).upload(pindaian::BADAN).limited(60),
        post("/{kode}/dukcapil/{id}/pindaian/{satu}/pembukaan", kerja, pindaian::pembukaan),
        post("/{kode}/dukcapil/{id}/pindaian/{satu}/penghapusan", kerja, pindaian::penghapusan),
        get("/{kode}/dukcapil/{id}/penerbitan", kerja, terbit::get),
        post("/{kode}/dukcapil/{id}/penerbitan", kerja, terbit::post),
        post("/{kode}/dukcapil/{id}/pembetulan", kerja, tindakan::pembetulan),
        get("/{kode}/atur-dukcapil", Guard::Needs(ATUR), atur::get),
        post("/{kode}/atur-dukcapil", Guard::Needs(ATUR), atur::post),
    ]
}

pub(crate) fn menu() -> Vec<Menu> {
    let entry = |label, path, icon, group, guard, order| Menu { label, path, icon, group, guard, order };
    vec![
        entry("Berkas Dukcapil", "/dukcapil", "surat", "Warga", Guard::Needs(LIHAT), 26),
        entry("Aturan berkas Dukcapil", "/atur-dukcapil", "atur", "Pengaturan", Guard::Needs(ATUR), 905),
    ]
}

/// The address of a case.
fn alamat(caller: &Caller, id: Uuid) -> String {
    caller.href(&format!("/dukcapil/{id}"))
}

/// Cases, who waits, hand-overs.
fn tab(caller: &Caller, aktif: usize, menunggu: usize) -> Vec<MenuItem> {
    let butir =
        |ke: usize, kata: &str, jalan: &str| MenuItem::new(kata, caller.href(jalan)).active(ke == aktif);
    vec![
        butir(0, "Berkas", "/dukcapil"),
        butir(1, "Menunggu Dukcapil", "/dukcapil/tunggu").count(u32::try_from(menunggu).unwrap_or(u32::MAX)),
        butir(2, "Daftar serah", "/dukcapil/serah"),
    ]
}

fn pelaku(caller: &Caller) -> ::web::Result<Pelaku> {
    let pengguna = &caller.signed_in()?.pengguna;
    Ok(Pelaku { id: Some(pengguna.id), nama: pengguna.nama.clone() })
}

/// The case as the sender of this form saw it.
fn terlihat(id: Uuid, versi: &str) -> ::web::Result<Terlihat> {
    let kalimat = "Formulir tidak lengkap. Buka lagi berkasnya, lalu ulangi.";
    let versi = versi.parse().map_err(|_| ::web::Error::Refused(kalimat.to_owned()))?;
    Ok(Terlihat { id, versi })
}

/// "hari ini", "3 hari"
fn lama(sejak: Date, hari_ini: Date) -> String {
    match (hari_ini - sejak).get_days() {
        i32::MIN..=0 => "hari ini".to_owned(),
        hari => format!("{} hari", kamus::angka(i64::from(hari))),
    }
}

fn hari(caller: &Caller, pada: db::At) -> Date {
    caller.unit.zone.tanggal(pada.timestamp())
}

/// "2-3-2026 09.05", for a narrow column.
fn saat(caller: &Caller, pada: db::At) -> String {
    let jam = caller.unit.zone.waktu(pada.timestamp());
    format!("{} {:02}.{:02}", tanggal_pendek(jam.date()), jam.hour(), jam.minute())
}

/// A number never stands in an address, so it is no search by GET.
fn bernomor(cari: &str) -> bool {
    cari.bytes().filter(u8::is_ascii_digit).count() >= 3
}
