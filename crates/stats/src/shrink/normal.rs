//! Empirical Bayes for values with known standard errors.

use super::Shrunk;
use crate::dist::normal;
use crate::error::{self, Error, Input, Result};
use crate::{Estimate, Method, root};

/// How the variance between places is estimated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Between {
    /// By moments, in closed form. DerSimonian & Laird 1986, Control Clin Trials 7:177–188.
    DerSimonianLaird,
    /// By restricted maximum likelihood: better with few places.
    /// Patterson & Thompson 1971, Biometrika 58:545–554; Viechtbauer 2005, J Educ Behav Stat 30:261–293.
    #[default]
    Reml,
}

/// Draws `values` with standard `errors` towards their common mean.
///
/// θᵢ = m + Bᵢ(yᵢ − m), Bᵢ = τ²/(τ² + vᵢ), m = Σwy/Σw with w = 1/(τ² + v); Var θᵢ = Bᵢvᵢ +
/// (1 − Bᵢ)²/Σw + 2(1 − Bᵢ)²(yᵢ − m)²(v̄ + τ²)/((k − 3)(vᵢ + τ²)), the last for that τ² is itself
/// estimated. DerSimonian–Laird: τ² = max(0, (Q − (k−1))/(Σu − Σu²/Σu)) with u = 1/v. REML: Σw²(y −
/// m)² = Σw − Σw²/Σw, or 0. `confidence` 0–1; everything in the unit of the values.
///
/// # Errors
/// Lists of different length, fewer than three places, errors not above zero, values or errors so far
/// apart that they cannot be computed with, or an impossible confidence.
///
/// Reference: Morris 1983, JASA 78:47–55; and as [`Between`].
///
/// ```
/// use stats::shrink::normal::{Between, shrink};
/// let it = shrink(&[1.0, 3.0, 5.0, 7.0], &[1.0; 4], Between::DerSimonianLaird, 0.95)?;
/// // Q = 20, so that τ² = (20 − 3)/3.
/// assert!((it.between - 17.0 / 3.0).abs() < 1e-12);
/// assert!((it.places[0].value - (4.0 - 3.0 * 17.0 / 20.0)).abs() < 1e-12);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn shrink(values: &[f64], errors: &[f64], how: Between, confidence: f64) -> Result<Shrunk> {
    error::confidence(confidence)?;
    error::paired(values.len(), errors.len(), 3)?;
    for (&y, &e) in values.iter().zip(errors) {
        error::finite(Input::Value, y)?;
        error::positive(Input::Spread, e)?;
        if y.abs() > 1e75 || !(1e-75..1e75).contains(&e) {
            return Err(Error::OutOfReach { what: if y.abs() > 1e75 { Input::Value } else { Input::Spread } });
        }
    }
    let state = State { values, errors };
    let (between, method) = match how {
        Between::DerSimonianLaird => (state.moments(), Method::ShrunkDerSimonianLaird),
        Between::Reml => (state.restricted(), Method::ShrunkReml),
    };
    let (m, weight) = state.mean(between);
    let z = normal::critical(confidence);
    let around = |value: f64, variance: f64, n: f64| {
        let half = z * variance.sqrt();
        Estimate::new(value, value - half, value + half, confidence, method, n).with_error(variance.sqrt())
    };
    let k = values.len() as f64;
    let kept: Vec<f64> = errors.iter().map(|e| between / (between + e * e)).collect();
    let typical = state.weights(between).zip(errors).map(|((_, w), e)| w / weight * e * e).sum::<f64>();
    let place = |((y, e), b): ((&f64, &f64), &f64)| {
        let (given_up, off) = (1.0 - b, y - m);
        // That the variance between places is itself estimated (Morris 1983, 1.17).
        let unsure =
            2.0 / (k - 3.0).max(1.0) * (given_up * off) * (given_up * off) * (typical + between) / (e * e + between);
        around(m + b * off, b * e * e + given_up * given_up / weight + unsure, k)
    };
    let places = values.iter().zip(errors).zip(&kept).map(place).collect();
    Ok(Shrunk { common: around(m, 1.0 / weight, k), between, places, kept })
}

struct State<'a> {
    values: &'a [f64],
    errors: &'a [f64],
}

impl State<'_> {
    fn weights(&self, between: f64) -> impl Iterator<Item = (f64, f64)> {
        self.values.iter().zip(self.errors).map(move |(y, e)| (*y, 1.0 / (between + e * e)))
    }

    /// The common mean and Σw.
    fn mean(&self, between: f64) -> (f64, f64) {
        let (mut mean, mut total) = (0.0, 0.0);
        for (y, w) in self.weights(between) {
            total += w;
            mean += (y - mean) * (w / total);
        }
        (mean, total)
    }

    fn moments(&self) -> f64 {
        let (mean, total) = self.mean(0.0);
        let q: f64 = self.weights(0.0).map(|(y, w)| w * (y - mean) * (y - mean)).sum();
        let squares: f64 = self.weights(0.0).map(|(_, w)| w * (w / total)).sum();
        let left = total - squares;
        if left > 0.0 { ((q - (self.values.len() as f64 - 1.0)) / left).max(0.0) } else { 0.0 }
    }

    fn restricted(&self) -> f64 {
        // The slope of the restricted likelihood, positive while more variance makes it likelier.
        let slope = |between: f64| {
            let (mean, total) = self.mean(between);
            let (mut seen, mut squares) = (0.0, 0.0);
            for (y, w) in self.weights(between) {
                seen += (w / total) * (w * (y - mean)) * (y - mean);
                squares += (w / total) * (w / total);
            }
            seen - 1.0 + squares
        };
        if slope(0.0) <= 0.0 {
            return 0.0;
        }
        let (mean, _) = self.mean(0.0);
        let mut far: f64 = self.values.iter().map(|y| (y - mean) * (y - mean)).sum();
        while slope(far) > 0.0 && far < 1e200 {
            far *= 4.0;
        }
        root::between(far, 0.0, slope)
    }
}
