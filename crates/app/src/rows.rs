//! Rows for machines: the same numbers as on the pages, never localised.

use crate::curated::Curated;
use crate::figure::find_figure;
use crate::finding::{CONFIDENCE, METHOD, trend_code, verdict_with};
use crate::moment::Moment;
use crate::numbers::state_word;
use crate::peers::{self, Peers};
use crate::sampling::{self, sampled};
use crate::total;
use crate::view::{Difference, FigureRow, PeersNumbers, TrendNumbers, VerdictCode};
use crate::world::{CURRENT_WITHIN, TotalFigure, World};
use crate::{RowsAsk, Situation};
use figures::{AreaKind, Block, Sex};
use findings::{Covers, Row, Weights};
use rayon::prelude::*;

/// The rows asked for, by figure, area, year.
///
/// # Errors
/// [`Situation::NoArea`], [`Situation::NoFigure`], [`Situation::NoPeers`].
pub fn rows(world: &World, ask: &RowsAsk) -> Result<Vec<FigureRow>, Situation> {
    let (figures, totals) = figures_of(world, ask)?;
    let areas = areas_of(world, ask)?;
    let source = crate::finding::source(world, None, ask.lang);
    let source = format!("{} {}", source.unchanged, source.computed);
    let moment = world.moment(ask.as_of_year)?;
    let groups: Vec<(usize, Peers)> = areas
        .into_iter()
        .map(|area| Ok((area, peers::resolve(world, area, ask.peers.as_deref())?)))
        .collect::<Result<_, Situation>>()?;
    let per_area: Vec<Vec<FigureRow>> = groups
        .par_iter()
        .map(|(area, peers)| {
            let mut rows = area_rows(world, &moment, ask, &figures, *area, peers, &source);
            rows.extend(totals.iter().flat_map(|total| total_rows(world, ask, total, *area, peers, &source)));
            rows
        })
        .collect();
    let mut rows: Vec<FigureRow> = per_area.into_iter().flatten().collect();
    // By figure, area, year; the sort is stable and figures are already in order of their ids.
    rows.sort_by(|left, right| (&left.kpi, &left.area, left.year).cmp(&(&right.kpi, &right.area, right.year)));
    Ok(rows)
}

/// The rows of one area.
fn area_rows(
    world: &World,
    moment: &Moment,
    ask: &RowsAsk,
    figures: &[usize],
    area: usize,
    peers: &Peers,
    source: &str,
) -> Vec<FigureRow> {
    let scanned = moment.area(world, area, &peers.members);
    let mut rows = Vec::new();
    for figure in figures {
        let (Some(block), Some(found)) = (world.block(&world.figures[*figure]), scanned.rows.get(*figure)) else {
            continue;
        };
        let one = One { world, moment, figure: *figure, area, peers, block, found, n: ask.n };
        for year in years_of(ask, &block, found.finding.year) {
            rows.extend(one.row(year, source));
        }
    }
    rows
}

/// The rows of a figure that has a total only.
fn total_rows(
    world: &World,
    ask: &RowsAsk,
    total: &TotalFigure,
    area: usize,
    peers: &Peers,
    source: &str,
) -> Vec<FigureRow> {
    let (Some(block), Some(place)) = (world.snapshot.block_at(total.block), world.snapshot.areas().get(area)) else {
        return Vec::new();
    };
    let known = |year: &i16| block.cell(area, *year, Sex::Total).get().is_some();
    let last = ask.as_of_year.and_then(|year| i16::try_from(year).ok()).unwrap_or(world.newest).min(block.last_year());
    let newest = (block.first_year..=last).rev().find(known).unwrap_or(total.last_year);
    years_of(ask, &block, newest)
        .into_iter()
        .map(|year| (year, block.cell(area, year, Sex::Total)))
        .filter(|(_, cell)| *cell != figures::Cell::ABSENT)
        .map(|(year, cell)| FigureRow {
            kpi: total.words.id.clone(),
            area: place.id.as_str().to_owned(),
            year: i32::from(year),
            women: None,
            men: None,
            total: cell.get(),
            women_state: state_word(figures::State::Absent),
            men_state: state_word(figures::State::Absent),
            total_state: state_word(cell.state),
            difference: None,
            ratio: None,
            peers: None,
            trend: None,
            total_only: total::numbers(world, total, area, year, peers),
            verdict: Some(VerdictCode::NotTested.code()),
            title: block.kpi.title.clone(),
            area_name: place.title.clone(),
            source: source.to_owned(),
        })
        .collect()
}

/// The figures asked for: those split by sex, and those with a total only.
fn figures_of<'a>(world: &'a World, ask: &RowsAsk) -> Result<(Vec<usize>, Vec<&'a TotalFigure>), Situation> {
    let year = ask.as_of_year.and_then(|year| i16::try_from(year).ok()).unwrap_or(world.newest);
    if ask.kpis.is_empty() {
        let current = |figure: &usize| ask.ended || world.figures[*figure].is_current(year);
        let totals = world.totals.iter().filter(|total| ask.ended || total.last_year + CURRENT_WITHIN >= year);
        return Ok(((0..world.figures.len()).filter(current).collect(), totals.collect()));
    }
    let (mut figures, mut totals) = (Vec::new(), Vec::new());
    for kpi in &ask.kpis {
        match world.total(kpi) {
            Some(total) => totals.push(total),
            None => figures.push(find_figure(world, kpi)?),
        }
    }
    Ok((figures, totals))
}

