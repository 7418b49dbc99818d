//! Difference-in-differences by imputation: what would have been, from the place's own level and the year's,
//! fitted to places and years that were not yet touched (Borusyak, Jaravel and Spiess).
//!
//! Uses every year before the start, so it is more precise than comparing with the year before where the
//! years move in parallel all along, and worse where they do not.

use std::collections::BTreeMap;

use crate::dist::normal;
use crate::effect::staggered::Panel;
use crate::error::{self, Error, Input, Result};
use crate::linear::{Symmetric, invert};
use crate::{Estimate, Method};

/// Effects by imputation.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Imputed {
    /// The mean over all places and years from their start on.
    pub overall: Estimate,
    /// By years since the start, from 0.
    pub each: Vec<(i32, Estimate)>,
    /// Places and years left out because what would have been cannot be known (nobody untouched that year, or a place touched
    /// from the first year on).
    pub skipped: usize,
}

/// The effect by imputation.
///
/// Formula: levels of places and years by least squares over untouched place-years; τ = y − level of place − level of
/// year; the mean of τ. Errors: Σ over clusters of (Σ v ε)², with v the weights of each outcome in the
/// figure and ε the residuals, those of the touched less the mean of τ of their year since the start (so a bit too
/// wide rather than too narrow).
///
/// # Errors
/// As [`super::staggered::effects`]; no place-year from a start on whose level is known.
///
/// Reference: Borusyak, Jaravel & Spiess 2024, Rev Econ Stud 91:3253–3285, theorems 1 and 3.
///
/// ```
/// use stats::effect::{imputation::impute, staggered::Panel};
/// let panel = Panel {
///     years: vec![2019, 2020, 2021],
///     outcomes: vec![vec![5.0, 6.0, 9.0], vec![4.0, 5.0, 8.5], vec![7.0, 8.0, 9.5], vec![3.0, 4.0, 4.5]],
///     started: vec![Some(2021), Some(2021), None, None],
///     ..Panel::default()
/// };
/// let found = impute(&panel, 0.95)?;
/// assert!((found.overall.value - 2.25).abs() < 1e-12);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn impute(panel: &Panel, confidence: f64) -> Result<Imputed> {
    error::confidence(confidence)?;
    let weights = panel.check()?;
    let fit = Fit::new(panel, &weights)?;
    let mut by_age: BTreeMap<i32, Vec<(usize, usize)>> = BTreeMap::new();
    let mut skipped = 0;
    for (i, weight) in weights.iter().enumerate() {
        for (t, year) in panel.years.iter().enumerate() {
            if fit.untouched(i, t) || *weight == 0.0 {
                continue;
            }
            if fit.known(i, t) {
                let age = panel.started[i].map_or(0, |start| year.saturating_sub(start));
                by_age.entry(age).or_default().push((i, t));
            } else {
                skipped += 1;
            }
        }
    }
    if by_age.is_empty() {
        return Err(Error::NoComparison);
    }
    let mean = |cells: &[(usize, usize)]| {
        let total: f64 = cells.iter().map(|c| weights[c.0]).sum();
        cells.iter().map(|&(i, t)| weights[i] * fit.residual(i, t)).sum::<f64>() / total
    };
    let means: BTreeMap<i32, f64> = by_age.iter().map(|(age, cells)| (*age, mean(cells))).collect();
    let estimate = |cells: &[(usize, usize)]| -> Result<Estimate> {
        let value = mean(cells);
        if !value.is_finite() {
            return Err(Error::OutOfReach { what: Input::Value });
        }
        let deviation = fit.error(cells, &means)?;
        let half = normal::critical(confidence) * deviation;
        error::finite(Input::Spread, half)?;
        let n = cells.len() as f64;
        Ok(Estimate::checked(value, value - half, value + half, confidence, Method::Imputation, n)?
            .with_error(deviation))
    };
    let all: Vec<(usize, usize)> = by_age.values().flatten().copied().collect();
    let overall = estimate(&all)?;
    let each = by_age.iter().map(|(age, cells)| Ok((*age, estimate(cells)?))).collect::<Result<_>>()?;
    Ok(Imputed { overall, each, skipped })
}

/// Levels of places and years over the untouched.
struct Fit<'a> {
    panel: &'a Panel,
    weights: &'a [f64],
    /// The level of each place, where it is known.
    place: Vec<Option<f64>>,
    /// The level of each year, where it is known.
    year: Vec<Option<f64>>,
    /// The inverse of the years' cross-products once the places are taken out.
    inverse: Symmetric,
}

