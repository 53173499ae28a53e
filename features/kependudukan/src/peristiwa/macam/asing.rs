//! What F-1.01 asks beside the family card: of foreigners, of who became a citizen, of who believes outside the six
//! religions; and the phone.

use jiff::civil::Date;
use kamus::{Agama, Daftar as _, Telepon};

use super::super::bidang::{Bentuk, Bidang, boleh};
use super::super::jawab::Jawab;
use super::super::keadaan::Keadaan;
use super::super::temuan::Temuan;
use crate::entitas::{Pelengkap, Penduduk};

pub(super) const ORGANISASI: Bidang =
    boleh("organisasi_kepercayaan", "Organisasi kepercayaan", Bentuk::Rahasia(100));
pub(super) const TELEPON: Bidang = boleh("telepon", "Nomor telepon", Bentuk::Telepon);
pub(super) const SPONSOR: Bidang = boleh("sponsor", "Nama sponsor", Bentuk::Rahasia(100));
pub(super) const TIPE: Bidang = boleh("sponsor_tipe", "Tipe sponsor", Bentuk::Rahasia(60));
pub(super) const ALAMAT: Bidang = boleh("sponsor_alamat", "Alamat sponsor", Bentuk::Rahasia(200));
pub(super) const KITAS_TEMPAT: Bidang =
    boleh("kitas_tempat", "ITAS/ITAP diterbitkan di", Bentuk::Rahasia(60));
pub(super) const KITAS_TERBIT: Bidang =
    boleh("kitas_terbit", "ITAS/ITAP diterbitkan tanggal", Bentuk::TanggalAtauHapus);
pub(super) const DATANG_TEMPAT: Bidang =
    boleh("datang_tempat", "Pertama datang di Indonesia lewat", Bentuk::Rahasia(60));
pub(super) const DATANG_TANGGAL: Bidang =
    boleh("datang_tanggal", "Pertama datang di Indonesia tanggal", Bentuk::TanggalAtauHapus);
pub(super) const SK_WNI: Bidang = boleh("sk_wni", "Nomor SK penetapan WNI", Bentuk::Rahasia(60));

/// An empty answer says nothing; `-` clears.
pub(super) fn isi(k: &Keadaan, j: &Jawab, p: &mut Penduduk) {
    let Ok(dokumen) = p.dokumen(&k.keys) else { return };
    let mut isi = pelengkap(j, dokumen.pelengkap);
    if p.agama != Some(Agama::Kepercayaan.kode()) {
        isi.organisasi_kepercayaan = None;
    }
    p.pasang_pelengkap(&k.keys, isi);
    match j.teks("telepon") {
        "" => {}
        "-" => p.pasang_telepon(&k.keys, None),
        teks => {
            if let Ok(nomor) = Telepon::baru(teks) {
                p.pasang_telepon(&k.keys, Some(nomor.as_str()));
            }
        }
    }
}

fn pelengkap(j: &Jawab, mut p: Pelengkap) -> Pelengkap {
    for (bidang, _, kolom) in Pelengkap::TEKS {
        match j.teks(bidang) {
            "" => {}
            "-" => *kolom(&mut p) = None,
            _ => *kolom(&mut p) = j.milik(bidang),
        }
    }
    for (bidang, _, kolom) in Pelengkap::HARI {
        match j.teks(bidang) {
            "" => {}
            "-" => *kolom(&mut p) = None,
            _ => *kolom(&mut p) = j.tanggal(bidang).map(db::Day),
        }
    }
    p
}

/// What cannot be.
pub(super) fn periksa(j: &Jawab, lahir: Option<Date>, t: &mut Temuan) {
    let organisasi = j.some("organisasi_kepercayaan").is_some_and(|isi| isi != "-");
    if organisasi && j.kode::<Agama>("agama") != Some(Agama::Kepercayaan) {
        t.galat(
            "organisasi_kepercayaan",
            "Isi hanya untuk penghayat kepercayaan. Kosongkan untuk agama lain.",
        );
    }
    let sebelum_lahir = |hari: Option<Date>| hari.zip(lahir).is_some_and(|(hari, lahir)| hari < lahir);
    if sebelum_lahir(j.tanggal("datang_tanggal")) {
        t.galat("datang_tanggal", "Tanggal datang pertama sebelum tanggal lahir.");
    }
    let berakhir = j.tanggal("kitas_terbit").zip(j.tanggal("kitas_berakhir"));
    if berakhir.is_some_and(|(terbit, berakhir)| berakhir < terbit) {
        t.galat("kitas_berakhir", "ITAS/ITAP berakhir sebelum tanggal terbitnya.");
    }
}
