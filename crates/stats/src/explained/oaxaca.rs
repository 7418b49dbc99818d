//! Oaxaca–Blinder: a difference of means split by two fitted lines, from moments alone.
//!
//! The same code serves a file of rows, cells per municipality and sums from another machine, so that all
//! give the same digits. Everything is written as a smooth function of the two groups' means and
//! coefficients; its error follows from theirs (delta method), or from drawing clusters anew.

use crate::dist::{normal, student_t};
use crate::error::{self, Error, Result};
use crate::linear::{Symmetric, invert};
use crate::moments::{Bootstrap, Clusters, Line, Moments, Robust, Rows, dot, line};
use crate::{Estimate, Method};

/// One thing that the groups may differ in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// A number, in this column.
    Number(usize),
    /// A category: one column of 0 and 1 for every level but one. Its levels are normalised, so that the
    /// answer does not hang on which one is left out (Gardeazabal & Ugidos 2004; Yun 2005).
    Category(Vec<usize>),
}

/// What is explained by what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Model {
    /// The column explained.
    pub outcome: usize,
    /// What it is explained by.
    pub terms: Vec<Term>,
}

impl Model {
    fn columns(&self) -> Vec<usize> {
        let of = |term: &Term| match term {
            Term::Number(column) => vec![*column],
            Term::Category(columns) => columns.clone(),
        };
        self.terms.iter().flat_map(of).collect()
    }
}

/// Whose coefficients say what a difference in circumstances is worth.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Reference {
    /// The women's.
    Women,
    /// The men's: what would women have had, were they treated as men are?
    Men,
    /// The women's with this share, the men's with the rest; 0.5: Reimers 1983.
    Share(f64),
    /// By the groups' sizes (sums of weights). Cotton 1988.
    Cotton,
    /// Fitted to all together, without knowing the sex. Neumark 1988; Oaxaca & Ransom 1994. Lends some of the unexplained
    /// to the explained.
    Neumark,
    /// Fitted to all together with a column for the sex. Fortin 2008; Jann 2008. The constant is the
    /// women's, so that all that is unexplained is counted as men's advantage or disadvantage.
    Pooled,
}

/// How errors are found.
#[derive(Clone, Copy)]
pub enum Errors<'a> {
    /// One variance for all rows of a group; the circumstances are drawn too (Jann 2005, 2008).
    Classical,
    /// Each row its own variance (HC1), from the rows once more: women's, men's.
    Robust(&'a dyn Rows, &'a dyn Rows),
    /// Rows of a cluster belong together: per cluster the moments of women and of men. Intervals by t
    /// with clusters − 1 degrees of freedom.
    Clustered(&'a [[Moments; 2]]),
    /// Clusters drawn anew; limits are percentiles, nothing trimmed. Groups in the order women, men.
    Drawn {
        /// Clusters of two groups.
        clusters: &'a Clusters,
        /// Where chance comes from.
        seed: u64,
        /// How many draws; 1,000 is usual.
        repetitions: u32,
    },
}

/// What a line of the answer is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// The constant: treated differently whatever the circumstances.
    Constant,
    /// A column.
    Column(usize),
    /// The level left out of the category that is this term (by its number).
    Base(usize),
    /// A category as a whole, by the number of its term.
    Category(usize),
    /// All together.
    All,
}

/// A difference split; each figure in the unit of the outcome, women minus men.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Split {
    /// What it is about.
    pub what: What,
    /// The women's mean (share, for a level); nothing for a category.
    pub mean_women: Option<f64>,
    /// The men's.
    pub mean_men: Option<f64>,
    /// By other circumstances, valued by the reference.
    pub explained: Estimate,
    /// By other coefficients in the same circumstances.
    pub unexplained: Estimate,
    /// Of that: women's coefficients against the reference's.
    pub unexplained_women: Estimate,
    /// Of that: the reference's against the men's.
    pub unexplained_men: Estimate,
    /// Threefold: other circumstances, at the men's coefficients.
    pub endowments: Estimate,
    /// Threefold: other coefficients, at the men's circumstances.
    pub coefficients: Estimate,
    /// Threefold: both at once.
    pub interaction: Estimate,
}

