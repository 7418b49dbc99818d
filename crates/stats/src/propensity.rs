//! What a difference would be between equals, by weighing: inverse probability, regression adjustment, and both at
//! once.
//!
//! Each answer comes with the influence of every row on it, from which errors follow, row by row or by
//! cluster; that chances and lines are estimated too is counted in. The same figures for one start of many
//! are put together in `effect::staggered`.

use std::collections::BTreeMap;

use crate::dist::{normal, student_t};
use crate::error::{self, Error, Input, Result};
use crate::linear::{Inverted, Symmetric, invert};
use crate::logit::{self, Logit};
use crate::moments::dot;
use crate::{Estimate, Method};

/// Rows of two groups.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sample {
    /// What is known of each row, all of one width (no constant; it is always there).
    pub rows: Vec<Vec<f64>>,
    /// The outcome of each.
    pub outcomes: Vec<f64>,
    /// Whether it belongs to the first group: women; or those that take part.
    pub first: Vec<bool>,
    /// Weights; empty: 1 each.
    pub weights: Vec<f64>,
    /// Clusters; empty: each row its own.
    pub clusters: Vec<u32>,
}

/// How equals are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A line a group, and what it says of the same persons. On the first group this is the unexplained part of Oaxaca and
    /// Blinder at the second group's coefficients.
    Adjusted,
    /// Weights by the chance of being in the first group, made to sum to 1 (Hájek).
    Weighted,
    /// A line a group, fitted with those weights: right if either the chances or the lines are.
    WeightedAdjusted,
    /// Lines, and weights, made to sum to 1, on what they miss: right if either is. R's `drdid_panel`.
    DoublyRobust,
    /// The same with the weights as they are, as Stata's `aipw`: moves more where chances are small.
    DoublyRobustPlain,
}

/// Who is to be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Over {
    /// All: had everybody been a woman, or everybody a man.
    All,
    /// The first group: women as they are, had they been treated as equal men are.
    First,
}

/// A difference between equals.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Effect {
    /// First group minus second, in the unit of the outcome.
    pub value: f64,
    /// How much each row moves it; its error is the root of the sum of their squares.
    pub influence: Vec<f64>,
}

/// Chances nearer to 1 than this are cut, as no finite sample tells them apart.
const MOST_CHANCE: f64 = 1.0 - 1e-6;

/// The difference of means between equals, with an interval.
///
/// Formulas: Wooldridge's and Stata's `teffects` (ra, ipw, ipwra, aipw); the error is that of the stacked estimating equations. By rows
/// the interval is normal, by clusters Student's t with clusters − 1 degrees of freedom.
///
/// `confidence` 0–1; n is the number of rows.
///
/// # Errors
/// Lists of different length, a group without rows, chances that are 0 or 1 ([`Error::Separated`]), or an
/// impossible confidence.
///
/// Reference: Hirano, Imbens & Ridder 2003; Wooldridge 2007; Robins, Rotnitzky & Zhao 1994; overview: Imbens
/// & Wooldridge 2009, J Econ Lit 47:5–86.
///
/// ```
/// use stats::propensity::{Kind, Over, Sample, difference};
/// // One thing known, and the same share of each group has it: nothing to adjust.
/// let sample = Sample {
///     rows: (0..8).map(|i| vec![f64::from(i % 2)]).collect(),
///     outcomes: vec![3.0, 5.0, 4.0, 6.0, 1.0, 2.0, 2.0, 3.0],
///     first: (0..8).map(|i| i < 4).collect(),
///     ..Sample::default()
/// };
/// let between = difference(&sample, Kind::DoublyRobust, Over::All, 0.95)?;
/// assert!((between.value - 2.5).abs() < 1e-9);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn difference(sample: &Sample, kind: Kind, over: Over, confidence: f64) -> Result<Estimate> {
    error::confidence(confidence)?;
    let found = effect(sample, kind, over)?;
    let (variance, units) = variance(&found.influence, &sample.clusters)?;
    let critical = if sample.clusters.is_empty() {
        normal::critical(confidence)
    } else {
        student_t::critical(confidence, units - 1.0)
    };
    let deviation = (variance * units / (units - 1.0)).sqrt();
    let half = critical * deviation;
    error::finite(Input::Spread, half)?;
    let method = match kind {
        Kind::Adjusted | Kind::WeightedAdjusted => Method::Ipwra,
        Kind::Weighted => Method::Ipw,
        Kind::DoublyRobust | Kind::DoublyRobustPlain => Method::Aipw,
    };
    let n = sample.rows.len() as f64;
    let estimate = Estimate::new(found.value, found.value - half, found.value + half, confidence, method, n);
    Ok(estimate.with_error(deviation))
}

