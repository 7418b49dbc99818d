//! The odds ratio of two shares, smoothed so that it exists with an empty cell.
//!
//! Woolf's and Gart's intervals live in `two_proportions`, the exact one in `exact_odds`.

use crate::dist::normal;
use crate::error::{self, Error, Result};
use crate::proportion::Share;
use crate::{Estimate, Method};

/// The odds ratio with Agresti's independence-smoothed logit interval.
///
/// Formula: to every cell is added 2 n_row n_column / N², two persons in all, spread as if the groups
/// did not differ; then exp(ln(ad/bc) ∓ z√(1/a + 1/b + 1/c + 1/d)). The value is the unsmoothed odds
/// ratio where it exists. `confidence` 0–1; an odds ratio has no unit.
///
/// # Errors
/// An impossible confidence; nobody at all, or everybody, has the property.
///
/// Reference: Agresti 1999, Biometrics 55:597–602; Fagerland, Lydersen & Laake 2015, Stat Methods
/// Med Res 24:224–254.
///
/// ```
/// use stats::{odds_ratio::independence_smoothed, proportion::Share};
/// let e = independence_smoothed(Share::new(7.0, 34.0)?, Share::new(1.0, 34.0)?, 0.95)?;
/// assert!((e.lower - 0.9901023).abs() < 1e-7 && (e.upper - 60.4883533).abs() < 1e-7);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn independence_smoothed(women: Share, men: Share, confidence: f64) -> Result<Estimate> {
    error::confidence(confidence)?;
    let n = women.total + men.total;
    let (with, without) = (women.count + men.count, women.rest() + men.rest());
    if with <= 0.0 {
        return Err(Error::NoEvents);
    }
    if without <= 0.0 {
        return Err(Error::NoRest);
    }
    let cells = [women.count, women.rest(), men.count, men.rest()];
    let added = |row: f64, column: f64| 2.0 * (row / n) * (column / n);
    let smooth = [
        cells[0] + added(women.total, with),
        cells[1] + added(women.total, without),
        cells[2] + added(men.total, with),
        cells[3] + added(men.total, without),
    ];
    let odds = |c: [f64; 4]| (c[0] / c[1]) / (c[2] / c[3]);
    let centre = odds(smooth);
    let value = if cells.contains(&0.0) { centre } else { odds(cells) };
    let variance: f64 = smooth.iter().map(|c| 1.0 / c).sum();
    let factor = libm::exp(normal::critical(confidence) * variance.sqrt());
    let (lower, upper) = ((centre / factor).min(value), (centre * factor).max(value));
    Estimate::checked(value, lower, upper, confidence, Method::IndependenceSmoothed, n)
}