/// A decomposition.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Decomposition {
    /// The women's mean.
    pub mean_women: f64,
    /// The men's mean.
    pub mean_men: f64,
    /// The difference, women minus men.
    pub gap: Estimate,
    /// All together.
    pub all: Split,
    /// The constant, then the terms in order; a category as a whole, its base, its other levels.
    pub details: Vec<Split>,
    /// Columns without a coefficient of their own among the women: no variation, or a sum of others.
    pub aliased_women: Vec<usize>,
    /// The same among the men.
    pub aliased_men: Vec<usize>,
    /// Draws that could not be computed.
    pub failed: u32,
    /// The women's line.
    pub line_women: Line,
    /// The men's line.
    pub line_men: Line,
}

/// Splits the difference of two means, women minus men.
///
/// Formula: ȳ_W − ȳ_M = (x̄_W − x̄_M)′b* + x̄_W′(b_W − b*) + x̄_M′(b* − b_M); threefold
/// (x̄_W − x̄_M)′b_M + x̄_M′(b_W − b_M) + (x̄_W − x̄_M)′(b_W − b_M). The reference b* = Ωb_W + (I − Ω)b_M; outside the bootstrap Ω is taken as
/// known.
///
/// `confidence` 0–1; all figures in the unit of the outcome; n is the rows of both groups.
///
/// # Errors
/// A group with no more rows than coefficients, a column that is not there, an impossible share or
/// confidence.
///
/// Reference: Oaxaca 1973, Int Econ Rev 14:693–709; Blinder 1973, J Hum Res 8:436–455; Jann 2008, Stata J
/// 8:453–479.
///
/// ```
/// use stats::explained::oaxaca::{Errors, Model, Reference, Term, decompose};
/// use stats::moments::Moments;
/// // Hours of home care (second column) by need (first): women need more, and get one hour less at the same need.
/// let (mut women, mut men) = (Moments::new(2), Moments::new(2));
/// for need in [2.0, 3.0, 4.0, 5.0] {
///     women.add(&[need, 4.0 + 5.0 * need], 1.0)?;
///     men.add(&[need - 1.0, 5.0 + 5.0 * (need - 1.0)], 1.0)?;
/// }
/// let model = Model { outcome: 1, terms: vec![Term::Number(0)] };
/// let split = decompose(&women, &men, &model, Reference::Men, Errors::Classical, 0.95)?;
/// assert!((split.gap.value - 4.0).abs() < 1e-12);
/// assert!((split.all.explained.value - 5.0).abs() < 1e-12);
/// assert!((split.all.unexplained.value + 1.0).abs() < 1e-12);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn decompose(
    women: &Moments,
    men: &Moments,
    model: &Model,
    reference: Reference,
    errors: Errors<'_>,
    confidence: f64,
) -> Result<Decomposition> {
    error::confidence(confidence)?;
    let fit = Fit::new(women, men, model, reference)?;
    let pieces = fit.pieces(model);
    let n = women.rows() + men.rows();
    let mut failed = 0;
    let limits: Limits = match errors {
        Errors::Classical => {
            let covariance = fit.block(women, men, &fit.women.classical(), &fit.men.classical())?;
            Limits::delta(covariance, normal::critical(confidence), Method::OaxacaClassical)
        }
        Errors::Robust(rows_women, rows_men) => {
            let of = |line: &Line, rows: &dyn Rows| line.robust(rows, Robust::Hc1);
            let covariance = fit.block(women, men, &of(&fit.women, rows_women)?, &of(&fit.men, rows_men)?)?;
            Limits::delta(covariance, normal::critical(confidence), Method::OaxacaRobust)
        }
        Errors::Clustered(clusters) => {
            let (covariance, df) = fit.clustered(women, men, clusters)?;
            Limits::delta(covariance, student_t::critical(confidence, df), Method::OaxacaClustered)
        }
        Errors::Drawn { clusters, seed, repetitions } => {
            let drawn = clusters.bootstrap(seed, repetitions, |groups| values(groups, model, reference))?;
            failed = drawn.failed;
            Limits::Drawn(drawn)
        }
    };
    let all: Vec<Estimate> = pieces
        .iter()
        .enumerate()
        .map(|(place, piece)| limits.estimate(place, piece, confidence, n))
        .collect::<Result<_>>()?;
    let mut splits = fit.labels(model).into_iter().zip(all[1..].chunks_exact(PARTS)).map(|((what, means), e)| Split {
        what,
        mean_women: means.map(|m| m.0),
        mean_men: means.map(|m| m.1),
        explained: e[0],
        unexplained: e[1],
        unexplained_women: e[2],
        unexplained_men: e[3],
        endowments: e[4],
        coefficients: e[5],
        interaction: e[6],
    });
    let Some(whole) = splits.next() else { return Err(Error::TooFew { needed: 1, got: 0 }) };
    let columns = |line: &Line| line.aliased.iter().filter_map(|i| line.on.get(*i).copied()).collect();
    let details = splits.collect();
    Ok(Decomposition {
        mean_women: fit.women.mean_outcome,
        mean_men: fit.men.mean_outcome,
        gap: all[0],
        all: whole,
        details,
        aliased_women: columns(&fit.women),
        aliased_men: columns(&fit.men),
        failed,
        line_women: fit.women,
        line_men: fit.men,
    })
}

