//! A difference of two shares (granted or not) split through a logit: Yun's weights and Fairlie's pairs.
//!
//! A line may say more than all or less than none; a logit may not. What each circumstance explains is then no longer
//! one number whatever the order: Yun shares the whole out in proportion to the line within the logit, Fairlie exchanges
//! circumstances one at a time in random order.

use crate::draws::Draws;
use crate::error::{self, Error, Input, Result};
use crate::explained::oaxaca::{Term, What, elements, term_size};
use crate::explained::reweight::{Draw, drawn_weights};
use crate::logit::{self, Logit, chance};
use crate::moments::{Bootstrap, dot};
use crate::propensity::Sample;
use crate::{Estimate, Method};

/// Whose logit says what circumstances are worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The women's.
    Women,
    /// The men's: what share of women would have been granted, were they treated as men are?
    Men,
    /// Fitted to all together, with a column for the sex that is then left out.
    Pooled,
}

/// A difference of shares split, women minus men.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Shares {
    /// The whole difference.
    pub gap: Estimate,
    /// By other circumstances.
    pub explained: Estimate,
    /// The rest.
    pub unexplained: Estimate,
    /// The constant, then a term each: explained and unexplained.
    pub details: Vec<(What, Estimate, Estimate)>,
    /// Draws that could not be computed.
    pub failed: u32,
}

/// Splits the difference of two shares after Yun; `terms` name the columns of `sample.rows`, outcomes are 0 or 1, women are
/// `first`.
///
/// Formula: explained = F̄(X_W b*) − F̄(X_M b*), unexplained the rest of ȳ_W − ȳ_M; a term's part of the explained
/// is (x̄_W − x̄_M)b* over the sum of these, of the unexplained x̄_W(b_W − b*) + x̄_M(b* − b_M) over theirs, with categories
/// normalised. Limits: percentiles over draws of rows, or of clusters.
///
/// # Errors
/// Lists that differ, an outcome other than 0–1, groups without variation, complete separation, a column that is not there, an
/// impossible confidence, fewer than two draws that could be computed.
///
/// Reference: Yun 2004, Econ Lett 82:275–280; normalised: Yun 2005, Econ Inquiry 43:766–772.
pub fn yun(sample: &Sample, terms: &[Term], by: By, draw: Draw, confidence: f64) -> Result<Shares> {
    error::confidence(confidence)?;
    let data = Data::new(sample, terms)?;
    let point = data.yun(&data.weights, by)?;
    let (mut values, mut failed) = (Vec::new(), 0);
    for repetition in 0..u64::from(draw.repetitions) {
        match data.yun(&drawn_weights(sample, &data.weights, draw.seed, repetition), by) {
            Ok(found) => values.push(found),
            Err(_) => failed += 1,
        }
    }
    let drawn = Bootstrap::of(values, failed)?;
    let n = sample.rows.len() as f64;
    let estimate = |place: usize| -> Result<Estimate> {
        let (lower, upper) = drawn.percentiles(place, confidence)?.unwrap_or((point[place], point[place]));
        Estimate::checked(point[place], lower, upper, confidence, Method::Yun, n)
    };
    let names = std::iter::once(What::Constant).chain(terms.iter().enumerate().map(|(i, t)| name(i, t)));
    let details = names
        .enumerate()
        .map(|(i, what)| Ok((what, estimate(3 + 2 * i)?, estimate(4 + 2 * i)?)))
        .collect::<Result<_>>()?;
    Ok(Shares { gap: estimate(0)?, explained: estimate(1)?, unexplained: estimate(2)?, details, failed })
}

fn name(number: usize, term: &Term) -> What {
    match term {
        Term::Number(column) => What::Column(*column),
        Term::Category(_) => What::Category(number),
    }
}

/// What circumstances explain of a difference of shares, exchanged one at a time, women minus men.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Exchanged {
    /// Women's and men's share.
    pub means: [f64; 2],
    /// By other circumstances, all together.
    pub explained: Estimate,
    /// A term each.
    pub parts: Vec<(What, Estimate)>,
}

impl Exchanged {
    /// The whole difference.
    #[must_use]
    pub fn gap(&self) -> f64 {
        self.means[0] - self.means[1]
    }

    /// What is not explained.
    #[must_use]
    pub fn unexplained(&self) -> f64 {
        self.gap() - self.explained.value
    }
}

