//! Rounding to multiples of a base: each cell by itself, or with all sums held.
//!
//! Controlled, zero-restricted rounding (Cox 1987; Hundepool et al. 2012, ch. 5): every cell goes to the
//! multiple just below or just above, multiples stay as they are, and the rounded cells still add up. Always
//! possible in two dimensions; with more it may not be, and then an error says so.

use crate::simplex::{End, Simplex};
use crate::table::Table;
use crate::{Error, Result};

/// How many branches are tried where the programme ends in fractions.
const BRANCHES: usize = 400;

/// Each value to its nearest multiple (halves up). Sums need not hold afterwards.
///
/// # Errors
/// A base that is not above zero.
pub fn nearest(values: &[f64], base: f64) -> Result<Vec<f64>> {
    check(base)?;
    Ok(values.iter().map(|value| (value / base + 0.5).floor() * base).collect())
}

/// All cells to a neighbouring multiple with all sums held, as near the true values as that allows.
///
/// # Errors
/// A base that is not above zero; no such table found ([`Error::CannotRound`]).
pub fn controlled(table: &Table, base: f64) -> Result<Vec<f64>> {
    check(base)?;
    let floors: Vec<f64> = table.cells().iter().map(|cell| (cell.value / base + 1e-9).floor()).collect();
    let parts: Vec<f64> = table
        .cells()
        .iter()
        .zip(&floors)
        .map(|(cell, floor)| {
            let part = cell.value / base - floor;
            if part < 1e-9 { 0.0 } else { part }
        })
        .collect();
    let bounds: Vec<(f64, f64)> = parts.iter().map(|part| (0.0, if *part > 0.0 { 1.0 } else { 0.0 })).collect();
    let rows: Vec<crate::simplex::Row> = table
        .equations()
        .iter()
        .map(|equation| {
            let sum: f64 = equation.terms().map(|(cell, sign)| sign * floors[cell]).sum();
            (equation.terms().collect(), -sum, -sum)
        })
        .collect();
    let objective: Vec<(usize, f64)> = parts.iter().enumerate().map(|(cell, part)| (cell, 2.0 * part - 1.0)).collect();
    let ups = whole(&bounds, &rows, &objective)?;
    Ok(floors.iter().zip(ups).map(|(floor, up)| (floor + up) * base).collect())
}

fn check(base: f64) -> Result<()> {
    if base.is_finite() && base > 0.0 { Ok(()) } else { Err(Error::BadParameter { value: base }) }
}

/// A point of noughts and ones: the programme, and depth first where it ends between.
fn whole(bounds: &[(f64, f64)], rows: &[crate::simplex::Row], objective: &[(usize, f64)]) -> Result<Vec<f64>> {
    let mut open = vec![bounds.to_vec()];
    for _ in 0..BRANCHES {
        let Some(bounds) = open.pop() else {
            break;
        };
        let mut lp = Simplex::new(&bounds, rows, 50_000);
        if lp.feasible() != Some(true) || lp.largest(objective, f64::INFINITY) != End::Best {
            continue;
        }
        let between = lp
            .values()
            .iter()
            .enumerate()
            .map(|(cell, x)| (cell, (x - x.round()).abs()))
            .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        match between {
            Some((cell, off)) if off > 1e-6 => {
                let likely = lp.values()[cell].round();
                for end in [1.0 - likely, likely] {
                    let mut next = bounds.clone();
                    next[cell] = (end, end);
                    open.push(next);
                }
            }
            _ => return Ok(lp.values().iter().map(|x| x.round()).collect()),
        }
    }
    Err(Error::CannotRound)
}
