//! How unevenly an amount is spread: Gini, Theil's T and L, GE(2) and Atkinson, with weights, and what of
//! it lies between groups.
//!
//! All are of the population form (sums over n, not n − 1), do not change when every amount is multiplied
//! by the same number, and are 0 where all have the same. Intervals come from the influence of each
//! person on the index ([`Spread::Linearised`]), or for Gini from leaving out one person at a
//! time; the weights are taken as sampling weights of independent persons. What is not here: quantile
//! shares (see [`crate::quantile`]) and differences between two groups' indices.

use crate::dist::normal;
use crate::error::{self, Error, Input, Result};
use crate::{Estimate, Method};

/// Where the interval of a Gini comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spread {
    /// The influence of each person (Langel & Tillé 2013).
    Linearised,
    /// One person left out at a time.
    Jackknife,
}

/// Amounts of zero or more with a weight each, checked, sorted by amount and scaled so that the largest is 1.
#[derive(Debug, Clone, PartialEq)]
pub struct Amounts {
    scaled: Vec<f64>,
    logs: Vec<f64>,
    weights: Vec<f64>,
    total: f64,
    mean: f64,
}

impl Amounts {
    /// One amount a person.
    ///
    /// # Errors
    /// Fewer than two amounts; one that is not a number or below zero; all zero.
    pub fn new(amounts: &[f64]) -> Result<Self> {
        Self::weighted(amounts, &vec![1.0; amounts.len()])
    }

    /// Amounts with weights above zero (zero weights are left out).
    ///
    /// # Errors
    /// As [`Amounts::new`]; lists of different lengths; a weight below zero or not a number.
    pub fn weighted(amounts: &[f64], weights: &[f64]) -> Result<Self> {
        error::paired(amounts.len(), weights.len(), 0)?;
        for (amount, weight) in amounts.iter().zip(weights) {
            error::not_negative(Input::Value, *amount)?;
            error::not_negative(Input::Weight, *weight)?;
        }
        let mut rows: Vec<(f64, f64)> =
            amounts.iter().copied().zip(weights.iter().copied()).filter(|row| row.1 > 0.0).collect();
        error::at_least(2, rows.len())?;
        rows.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let largest = rows.last().map_or(0.0, |row| row.0);
        error::positive(Input::Value, largest)?;
        let heaviest = rows.iter().fold(0.0_f64, |top, row| top.max(row.1));
        let log_largest = libm::log(largest);
        let scaled: Vec<f64> = rows.iter().map(|row| row.0 / largest).collect();
        let logs = rows.iter().map(|row| libm::log(row.0) - log_largest).collect();
        let weights: Vec<f64> = rows.iter().map(|row| row.1 / heaviest).collect();
        let total: f64 = weights.iter().sum();
        let mean = scaled.iter().zip(&weights).map(|(x, w)| x * w).sum::<f64>() / total;
        error::positive(Input::Value, mean)?;
        Ok(Self { scaled, logs, weights, total, mean })
    }

    fn expect(&self, f: impl Fn(f64, f64) -> f64) -> f64 {
        let sum: f64 = self.scaled.iter().zip(&self.logs).zip(&self.weights).map(|((x, log), w)| w * f(*x, *log)).sum();
        sum / self.total
    }

    fn all_above_zero(&self) -> Result<()> {
        if self.scaled[0] > 0.0 && self.logs[0].is_finite() { Ok(()) } else { Err(Error::Zero { what: Input::Value }) }
    }

    /// E|x − Y| for each amount, in order.
    fn distances(&self) -> Vec<f64> {
        let whole: f64 = self.scaled.iter().zip(&self.weights).map(|(x, w)| x * w).sum();
        let (mut below_weight, mut below_sum) = (0.0, 0.0);
        let mut out = Vec::with_capacity(self.scaled.len());
        for (x, w) in self.scaled.iter().zip(&self.weights) {
            let above_sum = whole - below_sum;
            let above_weight = self.total - below_weight;
            out.push(((x * below_weight - below_sum + above_sum - x * above_weight) / self.total).max(0.0));
            below_weight += w;
            below_sum += x * w;
        }
        out
    }