fn areas_of(world: &World, ask: &RowsAsk) -> Result<Vec<usize>, Situation> {
    if ask.areas.is_empty() {
        let areas = world.snapshot.areas().iter().enumerate();
        return Ok(areas.filter(|(_, area)| area.kind == AreaKind::Municipality).map(|(index, _)| index).collect());
    }
    ask.areas.iter().map(|area| peers::find_area(world, area)).collect()
}

fn years_of(ask: &RowsAsk, block: &Block<'_>, newest: i16) -> Vec<i16> {
    if ask.every_year {
        (block.first_year..=block.last_year()).collect()
    } else if ask.years.is_empty() {
        vec![newest]
    } else {
        ask.years.iter().filter_map(|year| i16::try_from(*year).ok()).collect()
    }
}

struct One<'a> {
    world: &'a World,
    moment: &'a Moment,
    figure: usize,
    area: usize,
    peers: &'a Peers,
    block: Block<'a>,
    found: &'a Row,
    n: Option<(f64, f64)>,
}

impl One<'_> {
    fn words(&self) -> &Curated {
        &self.world.figures[self.figure].words
    }

    /// The row of a year, if the source has any record of it.
    fn row(&self, year: i16, source: &str) -> Option<FigureRow> {
        let cell = |sex| self.block.cell(self.area, year, sex);
        let (women, men, total) = (cell(Sex::Women), cell(Sex::Men), cell(Sex::Total));
        if [women, men, total].iter().all(|cell| *cell == figures::Cell::ABSENT) {
            return None;
        }
        let area = self.world.snapshot.areas().get(self.area)?;
        let judged = year == self.found.finding.year;
        let difference = women.get().zip(men.get()).map(|(women, men)| self.difference(women, men, judged));
        Some(FigureRow {
            kpi: self.words().id.clone(),
            area: area.id.as_str().to_owned(),
            year: i32::from(year),
            women: women.get(),
            men: men.get(),
            total: total.get(),
            women_state: state_word(women.state),
            men_state: state_word(men.state),
            total_state: state_word(total.state),
            ratio: women.get().zip(men.get()).filter(|(_, men)| *men != 0.0).map(|(women, men)| women / men),
            difference,
            peers: if judged { self.peers() } else { None },
            trend: if judged { self.trend() } else { None },
            total_only: None,
            verdict: judged.then(|| verdict_with(self.words(), self.found, self.n).code()),
            title: self.block.kpi.title.clone(),
            area_name: area.title.clone(),
            source: source.to_owned(),
        })
    }

    fn difference(&self, women: f64, men: f64, judged: bool) -> Difference {
        let value = women - men;
        if let Some(found) = self.n.filter(|_| judged).and_then(|n| sampled(self.words(), women, men, n)) {
            return Difference {
                value,
                lasting: None,
                lower: Some(found.lower),
                upper: Some(found.upper),
                confidence: CONFIDENCE,
                method: sampling::METHOD,
                covers: "sampling",
                se: None,
                p: Some(found.p).filter(|p| p.is_finite()),
                q: None,
                flagged: found.differs(),
                smallest_visible: None,
            };
        }
        let finding = &self.found.finding;
        let finite = |value: f64| Some(value).filter(|value| judged && value.is_finite());
        Difference {
            value,
            lasting: finite(finding.lasting),
            lower: finite(finding.low),
            upper: finite(finding.high),
            confidence: CONFIDENCE,
            method: METHOD,
            covers: match finding.covers {
                Covers::YearToYear if judged => "year-to-year",
                Covers::Sampling if judged => "sampling",
                _ => "none",
            },
            se: finite(finding.error),
            p: finite(finding.p),
            q: finite(self.found.q),
            flagged: judged && self.found.flagged,
            smallest_visible: finite(finding.smallest_visible),
        }
    }

    fn peers(&self) -> Option<PeersNumbers> {
        let similar = &self.found.similar;
        if similar.n == 0 || !similar.peer_difference.is_finite() {
            return None;
        }
        let finite = |value: f64| Some(value).filter(|value| value.is_finite());
        let country = self.world.country();
        let input = self.world.input(&self.world.figures[self.figure], self.moment.year);
        let model = &self.moment.models[self.figure];
        let weighted = findings::compare(
            model,
            &input.grid,
            self.area,
            &self.peers.members,
            Weights::Population,
            country.population,
        );
        Some(PeersNumbers {
            n: usize::from(similar.n),
            mean: similar.peer_difference,
            weighted_mean: finite(weighted.peer_difference),
            lasting_mean: finite(self.found.finding.lasting - similar.excess),
            excess: similar.excess,
            lower: finite(similar.low),
            upper: finite(similar.high),
            p: finite(similar.p),
            q: finite(self.found.similar_q),
            flagged: self.found.similar_flagged,
            percentile: finite(similar.percentile),
        })
    }

    fn trend(&self) -> Option<TrendNumbers> {
        let trend = &self.found.trend;
        (trend.n >= 2 && trend.slope.is_finite()).then(|| TrendNumbers {
            n: usize::from(trend.n),
            from: i32::from(trend.from),
            slope: trend.slope,
            p: Some(trend.p).filter(|p| p.is_finite()),
            code: trend_code(trend),
        })
    }
}
