//! Moving out of the village and within it (F-1.03).

use kamus::{AlasanPindah, Butir, Daftar as _, JenisKepindahan, KlasifikasiPindah, Shdk, StatusDasar};

use super::super::aturan;
use super::super::bidang::{Bentuk, Kepala, Macam, Subjek, boleh, daftar, wajib};
use super::super::jawab::Jawab;
use super::super::keadaan::{Keadaan, Orang};
use super::super::kejadian::Kejadian;
use super::super::temuan::Temuan;
use super::{mulai, pilih_subjek, yang_dipilih};
use crate::entitas::JenisPeristiwa;

pub(super) const KELUAR: Macam = Macam {
    alamat: "pindah-keluar",
    jenis: JenisPeristiwa::PindahKeluar,
    nama: "Pindah keluar",
    penjelasan: "Seorang, beberapa anggota, atau seluruh keluarga pindah ke luar desa.",
    kelompok: "Pindah dan datang",
    subjek: Subjek::Hadir,
    kepala: Kepala::BilaPergi,
    tenggat: 0,
    bidang: &[
        wajib("siapa", "Siapa yang pindah", Bentuk::Anggota),
        wajib("tanggal", "Tanggal pindah", Bentuk::Tanggal),
        wajib("klasifikasi", "Klasifikasi kepindahan", Bentuk::Kode(ke_luar)),
        wajib("alasan", "Alasan pindah", Bentuk::Kode(daftar::<AlasanPindah>)),
        wajib("tujuan_alamat", "Alamat tujuan", Bentuk::Teks(200))
            .petunjuk("Jalan, RT/RW, desa, kecamatan, kabupaten, provinsi."),
        boleh("no_surat", "Nomor surat pindah (SKPWNI)", Bentuk::Teks(60)),
    ],
    awal: pilih_subjek,
    susun: keluar,
};

pub(super) const DALAM: Macam = Macam {
    alamat: "pindah-dalam",
    jenis: JenisPeristiwa::PindahDalam,
    nama: "Pindah dalam desa",
    penjelasan: "Seorang atau sekeluarga pindah ke dusun, RW, atau RT lain di desa ini.",
    kelompok: "Pindah dan datang",
    subjek: Subjek::Hadir,
    kepala: Kepala::Tidak,
    tenggat: 0,
    bidang: &[
        wajib("siapa", "Siapa yang pindah", Bentuk::Anggota),
        wajib("tanggal", "Tanggal pindah", Bentuk::Tanggal),
        wajib("tempat", "Tempat tinggal baru", Bentuk::Tempat),
        boleh("alamat", "Alamat baru", Bentuk::Teks(200))
            .petunjuk("Nama jalan atau kampung. Kosongkan bila tidak berubah."),
        boleh("alasan", "Alasan pindah", Bentuk::Kode(daftar::<AlasanPindah>)),
    ],
    awal: pilih_subjek,
    susun: dalam,
};

/// The classes that lead out of the village.
pub(super) fn ke_luar() -> Vec<Butir> {
    let dalam = KlasifikasiPindah::DalamDesa.kode();
    daftar::<KlasifikasiPindah>().into_iter().filter(|butir| butir.kode != dalam).collect()
}

fn keluar(k: &Keadaan, j: &Jawab, t: &mut Temuan) -> Option<Kejadian> {
    let semua = yang_dipilih(k, j, t);
    let mut draf = mulai(j)?;
    for o in &semua {
        aturan::hadir(o, draf.tanggal, t);
        draf.ubah(k, o.kini.id, JenisPeristiwa::PindahKeluar, |p| {
            p.status_dasar = StatusDasar::Pindah.kode();
        });
    }
    draf.rincian.isian.insert("jenis_kepindahan".to_owned(), jenis_kepindahan(k, &semua).kode().to_string());
    Some(draf)
}

/// What F-1.03 calls it, from who was chosen.
fn jenis_kepindahan(k: &Keadaan, semua: &[&Orang]) -> JenisKepindahan {
    let kepala = semua.iter().any(|o| o.kini.shdk() == Shdk::KepalaKeluarga);
    let sekeluarga = semua.first().and_then(|o| o.kini.keluarga_id).map_or(1, |id| k.anggota(id).len());
    match (kepala, semua.len()) {
        (false, _) => JenisKepindahan::Anggota,
        (true, n) if n >= sekeluarga => JenisKepindahan::Semua,
        (true, 1) => JenisKepindahan::Kepala,
        (true, _) => JenisKepindahan::Sebagian,
    }
}

fn dalam(k: &Keadaan, j: &Jawab, t: &mut Temuan) -> Option<Kejadian> {
    let semua = yang_dipilih(k, j, t);
    let mut draf = mulai(j)?;
    let tempat = j.tempat("tempat")?;
    for o in semua {
        aturan::hadir(o, draf.tanggal, t);
        draf.ubah(k, o.kini.id, JenisPeristiwa::PindahDalam, |p| {
            p.dusun.clone_from(&tempat.dusun);
            p.rw.clone_from(&tempat.rw);
            p.rt.clone_from(&tempat.rt);
            p.alamat = j.milik("alamat").or_else(|| p.alamat.take());
        });
    }
    if draf.orang.is_empty() {
        t.galat("tempat", "Yang dipilih sudah tercatat di tempat itu.");
    }
    Some(draf)
}
