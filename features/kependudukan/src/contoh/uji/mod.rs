//! Rules that a believable village keeps, over 14,000 people and several seeds.

mod aturan;
mod keunikan;
mod pintu;
mod sebaran;

use jiff::civil::{Date, date};

use super::{Resep, keluarga};
use crate::impor::BarisPenduduk;

pub(super) const PADA: Date = date(2026, 7, 31);

pub(super) fn pleret(benih: u64) -> Resep<'static> {
    Resep { benih, ..Resep::pleret(PADA) }
}

/// The families of three villages.
pub(super) fn tiga_desa() -> Vec<Vec<BarisPenduduk>> {
    [1, 2, 3_402_132_002].into_iter().flat_map(|benih| keluarga(&pleret(benih)).collect::<Vec<_>>()).collect()
}

pub(super) fn umur(b: &BarisPenduduk) -> i16 {
    kamus::umur(b.tanggal_lahir, PADA)
}
