//! The sets themselves, as data.

use super::Sebutan;

/// UU 6/2014, Permendagri 84/2015.
pub(super) const DESA: Sebutan = Sebutan {
    unit: "Desa",
    kepala: "Kepala Desa",
    sekretaris: Some("Sekretaris Desa"),
    kaur_tata_usaha: Some("Kaur Tata Usaha dan Umum"),
    kaur_keuangan: Some("Kaur Keuangan"),
    kaur_perencanaan: Some("Kaur Perencanaan"),
    kasi_pemerintahan: Some("Kasi Pemerintahan"),
    kasi_kesejahteraan: Some("Kasi Kesejahteraan"),
    kasi_pelayanan: Some("Kasi Pelayanan"),
    kepala_dusun: Some("Kepala Dusun"),
    dusun: Some("Dusun"),
    perangkat: "Perangkat Desa",
    pemerintah: "Pemerintah Desa",
    atasan: "Kecamatan",
    kepala_atasan: "Camat",
    bpd: Some("Badan Permusyawaratan Desa"),
    bpd_singkat: Some("BPD"),
    musyawarah: Some("Musyawarah Desa"),
    musyawarah_singkat: Some("Musdes"),
    anggaran: Some("Anggaran Pendapatan dan Belanja Desa"),
    anggaran_singkat: Some("APBDes"),
    rpjm: Some("RPJMDes"),
    rkp: Some("RKPDes"),
    peraturan: Some("Peraturan Desa"),
    peraturan_kepala: Some("Peraturan Kepala Desa"),
    keputusan_kepala: "Keputusan Kepala Desa",
    nomor_pegawai: "NIAP",
};

/// Pergub DIY 25/2019.
pub(super) const KALURAHAN: Sebutan = Sebutan {
    unit: "Kalurahan",
    kepala: "Lurah",
    sekretaris: Some("Carik"),
    kaur_tata_usaha: Some("Tata Laksana"),
    kaur_keuangan: Some("Danarta"),
    kaur_perencanaan: Some("Pangripta"),
    kasi_pemerintahan: Some("Jagabaya"),
    kasi_kesejahteraan: Some("Ulu-Ulu"),
    kasi_pelayanan: Some("Kamituwa"),
    kepala_dusun: Some("Dukuh"),
    dusun: Some("Padukuhan"),
    perangkat: "Pamong Kalurahan",
    pemerintah: "Pemerintah Kalurahan",
    atasan: "Kapanewon",
    kepala_atasan: "Panewu",
    bpd: Some("Badan Permusyawaratan Kalurahan"),
    bpd_singkat: Some("Bamuskal"),
    musyawarah: Some("Musyawarah Kalurahan"),
    musyawarah_singkat: Some("Muskal"),
    anggaran: Some("Anggaran Pendapatan dan Belanja Kalurahan"),
    anggaran_singkat: Some("APBKal"),
    rpjm: Some("RPJMKal"),
    rkp: Some("RKPKal"),
    peraturan: Some("Peraturan Kalurahan"),
    peraturan_kepala: Some("Peraturan Lurah"),
    keputusan_kepala: "Keputusan Lurah",
    nomor_pegawai: "NIAP",
};

/// PP 17/2018: an office of the regency or city, headed by a civil servant.
pub(super) const KELURAHAN: Sebutan = Sebutan {
    unit: "Kelurahan",
    kepala: "Lurah",
    sekretaris: Some("Sekretaris Kelurahan"),
    kaur_tata_usaha: None,
    kaur_keuangan: None,
    kaur_perencanaan: None,
    kasi_pemerintahan: Some("Kepala Seksi Pemerintahan"),
    kasi_kesejahteraan: Some("Kepala Seksi Kesejahteraan"),
    kasi_pelayanan: Some("Kepala Seksi Pelayanan"),
    kepala_dusun: None,
    dusun: Some("Lingkungan"),
    perangkat: "Perangkat Kelurahan",
    pemerintah: "Kelurahan",
    atasan: "Kecamatan",
    kepala_atasan: "Camat",
    keputusan_kepala: "Keputusan Lurah",
    ..TANPA_LEMBAGA
};

pub(super) const KELURAHAN_DIY: Sebutan = Sebutan {
    dusun: Some("Kampung"),
    atasan: "Kemantren",
    kepala_atasan: "Mantri Pamong Praja",
    ..KELURAHAN
};

pub(super) const KECAMATAN: Sebutan = Sebutan {
    unit: "Kecamatan",
    kepala: "Camat",
    sekretaris: Some("Sekretaris Kecamatan"),
    perangkat: "Perangkat Kecamatan",
    pemerintah: "Kecamatan",
    atasan: "Kabupaten",
    kepala_atasan: "Bupati",
    keputusan_kepala: "Keputusan Camat",
    ..TANPA_LEMBAGA
};

pub(super) const KAPANEWON: Sebutan = Sebutan {
    unit: "Kapanewon",
    kepala: "Panewu",
    sekretaris: Some("Panewu Anom"),
    perangkat: "Perangkat Kapanewon",
    pemerintah: "Kapanewon",
    keputusan_kepala: "Keputusan Panewu",
    ..KECAMATAN
};

pub(super) const KEMANTREN: Sebutan = Sebutan {
    unit: "Kemantren",
    kepala: "Mantri Pamong Praja",
    sekretaris: Some("Mantri Anom"),
    perangkat: "Perangkat Kemantren",
    pemerintah: "Kemantren",
    atasan: "Kota",
    kepala_atasan: "Wali Kota",
    keputusan_kepala: "Keputusan Mantri Pamong Praja",
    ..KECAMATAN
};

pub(super) const KABUPATEN: Sebutan = Sebutan {
    unit: "Kabupaten",
    kepala: "Bupati",
    sekretaris: Some("Sekretaris Daerah"),
    perangkat: "Perangkat Daerah",
    pemerintah: "Pemerintah Kabupaten",
    atasan: "Provinsi",
    kepala_atasan: "Gubernur",
    keputusan_kepala: "Keputusan Bupati",
    ..TANPA_LEMBAGA
};

pub(super) const KOTA: Sebutan = Sebutan {
    unit: "Kota",
    kepala: "Wali Kota",
    pemerintah: "Pemerintah Kota",
    keputusan_kepala: "Keputusan Wali Kota",
    ..KABUPATEN
};

pub(super) const PROVINSI: Sebutan = Sebutan {
    unit: "Provinsi",
    kepala: "Gubernur",
    pemerintah: "Pemerintah Provinsi",
    atasan: "",
    kepala_atasan: "",
    keputusan_kepala: "Keputusan Gubernur",
    ..KABUPATEN
};

/// What every office above a village lacks.
const TANPA_LEMBAGA: Sebutan = Sebutan {
    unit: "",
    kepala: "",
    sekretaris: None,
    kaur_tata_usaha: None,
    kaur_keuangan: None,
    kaur_perencanaan: None,
    kasi_pemerintahan: None,
    kasi_kesejahteraan: None,
    kasi_pelayanan: None,
    kepala_dusun: None,
    dusun: None,
    perangkat: "",
    pemerintah: "",
    atasan: "",
    kepala_atasan: "",
    bpd: None,
    bpd_singkat: None,
    musyawarah: None,
    musyawarah_singkat: None,
    anggaran: None,
    anggaran_singkat: None,
    rpjm: None,
    rkp: None,
    peraturan: None,
    peraturan_kepala: None,
    keputusan_kepala: "",
    nomor_pegawai: "NIP",
};