    /// The interval of an index from every person's influence on it.
    fn interval(
        &self,
        value: f64,
        influence: &[f64],
        confidence: f64,
        method: Method,
        highest: f64,
    ) -> Result<Estimate> {
        let n = self.scaled.len() as f64;
        let squares: f64 = influence.iter().zip(&self.weights).map(|(i, w)| (i * w) * (i * w)).sum();
        let error = (squares * n / (n - 1.0)).sqrt() / self.total;
        finish(value, error, confidence, method, highest, n)
    }
}

fn finish(value: f64, error: f64, confidence: f64, method: Method, highest: f64, n: f64) -> Result<Estimate> {
    error::finite(Input::Value, value)?;
    error::finite(Input::Spread, error)?;
    let reach = normal::critical(confidence) * error;
    let value = value.clamp(0.0, highest);
    Estimate::checked(value, (value - reach).max(0.0), (value + reach).min(highest), confidence, method, n)
}

/// Gini: half the mean distance between two persons drawn at random, as a share of the mean,
/// Σᵢ Σⱼ wᵢ wⱼ |xᵢ − xⱼ| / (2 W² μ). 0 where all have the same, towards 1 where one has all.
///
/// # Errors
/// A confidence outside (0, 1).
///
/// ```
/// use stats::inequality::{Amounts, Spread, gini};
/// let g = gini(&Amounts::new(&[1.0, 2.0, 3.0, 4.0])?, Spread::Linearised, 0.95)?;
/// assert!((g.value - 0.25).abs() < 1e-15);
/// assert!(g.lower < 0.25 && g.upper > 0.25);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn gini(amounts: &Amounts, spread: Spread, confidence: f64) -> Result<Estimate> {
    error::confidence(confidence)?;
    let distances = amounts.distances();
    let mean_distance = distances.iter().zip(&amounts.weights).map(|(d, w)| d * w).sum::<f64>() / amounts.total;
    let value = mean_distance / (2.0 * amounts.mean);
    match spread {
        Spread::Linearised => {
            let influence: Vec<f64> = distances
                .iter()
                .zip(&amounts.scaled)
                .map(|(d, x)| ((d - mean_distance) - value * (x - amounts.mean)) / amounts.mean)
                .collect();
            amounts.interval(value, &influence, confidence, Method::GiniLinearised, 1.0)
        }
        Spread::Jackknife => jackknife(amounts, &distances, mean_distance, value, confidence),
    }
}

/// Leaving out person i takes 2 wᵢ W E|xᵢ − Y| from the double sum: no second pass is needed.
fn jackknife(amounts: &Amounts, distances: &[f64], mean: f64, value: f64, confidence: f64) -> Result<Estimate> {
    let count = distances.len();
    error::at_least(3, count)?;
    let (n, total) = (count as f64, amounts.total);
    let mut without = Vec::with_capacity(count);
    for ((d, x), w) in distances.iter().zip(&amounts.scaled).zip(&amounts.weights) {
        let double = (mean * total * total - 2.0 * w * total * d).max(0.0);
        let (left, sum) = (total - w, amounts.mean * total - w * x);
        error::positive(Input::Value, sum)?;
        without.push(double / (2.0 * left * sum));
    }
    let centre = without.iter().sum::<f64>() / n;
    let squares: f64 = without.iter().map(|g| (g - centre) * (g - centre)).sum();
    finish(value, (squares * (n - 1.0) / n).sqrt(), confidence, Method::GiniJackknife, 1.0, n)
}

/// Theil's T, GE(1): the mean of (x/μ) ln (x/μ). Most sensitive at the top. Nobody's zero is in the way.
///
/// # Errors
/// A confidence outside (0, 1).
///
/// ```
/// use stats::inequality::{Amounts, theil_t};
/// let t = theil_t(&Amounts::new(&[1.0, 3.0])?, 0.95)?;
/// // (0.5 ln 0.5 + 1.5 ln 1.5) / 2
/// assert!((t.value - 0.130_812_035_941_137).abs() < 1e-14);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn theil_t(amounts: &Amounts, confidence: f64) -> Result<Estimate> {
    error::confidence(confidence)?;
    let term = |x: f64, log: f64| if x > 0.0 { x * log } else { 0.0 };
    let (mu, m) = (amounts.mean, amounts.expect(term));
    let influence = influences(amounts, -m / (mu * mu) - 1.0 / mu, 1.0 / mu, m, term);
    amounts.interval(m / mu - libm::log(mu), &influence, confidence, Method::TheilT, f64::INFINITY)
}

