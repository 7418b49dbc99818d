//! Which numbers a row becomes: the adjusting variables (a category as one column of 0 and 1 for every level
//! but the first), then the outcome.

use crate::{Codebook, Fault};
use stats::explained::oaxaca::{Model, Term};

/// A category may have so many levels; more are no category but an identity.
pub(crate) const MOST_LEVELS: usize = 60;

/// A variable as it lies in the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its name in the file.
    pub name: String,
    /// Its levels in order, the first is the base; empty for a number.
    pub levels: Vec<String>,
    /// The first number of a row that is its.
    pub first: usize,
}

impl Column {
    /// How many numbers of a row are its.
    #[must_use]
    pub fn width(&self) -> usize {
        if self.levels.is_empty() { 1 } else { self.levels.len() - 1 }
    }
}

/// What a row's numbers are.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    /// The adjusting variables, in the order asked for.
    pub adjust: Vec<Column>,
    /// The outcome.
    pub outcome: String,
}

impl Layout {
    /// From the variables and their levels (none for numbers).
    pub(crate) fn new(variables: Vec<(String, Vec<String>)>, outcome: String) -> Self {
        let mut first = 0;
        let adjust = variables
            .into_iter()
            .map(|(name, levels)| {
                let column = Column { name, levels, first };
                first += column.width();
                column
            })
            .collect();
        Self { adjust, outcome }
    }

    /// How many numbers a row has.
    #[must_use]
    pub fn width(&self) -> usize {
        self.outcome_at() + 1
    }

    /// Which of them is the outcome: the last.
    #[must_use]
    pub fn outcome_at(&self) -> usize {
        self.adjust.iter().map(Column::width).sum()
    }

    /// Where the numbers that are no levels lie in a row: adjusting variables, then the outcome.
    pub fn numbers_at(&self) -> impl Iterator<Item = usize> + '_ {
        let own = self.adjust.iter().filter(|it| it.levels.is_empty()).map(|it| it.first);
        own.chain([self.outcome_at()])
    }

    /// What they are called, in the same order.
    pub fn numbers(&self) -> impl Iterator<Item = &str> {
        let own = self.adjust.iter().filter(|it| it.levels.is_empty()).map(|it| it.name.as_str());
        own.chain([self.outcome.as_str()])
    }

    /// Where the levels lie in a row.
    pub fn levels_at(&self) -> impl Iterator<Item = usize> + '_ {
        self.adjust.iter().filter(|it| !it.levels.is_empty()).flat_map(|it| it.first..it.first + it.width())
    }

    /// The model of the decomposition.
    #[must_use]
    pub fn model(&self) -> Model {
        let term = |it: &Column| match it.levels.len() {
            0 => Term::Number(it.first),
            _ => Term::Category((it.first..it.first + it.width()).collect()),
        };
        Model { outcome: self.outcome_at(), terms: self.adjust.iter().map(term).collect() }
    }
}

/// Levels in order: numbers by size, before words by their letters.
pub(crate) fn sorted(mut levels: Vec<String>) -> Vec<String> {
    levels.sort_by(|a, b| match (a.parse::<f64>(), b.parse::<f64>()) {
        (Ok(x), Ok(y)) => x.total_cmp(&y).then_with(|| a.cmp(b)),
        (Ok(_), Err(_)) => std::cmp::Ordering::Less,
        (Err(_), Ok(_)) => std::cmp::Ordering::Greater,
        (Err(_), Err(_)) => a.cmp(b),
    });
    levels.dedup();
    levels
}

/// Few enough levels for a category.
pub(crate) fn few_enough(column: &str, levels: usize) -> Result<(), Fault> {
    if levels > MOST_LEVELS {
        return Err(Fault::Levels { column: column.to_owned(), levels, most: MOST_LEVELS });
    }
    Ok(())
}

/// Which values of a numeric column are believed.
#[derive(Debug, Clone, PartialEq)]
pub struct Limits {
    /// No smaller one.
    pub least: f64,
    /// No larger one.
    pub most: f64,
    /// None of these: they stand for no answer.
    pub missing: Vec<f64>,
}

impl Limits {
    pub(crate) fn of(book: &Codebook, column: &str) -> Self {
        let about = book.about(column);
        let missing = about.map(|it| it.missing.iter().filter_map(|code| code.parse().ok()).collect());
        Self {
            least: about.and_then(|it| it.least).unwrap_or(f64::MIN),
            most: about.and_then(|it| it.most).unwrap_or(f64::MAX),
            missing: missing.unwrap_or_default(),
        }
    }
}
