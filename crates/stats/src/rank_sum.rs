//! Are the values of one group higher than the other's, asked of their ranks: the test of Wilcoxon,
//! Mann and Whitney, and the shift of Hodges and Lehmann.

use crate::dist::normal;
use crate::error::{self, Error, Input, Result};
use crate::ranks;
use crate::{Estimate, Method, Test};

/// Up to so many values in both groups together all ways to deal out their ranks are counted.
pub const EXACT_UP_TO: usize = 50;

/// The rank-sum test.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct RankSum {
    /// Pairs of a woman and a man where hers is the higher, equals as half: Mann and Whitney's U,
    /// R's W.
    pub u: f64,
    /// U over all pairs: the chance that a woman drawn at random lies above a man, ½ if they do not
    /// differ.
    pub superiority: f64,
    /// z with continuity correction and ties taken into account.
    pub normal: Test,
    /// The exact test, ties and all, where there are at most [`EXACT_UP_TO`] values.
    pub exact: Option<Test>,
}

impl RankSum {
    /// The exact test where there is one, else the normal.
    #[must_use]
    pub fn test(&self) -> Test {
        self.exact.unwrap_or(self.normal)
    }
}

/// The rank-sum test of two groups of values, women's and men's.
///
/// z = (U − n₁n₂/2 ∓ ½)/√(n₁n₂/12 (N + 1 − Σ(t³−t)/(N(N−1)))); positive where women's are the higher.
/// Exact: the share of all ways to deal out these ranks whose U lies as far from the middle or
/// farther. If all values are equal, p is 1.
///
/// # Errors
/// A group without values, or a value that is not a number.
///
/// Reference: Wilcoxon 1945; Mann & Whitney 1947, Ann Math Stat 18:50–60; the exact distribution with
/// ties: Streitberg & Röhmel 1986, Stat Softw Newsl 12:10–17.
///
/// ```
/// use stats::rank_sum::rank_sum;
/// let it = rank_sum(&[1.1, 2.2, 3.3], &[4.4, 5.5, 6.6, 7.7])?;
/// assert_eq!(it.u, 0.0);
/// assert!((it.test().p - 2.0 / 35.0).abs() < 1e-15);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn rank_sum(women: &[f64], men: &[f64]) -> Result<RankSum> {
    check(women, men)?;
    let (n1, n2) = (women.len() as f64, men.len() as f64);
    let n = n1 + n2;
    let pool: Vec<f64> = women.iter().chain(men).copied().collect();
    let (doubled, ties) = ranks::doubled(&pool);
    let sum: f64 = doubled[..women.len()].iter().sum();
    let u = 0.5 * sum - 0.5 * n1 * (n1 + 1.0);
    let pairs = n1 * n2;
    let off = u - 0.5 * pairs;
    let variance = if n > 1.0 { pairs / 12.0 * (n + 1.0 - ties / (n * (n - 1.0))) } else { 0.0 };
    let z = if off == 0.0 || variance <= 1e-9 * pairs {
        0.0
    } else {
        (off.abs() - 0.5).max(0.0).copysign(off) / variance.sqrt()
    };
    let normal = Test { statistic: z, df: None, p: normal::two_sided(z), method: Method::RankSum, n };
    let exact = (pool.len() <= EXACT_UP_TO).then(|| {
        let mean = n1 * (n + 1.0);
        let ways = sums(&doubled, women.len());
        let all: f64 = ways.iter().sum();
        let far = |s: usize| (s as f64 - mean).abs() >= (sum - mean).abs() - 1e-9;
        let as_far: f64 = ways.iter().enumerate().filter(|(s, _)| far(*s)).map(|(_, w)| w).sum();
        Test { statistic: u, df: None, p: (as_far / all).min(1.0), method: Method::RankSumExact, n }
    });
    Ok(RankSum { u, superiority: u / pairs, normal, exact })
}

/// How many ways to choose `k` of these doubled ranks give each sum: whole numbers below 2⁵³.
fn sums(doubled: &[f64], k: usize) -> Vec<f64> {
    let most = doubled.iter().sum::<f64>() as usize;
    let mut ways = vec![vec![0.0; most + 1]; k + 1];
    ways[0][0] = 1.0;
    for (i, rank) in doubled.iter().enumerate() {
        let rank = *rank as usize;
        for chosen in (1..=k.min(i + 1)).rev() {
            let (fewer, more) = ways.split_at_mut(chosen);
            for (slot, from) in more[0][rank..].iter_mut().zip(&fewer[chosen - 1]) {
                *slot += from;
            }
        }
    }
    ways.swap_remove(k)
}

