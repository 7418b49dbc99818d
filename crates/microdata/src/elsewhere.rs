//! Sums that another engine has added up, by the same rules as [`crate::pass`].

use crate::columns::{Limits, few_enough, sorted};
use crate::pass::finish;
use crate::state::{Read, Values, take};
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
        self.0.all += rows;
        self.0.spoil(why, rows);
    }

    /// So many good rows of a sex in a cell. `sums` are rows, Σw, Σw², Σw(x−c) by number of the row, and
    /// Σw(x−c)(x−c)′ by rows of its lower triangle. Of others than women and men only the rows are counted.
    pub fn add(&mut self, key: Key, sex: Sex, rows: u64, sums: Vec<f64>) {
        let mut read = Read { rows, all: rows, ..Read::default() };
        match (compared(sex), sex) {
            (Some(at), _) => {
                let mut sexes = [None, None];
                sexes[at] = Some(sums);
                read.cells = BTreeMap::from([((key.place, key.cluster), sexes)]);
            }
            (None, Sex::Other) => read.other = rows,
            (None, _) => read.unknown = rows,
        }
        self.0.and(read);
    }

    /// An amount (weight times outcome) that may be one of the two largest of a cell.
    pub fn amount(&mut self, key: &Key, sex: Sex, amount: f64) {
        if let Some(at) = compared(sex) {
            let cell = self.0.tops.entry((key.place.clone(), key.cluster.clone())).or_default();
            take(&mut cell[at], amount);
        }
    }

    /// The largest amount of a cell is there twice.
    pub fn again(&mut self, key: &Key, sex: Sex) {
        let cell = (key.place.clone(), key.cluster.clone());
        if let Some(most) = compared(sex).and_then(|at| Some(self.0.tops.get(&cell)?[at][0])) {
            self.amount(key, sex, most);
        }
    }

    /// So many of a sex have the level that is this number of a row.
    pub fn level(&mut self, sex: Sex, at: usize, rows: f64) {
        if let Some(sex) = compared(sex) {
            let counts = &mut self.0.counts[sex];
            counts.resize(counts.len().max(at + 1), 0.0);
            counts[at] += rows;
        }
    }

    /// A value that this number of a row takes.
    pub fn value(&mut self, at: usize, value: f64) {
        self.values_at(at).take(value);
    }

    /// The values this number of a row has been seen to take, as long as they are no more than two.
    #[must_use]
    pub fn few(&mut self, at: usize) -> Option<Vec<f64>> {
        self.values_at(at).few()
    }

    fn values_at(&mut self, at: usize) -> &mut Values {
        let values = &mut self.0.values;
        values.resize(values.len().max(at + 1), Values::default());
        &mut values[at]
    }

    /// The sums as a pass hands them over; `centre` is c above.
    ///
    /// # Errors
    /// Too many bad rows, nobody of a sex, sums that are no numbers.
    pub fn cells(mut self, layout: Layout, centre: &[f64], plan: &Plan) -> Result<Cells, Fault> {
        let width = layout.width();
        self.0.values.resize(width, Values::default());
        self.0.counts.iter_mut().for_each(|it| it.resize(width, 0.0));
        finish(self.0, layout, centre, plan)
    }
}

/// Women are the first, men the second; others are not compared.
const fn compared(sex: Sex) -> Option<usize> {
    match sex {
        Sex::Women => Some(0),
        Sex::Men => Some(1),
        Sex::Other | Sex::Unknown => None,
    }
}
