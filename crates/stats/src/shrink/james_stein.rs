//! The estimate of James and Stein: places that all have the same standard error.

use super::Shrunk;
use crate::dist::normal;
use crate::error::{self, Error, Input, Result};
use crate::mean::Summary;
use crate::{Estimate, Method};

/// Draws `values`, all with the same standard `error`, towards their mean.
///
/// θᵢ = ȳ + c(yᵢ − ȳ), c = max(0, 1 − (k−3)s²/Σ(y−ȳ)²); the interval by Morris, with variance
/// s²(1 − (k−1)B/k) + 2B²(yᵢ−ȳ)²/(k−3), B = 1 − c, which counts that c is
/// itself estimated. Any four or more values together are nearer the truth this way, however little
/// they have to do with each other. `confidence` 0–1.
///
/// # Errors
/// Fewer than four places, values that are not numbers or do not vary, an error not above zero, or
/// an impossible confidence.
///
/// Reference: James & Stein 1961; Efron & Morris 1975, JASA 70:311–319; Morris 1983, JASA 78:47–55.
///
/// ```
/// use stats::shrink::james_stein::james_stein;
/// let it = james_stein(&[1.0, 2.0, 3.0, 4.0, 5.0], 1.0, 0.95)?;
/// assert!((it.kept[0] - 0.8).abs() < 1e-12 && (it.places[0].value - 1.4).abs() < 1e-12);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn james_stein(values: &[f64], error: f64, confidence: f64) -> Result<Shrunk> {
    error::confidence(confidence)?;
    error::positive(Input::Spread, error)?;
    error::at_least(4, values.len())?;
    let all = Summary::of(values)?;
    let v = error * error;
    if all.squares <= 0.0 {
        return Err(Error::NoVariation);
    }
    for it in [all.squares, v, all.mean] {
        error::finite(Input::Value, it).map_err(|_| Error::OutOfReach { what: Input::Value })?;
    }
    error::positive(Input::Spread, v)?;
    let k = all.n;
    let given_up = ((k - 3.0) * v / all.squares).min(1.0);
    let c = 1.0 - given_up;
    let z = normal::critical(confidence);
    let place = |y: &f64| {
        let off = y - all.mean;
        let variance = v * (1.0 - (k - 1.0) / k * given_up) + 2.0 / (k - 3.0) * (given_up * off) * (given_up * off);
        let (value, half) = (all.mean + c * off, z * variance.sqrt());
        Estimate::new(value, value - half, value + half, confidence, Method::JamesStein, k).with_error(variance.sqrt())
    };
    let between = (all.squares / (k - 1.0) - v).max(0.0);
    let half = z * ((between + v) / k).sqrt();
    let common = Estimate::new(all.mean, all.mean - half, all.mean + half, confidence, Method::JamesStein, k);
    Ok(Shrunk { common, between, places: values.iter().map(place).collect(), kept: vec![c; values.len()] })
}
