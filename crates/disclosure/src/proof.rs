//! Why a hidden cell is safe: two other tables that fit everything published, one with the cell lower, one
//! with it higher. Whoever doubts it can add them up; no optimiser need be trusted.

use crate::rule::Need;
use crate::table::Table;

/// How another table differs from the true one: cells and their change.
pub type Change = Vec<(usize, f64)>;

/// For one need, a table with the cell up by at least `up` and one with it down by at least `down`.
#[derive(Debug, Clone, PartialEq)]
pub struct Proof {
    /// What was needed.
    pub need: Need,
    /// The change that lifts the cell; empty where nothing was needed upwards.
    pub up: Change,
    /// The change that lowers it.
    pub down: Change,
}

/// What is wrong with a proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// A published cell would change.
    Published(usize),
    /// A cell would fall below zero.
    BelowZero(usize),
    /// A sum would no longer hold.
    Sum(usize),
    /// The cell does not get as far as was needed.
    TooShort(usize),
    /// A cell of a table of whole numbers changes by a part of one.
    Fraction(usize),
}

impl Proof {
    /// Adds both tables up.
    ///
    /// # Errors
    /// The first [`Flaw`] met.
    pub fn check(&self, table: &Table, hidden: &[bool]) -> Result<(), Flaw> {
        check(table, hidden, &self.up, self.need.cell, self.need.up)?;
        check(table, hidden, &self.down, self.need.cell, -self.need.down)
    }
}

fn check(table: &Table, hidden: &[bool], change: &Change, cell: usize, need: f64) -> Result<(), Flaw> {
    let mut reached = 0.0;
    let mut sums: std::collections::BTreeMap<usize, f64> = std::collections::BTreeMap::new();
    for (at, by) in change {
        let value = table.cells()[*at].value;
        if !hidden[*at] {
            return Err(Flaw::Published(*at));
        }
        if value + by < -1e-9 * (1.0 + value) {
            return Err(Flaw::BelowZero(*at));
        }
        if table.whole_numbers() && by.fract() != 0.0 {
            return Err(Flaw::Fraction(*at));
        }
        for equation in table.equations_of(*at) {
            let sign = if table.equations()[*equation].total == *at { -1.0 } else { 1.0 };
            *sums.entry(*equation).or_insert(0.0) += sign * by;
        }
        if *at == cell {
            reached += by;
        }
    }
    let size = change.iter().fold(1.0_f64, |top, (_, by)| top.max(by.abs()));
    if let Some((equation, _)) = sums.iter().find(|(_, sum)| sum.abs() > 1e-7 * size) {
        return Err(Flaw::Sum(*equation));
    }
    let far_enough = reached * need.signum() >= need.abs() * (1.0 - 1e-9);
    if need == 0.0 || far_enough { Ok(()) } else { Err(Flaw::TooShort(cell)) }
}
