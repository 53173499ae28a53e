//! The rights of residents over their own data (UU 27/2022): who looked at them, what the house holds about
//! them, and its erasure where the law allows.

mod hapus;
pub(crate) mod lain;
mod paket;

use db::{At, ReadTx, Result};
use uuid::Uuid;

use crate::store;

pub use hapus::{DIHAPUS, GalatHapus, boleh_dihapus, hapus, ulangi};
pub use lain::{DaftarDataOrang, DataOrang, Nanti};
pub use paket::{Serah, susun, teks};

/// Years for which data stay after somebody died or moved away, where the unit has no rule of its own.
pub const TAHUN_SIMPAN: i16 = 10;

db::entity! {
    /// Somebody's data were erased by right. The row names nobody.
    pub struct PenghapusanData in "penghapusan_data" version 1 {
        pub id: Uuid,
        pub subjek_id: Uuid,
        pub alasan: String,
        /// Ledger lines that lost their payload.
        pub baris: i64,
        pub oleh: Option<Uuid>,
        pub pada: At,
    }
}

db::entity! {
    /// A unit's own rule on keeping data.
    pub struct AturPrivasi in "atur_privasi" version 1 {
        pub id: Uuid,
        /// Years after death or departure.
        pub tahun_simpan: i16,
    }
}

/// For how many years data stay after somebody died or moved away.
pub async fn tahun_simpan(tx: &mut ReadTx) -> Result<i16> {
    Ok(store::find_atur_privasi(tx).await?.map_or(TAHUN_SIMPAN, |atur| atur.tahun_simpan))
}