/// The figures of a decomposition without errors, in a fixed order: the gap, then for all together and for each
/// detail explained, unexplained, of that the women's and the men's side, endowments, coefficients,
/// interaction. What a bootstrap repeats; `groups` are women and men.
///
/// # Errors
/// As [`decompose`].
pub fn values(groups: &[Moments], model: &Model, reference: Reference) -> Result<Vec<f64>> {
    let [women, men] = groups else { return Err(Error::LengthsDiffer { first: 2, second: groups.len() }) };
    let fit = Fit::new(women, men, model, reference)?;
    Ok(fit.pieces(model).into_iter().map(|piece| piece.value).collect())
}

const PARTS: usize = 7;

/// A figure and how it moves with (x̄_W, b_W, x̄_M, b_M).
#[derive(Clone)]
struct Piece {
    value: f64,
    gradient: Vec<f64>,
}

impl Piece {
    fn sum<'a>(pieces: impl Iterator<Item = &'a Self>, size: usize) -> Self {
        let mut out = Self { value: 0.0, gradient: vec![0.0; size] };
        for piece in pieces {
            out.value += piece.value;
            out.gradient.iter_mut().zip(&piece.gradient).for_each(|(a, b)| *a += b);
        }
        out
    }
}

/// Where limits come from.
enum Limits {
    Delta { covariance: Symmetric, critical: f64, method: Method },
    Drawn(Bootstrap),
}

impl Limits {
    fn delta(covariance: Symmetric, critical: f64, method: Method) -> Self {
        Self::Delta { covariance, critical, method }
    }

    fn estimate(&self, place: usize, piece: &Piece, confidence: f64, n: f64) -> Result<Estimate> {
        let value = piece.value;
        let (lower, upper, method, error) = match self {
            Self::Delta { covariance, critical, method } => {
                let error = covariance.quadratic(&piece.gradient).max(0.0).sqrt();
                let half = critical * error;
                (value - half, value + half, *method, Some(error))
            }
            Self::Drawn(drawn) => {
                let (lower, upper) = drawn.percentiles(place, confidence)?.unwrap_or((value, value));
                (lower, upper, Method::OaxacaDrawn, None)
            }
        };
        for v in [value, lower, upper] {
            error::finite(error::Input::Value, v)?;
        }
        let estimate = Estimate::new(value, lower, upper, confidence, method, n);
        Ok(error.map_or(estimate, |it| estimate.with_error(it)))
    }
}

/// Two lines and the reference between them.
struct Fit {
    women: Line,
    men: Line,
    /// Ω, row by row, intercept first.
    omega: Vec<Vec<f64>>,
    /// Coefficients to normalised coefficients: one row an element of the answer.
    normal: Vec<Vec<f64>>,
    /// Columns' means to elements' means: a constant, then one factor a column.
    shares: Vec<(f64, Vec<f64>)>,
}

impl Fit {
    fn new(women: &Moments, men: &Moments, model: &Model, reference: Reference) -> Result<Self> {
        let on = model.columns();
        let lines = (line(women, model.outcome, &on)?, line(men, model.outcome, &on)?);
        let omega = omega(&lines.0, &lines.1, women, men, reference)?;
        let (normal, shares) = elements(&model.terms);
        Ok(Self { women: lines.0, men: lines.1, omega, normal, shares })
    }

