//! The dictionary of Balai: value types and official code lists. No I/O, no clock, no database.
//!
//! Everything above speaks in these words, so each of them knows how a clerk types it, how the law
//! prints it, and (for numbers that name a person) how to keep it out of sight.

mod daftar;
mod identitas;
mod kode_wilayah;
mod nama;
mod rupiah;
mod tanggal;
mod telepon;
mod zona;

pub use daftar::{
    Agama, AlasanPindah, Asuransi, Butir, Cacat, CaraKb, Daftar, DaftarKode, GolonganDarah, HubunganRtm,
    JenisKelahiran, JenisKelamin, JenisKepindahan, Kehamilan, Kewarganegaraan, KlasifikasiPindah,
    KodeTidakDikenal, KtpEl, Masa, MembacaHuruf, Pekerjaan, PendidikanKk, PendidikanSedang,
    PenolongKelahiran, SakitMenahun, SebabKematian, Shdk, StatusDasar, StatusKawin, StatusRekam,
    TempatDilahirkan, YangMenerangkan, kunci_teks, semua_daftar,
};
pub use identitas::{GalatNomor, JanggalNik, Nik, NomorKk, NomorRahasia, nomor_sementara, terbuka};
pub use kode_wilayah::{GalatKodeWilayah, KodeWilayah, Tingkat};
pub use nama::{CariNama, kunci_nama, normal_nama, samarkan_nama};
pub use rupiah::{GalatRupiah, Rupiah, angka};
pub use tanggal::{
    GalatTanggal, bulan_romawi, nama_bulan, nama_hari, tanggal_panjang, tanggal_pendek, umur, urai_tanggal,
};
pub use telepon::{GalatTelepon, Telepon};
pub use zona::Zona;
