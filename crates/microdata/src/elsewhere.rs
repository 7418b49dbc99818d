//! Sums that another engine has added up, by the same rules as [`crate::pass`].

use crate::columns::{Limits, few_enough, sorted};
use crate::pass::finish;
use crate::state::Read;
use crate::{Cells, Codebook, Fault, Key, Layout, Plan, Reason, Sex};
use std::collections::{BTreeMap, BTreeSet};

/// Which values of a column of numbers the codebook lets through.
#[must_use]
pub fn limits(book: &Codebook, column: &str) -> Limits {
    Limits::of(book, column)
}

/// What a row becomes, from the variables and the values found of each category (none for a number).
///
/// Codes that stand for no answer are no levels.
///
/// # Errors
/// [`Fault::Levels`].
pub fn layout(plan: &Plan, variables: Vec<(String, Option<BTreeSet<String>>)>) -> Result<Layout, Fault> {
    let mut all = Vec::with_capacity(variables.len());
    for (name, found) in variables {
        let missing = plan.book.about(&name).map(|about| about.missing.as_slice()).unwrap_or_default();
        let levels: Vec<String> = found.into_iter().flatten().filter(|it| !missing.contains(it)).collect();
        few_enough(&name, levels.len())?;
        all.push((name, sorted(levels)));
    }
    Ok(Layout::new(all, plan.outcome.clone()))
}

/// What has been added up so far.
#[derive(Debug, Clone, Default)]
pub struct Added(Read);

impl Added {
    /// So many rows cannot be used.
    pub fn spoilt(&mut self, why: Reason, rows: u64) {
        self.0.rows += rows;
        self.0.spoil(why, rows);
    }

    /// So many good rows of a sex in a cell. `sums` are rows, Σw, Σw², Σw(x−c) by number of the row, and
    /// Σw(x−c)(x−c)′ by rows of its lower triangle. Of others than women and men only the rows are counted.
    pub fn add(&mut self, key: Key, sex: Sex, rows: u64, sums: Vec<f64>) {
        let at = match sex {
            Sex::Women => 0,
            Sex::Men => 1,
            Sex::Other => {
                self.0.rows += rows;
                self.0.other += rows;
                return;
            }
            Sex::Unknown => {
                self.0.rows += rows;
                self.0.unknown += rows;
                return;
            }
        };
        let mut sexes = [None, None];
        sexes[at] = Some(sums);
        let cells = BTreeMap::from([((key.place, key.cluster), sexes)]);
        self.0.and(Read { rows, cells, ..Read::default() });
    }

    /// The sums as a pass hands them over; `centre` is c above.
    ///
    /// # Errors
    /// Too many bad rows, nobody of a sex, sums that are no numbers.
    pub fn cells(self, layout: Layout, centre: &[f64], plan: &Plan) -> Result<Cells, Fault> {
        finish(self.0, layout, centre, plan)
    }
}
