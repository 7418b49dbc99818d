//! Which cells give a person away by themselves: threshold, dominance, p %, and zeros.
//!
//! A rule says for a cell whether it must be hidden and how far from its value an attacker must be left
//! guessing ([`Need`]). References: Hundepool et al. 2012, Statistical Disclosure Control, ch. 4.

use crate::{Cell, Error, Result, Table};

/// How far a hidden cell must be able to lie from its value in a table that fits all that is published.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Need {
    /// The cell.
    pub cell: usize,
    /// Down from its value by at least this.
    pub down: f64,
    /// Up by at least this.
    pub up: f64,
}

/// A primary rule.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Rule {
    /// Hidden where fewer than `least` persons, but at least one, stand behind it. The attacker must be left
    /// guessing by this share of the value, and by one person at least in a table of whole numbers. Where the
    /// value is the count itself it must also be able to reach `least`: to know that it is small is to know.
    Threshold {
        /// The smallest number that may be published.
        least: f64,
        /// 0.3 for 30 % of the value each way.
        range: f64,
    },
    /// Hidden where nobody stands behind it (a zero can say something about everybody in a group).
    Zero {
        /// How high it must be able to be.
        range: f64,
    },
    /// Hidden where the `n` largest contributions are more than `share` of the value. The value must be
    /// able to lie higher by what would make the rule hold.
    Dominance {
        /// How many of the largest.
        n: usize,
        /// 0.85 for 85 %.
        share: f64,
    },
    /// Hidden where the second largest can tell the largest within `p` of its size: where value − first −
    /// second < p × first.
    Percent {
        /// 0.1 for 10 %.
        p: f64,
    },
}

impl Rule {
    /// The needs of every cell that this rule hides.
    ///
    /// # Errors
    /// A parameter without meaning.
    pub fn needs(&self, table: &Table) -> Result<Vec<Need>> {
        self.check()?;
        let whole = table.whole_numbers();
        // A share of nought is no range: what is nought gets the range of the smallest amount that is more.
        let smallest = table.cells().iter().map(|it| it.value).filter(|it| *it > 0.0).fold(f64::INFINITY, f64::min);
        let smallest = if smallest.is_finite() { smallest } else { 1.0 };
        let need = |(number, cell)| self.need(number, cell, whole, smallest);
        Ok(table.cells().iter().enumerate().filter_map(need).collect())
    }

    fn check(&self) -> Result<()> {
        let bad = |value: f64| Err(Error::BadParameter { value });
        match *self {
            Self::Threshold { least, .. } if !(least.is_finite() && least > 0.0) => bad(least),
            Self::Threshold { range, .. } | Self::Zero { range } if !(range.is_finite() && range >= 0.0) => bad(range),
            Self::Dominance { share, .. } if !(share > 0.0 && share < 1.0) => bad(share),
            Self::Dominance { n: 0, .. } => bad(0.0),
            Self::Percent { p } if !(p.is_finite() && p > 0.0) => bad(p),
            _ => Ok(()),
        }
    }

    fn need(&self, number: usize, cell: &Cell, whole: bool, smallest: f64) -> Option<Need> {
        let up_to_whole = |x: f64| if whole { x.ceil() } else { x };
        match *self {
            Self::Threshold { least, range } => (cell.n > 0.0 && cell.n < least).then(|| {
                let reach = if whole { (range * cell.value).ceil().max(1.0) } else { range * cell.value.max(smallest) };
                let counted = cell.value == cell.n;
                let up = if counted { reach.max(up_to_whole(least - cell.value)) } else { reach };
                Need { cell: number, down: reach.min(cell.value), up }
            }),
            Self::Zero { range } => (cell.n == 0.0).then(|| Need { cell: number, down: 0.0, up: up_to_whole(range) }),
            Self::Dominance { n, share } => {
                let largest: f64 = cell.contributions.iter().take(n).sum();
                (largest > share * cell.value).then(|| {
                    let reach = up_to_whole(largest / share - cell.value);
                    Need { cell: number, down: reach.min(cell.value), up: reach }
                })
            }
            Self::Percent { p } => {
                let first = cell.contributions.first().copied()?;
                let second = cell.contributions.get(1).copied().unwrap_or(0.0);
                let lacks = p * first - (cell.value - first - second);
                (lacks > 0.0).then(|| {
                    let reach = up_to_whole(lacks);
                    Need { cell: number, down: reach.min(cell.value), up: reach }
                })
            }
        }
    }
}

/// The needs of all rules together, one a cell, the larger where two rules hide the same.
///
/// # Errors
/// A parameter without meaning.
pub fn primary(table: &Table, rules: &[Rule]) -> Result<Vec<Need>> {
    let mut by_cell: std::collections::BTreeMap<usize, Need> = std::collections::BTreeMap::new();
    for rule in rules {
        for need in rule.needs(table)? {
            let known = by_cell.entry(need.cell).or_insert(need);
            known.down = known.down.max(need.down);
            known.up = known.up.max(need.up);
        }
    }
    Ok(by_cell.into_values().collect())
}
