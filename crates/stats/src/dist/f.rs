//! Fisher's F with `df1` and `df2` degrees of freedom.

use super::special;

/// P(X ≤ x).
#[must_use]
pub fn cdf(x: f64, df1: f64, df2: f64) -> f64 {
    both(x, df1, df2).0
}

/// P(X > x): the p-value of an F statistic.
#[must_use]
pub fn sf(x: f64, df1: f64, df2: f64) -> f64 {
    both(x, df1, df2).1
}

fn both(x: f64, df1: f64, df2: f64) -> (f64, f64) {
    let legal = df1 > 0.0 && df2 > 0.0 && df1.is_finite() && df2.is_finite();
    if x.is_nan() || !legal {
        return (f64::NAN, f64::NAN);
    }
    if x <= 0.0 {
        return (0.0, 1.0);
    }
    if x == f64::INFINITY {
        return (1.0, 0.0);
    }
    let s = df1 / df2 * x;
    if s.is_infinite() {
        return (1.0, 0.0);
    }
    special::incomplete_beta(0.5 * df1, 0.5 * df2, s / (1.0 + s), 1.0 / (1.0 + s))
}
