//! So many have gone up and so many down: is that more than chance?

use crate::dist::beta;
use crate::error::{self, Input, Result};
use crate::{Estimate, Method, Test, proportion};

/// The sign test: whether those that moved went one way more often than a coin would fall.
///
/// Two-sided and exact: p = min(1, 2 P(X ≤ min(up, down))) with X binomial, n = up + down and ½. Those that
/// did not move say nothing of the direction and are left out, as is usual; say how many they were. The
/// statistic is `up`. The interval is Clopper and Pearson's, of the share that went up among those that
/// moved, 0–1; it leaves out ½ where p is at or under 1 − confidence.
///
/// # Errors
/// Nobody has moved, not whole numbers from nought, or an impossible confidence.
///
/// Reference: Dixon & Mood 1946, JASA 41:557–566; Conover 1999, Practical Nonparametric Statistics, 3.4.
///
/// ```
/// use stats::sign::sign;
/// // Darwin's maize: in 13 pairs of 15 the crossed plant was the taller.
/// let (share, test) = sign(13.0, 2.0, 0.95)?;
/// assert!((test.p - 242.0 / 32768.0).abs() < 1e-12 && share.lower > 0.5);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn sign(up: f64, down: f64, confidence: f64) -> Result<(Estimate, Test)> {
    for count in [up, down] {
        error::not_negative(Input::Count, count)?;
        if count.fract() != 0.0 {
            return Err(error::Error::NotANumber { what: Input::Count });
        }
    }
    let moved = up + down;
    if moved == 0.0 {
        return Err(error::Error::TooFew { needed: 1, got: 0 });
    }
    let estimate = proportion::clopper_pearson(proportion::Share::new(up, moved)?, confidence)?;
    let fewer = up.min(down);
    // P(X ≤ k) = I(½; n − k, k + 1); as many up as down is the middle, and everything is as far from it.
    let p = if up == down { 1.0 } else { (2.0 * beta::cdf(0.5, moved - fewer, fewer + 1.0)).min(1.0) };
    Ok((estimate, Test { statistic: up, df: None, p, method: Method::Sign, n: moved }))
}
