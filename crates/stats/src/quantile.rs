//! Quantiles of a list, and the place of a value in one.

use crate::error::{self, Error, Input, Result};

/// The nine definitions of a sample quantile of Hyndman and Fan, numbered as in their paper and R.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(missing_docs, reason = "numbers of the paper; each is described beside its formula")]
pub enum QuantileType {
    /// Inverse of the distribution function.
    T1,
    /// As 1, averaged where it jumps.
    T2,
    /// Nearest even order statistic (SAS).
    T3,
    /// Linear in the distribution function.
    T4,
    /// Half-way (Hazen; hydrologists).
    T5,
    /// Mean positions (Weibull; SPSS, Minitab).
    T6,
    /// Modes (R's and Excel's default, and ours).
    #[default]
    T7,
    /// Medians: what the authors recommend.
    T8,
    /// Nearly unbiased for normal values (Blom).
    T9,
}

/// The `p` quantile of `values`, which need not be sorted; in their unit.
///
/// # Errors
/// No values, one that is not a number, `p` outside 0–1.
///
/// Reference: Hyndman & Fan 1996, Am Stat 50:361–365.
///
/// ```
/// use stats::quantile::{quantile, QuantileType};
/// assert_eq!(quantile(&[4.0, 1.0, 3.0, 2.0], 0.5, QuantileType::T7)?, 2.5);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn quantile(values: &[f64], p: f64, kind: QuantileType) -> Result<f64> {
    for &v in values {
        error::finite(Input::Value, v)?;
    }
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    quantile_sorted(&sorted, p, kind)
}

/// The `p` quantile of values already in rising order.
///
/// # Errors
/// No values, `p` outside 0–1.
pub fn quantile_sorted(sorted: &[f64], p: f64, kind: QuantileType) -> Result<f64> {
    error::at_least(1, sorted.len())?;
    error::unit(Input::Share, p)?;
    let n = sorted.len() as f64;
    let at = |rank: f64| sorted[(rank.clamp(1.0, n) as usize) - 1];
    let (j, part) = place(n, p, kind);
    Ok(between(at(j), at(j + 1.0), part))
}

/// Between which ranks the quantile of `n` values lies: the lower one (it may be 0 or n, then the
/// end value counts), and how far on the way to the next.
pub(crate) fn place(n: f64, p: f64, kind: QuantileType) -> (f64, f64) {
    // As R: a tolerance, so that 0.1 × 10 counts as 1.
    let fuzz = 4.0 * f64::EPSILON;
    let (a, b) = match kind {
        QuantileType::T1 | QuantileType::T2 | QuantileType::T3 => {
            let place = if kind == QuantileType::T3 { n * p - 0.5 } else { n * p };
            let j = (place + fuzz).floor();
            let exact = place <= j + fuzz;
            let upper_share = match kind {
                QuantileType::T1 => f64::from(u8::from(!exact)),
                QuantileType::T2 => {
                    if exact {
                        0.5
                    } else {
                        1.0
                    }
                }
                _ => f64::from(u8::from(!exact || j % 2.0 != 0.0)),
            };
            return (j, upper_share);
        }
        QuantileType::T4 => (0.0, 1.0),
        QuantileType::T5 => (0.5, 0.5),
        QuantileType::T6 => (0.0, 0.0),
        QuantileType::T7 => (1.0, 1.0),
        QuantileType::T8 => (1.0 / 3.0, 1.0 / 3.0),
        QuantileType::T9 => (3.0 / 8.0, 3.0 / 8.0),
    };
    let place = a + p * (n + 1.0 - a - b);
    let j = (place + fuzz).floor();
    let part = place - j;
    (j, if part.abs() < fuzz { 0.0 } else { part })
}

pub(crate) fn between(low: f64, high: f64, part: f64) -> f64 {
    if part == 0.0 || low == high {
        low
    } else if part == 1.0 {
        high
    } else {
        // Not low + part × (high − low), which overflows between the ends of the numbers.
        if (high - low).is_finite() { low + part * (high - low) } else { low * (1.0 - part) + high * part }
    }
}

/// The weighted mean Σwx/Σw, in the unit of the values.
///
/// # Errors
/// Lists of different length, no values, not numbers, a negative weight, no weight at all.
pub fn weighted_mean(values: &[f64], weights: &[f64]) -> Result<f64> {
    error::paired(values.len(), weights.len(), 1)?;
    let mut total = 0.0;
    let mut mean = 0.0;
    for (&v, &w) in values.iter().zip(weights) {
        error::finite(Input::Value, v)?;
        error::not_negative(Input::Weight, w)?;
        if w > 0.0 {
            total += w;
            mean += (v - mean) * (w / total);
        }
    }
    if total > 0.0 { Ok(mean) } else { Err(Error::Zero { what: Input::Weight }) }
}

/// The place of `value` among `others`, 0–100: the share below it plus half of the share equal.
///
/// # Errors
/// Nobody to compare with, not numbers.
pub fn percentile_of(value: f64, others: &[f64]) -> Result<f64> {
    error::at_least(1, others.len())?;
    error::finite(Input::Value, value)?;
    let mut below = 0.0;
    for &other in others {
        error::finite(Input::Value, other)?;
        if other < value {
            below += 1.0;
        } else if other == value {
            below += 0.5;
        }
    }
    Ok(100.0 * below / others.len() as f64)
}
