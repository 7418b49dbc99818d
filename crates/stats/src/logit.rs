//! The logit: chances as a function of what is known, fitted to rows by our own iteration.
//!
//! Only the fit and what follows from it; decompositions and weights made of it live in `explained` and
//! `propensity`.

use crate::error::{self, Error, Input, Result};
use crate::linear::{Symmetric, invert};
use crate::moments::dot;

/// A fitted logit.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Logit {
    /// Constant first, then one a column; 0 for an aliased column.
    pub coefficients: Vec<f64>,
    /// The inverse of the information: the classical covariance.
    pub covariance: Symmetric,
    /// Places among the columns (from 0) of those that are sums of others before them.
    pub aliased: Vec<usize>,
    /// The weighted log-likelihood.
    pub log_likelihood: f64,
    /// Steps taken.
    pub steps: u32,
}

/// The logistic function 1/(1 + e⁻ᵗ), right in both tails.
#[must_use]
pub fn chance(t: f64) -> f64 {
    if t >= 0.0 {
        1.0 / (1.0 + libm::exp(-t))
    } else {
        let e = libm::exp(t);
        e / (1.0 + e)
    }
}

impl Logit {
    /// The fitted chance of a row, 0–1.
    #[must_use]
    pub fn fitted(&self, row: &[f64]) -> f64 {
        chance(self.linear(row))
    }

    /// The log odds of a row.
    #[must_use]
    pub fn linear(&self, row: &[f64]) -> f64 {
        let constant = self.coefficients.first().copied().unwrap_or(0.0);
        constant + dot(row, self.coefficients.get(1..).unwrap_or_default())
    }

    /// How much a row moves the coefficients: information⁻¹ · w(y − p)(1, x).
    #[must_use]
    pub fn influence(&self, row: &[f64], outcome: f64, weight: f64) -> Vec<f64> {
        let e = weight * (outcome - self.fitted(row));
        let score: Vec<f64> = std::iter::once(e).chain(row.iter().map(|x| e * x)).collect();
        self.covariance.times(&score)
    }
}

const STEPS: u32 = 100;

/// Fits log odds of `outcomes` (0–1; shares are allowed) on `rows` and a constant by Newton's method with halved steps.
///
/// Formula: maximises Σw\[y log p + (1−y) log(1−p)\]; each step solves the information on the rest, until no
/// log odds moves by more than 10⁻¹¹.
///
/// # Errors
/// Fewer than two rows, lists of different length, an outcome outside 0–1, no variation in the outcome,
/// complete separation ([`Error::Separated`]).
///
/// Reference: McCullagh & Nelder 1989, Generalized Linear Models, ch. 4; separation: Albert & Anderson 1984,
/// Biometrika 71:1–10.
///
/// ```
/// use stats::logit::fit;
/// // Ten without (three yes), ten with (six yes): the slope is the log odds ratio.
/// let rows: Vec<Vec<f64>> = (0..20).map(|i| vec![f64::from(i >= 10)]).collect();
/// let yes: Vec<f64> = (0..20).map(|i| f64::from(i < 3 || (10..16).contains(&i))).collect();
/// let found = fit(&rows, &yes, None)?;
/// assert!((found.coefficients[1] - 1.252_762_968_495_368).abs() < 1e-12);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn fit(rows: &[Vec<f64>], outcomes: &[f64], weights: Option<&[f64]>) -> Result<Logit> {
    let data = Data::new(rows, outcomes, weights)?;
    let share = data.share;
    let mut coefficients = vec![0.0; data.width + 1];
    coefficients[0] = libm::log(share / (1.0 - share));
    let mut likelihood = data.likelihood(&coefficients);
    for step in 1..=STEPS {
        let (score, information) = data.slope(&coefficients);
        let found = invert(&information)?;
        let direction = found.inverse.times(&score);
        let mut size = 1.0;
        let mut next;
        loop {
            next = coefficients.iter().zip(&direction).map(|(c, d)| c + size * d).collect::<Vec<f64>>();
            let there = data.likelihood(&next);
            if there >= likelihood - 1e-12 * likelihood.abs() {
                likelihood = there;
                break;
            }
            size /= 2.0;
            if size < 1e-9 {
                return Err(Error::NotSettled);
            }
        }
        let moved = data.most(&direction);
        coefficients = next;
        // Odds of e³⁰ for a row are never learnt from rows: the likelihood has no top.
        if !moved.is_finite() || data.least_information(&coefficients) {
            return Err(Error::Separated);
        }
        if moved * size < 1e-11 {
            let information = data.slope(&coefficients).1;
            let found = invert(&information)?;
            let aliased = found.aliased.iter().filter_map(|i| i.checked_sub(1)).collect();
            return Ok(data.back(coefficients, found.inverse, aliased, likelihood, step));
        }
    }
    Err(Error::NotSettled)
}

/// Rows with centred, scaled columns, so that levels and units do not matter.
struct Data<'a> {
    rows: &'a [Vec<f64>],
    outcomes: &'a [f64],
    weights: Option<&'a [f64]>,
    width: usize,
    centre: Vec<f64>,
    scale: Vec<f64>,
    share: f64,
}

