//! How sure a quantile is: exact limits from the binomial, and Woodruff's where values have weights.

use crate::dist::{beta, normal};
use crate::error::{self, Error, Input, Result};
use crate::proportion::{Share, wilson_limits};
use crate::quantile::{QuantileType, quantile_sorted};
use crate::{Estimate, Method};

/// The `p` quantile with its exact distribution-free interval.
///
/// The limits are values of the list: the number below the true quantile is binomial, so the lower
/// is x₍ₗ₎ with the largest l such that P(Bin(n, p) < l) ≤ α/2, the upper x₍ᵤ₎ with the smallest u such
/// that P(Bin(n, p) ≥ u) ≤ α/2. They hold at least their level whatever the distribution; where there
/// are too few values a limit is infinite. `p` and `confidence` 0–1; in the unit of the values.
///
/// # Errors
/// No values, one that is not a number, or `p` or `confidence` outside 0–1.
///
/// Reference: Thompson 1936, Ann Math Stat 7:122–128; David & Nagaraja 2003, Order Statistics, 7.1.
///
/// ```
/// use stats::{quantile::QuantileType, quantile_interval::quantile};
/// let values: Vec<f64> = (1..=10).map(f64::from).collect();
/// let e = quantile(&values, 0.5, QuantileType::T7, 0.95)?;
/// assert_eq!((e.value, e.lower, e.upper), (5.5, 2.0, 9.0));
/// # Ok::<(), stats::Error>(())
/// ```
pub fn quantile(values: &[f64], p: f64, kind: QuantileType, confidence: f64) -> Result<Estimate> {
    error::confidence(confidence)?;
    values.iter().try_for_each(|v| error::finite(Input::Value, *v))?;
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let value = quantile_sorted(&sorted, p, kind)?;
    let (l, u) = ranks(sorted.len(), p, 0.5 * (1.0 - confidence));
    let lower = if l == 0 { f64::NEG_INFINITY } else { sorted[l - 1].min(value) };
    let upper = if u > sorted.len() { f64::INFINITY } else { sorted[u - 1].max(value) };
    Estimate::checked(value, lower, upper, confidence, Method::QuantileBinomial, sorted.len() as f64)
}

/// The median with its exact interval; type 7, the middle value or the mean of the middle two.
///
/// # Errors
/// As [`quantile`].
pub fn median(values: &[f64], confidence: f64) -> Result<Estimate> {
    quantile(values, 0.5, QuantileType::T7, confidence)
}

/// P(Bin(n, p) ≤ k).
pub(crate) fn binomial_cdf(k: f64, n: f64, p: f64) -> f64 {
    if k < 0.0 {
        0.0
    } else if k >= n {
        1.0
    } else {
        beta::sf(p, k + 1.0, n - k)
    }
}

/// The ranks of the limits: 0 and n + 1 stand for no limit.
fn ranks(n: usize, p: f64, half: f64) -> (usize, usize) {
    let below = |rank: usize| binomial_cdf(rank as f64 - 1.0, n as f64, p);
    // Largest l with P(X ≤ l − 1) ≤ α/2, from 0; smallest u with P(X ≥ u) ≤ α/2, up to n + 1.
    let lower = partition(n + 1, |l| below(l) <= half).saturating_sub(1);
    let above = |rank: usize| 1.0 - below(rank);
    let upper = partition(n + 1, |u| above(u) > half);
    (lower.min(n), upper)
}

/// How many of 0..size hold, where those that hold come first.
fn partition(size: usize, holds: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, size);
    while low < high {
        let middle = low.midpoint(high);
        if holds(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

/// The weighted `p` quantile with Woodruff's interval, for values of which each stands for several.
///
/// The quantile is the smallest value with a share of weight above `p` at or under it, the mean of two
/// where the share is just `p` (type 2, with equal weights exactly that). The limits are the weighted
/// quantiles at the Wilson limits of `p` among Kish's effective number (Σw)²/Σw², which is n.
/// Weights of nought are left out. `p` and `confidence` 0–1; in the unit of the values.
///
/// # Errors
/// Lists of different length, no values, not numbers, a negative weight or no weight at all, or
/// `p` or `confidence` outside 0–1.
///
/// Reference: Woodruff 1952, JASA 47:635–646; Kish 1965, Survey Sampling, 11.7.
///
/// ```
/// use stats::quantile_interval::weighted;
/// let e = weighted(&[1.0, 2.0, 3.0], &[1.0, 1.0, 4.0], 0.5, 0.95)?;
/// assert_eq!(e.value, 3.0);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn weighted(values: &[f64], weights: &[f64], p: f64, confidence: f64) -> Result<Estimate> {
    error::confidence(confidence)?;
    error::unit(Input::Share, p)?;
    error::paired(values.len(), weights.len(), 1)?;
    let mut pairs = Vec::with_capacity(values.len());
    for (&v, &w) in values.iter().zip(weights) {
        error::finite(Input::Value, v)?;
        error::not_negative(Input::Weight, w)?;
        if w > 0.0 {
            pairs.push((v, w));
        }
    }
    pairs.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let heaviest = pairs.iter().map(|it| it.1).fold(0.0, f64::max);
    let total: f64 = pairs.iter().map(|it| it.1 / heaviest).sum();
    let squares: f64 = pairs.iter().map(|it| (it.1 / heaviest) * (it.1 / heaviest)).sum();
    if pairs.is_empty() {
        return Err(Error::Zero { what: Input::Weight });
    }
    let at = |share: f64| {
        let target = share * total;
        // Sums of many weights round: a share is reached where it is but for rounding.
        let near = 1e-12 * total;
        let mut sum = 0.0;
        for (i, (v, w)) in pairs.iter().enumerate() {
            sum += w / heaviest;
            if sum >= target - near {
                let next = pairs.get(i + 1).map_or(*v, |it| it.0);
                return if (sum - target).abs() <= near { 0.5 * v + 0.5 * next } else { *v };
            }
        }
        pairs[pairs.len() - 1].0
    };
    let n = total * total / squares;
    let (low, high) = wilson_limits(Share::new(p * n, n)?, normal::critical(confidence));
    let value = at(p);
    Estimate::checked(value, at(low).min(value), at(high).max(value), confidence, Method::QuantileWoodruff, n)
}
