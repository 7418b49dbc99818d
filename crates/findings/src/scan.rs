//! Everything at once: every key figure, every area, false discoveries held within each area.

use rayon::prelude::*;

use crate::compare::nothing as no_comparison;
use crate::discover::{RATE, adjust};
use crate::model::{Model, Scratch, fit_with};
use crate::trend::nothing as no_trend;
use crate::{
    AreaScan, Brief, Class, Country, Covers, FigureInput, Grid, NationalScan, Row, STALE, Tally, Weights, Why, compare,
    judge, trend,
};

/// The latest calendar year any key figure has a value for; falls back to the last column.
fn last_year(figures: &[FigureInput<'_>]) -> i16 {
    figures.iter().map(|f| last_column(&f.grid)).max().unwrap_or(0)
}

fn last_column(grid: &Grid<'_>) -> i16 {
    grid.first_year.saturating_add(i16::try_from(grid.years).unwrap_or(i16::MAX)).saturating_sub(1)
}

/// Fits every key figure; both cores, result in the order given. `year` = use data up to and
/// including that year (default: all).
#[must_use]
pub fn fit_all(figures: &[FigureInput<'_>], country: &Country<'_>, year: Option<i16>) -> Vec<Model> {
    let year = year.unwrap_or_else(|| last_year(figures));
    figures.par_iter().map_init(Scratch::default, |scratch, figure| fit_with(figure, country, year, scratch)).collect()
}

fn row(model: &Model, figure: &FigureInput<'_>, area: usize, peers: &[u16], population: &[f64]) -> Row {
    let finding = judge(model, &figure.grid, area);
    let (similar, trend) = if finding.covers == Covers::Nothing(Why::NoValue) {
        (no_comparison(Weights::Equal, Why::NoValue), no_trend())
    } else {
        (
            compare(model, &figure.grid, area, peers, Weights::Equal, population),
            trend(model, &figure.grid, area, figure.direction),
        )
    };
    Row {
        finding,
        similar,
        trend,
        q: f64::NAN,
        similar_q: f64::NAN,
        trend_q: f64::NAN,
        flagged: false,
        similar_flagged: false,
        trend_flagged: false,
    }
}

/// What takes part in the tests: outcomes with a p-value that are not long out of date.
fn tested(figure: &FigureInput<'_>, row: &Row, year: i16) -> (f64, f64, f64) {
    if figure.class == Class::Outcome && row.finding.covers == Covers::YearToYear && row.finding.year >= year - STALE {
        (row.finding.p, row.similar.p, row.trend.p)
    } else {
        (f64::NAN, f64::NAN, f64::NAN)
    }
}

#[derive(Debug, Default)]
struct Family {
    p: Vec<f64>,
    similar_p: Vec<f64>,
    trend_p: Vec<f64>,
    q: Vec<f64>,
    similar_q: Vec<f64>,
    trend_q: Vec<f64>,
    order: Vec<(u64, u32)>,
}

impl Family {
    fn push(&mut self, (p, similar_p, trend_p): (f64, f64, f64)) {
        self.p.push(p);
        self.similar_p.push(similar_p);
        self.trend_p.push(trend_p);
    }

    /// With room for `n` tests.
    fn of(n: usize) -> Self {
        let room = || Vec::with_capacity(n);
        Self { p: room(), similar_p: room(), trend_p: room(), ..Self::default() }
    }

    /// The adjusted p-values of the `i`-th test of each family.
    fn adjusted(&self, i: usize) -> [f64; 3] {
        [self.q[i], self.similar_q[i], self.trend_q[i]]
    }

    fn settle(&self, row: &mut Row, i: usize) {
        [row.q, row.similar_q, row.trend_q] = self.adjusted(i);
        row.flagged = row.q <= RATE;
        row.similar_flagged = row.similar_q <= RATE;
        row.trend_flagged = row.trend_q <= RATE;
    }

    fn adjust(&mut self) -> Tally {
        self.q.resize(self.p.len(), f64::NAN);
        self.similar_q.resize(self.p.len(), f64::NAN);
        self.trend_q.resize(self.p.len(), f64::NAN);
        let tested = adjust(&self.p, &mut self.q, &mut self.order);
        let similar_tested = adjust(&self.similar_p, &mut self.similar_q, &mut self.order);
        adjust(&self.trend_p, &mut self.trend_q, &mut self.order);
        let flagged = self.q.iter().filter(|&&q| q <= RATE).count();
        let similar_flagged = self.similar_q.iter().filter(|&&q| q <= RATE).count();
        Tally {
            tested: tested as u32,
            flagged: flagged as u32,
            expected_false: RATE * flagged as f64,
            similar_tested: similar_tested as u32,
            similar_flagged: similar_flagged as u32,
            similar_expected_false: RATE * similar_flagged as f64,
        }
    }
}

/// One area against any group of others, on models fitted before.
#[must_use]
pub fn scan_area(
    models: &[Model],
    figures: &[FigureInput<'_>],
    country: &Country<'_>,
    area: usize,
    peers: &[u16],
) -> AreaScan {
    let year = models.iter().map(|m| m.upto_year).max().unwrap_or(0);
    let mut rows: Vec<Row> =
        models.iter().zip(figures).map(|(m, f)| row(m, f, area, peers, country.population)).collect();
    let mut family = Family::default();
    for (row, figure) in rows.iter().zip(figures) {
        family.push(tested(figure, row, year));
    }
    let tally = family.adjust();
    for (i, row) in rows.iter_mut().enumerate() {
        family.settle(row, i);
    }
    AreaScan { area, rows, tally }
}

/// Fits every key figure on data up to `year` (default: the last there is) and judges it in every
/// area. `peers[area]` = the similar areas.
#[must_use]
pub fn scan_nation(
    figures: &[FigureInput<'_>],
    country: &Country<'_>,
    peers: &[Vec<u16>],
    year: Option<i16>,
) -> NationalScan {
    let year = year.unwrap_or_else(|| last_year(figures));
    scan_with(figures, country, peers, year).1
}

/// As [`scan_nation`], and the models behind it.
#[must_use]
pub fn scan_with(
    figures: &[FigureInput<'_>],
    country: &Country<'_>,
    peers: &[Vec<u16>],
    year: i16,
) -> (Vec<Model>, NationalScan) {
    let areas = country.level.len();
    let none: &[u16] = &[];
    let (models, rows): (Vec<Model>, Vec<Vec<Brief>>) = figures
        .par_iter()
        .map_init(Scratch::default, |scratch, figure| {
            let model = fit_with(figure, country, year, scratch);
            let brief = |area: usize| {
                let row = row(&model, figure, area, peers.get(area).map_or(none, Vec::as_slice), country.population);
                // What takes part in the tests is marked until the families are known.
                let (p, similar_p, trend_p) = tested(figure, &row, year);
                Brief { q: p, similar_q: similar_p, trend_q: trend_p, ..row.brief() }
            };
            let rows = (0..areas).map(brief).collect();
            (model, rows)
        })
        .unzip();
    let mut scan = NationalScan { areas, figures: figures.len(), rows, tallies: Vec::new() };
    settle(&mut scan);
    (models, scan)
}

/// The three families of tests of every area. Some areas at a time: a column of the table is read
/// for them all at once, since a row of it fills more than one line of the cache.
const TOGETHER: usize = 8;

fn settle(scan: &mut NationalScan) {
    let (areas, figures) = (scan.areas, scan.figures);
    let starts: Vec<usize> = (0..areas).step_by(TOGETHER).collect();
    let families: Vec<Vec<(Family, Tally)>> = starts
        .par_iter()
        .map(|&start| {
            let mut families: Vec<Family> = (start..areas.min(start + TOGETHER)).map(|_| Family::of(figures)).collect();
            for figure in 0..figures {
                for (family, row) in families.iter_mut().zip(scan.of_figure(figure).get(start..).unwrap_or(&[])) {
                    family.push((row.q, row.similar_q, row.trend_q));
                }
            }
            families
                .into_iter()
                .map(|mut family| {
                    let tally = family.adjust();
                    (family, tally)
                })
                .collect()
        })
        .collect();
    scan.rows.par_iter_mut().enumerate().for_each(|(figure, rows)| {
        for (row, (family, _)) in rows.iter_mut().zip(families.iter().flatten()) {
            [row.q, row.similar_q, row.trend_q] = family.adjusted(figure);
            row.flagged = row.q <= RATE;
            row.similar_flagged = row.similar_q <= RATE;
            row.trend_flagged = row.trend_q <= RATE;
        }
    });
    scan.tallies = families.iter().flatten().map(|(_, tally)| *tally).collect();
}
