//! Rows for machines: the same numbers as on the pages, never localised.

use crate::curated::Curated;
use crate::figure::{find_figure, row};
use crate::finding::{CONFIDENCE, METHOD, trend_code, verdict_code};
use crate::numbers::state_word;
use crate::peers::{self, Peers};
use crate::view::{Difference, FigureRow, PeersNumbers, TrendNumbers};
use crate::world::World;
use crate::{RowsAsk, Situation};
use figures::{AreaKind, Block, Sex};
use findings::{Covers, Row, Weights};
use i18n::Lang;

/// The rows asked for, by figure, area, year.
///
/// # Errors
/// [`Situation::NoArea`], [`Situation::NoFigure`], [`Situation::NoPeers`].
pub fn rows(world: &World, ask: &RowsAsk) -> Result<Vec<FigureRow>, Situation> {
    let figures = figures_of(world, ask)?;
    let areas = areas_of(world, ask)?;
    let source = crate::finding::source(world, None, Lang::Sv).unchanged;
    let mut rows = Vec::new();
    let groups: Vec<(usize, Peers)> = areas
        .into_iter()
        .map(|area| Ok((area, peers::resolve(world, area, ask.peers.as_deref())?)))
        .collect::<Result<_, Situation>>()?;
    for figure in figures {
        let Some(block) = world.block(&world.figures[figure]) else { continue };
        for (area, peers) in &groups {
            let Some(found) = row(world, figure, *area, peers) else { continue };
            for year in years_of(ask, &block, found.finding.year) {
                let one = One { world, figure, area: *area, peers, block, found: &found };
                rows.extend(one.row(year, &source));
            }
        }
    }
    Ok(rows)
}

fn figures_of(world: &World, ask: &RowsAsk) -> Result<Vec<usize>, Situation> {
    if ask.kpis.is_empty() {
        return Ok((0..world.figures.len()).filter(|figure| ask.ended || world.figures[*figure].current).collect());
    }
    ask.kpis.iter().map(|kpi| find_figure(world, kpi)).collect()
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
    figure: usize,
    area: usize,
    peers: &'a Peers,
    block: Block<'a>,
    found: &'a Row,
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
        let judged = year == self.found.finding.year;
        let difference = women.get().zip(men.get()).map(|(women, men)| self.difference(women - men, judged));
        Some(FigureRow {
            kpi: self.words().id.clone(),
            area: self.world.snapshot.areas().get(self.area)?.id.as_str().to_owned(),
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
            verdict: judged.then(|| verdict_code(self.words(), self.found).code()),
            source: source.to_owned(),
        })
    }

    fn difference(&self, value: f64, judged: bool) -> Difference {
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
        }
    }

    fn peers(&self) -> Option<PeersNumbers> {
        let similar = &self.found.similar;
        if similar.n == 0 || !similar.peer_difference.is_finite() {
            return None;
        }
        let finite = |value: f64| Some(value).filter(|value| value.is_finite());
        let country = self.world.country();
        let input = self.world.input(&self.world.figures[self.figure]);
        let model = &self.world.models()[self.figure];
        let weighted =
            findings::compare(model, &input.grid, self.area, &self.peers.members, Weights::Population, country.population);
        Some(PeersNumbers {
            n: usize::from(similar.n),
            mean: similar.peer_difference,
            weighted_mean: finite(weighted.peer_difference),
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
