//! What happens to a letter, act by act. Each function is one act within the caller's transaction: it
//! checks that the letter is still where the caller saw it, changes it, and writes the history.

mod akhir;
mod kiriman;
mod manual;
mod nomori;
mod paraf;
mod pengajuan;
mod pengambilan;
mod tanda_tangan;

pub use akhir::{batalkan, cabut};
pub(crate) use kiriman::{
    akui, catat_kabar, catat_kegagalan, catat_terkirim, kirim, mulai_kirim, pastikan_dinanti, tarik,
};
pub use manual::{SuratManual, catat_manual};
pub(crate) use nomori::{berlaku_sampai, kop, susun_naskah};
pub use paraf::{boleh_paraf, kembalikan, paraf};
pub use pengajuan::{Pengajuan, ajukan, ubah};
pub use pengambilan::{Pengambil, Serah, serahkan};
pub use tanda_tangan::{BerkasTerbit, catat_ditandatangani, selesaikan_tte, simpan_pindai};
pub(crate) use tanda_tangan::{Niat, TidakPasti, gagalkan_tte, mulai_tte, ragukan_tte};

use db::{ReadTx, WriteTx};
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::keadaan::{Tindakan, terlambat};
use crate::store::{self, Pelaku, Surat};

/// Who acts, and under which address this installation is reached (for QR codes).
#[derive(Debug, Clone)]
pub struct Meja {
    pub pelaku: Pelaku,
    pub base_url: String,
}

/// A letter as somebody saw it on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terlihat {
    pub id: Uuid,
    pub versi: i64,
}

/// Takes a letter for an act, if it still takes it and nobody acted in between.
pub(crate) async fn ambil(tx: &mut WriteTx, terlihat: Terlihat, tindakan: Tindakan) -> Result<Surat> {
    lihat(tx, terlihat, tindakan).await
}

/// As [`ambil`], before the act begins: for what must be prepared outside of it.
pub(crate) async fn lihat(tx: &mut ReadTx, terlihat: Terlihat, tindakan: Tindakan) -> Result<Surat> {
    let surat = store::get_surat(tx, terlihat.id).await?;
    if surat.versi != terlihat.versi || !tindakan.boleh(surat.keadaan(), surat.cara()) {
        return Err(Error::Terlambat(terlambat(surat.keadaan(), surat.nomor.as_deref())));
    }
    Ok(surat)
}

/// A reason that says something.
pub(crate) fn alasan(teks: &str) -> Result<String> {
    let teks = teks.trim();
    if teks.chars().count() < 3 {
        return crate::error::tolak("Tulis alasannya, paling sedikit 3 huruf.");
    }
    Ok(teks.chars().take(500).collect())
}
