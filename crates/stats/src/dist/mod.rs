//! Distributions: probabilities and quantiles that hold in both tails.
//!
//! Everything here is our own arithmetic on `libm`, for two reasons. The same digits must come out
//! on every machine; and `statrs` 0.19 is wrong or never returns for Student's t and the beta
//! distribution with large parameters (t(0.975) at 10⁷ degrees of freedom 1.8266 instead of
//! 1.9600).
//!
//! Conventions, the same in every module:
//! - `cdf(x)` is P(X ≤ x), `sf(x)` is P(X > x), each right in relative terms where it is small;
//! - `quantile(p)` inverts `cdf`, `isf(q)` inverts `sf`: ask `isf(1e-300)`, not
//!   `quantile(1.0 - 1e-300)`;
//! - an illegal argument (NaN, a probability outside 0–1, degrees of freedom that are not
//!   positive) gives NaN; a legal one never does, and every loop has an end.

pub mod beta;
pub mod chi_squared;
pub mod f;
pub mod gamma;
pub mod normal;
mod special;
pub mod student_t;

/// Solves `tail(θ) = target` for a log-concave tail, on the log scale, by Halley's method.
///
/// `eval(θ)` gives the tail, its logarithmic slope dln(tail)/dθ, and the second logarithmic
/// derivative; `rising` says whether the tail grows with θ. A log-concave tail is what makes this safe from any start: Newton's tangent lies on
/// one side of the curve, so the steps cannot cycle.
pub(crate) fn solve_log_tail(start: f64, target: f64, rising: bool, eval: impl Fn(f64) -> (f64, f64, f64)) -> f64 {
    let mut theta = start;
    let mut lost = 1e-3 * start.abs().max(1.0);
    let log_target = libm::log(target);
    let (mut low, mut high) = (f64::NEG_INFINITY, f64::INFINITY);
    for _ in 0..200 {
        let (tail, slope, curve) = eval(theta);
        if tail <= 0.0 || !tail.is_finite() || slope == 0.0 || !slope.is_finite() {
            // Underflow: the tail is too far out. Halve the bracket, or go faster and faster to
            // where it can be seen.
            if rising {
                low = low.max(theta);
            } else {
                high = high.min(theta);
            }
            lost *= 2.0;
            theta = if low.is_finite() && high.is_finite() {
                0.5 * (low + high)
            } else if rising {
                theta + lost
            } else {
                theta - lost
            };
            continue;
        }
        let gap = libm::log(tail) - log_target;
        // Which side of the root are we on? The bracket guards against rounding only.
        if (gap > 0.0) == (slope > 0.0) {
            high = high.min(theta);
        } else {
            low = low.max(theta);
        }
        let newton = -gap / slope;
        let bend = (1.0 + 0.5 * newton * curve / slope).clamp(0.5, 2.0);
        let mut step = newton / bend;
        let next = theta + step;
        if !(next >= low && next <= high) && low.is_finite() && high.is_finite() {
            step = 0.5 * (low + high) - theta;
        }
        theta += step;
        if (step * slope).abs() < 1e-5 || step == 0.0 {
            // Cubic convergence: the next error is below rounding. One Newton step settles it.
            let (tail, slope, _) = eval(theta);
            if tail > 0.0 && slope != 0.0 && slope.is_finite() {
                let last = -(libm::log(tail) - log_target) / slope;
                if (last * slope).abs() < 1e-4 {
                    theta += last;
                }
            }
            break;
        }
    }
    theta
}
