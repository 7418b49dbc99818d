//! Has one group changed more than another? Tests and intervals by permutation: what would be seen if
//! chance alone had dealt the values out.
//!
//! Nothing is assumed of the shape of the values, so that they may be few and skewed. What is assumed is
//! that the groups could have been dealt out otherwise: that they differ by a shift and by nothing else.
//! No calculation can make that so where the groups have chosen themselves.
//!
//! The interval is the test turned round: the shifts that the test would not reject. It leaves out nought
//! exactly where p is at or under 1 − confidence.

use crate::error::{self, Error, Input, Result};
use crate::{Estimate, Method, Test};

/// So many ways of dealing out are gone through one by one; where there are more, some are drawn.
pub const MOST_ARRANGEMENTS: u64 = 200_000;

/// So many are drawn, where it is up to us: p is then right to about 0.004 near 0.05.
pub const DRAWS: u32 = 9_999;

/// A shift with its interval and its test.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Shift {
    /// The shift, in the unit of the values. Its limits are infinite where there are so few values that
    /// no shift could be rejected.
    pub estimate: Estimate,
    /// The test of no shift; the statistic is the shift itself.
    pub test: Test,
    /// How many ways of dealing out it rests on, the one that was seen among them.
    pub arrangements: u64,
    /// Whether these are all there are; otherwise they were drawn.
    pub exact: bool,
}

/// The difference of two means, `first` minus `second`, with interval and test by permutation.
///
/// The statistic is the absolute difference of the means; p is the share of the ways to deal the values
/// out into groups of these sizes that give one as large. All of them where there are at most
/// [`MOST_ARRANGEMENTS`]; otherwise `draws` of them ([`DRAWS`]) from `seed`, and p = (b + 1)/(draws + 1).
/// The same values and the same seed give the same answer whatever the order of the values, and with the
/// groups exchanged the same p.
///
/// `confidence` 0–1; value and limits in the unit of the values.
///
/// # Errors
/// Fewer than two values in a group, all values the same, no draws where they are needed, or an impossible
/// confidence.
///
/// Reference: Pitman 1937, JRSS Suppl 4:119–130; the interval: Garthwaite 1996, Biometrics 52:1387–1393;
/// draws: Phipson & Smyth 2010, Stat Appl Genet Mol Biol 9(1):39.
///
/// ```
/// use stats::permutation::{DRAWS, two_means};
/// let shift = two_means(&[-3.0, -2.5, -4.0, -3.5], &[0.0, 0.5, -0.5, 1.0], 0.95, DRAWS, 1)?;
/// // Two of the seventy ways to deal eight values out by four.
/// assert!(shift.exact && shift.arrangements == 70);
/// assert!((shift.test.p - 2.0 / 70.0).abs() < 1e-15 && shift.estimate.upper < 0.0);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn two_means(first: &[f64], second: &[f64], confidence: f64, draws: u32, seed: u64) -> Result<Shift> {
    error::confidence(confidence)?;
    let turned = first.len() > second.len();
    let (small, large) = if turned { (second, first) } else { (first, second) };
    for values in [small, large] {
        error::at_least(2, values.len())?;
        values.iter().try_for_each(|value| error::finite(Input::Value, *value))?;
    }
    // In one order, so that what is drawn does not depend on which group is which.
    let mut pool: Vec<(f64, bool)> =
        small.iter().map(|v| (*v, true)).chain(large.iter().map(|v| (*v, false))).collect();
    pool.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (lowest, spread) = span(pool.iter().map(|it| it.0))?;
    // From the lowest on: large values with small differences lose nothing.
    for it in &mut pool {
        it.0 -= lowest;
    }
    let (k, m) = (small.len() as f64, large.len() as f64);
    let total: f64 = pool.iter().map(|it| it.0).sum();
    error::finite(Input::Value, total).map_err(|_| Error::OutOfReach { what: Input::Value })?;
    // What a way of dealing out gives, and how it moves with a shift of the small group.
    let dealt = |sum: f64, of_small: f64| (sum / k - (total - sum) / m, of_small / k - (k - of_small) / m);
    let seen = dealt(pool.iter().filter(|it| it.1).map(|it| it.0).sum(), k).0;
    let mut inverted = Inverted::new(seen, spread);
    let mut deal = |chosen: &[usize]| {
        let sum = chosen.iter().map(|i| pool[*i].0).sum();
        let of_small = chosen.iter().filter(|i| pool[**i].1).count() as f64;
        let (value, slope) = dealt(sum, of_small);
        inverted.take(value, slope);
    };
    let exact = ways(pool.len(), small.len()).is_some();
    if exact {
        every_choice(pool.len(), small.len(), &mut deal);
    } else {
        drawn_choices(pool.len(), small.len(), draws, seed, &mut deal)?;
        inverted.take(seen, 1.0);
    }
    let method = if exact { Method::Permutation } else { Method::PermutationDrawn };
    let mut shift = inverted.shift(confidence, method, (pool.len() as f64, exact));
    if turned {
        shift.estimate = shift.estimate.times(-1.0);
        shift.test.statistic = -shift.test.statistic;
    }
    Ok(shift)
}

