//! Families: a new one, a split one, moving from one into another, another head.

use kamus::{Daftar as _, Shdk};

use super::super::aturan;
use super::super::bidang::{Bentuk, Kepala, Macam, Subjek, boleh, daftar, tanpa_awal, wajib};
use super::super::jawab::{Jawab, kirim_tempat};
use super::super::keadaan::Keadaan;
use super::super::kejadian::Kejadian;
use super::super::kepala::bidang_hubungan;
use super::super::orang_baru::Rumah;
use super::super::temuan::Temuan;
use super::{masuk, mulai, pilih_subjek, subjek_hadir, yang_dipilih};
use crate::entitas::JenisPeristiwa;

pub(super) const BARU: Macam = Macam {
    alamat: "keluarga-baru",
    jenis: JenisPeristiwa::KeluargaBaru,
    nama: "Keluarga baru (pecah KK)",
    penjelasan: "Sebagian anggota membentuk keluarga sendiri. Pilih dulu siapa kepala keluarga yang baru. Nomor KK menunggu Dukcapil.",
    kelompok: "Keluarga",
    subjek: Subjek::Hadir,
    kepala: Kepala::Tidak,
    tenggat: 0,
    bidang: &[
        wajib("siapa", "Siapa yang ikut ke keluarga baru", Bentuk::AnggotaHubungan),
        wajib("tanggal", "Sejak tanggal", Bentuk::Tanggal),
        masuk::TEMPAT,
        masuk::ALAMAT,
        masuk::NO_KK,
        boleh("alasan_keluarga", "Alasan", Bentuk::Teks(200)),
    ],
    awal: |k, j| {
        pilih_subjek(k, j);
        tempat_semula(k, j);
    },
    susun: baru,
};

pub(super) const GABUNG: Macam = Macam {
    alamat: "gabung-keluarga",
    jenis: JenisPeristiwa::GabungKeluarga,
    nama: "Pindah keluarga",
    penjelasan: "Seorang anggota masuk ke keluarga lain di desa ini (numpang KK).",
    kelompok: "Keluarga",
    subjek: Subjek::Hadir,
    kepala: Kepala::BilaPergi,
    tenggat: 0,
    bidang: &[
        wajib("tanggal", "Sejak tanggal", Bentuk::Tanggal),
        wajib("tujuan", "Seorang anggota keluarga yang dituju", Bentuk::Orang).petunjuk("Nama atau NIK."),
        wajib("hubungan", "Hubungan dengan kepala keluarga yang dituju", Bentuk::Kode(daftar::<Shdk>)),
        boleh("alasan_keluarga", "Alasan", Bentuk::Teks(200)),
    ],
    awal: tanpa_awal,
    susun: gabung,
};

pub(super) const GANTI_KEPALA: Macam = Macam {
    alamat: "ganti-kepala",
    jenis: JenisPeristiwa::GantiKepala,
    nama: "Ganti kepala keluarga",
    penjelasan: "Anggota lain menjadi kepala keluarga. Pilih seorang dari keluarganya.",
    kelompok: "Keluarga",
    subjek: Subjek::Hadir,
    kepala: Kepala::Ganti,
    tenggat: 0,
    bidang: &[
        wajib("tanggal", "Sejak tanggal", Bentuk::Tanggal),
        boleh("alasan_keluarga", "Alasan", Bentuk::Teks(200)),
    ],
    awal: tanpa_awal,
    susun: ganti_kepala,
};

/// A new family begins where its head lives.
pub(super) fn tempat_semula(k: &Keadaan, j: &mut Jawab) {
    if let Some(o) = k.yang_dicatat() {
        j.pasang_bila_kosong("tempat", kirim_tempat(&Rumah::dari(&o.kini).tempat));
        j.pasang_bila_kosong("alamat", o.kini.alamat.clone().unwrap_or_default());
    }
}

fn baru(k: &Keadaan, j: &Jawab, t: &mut Temuan) -> Option<Kejadian> {
    let kepala = k.yang_dicatat()?;
    let semua = yang_dipilih(k, j, t);
    if semua.iter().all(|o| o.kini.id != kepala.kini.id) {
        t.galat("siapa", format!("{} menjadi kepala keluarga baru, jadi ikut dipilih.", kepala.nama()));
    }
    let semula = kepala.kini.keluarga_id.map_or(0, |id| k.anggota(id).len());
    if semula > 0 && semua.len() >= semula {
        t.galat(
            "siapa",
            "Semua anggota dipilih, jadi tidak ada yang dipecah. Sisakan anggota di keluarga lama.",
        );
    }
    let mut draf = mulai(j)?;
    let rumah = masuk::keluarga_baru(&mut draf, k, j, t)?;
    for o in semua {
        aturan::hadir(o, draf.tanggal, t);
        let bidang = bidang_hubungan(o.kini.id);
        let hubungan = if o.kini.id == kepala.kini.id {
            Some(Shdk::KepalaKeluarga)
        } else {
            let usul = || aturan::usul_hubungan(kepala.kini.shdk(), o.kini.shdk(), o.kini.jenis_kelamin());
            j.kode::<Shdk>(&bidang).or_else(usul)
        };
        let Some(hubungan) = hubungan else {
            t.galat(bidang, format!("Pilih hubungan {} dengan {}.", o.nama(), kepala.nama()));
            continue;
        };
        draf.ubah(k, o.kini.id, JenisPeristiwa::KeluargaBaru, |p| {
            rumah.pasang(p);
            p.shdk = hubungan.kode();
        });
    }
    Some(draf)
}

fn gabung(k: &Keadaan, j: &Jawab, t: &mut Temuan) -> Option<Kejadian> {
    let o = subjek_hadir(k, j, t)?;
    let tujuan = masuk::numpang(k, j, t);
    let (rumah, hubungan) = tujuan?;
    if rumah.keluarga_id == o.kini.keluarga_id {
        t.galat("tujuan", format!("{} sudah tercatat di keluarga itu.", o.nama()));
    }
    let mut draf = mulai(j)?;
    draf.ubah(k, o.kini.id, JenisPeristiwa::GabungKeluarga, |p| {
        rumah.pasang(p);
        p.shdk = hubungan.kode();
    });
    Some(draf)
}

fn ganti_kepala(k: &Keadaan, j: &Jawab, t: &mut Temuan) -> Option<Kejadian> {
    let o = subjek_hadir(k, j, t)?;
    let Some(keluarga) = o.kini.keluarga_id.filter(|id| k.anggota(*id).len() > 1) else {
        t.galat("", "Keluarga ini hanya satu orang, jadi kepalanya tidak dapat diganti.");
        return None;
    };
    let mut draf = mulai(j)?;
    draf.pilih_kepala.push(keluarga);
    Some(draf)
}
