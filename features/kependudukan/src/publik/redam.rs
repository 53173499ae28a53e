//! Which rows of a public table stay hidden, so that nobody is told apart in it.
//!
//! A count of one to four names people, so its whole row is hidden. One hidden row could be worked out
//! from the totals, so further rows are hidden with it: by size, the smallest first, and all of one size
//! together. The rule looks only at what the rows hold and never at their order. Whoever knows the rule,
//! the visible rows and the totals can therefore not tell which hidden row holds which of the hidden
//! counts; and the rule goes on until the counts of each column differ among themselves.

/// Counts below this, except none at all, are hidden.
pub const BATAS: i64 = 5;

/// True where a row stays hidden. `None` where the whole table does: it has so few people for so many
/// rows that hiding some of them would not help. That is decided by the totals, which are public.
pub fn redam<const N: usize>(baris: &[[i64; N]]) -> Option<Vec<bool>> {
    let perlu = BATAS * i64::try_from(baris.len()).unwrap_or(i64::MAX / BATAS);
    if (0..N).any(|kolom| baris.iter().map(|b| b[kolom]).sum::<i64>() < perlu) {
        return None;
    }
    let mut sembunyi: Vec<bool> = baris.iter().map(|b| b.iter().any(|n| kecil(*n))).collect();
    if !sembunyi.contains(&true) {
        return Some(sembunyi);
    }
    while !aman(baris, &sembunyi) {
        let sisa = baris.iter().zip(&sembunyi).filter(|(b, s)| !**s && ukuran(*b) > 0);
        // The check of the totals leaves enough rows; without any, nothing is shown.
        let batas = sisa.map(|(b, _)| ukuran(b)).min()?;
        for (b, s) in baris.iter().zip(&mut sembunyi) {
            *s |= (1..=batas).contains(&ukuran(b));
        }
    }
    Some(sembunyi)
}

/// Whether a count names people.
pub fn kecil(jumlah: i64) -> bool {
    (1..BATAS).contains(&jumlah)
}

fn ukuran(baris: &[i64]) -> i64 {
    baris.iter().sum()
}

