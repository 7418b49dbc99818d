//! Empirical Bayes for counts: shares by the beta-binomial, rates by the gamma-Poisson. Nobody of
//! three is not nought per cent.

use super::Shrunk;
use crate::dist::{beta, gamma, normal};
use crate::error::{self, Error, Input, Result};
use crate::proportion::Share;
use crate::rate::Events;
use crate::{Estimate, Method};

/// Draws shares towards what is common.
///
/// True shares are taken to follow a beta distribution with mean m and strength M (as many persons as
/// the prior counts for); place i keeps n/(n + M) of its own, and its interval is that of Beta(mM + x,
/// (1−m)M + n − x). M is the likeliest (beta-binomial), m the mean of the shares with weights n/(1 +
/// (n−1)ρ), ρ = 1/(M+1). M never counts for more persons than there are: the mean is not known better
/// than that. `confidence` 0–1.
///
/// # Errors
/// Fewer than three places, nobody or everybody with the property everywhere, or an impossible
/// confidence.
///
/// Reference: Griffin & Krutchkoff 1971, Biometrika 58:597–600; Kleinman 1973, JASA 68:46–54.
///
/// ```
/// use stats::{proportion::Share, shrink::counts::shares};
/// let of = |x, n| Share::new(x, n);
/// let it = shares(&[of(0.0, 3.0)?, of(40.0, 100.0)?, of(90.0, 300.0)?, of(300.0, 500.0)?], 0.95)?;
/// assert!(it.places[0].value > 0.2 && (it.places[3].value - 0.6).abs() < 0.02);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn shares(places: &[Share], confidence: f64) -> Result<Shrunk> {
    error::confidence(confidence)?;
    error::at_least(3, places.len())?;
    let all: f64 = places.iter().map(|p| p.total).sum();
    let with: f64 = places.iter().map(|p| p.count).sum();
    let without: f64 = places.iter().map(|p| p.rest()).sum();
    if with <= 0.0 || without <= 0.0 {
        return Err(Error::NoEvents);
    }
    reasonable(all, Input::Total)?;
    let mean = |strength: f64| {
        let rho = 1.0 / (strength + 1.0);
        weighted(places.iter().map(|p| (p.value(), p.total / (1.0 + (p.total - 1.0).max(0.0) * rho))))
    };
    let likelihood = |strength: f64| {
        let (m, _) = mean(strength);
        let (a, b) = (m * strength, (1.0 - m) * strength);
        let rises = |from: f64, by: f64| libm::lgamma(from + by) - libm::lgamma(from);
        places.iter().map(|p| rises(a, p.count) + rises(b, p.rest()) - rises(strength, p.total)).sum()
    };
    let strength = likeliest(all, likelihood);
    let (m, weight) = mean(strength);
    let rho = 1.0 / (strength + 1.0);
    let half = 0.5 * (1.0 - confidence);
    let k = places.len() as f64;
    let around = |a: f64, b: f64, n: f64| {
        let value = a / (a + b);
        let (lower, upper) = (beta::quantile(half, a, b).min(value), beta::isf(half, a, b).max(value));
        Estimate::new(value, lower, upper, confidence, Method::BetaBinomial, n)
    };
    let put = |p: &Share| around(m * strength + p.count, (1.0 - m) * strength + p.rest(), p.total);
    let error = (m * (1.0 - m) / weight).sqrt();
    let spread = normal::critical(confidence) * error;
    let (lower, upper) = ((m - spread).max(0.0), (m + spread).min(1.0));
    Ok(Shrunk {
        common: Estimate::new(m, lower, upper, confidence, Method::BetaBinomial, k).with_error(error),
        between: m * (1.0 - m) * rho,
        places: places.iter().map(put).collect(),
        kept: places.iter().map(|p| p.total / (p.total + strength)).collect(),
    })
}

