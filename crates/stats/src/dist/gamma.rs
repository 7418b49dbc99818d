//! The gamma distribution with shape `a` and scale 1, and exact limits of a Poisson count.

use super::{normal, solve_log_tail, special};

/// P(X ≤ x): the regularised lower incomplete gamma function P(a, x).
#[must_use]
pub fn cdf(x: f64, a: f64) -> f64 {
    if x.is_nan() || !legal(a) {
        return f64::NAN;
    }
    special::incomplete_gamma(a, x).0
}

/// P(X > x): the regularised upper incomplete gamma function Q(a, x).
#[must_use]
pub fn sf(x: f64, a: f64) -> f64 {
    if x.is_nan() || !legal(a) {
        return f64::NAN;
    }
    special::incomplete_gamma(a, x).1
}

/// The value that a share `p` of the distribution lies under.
#[must_use]
pub fn quantile(p: f64, a: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) || !legal(a) {
        return f64::NAN;
    }
    if p > 0.5 { from_upper(1.0 - p, a) } else { from_lower(p, a) }
}

/// The value that a share `q` of the distribution lies above.
#[must_use]
pub fn isf(q: f64, a: f64) -> f64 {
    if !(0.0..=1.0).contains(&q) || !legal(a) {
        return f64::NAN;
    }
    if q > 0.5 { from_lower(1.0 - q, a) } else { from_upper(q, a) }
}

/// Exact two-sided limits of the mean of a Poisson count (Garwood 1936, Biometrika 28:437–442):
/// lower = γ(α/2; count), upper = γ(1 − α/2; count + 1). Lower is 0 at count 0.
#[must_use]
pub fn poisson_limits(count: f64, confidence: f64) -> (f64, f64) {
    let half = 0.5 * (1.0 - confidence);
    let lower = if count > 0.0 { quantile(half, count) } else { 0.0 };
    (lower, isf(half, count + 1.0))
}

fn legal(a: f64) -> bool {
    a > 0.0 && a.is_finite()
}

fn from_lower(p: f64, a: f64) -> f64 {
    if p == 0.0 {
        return 0.0;
    }
    // Below the smallest number, or close: there the leading power xᵃ/Γ(a+1) is exact.
    let log_x = (libm::log(p) + libm::lgamma(a + 1.0)) / a;
    if log_x < -650.0 {
        return libm::exp(log_x);
    }
    solve(first_guess(p, true, a), p, a, true)
}

fn from_upper(q: f64, a: f64) -> f64 {
    if q == 0.0 {
        return f64::INFINITY;
    }
    if q == 1.0 {
        return 0.0;
    }
    solve(first_guess(q, false, a), q, a, false)
}

fn solve(start: f64, target: f64, a: f64, lower: bool) -> f64 {
    let theta = solve_log_tail(libm::log(start.clamp(1e-300, 1e300)), target, lower, |theta| {
        let x = libm::exp(theta);
        let (p, q) = special::incomplete_gamma(a, x);
        let factor = special::gamma_factor(a, x);
        let tail = if lower { p } else { q };
        let slope = if lower { factor / p } else { -factor / q };
        (tail, slope, slope * (a - x - slope))
    });
    libm::exp(theta)
}

/// Wilson–Hilferty, or the leading power where the tail reaches below it.
fn first_guess(tail: f64, lower: bool, a: f64) -> f64 {
    let z = if lower { normal::quantile(tail) } else { normal::isf(tail) };
    let cube = 1.0 - 1.0 / (9.0 * a) + z / (3.0 * a.sqrt());
    let wilson_hilferty = a * cube * cube * cube;
    if lower {
        let power = libm::exp((libm::log(tail) + libm::lgamma(a + 1.0)) / a);
        if a < 1.0 || cube < 0.3 {
            return power;
        }
        return wilson_hilferty;
    }
    if a < 1.0 || cube < 0.3 {
        return (-libm::log(tail)).max(1e-8 * a);
    }
    wilson_hilferty
}
