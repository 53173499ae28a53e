//! Which rows of a table by dusun stay hidden.
//!
//! The totals of its rows and of its columns are told by other tables, and none of them is small. A row with a
//! small count is hidden whole. A hidden count lies between what its row and its column leave for it; it can be
//! any number up to the smaller of what is hidden of its row and of its column (the bounds of a table with given
//! margins are reached). So it is enough that no column hides few people: then each hidden small count may as well
//! be no small one. Further rows are therefore hidden, the smallest first and all of one size together, until
//! each column hides nobody or enough.

use super::redam::kecil;

/// True where a row stays hidden; `None` where all would. Rows are groups, columns dusun; no row and no column
/// may have a small total.
pub fn redam_silang(baris: &[Vec<i64>]) -> Option<Vec<bool>> {
    let mut sembunyi: Vec<bool> = baris.iter().map(|b| b.iter().any(|n| kecil(*n))).collect();
    while !aman(baris, &sembunyi) {
        let sisa = baris.iter().zip(&sembunyi).filter(|(b, s)| !**s && ukuran(b) > 0);
        let batas = sisa.map(|(b, _)| ukuran(b)).min()?;
        for (b, s) in baris.iter().zip(&mut sembunyi) {
            *s |= (1..=batas).contains(&ukuran(b));
        }
    }
    let tampak = baris.iter().zip(&sembunyi).any(|(b, s)| !*s && ukuran(b) > 0);
    tampak.then_some(sembunyi)
}

fn ukuran(baris: &[i64]) -> i64 {
    baris.iter().sum()
}

fn aman(baris: &[Vec<i64>], sembunyi: &[bool]) -> bool {
    let kolom = baris.first().map_or(0, Vec::len);
    let tertutup = |k: usize| baris.iter().zip(sembunyi).filter(|(_, s)| **s).map(|(b, _)| b[k]).sum::<i64>();
    (0..kolom).all(|k| !kecil(tertutup(k)))
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::super::BATAS;
    use super::*;

    #[test]
    fn a_small_count_takes_rows_with_it_until_each_dusun_hides_enough() {
        let check = |baris: &[&[i64]], harap: Option<&[usize]>| {
            let baris: Vec<Vec<i64>> = baris.iter().map(|b| b.to_vec()).collect();
            let hasil = redam_silang(&baris).map(|s| (0..s.len()).filter(|i| s[*i]).collect::<Vec<_>>());
            assert_eq!(hasil.as_deref(), harap, "{baris:?}");
        };
        check(&[&[40, 50], &[20, 0], &[9, 9]], Some(&[]));
        check(&[&[40, 50], &[20, 30], &[9, 3]], Some(&[1, 2]));
        check(&[&[40, 50], &[6, 7], &[9, 0], &[0, 8]], Some(&[]));
        check(&[&[40, 50], &[3, 7], &[9, 0], &[2, 8]], Some(&[1, 3]));
        check(&[&[40, 50], &[3, 7]], None);
        check(&[], None);
    }

    /// Every table of `r` rows and `k` columns whose rows hold five to `paling` people and whose columns are not
    /// small.
    fn semua_tabel(r: usize, k: usize, paling: i64) -> Vec<Vec<Vec<i64>>> {
        let mut baris: Vec<Vec<i64>> = vec![Vec::new()];
        for _ in 0..k {
            let lagi = |isi: Vec<i64>| (0..=paling).map(move |n| [isi.clone(), vec![n]].concat());
            baris = baris.into_iter().flat_map(lagi).collect();
        }
        baris.retain(|b| (BATAS..=paling).contains(&ukuran(b)));
        let mut semua: Vec<Vec<Vec<i64>>> = vec![Vec::new()];
        for _ in 0..r {
            let lagi = |tabel: Vec<Vec<i64>>| {
                baris.iter().map(move |b| [tabel.clone(), vec![b.clone()]].concat()).collect::<Vec<_>>()
            };
            semua = semua.into_iter().flat_map(lagi).collect();
        }
        semua.retain(|tabel| margin(tabel).iter().all(|n| !kecil(*n)));
        semua
    }

    fn margin(tabel: &[Vec<i64>]) -> Vec<i64> {
        let kolom = (0..tabel[0].len()).map(|k| tabel.iter().map(|b| b[k]).sum());
        tabel.iter().map(|b| ukuran(b)).chain(kolom).collect()
    }

    /// A reader who knows the rule and all margins makes a list of all tables that would look the same. No
    /// small count may be the same in all of them.
    fn tidak_tertebak(r: usize, k: usize, paling: i64) -> usize {
        let mut kelompok: HashMap<_, Vec<Vec<Vec<i64>>>> = HashMap::new();
        for tabel in semua_tabel(r, k, paling) {
            let tampak = redam_silang(&tabel)
                .map(|s| tabel.iter().zip(s).map(|(b, s)| (!s).then(|| b.clone())).collect::<Vec<_>>());
            if tampak.is_some() {
                kelompok.entry((margin(&tabel), tampak)).or_default().push(tabel);
            }
        }
        let mut dilindungi = 0;
        for serupa in kelompok.values() {
            for (i, j) in (0..r).flat_map(|i| (0..k).map(move |j| (i, j))) {
                let nilai = serupa[0][i][j];
                let sama = serupa.iter().all(|tabel| tabel[i][j] == nilai);
                assert!(!(kecil(nilai) && sama), "{nilai} at {i}, {j} is told by {:?}", serupa[0]);
            }
            dilindungi += usize::from(serupa[0].iter().flatten().any(|n| kecil(*n)));
        }
        dilindungi
    }

    #[test]
    fn no_small_count_can_be_worked_out_by_who_knows_the_rule() {
        assert!(tidak_tertebak(3, 2, 10) > 50);
        assert!(tidak_tertebak(4, 2, 7) > 20);
        assert!(tidak_tertebak(3, 3, 6) > 20);
    }

    proptest! {
        #[test]
        fn a_hidden_count_may_always_be_a_large_one(
            baris in proptest::collection::vec(proptest::collection::vec(0_i64..30, 3), 2..9)
        ) {
            prop_assume!(margin(&baris).iter().all(|n| !kecil(*n)));
            let Some(sembunyi) = redam_silang(&baris) else { return Ok(()) };
            for (b, s) in baris.iter().zip(&sembunyi) {
                prop_assert!(*s || b.iter().all(|n| !kecil(*n)), "{b:?}");
            }
            for kolom in 0..3 {
                let tertutup: i64 =
                    baris.iter().zip(&sembunyi).filter(|(_, s)| **s).map(|(b, _)| b[kolom]).sum();
                prop_assert!(!kecil(tertutup));
            }
        }
    }
}
