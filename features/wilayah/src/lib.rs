//! The unit itself: identity, local words, letterhead, parts, officials, and the first hour.
//!
//! Others ask this room how a unit is called ([`sebutan`], [`Identitas`]), how it is divided
//! ([`list_bagian`]) and who holds which office on a day ([`pejabat_pada`]).

mod identitas;
mod jabatan;
mod kop;
mod langkah;
mod nama_wilayah;
mod pendaftaran;
mod pengesah;
mod sebutan;
mod store;
mod web;

pub use identitas::{Kop, alamat_logo, naming, sebutan};
pub use jabatan::{Jabatan, JenisPejabat, jabatan_kata, jabatan_label};
pub use langkah::{DaftarLangkah, Jawaban, Langkah, langkah};
pub use nama_wilayah::{nama_kabupaten, nama_provinsi};
pub use pendaftaran::{GalatPendaftaran, PengelolaBaru, UnitBaru, daftarkan_unit};
pub use pengesah::{Pengesah, pengesah};
pub use sebutan::{Sebutan, SetKata};
pub use store::{
    BagianWilayah, Identitas, Pejabat, UnitTerdaftar, count_unit, find_atasan, find_identitas, get_identitas,
    get_pejabat, lengkapi_bagian, lengkapi_kepala, list_bagian, list_pejabat, list_unit, list_unit_sambil,
    pejabat_pada, tambah_pejabat,
};

pub use web::KodeAwal;

use ::web::{Feature, Permission};

/// Sets the unit's identity, letterhead, parts and officials.
pub const ATUR: Permission = Permission("wilayah.atur");

pub fn feature() -> Feature {
    let mut f = Feature::new("wilayah");
    f.entities = vec![
        <Identitas as db::Entity>::DEF,
        <BagianWilayah as db::Entity>::DEF,
        <Pejabat as db::Entity>::DEF,
    ];
    f.statements = vec![store::STATEMENTS];
    web::fitur(&mut f);
    f
}
