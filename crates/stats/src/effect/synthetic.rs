//! Synthetic control and synthetic difference-in-differences: a comparison put together of other places.
//!
//! Weights on other places (and, in the second, on the years before) are found so that what is put together
//! moved as those who took part did before they did. What must hold: it would have gone on doing so. How much chance makes is
//! seen by pretending that others took part (placebo).

use crate::draws::Draws;
use crate::error::{self, Error, Input, Result};
use crate::{Estimate, Method};

/// Places over the same years, all that take part from the same year on.
#[derive(Debug, Clone, PartialEq)]
pub struct Places {
    /// Those that do not take part: the outcome year by year.
    pub others: Vec<Vec<f64>>,
    /// Those that do.
    pub treated: Vec<Vec<f64>>,
    /// How many years lie before.
    pub before: usize,
}

/// Which weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// All places and years alike: plain difference-in-differences.
    Plain,
    /// Weights on places, levels matched: synthetic control (without other predictors than the outcome before).
    Control,
    /// Weights on places and years, movements matched: synthetic difference-in-differences.
    Both,
}

impl Form {
    fn method(self) -> Method {
        match self {
            Self::Plain => Method::TwoWayDid,
            Self::Control => Method::SyntheticControl,
            Self::Both => Method::SyntheticDid,
        }
    }
}

/// An effect and the weights it comes from.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Synthetic {
    /// The mean over those that take part and the years after, in the unit of the outcome.
    pub value: f64,
    /// The weight of each other place; they add up to 1.
    pub places: Vec<f64>,
    /// The weight of each year before; they add up to 1, or are all 0 (synthetic control).
    pub years: Vec<f64>,
    /// How far from those that take part the comparison lies year by year: treated less synthetic.
    pub apart: Vec<f64>,
}

/// What pretended starts give.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Placebo {
    /// The effect; limits by the normal distribution with the error below; n is how many took part and did not.
    pub estimate: Estimate,
    /// The standard deviation of the pretended effects, which have no effect in them.
    pub error: f64,
    /// The pretended effects.
    pub pretended: Vec<f64>,
    /// The share of pretended effects (and the real one) that are at least as large: small where few others look like this.
    pub p: f64,
    /// The smallest true effect that would be seen (interval without 0) with 80 % power.
    pub detectable: f64,
}

/// The effect on those that take part.
///
/// Formula: (mean of treated − Σω others), after less Σλ before; ω and λ minimise the distance before with a
/// penalty ζ² Σω², by Frank–Wolfe steps, thinned once, exactly as the authors' own programme does, so
/// that its digits come out.
///
/// # Errors
/// No place of either kind, no year before or after, fewer than two years before for the weights, lists of
/// different length, values that are not numbers.
///
/// Reference: Abadie, Diamond & Hainmueller 2010, JASA 105:493–505; Arkhangelsky, Athey, Hirshberg, Imbens & Wager
/// 2021, AER 111:4088–4118.
///
/// ```
/// use stats::effect::synthetic::{Form, Places, synthetic};
/// let places = Places {
///     others: vec![vec![1.0, 2.0, 3.0, 4.0], vec![9.0, 4.0, 7.0, 5.0]],
///     treated: vec![vec![2.0, 3.0, 4.0, 9.0]],
///     before: 3,
/// };
/// let found = synthetic(&places, Form::Plain)?;
/// assert!((found.value - 35.0 / 6.0).abs() < 1e-12);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn synthetic(places: &Places, form: Form) -> Result<Synthetic> {
    places.check(form)?;
    let others: Vec<&[f64]> = places.others.iter().map(Vec::as_slice).collect();
    let treated: Vec<&[f64]> = places.treated.iter().map(Vec::as_slice).collect();
    let found = compute(&others, &treated, places.before, form, None);
    error::finite(Input::Value, found.value)?;
    Ok(found)
}