/// Σ of squared influences, added up within clusters where there are any, and how many units that is.
pub(crate) fn variance(influence: &[f64], clusters: &[u32]) -> Result<(f64, f64)> {
    if clusters.is_empty() {
        error::at_least(2, influence.len())?;
        return Ok((influence.iter().map(|v| v * v).sum(), influence.len() as f64));
    }
    error::paired(influence.len(), clusters.len(), 2)?;
    let mut sums: BTreeMap<u32, f64> = BTreeMap::new();
    for (v, cluster) in influence.iter().zip(clusters) {
        *sums.entry(*cluster).or_insert(0.0) += v;
    }
    error::at_least(2, sums.len())?;
    Ok((sums.values().map(|v| v * v).sum(), sums.len() as f64))
}

/// The difference and every row's influence on it.
///
/// # Errors
/// As [`difference`].
pub fn effect(sample: &Sample, kind: Kind, over: Over) -> Result<Effect> {
    let data = Data::new(sample)?;
    let chances = match kind {
        Kind::Adjusted => None,
        _ if data.width() == 0 => Some(data.constant_chance()?),
        _ => Some(data.chances()?),
    };
    let one = data.mean(true, kind, over, chances.as_ref())?;
    let other = data.mean(false, kind, over, chances.as_ref())?;
    let influence: Vec<f64> = one.influence.iter().zip(&other.influence).map(|(a, b)| a - b).collect();
    let value = one.value - other.value;
    error::finite(Input::Value, value)?;
    influence.iter().try_for_each(|v| error::finite(Input::Value, *v))?;
    Ok(Effect { value, influence })
}

/// A fitted chance of being in the first group.
struct Chances {
    of: Vec<f64>,
    /// Each row's influence on the coefficients.
    influence: Vec<Vec<f64>>,
}

struct Data<'a> {
    sample: &'a Sample,
    weights: Vec<f64>,
    /// Rows with a constant before and the columns centred.
    with_constant: Vec<Vec<f64>>,
}

impl<'a> Data<'a> {
    fn new(sample: &'a Sample) -> Result<Self> {
        let n = sample.rows.len();
        error::paired(n, sample.outcomes.len(), 2)?;
        error::paired(n, sample.first.len(), 2)?;
        if !sample.weights.is_empty() {
            error::paired(n, sample.weights.len(), 2)?;
        }
        if !sample.clusters.is_empty() {
            error::paired(n, sample.clusters.len(), 2)?;
        }
        sample.outcomes.iter().try_for_each(|v| error::finite(Input::Value, *v))?;
        sample.weights.iter().try_for_each(|v| error::not_negative(Input::Weight, *v))?;
        let width = sample.rows[0].len();
        for row in &sample.rows {
            error::paired(width, row.len(), 0)?;
            row.iter().try_for_each(|v| error::finite(Input::Value, *v))?;
        }
        let weights = if sample.weights.is_empty() { vec![1.0; n] } else { sample.weights.clone() };
        for group in [true, false] {
            let rows = sample.first.iter().zip(&weights).filter(|(f, w)| **f == group && **w > 0.0).count();
            error::at_least(1, rows)?;
        }
        let total: f64 = weights.iter().sum();
        error::positive(Input::Weight, total)?;
        let centre: Vec<f64> =
            (0..width).map(|j| sample.rows.iter().zip(&weights).map(|(r, w)| r[j] * (w / total)).sum()).collect();
        let with_constant = sample
            .rows
            .iter()
            .map(|r| std::iter::once(1.0).chain(r.iter().zip(&centre).map(|(v, c)| v - c)).collect())
            .collect();
        Ok(Self { sample, weights, with_constant })
    }

    fn len(&self) -> usize {
        self.weights.len()
    }

    fn width(&self) -> usize {
        self.sample.rows[0].len()
    }

