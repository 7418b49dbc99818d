//! Difference-in-differences where places start at different times (Callaway and Sant'Anna).
//!
//! Every start is compared with places that have not started, year by year, and only then is anything
//! averaged; a plain two-way regression compares with places that started earlier, and can get the sign wrong. What
//! must hold: without the start, the outcome would have moved as in the places compared with (given
//! what is adjusted for), and nobody changes before the start.

use std::collections::BTreeMap;

use crate::dist::normal;
use crate::draws::Draws;
use crate::error::{self, Error, Input, Result};
use crate::propensity::{self, Kind, Over, Sample};
use crate::{Estimate, Method};

/// Places over the same years.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Panel {
    /// The years, rising.
    pub years: Vec<i32>,
    /// For each place its outcome year by year.
    pub outcomes: Vec<Vec<f64>>,
    /// The year each place started; `None`: never, within the years.
    pub started: Vec<Option<i32>>,
    /// What is known of each place before; empty: nothing.
    pub known: Vec<Vec<f64>>,
    /// Weights of the places; empty: 1 each.
    pub weights: Vec<f64>,
    /// Clusters of places; empty: each place its own.
    pub clusters: Vec<u32>,
}

/// With whom those that start are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Against {
    /// Those that never start.
    Never,
    /// Those that have not started yet.
    NotYet,
}

/// The effect on those that started in `start`, in `year`; before the start, a check that nothing happened.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Cell {
    /// The year of the start.
    pub start: i32,
    /// The year looked at.
    pub year: i32,
    /// The effect, in the unit of the outcome.
    pub estimate: Estimate,
    influence: Vec<f64>,
}

/// All starts and years.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Effects {
    /// By start, then year.
    pub cells: Vec<Cell>,
    /// Starts and years without anybody to compare with.
    pub skipped: Vec<(i32, i32)>,
    confidence: f64,
    /// Places of each start as a share of all, by weight.
    shares: BTreeMap<i32, f64>,
    /// Start and weight (mean 1) of each place.
    places: Vec<(Option<i32>, f64)>,
    clusters: Vec<u32>,
}

/// How effects are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// One figure: all starts and years after, by size.
    Simple,
    /// By years since the start.
    SinceStart,
    /// By start.
    Start,
    /// By calendar year.
    Year,
}

/// Effects put together.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Together {
    /// Year since start, start or year, with the effect; none for [`By::Simple`].
    pub each: Vec<(i32, Estimate)>,
    /// All together: over the years from the start on, over starts by size, over years.
    pub overall: Estimate,
    /// The critical value that makes all intervals of `each` hold at once; the intervals themselves hold one by
    /// one.
    pub band: Option<f64>,
    errors: Vec<f64>,
}

impl Together {
    /// The intervals that hold all at once, for those in `each`.
    #[must_use]
    pub fn bands(&self) -> Option<Vec<(f64, f64)>> {
        let band = self.band?;
        Some(
            self.each.iter().zip(&self.errors).map(|((_, e), se)| (e.value - band * se, e.value + band * se)).collect(),
        )
    }
}