impl<'a> Data<'a> {
    fn new(rows: &'a [Vec<f64>], outcomes: &'a [f64], weights: Option<&'a [f64]>) -> Result<Self> {
        error::paired(rows.len(), outcomes.len(), 2)?;
        if let Some(weights) = weights {
            error::paired(rows.len(), weights.len(), 2)?;
            weights.iter().try_for_each(|w| error::not_negative(Input::Weight, *w))?;
        }
        let width = rows[0].len();
        for row in rows {
            error::paired(width, row.len(), 0)?;
            row.iter().try_for_each(|v| error::finite(Input::Value, *v))?;
        }
        outcomes.iter().try_for_each(|v| error::unit(Input::Share, *v))?;
        let weight = |i: usize| weights.map_or(1.0, |w| w[i]);
        let total: f64 = (0..rows.len()).map(weight).sum();
        error::positive(Input::Weight, total)?;
        let share = outcomes.iter().enumerate().map(|(i, y)| weight(i) * y).sum::<f64>() / total;
        if share <= 0.0 || share >= 1.0 {
            return Err(Error::NoVariation);
        }
        let mut centre = vec![0.0; width];
        let mut scale = vec![1.0; width];
        for j in 0..width {
            let (low, high) =
                rows.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), r| (l.min(r[j]), h.max(r[j])));
            centre[j] = low / 2.0 + high / 2.0;
            let half = high / 2.0 - low / 2.0;
            if half > 0.0 {
                scale[j] = half;
            }
        }
        Ok(Self { rows, outcomes, weights, width, centre, scale, share })
    }

    fn weight(&self, i: usize) -> f64 {
        self.weights.map_or(1.0, |w| w[i])
    }

    fn scaled(&self, row: &[f64], into: &mut [f64]) {
        into[0] = 1.0;
        for (j, v) in row.iter().enumerate() {
            into[j + 1] = (v - self.centre[j]) / self.scale[j];
        }
    }

    fn likelihood(&self, c: &[f64]) -> f64 {
        let mut x = vec![0.0; self.width + 1];
        let mut sum = 0.0;
        for (i, row) in self.rows.iter().enumerate() {
            self.scaled(row, &mut x);
            let t = dot(&x, c);
            // log p = −log(1 + e⁻ᵗ), without overflow.
            let log_p = t.min(0.0) - libm::log1p(libm::exp(-t.abs()));
            sum += self.weight(i) * (log_p - (1.0 - self.outcomes[i]) * t);
        }
        sum
    }

    fn slope(&self, c: &[f64]) -> (Vec<f64>, Symmetric) {
        let mut x = vec![0.0; self.width + 1];
        let mut score = vec![0.0; self.width + 1];
        let mut information = Symmetric::zero(self.width + 1);
        for (i, row) in self.rows.iter().enumerate() {
            self.scaled(row, &mut x);
            let p = chance(dot(&x, c));
            let w = self.weight(i);
            score.iter_mut().zip(&x).for_each(|(s, v)| *s += w * (self.outcomes[i] - p) * v);
            information.add_outer(&x, w * p * (1.0 - p));
        }
        (score, information)
    }

    /// The most that any row's log odds can move.
    fn most(&self, direction: &[f64]) -> f64 {
        direction.iter().map(|d| d.abs()).sum()
    }

    /// Whether every row that carries weight is as good as decided, or any has gone beyond all reason.
    fn least_information(&self, c: &[f64]) -> bool {
        let mut x = vec![0.0; self.width + 1];
        let mut furthest = 0.0_f64;
        for row in self.rows {
            self.scaled(row, &mut x);
            furthest = furthest.max(dot(&x, c).abs());
        }
        furthest > 30.0
    }

    /// Coefficients and covariance in the columns' own units.
    fn back(&self, c: Vec<f64>, v: Symmetric, aliased: Vec<usize>, log_likelihood: f64, steps: u32) -> Logit {
        let n = self.width + 1;
        // (constant, slopes) = T (scaled): T is upper triangular in the constant only.
        let row = |i: usize| -> Vec<f64> {
            (0..n)
                .map(|j| match (i, j) {
                    (0, 0) => 1.0,
                    (0, j) => -self.centre[j - 1] / self.scale[j - 1],
                    (i, j) if i == j => 1.0 / self.scale[j - 1],
                    _ => 0.0,
                })
                .collect()
        };
        let rows: Vec<Vec<f64>> = (0..n).map(row).collect();
        let coefficients = rows.iter().map(|r| dot(r, &c)).collect();
        let mut covariance = Symmetric::zero(n);
        for i in 0..n {
            let half = v.times(&rows[i]);
            for (j, other) in rows.iter().enumerate().take(i + 1) {
                covariance.add(i, j, dot(&half, other));
            }
        }
        Logit { coefficients, covariance, aliased, log_likelihood, steps }
    }
}