    fn chances(&self) -> Result<Chances> {
        let yes: Vec<f64> = self.sample.first.iter().map(|f| f64::from(u8::from(*f))).collect();
        let columns: Vec<Vec<f64>> = self.with_constant.iter().map(|r| r[1..].to_vec()).collect();
        let fit: Logit = logit::fit(&columns, &yes, Some(&self.weights))?;
        let of = columns.iter().map(|r| fit.fitted(r).clamp(1.0 - MOST_CHANCE, MOST_CHANCE)).collect();
        let influence =
            columns.iter().zip(&yes).zip(&self.weights).map(|((r, y), w)| fit.influence(r, *y, *w)).collect();
        Ok(Chances { of, influence })
    }

    /// Nothing known: the same chance for all.
    fn constant_chance(&self) -> Result<Chances> {
        let total: f64 = self.weights.iter().sum();
        let first: f64 = self.weights.iter().zip(&self.sample.first).filter(|it| *it.1).map(|it| it.0).sum();
        let p = first / total;
        error::positive(Input::Share, p * (1.0 - p))?;
        let step = |(f, w): (&bool, &f64)| vec![w * (f64::from(u8::from(*f)) - p) / (total * p * (1.0 - p))];
        Ok(Chances {
            of: vec![p; self.len()],
            influence: self.sample.first.iter().zip(&self.weights).map(step).collect(),
        })
    }

    /// The weight of each row of `group`, and how it moves with the log odds of the chance.
    fn weights_of(&self, group: bool, over: Over, chances: Option<&Chances>) -> (Vec<f64>, Vec<f64>) {
        let of = |i: usize| {
            let w = self.weights[i];
            if self.sample.first[i] != group {
                return (0.0, 0.0);
            }
            let Some(chances) = chances else { return (w, 0.0) };
            let e = chances.of[i];
            match (group, over) {
                (true, Over::All) => (w / e, -w * (1.0 - e) / e),
                (true, Over::First) => (w, 0.0),
                (false, Over::All) => (w / (1.0 - e), w * e / (1.0 - e)),
                (false, Over::First) => (w * e / (1.0 - e), w * e / (1.0 - e)),
            }
        };
        (0..self.len()).map(of).unzip()
    }

    /// Who the mean is over.
    fn target(&self, over: Over) -> Vec<f64> {
        let of = |(w, f): (&f64, &bool)| if over == Over::All || *f { *w } else { 0.0 };
        self.weights.iter().zip(&self.sample.first).map(of).collect()
    }

    /// The mean outcome of the target, had all belonged to `group`.
    fn mean(&self, group: bool, kind: Kind, over: Over, chances: Option<&Chances>) -> Result<Effect> {
        // Women as they are need no model.
        if group && over == Over::First {
            return self.hajek(&self.target(over), &vec![0.0; self.len()], &self.sample.outcomes.clone(), None);
        }
        let (omega, slope) = self.weights_of(group, over, chances);
        match kind {
            Kind::Weighted => self.hajek(&omega, &slope, &self.sample.outcomes.clone(), chances),
            Kind::Adjusted => self.adjusted(&omega, &slope, None, over),
            Kind::WeightedAdjusted => self.adjusted(&omega, &slope, chances, over),
            Kind::DoublyRobust => self.doubly_robust(group, over, (&omega, &slope), chances, true),
            Kind::DoublyRobustPlain => self.doubly_robust(group, over, (&omega, &slope), chances, false),
        }
    }

    /// Σωv/Σω with its influence; `slope` is how ω moves with the log odds.
    fn hajek(&self, omega: &[f64], slope: &[f64], values: &[f64], chances: Option<&Chances>) -> Result<Effect> {
        let total: f64 = omega.iter().sum();
        error::positive(Input::Weight, total)?;
        let value = dot(omega, values) / total;
        let pull: Vec<f64> = slope.iter().zip(values).map(|(s, v)| s * (v - value) / total).collect();
        let mut influence: Vec<f64> = omega.iter().zip(values).map(|(o, v)| o * (v - value) / total).collect();
        self.through_chances(&pull, chances, &mut influence);
        Ok(Effect { value, influence })
    }

    /// Σωv/Σtarget with its influence.
    fn summed_over(
        &self,
        target: &[f64],
        omega: &[f64],
        slope: &[f64],
        values: &[f64],
        chances: Option<&Chances>,
    ) -> Effect {
        let total: f64 = target.iter().sum();
        let value = dot(omega, values) / total;
        let pull: Vec<f64> = slope.iter().zip(values).map(|(s, v)| s * v / total).collect();
        let own = omega.iter().zip(values).zip(target);
        let mut influence: Vec<f64> = own.map(|((o, v), t)| (o * v - t * value) / total).collect();
        self.through_chances(&pull, chances, &mut influence);
        Effect { value, influence }
    }

