//! All SQL of this room.

#[macro_use]
mod kolom;

mod buku_nama;
mod cari;
mod cocok;
mod hari;
mod impor;
mod keluarga;
mod lampiran;
mod mutu;
mod penduduk;
mod peristiwa;
mod pindah_antar;
mod privasi;
mod publik;
mod riwayat;
mod rumah_tangga;
mod saringan;
mod sementara;
mod statistik;
mod tunggu;
mod usulan;
mod usulan_warga;
mod warga;

pub use cari::{
    Urutan, cari_bekas, cari_id_nomor, cari_ringkas, filter_alamat, filter_ibu, filter_kata, list_id_nik,
};
pub use cocok::{BATAS_COCOK, Cocok, cari_cocok};
pub(crate) use cocok::{Berjarak, cari_berjarak, cari_seawal, cari_sebunyi};
pub use hari::*;
pub use impor::*;
pub use keluarga::*;
pub use lampiran::*;
pub use mutu::*;
pub use penduduk::*;
pub use peristiwa::*;
pub use pindah_antar::*;
pub use privasi::*;
pub use publik::*;
pub use riwayat::*;
pub use rumah_tangga::*;
pub use saringan::*;
pub use sementara::*;
pub use statistik::*;
pub use tunggu::*;
pub use usulan::*;
pub use usulan_warga::*;
pub use warga::*;

/// Every statement, for the test that prepares them on both engines.
pub const STATEMENTS: &[&[db::Statement]] = &[
    buku_nama::STATEMENTS,
    cari::STATEMENTS,
    cocok::STATEMENTS,
    hari::STATEMENTS,
    impor::STATEMENTS,
    keluarga::STATEMENTS,
    lampiran::STATEMENTS,
    mutu::STATEMENTS,
    penduduk::STATEMENTS,
    peristiwa::STATEMENTS,
    pindah_antar::STATEMENTS,
    privasi::STATEMENTS,
    publik::STATEMENTS,
    riwayat::STATEMENTS,
    rumah_tangga::STATEMENTS,
    saringan::STATEMENTS,
    sementara::STATEMENTS,
    statistik::STATEMENTS,
    tunggu::STATEMENTS,
    usulan::STATEMENTS,
    usulan_warga::STATEMENTS,
    warga::STATEMENTS,
];
