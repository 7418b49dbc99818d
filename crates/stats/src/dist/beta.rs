//! The beta distribution, and exact limits of a binomial share.

use super::{normal, solve_log_tail, special};

/// P(X ≤ x): the regularised incomplete beta function Iₓ(a, b).
#[must_use]
pub fn cdf(x: f64, a: f64, b: f64) -> f64 {
    if x.is_nan() || !legal(a, b) {
        return f64::NAN;
    }
    special::incomplete_beta(a, b, x, 1.0 - x).0
}

/// P(X > x).
#[must_use]
pub fn sf(x: f64, a: f64, b: f64) -> f64 {
    if x.is_nan() || !legal(a, b) {
        return f64::NAN;
    }
    special::incomplete_beta(a, b, x, 1.0 - x).1
}

/// The value that a share `p` of the distribution lies under.
#[must_use]
pub fn quantile(p: f64, a: f64, b: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) || !legal(a, b) {
        return f64::NAN;
    }
    if p > 0.5 { solve(1.0 - p, a, b, false) } else { solve(p, a, b, true) }
}

/// The value that a share `q` of the distribution lies above.
#[must_use]
pub fn isf(q: f64, a: f64, b: f64) -> f64 {
    if !(0.0..=1.0).contains(&q) || !legal(a, b) {
        return f64::NAN;
    }
    if q > 0.5 { solve(1.0 - q, a, b, true) } else { solve(q, a, b, false) }
}

/// Exact two-sided limits of a binomial share (Clopper & Pearson 1934, Biometrika 26:404–413).
/// Lower is 0 at count 0, upper 1 at count `total`.
#[must_use]
pub fn binomial_limits(count: f64, total: f64, confidence: f64) -> (f64, f64) {
    let half = 0.5 * (1.0 - confidence);
    let rest = total - count;
    let lower = if count > 0.0 { quantile(half, count, rest + 1.0) } else { 0.0 };
    let upper = if rest > 0.0 { isf(half, count + 1.0, rest) } else { 1.0 };
    (lower, upper)
}

fn legal(a: f64, b: f64) -> bool {
    a > 0.0 && b > 0.0 && a.is_finite() && b.is_finite()
}

/// Solves in the log-odds θ = ln(x/y), in which every beta density is log-concave.
fn solve(target: f64, a: f64, b: f64, lower: bool) -> f64 {
    if target == 0.0 {
        return if lower { 0.0 } else { 1.0 };
    }
    let log_v = log_leading(target, a, b, lower);
    if log_v < -650.0 {
        let v = libm::exp(log_v);
        return if lower { v } else { 1.0 - v };
    }
    let theta = solve_log_tail(first_guess(target, a, b, lower), target, lower, |theta| {
        let (x, y) = logistic(theta);
        let (p, q) = special::incomplete_beta(a, b, x, y);
        let factor = special::beta_factor(a, b, x, y);
        let tail = if lower { p } else { q };
        let slope = if lower { factor / p } else { -factor / q };
        (tail, slope, slope * (a * y - b * x - slope))
    });
    logistic(theta).0
}

fn logistic(theta: f64) -> (f64, f64) {
    if theta < 0.0 {
        let e = libm::exp(theta);
        (e / (1.0 + e), 1.0 / (1.0 + e))
    } else {
        let e = libm::exp(-theta);
        (1.0 / (1.0 + e), e / (1.0 + e))
    }
}

/// ln v where the tail is vˢ/(s B(s, l)): the leading power, exact for tiny v.
fn log_leading(target: f64, a: f64, b: f64, lower: bool) -> f64 {
    let (small, large) = if lower { (a, b) } else { (b, a) };
    let log_beta = libm::lgamma(small) + libm::lgamma(large) - libm::lgamma(small + large);
    (libm::log(target) + libm::log(small) + log_beta) / small
}

/// The log-odds of a beta variable are roughly normal with variance 1/a + 1/b; for small shapes
/// the leading power is better.
fn first_guess(target: f64, a: f64, b: f64, lower: bool) -> f64 {
    let z = if lower { normal::quantile(target) } else { normal::isf(target) };
    let small = if lower { a } else { b };
    let spread = (1.0 / a + 1.0 / b).sqrt();
    let wide = libm::log(a / b) + z * spread;
    if small < 3.0 || z.abs() * spread > 1.5 {
        let log_v = log_leading(target, a, b, lower).min(-1e-12);
        let log_odds = log_v - libm::log(-libm::expm1(log_v));
        return if lower { log_odds } else { -log_odds };
    }
    wide
}