/// The effect with its placebo error: those that did not take part are said to have done so, as many at a
/// time as really did. One: each in turn. More: `draws` times drawn from `seed`.
///
/// `confidence` 0–1.
///
/// # Errors
/// As [`synthetic`]; no more others than take part, or no draws where they are needed.
///
/// Reference: Arkhangelsky et al. 2021, algorithm 4; the rank: Abadie, Diamond & Hainmueller 2010.
pub fn placebo(places: &Places, form: Form, confidence: f64, draws: u32, seed: u64) -> Result<Placebo> {
    error::confidence(confidence)?;
    let real = synthetic(places, form)?;
    let count = places.treated.len();
    let all = places.others.len();
    error::at_least(count + 2, all)?;
    let chosen: Vec<Vec<usize>> = if count == 1 {
        (0..all).map(|i| vec![i]).collect()
    } else {
        error::at_least(2, draws as usize)?;
        (0..u64::from(draws)).map(|draw| some(all, count, &mut Draws::of(seed, draw))).collect()
    };
    let mut pretended = Vec::with_capacity(chosen.len());
    for list in &chosen {
        let rest: Vec<usize> = (0..all).filter(|i| !list.contains(i)).collect();
        let others: Vec<&[f64]> = rest.iter().map(|&i| places.others[i].as_slice()).collect();
        let treated: Vec<&[f64]> = list.iter().map(|&i| places.others[i].as_slice()).collect();
        // The search begins from the weights found for those that did take part.
        let start: Vec<f64> = rest.iter().map(|&i| real.places[i]).collect();
        pretended.push(compute(&others, &treated, places.before, form, Some(start)).value);
    }
    let n = pretended.len() as f64;
    let mean = pretended.iter().sum::<f64>() / n;
    let error = (pretended.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / (n - 1.0)).sqrt();
    error::finite(Input::Spread, error)?;
    let critical = crate::dist::normal::critical(confidence);
    let as_large = pretended.iter().filter(|v| v.abs() >= real.value.abs()).count() as f64;
    let (low, high) = (real.value - critical * error, real.value + critical * error);
    Ok(Placebo {
        estimate: Estimate::new(real.value, low, high, confidence, form.method(), (count + all) as f64),
        error,
        pretended,
        p: (as_large + 1.0) / (n + 1.0),
        detectable: (critical + crate::dist::normal::quantile(0.8)) * error,
    })
}

fn some(n: usize, count: usize, lots: &mut Draws) -> Vec<usize> {
    let mut order: Vec<usize> = (0..n).collect();
    for i in 0..count {
        order.swap(i, i + lots.below(n - i));
    }
    order.truncate(count);
    order
}

impl Places {
    fn check(&self, form: Form) -> Result<()> {
        error::at_least(1, self.others.len())?;
        error::at_least(1, self.treated.len())?;
        let years = self.treated[0].len();
        error::at_least(if form == Form::Plain { 1 } else { 2 }, self.before)?;
        if self.before >= years {
            return Err(Error::TooFew { needed: self.before.saturating_add(1), got: years });
        }
        for place in self.others.iter().chain(&self.treated) {
            error::paired(years, place.len(), 2)?;
            place.iter().try_for_each(|v| error::finite(Input::Value, *v))?;
        }
        Ok(())
    }
}

fn compute(others: &[&[f64]], treated: &[&[f64]], before: usize, form: Form, start: Option<Vec<f64>>) -> Synthetic {
    let years = treated[0].len();
    let after = years - before;
    let target: Vec<f64> =
        (0..years).map(|t| treated.iter().map(|p| p[t]).sum::<f64>() / treated.len() as f64).collect();
    let mean_after = |place: &[f64]| place[before..].iter().sum::<f64>() / after as f64;
    let noise = noise(others, before);
    let even = |n: usize| vec![1.0 / n as f64; n];
    let lambda = match form {
        Form::Plain => even(before),
        Form::Control => vec![0.0; before],
        Form::Both => {
            let rows: Vec<Vec<f64>> =
                others.iter().map(|p| p[..before].iter().copied().chain([mean_after(p)]).collect()).collect();
            weights(rows, 1e-6 * noise, true, 1e-5 * noise, None)
        }
    };
    let omega = if form == Form::Plain {
        even(others.len())
    } else {
        let rows: Vec<Vec<f64>> =
            (0..before).map(|t| others.iter().map(|p| p[t]).chain([target[t]]).collect()).collect();
        let strength = libm::pow((treated.len() * after) as f64, 0.25);
        let zeta = if form == Form::Both { strength * noise } else { 1e-6 * noise };
        weights(rows, zeta, form == Form::Both, 1e-5 * noise, start)
    };
    let apart: Vec<f64> =
        (0..years).map(|t| target[t] - others.iter().zip(&omega).map(|(p, w)| w * p[t]).sum::<f64>()).collect();
    let past: f64 = apart[..before].iter().zip(&lambda).map(|(a, l)| a * l).sum();
    Synthetic { value: mean_after(&apart) - past, places: omega, years: lambda, apart }
}

