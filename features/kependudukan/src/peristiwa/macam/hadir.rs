//! Lost, gone without a letter, and back again.

use kamus::{Daftar as _, Shdk, StatusDasar};

use super::super::bidang::{Bentuk, Kepala, Macam, Subjek, boleh, daftar, tanpa_awal, wajib};
use super::super::jawab::Jawab;
use super::super::keadaan::Keadaan;
use super::super::kejadian::Kejadian;
use super::super::temuan::Temuan;
use super::{mulai, subjek_hadir};
use crate::entitas::JenisPeristiwa;
use jiff::civil::Date;

pub(super) const HILANG: Macam = Macam {
    alamat: "hilang",
    jenis: JenisPeristiwa::Hilang,
    nama: "Hilang",
    penjelasan: "Seorang penduduk hilang dan tidak diketahui keberadaannya.",
    kelompok: "Pindah dan datang",
    subjek: Subjek::Hadir,
    kepala: Kepala::BilaPergi,
    tenggat: 0,
    bidang: &[
        wajib("tanggal", "Sejak tanggal", Bentuk::Tanggal),
        boleh("terakhir", "Terakhir terlihat di", Bentuk::Teks(200)),
        boleh("no_surat", "Nomor laporan polisi", Bentuk::Teks(60)),
    ],
    awal: tanpa_awal,
    susun: |k, j, t| keluar(k, j, t, JenisPeristiwa::Hilang, StatusDasar::Hilang),
};

pub(super) const PERGI: Macam = Macam {
    alamat: "pergi",
    jenis: JenisPeristiwa::Pergi,
    nama: "Pergi",
    penjelasan: "Penduduk pergi tanpa surat pindah dan mungkin kembali.",
    kelompok: "Pindah dan datang",
    subjek: Subjek::Hadir,
    kepala: Kepala::BilaPergi,
    tenggat: 0,
    bidang: &[
        wajib("tanggal", "Tanggal pergi", Bentuk::Tanggal),
        boleh("tujuan_pergi", "Pergi ke", Bentuk::Teks(200)),
        boleh("alasan_pergi", "Alasan", Bentuk::Teks(200)),
    ],
    awal: tanpa_awal,
    susun: |k, j, t| keluar(k, j, t, JenisPeristiwa::Pergi, StatusDasar::Pergi),
};

pub(super) const KEMBALI: Macam = Macam {
    alamat: "kembali",
    jenis: JenisPeristiwa::Kembali,
    nama: "Kembali",
    penjelasan: "Orang yang hilang atau pergi kembali ke keluarganya.",
    kelompok: "Pindah dan datang",
    subjek: Subjek::Pergi,
    kepala: Kepala::Tidak,
    tenggat: 0,
    bidang: &[
        wajib("tanggal", "Tanggal kembali", Bentuk::Tanggal),
        boleh("hubungan", "Hubungan dalam keluarga", Bentuk::Kode(daftar::<Shdk>))
            .petunjuk("Kosongkan bila sama seperti dulu."),
    ],
    awal: tanpa_awal,
    susun: kembali,
};

fn keluar(
    k: &Keadaan,
    j: &Jawab,
    t: &mut Temuan,
    jenis: JenisPeristiwa,
    status: StatusDasar,
) -> Option<Kejadian> {
    let o = subjek_hadir(k, j, t)?;
    let mut draf = mulai(j)?;
    draf.ubah(k, o.kini.id, jenis, |p| p.status_dasar = status.kode());
    Some(draf)
}

fn kembali(k: &Keadaan, j: &Jawab, t: &mut Temuan) -> Option<Kejadian> {
    let o = k.yang_dicatat()?;
    let mut draf = mulai(j)?;
    if !matches!(o.kini.status_dasar(), StatusDasar::Hilang | StatusDasar::Pergi) {
        t.galat("", format!("{} tidak tercatat hilang atau pergi.", o.nama()));
    }
    sesudah_pergi(o, draf.tanggal, t);
    let hubungan = j.kode::<Shdk>("hubungan").unwrap_or_else(|| semula(k, o));
    draf.ubah(k, o.kini.id, JenisPeristiwa::Kembali, |p| {
        p.status_dasar = StatusDasar::Hidup.kode();
        p.shdk = hubungan.kode();
    });
    Some(draf)
}

/// The head comes back as the head only into an empty family.
fn semula(k: &Keadaan, o: &super::Orang) -> Shdk {
    let kosong = o.kini.keluarga_id.is_none_or(|id| k.anggota(id).is_empty());
    if kosong { Shdk::KepalaKeluarga } else { o.kini.shdk() }
}

/// Nobody comes back on or before the day on which they left.
pub(super) fn sesudah_pergi(o: &super::Orang, tanggal: Date, t: &mut Temuan) {
    if o.status.last().is_some_and(|(sejak, ..)| tanggal < *sejak) {
        let sejak = o.status.last().map(|(sejak, ..)| kamus::tanggal_panjang(*sejak)).unwrap_or_default();
        t.galat("tanggal", format!("{} baru keluar pada {sejak}.", o.nama()));
    }
}
