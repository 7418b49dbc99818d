//! Chance from a seed: the same draws on every machine and whatever the number of threads.
//!
//! A repetition has a generator of its own, made from the seed and its number, so that repetitions can be
//! shared out among threads as one likes.

/// Numbers from a seed (splitmix64; Steele, Lea & Flood 2014, OOPSLA).
#[derive(Debug, Clone)]
pub(crate) struct Draws(u64);

impl Draws {
    /// The draws of one repetition.
    pub(crate) fn of(seed: u64, repetition: u64) -> Self {
        // Two rounds of mixing set neighbouring repetitions far apart on the cycle.
        let mut start = Self(seed ^ 0x5851_f42d_4c95_7f2d);
        let mixed = start.next() ^ repetition.wrapping_mul(0xd134_2543_de82_ef95);
        let mut own = Self(mixed);
        Self(own.next())
    }

    /// Sixty-four even bits.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from 0 up to but not `n`; uneven by less than n in 2⁶⁴.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.next()) * n as u128) >> 64) as usize
    }

    /// An even number from 0 up to but not 1.
    pub(crate) fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / 9_007_199_254_740_992.0
    }

    /// How often each of `n` is drawn when `n` are drawn with replacement.
    pub(crate) fn counts(&mut self, n: usize, into: &mut Vec<f64>) {
        into.clear();
        into.resize(n, 0.0);
        for _ in 0..n {
            into[self.below(n)] += 1.0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_are_even_and_repetitions_differ() {
        let mut ten = [0_u32; 10];
        let mut sum = 0.0;
        for repetition in 0..300 {
            let mut draws = Draws::of(7, repetition);
            for _ in 0..100 {
                ten[draws.below(10)] += 1;
                sum += draws.unit();
            }
        }
        // Three thousand each; the standard deviation is 52.
        assert!(ten.iter().all(|n| (2_800..3_200).contains(n)), "{ten:?}");
        assert!((sum / 30_000.0 - 0.5).abs() < 0.01, "{sum}");
        assert_ne!(Draws::of(7, 0).next(), Draws::of(7, 1).next());
        assert_eq!(Draws::of(7, 3).next(), Draws::of(7, 3).next());
    }

    #[test]
    fn counts_add_up() {
        let mut counts = Vec::new();
        Draws::of(1, 1).counts(290, &mut counts);
        assert_eq!(counts.len(), 290);
        assert_eq!(counts.iter().sum::<f64>(), 290.0);
    }
}