/// Theil's L, GE(0), the mean logarithmic deviation: the mean of ln (μ/x). Most sensitive at the bottom.
///
/// # Errors
/// An amount of zero, whose logarithm does not exist; a confidence outside (0, 1).
///
/// ```
/// use stats::inequality::{Amounts, theil_l};
/// let l = theil_l(&Amounts::new(&[1.0, 3.0])?, 0.95)?;
/// // ln 2 − (ln 3) / 2
/// assert!((l.value - 0.143_841_036_225_890).abs() < 1e-14);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn theil_l(amounts: &Amounts, confidence: f64) -> Result<Estimate> {
    error::confidence(confidence)?;
    amounts.all_above_zero()?;
    let term = |_: f64, log: f64| log;
    let (mu, m) = (amounts.mean, amounts.expect(term));
    let influence = influences(amounts, 1.0 / mu, -1.0, m, term);
    amounts.interval(libm::log(mu) - m, &influence, confidence, Method::TheilL, f64::INFINITY)
}

/// GE(2): half the squared coefficient of variation, Var(x) / (2 μ²).
///
/// # Errors
/// A confidence outside (0, 1).
///
/// ```
/// use stats::inequality::{Amounts, ge2};
/// assert!((ge2(&Amounts::new(&[1.0, 3.0])?, 0.95)?.value - 0.125).abs() < 1e-15);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn ge2(amounts: &Amounts, confidence: f64) -> Result<Estimate> {
    error::confidence(confidence)?;
    let term = |x: f64, _: f64| x * x;
    let (mu, m) = (amounts.mean, amounts.expect(term));
    let variance = amounts.expect(|x, _| (x - mu) * (x - mu));
    let influence = influences(amounts, -m / (mu * mu * mu), 0.5 / (mu * mu), m, term);
    amounts.interval(variance / (2.0 * mu * mu), &influence, confidence, Method::GeneralisedEntropyTwo, f64::INFINITY)
}

/// Atkinson: the share of the whole that could be given up if the rest were spread evenly, with an aversion
/// to inequality ε above 0: 1 − (E x^(1−ε))^(1/(1−ε)) / μ, for ε = 1 one minus the geometric mean over μ.
///
/// # Errors
/// An aversion of zero or less; an amount of zero where ε is 1 or more; a confidence outside (0, 1).
///
/// ```
/// use stats::inequality::{Amounts, atkinson};
/// let a = atkinson(&Amounts::new(&[1.0, 4.0])?, 1.0, 0.95)?;
/// assert!((a.value - 0.2).abs() < 1e-15);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn atkinson(amounts: &Amounts, aversion: f64, confidence: f64) -> Result<Estimate> {
    error::confidence(confidence)?;
    error::positive(Input::Aversion, aversion)?;
    if aversion >= 1.0 {
        amounts.all_above_zero()?;
    }
    let mu = amounts.mean;
    let power = 1.0 - aversion;
    if power == 0.0 {
        let term = |_: f64, log: f64| log;
        let m = amounts.expect(term);
        let even = libm::exp(m);
        let influence = influences(amounts, even / (mu * mu), -even / mu, m, term);
        return amounts.interval(1.0 - even / mu, &influence, confidence, Method::Atkinson, 1.0);
    }
    let term = |x: f64, log: f64| if x > 0.0 { libm::exp(power * log) } else { 0.0 };
    let m = amounts.expect(term);
    let even = libm::pow(m, 1.0 / power);
    let influence = influences(amounts, even / (mu * mu), -even / (power * m * mu), m, term);
    amounts.interval(1.0 - even / mu, &influence, confidence, Method::Atkinson, 1.0)
}

/// The influence of each person on f(μ, E h): f_μ (x − μ) + f_h (h(x) − E h).
fn influences(amounts: &Amounts, by_mean: f64, by_term: f64, m: f64, term: impl Fn(f64, f64) -> f64) -> Vec<f64> {
    amounts
        .scaled
        .iter()
        .zip(&amounts.logs)
        .map(|(x, log)| by_mean * (x - amounts.mean) + by_term * (term(*x, *log) - m))
        .collect()
}

