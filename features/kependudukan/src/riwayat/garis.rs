//! The line of versions of one resident, without a database.

use jiff::civil::Date;
use serde_json::{Map, Value};

/// What was true from `sejak` until before `sampai`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Ruas {
    pub(super) sejak: Date,
    pub(super) sampai: Date,
    pub(super) isi: Map<String, Value>,
}

/// Lays `ubahan` over the line from `sejak` on. The line is whole: each version begins where the one before
/// ends, and the last one has no end.
pub(super) fn tindih(garis: &[Ruas], ubahan: &Map<String, Value>, sejak: Date) -> Vec<Ruas> {
    let Some(awal) = garis.first().map(|r| r.sejak) else { return Vec::new() };
    let sejak = sejak.max(awal);
    let pecah = belah(garis, sejak);
    let mulai = pecah.iter().position(|r| r.sejak >= sejak).unwrap_or(pecah.len());
    let mut hasil = pecah.clone();
    for (kolom, nilai) in ubahan {
        let beda = |i: usize| pecah[i].isi.get(kolom) != pecah[i - 1].isi.get(kolom);
        let sampai = (mulai + 1..pecah.len()).find(|i| beda(*i)).unwrap_or(pecah.len());
        for ruas in &mut hasil[mulai..sampai] {
            ruas.isi.insert(kolom.clone(), nilai.clone());
        }
    }
    satukan(hasil)
}

/// The same line with a border on `hari`.
fn belah(garis: &[Ruas], hari: Date) -> Vec<Ruas> {
    let mut hasil = Vec::with_capacity(garis.len() + 1);
    for ruas in garis {
        if ruas.sejak < hari && hari < ruas.sampai {
            hasil.push(Ruas { sampai: hari, ..ruas.clone() });
            hasil.push(Ruas { sejak: hari, ..ruas.clone() });
        } else {
            hasil.push(ruas.clone());
        }
    }
    hasil
}

/// Neighbours that say the same become one.
fn satukan(garis: Vec<Ruas>) -> Vec<Ruas> {
    let mut hasil: Vec<Ruas> = Vec::with_capacity(garis.len());
    for ruas in garis {
        match hasil.last_mut() {
            Some(sebelum) if sebelum.isi == ruas.isi => sebelum.sampai = ruas.sampai,
            _ => hasil.push(ruas),
        }
    }
    hasil
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::entitas::SELAMANYA;

    fn isi(pasangan: &[(&str, i64)]) -> Map<String, Value> {
        pasangan.iter().map(|(k, n)| ((*k).to_owned(), json!(n))).collect()
    }

    fn ruas(sejak: Date, sampai: Date, pasangan: &[(&str, i64)]) -> Ruas {
        Ruas { sejak, sampai, isi: isi(pasangan) }
    }

    const JANUARI: Date = date(2026, 1, 1);
    const MARET: Date = date(2026, 3, 1);
    const MEI: Date = date(2026, 5, 1);
    const JULI: Date = date(2026, 7, 1);

    #[test]
    fn a_change_ends_the_version_before() {
        let garis = [ruas(JANUARI, SELAMANYA, &[("rt", 1), ("agama", 1)])];
        assert_eq!(
            tindih(&garis, &isi(&[("rt", 2)]), MARET),
            [
                ruas(JANUARI, MARET, &[("rt", 1), ("agama", 1)]),
                ruas(MARET, SELAMANYA, &[("rt", 2), ("agama", 1)])
            ]
        );
    }

    #[test]
    fn a_late_change_stops_where_a_later_one_speaks() {
        let garis = [
            ruas(JANUARI, MEI, &[("rt", 1), ("agama", 1)]),
            ruas(MEI, SELAMANYA, &[("rt", 3), ("agama", 1)]),
        ];
        assert_eq!(
            tindih(&garis, &isi(&[("rt", 2), ("agama", 4)]), MARET),
            [
                ruas(JANUARI, MARET, &[("rt", 1), ("agama", 1)]),
                ruas(MARET, MEI, &[("rt", 2), ("agama", 4)]),
                ruas(MEI, SELAMANYA, &[("rt", 3), ("agama", 4)]),
            ]
        );
    }

    #[test]
    fn a_change_of_the_first_day_leaves_no_version_before() {
        let garis = [ruas(MARET, SELAMANYA, &[("rt", 1)])];
        for hari in [MARET, JANUARI] {
            assert_eq!(tindih(&garis, &isi(&[("rt", 2)]), hari), [ruas(MARET, SELAMANYA, &[("rt", 2)])]);
        }
    }

    #[test]
    fn undoing_gives_the_line_of_before() {
        let garis = [ruas(JANUARI, MEI, &[("a", 1)]), ruas(MEI, SELAMANYA, &[("a", 5)])];
        let ubah = tindih(&garis, &isi(&[("a", 2)]), MARET);
        assert_eq!(tindih(&ubah, &isi(&[("a", 1)]), MARET), garis);
        assert_eq!(tindih(&garis, &isi(&[("a", 5)]), JULI), garis, "what is true already changes nothing");
    }

    proptest! {
        #[test]
        fn the_line_stays_whole(ubahan in prop::collection::vec((0..3_usize, 0..4_i64, 0..40_i64), 1..12)) {
            let mut garis = vec![ruas(JANUARI, SELAMANYA, &[("a", 0), ("b", 0), ("c", 0)])];
            for (kolom, nilai, hari) in ubahan {
                let kolom = ["a", "b", "c"][kolom];
                let hari = JANUARI.saturating_add(jiff::Span::new().days(hari));
                let baru = tindih(&garis, &isi(&[(kolom, nilai)]), hari);
                prop_assert_eq!(baru[0].sejak, JANUARI);
                prop_assert_eq!(baru[baru.len() - 1].sampai, SELAMANYA);
                for dua in baru.windows(2) {
                    prop_assert_eq!(dua[0].sampai, dua[1].sejak);
                    prop_assert!(dua[0].sejak < dua[0].sampai);
                    prop_assert_ne!(&dua[0].isi, &dua[1].isi);
                }
                let pada = |garis: &[Ruas], d: Date| {
                    garis.iter().find(|r| r.sejak <= d && d < r.sampai).map(|r| r.isi.clone())
                };
                prop_assert_eq!(&pada(&baru, hari).unwrap()[kolom], &json!(nilai));
                if let Ok(kemarin) = hari.yesterday() {
                    prop_assert_eq!(pada(&baru, kemarin), pada(&garis, kemarin), "the past is left alone");
                }
                garis = baru;
            }
        }
    }
}
