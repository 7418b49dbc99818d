//! Direct standardisation: the rate a group would have if it were composed as a standard.

use crate::dist::chi_squared;
use crate::error::{self, Error, Input, Result};
use crate::rate::{EXACT_BELOW, byar, exact};
use crate::{Estimate, Method};

/// With fewer events than this the English public health bodies show no standardised rate. Here it
/// is computed all the same; see [`Standardised::few`].
pub const FEW_EVENTS: f64 = 10.0;

/// One band of age (or need, or whatever is standardised for).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Band {
    /// Events.
    pub events: f64,
    /// Persons or person-years they happened in.
    pub population: f64,
    /// The weight of the band: the standard population in it.
    pub standard: f64,
    /// The events squared person by person and summed, Σ f² × (persons with f events): the variance
    /// of the events where one person can have several. The same as `events` where each has one.
    pub squared: f64,
}

impl Band {
    /// A band where no person has more than one event.
    ///
    /// # Errors
    /// Not numbers, below zero, or nobody in a band that counts.
    pub fn new(events: f64, population: f64, standard: f64) -> Result<Self> {
        Self::with_frequencies(&[events], population, standard)
    }

    /// A band where `persons[0]` persons had one event, `persons[1]` two, and so on.
    ///
    /// # Errors
    /// As [`Band::new`].
    pub fn with_frequencies(persons: &[f64], population: f64, standard: f64) -> Result<Self> {
        error::not_negative(Input::Exposure, population)?;
        error::within_reach(Input::Exposure, population)?;
        error::not_negative(Input::Weight, standard)?;
        error::within_reach(Input::Weight, standard)?;
        let (mut events, mut squared) = (0.0, 0.0);
        for (i, &count) in persons.iter().enumerate() {
            error::not_negative(Input::Count, count)?;
            error::within_reach(Input::Count, count)?;
            let times = i as f64 + 1.0;
            events += times * count;
            squared += times * times * count;
        }
        if population == 0.0 && (standard > 0.0 || events > 0.0) {
            return Err(Error::Zero { what: Input::Exposure });
        }
        Ok(Self { events, population, standard, squared })
    }
}

/// A standardised rate and what it rests on.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Standardised {
    /// The rate per unit of population, with its interval; n is the number of events.
    pub estimate: Estimate,
    /// The rate as it is, not standardised, per unit of population.
    pub crude: f64,
    /// The variance of the standardised rate.
    pub variance: f64,
    /// Fewer than [`FEW_EVENTS`] events: too few to show without saying so.
    pub few: bool,
}

/// The directly standardised rate with Dobson's interval.
///
/// Formula: DSR = Σ w O/n / Σ w; DSR + √(Var/O) (limit of O − O), with Byar's limits of the number
/// of events (exact below ten), Var = Σ w² O/n² / (Σ w)². `per` is the unit (100 000), `confidence`
/// 0–1. Where bands were made with frequencies, the variance takes Σ f² instead of O, as where one
/// person can have several events. Without events the upper limit is the exact one of nought
/// events, all in the band that weighs most.
///
/// # Errors
/// No bands, no weight, or an impossible confidence or unit.
///
/// Reference: Dobson, Kuulasmaa, Eberle & Scherer 1991, Stat Med 10:457–462; non-independent
/// events: Eayres 2008, APHO Technical Briefing 3.
///
/// ```
/// use stats::standard::direct::{Band, dobson};
/// let bands = [Band::new(20.0, 1000.0, 60.0)?, Band::new(30.0, 500.0, 40.0)?];
/// let rate = dobson(&bands, 1000.0, 0.95)?;
/// assert!((rate.estimate.value - 36.0).abs() < 1e-12 && (rate.crude - 0.1 / 3.0 * 1000.0).abs() < 1e-9);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn dobson(bands: &[Band], per: f64, confidence: f64) -> Result<Standardised> {
    let sums = Sums::of(bands, per, confidence)?;
    let limits =
        if sums.events < EXACT_BELOW { exact(sums.events, confidence)? } else { byar(sums.events, confidence)? };
    let scale = if sums.events > 0.0 { (sums.variance / sums.events).sqrt() } else { sums.heaviest };
    let lower = (sums.rate + scale * (limits.lower - sums.events)).max(0.0);
    let upper = sums.rate + scale * (limits.upper - sums.events);
    let alone = bands.iter().all(|b| b.squared == b.events);
    let method = if alone { Method::Dobson } else { Method::DobsonNonIndependent };
    sums.put((lower, upper), method, per, confidence)
}