    fn k(&self) -> usize {
        self.women.slopes.len()
    }

    /// How many numbers the figures hang on.
    fn size(&self) -> usize {
        2 * (2 * self.k() + 1)
    }

    /// Every figure: the gap, all together, then each label.
    fn pieces(&self, model: &Model) -> Vec<Piece> {
        let elements: Vec<[Piece; PARTS]> = (0..self.normal.len()).map(|e| self.element(e)).collect();
        let total = |part: usize, from: std::ops::Range<usize>| {
            Piece::sum(elements[from].iter().map(|e| &e[part]), self.size())
        };
        let whole: Vec<Piece> = (0..PARTS).map(|part| total(part, 0..elements.len())).collect();
        let mut out = vec![Piece::sum(whole[..2].iter(), self.size())];
        out.extend(whole);
        out.extend(elements[0].iter().cloned());
        let mut at = 1;
        for term in &model.terms {
            let next = at + term_size(term);
            if let Term::Category(_) = term {
                out.extend((0..PARTS).map(|part| total(part, at..next)));
            }
            out.extend(elements[at..next].iter().flatten().cloned());
            at = next;
        }
        out
    }

    /// What each block of figures is about, in the order of [`Fit::pieces`] (after the gap), with means.
    #[allow(clippy::type_complexity)]
    fn labels(&self, model: &Model) -> Vec<(What, Option<(f64, f64)>)> {
        let mean = |e: usize| Some((self.mean(e, &self.women), self.mean(e, &self.men)));
        let mut out = vec![(What::All, None), (What::Constant, mean(0))];
        let mut at = 1;
        for (number, term) in model.terms.iter().enumerate() {
            match term {
                Term::Number(column) => out.push((What::Column(*column), mean(at))),
                Term::Category(columns) => {
                    out.push((What::Category(number), None));
                    out.push((What::Base(number), mean(at)));
                    out.extend(columns.iter().enumerate().map(|(i, c)| (What::Column(*c), mean(at + 1 + i))));
                }
            }
            at += term_size(term);
        }
        out
    }

    fn mean(&self, element: usize, line: &Line) -> f64 {
        let (constant, factors) = &self.shares[element];
        constant + dot(factors, &line.means)
    }

    /// The seven figures of one element, each with its gradient.
    fn element(&self, e: usize) -> [Piece; PARTS] {
        let k = self.k();
        let (row, factors) = (&self.normal[e], &self.shares[e].1);
        let (b_w, b_m) = (self.women.coefficients(), self.men.coefficients());
        let (x_w, x_m) = (self.mean(e, &self.women), self.mean(e, &self.men));
        // The reference's normalised coefficient: row′Ω b_W + (row − row′Ω)′ b_M.
        let by_women: Vec<f64> = (0..=k).map(|j| row.iter().zip(&self.omega).map(|(r, o)| r * o[j]).sum()).collect();
        let by_men: Vec<f64> = row.iter().zip(&by_women).map(|(r, w)| r - w).collect();
        let (c_w, c_m) = (dot(row, &b_w), dot(row, &b_m));
        // c* = c_M + row′Ω(b_W − b_M): equal coefficients then give exactly nothing unexplained.
        let apart: Vec<f64> = b_w.iter().zip(&b_m).map(|(w, m)| w - m).collect();
        let c_ref = c_m + dot(&by_women, &apart);
        // value = (u_w x_W + u_m x_M) · (p′b_W + q′b_M), with what the second factor is.
        let piece = |u_w: f64, u_m: f64, c: f64, p: &[f64], q: &[f64]| {
            let at = u_w * x_w + u_m * x_m;
            let mut gradient = Vec::with_capacity(self.size());
            gradient.extend(factors.iter().map(|f| f * u_w * c));
            gradient.extend(p.iter().map(|v| v * at));
            gradient.extend(factors.iter().map(|f| f * u_m * c));
            gradient.extend(q.iter().map(|v| v * at));
            Piece { value: at * c, gradient }
        };
        let zero = vec![0.0; k + 1];
        let minus = |v: &[f64]| -> Vec<f64> { v.iter().map(|x| -x).collect() };
        let explained = piece(1.0, -1.0, c_ref, &by_women, &by_men);
        let women_side = piece(1.0, 0.0, c_w - c_ref, &by_men, &minus(&by_men));
        let men_side = piece(0.0, 1.0, c_ref - c_m, &by_women, &minus(&by_women));
        let unexplained = Piece::sum([&women_side, &men_side].into_iter(), self.size());
        let endowments = piece(1.0, -1.0, c_m, &zero, row);
        let coefficients = piece(0.0, 1.0, c_w - c_m, row, &minus(row));
        let interaction = piece(1.0, -1.0, c_w - c_m, row, &minus(row));
        [explained, unexplained, women_side, men_side, endowments, coefficients, interaction]
    }