/// The effect of each start in each year, ATT(g, t).
///
/// Formula: the change since the year before the start (before the start: since the year before) against the change
/// among those compared with, adjusted by `kind` for what is known. Errors from influence functions, by
/// cluster where there are any; intervals are normal and hold one by one.
///
/// # Errors
/// Fewer than two years, lists of different length, years that do not rise, nobody who starts after the
/// first year, nobody to compare with, an impossible confidence.
///
/// Reference: Callaway & Sant'Anna 2021, J Econometrics 225:200–230; Sant'Anna & Zhao 2020, J Econometrics
/// 219:101–122.
///
/// ```
/// use stats::effect::staggered::{Against, By, Panel, effects};
/// use stats::propensity::Kind;
/// let panel = Panel {
///     years: vec![2019, 2020, 2021],
///     outcomes: vec![vec![5.0, 6.0, 9.0], vec![4.0, 5.5, 8.0], vec![7.0, 8.0, 9.5], vec![3.0, 4.0, 4.5]],
///     started: vec![Some(2021), Some(2021), None, None],
///     ..Panel::default()
/// };
/// let found = effects(&panel, Kind::Adjusted, Against::Never, 0.95)?;
/// let overall = found.together(By::Simple, 0, 0)?.overall;
/// // Up by 2.75 on average, against 1.
/// assert!((overall.value - 1.75).abs() < 1e-12);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn effects(panel: &Panel, kind: Kind, against: Against, confidence: f64) -> Result<Effects> {
    error::confidence(confidence)?;
    let weights = panel.check()?;
    let critical = normal::critical(confidence);
    let starts: BTreeMap<i32, f64> = panel.shares(&weights);
    let mut cells = Vec::new();
    let mut skipped = Vec::new();
    for &start in starts.keys() {
        // Without a year before the start there is nothing to compare the start with.
        let Some(before) = panel.years.iter().rposition(|y| *y < start) else { continue };
        for (at, &year) in panel.years.iter().enumerate().skip(1) {
            let base = if year >= start { before } else { at - 1 };
            let reached = panel.years[at.max(base)];
            let chosen: Vec<usize> = (0..panel.outcomes.len())
                .filter(|&i| match panel.started[i] {
                    None => true,
                    Some(other) => other == start || against == Against::NotYet && other > reached,
                })
                .filter(|&i| weights[i] > 0.0)
                .collect();
            match panel.one(&chosen, (start, at, base), kind, &weights) {
                Ok((value, influence)) => {
                    let (variance, _) = propensity::variance(&influence, &panel.clusters)?;
                    let half = critical * variance.sqrt();
                    let n = chosen.len() as f64;
                    let estimate =
                        Estimate::new(value, value - half, value + half, confidence, Method::CallawaySantAnna, n)
                            .with_error(variance.sqrt());
                    cells.push(Cell { start, year, estimate, influence });
                }
                Err(Error::NoComparison | Error::TooFew { .. } | Error::Separated | Error::NoVariation) => {
                    skipped.push((start, year));
                }
                Err(other) => return Err(other),
            }
        }
    }
    if !cells.iter().any(|c| c.year >= c.start) {
        return Err(Error::NoComparison);
    }
    let places = panel.started.iter().copied().zip(weights).collect();
    Ok(Effects { cells, skipped, confidence, shares: starts, places, clusters: panel.clusters.clone() })
}

impl Panel {
    /// Checks everything; the weights with mean 1.
    pub(crate) fn check(&self) -> Result<Vec<f64>> {
        let n = self.outcomes.len();
        error::at_least(2, self.years.len())?;
        if self.years.windows(2).any(|w| w[0] >= w[1]) {
            return Err(Error::NotRising);
        }
        error::paired(n, self.started.len(), 2)?;
        for (list, empty) in [(self.known.len(), self.known.is_empty()), (self.weights.len(), self.weights.is_empty())]
        {
            if !empty {
                error::paired(n, list, 2)?;
            }
        }
        if !self.clusters.is_empty() {
            error::paired(n, self.clusters.len(), 2)?;
        }
        for row in &self.outcomes {
            error::paired(self.years.len(), row.len(), 2)?;
            row.iter().try_for_each(|v| error::finite(Input::Value, *v))?;
        }
        self.weights.iter().try_for_each(|w| error::not_negative(Input::Weight, *w))?;
        let weights = if self.weights.is_empty() { vec![1.0; n] } else { self.weights.clone() };
        let mean = weights.iter().sum::<f64>() / n as f64;
        error::positive(Input::Weight, mean)?;
        Ok(weights.iter().map(|w| w / mean).collect())
    }

    /// The share of all places, by weight, that start in each year within the years.
    fn shares(&self, weights: &[f64]) -> BTreeMap<i32, f64> {
        let (first, last) = (self.years[0], self.years[self.years.len() - 1]);
        let mut out = BTreeMap::new();
        for (start, w) in self.started.iter().zip(weights) {
            if let Some(start) = start.filter(|s| *s > first && *s <= last) {
                *out.entry(start).or_insert(0.0) += w / weights.len() as f64;
            }
        }
        out
    }

