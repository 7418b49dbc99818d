//! The chi-squared distribution: twice a gamma variable with shape df/2.

use super::gamma;

/// P(X ≤ x).
#[must_use]
pub fn cdf(x: f64, df: f64) -> f64 {
    gamma::cdf(0.5 * x, 0.5 * df)
}

/// P(X > x): the p-value of a chi-squared statistic.
#[must_use]
pub fn sf(x: f64, df: f64) -> f64 {
    gamma::sf(0.5 * x, 0.5 * df)
}

/// The value that a share `p` of the distribution lies under.
#[must_use]
pub fn quantile(p: f64, df: f64) -> f64 {
    2.0 * gamma::quantile(p, 0.5 * df)
}

/// The value that a share `q` of the distribution lies above.
#[must_use]
pub fn isf(q: f64, df: f64) -> f64 {
    2.0 * gamma::isf(q, 0.5 * df)
}