/// Whether the hidden rows protect each other: together they are no small group in any column, and no
/// column holds the same small count in all of them.
fn aman<const N: usize>(baris: &[[i64; N]], sembunyi: &[bool]) -> bool {
    let tertutup: Vec<&[i64; N]> = baris.iter().zip(sembunyi).filter(|(_, s)| **s).map(|(b, _)| b).collect();
    let berbeda = |nilai: &dyn Fn(&[i64; N]) -> i64| {
        let pertama = tertutup.first().map_or(0, |b| nilai(b));
        !kecil(pertama) || tertutup.iter().any(|b| nilai(b) != pertama)
    };
    let kolom_aman = |kolom: usize| {
        let jumlah: i64 = tertutup.iter().map(|b| b[kolom]).sum();
        !kecil(jumlah) && berbeda(&|b| b[kolom])
    };
    tertutup.len() >= 2 && (0..N).all(kolom_aman) && berbeda(&|b| ukuran(b))
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn small_rows_take_the_next_smallest_with_them() {
        let check = |baris: &[i64], harap: Option<&[usize]>| {
            let baris: Vec<[i64; 1]> = baris.iter().map(|n| [*n]).collect();
            let hasil = redam(&baris).map(|s| (0..s.len()).filter(|i| s[*i]).collect::<Vec<_>>());
            assert_eq!(hasil.as_deref(), harap, "{baris:?}");
        };
        check(&[50, 0, 70], Some(&[]));
        check(&[50, 3, 70], Some(&[0, 1]));
        check(&[50, 3, 0, 50, 70], Some(&[0, 1, 3]));
        check(&[1, 2, 40, 60], Some(&[0, 1, 2]));
        check(&[2, 3, 40, 60], Some(&[0, 1]));
        check(&[4, 4, 40, 60], Some(&[0, 1, 2]));
        check(&[3, 3, 3], None);
        check(&[5, 5, 5], Some(&[]));
        check(&[], Some(&[]));
    }

    #[test]
    fn both_sexes_of_a_row_are_hidden_together() {
        let sembunyi = redam(&[[200, 190], [3, 60], [40, 41], [0, 0], [90, 80]]).unwrap();
        assert_eq!(sembunyi, [false, true, true, false, false]);
    }

    /// The rows as printed: a hidden one is absent.
    type Tampak<const N: usize> = Option<Vec<Option<[i64; N]>>>;

    /// What a reader sees: the totals, the visible rows, and which rows are hidden.
    fn terlihat<const N: usize>(baris: &[[i64; N]]) -> (Vec<i64>, Tampak<N>) {
        let jumlah = (0..N).map(|k| baris.iter().map(|b| b[k]).sum()).collect();
        let tampak =
            redam(baris).map(|s| baris.iter().zip(s).map(|(b, s)| (!s).then_some(*b)).collect::<Vec<_>>());
        (jumlah, tampak)
    }

    /// Every table of `k` rows with counts up to `paling`.
    fn semua_tabel<const N: usize>(k: usize, paling: i64) -> Vec<Vec<[i64; N]>> {
        let mut semua: Vec<Vec<i64>> = vec![Vec::new()];
        for _ in 0..k * N {
            semua = semua
                .into_iter()
                .flat_map(|isi| (0..=paling).map(move |n| [isi.clone(), vec![n]].concat()))
                .collect();
        }
        let jadi_baris = |isi: &Vec<i64>| isi.chunks(N).map(|b| b.try_into().unwrap()).collect();
        semua.iter().map(jadi_baris).collect()
    }

    /// A reader who knows the rule makes a list of all tables that would look the same. A small count may
    /// not be the same in all of them. Tells how many tables had something to protect.
    fn tidak_tertebak<const N: usize>(k: usize, paling: i64) -> usize {
        let mut kelompok: HashMap<_, Vec<Vec<[i64; N]>>> = HashMap::new();
        for tabel in semua_tabel::<N>(k, paling) {
            let tampak = terlihat(&tabel);
            if tampak.1.is_some() {
                kelompok.entry(tampak).or_default().push(tabel);
            }
        }
        let mut dilindungi = 0;
        for serupa in kelompok.values() {
            for (i, kolom) in (0..k).flat_map(|i| (0..N).map(move |kolom| (i, kolom))) {
                let nilai = serupa[0][i][kolom];
                let sama = serupa.iter().all(|tabel| tabel[i][kolom] == nilai);
                assert!(!(kecil(nilai) && sama), "{nilai} in row {i} is told by {:?}", serupa[0]);
            }
            dilindungi += usize::from(serupa[0].iter().flatten().any(|n| kecil(*n)));
        }
        dilindungi
    }

    #[test]
    fn no_small_count_can_be_worked_out() {
        assert!(tidak_tertebak::<1>(2, 20) > 10);
        assert!(tidak_tertebak::<1>(3, 14) > 50);
        assert!(tidak_tertebak::<1>(4, 9) > 50);
        assert!(tidak_tertebak::<2>(2, 9) > 50);
        assert!(tidak_tertebak::<2>(3, 7) > 50);
    }

    proptest! {
        #[test]
        fn what_is_shown_is_never_small(baris in proptest::collection::vec([0_i64..40, 0_i64..40], 1..12)) {
            let Some(sembunyi) = redam(&baris) else { return Ok(()) };
            let tertutup = sembunyi.iter().filter(|s| **s).count();
            prop_assert!(tertutup != 1);
            for kolom in 0..2 {
                let sisa: i64 = baris.iter().zip(&sembunyi).filter(|(_, s)| **s).map(|(b, _)| b[kolom]).sum();
                prop_assert!(!kecil(sisa), "the total minus the visible rows tells {sisa}");
            }
            for (b, s) in baris.iter().zip(&sembunyi) {
                prop_assert!(*s || b.iter().all(|n| !kecil(*n)), "{b:?}");
                prop_assert!(!*s || ukuran(b) > 0, "nothing to hide in a row of nobody");
            }
        }

        #[test]
        fn the_order_of_rows_says_nothing(baris in proptest::collection::vec([0_i64..20, 0_i64..20], 1..8)) {
            let mut balik = baris.clone();
            balik.reverse();
            let hasil = redam(&balik).map(|mut s| { s.reverse(); s });
            prop_assert_eq!(redam(&baris), hasil);
        }
    }
}
