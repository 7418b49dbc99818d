//! What is usual in the country, for each figure: needed to say what is much.

use crate::curated::Direction;
use crate::world::{Figure, World};
use figures::AreaKind;
use findings::NationalScan;
use rayon::prelude::*;

/// What is usual for one figure among the municipalities (or regions).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Usual {
    /// Median size of the lasting difference, without sign.
    pub size: f64,
    /// Spread of the lasting difference: 1.4826 times the median distance from its median, which
    /// for a normal distribution is the standard deviation.
    pub spread: f64,
    /// Median level of whichever sex is worse off; NaN without a direction.
    pub level: f64,
    /// Spread of that level, in the same way.
    pub level_spread: f64,
}

/// The level of the sex that is worse off, signed so that more is better; none without direction.
#[must_use]
pub fn worse_off(figure: &Figure, women: f64, men: f64) -> Option<f64> {
    match figure.words.direction {
        Direction::High => Some(women.min(men)),
        Direction::Low => Some(-women.max(men)),
        Direction::None => None,
    }
}

/// Works out what is usual for every figure.
#[must_use]
pub fn usual(world: &World, scan: &NationalScan) -> Vec<Usual> {
    world.figures.par_iter().enumerate().map(|(index, figure)| usual_of(world, scan, index, figure)).collect()
}

fn usual_of(world: &World, scan: &NationalScan, index: usize, figure: &Figure) -> Usual {
    let rows: Vec<_> = world
        .snapshot
        .areas()
        .iter()
        .enumerate()
        .filter(|(_, area)| area.kind != AreaKind::Nation)
        .filter_map(|(area, _)| scan.row(index, area))
        .filter(|row| row.lasting.is_finite())
        .collect();
    let (_, spread) = middle(rows.iter().map(|row| row.lasting).collect());
    let (size, _) = middle(rows.iter().map(|row| row.lasting.abs()).collect());
    let levels = rows.iter().filter_map(|row| worse_off(figure, row.women, row.men)).collect();
    let (level, level_spread) = middle(levels);
    Usual { size, spread, level, level_spread }
}

/// Median, and 1.4826 times the median distance from it; NaN of nothing.
fn middle(mut values: Vec<f64>) -> (f64, f64) {
    let median = median(&mut values);
    let mut distances: Vec<f64> = values.iter().map(|value| (value - median).abs()).collect();
    (median, 1.4826 * self::median(&mut distances))
}

fn median(values: &mut [f64]) -> f64 {
    if values.is_empty() {
        return f64::NAN;
    }
    let (half, odd) = (values.len() / 2, values.len() % 2 == 1);
    let (below, &mut above, _) = values.select_nth_unstable_by(half, f64::total_cmp);
    if odd { above } else { f64::midpoint(below.iter().copied().fold(f64::NEG_INFINITY, f64::max), above) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians() {
        assert_eq!(middle(vec![1.0, 3.0, 2.0, 100.0, 4.0]), (3.0, 1.4826));
        assert_eq!(median(&mut [1.0, 2.0]), 1.5);
        assert!(median(&mut []).is_nan());
    }
}