    /// The covariance of (x̄_W, b_W, x̄_M, b_M) where the four do not hang together.
    fn block(&self, women: &Moments, men: &Moments, b_women: &Symmetric, b_men: &Symmetric) -> Result<Symmetric> {
        let k = self.k();
        let mut out = Symmetric::zero(self.size());
        let mut at = 0;
        for (cell, b) in [(women, b_women), (men, b_men)] {
            let x = cell.covariance_of_means()?.only(&self.women.on);
            for (part, size) in [(&x, k), (b, k + 1)] {
                for i in 0..size {
                    for j in 0..=i {
                        out.add(at + i, at + j, part.get(i, j));
                    }
                }
                at += size;
            }
        }
        Ok(out)
    }

    /// The covariance from the clusters' influences on all four, and its degrees of freedom.
    fn clustered(&self, women: &Moments, men: &Moments, clusters: &[[Moments; 2]]) -> Result<(Symmetric, f64)> {
        let mut out = Symmetric::zero(self.size());
        let mut count = 0.0;
        for [w, m] in clusters.iter().filter(|c| c[0].weight() + c[1].weight() > 0.0) {
            if let Some(cell) = [w, m].into_iter().find(|c| c.width() != women.width()) {
                return Err(Error::LengthsDiffer { first: women.width(), second: cell.width() });
            }
            let mut influence = Vec::with_capacity(self.size());
            for (line, cell, whole) in [(&self.women, w, women), (&self.men, m, men)] {
                let share = cell.weight() / whole.weight();
                influence.extend(line.on.iter().zip(&line.means).map(|(&c, mean)| share * (cell.mean(c) - mean)));
                let few = ((line.rows - 1.0) / line.df).sqrt();
                influence.extend(line.influence(&line.score(cell)).into_iter().map(|v| few * v));
            }
            out.add_outer(&influence, 1.0);
            count += 1.0;
        }
        error::at_least(2, count as usize)?;
        let mut scaled = Symmetric::zero(out.size());
        scaled.add_scaled(&out, count / (count - 1.0));
        Ok((scaled, count - 1.0))
    }
}

pub(crate) fn term_size(term: &Term) -> usize {
    match term {
        Term::Number(_) => 1,
        Term::Category(columns) => columns.len() + 1,
    }
}

/// How normalised coefficients and means come from those of the columns.
#[allow(clippy::type_complexity)]
pub(crate) fn elements(terms: &[Term]) -> (Vec<Vec<f64>>, Vec<(f64, Vec<f64>)>) {
    let k: usize = terms.iter().map(|t| if let Term::Category(columns) = t { columns.len() } else { 1 }).sum();
    let mut constant = vec![0.0; k + 1];
    constant[0] = 1.0;
    let (mut normal, mut shares) = (Vec::new(), vec![(1.0, vec![0.0; k])]);
    let mut at = 0;
    for term in terms {
        match term {
            Term::Number(_) => {
                normal.push(one_hot(k + 1, at + 1));
                shares.push((0.0, one_hot(k, at)));
                at += 1;
            }
            Term::Category(columns) => {
                // The mean of the levels' coefficients, the one left out being 0, moves to the constant.
                let own = at..at + columns.len();
                let part = 1.0 / (columns.len() + 1) as f64;
                let mut mean = vec![0.0; k + 1];
                let mut rest = vec![0.0; k];
                for j in own.clone() {
                    mean[j + 1] = part;
                    rest[j] = -1.0;
                    constant[j + 1] += part;
                }
                normal.push(mean.iter().map(|m| -m).collect());
                shares.push((1.0, rest));
                for j in own {
                    normal.push(one_hot(k + 1, j + 1).iter().zip(&mean).map(|(o, m)| o - m).collect());
                    shares.push((0.0, one_hot(k, j)));
                }
                at += columns.len();
            }
        }
    }
    normal.insert(0, constant);
    (normal, shares)
}

