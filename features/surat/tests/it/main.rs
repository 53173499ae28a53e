//! Stories of letters in Sukamaju, through the pages that officials use.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod alur;
mod bersama;
mod bsre;
mod cabut;
mod dunia;
mod hakim;
mod halaman;
mod jenis;
mod ketua;
mod kukuh;
mod kukuh_luar;
mod kukuh_tte;
mod kukuh_waktu;
mod lama;
mod lembaga;
mod luar;
mod paket;
mod paraf;
mod peristiwa;
mod pernyataan;
mod sadewa;
mod sadewa_balik;
mod serah;
mod serentak;
mod tte;
mod ulang;
mod verifikasi;

pub(crate) use dunia::Dunia;
