//! Tanda tangan elektronik: signs bytes, knows nothing of letters.
//!
//! [`pades`] signs and verifies PDF files; [`sertifikat`] makes and opens the certificates that sign; [`bsre`] asks the
//! regency's server to sign with a certificate that is kept there; [`sadewa`] hands a file to the province's service
//! and fetches it when its official has signed it there; [`cabut`] asks an issuer whether it took a certificate back.
//! The room keeps officials' certificates and the authorities that a unit trusts, and signs with them:
//! [`find_keystore`], [`tanda_tangani`], [`periksa`]. The law behind it, and what a signature made here
//! is worth, is in the room's `README.md`.

pub mod bsre;
pub mod cabut;
mod error;
mod keadaan;
pub mod pades;
mod penandatanganan;
mod penerbitan;
mod perintah;
mod pernyataan;
pub mod sadewa;
pub mod sertifikat;
mod stempel;
mod store;
mod uji_coba;
mod web;

pub use error::Error;
pub use pades::{Conclusion, Rect, Report, TrustAnchors};
pub use penandatanganan::{
    Keterangan, Kunci, Percobaan, Terbuka, buka, passphrase_dari, periksa, tanda_tangani,
};
pub use penerbitan::{
    OtoritasBaru, SertifikatBaru, Sumber, baca_otoritas, baca_p12, siapkan_otoritas, siapkan_otoritas_contoh,
    siapkan_sertifikat,
};
pub use pernyataan::{PANJANG_KODE, PANJANG_TANDA, periksa_pernyataan, sidik_kunci};
pub use sertifikat::Pemegang;
pub use stempel::Stempel;
pub use store::bsre::{Alat, LayananBsre, PenandaBsre, find_alat, find_layanan};
pub use store::cabut::{AturPencabutan, DaftarCabut, find_pemeriksa};
pub use store::pernyataan::{
    KunciPernyataan, KunciPublik, ganti_kunci, kunci_aktif, list_kunci, list_kunci_publik,
};
pub use store::sadewa::{LayananSadewa, find_sadewa};
pub use store::stempel::{StempelWaktu, find_stempel};
pub use store::{
    Otoritas, SertifikatPejabat, buat_otoritas_contoh, cabut_sertifikat, find_keystore,
    find_otoritas_sendiri, find_serupa, get_otoritas, get_sertifikat, hentikan_otoritas, insert_otoritas,
    insert_sertifikat, list_dipercaya, list_otoritas, list_sertifikat, sebab_tanpa_sertifikat,
    terbitkan_sertifikat_contoh, trust_anchors,
};

pub use self::web::{ATUR, BoxFuture, DaftarPejabat, LAYANAN, LIHAT, MILIK_SENDIRI, PejabatSaya};
pub use perintah::{GalatPerintah, perintah_ca, perintah_import, perintah_percaya};

use ::web::{Feature, Guard, Tile};

pub fn feature() -> Feature {
    let mut f = Feature::new("tte");
    f.entities = vec![
        <SertifikatPejabat as db::Entity>::DEF,
        <Otoritas as db::Entity>::DEF,
        <LayananBsre as db::Entity>::DEF,
        <PenandaBsre as db::Entity>::DEF,
        <StempelWaktu as db::Entity>::DEF,
        <LayananSadewa as db::Entity>::DEF,
        <AturPencabutan as db::Entity>::DEF,
        <DaftarCabut as db::Entity>::DEF,
        <KunciPernyataan as db::Entity>::DEF,
    ];
    f.routes = self::web::routes();
    f.menu = vec![self::web::MENU];
    f.roles = self::web::ROLES.to_vec();
    f.statements = vec![
        store::STATEMENTS,
        store::bsre::STATEMENTS,
        store::stempel::STATEMENTS,
        store::sadewa::STATEMENTS,
        store::cabut::STATEMENTS,
        store::pernyataan::STATEMENTS,
    ];
    f.tiles = vec![Tile { guard: Guard::Needs(LIHAT), order: 860, load: self::web::tile }];
    f
}