    /// One start, one year: the value, and the influence of every place (0 for those left out).
    fn one(
        &self,
        chosen: &[usize],
        (start, at, base): (i32, usize, usize),
        kind: Kind,
        weights: &[f64],
    ) -> Result<(f64, Vec<f64>)> {
        let mut sample = Sample::default();
        for &i in chosen {
            sample.rows.push(self.known.get(i).cloned().unwrap_or_default());
            sample.outcomes.push(self.outcomes[i][at] - self.outcomes[i][base]);
            sample.first.push(self.started[i] == Some(start));
            sample.weights.push(weights[i]);
        }
        if sample.first.iter().all(|f| *f) {
            return Err(Error::NoComparison);
        }
        let found = propensity::effect(&sample, kind, Over::First)?;
        let mut influence = vec![0.0; self.outcomes.len()];
        for (&i, v) in chosen.iter().zip(&found.influence) {
            influence[i] = *v;
        }
        Ok((found.value, influence))
    }
}

impl Effects {
    /// Puts the effects together. With `draws` above 0 also a band for all figures of `each` at once, by the
    /// multiplier bootstrap (Mammen's two-point weights, 999 draws are usual) from `seed`.
    ///
    /// # Errors
    /// No effects to put together.
    ///
    /// Reference: Callaway & Sant'Anna 2021, sections 3 and 4; Mammen 1993, Ann Stat 21:255–285.
    pub fn together(&self, by: By, draws: u32, seed: u64) -> Result<Together> {
        let mut groups: BTreeMap<i32, Vec<&Cell>> = BTreeMap::new();
        for cell in &self.cells {
            let after = cell.year >= cell.start;
            let key = match by {
                By::Simple if after => 0,
                By::SinceStart => cell.year.saturating_sub(cell.start),
                By::Start if after => cell.start,
                By::Year if after => cell.year,
                _ => continue,
            };
            groups.entry(key).or_default().push(cell);
        }
        let each: Vec<(i32, Sum)> = groups
            .into_iter()
            .map(|(key, cells)| (key, if by == By::Start { Sum::plain(&cells) } else { self.by_size(&cells) }))
            .collect();
        let counted: Vec<&(i32, Sum)> = each.iter().filter(|(key, _)| by != By::SinceStart || *key >= 0).collect();
        error::at_least(1, counted.len())?;
        let overall = if by == By::Start {
            let parts: Vec<(i32, f64, &[f64])> =
                counted.iter().map(|(start, s)| (*start, s.value, s.influence.as_slice())).collect();
            self.sized(&parts)
        } else {
            Sum::mean(&counted.iter().map(|it| &it.1).collect::<Vec<_>>())
        };
        let overall = self.estimate(&overall)?;
        if by == By::Simple {
            return Ok(Together { each: Vec::new(), overall, band: None, errors: Vec::new() });
        }
        let errors: Vec<f64> = each.iter().map(|(_, s)| self.error(s)).collect::<Result<_>>()?;
        let band = if draws > 0 { Some(self.band(&each, &errors, draws, seed)) } else { None };
        let each = each.iter().map(|(key, s)| Ok((*key, self.estimate(s)?))).collect::<Result<_>>()?;
        Ok(Together { each, overall, band, errors })
    }

    /// Whether anything happened before the starts: Wald's test of all cells before the start being nought.
    ///
    /// # Errors
    /// No cells before any start.
    pub fn before(&self) -> Result<crate::Test> {
        let cells: Vec<&Cell> = self.cells.iter().filter(|c| c.year < c.start).collect();
        error::at_least(1, cells.len())?;
        let mut covariance = crate::linear::Symmetric::zero(cells.len());
        let summed: Vec<Vec<f64>> = cells.iter().map(|c| self.by_cluster(&c.influence)).collect();
        for i in 0..cells.len() {
            for j in 0..=i {
                covariance.add(i, j, crate::moments::dot(&summed[i], &summed[j]));
            }
        }
        let found = crate::linear::invert(&covariance)?;
        let values: Vec<f64> = cells.iter().map(|c| c.estimate.value).collect();
        let statistic = found.inverse.quadratic(&values);
        let df = found.rank() as f64;
        error::positive(Input::Spread, df)?;
        let p = crate::dist::chi_squared::sf(statistic, df);
        let n = self.places.len() as f64;
        Ok(crate::Test { statistic, df: Some(df), p, method: Method::CallawaySantAnna, n })
    }

