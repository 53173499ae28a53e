//! How the office's letters went over some months: how many, how long, and what residents thought. Pure.

use std::collections::BTreeMap;

use jiff::SignedDuration;

use crate::angka::persentil;

/// What is counted for a kind, a month, a hamlet, an officer, or all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Ukuran {
    /// Letters that were issued.
    pub(crate) surat: i64,
    /// Requests whose letter was there.
    pub(crate) permohonan: i64,
    /// Working time from the request to its letter, of those whose clock ran to its end.
    tunggu: Vec<SignedDuration>,
    /// Ratings of one to five, how many of each.
    nilai: [i64; 5],
}

impl Ukuran {
    pub(crate) fn tambah_tunggu(&mut self, lama: SignedDuration) {
        self.tunggu.push(lama);
    }

    /// Ratings outside one to five do not occur, and would not count.
    pub(crate) fn tambah_nilai(&mut self, nilai: i16, banyak: i64) {
        let tempat = usize::try_from(nilai).ok().and_then(|nilai| nilai.checked_sub(1));
        if let Some(sel) = tempat.and_then(|tempat| self.nilai.get_mut(tempat)) {
            *sel += banyak;
        }
    }

    /// Median and 90th percentile; none where nobody waited.
    pub(crate) fn lama(&self) -> Option<(SignedDuration, SignedDuration)> {
        let mut urut = self.tunggu.clone();
        urut.sort_unstable();
        persentil(&urut, 50).zip(persentil(&urut, 90))
    }

    pub(crate) fn penilai(&self) -> i64 {
        self.nilai.iter().sum()
    }

    /// In hundredths, rounded; none where nobody rated.
    pub(crate) fn rata(&self) -> Option<i64> {
        let jumlah: i64 = (1..).zip(self.nilai).map(|(nilai, banyak)| nilai * banyak).sum();
        let penilai = self.penilai();
        (penilai > 0).then(|| (jumlah * 100 + penilai / 2) / penilai)
    }

    pub(crate) fn sebaran(&self) -> [i64; 5] {
        self.nilai
    }
}

/// "4,25"
pub(crate) fn kata_rata(perseratus: i64) -> String {
    format!("{},{:02}", perseratus / 100, perseratus % 100)
}

/// One figure after another, by whatever they are told apart.
#[derive(Debug, Clone)]
pub(crate) struct Kelompok<K>(BTreeMap<K, Ukuran>);

impl<K: Ord> Default for Kelompok<K> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<K: Ord> Kelompok<K> {
    pub(crate) fn sel(&mut self, kunci: K) -> &mut Ukuran {
        self.0.entry(kunci).or_default()
    }

    /// In the order of the keys.
    pub(crate) fn urut(self) -> Vec<(K, Ukuran)> {
        self.0.into_iter().collect()
    }

    /// The busiest first.
    pub(crate) fn teramai(self) -> Vec<(K, Ukuran)> {
        let mut semua = self.urut();
        semua.sort_by_key(|(_, ukuran)| {
            std::cmp::Reverse((ukuran.surat, ukuran.permohonan, ukuran.penilai()))
        });
        semua
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_is_rounded_to_hundredths_and_nobody_has_none() {
        for (nilai, rata) in [
            (&[][..], None),
            (&[5][..], Some("5,00")),
            (&[4, 5], Some("4,50")),
            (&[1, 1, 2], Some("1,33")),
            (&[5, 5, 4], Some("4,67")),
            (&[0, 6, 3], Some("3,00")),
        ] {
            let mut ukuran = Ukuran::default();
            for satu in nilai {
                ukuran.tambah_nilai(*satu, 1);
            }
            assert_eq!(ukuran.rata().map(kata_rata).as_deref(), rata, "{nilai:?}");
        }
    }

    #[test]
    fn waiting_is_told_by_median_and_ninetieth_percentile_in_whatever_order_it_came() {
        let mut ukuran = Ukuran::default();
        assert_eq!(ukuran.lama(), None);
        for menit in [50, 10, 40, 20, 30, 60, 90, 80, 70, 100] {
            ukuran.tambah_tunggu(SignedDuration::from_mins(menit));
        }
        let menit = |m| SignedDuration::from_mins(m);
        assert_eq!(ukuran.lama(), Some((menit(50), menit(90))));
    }

    #[test]
    fn the_busiest_stand_first_and_equals_in_their_own_order() {
        let mut semua: Kelompok<&str> = Kelompok::default();
        semua.sel("b").surat = 2;
        semua.sel("a").surat = 2;
        semua.sel("c").surat = 9;
        let urut: Vec<&str> = semua.teramai().into_iter().map(|(kunci, _)| kunci).collect();
        assert_eq!(urut, ["c", "a", "b"]);
    }
}
