//! One share: so many of so many.

use crate::dist::{beta, normal};
use crate::error::{self, Error, Input, Result};
use crate::{Estimate, Method};

/// So many persons (`count`) of so many (`total`). Sums of weights may be fractions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// Persons with the property.
    pub count: f64,
    /// All persons.
    pub total: f64,
}

impl Share {
    /// `count` of `total`, persons.
    ///
    /// # Errors
    /// Not a number, negative, nobody at all, or more with the property than there are persons.
    pub fn new(count: f64, total: f64) -> Result<Self> {
        error::not_negative(Input::Count, count)?;
        error::positive(Input::Total, total)?;
        if count > total {
            return Err(Error::CountAboveTotal { count, total });
        }
        Ok(Self { count, total })
    }

    /// The share itself, 0–1.
    #[must_use]
    pub fn value(self) -> f64 {
        self.count / self.total
    }

    /// Those without the property.
    #[must_use]
    pub fn rest(self) -> f64 {
        self.total - self.count
    }
}

/// The Wilson limits of a share for a normal multiplier `z`; no cancellation near 0 and 1.
pub(crate) fn wilson_limits(share: Share, z: f64) -> (f64, f64) {
    let (x, n, r) = (share.count, share.total, share.rest());
    let z2 = z * z;
    let root = z * (z2 + 4.0 * x * (r / n)).sqrt();
    // The two roots multiply to x²/(n(n+z²)), and the same from the other end.
    let upper_part = 2.0 * x + z2 + root;
    let lower_part = 2.0 * r + z2 + root;
    let lower = 2.0 * x * (x / n) / upper_part;
    let upper = 1.0 - 2.0 * r * (r / n) / lower_part;
    let p = share.value();
    (lower.clamp(0.0, p), upper.clamp(p, 1.0))
}

/// Wilson's score interval of a share.
///
/// Formula: (2x + z² ∓ z√(z² + 4x(1−p))) / (2(n + z²)). The default for one share: holds its level
/// well from a handful of persons on, and never leaves 0–1.
///
/// `confidence` 0–1. Value and limits are shares, 0–1.
///
/// # Errors
/// An impossible confidence.
///
/// Reference: Wilson 1927, JASA 22:209–212; Newcombe 1998, Stat Med 17:857–872.
///
/// ```
/// use stats::proportion::{wilson, Share};
/// let e = wilson(Share::new(15.0, 148.0)?, 0.95)?;
/// assert!((e.lower - 0.0624).abs() < 5e-5 && (e.upper - 0.1605).abs() < 5e-5);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn wilson(share: Share, confidence: f64) -> Result<Estimate> {
    error::confidence(confidence)?;
    let (lower, upper) = wilson_limits(share, normal::critical(confidence));
    Estimate::checked(share.value(), lower, upper, confidence, Method::Wilson, share.total)
}

/// The exact interval of a share: at least its level whatever the truth, therefore wider.
///
/// Formula: the beta quantiles B(α/2; x, n−x+1) and B(1−α/2; x+1, n−x). `confidence` 0–1; value and
/// limits are shares.
///
/// # Errors
/// An impossible confidence.
///
/// Reference: Clopper & Pearson 1934, Biometrika 26:404–413.
pub fn clopper_pearson(share: Share, confidence: f64) -> Result<Estimate> {
    error::confidence(confidence)?;
    let (lower, upper) = beta::binomial_limits(share.count, share.total, confidence);
    Estimate::checked(share.value(), lower, upper, confidence, Method::ClopperPearson, share.total)
}

/// Agresti and Coull's interval: Wald's with z²/2 successes and failures added.
///
/// `confidence` 0–1; value (unadjusted) and limits are shares, the limits cut at 0 and 1.
///
/// # Errors
/// An impossible confidence.
///
/// Reference: Agresti & Coull 1998, Am Stat 52:119–126.
pub fn agresti_coull(share: Share, confidence: f64) -> Result<Estimate> {
    error::confidence(confidence)?;
    let z = normal::critical(confidence);
    let n = share.total + z * z;
    let p = (share.count + 0.5 * z * z) / n;
    let half = z * (p * (1.0 - p) / n).sqrt();
    let (lower, upper) = ((p - half).max(0.0), (p + half).min(1.0));
    Estimate::checked(share.value(), lower, upper, confidence, Method::AgrestiCoull, share.total)
}