/// The shift between two groups: the median of all differences of a woman's value and a man's, with
/// the interval of the rank-sum test turned round.
///
/// The limits are the Cth smallest and Cth largest difference, C the smallest with P(U ≤ C) ≥ α/2
/// (R's `qwilcox`): counted out up to [`EXACT_UP_TO`] values, as if there were no ties; beyond,
/// C = n₁n₂/2 − z√(n₁n₂(N+1)/12). Infinite where there are so few values that no shift could be
/// rejected. `confidence` 0–1; value and limits in the unit of the values. Nothing is listed: a
/// million values a side are no matter.
///
/// # Errors
/// A group without values, values that are not numbers or lie too far apart, or an impossible
/// confidence.
///
/// Reference: Hodges & Lehmann 1963, Ann Math Stat 34:598–611; Bauer 1972, JASA 67:687–690.
///
/// ```
/// use stats::rank_sum::shift;
/// let e = shift(&[3.0, 4.0, 6.0, 10.0], &[1.0, 2.0, 2.5, 5.0], 0.9)?;
/// assert_eq!(e.value, 2.5);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn shift(women: &[f64], men: &[f64], confidence: f64) -> Result<Estimate> {
    error::confidence(confidence)?;
    check(women, men)?;
    let pairs = Differences::of(women, men)?;
    let count = pairs.count;
    let value = 0.5 * pairs.ranked(count.div_ceil(2)) + 0.5 * pairs.ranked(count / 2 + 1);
    let half = 0.5 * (1.0 - confidence);
    let n = women.len() + men.len();
    let c = if n <= EXACT_UP_TO {
        exact_rank(women.len(), men.len(), half)
    } else {
        normal_rank(women.len(), men.len(), confidence)
    };
    let (lower, upper) = if c == 0 {
        (f64::NEG_INFINITY, f64::INFINITY)
    } else {
        (pairs.ranked(c).min(value), pairs.ranked(count + 1 - c).max(value))
    };
    Estimate::checked(value, lower, upper, confidence, Method::HodgesLehmann, n as f64)
}

/// The smallest C with P(U ≤ C) ≥ `tail` where there are no ties.
fn exact_rank(n1: usize, n2: usize, tail: f64) -> u64 {
    let doubled: Vec<f64> = (1..=n1 + n2).map(|r| 2.0 * r as f64).collect();
    let ways = sums(&doubled, n1);
    let all: f64 = ways.iter().sum();
    let first = n1 * (n1 + 1);
    let mut below = 0.0;
    for c in 0..=n1 * n2 {
        below += ways[first + 2 * c];
        if below >= tail * all {
            return c as u64;
        }
    }
    0
}

fn normal_rank(n1: usize, n2: usize, confidence: f64) -> u64 {
    let (a, b) = (n1 as f64, n2 as f64);
    let rank = 0.5 * a * b - normal::critical(confidence) * (a * b * (a + b + 1.0) / 12.0).sqrt();
    let rank = rank.round();
    if rank >= 1.0 { rank as u64 } else { 0 }
}

/// All differences of two sorted lists, ranked without being listed.
struct Differences {
    women: Vec<f64>,
    men: Vec<f64>,
    count: u64,
}

impl Differences {
    fn of(women: &[f64], men: &[f64]) -> Result<Self> {
        let sorted = |values: &[f64]| {
            let mut values = values.to_vec();
            values.sort_unstable_by(f64::total_cmp);
            values
        };
        let it = Self { women: sorted(women), men: sorted(men), count: women.len() as u64 * men.len() as u64 };
        let (low, high) = (it.women[0] - it.men[men.len() - 1], it.women[women.len() - 1] - it.men[0]);
        if low.is_finite() && high.is_finite() { Ok(it) } else { Err(Error::OutOfReach { what: Input::Value }) }
    }

    /// How many differences are at or under `most`. Rounding does not matter: a difference of larger
    /// numbers never rounds to less.
    fn up_to(&self, most: f64) -> u64 {
        let mut count = 0;
        let mut above = self.men.len();
        for w in &self.women {
            // The larger the woman's value, the larger the men's must be: from where it stood on.
            let mut at = self.men.len() - above;
            while at < self.men.len() && w - self.men[at] > most {
                at += 1;
            }
            above = self.men.len() - at;
            count += above as u64;
        }
        count
    }

    /// The difference of this rank, from 1: halving in the order of the numbers themselves.
    fn ranked(&self, rank: u64) -> f64 {
        let (mut low, mut high) = (i64::MIN, i64::MAX);
        let least = self.women[0] - self.men[self.men.len() - 1];
        let most = self.women[self.women.len() - 1] - self.men[0];
        low = low.max(ordered(least));
        high = high.min(ordered(most));
        while low < high {
            let middle = (i128::from(low) + i128::from(high)).div_euclid(2) as i64;
            if self.up_to(number(middle)) >= rank {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        number(high) + 0.0
    }
}

/// A whole number that sorts as the number does.
fn ordered(value: f64) -> i64 {
    let bits = (value + 0.0).to_bits() as i64;
    if bits < 0 { i64::MIN.wrapping_sub(bits) } else { bits }
}

fn number(order: i64) -> f64 {
    let bits = if order < 0 { i64::MIN.wrapping_sub(order) } else { order };
    f64::from_bits(bits as u64)
}

pub(crate) fn check(women: &[f64], men: &[f64]) -> Result<()> {
    for values in [women, men] {
        error::at_least(1, values.len())?;
        values.iter().try_for_each(|v| error::finite(Input::Value, *v))?;
    }
    Ok(())
}