/// What each term explains of the difference, after Fairlie.
///
/// Formula: as many women as men are drawn (by weight, with replacement), each side put in order of its chance at b*, paired, and the men's circumstances
/// exchanged for the women's term by term in random order; the mean change of F over `draw.repetitions` samples. The parts add up to
/// what is explained but for chance in the drawing. Limits: normal, from how the parts vary with the rows drawn,
/// coefficients taken as known.
///
/// # Errors
/// As [`yun`].
///
/// Reference: Fairlie 2005, J Econ Soc Meas 30:305–316; random order: Fairlie 2017, J Econ Inequal.
pub fn fairlie(sample: &Sample, terms: &[Term], by: By, draw: Draw, confidence: f64) -> Result<Exchanged> {
    error::confidence(confidence)?;
    error::at_least(2, draw.repetitions as usize)?;
    let data = Data::new(sample, terms)?;
    let b = data.reference(&data.weights, by)?;
    let means = [data.share(true)?, data.share(false)?];
    // The sum of the terms stands last, so that it has an error of its own.
    let run = |r: u64| {
        let mut parts = data.exchanged(&b, &mut Draws::of(draw.seed, r));
        parts.push(parts.iter().sum());
        parts
    };
    let runs: Vec<Vec<f64>> = (0..u64::from(draw.repetitions)).map(run).collect();
    let drawn = Bootstrap::of(runs, 0)?;
    let errors = drawn.errors();
    let critical = crate::dist::normal::critical(confidence);
    let n = sample.rows.len() as f64;
    let count = drawn.values.len() as f64;
    let of = |i: usize| {
        let value = drawn.values.iter().map(|v| v[i]).sum::<f64>() / count;
        let half = critical * errors[i];
        Estimate::new(value, value - half, value + half, confidence, Method::Fairlie, n).with_error(errors[i])
    };
    let parts = terms.iter().enumerate().map(|(i, term)| (name(i, term), of(i))).collect();
    Ok(Exchanged { means, explained: of(terms.len()), parts })
}

struct Data<'a> {
    sample: &'a Sample,
    terms: &'a [Term],
    weights: Vec<f64>,
    /// The columns of the terms, in their order.
    rows: Vec<Vec<f64>>,
}

impl<'a> Data<'a> {
    fn new(sample: &'a Sample, terms: &'a [Term]) -> Result<Self> {
        let n = sample.rows.len();
        error::paired(n, sample.outcomes.len(), 2)?;
        error::paired(n, sample.first.len(), 2)?;
        error::at_least(1, terms.len())?;
        let weights = if sample.weights.is_empty() { vec![1.0; n] } else { sample.weights.clone() };
        error::paired(n, weights.len(), 2)?;
        if !sample.clusters.is_empty() {
            error::paired(n, sample.clusters.len(), 2)?;
        }
        weights.iter().try_for_each(|w| error::not_negative(Input::Weight, *w))?;
        let columns: Vec<usize> = terms
            .iter()
            .flat_map(|t| match t {
                Term::Number(c) => vec![*c],
                Term::Category(c) => c.clone(),
            })
            .collect();
        let pick = |row: &Vec<f64>| -> Result<Vec<f64>> {
            let of = |c: &usize| row.get(*c).copied().ok_or(Error::NoColumn { column: *c, width: row.len() });
            columns.iter().map(of).collect()
        };
        let rows = sample.rows.iter().map(pick).collect::<Result<_>>()?;
        Ok(Self { sample, terms, weights, rows })
    }

    /// The share of one group, by weight.
    fn share(&self, group: bool) -> Result<f64> {
        let own = || (0..self.weights.len()).filter(|i| self.sample.first[*i] == group);
        let weight: f64 = own().map(|i| self.weights[i]).sum();
        error::positive(Input::Weight, weight)?;
        Ok(own().map(|i| self.weights[i] * self.sample.outcomes[i]).sum::<f64>() / weight)
    }

    /// The logit of one group.
    fn fit(&self, weights: &[f64], group: bool) -> Result<Logit> {
        let own: Vec<usize> =
            (0..weights.len()).filter(|i| weights[*i] > 0.0 && self.sample.first[*i] == group).collect();
        let rows: Vec<Vec<f64>> = own.iter().map(|i| self.rows[*i].clone()).collect();
        let outcomes: Vec<f64> = own.iter().map(|i| self.sample.outcomes[*i]).collect();
        let weights: Vec<f64> = own.iter().map(|i| weights[*i]).collect();
        logit::fit(&rows, &outcomes, Some(&weights))
    }

    /// The coefficients of the reference, constant first.
    fn reference(&self, weights: &[f64], by: By) -> Result<Vec<f64>> {
        match by {
            By::Women => Ok(self.fit(weights, true)?.coefficients),
            By::Men => Ok(self.fit(weights, false)?.coefficients),
            By::Pooled => {
                let own: Vec<usize> = (0..weights.len()).filter(|i| weights[*i] > 0.0).collect();
                let rows: Vec<Vec<f64>> = own
                    .iter()
                    .map(|&i| {
                        let sex = f64::from(u8::from(self.sample.first[i]));
                        self.rows[i].iter().copied().chain([sex]).collect()
                    })
                    .collect();
                let outcomes: Vec<f64> = own.iter().map(|i| self.sample.outcomes[*i]).collect();
                let weights: Vec<f64> = own.iter().map(|i| weights[*i]).collect();
                let mut found = logit::fit(&rows, &outcomes, Some(&weights))?.coefficients;
                found.pop();
                Ok(found)
            }
        }
    }

