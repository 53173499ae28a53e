//! Chance, made here.

/// SplitMix64 (Steele, Lea and Flood 2014). Ours rather than a crate's, because the example village
/// must be the same people after every update of a library: screenshots, tests and benches name them.
/// Whole numbers only, so that every processor agrees.
#[derive(Debug, Clone)]
pub(super) struct Acak(u64);

const LANGKAH: u64 = 0x9E37_79B9_7F4A_7C15;

fn aduk(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

impl Acak {
    /// A stream of its own for each list of numbers.
    pub(super) fn baru(dari: &[u64]) -> Self {
        Self(dari.iter().fold(0, |benih, n| aduk(benih.wrapping_add(LANGKAH) ^ aduk(*n))))
    }

    fn berikut(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(LANGKAH);
        aduk(self.0)
    }

    /// From 0 up to, but not including, `n`.
    pub(super) fn di_bawah(&mut self, n: u32) -> u32 {
        let kali = (self.berikut() >> 32) * u64::from(n);
        u32::try_from(kali >> 32).expect("less than n")
    }

    /// From `a` to `b`, both included.
    pub(super) fn antara(&mut self, a: i32, b: i32) -> i32 {
        debug_assert!(a <= b);
        a.saturating_add_unsigned(self.di_bawah(b.abs_diff(a) + 1))
    }

    /// True `n` times in a thousand.
    pub(super) fn permil(&mut self, n: u32) -> bool {
        self.di_bawah(1000) < n
    }

    /// One of a list that is not empty.
    pub(super) fn pilih<T: Copy>(&mut self, daftar: &[T]) -> T {
        let jumlah = u32::try_from(daftar.len()).expect("our lists are short");
        daftar[self.di_bawah(jumlah) as usize]
    }

    /// One of a list, each as often as its weight says.
    pub(super) fn bobot<T: Copy>(&mut self, daftar: &[(T, u32)]) -> T {
        let mut sisa = self.di_bawah(daftar.iter().map(|(_, b)| b).sum());
        for (isi, bobot) in daftar {
            if sisa < *bobot {
                return *isi;
            }
            sisa -= bobot;
        }
        daftar[0].0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_the_published_one() {
        // First values of SplitMix64 from state 1234567, as its authors' reference prints them.
        let mut acak = Acak(1_234_567);
        let awal: Vec<u64> = (0..3).map(|_| acak.berikut()).collect();
        assert_eq!(awal, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn choices_stay_in_bounds_and_follow_weights() {
        let mut acak = Acak::baru(&[1]);
        for _ in 0..1000 {
            assert!(acak.di_bawah(3) < 3);
            assert!((-2..=8).contains(&acak.antara(-2, 8)));
            assert_eq!(acak.bobot(&[('a', 0), ('b', 5), ('c', 0)]), 'b');
        }
        let banyak = (0..10_000).filter(|_| acak.permil(180)).count();
        assert!((1_600..2_000).contains(&banyak), "{banyak}");
    }

    #[test]
    fn streams_differ() {
        let awal = |dari: &[u64]| Acak::baru(dari).berikut();
        assert_ne!(awal(&[1, 2]), awal(&[2, 1]));
        assert_ne!(awal(&[1]), awal(&[1, 0]));
        assert_eq!(awal(&[7, 8]), awal(&[7, 8]));
    }
}