/// The directly standardised rate with Fay and Feuer's gamma interval: holds its level with few
/// events and uneven weights, at the price of some width.
///
/// Formula: lower v/2y χ²(α/2; 2y²/v); upper (v+m²)/2(y+m) χ²(1−α/2; 2(y+m)²/(v+m²)), y the rate, v
/// its variance, m the largest weight of one event. Arguments as [`dobson`]; one event a person.
///
/// # Errors
/// As [`dobson`].
///
/// Reference: Fay & Feuer 1997, Stat Med 16:791–801.
pub fn fay_feuer(bands: &[Band], per: f64, confidence: f64) -> Result<Standardised> {
    let sums = Sums::of(bands, per, confidence)?;
    let half = 0.5 * (1.0 - confidence);
    let (y, v, m) = (sums.rate, sums.variance, sums.heaviest);
    let lower = if y > 0.0 { v / (2.0 * y) * chi_squared::quantile(half, 2.0 * y * (y / v)) } else { 0.0 };
    let (y1, v1) = (y + m, v + m * m);
    let upper = v1 / (2.0 * y1) * chi_squared::isf(half, 2.0 * y1 * (y1 / v1));
    sums.put((lower.min(y), upper.max(y)), Method::FayFeuer, per, confidence)
}

/// The difference of two standardised rates, women minus men: the squared distances to each rate's
/// own limits, added (MOVER).
///
/// # Errors
/// The two have different confidence.
///
/// Reference: Zou & Donner 2008, Stat Med 27:1693–1702.
pub fn difference(women: &Standardised, men: &Standardised) -> Result<Estimate> {
    let (w, m) = (women.estimate, men.estimate);
    if w.confidence != m.confidence {
        return Err(Error::OutsideUnit { what: Input::Confidence, value: m.confidence });
    }
    let d = w.value - m.value;
    let lower = d - (w.value - w.lower).hypot(m.upper - m.value);
    let upper = d + (w.upper - w.value).hypot(m.value - m.lower);
    Estimate::checked(d, lower, upper, w.confidence, Method::StandardisedMover, w.n + m.n)
}

/// The ratio of two standardised rates, women over men, by MOVER on the logarithms of their limits.
/// Infinite above where men's lower limit is nought.
///
/// # Errors
/// Neither has any event; different confidence.
///
/// Reference: Zou & Donner 2008, Stat Med 27:1693–1702.
pub fn ratio(women: &Standardised, men: &Standardised) -> Result<Estimate> {
    let (w, m) = (women.estimate, men.estimate);
    if w.confidence != m.confidence {
        return Err(Error::OutsideUnit { what: Input::Confidence, value: m.confidence });
    }
    if w.value <= 0.0 && m.value <= 0.0 {
        return Err(Error::NoEvents);
    }
    let value = w.value / m.value;
    let distance = |from: f64, to: f64| (libm::log(to) - libm::log(from)).abs();
    let lower = if w.lower <= 0.0 || m.value <= 0.0 {
        0.0
    } else {
        value / libm::exp(distance(w.lower, w.value).hypot(distance(m.value, m.upper)))
    };
    let upper = if m.lower <= 0.0 {
        f64::INFINITY
    } else if w.value <= 0.0 {
        // Nothing to take a logarithm of: the largest of women's beside the smallest of men's.
        w.upper / m.lower
    } else {
        value * libm::exp(distance(w.value, w.upper).hypot(distance(m.lower, m.value)))
    };
    Estimate::checked(value, lower, upper, w.confidence, Method::StandardisedMover, w.n + m.n)
}

/// Sums over bands, per unit of population.
struct Sums {
    events: f64,
    population: f64,
    rate: f64,
    variance: f64,
    /// The largest weight of a single event.
    heaviest: f64,
}

impl Sums {
    fn of(bands: &[Band], per: f64, confidence: f64) -> Result<Self> {
        error::confidence(confidence)?;
        error::positive(Input::Exposure, per)?;
        error::at_least(1, bands.len())?;
        let weight: f64 = bands.iter().map(|b| b.standard).sum();
        error::positive(Input::Weight, weight)?;
        let mut sums = Self { events: 0.0, population: 0.0, rate: 0.0, variance: 0.0, heaviest: 0.0 };
        for b in bands.iter().filter(|b| b.population > 0.0) {
            let share = b.standard / weight / b.population;
            sums.events += b.events;
            sums.population += b.population;
            sums.rate += share * b.events;
            sums.variance += share * share * b.squared;
            sums.heaviest = sums.heaviest.max(share);
        }
        error::positive(Input::Exposure, sums.population)?;
        Ok(sums)
    }

    fn put(&self, (lower, upper): (f64, f64), method: Method, per: f64, confidence: f64) -> Result<Standardised> {
        let upper = upper * per;
        error::finite(Input::Value, upper)?;
        Ok(Standardised {
            estimate: Estimate::new(self.rate * per, lower * per, upper, confidence, method, self.events),
            crude: self.events / self.population * per,
            variance: self.variance * per * per,
            few: self.events < FEW_EVENTS,
        })
    }
}