/// The mean of differences within pairs, with interval and test by changing signs: had the two of a pair
/// been the other way round, its difference would have the other sign.
///
/// All ways to set the signs where there are at most [`MOST_ARRANGEMENTS`] (17 pairs); otherwise `draws`
/// of them from `seed`, as in [`two_means`]. A difference of nought stays in.
///
/// `confidence` 0–1; value and limits in the unit of the differences.
///
/// # Errors
/// Fewer than two pairs, all differences the same, no draws where they are needed, or an impossible
/// confidence.
///
/// Reference: Fisher 1935, The Design of Experiments, §21; otherwise as [`two_means`].
///
/// ```
/// use stats::permutation::{DRAWS, paired};
/// // Darwin's maize, crossed minus self-fertilised, in eighths of an inch; Fisher counts 1,726 of 32,768.
/// let maize = [49.0, -67.0, 8.0, 16.0, 6.0, 23.0, 28.0, 41.0, 14.0, 29.0, 56.0, 24.0, 75.0, 60.0, -48.0];
/// let shift = paired(&maize, 0.95, DRAWS, 1)?;
/// assert_eq!(shift.test.p, 1726.0 / 32768.0);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn paired(differences: &[f64], confidence: f64, draws: u32, seed: u64) -> Result<Shift> {
    error::confidence(confidence)?;
    error::at_least(2, differences.len())?;
    differences.iter().try_for_each(|value| error::finite(Input::Value, *value))?;
    let mut sorted = differences.to_vec();
    sorted.sort_by(f64::total_cmp);
    let (_, spread) = span(sorted.iter().copied())?;
    let n = sorted.len() as f64;
    let total: f64 = sorted.iter().sum();
    let seen = total / n;
    let mut inverted = Inverted::new(seen, spread.max(sorted.iter().fold(0.0, |most, it| it.abs().max(most))));
    let mut turn = |sum_turned: f64, turned: f64| inverted.take((total - 2.0 * sum_turned) / n, (n - 2.0 * turned) / n);
    let all = u32::try_from(sorted.len()).ok().and_then(|n| 1_u64.checked_shl(n));
    let exact = all.is_some_and(|all| all <= MOST_ARRANGEMENTS);
    if exact {
        for signs in 0..1_u64 << sorted.len() {
            let of = |i: &usize| (signs >> *i) & 1 == 1;
            let sum = (0..sorted.len()).filter(of).map(|i| sorted[i]).sum();
            turn(sum, f64::from(signs.count_ones()));
        }
    } else {
        enough(draws)?;
        let mut lots = Lots(seed);
        for _ in 0..draws {
            let (mut sum, mut count) = (0.0, 0.0);
            for value in &sorted {
                if lots.next() >> 63 == 1 {
                    sum += value;
                    count += 1.0;
                }
            }
            turn(sum, count);
        }
        inverted.take(seen, 1.0);
    }
    let method = if exact { Method::SignFlip } else { Method::SignFlipDrawn };
    Ok(inverted.shift(confidence, method, (n, exact)))
}

/// The lowest value of a list in order, and how far it is to the highest.
fn span(values: impl Iterator<Item = f64> + Clone) -> Result<(f64, f64)> {
    let lowest = values.clone().fold(f64::INFINITY, f64::min);
    let spread = values.fold(f64::NEG_INFINITY, f64::max) - lowest;
    error::finite(Input::Value, spread)?;
    if spread > 0.0 { Ok((lowest, spread)) } else { Err(Error::NoVariation) }
}

fn enough(draws: u32) -> Result<()> {
    error::at_least(1, draws as usize)
}

/// A test turned round. A way of dealing out gives `t` where nothing is shifted, and `t − cΔ` where a shift
/// of Δ has been taken away; what was seen gives `d − Δ`. The shifts at which it is as large as what was
/// seen, |t − cΔ| ≥ |d − Δ|, lie between the roots of a square with d between them, so that p falls on
/// either side of d and the limits are order statistics of the roots.
struct Inverted {
    seen: f64,
    /// Two values nearer than this are the same but for rounding.
    near: f64,
    as_large: u64,
    ends: Vec<(f64, f64)>,
}

impl Inverted {
    fn new(seen: f64, scale: f64) -> Self {
        Self { seen, near: 1e-10 * scale, as_large: 0, ends: Vec::new() }
    }

