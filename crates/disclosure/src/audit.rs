//! What published tables give away: every hidden cell that can be worked out, exactly or nearly, and every
//! small number that stands there openly.

use crate::attack::{Attack, Shown, attack};
use crate::table::{Equation, places};
use crate::{Error, Result};

/// What counts as given away.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Counts from 1 to just below this are sensitive.
    pub least: f64,
    /// A hidden cell whose interval is narrower than this is recovered "nearly".
    pub width: f64,
}

/// What became of a hidden cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    /// Only one value is left.
    Exact,
    /// The interval is narrower than the limit.
    Nearly,
    /// It is not known, but it must be one of the sensitive numbers.
    SurelySmall,
}

/// One cell that is given away.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GivenAway {
    /// The cell.
    pub cell: usize,
    /// The least it can be.
    pub low: f64,
    /// The most it can be.
    pub high: f64,
    /// How.
    pub finding: Finding,
}

impl GivenAway {
    /// True where the number itself is sensitive: it is, or must be, from 1 to just below `least`.
    #[must_use]
    pub fn sensitive(&self, limits: &Limits) -> bool {
        self.low >= 1.0 && self.high < limits.least
    }
}

/// The result of an audit.
#[derive(Debug, Clone, PartialEq)]
pub struct Audit {
    /// The attacker's interval of every hidden cell, and the sums that contradict each other.
    pub attack: Attack,
    /// Hidden cells that are given away.
    pub given_away: Vec<GivenAway>,
    /// Published cells from 1 to just below the limit.
    pub small_published: Vec<usize>,
}

/// Works out what can be worked out. `whole` where all cells are known to be whole numbers.
///
/// # Errors
/// A cell or limit that is not a number, an equation that names a cell badly.
///
/// ```
/// use disclosure::{Equation, attack::Shown, audit::{Finding, Limits, audit}};
/// // 20 in all, 17 men; the women are "hidden".
/// let cells = [
///     Shown::Hidden { low: 0.0, high: f64::INFINITY },
///     Shown::Value { value: 17.0, slack: 0.0 },
///     Shown::Value { value: 20.0, slack: 0.0 },
/// ];
/// let sums = [Equation { total: 2, parts: vec![0, 1] }];
/// let found = audit(&cells, &sums, true, Limits { least: 5.0, width: 2.0 })?;
/// assert_eq!((found.given_away[0].low, found.given_away[0].finding), (3.0, Finding::Exact));
/// # Ok::<(), disclosure::Error>(())
/// ```
pub fn audit(cells: &[Shown], equations: &[Equation], whole: bool, limits: Limits) -> Result<Audit> {
    if !(limits.least.is_finite() && limits.width.is_finite()) {
        return Err(Error::BadParameter { value: if limits.least.is_finite() { limits.width } else { limits.least } });
    }
    places(cells.len(), equations)?;
    for (number, cell) in cells.iter().enumerate() {
        let fine = match *cell {
            Shown::Value { value, slack } => value.is_finite() && slack.is_finite() && slack >= 0.0,
            Shown::Hidden { low, high } => {
                !low.is_nan() && !high.is_nan() && low <= high && low < f64::INFINITY && high > f64::NEG_INFINITY
            }
        };
        if !fine {
            return Err(Error::NotANumber { cell: number });
        }
    }
    let attack = attack(cells, equations, whole);
    let given_away = attack
        .bounds
        .iter()
        .filter_map(|b| {
            // What anybody knew beforehand is not given away by the table.
            let known_before = matches!(cells[b.cell], Shown::Hidden { low, high } if low == b.low && high == b.high);
            let finding = if b.exact() {
                Finding::Exact
            } else if b.high - b.low < limits.width {
                Finding::Nearly
            } else if b.low >= 1.0 && b.high < limits.least {
                Finding::SurelySmall
            } else {
                return None;
            };
            (!known_before).then_some(GivenAway { cell: b.cell, low: b.low, high: b.high, finding })
        })
        .collect();
    let small_published = cells
        .iter()
        .enumerate()
        .filter(|(_, cell)| matches!(cell, Shown::Value { value, .. } if *value >= 1.0 && *value < limits.least))
        .map(|(number, _)| number)
        .collect();
    Ok(Audit { attack, given_away, small_published })
}
