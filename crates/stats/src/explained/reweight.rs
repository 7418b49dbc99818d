//! Differences anywhere in a distribution: reweighting (DiNardo, Fortin and Lemieux), recentred influence
//! functions (RIF), and both together.
//!
//! The men are weighed so that they are made up as the women are; what then is left is not explained by
//! what was weighed for. Rows are needed here, moments do not suffice. Errors by drawing rows, or clusters, anew.

use std::collections::BTreeMap;

use crate::draws::Draws;
use crate::error::{self, Error, Input, Result};
use crate::logit;
use crate::moments::{Bootstrap, Moments, dot, line};
use crate::propensity::Sample;
use crate::{Estimate, Method};

/// A figure of a distribution.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Statistic {
    /// The mean.
    Mean,
    /// Σw(y−ȳ)²/(Σw−1).
    Variance,
    /// The quantile at this probability: type 7 of Hyndman & Fan 1996 with weights as counts.
    Quantile(f64),
    /// One quantile less another.
    Range(f64, f64),
    /// Gini's index, 0–1; values must not be negative.
    Gini,
}

impl Statistic {
    /// The figure of weighted values.
    ///
    /// # Errors
    /// No values, lists of different length, weights that are all 0, a probability outside 0–1, a negative value
    /// for Gini.
    ///
    /// ```
    /// use stats::explained::reweight::Statistic;
    /// let (values, ones) = ([3.0, 1.0, 2.0, 6.0], [1.0; 4]);
    /// assert_eq!(Statistic::Quantile(0.5).of(&values, &ones)?, 2.5);
    /// assert_eq!(Statistic::Mean.of(&values, &ones)?, 3.0);
    /// assert!((Statistic::Gini.of(&values, &ones)? - 1.0 / 3.0).abs() < 1e-12);
    /// # Ok::<(), stats::Error>(())
    /// ```
    pub fn of(self, values: &[f64], weights: &[f64]) -> Result<f64> {
        error::paired(values.len(), weights.len(), 1)?;
        let mut sorted = Vec::with_capacity(values.len());
        for (v, w) in values.iter().zip(weights) {
            error::finite(Input::Value, *v)?;
            error::not_negative(Input::Weight, *w)?;
            if *w > 0.0 {
                sorted.push((*v, *w));
            }
        }
        error::at_least(1, sorted.len())?;
        sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
        let total: f64 = sorted.iter().map(|it| it.1).sum();
        error::positive(Input::Weight, total)?;
        let mean = sorted.iter().map(|(v, w)| v * (w / total)).sum::<f64>();
        let value = match self {
            Self::Mean => mean,
            Self::Variance => {
                if total <= 1.0 {
                    return Err(Error::TooFew { needed: 2, got: 1 });
                }
                sorted.iter().map(|(v, w)| w * (v - mean) * (v - mean)).sum::<f64>() / (total - 1.0)
            }
            Self::Quantile(p) => quantile(&sorted, total, p)?,
            Self::Range(high, low) => quantile(&sorted, total, high)? - quantile(&sorted, total, low)?,
            Self::Gini => {
                error::not_negative(Input::Value, sorted[0].0)?;
                error::positive(Input::Value, mean)?;
                // 1 − 2 · the area under Lorenz's curve, by trapezoids.
                let (mut area, mut so_far) = (0.0, 0.0);
                for (v, w) in &sorted {
                    let next = so_far + (w / total) * (v / mean);
                    area += (w / total) * (so_far + next);
                    so_far = next;
                }
                1.0 - area
            }
        };
        error::finite(Input::Value, value)?;
        Ok(value)
    }
}

/// With `sorted` values, as if each stood there as often as it weighs.
fn quantile(sorted: &[(f64, f64)], total: f64, p: f64) -> Result<f64> {
    error::unit(Input::Share, p)?;
    let place = 1.0 + (total - 1.0) * p;
    let low = place.floor().max(1.0);
    let high = (low + 1.0).min(total);
    let at = |wanted: f64| {
        let mut sum = 0.0;
        for (v, w) in sorted {
            sum += w;
            if sum >= wanted {
                return *v;
            }
        }
        sorted.last().map_or(0.0, |it| it.0)
    };
    let part = (place - place.floor()).clamp(0.0, 1.0);
    Ok((1.0 - part) * at(low) + part * at(high))
}

/// A figure's difference split, women minus men.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Reweighted {
    /// Which figure.
    pub statistic: Statistic,
    /// The women's figure.
    pub women: f64,
    /// The men's.
    pub men: f64,
    /// The men's, were they made up as the women are.
    pub men_as_women: f64,
    /// Women minus men.
    pub gap: Estimate,
    /// What is explained by how the groups are made up: men as women, less men.
    pub explained: Estimate,
    /// What is left: women less men as women.
    pub unexplained: Estimate,
}

