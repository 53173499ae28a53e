//! Stories of the register, on throw-away databases.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod acak;
mod antar;
mod antar_foto;
mod antar_kembali;
mod buku;
mod buku_register;
mod catat;
mod cerita;
mod dua_desa;
mod ejaan;
mod ekspor;
mod foto;
mod gabung;
mod impor;
mod keluarga;
mod kembar;
mod koreksi;
mod lapor;
mod lintas;
mod mutu;
mod nyata;
mod pelengkap;
mod peristiwa;
mod privasi;
mod privasi_lain;
mod publik;
mod register;
mod rumah_tangga;
mod sakit;
mod saringan;
mod sementara;
mod tata;
mod telepon;
mod usulan;