    fn by_size(&self, cells: &[&Cell]) -> Sum {
        let parts: Vec<(i32, f64, &[f64])> =
            cells.iter().map(|c| (c.start, c.estimate.value, c.influence.as_slice())).collect();
        self.sized(&parts)
    }

    /// A mean weighted by the sizes of the starts, which are estimated too.
    fn sized(&self, parts: &[(i32, f64, &[f64])]) -> Sum {
        let share = |start: i32| self.shares.get(&start).copied().unwrap_or(0.0);
        let total: f64 = parts.iter().map(|p| share(p.0)).sum();
        let value: f64 = parts.iter().map(|p| share(p.0) / total * p.1).sum();
        let n = self.places.len() as f64;
        let influence = (0..self.places.len())
            .map(|i| {
                let (start, weight) = self.places[i];
                parts
                    .iter()
                    .map(|(own, v, influence)| {
                        let member = if start == Some(*own) { weight } else { 0.0 };
                        share(*own) / total * influence[i] + (member - share(*own)) / total * (v - value) / n
                    })
                    .sum()
            })
            .collect();
        Sum { value, influence }
    }

    fn by_cluster(&self, influence: &[f64]) -> Vec<f64> {
        if self.clusters.is_empty() {
            return influence.to_vec();
        }
        let mut sums: BTreeMap<u32, f64> = BTreeMap::new();
        for (v, cluster) in influence.iter().zip(&self.clusters) {
            *sums.entry(*cluster).or_insert(0.0) += v;
        }
        sums.into_values().collect()
    }

    fn error(&self, sum: &Sum) -> Result<f64> {
        Ok(propensity::variance(&sum.influence, &self.clusters)?.0.sqrt())
    }

    fn estimate(&self, sum: &Sum) -> Result<Estimate> {
        let deviation = self.error(sum)?;
        let half = normal::critical(self.confidence) * deviation;
        error::finite(Input::Spread, half)?;
        let n = self.places.len() as f64;
        let (low, high) = (sum.value - half, sum.value + half);
        Ok(Estimate::checked(sum.value, low, high, self.confidence, Method::CallawaySantAnna, n)?.with_error(deviation))
    }

    /// The quantile of the largest t over the figures when the influences are multiplied by chance.
    fn band(&self, each: &[(i32, Sum)], errors: &[f64], draws: u32, seed: u64) -> f64 {
        let summed: Vec<Vec<f64>> = each.iter().map(|(_, s)| self.by_cluster(&s.influence)).collect();
        let units = summed.first().map_or(0, Vec::len);
        let root = 5.0_f64.sqrt();
        let (low, high, chance) = ((1.0 - root) / 2.0, (1.0 + root) / 2.0, (root + 1.0) / (2.0 * root));
        let mut largest: Vec<f64> = (0..u64::from(draws))
            .map(|draw| {
                let mut lots = Draws::of(seed, draw);
                let times: Vec<f64> = (0..units).map(|_| if lots.unit() < chance { low } else { high }).collect();
                summed
                    .iter()
                    .zip(errors)
                    .filter(|(_, se)| **se > 0.0)
                    .map(|(influence, se)| (crate::moments::dot(influence, &times) / se).abs())
                    .fold(0.0, f64::max)
            })
            .collect();
        largest.sort_by(f64::total_cmp);
        let place = (self.confidence * largest.len() as f64).ceil() as usize;
        let drawn = largest.get(place.saturating_sub(1)).copied().unwrap_or(0.0);
        // Never narrower than one by one.
        drawn.max(normal::critical(self.confidence))
    }
}

/// A figure and every place's influence on it.
struct Sum {
    value: f64,
    influence: Vec<f64>,
}

impl Sum {
    fn plain(cells: &[&Cell]) -> Self {
        let sums: Vec<Self> =
            cells.iter().map(|c| Self { value: c.estimate.value, influence: c.influence.clone() }).collect();
        Self::mean(&sums.iter().collect::<Vec<_>>())
    }

    fn mean(parts: &[&Self]) -> Self {
        let count = parts.len() as f64;
        let places = parts.first().map_or(0, |p| p.influence.len());
        let influence = (0..places).map(|i| parts.iter().map(|p| p.influence[i]).sum::<f64>() / count).collect();
        Self { value: parts.iter().map(|p| p.value).sum::<f64>() / count, influence }
    }
}
