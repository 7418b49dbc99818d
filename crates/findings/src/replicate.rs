//! The check of the promises: fit on the past, look at the next year.

use rayon::prelude::*;

use crate::discover::{RATE, adjust};
use crate::model::{Model, Scratch, fit_with};
use crate::truth::{cell, true_years};
use crate::{AreaLevel, Class, Country, Covers, FigureInput, Weights, compare, judge};

/// A figure whose latest true year is further back than this takes no part in the tests.
pub(crate) const STALE: i16 = 4;

/// Counts of promises made and kept.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Score {
    /// Predictions of next year's difference.
    pub predictions: u64,
    /// Within the 95 % interval.
    pub within_95: u64,
    /// Within the 99.8 % interval.
    pub within_998: u64,
    /// Differences tested whose next year is known.
    pub tested: u64,
    /// Flagged as real (5 % false discoveries within the municipality).
    pub flagged: u64,
    /// Flagged, and the same sign next year.
    pub flagged_kept: u64,
    /// Not flagged, and the same sign next year.
    pub unflagged_kept: u64,
    /// Differences of differences tested against the similar municipalities.
    pub similar_tested: u64,
    /// Flagged.
    pub similar_flagged: u64,
    /// Flagged, same sign next year.
    pub similar_flagged_kept: u64,
    /// In the worst quarter by size of the difference, as rank colours show it.
    pub worst_quarter: u64,
    /// Of those, again in the worst quarter next year.
    pub worst_again: u64,
    /// Intervals from the area's own series alone (latest ± t × spread of its changes).
    pub plain: u64,
    /// Of those, next year's difference within.
    pub plain_within_95: u64,
}

impl Score {
    fn add(&mut self, o: &Self) {
        self.predictions += o.predictions;
        self.within_95 += o.within_95;
        self.within_998 += o.within_998;
        self.tested += o.tested;
        self.flagged += o.flagged;
        self.flagged_kept += o.flagged_kept;
        self.unflagged_kept += o.unflagged_kept;
        self.similar_tested += o.similar_tested;
        self.similar_flagged += o.similar_flagged;
        self.similar_flagged_kept += o.similar_flagged_kept;
        self.worst_quarter += o.worst_quarter;
        self.worst_again += o.worst_again;
        self.plain += o.plain;
        self.plain_within_95 += o.plain_within_95;
    }
}

/// A size class of areas in the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SizeClass {
    /// Municipalities below 7 000 inhabitants.
    Below7000,
    /// 7 000 to 15 000.
    To15000,
    /// 15 000 to 40 000.
    To40000,
    /// 40 000 and more.
    Above40000,
    /// Municipalities of unknown population.
    Unknown,
    /// Regions.
    Region,
}

impl SizeClass {
    /// All classes in the order of their numbers.
    pub const ALL: [Self; 6] =
        [Self::Below7000, Self::To15000, Self::To40000, Self::Above40000, Self::Unknown, Self::Region];

    fn of(level: AreaLevel, population: f64) -> Self {
        match level {
            AreaLevel::Municipality if population < 7000.0 => Self::Below7000,
            AreaLevel::Municipality if population < 15_000.0 => Self::To15000,
            AreaLevel::Municipality if population < 40_000.0 => Self::To40000,
            AreaLevel::Municipality if population.is_finite() => Self::Above40000,
            AreaLevel::Municipality => Self::Unknown,
            _ => Self::Region,
        }
    }
}

/// How often the promises have been kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Replication {
    /// Everything.
    pub all: Score,
    /// By [`crate::Kind::ALL`].
    pub by_kind: [Score; 6],
    /// By [`SizeClass::ALL`].
    pub by_size: [Score; 6],
    /// By the year predicted.
    pub by_year: Vec<(i16, Score)>,
    /// By kind and year predicted: `by_kind_year[year][kind]`, years as in [`Self::by_year`].
    pub by_kind_year: Vec<[Score; 6]>,
}

#[derive(Debug, Clone, Copy)]
struct Trial {
    p: f64,
    similar_p: f64,
    kept: bool,
    similar_kept: bool,
    score: Score,
}

