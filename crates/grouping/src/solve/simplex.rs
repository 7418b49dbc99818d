//! A linear programme: least cost, x ≥ 0, by the revised simplex method with the inverse of the basis written out
//! (Dantzig and Orchard-Hays 1954; Maros, Computational Techniques of the Simplex Method, 2003). Columns and rows can
//! come in while it runs, as column generation and cuts need; it goes on from where it was.
//!
//! Set partitioning is degenerate through and through, so every right side is a hair's breadth larger than it says, a
//! different one for each row (Charnes 1952). Floating numbers, the same on every machine; nothing that is claimed
//! rests on them: bounds are computed anew from the prices in whole numbers ([`super::bound`]).

use std::collections::BTreeSet;

use super::work::Work;

/// A row a column stands in, and with what coefficient.
pub(super) type Entry = (u32, f64);

/// A column costs less than this beyond its prices: it comes in.
const GAIN: f64 = 1e-6;
/// What is smaller is nothing to pivot on.
const PIVOT: f64 = 1e-7;
/// Columns thought of between two looks at all.
const CANDIDATES: usize = 60;
/// Pivots after which the inverse is made anew.
const FRESH: u32 = 1_500;

/// What a row asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    /// So much, neither more nor less.
    Exactly,
    /// So much at most.
    AtMost,
}

struct Column {
    cost: f64,
    entries: Vec<Entry>,
    /// Whether it may come in.
    open: bool,
}

/// The programme, and where it stands.
pub(super) struct Lp {
    columns: Vec<Column>,
    right: Vec<f64>,
    /// The column that is basic in each row.
    basis: Vec<usize>,
    basic: Vec<bool>,
    inverse: Vec<Vec<f64>>,
    level: Vec<f64>,
    price: Vec<f64>,
    pivots: u32,
}

impl Lp {
    pub(super) const fn new() -> Self {
        Self {
            columns: Vec::new(),
            right: Vec::new(),
            basis: Vec::new(),
            basic: Vec::new(),
            inverse: Vec::new(),
            level: Vec::new(),
            price: Vec::new(),
            pivots: 0,
        }
    }

    pub(super) fn rows(&self) -> usize {
        self.right.len()
    }

    /// What each row's right side is worth.
    pub(super) fn prices(&self) -> &[f64] {
        &self.price
    }

    /// Adds a column; it has the next number.
    pub(super) fn column(&mut self, cost: f64, entries: Vec<Entry>) -> usize {
        self.columns.push(Column { cost, entries, open: true });
        self.basic.push(false);
        self.columns.len() - 1
    }

    /// Adds a row, in which the columns there are stand as `entries` say (column and coefficient). A row that is met
    /// has its slack in the basis, one that is broken a column that costs `dear`.
    pub(super) fn row(&mut self, sense: Sense, right: f64, entries: &[(usize, f64)], dear: f64) {
        let row = self.rows();
        // A golden share of the row's number: no two alike.
        let share = (row as f64 * 0.618_033_988_749_895).fract();
        let right = right + 2e-6 * (1.0 + share);
        for (column, coefficient) in entries {
            self.columns[*column].entries.push((row as u32, *coefficient));
        }
        let mut there = vec![0.0; row];
        let mut held = 0.0;
        for (place, column) in self.basis.iter().enumerate() {
            if let Some((_, coefficient)) = entries.iter().find(|it| it.0 == *column) {
                held += coefficient * self.level[place];
                there.iter_mut().zip(&self.inverse[place]).for_each(|(sum, it)| *sum += coefficient * it);
            }
        }
        let sign = if sense == Sense::Exactly || held <= right { 1.0 } else { -1.0 };
        let slack = (sense == Sense::AtMost).then(|| self.column(0.0, vec![(row as u32, 1.0)]));
        let broken = self.column(dear, vec![(row as u32, if sense == Sense::Exactly { 1.0 } else { -1.0 })]);
        let enters = slack.filter(|_| sign > 0.0).unwrap_or(broken);
        let mut new: Vec<f64> = there.iter().map(|it| -sign * it).collect();
        new.push(sign);
        self.inverse.iter_mut().for_each(|it| it.push(0.0));
        self.inverse.push(new);
        self.right.push(right);
        self.basis.push(enters);
        self.basic[enters] = true;
        self.level.push(sign * (right - held));
        self.price.push(0.0);
        self.reprice();
    }

    /// Lets a column in, or keeps it out: then it costs `dear` as long as it is there.
    pub(super) fn set(&mut self, column: usize, open: bool, cost: f64) {
        self.columns[column].open = open;
        self.columns[column].cost = cost;
    }

    /// What a column costs beyond its prices.
    pub(super) fn reduced(&self, column: usize) -> f64 {
        let it = &self.columns[column];
        it.cost - it.entries.iter().map(|(row, value)| self.price[*row as usize] * value).sum::<f64>()
    }