impl<'a> Fit<'a> {
    fn new(panel: &'a Panel, weights: &'a [f64]) -> Result<Self> {
        let years = panel.years.len();
        let mut fit = Self {
            panel,
            weights,
            place: vec![None; panel.outcomes.len()],
            year: vec![None; years],
            inverse: Symmetric::zero(years),
        };
        // The places are taken out by their means; what is left is a small system in the years.
        let mut products = Symmetric::zero(years);
        let mut sums = vec![0.0; years];
        for (i, w) in weights.iter().enumerate().filter(|it| *it.1 > 0.0) {
            let own: Vec<usize> = (0..years).filter(|t| fit.untouched(i, *t)).collect();
            let count = own.len() as f64;
            let Some(mean) = fit.mean(i, &own) else { continue };
            for &t in &own {
                sums[t] += w * (panel.outcomes[i][t] - mean);
                products.add(t, t, *w);
                for &s in own.iter().filter(|s| **s <= t) {
                    products.add(t, s, -w / count);
                }
            }
        }
        let found = invert(&products)?;
        let levels = found.inverse.times(&sums);
        // One year stands for nought; any other without a level was seen in no place with another year.
        let linked = fit.linked();
        for (t, level) in levels.iter().enumerate() {
            fit.year[t] = linked[t].then_some(*level);
        }
        fit.inverse = found.inverse;
        for i in 0..panel.outcomes.len() {
            let own: Vec<usize> = (0..years).filter(|t| fit.untouched(i, *t) && linked[*t]).collect();
            if let Some(mean) = fit.mean(i, &own) {
                let of_years = own.iter().map(|t| levels[*t]).sum::<f64>() / own.len() as f64;
                fit.place[i] = Some(mean - of_years);
            }
        }
        Ok(fit)
    }

    fn mean(&self, i: usize, own: &[usize]) -> Option<f64> {
        let sum: f64 = own.iter().map(|t| self.panel.outcomes[i][*t]).sum();
        (!own.is_empty()).then(|| sum / own.len() as f64)
    }

    fn untouched(&self, i: usize, t: usize) -> bool {
        self.panel.started[i].is_none_or(|start| self.panel.years[t] < start)
    }

    /// The years that hang together with the first through untouched places. Starts only come later, so a place that is
    /// untouched in a year is so in the first: every year with anybody untouched is linked.
    fn linked(&self) -> Vec<bool> {
        (0..self.panel.years.len())
            .map(|t| (0..self.panel.outcomes.len()).any(|i| self.weights[i] > 0.0 && self.untouched(i, t)))
            .collect()
    }

    fn known(&self, i: usize, t: usize) -> bool {
        self.place[i].is_some() && self.year[t].is_some()
    }

    /// y less what the levels say.
    fn residual(&self, i: usize, t: usize) -> f64 {
        self.panel.outcomes[i][t] - self.place[i].unwrap_or(0.0) - self.year[t].unwrap_or(0.0)
    }

    /// The error of the mean over `cells`.
    fn error(&self, cells: &[(usize, usize)], means: &BTreeMap<i32, f64>) -> Result<f64> {
        let years = self.panel.years.len();
        let total: f64 = cells.iter().map(|c| self.weights[c.0]).sum();
        // The figure's weights on the touched, place by place.
        let mut touched = vec![vec![0.0; years]; self.panel.outcomes.len()];
        for &(i, t) in cells {
            touched[i][t] = self.weights[i] / total;
        }
        // On the untouched: v = −w (place part + year part), so that Σv over a place's and a year's outcomes is nought.
        let mut load = vec![0.0; years];
        for (i, row) in touched.iter().enumerate() {
            let own: Vec<usize> = (0..years).filter(|t| self.untouched(i, *t)).collect();
            let sum: f64 = row.iter().sum();
            for (t, v) in row.iter().enumerate() {
                load[t] += v;
            }
            for t in &own {
                load[*t] -= sum / own.len() as f64;
            }
        }
        let of_year = self.inverse.times(&load);
        let mut sums: BTreeMap<usize, f64> = BTreeMap::new();
        for (i, row) in touched.iter().enumerate().filter(|(i, _)| self.weights[*i] > 0.0) {
            let own: Vec<usize> = (0..years).filter(|t| self.untouched(i, *t)).collect();
            let count = own.len() as f64;
            let sum: f64 = row.iter().sum();
            let mean_year = own.iter().map(|t| of_year[*t]).sum::<f64>() / count;
            let mut figure = 0.0;
            for t in &own {
                let v = -sum / count - self.weights[i] * (of_year[*t] - mean_year);
                figure += v * self.residual(i, *t);
            }
            for (t, v) in row.iter().enumerate().filter(|it| *it.1 > 0.0) {
                let age = self.panel.started[i].map_or(0, |start| self.panel.years[t].saturating_sub(start));
                figure += v * (self.residual(i, t) - means.get(&age).copied().unwrap_or(0.0));
            }
            let cluster = self.panel.clusters.get(i).map_or(i, |c| *c as usize);
            *sums.entry(cluster).or_insert(0.0) += figure;
        }
        error::at_least(2, sums.len())?;
        Ok(sums.values().map(|v| v * v).sum::<f64>().sqrt())
    }
}