fn one_hot(size: usize, at: usize) -> Vec<f64> {
    let mut out = vec![0.0; size];
    if let Some(place) = out.get_mut(at) {
        *place = 1.0;
    }
    out
}

/// Ω of b* = Ωb_W + (I − Ω)b_M, intercept first.
fn omega(w: &Line, m: &Line, women: &Moments, men: &Moments, reference: Reference) -> Result<Vec<Vec<f64>>> {
    let k = w.slopes.len();
    let scalar = |share: f64| (0..=k).map(|i| one_hot(k + 1, i).iter().map(|v| v * share).collect()).collect();
    Ok(match reference {
        Reference::Women => scalar(1.0),
        Reference::Men => scalar(0.0),
        Reference::Share(share) => {
            error::unit(error::Input::Share, share)?;
            scalar(share)
        }
        Reference::Cotton => scalar(women.weight() / (women.weight() + men.weight())),
        Reference::Pooled => {
            let own = women.cross().only(&w.on);
            let mut both = own.clone();
            both.add_scaled(&men.cross().only(&w.on), 1.0);
            let slopes = product(&invert(&both)?.inverse, &own);
            // The constant is the women's: a* = a_W + x̄_W′(b_W − b*).
            let mut first = one_hot(k + 1, 0);
            for j in 0..k {
                let moved: f64 = w.means.iter().zip(&slopes).map(|(x, row)| x * row[j]).sum();
                first[j + 1] = w.means[j] - moved;
            }
            let below = slopes.into_iter().map(|row| std::iter::once(0.0).chain(row).collect());
            std::iter::once(first).chain(below).collect()
        }
        Reference::Neumark => neumark(w, m, women, men)?,
    })
}

/// (A_W + A_M)⁻¹A_W of the cross-products with the constant, computed around the common means.
fn neumark(w: &Line, m: &Line, women: &Moments, men: &Moments) -> Result<Vec<Vec<f64>>> {
    let k = w.slopes.len();
    let share = women.weight() / (women.weight() + men.weight());
    let centre: Vec<f64> = w.means.iter().zip(&m.means).map(|(a, b)| b + share * (a - b)).collect();
    let raw = |cell: &Moments, line: &Line| {
        let mut out = Symmetric::zero(k + 1);
        let own = cell.cross().only(&line.on);
        let mut away = vec![1.0];
        away.extend(line.means.iter().zip(&centre).map(|(a, c)| a - c));
        out.add_outer(&away, cell.weight());
        for i in 0..k {
            for j in 0..=i {
                out.add(i + 1, j + 1, own.get(i, j));
            }
        }
        out
    };
    let own = raw(women, w);
    let mut both = own.clone();
    both.add_scaled(&raw(men, m), 1.0);
    let centred = product(&invert(&both)?.inverse, &own);
    // Back: with T = (value at the centre, slopes) of (intercept, slopes), Ω = T⁻¹ Ω_c T.
    let mut out = centred;
    for row in &mut out {
        let first = row[0];
        row.iter_mut().skip(1).zip(&centre).for_each(|(v, c)| *v += first * c);
    }
    let moved: Vec<f64> = (0..=k).map(|j| (0..k).map(|i| centre[i] * out[i + 1][j]).sum()).collect();
    if let Some(first) = out.first_mut() {
        first.iter_mut().zip(&moved).for_each(|(v, m)| *v -= m);
    }
    Ok(out)
}

fn product(a: &Symmetric, b: &Symmetric) -> Vec<Vec<f64>> {
    let n = a.size();
    (0..n).map(|i| (0..n).map(|j| (0..n).map(|l| a.get(i, l) * b.get(l, j)).sum()).collect()).collect()
}