/// Which index is split by [`split`]: those whose parts add up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entropy {
    /// Theil's T: a group counts by its share of the amounts.
    T,
    /// Theil's L: a group counts by its share of the persons.
    L,
    /// GE(2): by its share of the amounts squared over its share of the persons.
    Two,
}

/// One group's part in [`Split`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Part {
    /// Its share of the persons (weights).
    pub persons: f64,
    /// Its share of the amounts.
    pub amounts: f64,
    /// The index within it alone.
    pub index: f64,
    /// What it adds to the inequality within groups.
    pub within: f64,
    /// What its mean adds to the inequality between groups; may be below zero.
    pub between: f64,
}

/// An index as the inequality within groups plus that between them.
#[derive(Debug, Clone, PartialEq)]
pub struct Split {
    /// The whole: within plus between.
    pub total: f64,
    /// The sum over groups of what lies within.
    pub within: f64,
    /// What would be left if everybody had the mean of the own group.
    pub between: f64,
    /// The groups, by their number.
    pub parts: Vec<Part>,
}

/// Splits Theil's T or L, or GE(2), into within and between groups (Shorrocks 1980). `group` says for
/// each amount which group it belongs to, from 0 and without holes.
///
/// # Errors
/// As [`Amounts::weighted`]; an empty group; with L an amount of zero, with T or GE(2) a group that has nothing.
///
/// ```
/// use stats::inequality::{Entropy, split};
/// let s = split(&[1.0, 1.0, 3.0, 3.0], &[1.0; 4], &[0, 0, 1, 1], Entropy::T)?;
/// assert_eq!(s.within, 0.0);
/// assert!((s.between - 0.130_812_035_941_137).abs() < 1e-14);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn split(amounts: &[f64], weights: &[f64], group: &[usize], which: Entropy) -> Result<Split> {
    error::paired(amounts.len(), weights.len(), 2)?;
    error::paired(amounts.len(), group.len(), 2)?;
    let whole = Amounts::weighted(amounts, weights)?;
    if which == Entropy::L {
        whole.all_above_zero()?;
    }
    let largest = amounts.iter().zip(weights).filter(|row| *row.1 > 0.0).fold(0.0_f64, |top, row| top.max(*row.0));
    let heaviest = weights.iter().fold(0.0_f64, |top, w| top.max(*w));
    let groups = group.iter().max().map_or(0, |top| top.saturating_add(1));
    if groups > amounts.len() {
        return Err(Error::TooFew { needed: groups, got: amounts.len() });
    }
    let mut sums = vec![(0.0_f64, 0.0_f64); groups];
    let scaled: Vec<(f64, f64, usize)> = amounts
        .iter()
        .zip(weights)
        .zip(group)
        .filter(|((_, w), _)| **w > 0.0)
        .map(|((x, w), g)| (x / largest, w / heaviest, *g))
        .collect();
    for (x, w, g) in &scaled {
        sums[*g].0 += w;
        sums[*g].1 += w * x;
    }
    let mut parts = Vec::with_capacity(groups);
    for (g, (weight, sum)) in sums.iter().enumerate() {
        error::positive(Input::Weight, *weight)?;
        error::positive(Input::Value, *sum)?;
        let mean = sum / weight;
        let members = scaled.iter().filter(|row| row.2 == g);
        let index = members.map(|(x, w, _)| w * deviation(x / mean, which)).sum::<f64>() / weight;
        let (persons, share) = (weight / whole.total, sum / (whole.mean * whole.total));
        let relative = share / persons;
        let counts = match which {
            Entropy::T => share,
            Entropy::L => persons,
            Entropy::Two => share * relative,
        };
        let between = persons * deviation(relative, which);
        parts.push(Part { persons, amounts: share, index: index.max(0.0), within: counts * index.max(0.0), between });
    }
    let within: f64 = parts.iter().map(|part| part.within).sum();
    let between: f64 = parts.iter().map(|part| part.between).sum::<f64>().max(0.0);
    error::finite(Input::Value, within + between)?;
    Ok(Split { total: within + between, within, between, parts })
}

/// One person's part in an index, from the amount over the mean.
fn deviation(relative: f64, which: Entropy) -> f64 {
    match which {
        Entropy::T if relative > 0.0 => relative * libm::log(relative),
        Entropy::T => 0.0,
        Entropy::L => -libm::log(relative),
        Entropy::Two => 0.5 * (relative - 1.0) * (relative + 1.0),
    }
}
