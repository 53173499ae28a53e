//! Letters: from a request to a number, a signature and a page where anyone can check them.

pub mod alur;
pub mod atur;
pub mod badan;
mod borang;
mod cetak;
mod error;
pub mod jenis;
mod jobs;
mod katalog;
pub mod keadaan;
pub mod kukuh;
pub mod lama;
mod langkah;
pub mod naskah;
pub mod orang;
mod paket;
mod pembubuhan;
pub mod penandatangan;
mod percakapan;
mod periksa;
mod peristiwa;
pub mod pernyataan;
pub mod store;
mod web;

pub use ::web::Permission;

pub use cetak::{pdf_id, sidik};
pub use error::{Error, Result};
pub use katalog::{Katalog, find_jenis};
pub use langkah::langkah;
pub use paket::DATA_ORANG;
pub use percakapan::SuratSaya;
pub use periksa::{Camat, Temuan, Verdict, find_temuan, verify_pdf};

use db::Entity;

/// Looks at letters and what became of them.
pub const LIHAT: Permission = Permission("surat.lihat");
/// Makes letters, changes returned ones, cancels.
pub const BUAT: Permission = Permission("surat.buat");
/// Gives paraf and sends letters back.
pub const PARAF: Permission = Permission("surat.paraf");
/// Signs electronically.
pub const TANDATANGAN: Permission = Permission("surat.tandatangan");
/// Records a signature in ink or made elsewhere, and revokes.
pub const TERBIT: Permission = Permission("surat.terbit");
/// Sees what travels to the office above, and answers there.
pub const PENGUKUHAN: Permission = Permission("surat.pengukuhan");
/// Sets kinds, chains and numbers.
pub const ATUR: Permission = Permission("surat.atur");
/// Reads the agenda.
pub const AGENDA: Permission = Permission("surat.agenda");

pub fn feature() -> ::web::Feature {
    let mut f = ::web::Feature::new("surat");
    web::fill(&mut f);
    f.entities = vec![
        <store::Surat as Entity>::DEF,
        <store::Peristiwa as Entity>::DEF,
        <store::Penandatanganan as Entity>::DEF,
        <store::Kiriman as Entity>::DEF,
        <store::AturSurat as Entity>::DEF,
        <store::JenisSurat as Entity>::DEF,
        <store::Loket as Entity>::DEF,
        <store::ImporSuratLama as Entity>::DEF,
        <store::SuratLama as Entity>::DEF,
        <store::Penerusan as Entity>::DEF,
        <store::Pengukuhan as Entity>::DEF,
        <store::AturPengukuhan as Entity>::DEF,
    ];
    f.statements = store::ALL.to_vec();
    f.jobs = jobs::workers();
    f.jobs.extend(kukuh::workers());
    f
}