/// The standard deviation of the year-to-year changes before, among those that do not take part.
fn noise(others: &[&[f64]], before: usize) -> f64 {
    let changes: Vec<f64> = others.iter().flat_map(|p| p[..before].windows(2).map(|w| w[1] - w[0])).collect();
    let n = changes.len() as f64;
    if n < 2.0 {
        return 0.0;
    }
    let mean = changes.iter().sum::<f64>() / n;
    (changes.iter().map(|c| (c - mean) * (c - mean)).sum::<f64>() / (n - 1.0)).sqrt()
}

const FIRST_STEPS: u32 = 100;
const MOST_STEPS: u32 = 10_000;

/// Weights on all columns but the last so that they come near the last: searched for shortly, thinned (what is under a quarter of
/// the largest goes), and searched for again.
fn weights(mut rows: Vec<Vec<f64>>, zeta: f64, movements: bool, least: f64, start: Option<Vec<f64>>) -> Vec<f64> {
    let count = rows[0].len() - 1;
    if movements {
        for j in 0..=count {
            let mean = rows.iter().map(|r| r[j]).sum::<f64>() / rows.len() as f64;
            rows.iter_mut().for_each(|r| r[j] -= mean);
        }
    }
    let begin = normalised(start.unwrap_or_else(|| vec![1.0; count]));
    let found = descend(&rows, begin, zeta, least, FIRST_STEPS);
    let most = found.iter().fold(0.0, |m: f64, v| m.max(*v));
    let thinned = normalised(found.iter().map(|v| if *v <= most / 4.0 { 0.0 } else { *v }).collect());
    descend(&rows, thinned, zeta, least, MOST_STEPS)
}

fn normalised(weights: Vec<f64>) -> Vec<f64> {
    let total: f64 = weights.iter().sum();
    let even = 1.0 / weights.len() as f64;
    weights.into_iter().map(|w| if total > 0.0 { w / total } else { even }).collect()
}

/// Frank–Wolfe on the simplex: towards the best single column, as far as is best.
fn descend(rows: &[Vec<f64>], mut x: Vec<f64>, zeta: f64, least: f64, steps: u32) -> Vec<f64> {
    let n = rows.len() as f64;
    let count = x.len();
    let eta = n * zeta * zeta;
    let mut last = f64::INFINITY;
    for step in 0..steps {
        let fitted: Vec<f64> = rows.iter().map(|r| crate::moments::dot(&r[..count], &x)).collect();
        let mut slope: Vec<f64> = x.iter().map(|v| eta * v).collect();
        for (row, f) in rows.iter().zip(&fitted) {
            let off = f - row[count];
            slope.iter_mut().zip(row).for_each(|(s, a)| *s += off * a);
        }
        let best = (0..count).fold(0, |b, j| if slope[j] < slope[b] { j } else { b });
        let direction: Vec<f64> = x.iter().enumerate().map(|(j, v)| f64::from(u8::from(j == best)) - v).collect();
        if direction.iter().any(|d| *d != 0.0) {
            let moved: f64 = rows.iter().zip(&fitted).map(|(r, f)| (r[best] - f) * (r[best] - f)).sum();
            let bend = moved + eta * direction.iter().map(|d| d * d).sum::<f64>();
            let size = -crate::moments::dot(&slope, &direction) / bend;
            let size = if size.is_finite() { size.clamp(0.0, 1.0) } else { 0.0 };
            x.iter_mut().zip(&direction).for_each(|(v, d)| *v += size * d);
        }
        let missed: f64 = rows
            .iter()
            .map(|r| {
                let e = crate::moments::dot(&r[..count], &x) - r[count];
                e * e
            })
            .sum();
        let value = zeta * zeta * x.iter().map(|v| v * v).sum::<f64>() + missed / n;
        if step > 0 && (last - value <= least * least || !value.is_finite()) {
            break;
        }
        last = value;
    }
    x
}
