//! Which years are true observations, and which only repeat the year before.

use crate::Grid;

/// A year repeats the one before when more than this share of the areas that could show a change
/// have exactly the same value for both sexes.
const REPEAT_SHARE: f64 = 0.5;

/// The usable values of one cell: women, men; or nothing.
#[inline]
pub(crate) fn cell(grid: &Grid<'_>, area: usize, year: usize) -> Option<(f64, f64)> {
    let at = area * grid.years + year;
    match (grid.women.get(at), grid.men.get(at)) {
        (Some(&w), Some(&m)) if w.is_finite() && m.is_finite() => Some((w, m)),
        _ => None,
    }
}

/// The columns (0-based years) of the grid up to and including `upto` that hold true observations.
///
/// A year is left out when it carries the year before forward: more than half of the areas are
/// exactly equal to it for both sexes. Areas where women and men are equal in both years (0 and 0,
/// 100 and 100) prove nothing and are not counted, unless nothing else is there.
#[must_use]
#[allow(clippy::eq_op, reason = "a number equals itself unless it is NaN")]
pub(crate) fn true_years(grid: &Grid<'_>, upto: i16) -> Vec<usize> {
    let mut any = vec![0_u32; grid.years];
    let mut pairs = vec![0_u32; grid.years];
    let mut same = vec![0_u32; grid.years];
    let mut telling = vec![0_u32; grid.years];
    let mut telling_same = vec![0_u32; grid.years];
    let last = columns(grid, upto);
    for area in 0..grid.areas {
        let at = area * grid.years;
        let (Some(women), Some(men)) = (grid.women.get(at..at + last), grid.men.get(at..at + last)) else {
            break;
        };
        // No branches: NaN makes every comparison false, and the compiler does several years at once.
        for year in 0..last {
            let d = women[year] - men[year];
            any[year] += u32::from(d == d);
        }
        for year in 1..last {
            let (w, m, bw, bm) = (women[year], men[year], women[year - 1], men[year - 1]);
            let (d, before) = (w - m, bw - bm);
            let pair = u32::from(d + before == d + before);
            let equal = u32::from(w == bw) & u32::from(m == bm);
            let tells = pair & (u32::from(d != 0.0) | u32::from(before != 0.0));
            pairs[year] += pair;
            same[year] += equal;
            telling[year] += tells;
            telling_same[year] += tells & equal;
        }
    }
    let mut out = Vec::with_capacity(last);
    for year in 0..last {
        if any[year] == 0 {
            continue;
        }
        let repeats = if telling[year] >= 5 {
            f64::from(telling_same[year]) > REPEAT_SHARE * f64::from(telling[year])
        } else {
            pairs[year] >= 1 && f64::from(same[year]) > 0.9 * f64::from(pairs[year])
        };
        if !repeats {
            out.push(year);
        }
    }
    out
}

/// Number of columns up to and including calendar year `upto`.
#[must_use]
pub(crate) fn columns(grid: &Grid<'_>, upto: i16) -> usize {
    let n = i32::from(upto) - i32::from(grid.first_year) + 1;
    usize::try_from(n).unwrap_or(0).min(grid.years)
}
