//! Two rates, women's and men's: ratio and difference.

use crate::dist::{beta, normal};
use crate::error::{self, Error, Result};
use crate::proportion::{Share, wilson_limits};
use crate::rate::{Events, rate};
use crate::{Estimate, Method, Test};

/// The ratio of two rates with the exact conditional interval.
///
/// Given all events, women's are binomial with share φt₁/(φt₁ + t₂); its Clopper–Pearson limits,
/// turned back, are the interval. `confidence` 0–1. Value and upper limit are infinite where men
/// have no events.
///
/// # Errors
/// An impossible confidence; no events at all.
///
/// Reference: Przyborowski & Wilenski 1940, Biometrika 31:313–323.
pub fn ratio_exact(women: Events, men: Events, confidence: f64) -> Result<Estimate> {
    let share = conditional(women, men, confidence)?;
    let limits = beta::binomial_limits(share.count, share.total, confidence);
    Ok(turned(women, men, limits, confidence, Method::RateRatioConditional))
}

/// The ratio of two rates with the conditional Wilson (score) interval: shorter than the exact and
/// close to its level; the default.
///
/// # Errors
/// An impossible confidence; no events at all.
///
/// Reference: Graham, Mengersen & Morton 2003, Stat Med 22:2071–2083.
pub fn ratio(women: Events, men: Events, confidence: f64) -> Result<Estimate> {
    let share = conditional(women, men, confidence)?;
    let limits = wilson_limits(share, normal::critical(confidence));
    Ok(turned(women, men, limits, confidence, Method::RateRatioScore))
}

fn conditional(women: Events, men: Events, confidence: f64) -> Result<Share> {
    error::confidence(confidence)?;
    let total = women.count + men.count;
    if total == 0.0 {
        return Err(Error::NoEvents);
    }
    Share::new(women.count, total)
}

fn turned(women: Events, men: Events, (lower, upper): (f64, f64), confidence: f64, method: Method) -> Estimate {
    let time = men.exposure / women.exposure;
    let odds = |p: f64| {
        if p >= 1.0 { f64::INFINITY } else { p / (1.0 - p) * time }
    };
    let value = women.value() / men.value();
    let n = women.count + men.count;
    Estimate::new(value, odds(lower).min(value), odds(upper).max(value), confidence, method, n)
}

/// The difference of two rates by MOVER: the squared distances to each rate's own limits, added.
///
/// Formula: d − √((r₁−l₁)² + (u₂−r₂)²) to d + √((u₁−r₁)² + (r₂−l₂)²), limits as in [`rate`]. `per`
/// is the unit (1 000 for "per 1 000"); `confidence` 0–1. n is the number of events.
///
/// # Errors
/// An impossible confidence or unit.
///
/// Reference: Zou & Donner 2008, Stat Med 27:1693–1702; Li, Tang & Wong 2014.
pub fn difference(women: Events, men: Events, per: f64, confidence: f64) -> Result<Estimate> {
    let (w, m) = (rate(women, per, confidence)?, rate(men, per, confidence)?);
    let d = w.value - m.value;
    let lower = d - (w.value - w.lower).hypot(m.upper - m.value);
    let upper = d + (w.upper - w.value).hypot(m.value - m.lower);
    let n = women.count + men.count;
    Estimate::checked(d, lower, upper, confidence, Method::RateDifferenceMover, n)
}

/// The score test that two rates are equal.
///
/// z = (x₁ − E)/√(E t₂/(t₁+t₂)), E = (x₁+x₂) t₁/(t₁+t₂); signed as women minus men; p two-sided, 1
/// without events.
#[must_use]
pub fn score_test(women: Events, men: Events) -> Test {
    let n = women.count + men.count;
    let share = women.exposure / (women.exposure + men.exposure);
    let variance = n * share * (1.0 - share);
    let statistic = if variance > 0.0 { (women.count - n * share) / variance.sqrt() } else { 0.0 };
    let p = normal::two_sided(statistic);
    Test { statistic, df: None, p, method: Method::RateRatioScore, n }
}
