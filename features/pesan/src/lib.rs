//! Messages with residents: contacts, what comes in and goes out, and the conversation between. Knows providers, not
//! letters: higher rooms plug in what a conversation can do.

mod entitas;
mod kerja;
mod kirim;
mod kontak;
mod layanan;
mod paket;
mod penyedia;
mod percakapan;
pub mod store;
mod teks;
mod web;

use ::web::{Feature, Grant, Permission, Role};

pub use self::web::ajakan;
pub use entitas::{AturPesan, Bahasa, Cara, IkatanKontak, Kontak, Rahasia, TeksPesan};
pub use kerja::{SAPU_HARIAN, SUSUL_BERKALA};
pub use kirim::{kabari, kirim, kirim_kode, kirim_tentang, list_kontak_warga};
pub use layanan::{
    AnggotaKeluarga, Balasan, BerkasMasuk, BukuWarga, DaftarLayanan, Jawaban, Layanan, OrangBagi, Pemakai,
    Warga,
};
pub use paket::{data_orang, lupakan};
pub use penyedia::{
    Alamat, Bahan, Datang, GalatKirim, Isi, IsiDatang, Jenis, JenisTemplat, Kemampuan, Kiriman, Media, Nanti,
    Penyedia, PesanDatang, Pilihan, Sesudah, Status, Susulan, Tindakan, penyedia,
};
pub use percakapan::{sibuk, tanya};
pub use store::keluar::Keadaan;
pub use teks::{Bawaan, ucapan};

/// See the state of messages and who can be reached; texts of residents stay closed.
pub const LIHAT: Permission = Permission("pesan.lihat");
/// Send again what failed; in an example world, play the resident.
pub const KIRIM: Permission = Permission("pesan.kirim");
/// Bind a resident's phone after seeing the KTP, and end it.
pub const IKAT: Permission = Permission("pesan.ikat");
/// Put texts into the village's own words.
pub const TEKS: Permission = Permission("pesan.teks");
/// Choose the provider and hold its secrets.
pub const ATUR: Permission = Permission("pesan.atur");

pub fn feature() -> Feature {
    let mut f = Feature::new("pesan");
    f.roles = vec![
        Grant { role: Role::Operator, permissions: &[LIHAT, KIRIM, IKAT, TEKS] },
        // At the door, for the residents of the own hamlet.
        Grant { role: Role::Dukuh, permissions: &[IKAT] },
        Grant { role: Role::Verifikator, permissions: &[LIHAT] },
        Grant { role: Role::Penandatangan, permissions: &[LIHAT] },
        Grant { role: Role::Admin, permissions: &[ATUR] },
    ];
    f.routes = web::routes();
    f.menu = web::menu();
    f.entities = vec![
        <Kontak as db::Entity>::DEF,
        <IkatanKontak as db::Entity>::DEF,
        <AturPesan as db::Entity>::DEF,
        <TeksPesan as db::Entity>::DEF,
    ];
    f.statements = vec![
        store::STATEMENTS,
        store::masuk::STATEMENTS,
        store::keluar::STATEMENTS,
        store::obrolan::STATEMENTS,
    ];
    f.jobs = kerja::pekerja();
    f
}