/// Draws rates (or observed over expected) towards what is common.
///
/// True rates are taken to follow a gamma distribution with mean m and strength S (as much exposure
/// as the prior counts for); place i keeps E/(E + S) of its own, and its interval is that of a gamma
/// with shape mS + x over S + E. S is the likeliest (negative binomial) up to all exposure there is,
/// m the mean of the rates with weights E/(1 + E/S). Per unit of exposure; `confidence` 0–1.
///
/// # Errors
/// Fewer than three places, no events anywhere, or an impossible confidence.
///
/// Reference: Clayton & Kaldor 1987, Biometrics 43:671–681.
///
/// ```
/// use stats::{rate::Events, shrink::counts::rates};
/// let of = |x, e| Events::new(x, e);
/// let it = rates(&[of(0.0, 0.5)?, of(12.0, 10.0)?, of(60.0, 30.0)?, of(30.0, 40.0)?], 0.95)?;
/// assert!(it.places[0].value > 0.5 && it.places[0].lower > 0.0);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn rates(places: &[Events], confidence: f64) -> Result<Shrunk> {
    error::confidence(confidence)?;
    error::at_least(3, places.len())?;
    let all: f64 = places.iter().map(|p| p.exposure).sum();
    let events: f64 = places.iter().map(|p| p.count).sum();
    if events <= 0.0 {
        return Err(Error::NoEvents);
    }
    reasonable(all, Input::Exposure)?;
    reasonable(events, Input::Count)?;
    let mean = |strength: f64| weighted(places.iter().map(|p| (p.value(), p.exposure / (1.0 + p.exposure / strength))));
    let likelihood = |strength: f64| {
        let (m, _) = mean(strength);
        let shape = m * strength;
        let one = |p: &Events| {
            let fuller = libm::log1p(p.exposure / strength);
            libm::lgamma(shape + p.count)
                - libm::lgamma(shape)
                - shape * fuller
                - p.count * (libm::log(strength) + fuller)
        };
        places.iter().map(one).sum()
    };
    let strength = likeliest(all, likelihood);
    let (m, weight) = mean(strength);
    let half = 0.5 * (1.0 - confidence);
    let put = |p: &Events| {
        let (shape, over) = (m * strength + p.count, strength + p.exposure);
        let value = shape / over;
        let (lower, upper) =
            ((gamma::quantile(half, shape) / over).min(value), (gamma::isf(half, shape) / over).max(value));
        Estimate::new(value, lower, upper, confidence, Method::GammaPoisson, p.count)
    };
    let error = (m / weight).sqrt();
    let spread = normal::critical(confidence) * error;
    let k = places.len() as f64;
    Ok(Shrunk {
        common: Estimate::new(m, (m - spread).max(0.0), m + spread, confidence, Method::GammaPoisson, k)
            .with_error(error),
        between: m / strength,
        places: places.iter().map(put).collect(),
        kept: places.iter().map(|p| p.exposure / (p.exposure + strength)).collect(),
    })
}

/// What the logarithms of gamma functions can still tell apart.
fn reasonable(value: f64, what: Input) -> Result<()> {
    if (1e-12..1e13).contains(&value) { Ok(()) } else { Err(Error::OutOfReach { what }) }
}

/// The weighted mean and the sum of weights.
fn weighted(pairs: impl Iterator<Item = (f64, f64)>) -> (f64, f64) {
    let (mut mean, mut total) = (0.0, 0.0);
    for (value, w) in pairs {
        total += w;
        mean += (value - mean) * (w / total);
    }
    (mean, total)
}

/// The strength, up to `most`, at which a likelihood is highest: a grid on the logarithm, then the
/// golden section around its best point. A likelihood that is flat to the end gives the end.
fn likeliest(most: f64, likelihood: impl Fn(f64) -> f64) -> f64 {
    const STEPS: u32 = 60;
    let (low, high) = (libm::log(most) - 28.0, libm::log(most));
    let step = (high - low) / f64::from(STEPS);
    let at = |x: f64| likelihood(libm::exp(x));
    let mut best = (f64::NEG_INFINITY, high);
    for i in 0..=STEPS {
        let x = low + step * f64::from(i);
        let value = at(x);
        if value >= best.0 {
            best = (value, x);
        }
    }
    let ratio = 0.5 * (5.0_f64.sqrt() - 1.0);
    let (mut a, mut b) = ((best.1 - step).max(low), (best.1 + step).min(high));
    let (mut c, mut d) = (b - ratio * (b - a), a + ratio * (b - a));
    let (mut fc, mut fd) = (at(c), at(d));
    for _ in 0..40 {
        if fc > fd {
            (b, d, fd) = (d, c, fc);
            c = b - ratio * (b - a);
            fc = at(c);
        } else {
            (a, c, fc) = (c, d, fd);
            d = a + ratio * (b - a);
            fd = at(d);
        }
    }
    let middle = 0.5 * (a + b);
    // At the very end the golden section comes near but not to it.
    libm::exp(if high - middle < 1e-6 { high } else { middle })
}