/// For every year from `from_year` to `to_year`: fits every key figure on the years before, and
/// looks at that year. Only true years are predicted: a value carried forward would be no test.
#[must_use]
pub fn replicate(
    figures: &[FigureInput<'_>],
    country: &Country<'_>,
    peers: &[Vec<u16>],
    from_year: i16,
    to_year: i16,
) -> Replication {
    let mut out = Replication {
        all: Score::default(),
        by_kind: [Score::default(); 6],
        by_size: [Score::default(); 6],
        by_year: Vec::new(),
        by_kind_year: Vec::new(),
    };
    let areas = country.level.len();
    for year in from_year..=to_year {
        let trials: Vec<Vec<Option<Trial>>> = figures
            .par_iter()
            .map_init(Scratch::default, |scratch, figure| one_figure(figure, country, peers, year, scratch))
            .collect();
        let mut this = Score::default();
        let mut kinds = [Score::default(); 6];
        let (mut p, mut q) = (vec![f64::NAN; figures.len()], vec![f64::NAN; figures.len()]);
        let (mut sp, mut sq) = (p.clone(), q.clone());
        let mut order = Vec::new();
        for area in 0..areas {
            let level = country.level.get(area).copied().unwrap_or(AreaLevel::Municipality);
            if level == AreaLevel::Nation {
                continue;
            }
            for (f, figure) in figures.iter().enumerate() {
                let trial = trials.get(f).and_then(|t| t.get(area)).copied().flatten();
                let outcome = figure.class == Class::Outcome;
                p[f] = trial.filter(|_| outcome).map_or(f64::NAN, |t| t.p);
                sp[f] = trial.filter(|_| outcome).map_or(f64::NAN, |t| t.similar_p);
            }
            adjust(&p, &mut q, &mut order);
            adjust(&sp, &mut sq, &mut order);
            let size = SizeClass::of(level, country.population.get(area).copied().unwrap_or(f64::NAN));
            for (f, figure) in figures.iter().enumerate() {
                let Some(trial) = trials.get(f).and_then(|t| t.get(area)).copied().flatten() else {
                    continue;
                };
                let mut score = trial.score;
                if score.predictions > 0 && q[f].is_finite() {
                    let flag = q[f] <= RATE;
                    score.tested = 1;
                    score.flagged = u64::from(flag);
                    score.flagged_kept = u64::from(flag && trial.kept);
                    score.unflagged_kept = u64::from(!flag && trial.kept);
                }
                if score.similar_tested > 0 && sq[f].is_finite() {
                    let flag = sq[f] <= RATE;
                    score.similar_flagged = u64::from(flag);
                    score.similar_flagged_kept = u64::from(flag && trial.similar_kept);
                } else {
                    score.similar_tested = 0;
                }
                this.add(&score);
                kinds[figure.kind as usize].add(&score);
                out.by_size[size as usize].add(&score);
            }
        }
        out.all.add(&this);
        for (sum, kind) in out.by_kind.iter_mut().zip(&kinds) {
            sum.add(kind);
        }
        out.by_year.push((year, this));
        out.by_kind_year.push(kinds);
    }
    out
}

/// Whether a key figure is well enough filled, as of `year`, for the promises about flags: at least
/// 100 municipalities with values that year and the year before, more than three true years, at
/// most 30 % of the years carried forward.
#[must_use]
pub fn established(figure: &FigureInput<'_>, country: &Country<'_>, year: i16) -> bool {
    let known = true_years(&figure.grid, year);
    let column = known.last().copied().filter(|&c| i32::from(figure.grid.first_year) + c as i32 == i32::from(year));
    column.is_some_and(|c| is_established(figure, country, &known, c))
}

fn one_figure(
    figure: &FigureInput<'_>,
    country: &Country<'_>,
    peers: &[Vec<u16>],
    year: i16,
    scratch: &mut Scratch,
) -> Vec<Option<Trial>> {
    let grid = &figure.grid;
    let known = true_years(grid, year);
    let column = known.last().copied().filter(|&c| i32::from(grid.first_year) + c as i32 == i32::from(year));
    let model = fit_with(figure, country, year - 1, scratch);
    let cut = column.and_then(|c| worst_cut(figure, country, c));
    let cut_before = model.true_years.last().and_then(|&c| worst_cut(figure, country, c));
    (0..grid.areas)
        .map(|area| one_area(&model, figure, country, peers, year, column, (cut_before, cut), area))
        .collect()
}

/// As [`established`]; `known` = true years up to and including the year predicted, `column` that
/// year's.
fn is_established(figure: &FigureInput<'_>, country: &Country<'_>, known: &[usize], column: usize) -> bool {
    let grid = &figure.grid;
    let Some(before) = column.checked_sub(1) else { return false };
    let both = (0..grid.areas)
        .filter(|&area| country.level.get(area) == Some(&AreaLevel::Municipality))
        .filter(|&area| cell(grid, area, before).is_some() && cell(grid, area, column).is_some())
        .count();
    let filled = (0..=column).filter(|&c| (0..grid.areas).any(|area| cell(grid, area, c).is_some())).count();
    both >= 100 && known.len() > 3 && known.len() * 10 >= filled * 7
}

/// The size of difference above which a quarter of the municipalities lie.
fn worst_cut(figure: &FigureInput<'_>, country: &Country<'_>, column: usize) -> Option<f64> {
    let mut sizes: Vec<f64> = (0..figure.grid.areas)
        .filter(|&area| country.level.get(area) == Some(&AreaLevel::Municipality))
        .filter_map(|area| cell(&figure.grid, area, column))
        .map(|(w, m)| (w - m).abs())
        .collect();
    if sizes.len() < 20 {
        return None;
    }
    let at = (sizes.len() - sizes.len() / 4).min(sizes.len() - 1);
    Some(*sizes.select_nth_unstable_by(at, f64::total_cmp).1)
}

#[allow(clippy::too_many_arguments, reason = "one call, one place")]
fn one_area(
    model: &Model,
    figure: &FigureInput<'_>,
    country: &Country<'_>,
    peers: &[Vec<u16>],
    year: i16,
    column: Option<usize>,
    cuts: (Option<f64>, Option<f64>),
    area: usize,
) -> Option<Trial> {
    let grid = &figure.grid;
    let finding = judge(model, grid, area);
    if finding.covers != Covers::YearToYear || finding.year < year - 1 - STALE {
        return None;
    }
    let none: &[u16] = &[];
    let peers = peers.get(area).map_or(none, Vec::as_slice);
    let comparison = compare(model, grid, area, peers, Weights::Equal, country.population);
    let mut trial =
        Trial { p: finding.p, similar_p: comparison.p, kept: false, similar_kept: false, score: Score::default() };
    let Some(column) = column else {
        return Some(trial);
    };
    let Some((women, men)) = cell(grid, area, column) else {
        return Some(trial);
    };
    let next = women - men;
    let score = &mut trial.score;
    score.predictions = 1;
    score.within_95 = u64::from(finding.next_low <= next && next <= finding.next_high);
    score.within_998 = u64::from(finding.next_low_998 <= next && next <= finding.next_high_998);
    trial.kept = next * finding.lasting > 0.0;
    let (mut sum, mut n) = (0.0, 0.0);
    let before = model.true_years.get(usize::from(model.latest[area])).copied().unwrap_or(0);
    for &peer in peers {
        let peer = usize::from(peer);
        if peer != area
            && cell(grid, peer, before).is_some()
            && let Some((w, m)) = cell(grid, peer, column)
        {
            sum += w - m;
            n += 1.0;
        }
    }
    if n > 0.0 {
        score.similar_tested = 1;
        trial.similar_kept = (next - sum / n) * comparison.excess > 0.0;
    }
    if let (Some(cut_before), Some(cut)) = cuts
        && country.level.get(area) == Some(&AreaLevel::Municipality)
        && finding.difference.abs() >= cut_before
    {
        score.worst_quarter = 1;
        score.worst_again = u64::from(next.abs() >= cut);
    }
    if let Some((low, high)) = plain(model, figure, area) {
        score.plain = 1;
        score.plain_within_95 = u64::from(low <= next && next <= high);
    }
    Some(trial)
}

/// What one gets from the area's own series alone: latest difference ± t times the root mean
/// square of its yearly changes, three changes at least.
fn plain(model: &Model, figure: &FigureInput<'_>, area: usize) -> Option<(f64, f64)> {
    let (mut sum, mut n, mut before, mut last) = (0.0, 0_usize, f64::NAN, f64::NAN);
    for &column in &model.true_years {
        let d = cell(&figure.grid, area, column).map_or(f64::NAN, |(w, m)| w - m);
        let change = d - before;
        if change.is_finite() {
            sum += change * change;
            n += 1;
        }
        if d.is_finite() {
            last = d;
        }
        before = d;
    }
    const T: [f64; 30] = [
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
        2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
    ];
    if n < 3 {
        return None;
    }
    let reach = T[n.min(30) - 1] * (sum / n as f64).sqrt();
    Some((last - reach, last + reach))
}