/// How many draws, and from which seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Draw {
    /// How often rows (or clusters) are drawn anew; 200 is a beginning, 1,000 usual.
    pub repetitions: u32,
    /// Where chance comes from.
    pub seed: u64,
}

/// Splits the difference of each figure by weighing the men (those not `first` in the sample) so that they are
/// made up as the women.
///
/// Formula: ω = e/(1−e) · P(man)/P(woman) with e the logit chance of being a woman. Whoever wants interactions
/// gives them as columns. Limits: percentiles over draws of rows within each group, or of clusters.
///
/// # Errors
/// Lists of different length, a group without rows, groups told apart completely, an impossible confidence or statistic,
/// fewer than two draws.
///
/// Reference: DiNardo, Fortin & Lemieux 1996, Econometrica 64:1001–1044; Fortin, Lemieux & Firpo 2011, Handbook of
/// Labor Economics 4A, ch. 1.
pub fn reweight(sample: &Sample, statistics: &[Statistic], draw: Draw, confidence: f64) -> Result<Vec<Reweighted>> {
    error::confidence(confidence)?;
    let cells = Cells::new(sample)?;
    let point = cells.figures(&cells.weights, statistics)?;
    let drawn = cells.bootstrap(draw, |weights| cells.figures(weights, statistics))?;
    let n = sample.rows.len() as f64;
    let estimate = |place: usize| -> Result<Estimate> {
        let (lower, upper) = drawn.percentiles(place, confidence)?.unwrap_or((point[place], point[place]));
        Estimate::checked(point[place], lower, upper, confidence, Method::Reweighted, n)
    };
    let of = |(i, statistic): (usize, &Statistic)| {
        let at = 6 * i;
        Ok(Reweighted {
            statistic: *statistic,
            women: point[at],
            men: point[at + 1],
            men_as_women: point[at + 2],
            gap: estimate(at + 3)?,
            explained: estimate(at + 4)?,
            unexplained: estimate(at + 5)?,
        })
    };
    statistics.iter().enumerate().map(of).collect()
}

/// A difference split by lines and weights together; the parts add up to the gap.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Both {
    /// Women minus men.
    pub gap: Estimate,
    /// Explained by circumstances, at the men's coefficients.
    pub explained: Estimate,
    /// What the line gets wrong when it is carried over to the women's circumstances: near 0 where it is straight.
    pub specification: Estimate,
    /// Unexplained, in the women's circumstances.
    pub unexplained: Estimate,
    /// What the weights did not even out: near 0 where they did their work.
    pub reweighting: Estimate,
}

/// Oaxaca–Blinder with reweighting, at the mean (`None`) or at a quantile by its recentred influence function.
///
/// Formula: with C the men weighed as the women: (x̄_C − x̄_M)′b_M, x̄_C′(b_C − b_M), x̄_W′(b_W − b_C) and
/// (x̄_W − x̄_C)′b_C. RIF = q + (p − 1{y ≤ q})/f(q), f by a Gaussian kernel with Silverman's width.
///
/// # Errors
/// As [`reweight`]; a group with no more rows than coefficients.
///
/// Reference: Firpo, Fortin & Lemieux 2009, Econometrica 77:953–973, and 2018, Econometrics 6:28.
pub fn reweighted_line(sample: &Sample, quantile: Option<f64>, draw: Draw, confidence: f64) -> Result<Both> {
    error::confidence(confidence)?;
    let cells = Cells::new(sample)?;
    let point = cells.lines(&cells.weights, quantile)?;
    let drawn = cells.bootstrap(draw, |weights| cells.lines(weights, quantile))?;
    let n = sample.rows.len() as f64;
    let estimate = |place: usize| -> Result<Estimate> {
        let (lower, upper) = drawn.percentiles(place, confidence)?.unwrap_or((point[place], point[place]));
        Estimate::checked(point[place], lower, upper, confidence, Method::Rif, n)
    };
    Ok(Both {
        gap: estimate(0)?,
        explained: estimate(1)?,
        specification: estimate(2)?,
        unexplained: estimate(3)?,
        reweighting: estimate(4)?,
    })
}

