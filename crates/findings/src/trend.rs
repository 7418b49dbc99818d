//! Which way the difference goes, and who moved.

use crate::model::Model;
use crate::truth::cell;
use crate::{Course, Direction, Grid, Mover, Trend};

/// True yearly values used at most, and at least.
const LONGEST: usize = 10;
const SHORTEST: usize = 5;
/// A sex has "not moved" when its slope is less than this share of the slope of the difference.
const STILL: f64 = 0.15;
/// Level of the test behind [`Course`].
const LEVEL: f64 = 0.05;

pub(crate) fn nothing() -> Trend {
    Trend {
        from: 0,
        to: 0,
        n: 0,
        slope: f64::NAN,
        error: f64::NAN,
        p: f64::NAN,
        women_slope: f64::NAN,
        men_slope: f64::NAN,
        first: f64::NAN,
        course: Course::Unclear,
        mover: Mover::Unknown,
    }
}

/// Least-squares slope of the published difference over the area's last five to ten true yearly
/// values. Its standard error comes from the key figure's noise model (chance, wandering and
/// national shocks), not from the scatter of these few points.
#[must_use]
pub fn trend(model: &Model, grid: &Grid<'_>, area: usize, direction: Direction) -> Trend {
    let mut out = nothing();
    if area >= model.areas() || area >= grid.areas || usize::from(model.years[area]) < SHORTEST {
        return out;
    }
    let mut year = [0.0_f64; LONGEST];
    let mut place = [0.0_f64; LONGEST];
    let mut women = [0.0_f64; LONGEST];
    let mut men = [0.0_f64; LONGEST];
    let mut n = 0_usize;
    for (j, &column) in model.true_years.iter().enumerate().rev() {
        if n == LONGEST {
            break;
        }
        if let Some((w, m)) = cell(grid, area, column) {
            year[n] = column as f64;
            place[n] = j as f64;
            women[n] = w;
            men[n] = m;
            n += 1;
        }
    }
    if n < SHORTEST {
        return out;
    }
    let count = n as f64;
    let mean = year[..n].iter().sum::<f64>() / count;
    let mut spread = 0.0;
    for y in &year[..n] {
        spread += (y - mean) * (y - mean);
    }
    // Newest first. Wandering between two values moves that and every later one: its effect on the
    // slope is the sum of the weights from there on.
    let (mut women_slope, mut men_slope, mut squares, mut wander, mut tail) = (0.0, 0.0, 0.0, 0.0, 0.0);
    let per = 1.0 / spread;
    let (mut women_mean, mut men_mean) = (0.0, 0.0);
    for i in 0..n {
        let weight = (year[i] - mean) * per;
        women_slope += weight * women[i];
        men_slope += weight * men[i];
        women_mean += women[i];
        men_mean += men[i];
        squares += weight * weight;
        tail += weight;
        if i + 1 < n {
            wander += tail * tail * (place[i] - place[i + 1]);
        }
    }
    let calendar = |column: f64| model.first_year.saturating_add(column as i16);
    out.from = calendar(year[n - 1]);
    out.to = calendar(year[0]);
    out.n = n as u16;
    out.women_slope = women_slope;
    out.men_slope = men_slope;
    out.slope = women_slope - men_slope;
    let middle = (women_mean - men_mean) / count;
    out.first = middle + out.slope * (year[n - 1] - mean);
    if model.none.is_some() {
        return out;
    }
    let variance = model.variance[area];
    let noise = variance * model.smoother.chance.max(model.overlap_share) * squares
        + (variance * model.smoother.wander + model.shock_spread) * wander;
    out.error = noise.sqrt();
    out.p = model.p(out.slope, out.error);
    if out.p <= LEVEL {
        let (first, last) = (out.first, middle + out.slope * (year[0] - mean));
        out.course = if first * last < 0.0 && turned(&women[..n], &men[..n]) {
            Course::Crossing
        } else if last.abs() < first.abs() {
            Course::Closing
        } else {
            Course::Widening
        };
        out.mover = mover(&out, first, direction);
    }
    out
}

/// Whether the published differences themselves have changed sign: the two newest against the two
/// oldest. The fitted line alone can pass zero where no value has.
fn turned(women: &[f64], men: &[f64]) -> bool {
    let difference = |i: usize| women.get(i).zip(men.get(i)).map_or(0.0, |(w, m)| w - m);
    let n = women.len();
    (difference(0) + difference(1)) * (difference(n - 1) + difference(n - 2)) < 0.0
}

/// Who moved, seen from the sex that was worse off when the period began.
fn mover(trend: &Trend, first: f64, direction: Direction) -> Mover {
    let good = match direction {
        Direction::HighIsGood => 1.0,
        Direction::LowIsGood => -1.0,
        Direction::None => return Mover::Unknown,
    };
    let (women, men) = (trend.women_slope * good, trend.men_slope * good);
    let (worse, better) = if first * good < 0.0 { (women, men) } else { (men, women) };
    let still = STILL * trend.slope.abs();
    let way = |slope: f64| {
        if slope > still {
            1
        } else if slope < -still {
            -1
        } else {
            0
        }
    };
    match (way(worse), way(better)) {
        (1, 0) => Mover::WorseOffGained,
        (0, -1) => Mover::BetterOffLost,
        (1, 1) => Mover::BothGained,
        (-1, -1) => Mover::BothLost,
        (1, -1) => Mover::Met,
        (-1, 0) => Mover::WorseOffLost,
        (0, 1) => Mover::BetterOffGained,
        (-1, 1) => Mover::Parted,
        _ => Mover::Unknown,
    }
}
