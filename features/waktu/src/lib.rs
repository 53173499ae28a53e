//! The calendar of a unit: months as they begin and end on its own wall clock.
//!
//! Pure: the instant is always an argument.

mod bulan;

use jiff::Timestamp;
use kamus::Zona;

pub use bulan::Bulan;

/// The last month that is over, of which figures no longer change day by day: public figures show it.
pub fn bulan_terakhir_tutup(zona: Zona, saat: Timestamp) -> Bulan {
    Bulan::dari(zona.tanggal(saat)).sebelumnya()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saat(teks: &str) -> Timestamp {
        teks.parse().unwrap()
    }

    #[test]
    fn a_month_closes_in_the_east_before_it_does_in_the_west() {
        let malam = saat("2026-02-28T16:30:00Z");
        for (zona, tutup) in
            [(Zona::Wib, "Januari 2026"), (Zona::Wita, "Februari 2026"), (Zona::Wit, "Februari 2026")]
        {
            assert_eq!(bulan_terakhir_tutup(zona, malam).to_string(), tutup, "{zona}");
        }
    }

    #[test]
    fn the_month_before_january_is_last_year_s() {
        assert_eq!(
            bulan_terakhir_tutup(Zona::Wib, saat("2026-01-15T00:00:00Z")).to_string(),
            "Desember 2025"
        );
    }
}
