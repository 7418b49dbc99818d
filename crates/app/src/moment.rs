//! What is known as of one year: noise models, what is usual, how many findings each area has.
//!
//! Worked out from one national scan, which is then let go: its rows take tens of megabytes and
//! those of one area are worked out again in a millisecond.

use crate::finding::verdict_code;
use crate::usual::{Usual, usual};
use crate::view::VerdictCode;
use crate::world::World;
use findings::{AreaScan, FigureInput, Model, NationalScan};
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
        Self { year, models, usual: usual(world, &scan), larger: larger(world, &scan, year) }
    }

    /// The inputs as of this year.
    #[must_use]
    pub fn inputs<'a>(&self, world: &'a World) -> Vec<FigureInput<'a>> {
        world.inputs(self.year)
    }

    /// Every figure of one area against a group.
    #[must_use]
    pub fn area(&self, world: &World, area: usize, peers: &[u16]) -> AreaScan {
        findings::scan_area(&self.models, &self.inputs(world), &world.country(), area, peers)
    }
}

fn larger(world: &World, scan: &NationalScan, year: i16) -> Vec<usize> {
    (0..scan.areas)
        .map(|area| {
            let counts = |(index, figure): (usize, &crate::world::Figure)| {
                figure.is_current(year)
                    && scan
                        .row(index, area)
                        .is_some_and(|row| verdict_code(&figure.words, row) == VerdictCode::LargerThanPeers)
            };
            world.figures.iter().enumerate().filter(|pair| counts((pair.0, pair.1))).count()
        })
        .collect()
}
