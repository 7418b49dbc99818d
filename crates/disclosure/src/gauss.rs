//! Which cells follow from the published ones whatever the numbers are, by elimination.
//!
//! Langsrud's way (2024, GaussSuppression): cells are published one after another in an order of preference;
//! one that would make a protected cell a sum of published ones is hidden instead. Fast, and all sums are
//! taken together, but it only keeps cells from being exactly known, not within an interval: use
//! [`crate::protect`] where intervals matter. The arithmetic is modulo a prime: a cell that follows with real
//! numbers follows there too, so an error could only hide too much.

use std::collections::BTreeMap;

use crate::table::Table;

const PRIME: u64 = (1 << 61) - 1;

type Line = BTreeMap<usize, u64>;

fn times(a: u64, b: u64) -> u64 {
    (u128::from(a) * u128::from(b) % u128::from(PRIME)) as u64
}

fn inverse(a: u64) -> u64 {
    let (mut base, mut left, mut out) = (a, PRIME - 2, 1);
    while left > 0 {
        if left & 1 == 1 {
            out = times(out, base);
        }
        base = times(base, base);
        left >>= 1;
    }
    out
}

/// Lines in echelon form, each led by its smallest column with factor 1.
#[derive(Debug, Clone, Default)]
struct Span {
    lines: BTreeMap<usize, Line>,
}

impl Span {
    fn reduce(&self, mut line: Line) -> Line {
        let mut from = 0;
        while let Some((column, factor)) = line.range(from..).next().map(|(c, f)| (*c, *f)) {
            if let Some(other) = self.lines.get(&column) {
                for (c, f) in other {
                    let gone = times(factor, *f);
                    let entry = line.entry(*c).or_insert(0);
                    *entry = (*entry + PRIME - gone) % PRIME;
                    if *entry == 0 {
                        line.remove(c);
                    }
                }
            }
            from = column + 1;
        }
        line
    }

    /// Adds a line; false where it follows from those already there.
    fn add(&mut self, line: Line) -> bool {
        let mut line = self.reduce(line);
        let Some((lead, factor)) = line.first_key_value().map(|(c, f)| (*c, *f)) else {
            return false;
        };
        let by = inverse(factor);
        for f in line.values_mut() {
            *f = times(*f, by);
        }
        self.lines.insert(lead, line);
        true
    }

    fn holds(&self, line: &Line) -> bool {
        self.reduce(line.clone()).is_empty()
    }
}

/// The sums as lines over cells: what follows from them and the published cells is known.
fn sums(table: &Table) -> Span {
    let mut span = Span::default();
    for equation in table.equations() {
        let line = equation.terms().map(|(cell, sign)| (cell, if sign > 0.0 { 1 } else { PRIME - 1 })).collect();
        span.add(line);
    }
    span
}

/// Which of the hidden cells follow exactly from the published ones and the sums, whatever the numbers.
#[must_use]
pub fn follows(table: &Table, hidden: &[bool]) -> Vec<usize> {
    let mut span = sums(table);
    for cell in (0..hidden.len()).filter(|cell| !hidden[*cell]) {
        span.add([(cell, 1)].into());
    }
    (0..hidden.len()).filter(|cell| hidden[*cell] && span.holds(&[(*cell, 1)].into())).collect()
}

/// Hides, besides `primary`, as few cells as this order leads to: `order` names cells in the order they should
/// be published, the most wanted first (cells not named come last, in their order). Those that may not be
/// hidden come before all.
#[must_use]
pub fn suppress(table: &Table, primary: &[usize], order: &[usize]) -> Vec<bool> {
    let size = table.cells().len();
    let secret: std::collections::BTreeSet<usize> = primary.iter().copied().collect();
    let mut span = sums(table);
    let mut hidden = vec![true; size];
    let must = (0..size).filter(|cell| !table.cells()[*cell].may_hide);
    let rest = 0..size;
    let mut seen = vec![false; size];
    let all: Vec<usize> = must.chain(order.iter().copied().filter(|cell| *cell < size)).chain(rest).collect();
    for cell in all {
        if std::mem::replace(&mut seen[cell], true) || secret.contains(&cell) {
            continue;
        }
        let mut with = span.clone();
        with.add([(cell, 1)].into());
        let given_away = secret.iter().any(|secret| with.holds(&[(*secret, 1)].into()));
        if !given_away || !table.cells()[cell].may_hide {
            hidden[cell] = false;
            span = with;
        }
    }
    hidden
}
