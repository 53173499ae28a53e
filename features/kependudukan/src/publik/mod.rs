//! Figures of the register that anybody may see.
//!
//! They speak of the last day of a month. Counts that would name people are hidden, so that no hidden one can be
//! worked out from all tables together: tables of one column share only their total ([`redam`]); ages are hidden
//! within broad groups whose totals are told; tables by dusun have rows and columns whose totals are all told
//! elsewhere, and hide whole rows ([`silang`]). Daily differences would name people too, so whoever shows these
//! figures keeps them unchanged for the month (room `portal`).

mod kelompok;
mod redam;
mod silang;
mod susun;
mod tabel;

use std::collections::HashMap;

use db::{ReadTx, Result, Where};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use kelompok::KelompokPekerjaan;
pub use redam::{BATAS, kecil, redam};
pub use silang::redam_silang;

use crate::store::{self, Pada};
use susun::susun;

/// The public figures of one month. A count that is absent is hidden; so is a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AngkaPublik {
    /// The day of which they speak.
    pub per: Date,
    pub penduduk: Option<i64>,
    pub laki_laki: Option<i64>,
    pub perempuan: Option<i64>,
    pub keluarga: Option<i64>,
    /// From the youngest five years to the oldest.
    pub umur: Option<Vec<Baris>>,
    pub dusun: Option<Vec<Baris>>,
    /// From here on, `laki_laki` and `perempuan` are absent in every row.
    pub pendidikan: Option<Vec<Baris>>,
    pub pekerjaan: Option<Vec<Baris>>,
    pub agama: Option<Vec<Baris>>,
    /// The ages in broad groups, by sex: each row sums up rows of `umur`. Absent where a group is small.
    #[serde(default)]
    pub kelompok_umur: Option<Vec<Baris>>,
    /// Further breakdowns; those that are hidden are left out.
    #[serde(default)]
    pub lain: Vec<TabelPublik>,
    /// Breakdowns by dusun; those that are hidden are left out.
    #[serde(default)]
    pub per_dusun: Vec<TabelDusun>,
}

/// One row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Baris {
    pub label: String,
    pub laki_laki: Option<i64>,
    pub perempuan: Option<i64>,
    pub jumlah: Option<i64>,
}

/// A breakdown of all residents, or of all families.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TabelPublik {
    /// As in the internal statistics.
    pub kode: String,
    pub judul: String,
    pub baris: Vec<Baris>,
}

/// A breakdown of the residents of each dusun.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TabelDusun {
    pub kode: String,
    pub judul: String,
    /// The dusun of the columns.
    pub kolom: Vec<String>,
    pub baris: Vec<BarisDusun>,
}

/// A group in each dusun; a hidden row holds nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BarisDusun {
    pub label: String,
    pub isi: Option<Vec<i64>>,
}

/// The figures as of the last day of a closed month. `None` when the register had no content yet on that
/// day: its first workbook speaks of a later one.
pub async fn angka_publik(tx: &mut ReadTx, akhir_bulan: Date) -> Result<Option<AngkaPublik>> {
    let orang = store::list_potret(tx, Pada::kini(akhir_bulan), Where::new()).await?;
    if orang.is_empty() {
        return Ok(None);
    }
    let kelas: HashMap<_, _> = store::list_kelas_sosial(tx).await?.into_iter().collect();
    Ok(Some(susun(akhir_bulan, &orang, &kelas)))
}
