//! What happens to residents, as acts.
//!
//! Each kind is a row of [`macam::SEMUA`]: its form as a table of fields, and a pure function that checks the answers
//! and gathers what they change in a [`Kejadian`]. One function writes all of it: rows, past versions, families
//! and the events themselves. So every event is confirmed, recorded, shown and undone in one way.

mod aturan;
mod batal;
mod bidang;
mod dokumen;
mod jawab;
mod keadaan;
mod kejadian;
mod kepala;
mod macam;
mod orang_baru;
pub(crate) mod rumah;
mod temuan;
mod tulisan;
mod utuh;

pub use batal::{GalatBatal, batalkan};
pub use bidang::{Bentuk, Bidang, Kepala, Macam, Subjek, tawaran};
pub use dokumen::{Dokumen, GalatDokumen, catat_dokumen, tanpa_dokumen};
pub(crate) use dokumen::{dokumen_kemudian, tulis_dokumen};
pub use jawab::{Jawab, bidang_peran, kirim_tempat};
pub use keadaan::{Keadaan, Orang};
pub use kejadian::Kejadian;
pub use kepala::{bidang_hubungan, bidang_kepala};
pub use macam::{SEMUA, TERIMA, derajat, macam_dari_alamat, macam_dari_jenis};
pub use temuan::{Butuh, Kesatuan, Peringatan, Temuan};
pub use tulisan::{Ringkasan, label_bidang, ringkas, tulis_jawaban, tulis_ubahan};
pub use utuh::{keluarga_rusak, rumah_tangga_rusak};

/// Checks a filled form of this kind; without a [`Kejadian`] there are errors.
pub fn periksa(macam: &'static Macam, k: &Keadaan, j: &Jawab) -> (Option<Kejadian>, Temuan) {
    let mut t = Temuan::default();
    bidang::periksa(macam, k, j, &mut t);
    aturan::waktu(aturan::Waktu::dari(k, j), macam.tenggat, &mut t);
    let mut draf = (macam.susun)(k, j, &mut t);
    if let Some(draf) = &mut draf {
        kepala::lengkapi(draf, k, j, &mut t);
        rumah::lengkapi(draf, k, j, &mut t);
        aturan::urutan(draf, k, &mut t);
        aturan::perjalanan(draf, k, &mut t);
        aturan::nomor(draf, k, &mut t);
    }
    if t.ada_galat() {
        return (None, t);
    }
    let draf = draf.map(|draf| draf.dengan_peringatan(&t));
    if draf.is_none() {
        t.galat("", "Isian belum lengkap. Periksa lagi lalu kirim ulang.");
    }
    (draf, t)
}