    /// Goes to the optimum over the columns there are; whether it came there.
    pub(super) fn solve(&mut self, work: &mut Work<'_>) -> bool {
        self.reprice();
        loop {
            let mut candidates = self.candidates(work);
            if candidates.is_empty() {
                return true;
            }
            let mut moved = false;
            while !candidates.is_empty() {
                let mut best: Option<(f64, usize)> = None;
                candidates.retain(|column| {
                    let reduced = self.reduced(*column);
                    if reduced < -GAIN && best.is_none_or(|it| reduced < it.0) {
                        best = Some((reduced, *column));
                    }
                    reduced < -GAIN
                });
                let Some((reduced, column)) = best else { break };
                candidates.retain(|it| *it != column);
                moved |= self.enter(column, reduced, work);
                if work.ended {
                    return false;
                }
            }
            if !moved {
                return true;
            }
            if self.pivots >= FRESH {
                self.refresh(work);
            }
        }
    }

    fn candidates(&self, work: &mut Work<'_>) -> Vec<usize> {
        let mut all: Vec<(f64, usize)> = Vec::new();
        for at in (0..self.columns.len()).filter(|at| self.columns[*at].open && !self.basic[*at]) {
            let reduced = self.reduced(at);
            if reduced < -GAIN {
                all.push((reduced, at));
            }
        }
        work.spend(3 * self.columns.len() as u64);
        all.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        all.truncate(CANDIDATES);
        all.into_iter().map(|it| it.1).collect()
    }

    /// The column as the basis sees it.
    fn seen(&self, column: usize) -> Vec<f64> {
        let entries = &self.columns[column].entries;
        let sum = |row: &Vec<f64>| entries.iter().map(|(at, value)| row[*at as usize] * value).sum();
        self.inverse.iter().map(sum).collect()
    }

    /// Takes a column into the basis; whether it could.
    fn enter(&mut self, column: usize, reduced: f64, work: &mut Work<'_>) -> bool {
        let seen = self.seen(column);
        let mut leaves: Option<(f64, usize)> = None;
        for (row, value) in seen.iter().enumerate().filter(|(_, value)| **value > PIVOT) {
            let ratio = self.level[row].max(0.0) / value;
            let sooner =
                leaves.is_none_or(|(least, at)| ratio < least - 1e-12 || (ratio <= least + 1e-12 && *value > seen[at]));
            if sooner {
                leaves = Some((ratio, row));
            }
        }
        let Some((ratio, row)) = leaves else { return false };
        let step = reduced / seen[row];
        self.price.iter_mut().zip(&self.inverse[row]).for_each(|(price, it)| *price += step * it);
        self.level.iter_mut().zip(&seen).for_each(|(level, value)| *level -= ratio * value);
        self.level[row] = ratio;
        self.pivot(row, column, &seen, work);
        true
    }

    fn pivot(&mut self, row: usize, column: usize, seen: &[f64], work: &mut Work<'_>) {
        let mut own = std::mem::take(&mut self.inverse[row]);
        own.iter_mut().for_each(|it| *it /= seen[row]);
        let mut touched = 0;
        for (at, there) in self.inverse.iter_mut().enumerate() {
            let value = seen[at];
            if at != row && value.abs() > 1e-12 {
                there.iter_mut().zip(&own).for_each(|(it, by)| *it -= value * by);
                touched += 1;
            }
        }
        self.inverse[row] = own;
        self.basic[self.basis[row]] = false;
        self.basic[column] = true;
        self.basis[row] = column;
        self.pivots += 1;
        work.spend((touched * self.rows() / 12 + 4 * self.rows()) as u64);
    }

    /// Prices of the basis.
    fn reprice(&mut self) {
        let mut price = vec![0.0; self.rows()];
        for (place, column) in self.basis.iter().enumerate() {
            let cost = self.columns[*column].cost;
            if cost != 0.0 {
                price.iter_mut().zip(&self.inverse[place]).for_each(|(sum, it)| *sum += cost * it);
            }
        }
        self.price = price;
    }

    /// Makes the inverse anew, so that what was rounded does not add up.
    fn refresh(&mut self, work: &mut Work<'_>) {
        let rows = self.rows();
        let mut basis = self.basis.clone();
        basis.sort_by_key(|it| (self.columns[*it].entries.len(), *it));
        for (row, there) in self.inverse.iter_mut().enumerate() {
            there.iter_mut().for_each(|it| *it = 0.0);
            there[row] = 1.0;
        }
        let mut free = vec![true; rows];
        for column in basis {
            let seen = self.seen(column);
            let mut best: Option<(f64, usize)> = None;
            for row in (0..rows).filter(|row| free[*row]) {
                if best.is_none_or(|it| seen[row].abs() > it.0) {
                    best = Some((seen[row].abs(), row));
                }
            }
            let Some((_, row)) = best else { break };
            free[row] = false;
            self.pivot(row, column, &seen, work);
        }
        let basis = self.basis.clone();
        basis.iter().for_each(|it| self.basic[*it] = true);
        self.level = self.inverse.iter().map(|it| it.iter().zip(&self.right).map(|(a, b)| a * b).sum()).collect();
        self.pivots = 0;
        self.reprice();
    }

