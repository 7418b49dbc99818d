//! Cells and the sums that bind them: one table or several linked ones.
//!
//! Tables that share cells are linked by naming the same cell in the equations of each. A cube (all
//! combinations of categories, each with its total) is built by [`crate::cube`].

use crate::{Error, Result};

/// One cell with what the holder of the data knows about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// The true value.
    pub value: f64,
    /// How many persons it rests on. For a table of counts the value itself.
    pub n: f64,
    /// The contributions, largest first: for dominance and p %. Empty where there are none (counts).
    pub contributions: Vec<f64>,
    /// False where the cell must be published whatever happens (a total that stands elsewhere already).
    pub may_hide: bool,
}

impl Cell {
    /// A count of persons.
    #[must_use]
    pub fn count(n: f64) -> Self {
        Self { value: n, n, contributions: Vec::new(), may_hide: true }
    }

    /// An amount that n persons share, with the largest contributions if they are known.
    #[must_use]
    pub fn amount(value: f64, n: f64, mut contributions: Vec<f64>) -> Self {
        contributions.sort_by(|a, b| b.total_cmp(a));
        Self { value, n, contributions, may_hide: true }
    }

    /// The same, but always published.
    #[must_use]
    pub fn published(mut self) -> Self {
        self.may_hide = false;
        self
    }
}

/// A total and its parts, by their numbers in the list of cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Equation {
    /// The total.
    pub total: usize,
    /// What adds up to it.
    pub parts: Vec<usize>,
}

impl Equation {
    /// Every cell with its sign: the parts +1, the total −1.
    pub fn terms(&self) -> impl Iterator<Item = (usize, f64)> + '_ {
        self.parts.iter().map(|part| (*part, 1.0)).chain(std::iter::once((self.total, -1.0)))
    }
}

/// Cells and their sums, checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    cells: Vec<Cell>,
    equations: Vec<Equation>,
    of_cell: Vec<Vec<usize>>,
    whole: bool,
}

impl Table {
    /// A table whose sums hold and whose cells are zero or more.
    ///
    /// # Errors
    /// A value that is not a number or below zero, an equation that names a cell badly or does not hold.
    pub fn new(cells: Vec<Cell>, equations: Vec<Equation>) -> Result<Self> {
        for (number, cell) in cells.iter().enumerate() {
            let numbers = cell.contributions.iter().chain([&cell.value, &cell.n]);
            if !numbers.into_iter().all(|x| x.is_finite()) {
                return Err(Error::NotANumber { cell: number });
            }
            if cell.value < 0.0 || cell.n < 0.0 {
                return Err(Error::BelowBound { cell: number, value: cell.value.min(cell.n) });
            }
        }
        let of_cell = places(cells.len(), &equations)?;
        for (number, equation) in equations.iter().enumerate() {
            let parts: f64 = equation.parts.iter().map(|part| cells[*part].value).sum();
            let total = cells[equation.total].value;
            if (parts - total).abs() > 1e-9 * (1.0 + total.abs()) {
                return Err(Error::DoesNotAddUp { equation: number, parts, total });
            }
        }
        let whole = cells.iter().all(|cell| cell.value.fract() == 0.0 && cell.value < 9.0e15);
        Ok(Self { cells, equations, of_cell, whole })
    }

    /// The cells.
    #[must_use]
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// The sums.
    #[must_use]
    pub fn equations(&self) -> &[Equation] {
        &self.equations
    }

    /// In which equations a cell stands.
    #[must_use]
    pub fn equations_of(&self, cell: usize) -> &[usize] {
        &self.of_cell[cell]
    }

    /// True where every value is a whole number: an attacker knows that too.
    #[must_use]
    pub fn whole_numbers(&self) -> bool {
        self.whole
    }
}

/// In which equations each cell stands, if all equations are well formed.
pub(crate) fn places(cells: usize, equations: &[Equation]) -> Result<Vec<Vec<usize>>> {
    let mut of_cell = vec![Vec::new(); cells];
    for (number, equation) in equations.iter().enumerate() {
        for (cell, _) in equation.terms() {
            let list: &mut Vec<usize> = of_cell.get_mut(cell).ok_or(Error::BadEquation { equation: number })?;
            if list.last() == Some(&number) {
                return Err(Error::BadEquation { equation: number });
            }
            list.push(number);
        }
    }
    Ok(of_cell)
}