/// The recentred influence function of a quantile for each value: its mean is the quantile, and lines can be
/// fitted to it (with [`crate::explained::oaxaca::decompose`], say).
///
/// # Errors
/// As [`Statistic::of`]; all values the same.
///
/// Reference: Firpo, Fortin & Lemieux 2009, Econometrica 77:953–973; width: Silverman 1986, (3.31).
pub fn rif(values: &[f64], weights: &[f64], p: f64) -> Result<Vec<f64>> {
    let q = Statistic::Quantile(p).of(values, weights)?;
    let total: f64 = weights.iter().sum();
    let mean = Statistic::Mean.of(values, weights)?;
    let spread = (values.iter().zip(weights).map(|(v, w)| w * (v - mean) * (v - mean)).sum::<f64>() / total).sqrt();
    let middle = Statistic::Range(0.75, 0.25).of(values, weights)? / 1.34;
    let least = if middle > 0.0 { spread.min(middle) } else { spread };
    let effective = total * total / weights.iter().map(|w| w * w).sum::<f64>();
    let width = 0.9 * least * libm::pow(effective, -0.2);
    if width <= 0.0 || width.is_nan() {
        return Err(Error::NoVariation);
    }
    let kernel = |v: f64| crate::dist::normal::pdf((v - q) / width) / width;
    let density = values.iter().zip(weights).map(|(v, w)| w / total * kernel(*v)).sum::<f64>();
    error::positive(Input::Spread, density)?;
    Ok(values.iter().map(|v| q + (p - f64::from(u8::from(*v <= q))) / density).collect())
}

/// Rows with those alike put together, so that the logit is fitted to a few hundred cells.
struct Cells<'a> {
    sample: &'a Sample,
    weights: Vec<f64>,
    /// The different rows.
    distinct: Vec<Vec<f64>>,
    /// Which of them each row is.
    which: Vec<usize>,
}

impl<'a> Cells<'a> {
    fn new(sample: &'a Sample) -> Result<Self> {
        let n = sample.rows.len();
        error::paired(n, sample.outcomes.len(), 2)?;
        error::paired(n, sample.first.len(), 2)?;
        let weights = if sample.weights.is_empty() { vec![1.0; n] } else { sample.weights.clone() };
        error::paired(n, weights.len(), 2)?;
        if !sample.clusters.is_empty() {
            error::paired(n, sample.clusters.len(), 2)?;
        }
        sample.outcomes.iter().try_for_each(|v| error::finite(Input::Value, *v))?;
        weights.iter().try_for_each(|w| error::not_negative(Input::Weight, *w))?;
        let width = sample.rows[0].len();
        let mut known: BTreeMap<Vec<u64>, usize> = BTreeMap::new();
        let (mut distinct, mut which) = (Vec::new(), Vec::with_capacity(n));
        for row in &sample.rows {
            error::paired(width, row.len(), 0)?;
            row.iter().try_for_each(|v| error::finite(Input::Value, *v))?;
            let next = distinct.len();
            let place = *known.entry(row.iter().map(|v| (v + 0.0).to_bits()).collect()).or_insert(next);
            if place == next {
                distinct.push(row.clone());
            }
            which.push(place);
        }
        Ok(Self { sample, weights, distinct, which })
    }

    /// The men's weights when they are made up as the women; 0 for women.
    fn men_as_women(&self, weights: &[f64]) -> Result<Vec<f64>> {
        let mut of = vec![(0.0, 0.0); self.distinct.len()];
        for ((w, first), cell) in weights.iter().zip(&self.sample.first).zip(&self.which) {
            of[*cell].0 += w;
            if *first {
                of[*cell].1 += w;
            }
        }
        // Cells nobody was drawn from say nothing.
        let used: Vec<usize> = (0..of.len()).filter(|c| of[*c].0 > 0.0).collect();
        let rows: Vec<Vec<f64>> = used.iter().map(|c| self.distinct[*c].clone()).collect();
        let shares: Vec<f64> = used.iter().map(|c| (of[*c].1 / of[*c].0).clamp(0.0, 1.0)).collect();
        let sums: Vec<f64> = used.iter().map(|c| of[*c].0).collect();
        let (women, all): (f64, f64) = (of.iter().map(|o| o.1).sum(), sums.iter().sum());
        let mut odds = vec![0.0; of.len()];
        if used.len() == 1 {
            odds[used[0]] = women / (all - women);
        } else {
            let fit = logit::fit(&rows, &shares, Some(&sums))?;
            for (c, row) in used.iter().zip(&rows) {
                odds[*c] = libm::exp(fit.linear(row));
            }
        }
        let level = (all - women) / women;
        let of_row = |((w, first), cell): ((&f64, &bool), &usize)| if *first { 0.0 } else { w * odds[*cell] * level };
        Ok(weights.iter().zip(&self.sample.first).zip(&self.which).map(of_row).collect())
    }