    /// Forgets columns, but those in the basis; the new number of each that is left.
    pub(super) fn forget(&mut self, these: &BTreeSet<usize>) -> Vec<Option<usize>> {
        let mut new = vec![None; self.columns.len()];
        let (mut columns, mut basic) = (Vec::new(), Vec::new());
        for (at, column) in std::mem::take(&mut self.columns).into_iter().enumerate() {
            if self.basic[at] || !these.contains(&at) {
                new[at] = Some(columns.len());
                columns.push(column);
                basic.push(self.basic[at]);
            }
        }
        (self.columns, self.basic) = (columns, basic);
        self.basis.iter_mut().for_each(|at| *at = new[*at].unwrap_or(*at));
        new
    }

    /// Whether a column is one of those that should not be there.
    pub(super) fn is_dear(&self, column: usize, dear: f64) -> bool {
        self.columns[column].cost >= dear
    }

    /// What it costs as it stands.
    pub(super) fn value(&self) -> f64 {
        self.basis.iter().zip(&self.level).map(|(column, level)| self.columns[*column].cost * level).sum()
    }

    /// The basic columns and how much there is of each.
    pub(super) fn basic(&self) -> impl Iterator<Item = (usize, f64)> + '_ {
        self.basis.iter().copied().zip(self.level.iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::{Lp, Sense};
    use crate::{Effort, Go, solve::work::Work};

    /// Solves, and gives the cost.
    fn cost(lp: &mut Lp) -> f64 {
        let mut tell = |_: &crate::Progress| Go::On;
        assert!(lp.solve(&mut Work::new(&Effort::default(), &mut tell)));
        lp.value()
    }

    fn near(one: f64, other: f64) {
        assert!((one - other).abs() < 1e-3, "{one} is not {other}");
    }

    /// Three that are to be covered once, in pairs at 2 or alone at 3: half of each pair.
    fn pairs() -> Lp {
        let mut lp = Lp::new();
        (0..3).for_each(|_| lp.row(Sense::Exactly, 1.0, &[], 100.0));
        for (one, other) in [(0, 1), (0, 2), (1, 2)] {
            lp.column(2.0, vec![(one, 1.0), (other, 1.0)]);
        }
        (0..3).for_each(|row| _ = lp.column(3.0, vec![(row, 1.0)]));
        lp
    }

    #[test]
    fn the_relaxation_takes_half_of_each_pair() {
        let mut lp = pairs();
        near(cost(&mut lp), 3.0);
        lp.prices().iter().for_each(|it| near(*it, 1.0));
        // Columns 0 to 2 are the rows' own.
        lp.basic().filter(|it| (3..6).contains(&it.0)).for_each(|(_, share)| near(share, 0.5));
    }

    #[test]
    fn a_cut_that_comes_in_makes_it_whole() {
        let mut lp = pairs();
        near(cost(&mut lp), 3.0);
        // One pair at most: then one is alone.
        lp.row(Sense::AtMost, 1.0, &[(3, 1.0), (4, 1.0), (5, 1.0)], 100.0);
        near(cost(&mut lp), 5.0);
        near(lp.prices().last().copied().unwrap_or(0.0), -4.0);
    }

    #[test]
    fn what_is_kept_out_is_not_taken_and_comes_back() {
        let mut lp = pairs();
        near(cost(&mut lp), 3.0);
        lp.set(3, false, 102.0);
        near(cost(&mut lp), 5.0);
        lp.set(3, true, 2.0);
        near(cost(&mut lp), 3.0);
    }

    #[test]
    fn what_is_forgotten_changes_nothing_that_is_in_use() {
        let mut lp = pairs();
        near(cost(&mut lp), 3.0);
        let new = lp.forget(&(6..9).collect());
        assert_eq!(new[3], Some(3));
        near(cost(&mut lp), 3.0);
    }

    #[test]
    fn what_cannot_be_costs_what_it_costs_to_break_it() {
        let mut lp = Lp::new();
        lp.row(Sense::Exactly, 1.0, &[], 50.0);
        near(cost(&mut lp), 50.0);
        let cheap = lp.column(1.0, vec![(0, 1.0)]);
        lp.row(Sense::AtMost, 0.0, &[(cheap, 1.0)], 50.0);
        near(cost(&mut lp), 50.0);
    }
}