    /// Gap, explained, unexplained, then for the constant and each term explained and unexplained.
    fn yun(&self, weights: &[f64], by: By) -> Result<Vec<f64>> {
        let (b_w, b_m) = (self.fit(weights, true)?.coefficients, self.fit(weights, false)?.coefficients);
        let b = self.reference(weights, by)?;
        let (mut sums, mut chances, mut means) = ([0.0; 2], [[0.0; 2]; 2], vec![vec![0.0; self.rows[0].len()]; 2]);
        for (i, w) in weights.iter().enumerate().filter(|it| *it.1 > 0.0) {
            let g = usize::from(!self.sample.first[i]);
            let at = |b: &[f64]| chance(b[0] + dot(&self.rows[i], &b[1..]));
            sums[g] += w;
            chances[g][0] += w * at(if g == 0 { &b_w } else { &b_m });
            chances[g][1] += w * at(&b);
            means[g].iter_mut().zip(&self.rows[i]).for_each(|(m, x)| *m += w * x);
        }
        for g in 0..2 {
            error::positive(Input::Weight, sums[g])?;
            chances[g].iter_mut().for_each(|c| *c /= sums[g]);
            means[g].iter_mut().for_each(|m| *m /= sums[g]);
        }
        let gap = chances[0][0] - chances[1][0];
        let explained = chances[0][1] - chances[1][1];
        let unexplained = gap - explained;
        let (normal, shares) = elements(self.terms);
        let part = |e: usize| {
            let mean = |g: usize| shares[e].0 + dot(&shares[e].1, &means[g]);
            let (c_w, c_m, c) = (dot(&normal[e], &b_w), dot(&normal[e], &b_m), dot(&normal[e], &b));
            ((mean(0) - mean(1)) * c, mean(0) * (c_w - c) + mean(1) * (c - c_m))
        };
        let parts: Vec<(f64, f64)> = (0..normal.len()).map(part).collect();
        let total = parts.iter().fold((0.0, 0.0), |t, p| (t.0 + p.0, t.1 + p.1));
        let out_of = |whole: f64, part: f64, all: f64| if all == 0.0 { 0.0 } else { whole * part / all };
        let mut out = vec![gap, explained, unexplained];
        let mut at = 0;
        for size in std::iter::once(1).chain(self.terms.iter().map(term_size)) {
            let own = &parts[at..at + size];
            out.push(out_of(explained, own.iter().map(|p| p.0).sum(), total.0));
            out.push(out_of(unexplained, own.iter().map(|p| p.1).sum(), total.1));
            at += size;
        }
        out.iter().try_for_each(|v| error::finite(Input::Value, *v))?;
        Ok(out)
    }

    /// One sample of pairs, circumstances exchanged term by term.
    fn exchanged(&self, b: &[f64], lots: &mut Draws) -> Vec<f64> {
        let side =
            |group: bool| -> Vec<usize> { (0..self.rows.len()).filter(|i| self.sample.first[*i] == group).collect() };
        let (women, men) = (side(true), side(false));
        let size = women.len().min(men.len());
        let mut draw = |own: &[usize]| -> Vec<usize> {
            let mut reached = Vec::with_capacity(own.len());
            let mut sum = 0.0;
            for i in own {
                sum += self.weights[*i];
                reached.push(sum);
            }
            let mut out: Vec<usize> = (0..size)
                .map(|_| {
                    // Drawn once, outside the search: a search that draws anew at each step favours the middle rows.
                    let lot = lots.unit() * sum;
                    own[reached.partition_point(|r| *r <= lot).min(own.len() - 1)]
                })
                .collect();
            let odds = |i: usize| dot(&self.rows[i], &b[1..]);
            out.sort_by(|x, y| odds(*x).total_cmp(&odds(*y)));
            out
        };
        let (women, men) = (draw(&women), draw(&men));
        let mut order: Vec<usize> = (0..self.terms.len()).collect();
        for i in (1..order.len()).rev() {
            order.swap(i, lots.below(i + 1));
        }
        let mut first = vec![0; self.terms.len()];
        let mut at = 0;
        for (place, term) in first.iter_mut().zip(self.terms) {
            *place = at;
            at += width(term);
        }
        let mut out = vec![0.0; self.terms.len()];
        for (w, m) in women.iter().zip(&men) {
            let mut odds = b[0] + dot(&self.rows[*m], &b[1..]);
            for &term in &order {
                let own = first[term]..first[term] + width(&self.terms[term]);
                let moved: f64 = own.map(|c| b[c + 1] * (self.rows[*w][c] - self.rows[*m][c])).sum();
                out[term] += (chance(odds + moved) - chance(odds)) / size as f64;
                odds += moved;
            }
        }
        out
    }
}

fn width(term: &Term) -> usize {
    match term {
        Term::Number(_) => 1,
        Term::Category(columns) => columns.len(),
    }
}