    fn take(&mut self, value: f64, slope: f64) {
        if value.abs() >= self.seen.abs() - self.near {
            self.as_large += 1;
        }
        // What was seen, or all of it the other way round: as large whatever the shift.
        if slope.abs() > 1.0 - 1e-12 {
            self.ends.push((f64::NEG_INFINITY, f64::INFINITY));
            return;
        }
        let (one, other) = ((self.seen - value) / (1.0 - slope), (self.seen + value) / (1.0 + slope));
        self.ends.push((one.min(other), one.max(other)));
    }

    fn shift(mut self, confidence: f64, method: Method, (n, exact): (f64, bool)) -> Shift {
        let all = self.ends.len();
        let p = self.as_large as f64 / all as f64;
        // So many may be as large and the shift is still rejected. Rounded up where it is whole but for
        // rounding: 0.05 of 20 is one.
        let allowed = (((1.0 - confidence) * all as f64 + 1e-9).floor() as usize).min(all - 1);
        self.ends.sort_by(|a, b| a.0.total_cmp(&b.0));
        let lower = self.ends[allowed].0;
        self.ends.sort_by(|a, b| b.1.total_cmp(&a.1));
        let upper = self.ends[allowed].1;
        // Rounding must not put what was seen outside.
        let (lower, upper) = (lower.min(self.seen), upper.max(self.seen));
        Shift {
            estimate: Estimate::new(self.seen, lower, upper, confidence, method, n),
            test: Test { statistic: self.seen, df: None, p, method, n },
            arrangements: all as u64,
            exact,
        }
    }
}

/// How many ways there are to choose `k` of `n`; `None`: too many to go through.
fn ways(n: usize, k: usize) -> Option<u64> {
    let mut ways: u64 = 1;
    for i in 0..k as u64 {
        // Whole at every step: it is the ways to choose i + 1.
        ways = ways.checked_mul(n as u64 - i)? / (i + 1);
        // The ways grow up to half of n, and k is at most that.
        if ways > MOST_ARRANGEMENTS {
            return None;
        }
    }
    Some(ways)
}

/// Every choice of `k` of `n`, in order.
fn every_choice(n: usize, k: usize, each: &mut impl FnMut(&[usize])) {
    let mut chosen: Vec<usize> = (0..k).collect();
    loop {
        each(&chosen);
        // The last that can move on, and those after it close behind.
        let Some(i) = (0..k).rev().find(|i| chosen[*i] < n - k + i) else { return };
        chosen[i] += 1;
        for j in i + 1..k {
            chosen[j] = chosen[j - 1] + 1;
        }
    }
}

/// Some choices of `k` of `n`, each as likely as any other (Fisher and Yates).
fn drawn_choices(n: usize, k: usize, draws: u32, seed: u64, each: &mut impl FnMut(&[usize])) -> Result<()> {
    enough(draws)?;
    let mut lots = Lots(seed);
    let mut order: Vec<usize> = (0..n).collect();
    for _ in 0..draws {
        for i in 0..k {
            order.swap(i, i + lots.below(n - i));
        }
        each(&order[..k]);
    }
    Ok(())
}

/// Chance from a seed (splitmix64; Steele, Lea & Flood 2014): the same on every machine.
pub(crate) struct Lots(pub(crate) u64);

impl Lots {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number strictly between 0 and 1.
    pub(crate) fn unit(&mut self) -> f64 {
        ((self.next() >> 11) as f64 + 0.5) / (1_u64 << 53) as f64
    }

    /// A number from 0 up to but not `n`; uneven by less than n in 2⁶⁴.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.next()) * n as u128) >> 64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_are_gone_through_once() {
        let mut seen = Vec::new();
        every_choice(5, 3, &mut |chosen: &[usize]| seen.push(chosen.to_vec()));
        assert_eq!(seen.len(), 10);
        assert!(seen.windows(2).all(|pair| pair[0] < pair[1]), "{seen:?}");
        assert_eq!((seen[0].as_slice(), seen[9].as_slice()), (&[0, 1, 2][..], &[2, 3, 4][..]));
        for (n, k, expected) in
            [(5, 3, Some(10)), (20, 10, Some(184_756)), (21, 10, None), (290, 12, None), (4, 4, Some(1))]
        {
            assert_eq!(ways(n, k), expected, "{n} {k}");
        }
    }

    #[test]
    fn draws_are_even() {
        let mut counts = [0_u32; 6];
        drawn_choices(6, 2, 30_000, 7, &mut |chosen: &[usize]| {
            for i in chosen {
                counts[*i] += 1;
            }
        })
        .unwrap();
        // Ten thousand each; the standard deviation is 82.
        assert!(counts.iter().all(|n| (9_700..10_300).contains(n)), "{counts:?}");
    }
}
