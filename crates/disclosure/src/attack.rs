//! What an attacker can work out: for every hidden cell the interval that all published sums allow.
//!
//! First every sum narrows its own cells until nothing changes (exact for most published tables), then the
//! sums that still hang together are solved as linear programmes, piece by piece. Where a table holds whole
//! numbers the ends are drawn in to whole numbers. Reference: Fischetti & Salazar 2000, Manage Sci 47:1008.

use crate::simplex::{End, Simplex};
use crate::table::Equation;

/// The largest tableau a piece may need before its intervals are left as the sums by themselves give them.
const LARGEST_TABLEAU: usize = 4_000_000;
const STEPS: usize = 200_000;

/// What stands in a published table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shown {
    /// A published value, right to ± this much (0.5 where it was rounded to whole numbers, 0 where exact).
    Value {
        /// The number.
        value: f64,
        /// How far the truth may lie from it.
        slack: f64,
    },
    /// A hidden value, with what anybody knows about it beforehand.
    Hidden {
        /// The least it can be.
        low: f64,
        /// The most it can be.
        high: f64,
    },
}

/// What an attacker knows about a hidden cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// The cell.
    pub cell: usize,
    /// The least it can be.
    pub low: f64,
    /// The most it can be; infinite where nothing stops it.
    pub high: f64,
    /// True where no narrower interval holds; false where a piece was too large to solve and the truth may be
    /// narrower.
    pub tight: bool,
}

impl Bounds {
    /// True where only one value is left.
    #[must_use]
    pub fn exact(&self) -> bool {
        self.high - self.low <= 1e-7 * (1.0 + self.low.abs())
    }
}

/// The result of an attack.
#[derive(Debug, Clone, PartialEq)]
pub struct Attack {
    /// The hidden cells, in their order, where the sums can all hold.
    pub bounds: Vec<Bounds>,
    /// Sums that cannot hold together with the rest, with everything published and known beforehand.
    pub contradictions: Vec<usize>,
}

struct Row {
    number: usize,
    terms: Vec<(usize, f64)>,
    low: f64,
    high: f64,
}

/// The attacker's interval of every hidden cell. `whole` where everybody knows that all values are whole
/// numbers. Cells in a sum that contradicts the rest are not answered for.
#[must_use]
pub fn attack(cells: &[Shown], equations: &[Equation], whole: bool) -> Attack {
    let mut range: Vec<(f64, f64)> = cells
        .iter()
        .map(|cell| match *cell {
            Shown::Value { value, slack } => (value - slack, value + slack),
            Shown::Hidden { low, high } => (low, high),
        })
        .collect();
    let hidden: Vec<bool> = cells.iter().map(|cell| matches!(cell, Shown::Hidden { .. })).collect();
    let mut rows: Vec<Row> = equations
        .iter()
        .enumerate()
        .map(|(number, equation)| {
            let (mut low, mut high, mut terms) = (0.0, 0.0, Vec::new());
            for (cell, sign) in equation.terms() {
                if hidden[cell] {
                    terms.push((cell, sign));
                } else {
                    let (a, b) = (-sign * range[cell].0, -sign * range[cell].1);
                    low += a.min(b);
                    high += a.max(b);
                }
            }
            Row { number, terms, low, high }
        })
        .collect();
    let mut bad = narrow(&rows, &mut range, whole);
    rows.retain(|row| !row.terms.is_empty());
    let pieces = pieces(&rows, cells.len());
    let mut bounds = Vec::new();
    let lone = (0..cells.len()).filter(|cell| hidden[*cell] && pieces.of[*cell].is_none());
    bounds.extend(lone.map(|cell| Bounds { cell, low: range[cell].0, high: range[cell].1, tight: true }));
    for piece in &pieces.rows {
        if piece.iter().any(|row| bad.contains(&rows[*row].number)) {
            continue;
        }
        match solve(&rows, piece, &range, whole) {
            Some(found) => bounds.extend(found),
            None => bad.extend(piece.iter().map(|row| rows[*row].number)),
        }
    }
    bounds.sort_by_key(|b| b.cell);
    bad.sort_unstable();
    bad.dedup();
    Attack { bounds, contradictions: bad }
}

