//! The gap between women's and men's quantiles: at the median, among the lowest, among the highest.

use crate::dist::{beta, normal};
use crate::error::{self, Error, Input, Result};
use crate::permutation::Lots;
use crate::quantile::{QuantileType, between, place, quantile_sorted};
use crate::quantile_interval::binomial_cdf;
use crate::{Estimate, Method};

/// The fewest values in a group from which a gap of quantiles has an interval.
pub const FEWEST: usize = 5;

/// So many draws where it is up to us.
pub const DRAWS: u32 = 10_000;

/// The difference of two quantiles, women's minus men's, with Price and Bonett's interval.
///
/// Formula: q₁ − q₂ ∓ z√(v₁ + v₂); v = ((x₍ᵤ₎ − x₍ₗ₎)/2z*)², with l and u two deviations √(np(1−p)) below
/// and above (n+1)p, rounded, and z* the normal quantile of what the binomial says lies between. At
/// the median that is their formula; elsewhere the same thought. No draws; best from some twenty
/// values a group on. `p` and `confidence` 0–1; in the unit of the values.
///
/// # Errors
/// Fewer than [`FEWEST`] values in a group, values that are not numbers, no variation around either
/// quantile, or `p` or `confidence` that is not strictly between 0 and 1.
///
/// Reference: Price & Bonett 2002, J Stat Comput Simul 72:119–124; 2001, 68:295–305.
///
/// ```
/// use stats::{quantile::QuantileType, quantile_gap::price_bonett};
/// let men: Vec<f64> = (0..40).map(f64::from).collect();
/// let women: Vec<f64> = men.iter().map(|v| v - 12.0).collect();
/// let e = price_bonett(&women, &men, 0.5, QuantileType::T7, 0.95)?;
/// assert!(e.value == -12.0 && e.excludes(0.0) && (e.lower + e.upper + 24.0).abs() < 1e-12);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn price_bonett(women: &[f64], men: &[f64], p: f64, kind: QuantileType, confidence: f64) -> Result<Estimate> {
    let (women, men) = (sorted(women, p)?, sorted(men, p)?);
    error::confidence(confidence)?;
    let d = quantile_sorted(&women, p, kind)? - quantile_sorted(&men, p, kind)?;
    let spread = error_of(&women, p).hypot(error_of(&men, p));
    if spread <= 0.0 {
        return Err(Error::NoVariationWithin);
    }
    let half = normal::critical(confidence) * spread;
    put(d, (d - half, d + half), confidence, Method::PriceBonett, women.len() + men.len())
}

/// The standard error of a quantile, from two values around it.
fn error_of(sorted: &[f64], p: f64) -> f64 {
    let n = sorted.len() as f64;
    let (middle, reach) = ((n + 1.0) * p, 2.0 * (n * p * (1.0 - p)).sqrt());
    let lower = (middle - reach).round().clamp(1.0, n - 1.0);
    // Mirrored, so that turning the values round turns the limits round.
    let upper = (n + 1.0 - (n + 1.0 - middle - reach).round()).clamp(lower + 1.0, n);
    let between = binomial_cdf(upper - 1.0, n, p) - binomial_cdf(lower - 1.0, n, p);
    // Far out little lies between: half of what is left on the one side is the honest tail.
    let z = normal::isf((0.5 * (1.0 - between)).clamp(1e-300, 0.499));
    (sorted[upper as usize - 1] - sorted[lower as usize - 1]) / (2.0 * z)
}

/// The difference of two quantiles, women's minus men's, with the percentile interval of a seeded
/// bootstrap.
///
/// Each draw is the quantile of as many values drawn with replacement in each group. Nothing is
/// resampled one by one: where the ranks around the quantile fall in such a sample has a beta
/// distribution, from which they are drawn at once, so that a million values cost no more than a
/// hundred. The same values and seed give the same limits. `p` and `confidence` 0–1.
///
/// # Errors
/// As [`price_bonett`] (values that do not vary give a gap without width), and too few draws for the
/// confidence.
///
/// Reference: Efron & Tibshirani 1993, An Introduction to the Bootstrap, ch. 13; the order statistics
/// of a sample: David & Nagaraja 2003, Order Statistics, 2.1.
pub fn bootstrap(
    women: &[f64],
    men: &[f64],
    p: f64,
    kind: QuantileType,
    confidence: f64,
    (draws, seed): (u32, u64),
) -> Result<Estimate> {
    let (women, men) = (sorted(women, p)?, sorted(men, p)?);
    error::confidence(confidence)?;
    let needed = libm::ceil(2.0 / (1.0 - confidence)).min(1e9) as usize;
    error::at_least(needed.max(100), draws as usize)?;
    let d = quantile_sorted(&women, p, kind)? - quantile_sorted(&men, p, kind)?;
    let mut lots = Lots(seed);
    let mut gaps: Vec<f64> =
        (0..draws).map(|_| resampled(&women, p, kind, &mut lots) - resampled(&men, p, kind, &mut lots)).collect();
    gaps.sort_unstable_by(f64::total_cmp);
    let half = 0.5 * (1.0 - confidence);
    let at = |share| quantile_sorted(&gaps, share, QuantileType::T7);
    let limits = (at(half)?.min(d), at(1.0 - half)?.max(d));
    put(d, limits, confidence, Method::QuantileBootstrap, women.len() + men.len())
}

/// The quantile of one sample drawn with replacement.
fn resampled(values: &[f64], p: f64, kind: QuantileType, lots: &mut Lots) -> f64 {
    let n = values.len() as f64;
    let (rank, part) = place(n, p, kind);
    let rank = rank.clamp(1.0, n);
    let at = |u: f64| values[(u * n).floor().clamp(0.0, n - 1.0) as usize];
    // The rankth of n uniform numbers, and the next above it.
    let first = beta::quantile(lots.unit(), rank, n - rank + 1.0);
    let left = n - rank;
    let next = if left < 1.0 || part == 0.0 {
        first
    } else {
        first + (1.0 - first) * -libm::expm1(libm::log(lots.unit()) / left)
    };
    between(at(first), at(next), part)
}

fn sorted(values: &[f64], p: f64) -> Result<Vec<f64>> {
    error::at_least(FEWEST, values.len())?;
    if !(p > 0.0 && p < 1.0) {
        error::finite(Input::Share, p)?;
        return Err(Error::OutsideUnit { what: Input::Share, value: p });
    }
    values.iter().try_for_each(|v| error::finite(Input::Value, *v))?;
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    Ok(sorted)
}

fn put(d: f64, (lower, upper): (f64, f64), confidence: f64, method: Method, n: usize) -> Result<Estimate> {
    for it in [d, lower, upper] {
        if !it.is_finite() {
            return Err(Error::OutOfReach { what: Input::Value });
        }
    }
    Estimate::checked(d, lower, upper, confidence, method, n as f64)
}