    fn split(&self, weights: &[f64]) -> (Vec<f64>, Vec<f64>) {
        weights.iter().zip(&self.sample.first).map(|(w, f)| if *f { (*w, 0.0) } else { (0.0, *w) }).unzip()
    }

    /// For each statistic: women, men, men as women, gap, explained, unexplained.
    fn figures(&self, weights: &[f64], statistics: &[Statistic]) -> Result<Vec<f64>> {
        let (women, men) = self.split(weights);
        let other = self.men_as_women(weights)?;
        let mut out = Vec::with_capacity(6 * statistics.len());
        for statistic in statistics {
            let of = |w: &[f64]| statistic.of(&self.sample.outcomes, w);
            let (w, m, c) = (of(&women)?, of(&men)?, of(&other)?);
            out.extend([w, m, c, w - m, c - m, w - c]);
        }
        Ok(out)
    }

    /// Gap, explained, specification, unexplained, reweighting.
    fn lines(&self, weights: &[f64], quantile: Option<f64>) -> Result<Vec<f64>> {
        let (women, men) = self.split(weights);
        let other = self.men_as_women(weights)?;
        let width = self.sample.rows[0].len();
        let on: Vec<usize> = (0..width).collect();
        let fitted = |weights: &[f64]| -> Result<(Vec<f64>, Vec<f64>)> {
            let outcomes = match quantile {
                Some(p) => {
                    let chosen: Vec<(f64, f64)> = self
                        .sample
                        .outcomes
                        .iter()
                        .copied()
                        .zip(weights.iter().copied())
                        .filter(|it| it.1 > 0.0)
                        .collect();
                    let (values, w): (Vec<f64>, Vec<f64>) = chosen.into_iter().unzip();
                    rif(&values, &w, p)?
                }
                None => self.sample.outcomes.iter().zip(weights).filter(|it| *it.1 > 0.0).map(|it| *it.0).collect(),
            };
            let mut cell = Moments::new(width + 1);
            let mut row = vec![0.0; width + 1];
            let rows = self.sample.rows.iter().zip(weights).filter(|it| *it.1 > 0.0);
            for ((x, w), y) in rows.zip(outcomes) {
                row[..width].copy_from_slice(x);
                row[width] = y;
                cell.add(&row, *w)?;
            }
            let found = line(&cell, width, &on)?;
            let means = std::iter::once(1.0).chain(found.means.iter().copied()).collect();
            Ok((means, found.coefficients()))
        };
        let ((x_w, b_w), (x_m, b_m), (x_c, b_c)) = (fitted(&women)?, fitted(&men)?, fitted(&other)?);
        let apart = |a: &[f64], b: &[f64]| -> Vec<f64> { a.iter().zip(b).map(|(x, y)| x - y).collect() };
        Ok(vec![
            dot(&x_w, &b_w) - dot(&x_m, &b_m),
            dot(&apart(&x_c, &x_m), &b_m),
            dot(&x_c, &apart(&b_c, &b_m)),
            dot(&x_w, &apart(&b_w, &b_c)),
            dot(&apart(&x_w, &x_c), &b_c),
        ])
    }

    /// Rows drawn within each group, or clusters drawn from all.
    fn bootstrap(&self, draw: Draw, of: impl Fn(&[f64]) -> Result<Vec<f64>>) -> Result<Bootstrap> {
        let (mut values, mut failed) = (Vec::new(), 0);
        for repetition in 0..u64::from(draw.repetitions) {
            let weights = drawn_weights(self.sample, &self.weights, draw.seed, repetition);
            match of(&weights) {
                Ok(found) => values.push(found),
                Err(_) => failed += 1,
            }
        }
        Bootstrap::of(values, failed)
    }
}

/// Weights of the rows in one repetition.
pub(crate) fn drawn_weights(sample: &Sample, weights: &[f64], seed: u64, repetition: u64) -> Vec<f64> {
    let mut lots = Draws::of(seed, repetition);
    let mut counts = Vec::new();
    if sample.clusters.is_empty() {
        let mut out = vec![0.0; weights.len()];
        for group in [true, false] {
            let own: Vec<usize> = (0..weights.len()).filter(|i| sample.first[*i] == group).collect();
            lots.counts(own.len(), &mut counts);
            own.iter().zip(&counts).for_each(|(i, c)| out[*i] = c * weights[*i]);
        }
        return out;
    }
    let mut names = sample.clusters.clone();
    names.sort_unstable();
    names.dedup();
    lots.counts(names.len(), &mut counts);
    let times = |c: &u32| names.binary_search(c).map_or(0.0, |place| counts[place]);
    sample.clusters.iter().zip(weights).map(|(c, w)| times(c) * w).collect()
}