    /// Adds what the estimated chances do: Σ over rows of pull · (1, x), times their influence.
    fn through_chances(&self, pull: &[f64], chances: Option<&Chances>, influence: &mut [f64]) {
        let Some(chances) = chances else { return };
        let direction = self.summed(pull);
        for (v, own) in influence.iter_mut().zip(&chances.influence) {
            *v += dot(&direction, own);
        }
    }

    fn summed(&self, factors: &[f64]) -> Vec<f64> {
        let mut out = vec![0.0; self.width() + 1];
        for (f, row) in factors.iter().zip(&self.with_constant).filter(|it| *it.0 != 0.0) {
            out.iter_mut().zip(row).for_each(|(a, x)| *a += f * x);
        }
        out
    }

    /// The least-squares line with weights ω.
    fn line(&self, omega: &[f64]) -> Result<(Vec<f64>, Inverted)> {
        let mut products = Symmetric::zero(self.width() + 1);
        for (o, row) in omega.iter().zip(&self.with_constant).filter(|it| *it.0 > 0.0) {
            products.add_outer(row, *o);
        }
        let found = invert(&products)?;
        if found.rank() == 0 {
            return Err(Error::NoComparison);
        }
        // From a value of the outcome on, so that a large level costs no digits.
        let level = self.sample.outcomes[0];
        let weighted: Vec<f64> = omega.iter().zip(&self.sample.outcomes).map(|(o, y)| o * (y - level)).collect();
        let mut coefficients = found.inverse.times(&self.summed(&weighted));
        coefficients[0] += level;
        Ok((coefficients, found))
    }

    /// A line with weights ω, averaged over the target.
    fn adjusted(&self, omega: &[f64], slope: &[f64], chances: Option<&Chances>, over: Over) -> Result<Effect> {
        let (coefficients, found) = self.line(omega)?;
        let target = self.target(over);
        let total: f64 = target.iter().sum();
        let says: Vec<f64> = self.with_constant.iter().map(|r| dot(r, &coefficients)).collect();
        let value = dot(&target, &says) / total;
        let centre: Vec<f64> = self.summed(&target).iter().map(|s| s / total).collect();
        let along = found.inverse.times(&centre);
        let mut influence: Vec<f64> = target.iter().zip(&says).map(|(t, m)| t * (m - value) / total).collect();
        let mut pull = vec![0.0; self.len()];
        for i in 0..self.len() {
            let residual = (self.sample.outcomes[i] - says[i]) * dot(&along, &self.with_constant[i]);
            influence[i] += omega[i] * residual;
            pull[i] = slope[i] * residual;
        }
        self.through_chances(&pull, chances, &mut influence);
        Ok(Effect { value, influence })
    }

    /// The line's mean over the target plus the weighted mean of what it misses.
    fn doubly_robust(
        &self,
        group: bool,
        over: Over,
        (omega, slope): (&[f64], &[f64]),
        chances: Option<&Chances>,
        to_one: bool,
    ) -> Result<Effect> {
        let own: Vec<f64> =
            self.weights.iter().zip(&self.sample.first).map(|(w, f)| if *f == group { *w } else { 0.0 }).collect();
        let (coefficients, found) = self.line(&own)?;
        let says: Vec<f64> = self.with_constant.iter().map(|r| dot(r, &coefficients)).collect();
        let missed: Vec<f64> = self.sample.outcomes.iter().zip(&says).map(|(y, m)| y - m).collect();
        let target = self.target(over);
        let model = self.hajek(&target, &vec![0.0; self.len()], &says, None)?;
        let total: f64 = target.iter().sum();
        let (rest, sum) = if to_one {
            (self.hajek(omega, slope, &missed, chances)?, omega.iter().sum::<f64>())
        } else {
            (self.summed_over(&target, omega, slope, &missed, chances), total)
        };
        // How both move with the line: the target's mean less the weighted mean of the columns.
        let apart: Vec<f64> =
            self.summed(&target).iter().zip(&self.summed(omega)).map(|(t, o)| t / total - o / sum).collect();
        let along = found.inverse.times(&apart);
        let influence = (0..self.len())
            .map(|i| model.influence[i] + rest.influence[i] + own[i] * missed[i] * dot(&along, &self.with_constant[i]))
            .collect();
        Ok(Effect { value: model.value + rest.value, influence })
    }
}
