//! What is known as of one year: noise models, what is usual, how many findings each area has.
//!
//! Worked out from one national scan, which is then let go: its rows take tens of megabytes and
//! those of one area are worked out again in a millisecond.

use crate::curated::{Class, Direction};
use crate::usual::{Usual, usual};
use crate::words::{Beside, beside_peers};
use crate::world::World;
use findings::{AreaScan, Circle, FigureInput, Lesson, Model, NationalScan};
use std::sync::OnceLock;
use std::time::Instant;

/// Everything that holds for all areas as of one year.
pub struct Moment {
    /// The year; nothing later was looked at.
    pub year: i16,
    /// The noise model of every figure, in the order of [`World::figures`].
    pub models: Vec<Model>,
    /// What is usual in the country for every figure.
    pub usual: Vec<Usual>,
    /// For every area: in how many figures its difference is larger than in similar ones.
    pub larger: Vec<usize>,
    /// For every area, when somebody has asked: the figures in which others can learn from it.
    examples: Vec<OnceLock<Vec<(usize, Lesson)>>>,
}

impl Moment {
    /// Scans the country as of `year`.
    #[must_use]
    pub fn of(world: &World, year: i16) -> Self {
        let start = Instant::now();
        let (models, scan) = findings::scan_with(&world.inputs(year), &world.country(), world.similar_overall(), year);
        tracing::info!(
            duration_ms = start.elapsed().as_secs_f64() * 1e3,
            scan.figures = scan.figures,
            scan.areas = scan.areas,
            "scanned the country"
        );
        let examples = std::iter::repeat_with(OnceLock::new).take(scan.areas).collect();
        Self { year, models, usual: usual(world, &scan), larger: larger(world, &scan, year), examples }
    }

    /// The inputs as of this year.
    #[must_use]
    pub fn inputs<'a>(&self, world: &'a World) -> Vec<FigureInput<'a>> {
        world.inputs(self.year)
    }

    /// The figures in which an area has closed its difference by raising those worse off, with when
    /// and from what. The same whomever it is compared with, so it is worked out once an area.
    pub fn examples(&self, world: &World, area: usize) -> &[(usize, Lesson)] {
        let work = || {
            let of =
                |figure: usize| self.learn(world, figure, area, &[]).into_iter().find(is_own).map(|it| (figure, it));
            let directed = |figure: &usize| world.figures[*figure].words.direction != Direction::None;
            (0..world.figures.len()).filter(directed).filter_map(of).collect()
        };
        self.examples.get(area).map_or(&[], |kept| kept.get_or_init(work).as_slice())
    }

    /// What there is to learn in a figure: from partners first, then from the similar, then from
    /// all; and whether others can learn here ([`Circle::Own`]).
    #[must_use]
    pub fn learn(&self, world: &World, figure: usize, area: usize, partners: &[u16]) -> Vec<Lesson> {
        let similar = world.similar_overall().get(area).map_or(&[][..], Vec::as_slice);
        let input = world.input(&world.figures[figure], self.year);
        findings::learn_from(&self.models[figure], &input, &world.country(), area, partners, similar)
    }

    /// Every figure of one area against a group.
    #[must_use]
    pub fn area(&self, world: &World, area: usize, peers: &[u16]) -> AreaScan {
        findings::scan_area(&self.models, &self.inputs(world), &world.country(), area, peers)
    }
}

/// Whether a lesson is the area's own story.
#[must_use]
pub fn is_own(lesson: &Lesson) -> bool {
    lesson.circle == Circle::Own
}

fn larger(world: &World, scan: &NationalScan, year: i16) -> Vec<usize> {
    let mut counts = vec![0; scan.areas];
    for (index, figure) in world.figures.iter().enumerate() {
        if figure.words.class == Class::Background || !figure.is_current(year) {
            continue;
        }
        for (count, row) in counts.iter_mut().zip(scan.of_figure(index)) {
            *count += usize::from(row.similar_flagged && beside_peers(row.lasting, row.excess) == Beside::Larger);
        }
    }
    counts
}
