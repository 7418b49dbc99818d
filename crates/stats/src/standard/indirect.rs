//! Indirect standardisation: events observed beside those expected if the rates of a reference held.

use crate::dist::normal;
use crate::error::{self, Error, Input, Result};
use crate::rate::{EXACT_BELOW, byar, exact};
use crate::{Estimate, Method};

/// The events to expect where `populations` had the `reference` rates (both per person, band by
/// band).
///
/// # Errors
/// Lists of different length, none, not numbers, or below zero.
pub fn expected(populations: &[f64], reference: &[f64]) -> Result<f64> {
    error::paired(populations.len(), reference.len(), 1)?;
    let mut sum = 0.0;
    for (&population, &rate) in populations.iter().zip(reference) {
        error::not_negative(Input::Exposure, population)?;
        error::not_negative(Input::Share, rate)?;
        sum += population * rate;
    }
    error::finite(Input::Count, sum)?;
    Ok(sum)
}

/// Observed over expected (SMR, SIR): 1 is as expected. Byar's limits of the observed events, exact
/// below ten. `confidence` 0–1; n is the observed events.
///
/// # Errors
/// Nothing expected, not numbers, or an impossible confidence.
///
/// Reference: Breslow & Day 1987, Statistical Methods in Cancer Research II, ch. 2.
///
/// ```
/// let e = stats::standard::indirect::ratio(24.0, 16.0, 0.95)?;
/// assert_eq!(e.value, 1.5);
/// assert!((e.lower - 0.960795).abs() < 1e-6 && (e.upper - 2.231976).abs() < 1e-6, "{e:?}");
/// # Ok::<(), stats::Error>(())
/// ```
pub fn ratio(observed: f64, expected: f64, confidence: f64) -> Result<Estimate> {
    error::not_negative(Input::Count, observed)?;
    error::positive(Input::Count, expected)?;
    error::within_reach(Input::Count, expected)?;
    error::within_reach(Input::Count, observed)?;
    let limits = if observed < EXACT_BELOW { exact(observed, confidence)? } else { byar(observed, confidence)? };
    let it = limits.times(1.0 / expected);
    error::finite(Input::Value, it.upper)?;
    Ok(it)
}

/// Observed over expected with the interval on the log scale, exp(ln(O/E) ∓ z/√O): what several
/// packages print. For many events; [`ratio`] holds its level with few.
///
/// # Errors
/// As [`ratio`], and no events.
///
/// Reference: Breslow & Day 1987, ch. 2; Selvin 2004, Statistical Analysis of Epidemiologic Data.
pub fn ratio_log(observed: f64, expected: f64, confidence: f64) -> Result<Estimate> {
    error::confidence(confidence)?;
    error::not_negative(Input::Count, observed)?;
    error::positive(Input::Count, expected)?;
    error::within_reach(Input::Count, expected)?;
    error::within_reach(Input::Count, observed)?;
    if observed == 0.0 {
        return Err(Error::NoEvents);
    }
    let value = observed / expected;
    let factor = libm::exp(normal::critical(confidence) / observed.sqrt());
    error::finite(Input::Value, value * factor)?;
    Estimate::checked(value, value / factor, value * factor, confidence, Method::RatioLog, observed)
}

/// The indirectly standardised rate: a [`ratio`] times the reference's own rate (per whatever unit).
///
/// # Errors
/// A rate that is not a number, or below zero.
pub fn rate(ratio: Estimate, reference: f64) -> Result<Estimate> {
    error::not_negative(Input::Share, reference)?;
    Ok(ratio.times(reference))
}
