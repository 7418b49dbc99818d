//! One rate: events per person-time.

use crate::dist::{gamma, normal};
use crate::error::{self, Input, Result};
use crate::{Estimate, Method};

/// Below this many events the exact interval is used, from it on Byar's.
pub const EXACT_BELOW: f64 = 10.0;

/// Events and the person-time they happened in (person-years, or persons where a year is meant).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Events {
    /// How many events.
    pub count: f64,
    /// The person-time.
    pub exposure: f64,
}

impl Events {
    /// `count` events in `exposure` person-time.
    ///
    /// # Errors
    /// Not a number, negative, or no person-time.
    pub fn new(count: f64, exposure: f64) -> Result<Self> {
        error::not_negative(Input::Count, count)?;
        error::positive(Input::Exposure, exposure)?;
        Ok(Self { count, exposure })
    }

    /// Events per unit of person-time.
    #[must_use]
    pub fn value(self) -> f64 {
        self.count / self.exposure
    }
}

/// Byar's limits of a Poisson count.
///
/// Formula: x(1 − 1/(9x) − z/(3√x))³, and with x + 1 and a plus sign above. `confidence` 0–1; value
/// and limits are counts; the lower limit is 0 at count 0, and never negative.
///
/// # Errors
/// A negative count or an impossible confidence.
///
/// Reference: Breslow & Day 1987, Statistical Methods in Cancer Research II, p. 69.
pub fn byar(count: f64, confidence: f64) -> Result<Estimate> {
    error::not_negative(Input::Count, count)?;
    error::confidence(confidence)?;
    let z = normal::critical(confidence);
    let cube = |x: f64, z: f64| {
        let c = (1.0 - 1.0 / (9.0 * x) + z / (3.0 * x.sqrt())).max(0.0);
        x * c * c * c
    };
    let lower = if count > 0.0 { cube(count, -z).min(count) } else { 0.0 };
    let upper = cube(count + 1.0, z).max(count);
    Estimate::checked(count, lower, upper, confidence, Method::Byar, count)
}

/// The exact limits of a Poisson count: half χ² quantiles.
///
/// Formula: χ²(α/2; 2x)/2 and χ²(1−α/2; 2x+2)/2. `confidence` 0–1; value and limits are counts.
///
/// # Errors
/// A negative count or an impossible confidence.
///
/// Reference: Garwood 1936, Biometrika 28:437–442.
pub fn exact(count: f64, confidence: f64) -> Result<Estimate> {
    error::not_negative(Input::Count, count)?;
    error::confidence(confidence)?;
    let (lower, upper) = gamma::poisson_limits(count, confidence);
    Estimate::checked(count, lower, upper, confidence, Method::ExactPoisson, count)
}

/// A rate with its interval: exact below ten events, Byar's from ten on, as the English public
/// health bodies do.
///
/// `per` is the unit: 1 000 for "per 1 000 person-years". `confidence` 0–1. n is the number of
/// events.
///
/// # Errors
/// An impossible confidence or unit.
///
/// Reference: PHEindicatormethods, `phe_rate`; [`byar`], [`exact`].
///
/// ```
/// use stats::rate::{rate, Events};
/// let e = rate(Events::new(65.0, 100.0)?, 100.0, 0.95)?;
/// assert!((e.lower - 50.1631877).abs() < 1e-6 && (e.upper - 82.8491385).abs() < 1e-6);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn rate(events: Events, per: f64, confidence: f64) -> Result<Estimate> {
    error::positive(Input::Exposure, per)?;
    let limits =
        if events.count < EXACT_BELOW { exact(events.count, confidence)? } else { byar(events.count, confidence)? };
    Ok(limits.times(per / events.exposure))
}