/// Lets each sum narrow its cells until nothing changes. Hands back the sums that cannot hold.
fn narrow(rows: &[Row], range: &mut [(f64, f64)], whole: bool) -> Vec<usize> {
    let mut of_cell: Vec<Vec<usize>> = vec![Vec::new(); range.len()];
    for (place, row) in rows.iter().enumerate() {
        for (cell, _) in &row.terms {
            of_cell[*cell].push(place);
        }
    }
    let mut bad = Vec::new();
    let mut waiting: std::collections::VecDeque<usize> = (0..rows.len()).collect();
    let mut queued = vec![true; rows.len()];
    // Narrowing by ever smaller steps need not end by itself.
    let mut left = 40 * rows.len() + 1000;
    while let Some(place) = waiting.pop_front() {
        queued[place] = false;
        left -= 1;
        if left == 0 {
            break;
        }
        let row = &rows[place];
        let slack = 1e-9 * (1.0 + row.low.abs().max(row.high.abs()));
        let ends = |range: &[(f64, f64)], cell: usize, sign: f64| {
            let (a, b) = (sign * range[cell].0, sign * range[cell].1);
            (a.min(b), a.max(b))
        };
        let (mut least, mut most, mut open_low, mut open_high) = (0.0, 0.0, 0_u32, 0_u32);
        for (cell, sign) in &row.terms {
            let (a, b) = ends(range, *cell, *sign);
            if a.is_finite() {
                least += a
            } else {
                open_low += 1
            }
            if b.is_finite() { most += b } else { open_high += 1 }
        }
        if (open_low == 0 && least > row.high + slack) || (open_high == 0 && most < row.low - slack) {
            bad.push(row.number);
            continue;
        }
        for (cell, sign) in &row.terms {
            let (a, b) = ends(range, *cell, *sign);
            let others_low = match (open_low, a.is_finite()) {
                (0, _) => least - a,
                (1, false) => least,
                _ => f64::NEG_INFINITY,
            };
            let others_high = match (open_high, b.is_finite()) {
                (0, _) => most - b,
                (1, false) => most,
                _ => f64::INFINITY,
            };
            let (x, y) = (sign * (row.low - others_high), sign * (row.high - others_low));
            let (mut low, mut high) = (x.min(y), x.max(y));
            if whole {
                low = (low - 1e-7).ceil();
                high = (high + 1e-7).floor();
            }
            let (old_low, old_high) = range[*cell];
            let step = 1e-9 * (1.0 + old_low.abs());
            let new = (old_low.max(low), old_high.min(high));
            if new.0 > new.1 + slack {
                bad.push(row.number);
                continue;
            }
            if new.0 > old_low + step || new.1 < old_high - step {
                range[*cell] = (new.0.min(new.1), new.1);
                for other in &of_cell[*cell] {
                    if !queued[*other] {
                        queued[*other] = true;
                        waiting.push_back(*other);
                    }
                }
                // This row's sums are no longer right: it is read again.
                break;
            }
        }
    }
    bad
}

struct Pieces {
    rows: Vec<Vec<usize>>,
    of: Vec<Option<usize>>,
}

/// The rows that hang together by their cells.
fn pieces(rows: &[Row], cells: usize) -> Pieces {
    let mut of_cell: Vec<Vec<usize>> = vec![Vec::new(); cells];
    for (place, row) in rows.iter().enumerate() {
        for (cell, _) in &row.terms {
            of_cell[*cell].push(place);
        }
    }
    let mut piece_of_row: Vec<Option<usize>> = vec![None; rows.len()];
    let mut of = vec![None; cells];
    let mut found: Vec<Vec<usize>> = Vec::new();
    for start in 0..rows.len() {
        if piece_of_row[start].is_some() {
            continue;
        }
        let number = found.len();
        let mut members = Vec::new();
        let mut open = vec![start];
        piece_of_row[start] = Some(number);
        while let Some(row) = open.pop() {
            members.push(row);
            for (cell, _) in &rows[row].terms {
                of[*cell] = Some(number);
                for next in &of_cell[*cell] {
                    if piece_of_row[*next].is_none() {
                        piece_of_row[*next] = Some(number);
                        open.push(*next);
                    }
                }
            }
        }
        members.sort_unstable();
        found.push(members);
    }
    Pieces { rows: found, of }
}

/// The intervals of one piece; `None` where its sums cannot hold together.
fn solve(rows: &[Row], piece: &[usize], range: &[(f64, f64)], whole: bool) -> Option<Vec<Bounds>> {
    let mut cells: Vec<usize> = piece.iter().flat_map(|row| rows[*row].terms.iter().map(|t| t.0)).collect();
    cells.sort_unstable();
    cells.dedup();
    let outer = |tight: bool| {
        cells.iter().map(|cell| Bounds { cell: *cell, low: range[*cell].0, high: range[*cell].1, tight }).collect()
    };
    // One sum by itself is as narrow as it gets; and so is a piece where every cell is known.
    if piece.len() == 1 || cells.iter().all(|cell| range[*cell].1 - range[*cell].0 <= 1e-9) {
        return Some(outer(true));
    }
    if piece.len().saturating_mul(cells.len()) > LARGEST_TABLEAU {
        return Some(outer(false));
    }
    let columns: Vec<(f64, f64)> = cells.iter().map(|cell| range[*cell]).collect();
    let local: Vec<crate::simplex::Row> = piece
        .iter()
        .map(|row| {
            let row = &rows[*row];
            let place = |cell: usize| cells.binary_search(&cell).unwrap_or(0);
            (row.terms.iter().map(|(cell, sign)| (place(*cell), *sign)).collect(), row.low, row.high)
        })
        .collect();
    let mut lp = Simplex::new(&columns, &local, STEPS);
    match lp.feasible() {
        None => return Some(outer(false)),
        Some(false) => return None,
        Some(true) => {}
    }
    let mut found = Vec::with_capacity(cells.len());
    for (column, cell) in cells.iter().enumerate() {
        let (low, high) = range[*cell];
        let (down, low) = extreme(&mut lp, column, -1.0, low);
        let (up, high) = extreme(&mut lp, column, 1.0, high);
        let (low, high) = if whole { ((low - 1e-6).ceil(), (high + 1e-6).floor()) } else { (low, high) };
        found.push(Bounds { cell: *cell, low, high: high.max(low), tight: down && up });
    }
    Some(found)
}

/// The end of a column's interval in one direction, and whether it is known to be the end.
fn extreme(lp: &mut Simplex, column: usize, direction: f64, bound: f64) -> (bool, f64) {
    let met = if direction > 0.0 { lp.seen(column).1 } else { lp.seen(column).0 };
    if bound.is_finite() && (met - bound).abs() <= 1e-9 * (1.0 + bound.abs()) {
        return (true, bound);
    }
    match lp.largest(&[(column, direction)], f64::INFINITY) {
        End::Best | End::Enough => (true, lp.values()[column]),
        End::Unbounded => (true, direction * f64::INFINITY),
        End::GaveUp => (false, bound),
    }
}
