//! The kinds of events, each as a form and what it does.

mod anak;
mod antar;
mod asing;
mod biodata;
mod datang;
mod hadir;
mod kawin;
mod keluarga;
mod koreksi;
mod lahir;
mod masuk;
mod mati;
mod pindah;
mod rumah_tangga;

use std::collections::BTreeMap;

use uuid::Uuid;

use super::bidang::Macam;
use super::jawab::Jawab;
use super::keadaan::{Keadaan, Orang};
use super::kejadian::Kejadian;
use super::{aturan, temuan::Temuan};
use crate::entitas::{JenisPeristiwa, Rincian};

pub use antar::TERIMA;
pub use koreksi::derajat;

/// All kinds, in the order in which a page offers them.
pub const SEMUA: &[&Macam] = &[
    &lahir::LAHIR,
    &lahir::LAHIR_MATI,
    &mati::MATI,
    &pindah::KELUAR,
    &pindah::DALAM,
    &datang::BARU,
    &datang::KEMBALI,
    &hadir::HILANG,
    &hadir::PERGI,
    &hadir::KEMBALI,
    &keluarga::BARU,
    &keluarga::GABUNG,
    &keluarga::GANTI_KEPALA,
    &rumah_tangga::BARU,
    &rumah_tangga::MASUK,
    &rumah_tangga::KELUAR,
    &rumah_tangga::GANTI_KEPALA,
    &rumah_tangga::UBAH,
    &rumah_tangga::BUBAR,
    &kawin::KAWIN,
    &kawin::CERAI,
    &anak::ANGKAT,
    &anak::AKUI,
    &koreksi::KOREKSI,
    &biodata::NOMOR_TERBIT,
    &biodata::GANTI_NAMA,
    &biodata::WARGA_NEGARA,
];

pub fn macam_dari_alamat(alamat: &str) -> Option<&'static Macam> {
    SEMUA.iter().find(|m| m.alamat == alamat).copied()
}

/// The first form by which events of this kind are recorded; some have none.
pub fn macam_dari_jenis(jenis: JenisPeristiwa) -> Option<&'static Macam> {
    SEMUA.iter().find(|m| m.jenis == jenis).copied()
}

/// Answers that are kept in columns of their own, or that only led through the form.
const BUKAN_ISIAN: [&str; 7] =
    ["tanggal", "tanggal_lapor", "bukti", "keterangan", "setuju", "orang", "langkah"];

/// An empty draft with the particulars of the form; none while its days are missing.
fn mulai(j: &Jawab) -> Option<Kejadian> {
    let mut isian: BTreeMap<String, String> = BTreeMap::new();
    for (nama, nilai) in j.pasangan().filter(|(nama, nilai)| !BUKAN_ISIAN.contains(nama) && !nilai.is_empty())
    {
        let dulu = isian.entry(nama.to_owned()).or_default();
        if !dulu.is_empty() {
            dulu.push(',');
        }
        dulu.push_str(nilai);
    }
    let rincian =
        Rincian { isian, keterangan: j.milik("keterangan"), bukti: j.milik("bukti"), ..Rincian::default() };
    Some(Kejadian::baru(j.tanggal("tanggal")?, j.tanggal("tanggal_lapor")?, rincian))
}

/// The chosen members of the subject's family; the subject alone where nobody was ticked.
fn yang_dipilih<'k>(k: &'k Keadaan, j: &Jawab, t: &mut Temuan) -> Vec<&'k Orang> {
    let Some(subjek) = k.yang_dicatat() else { return Vec::new() };
    let mut semua: Vec<&Orang> = Vec::new();
    for id in j.ids("siapa") {
        match k.orang(id).filter(|o| serumah(subjek, o)) {
            Some(o) if semua.iter().all(|lain| lain.kini.id != id) => semua.push(o),
            Some(_) => {}
            None => t.galat("siapa", "Ada pilihan yang bukan anggota keluarga ini. Pilih lagi."),
        }
    }
    if semua.is_empty() {
        semua.push(subjek);
    }
    semua
}

/// Whether both count as members of one family in the same way.
fn serumah(a: &Orang, b: &Orang) -> bool {
    a.kini.id == b.kini.id
        || a.kini.keluarga_id.is_some()
            && a.kini.keluarga_id == b.kini.keluarga_id
            && a.kini.status_dasar == b.kini.status_dasar
}

/// The subject, where they were a resident on the event's day.
fn subjek_hadir<'k>(k: &'k Keadaan, j: &Jawab, t: &mut Temuan) -> Option<&'k Orang> {
    let o = k.yang_dicatat()?;
    if let Some(tanggal) = j.tanggal("tanggal") {
        aturan::hadir(o, tanggal, t);
    }
    Some(o)
}

/// The subject is ticked from the beginning.
fn pilih_subjek(k: &Keadaan, j: &mut Jawab) {
    if let Some(id) = k.subjek {
        j.pasang_bila_kosong("siapa", id.to_string());
    }
}

fn id_teks(id: Uuid) -> String {
    id.to_string()
}
