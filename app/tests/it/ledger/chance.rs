//! Chance with a seed, so that a failure can be told again.

pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number from 0 up to but without `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end.max(1)).expect("a small number");
        usize::try_from((self.next() >> 11) % end).expect("below a usize")
    }

    pub(crate) fn one_in(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }

    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.below(from.len()))
    }

    pub(crate) fn bytes(&mut self, count: usize) -> Vec<u8> {
        (0..count).map(|_| u8::try_from(self.below(256)).expect("a byte")).collect()
    }

    /// Letters as they are typed, among them some that need more than a byte or a quote.
    pub(crate) fn text(&mut self) -> String {
        const SIGNS: [char; 16] =
            ['a', 'i', 'u', 'e', 'o', 'n', 'k', 'S', 'ꦱ', 'é', '\'', '"', ' ', '%', '\\', '|'];
        (0..12 + self.below(8)).map(|_| SIGNS[self.below(SIGNS.len())]).collect()
    }
}
