//! What is wrong with a record before it is stored. Sentences for people are made from this
//! elsewhere.

use thiserror::Error;

/// The name of a field of a record, as in its JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field(pub &'static str);

/// A rule a field breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Rule {
    /// Must say something.
    #[error("is empty")]
    Empty,
    /// Longer than this many signs.
    #[error("is longer than {most} signs")]
    TooLong {
        /// The most signs.
        most: usize,
    },
    /// Holds signs that cannot be shown on one line.
    #[error("holds signs that cannot be shown")]
    Unprintable,
    /// The last day lies before the first.
    #[error("ends before it begins")]
    EndsBeforeItBegins,
    /// This kind of organisation belongs to another one.
    #[error("is missing")]
    Missing,
    /// This kind of organisation has none.
    #[error("should not be there")]
    Unwanted,
}

impl Rule {
    /// Checks a text on one line: not empty, at most `most` signs, nothing unprintable.
    ///
    /// # Errors
    /// The rule it breaks.
    pub fn text(field: Field, text: &str, most: usize) -> Result<(), Problem> {
        let broken = if text.trim().is_empty() {
            Self::Empty
        } else if text.chars().count() > most {
            Self::TooLong { most }
        } else if text.chars().any(char::is_control) {
            Self::Unprintable
        } else {
            return Ok(());
        };
        Err(broken.of(field))
    }

    /// This rule, broken by `field`.
    pub fn of(self, field: Field) -> Problem {
        Problem { field: field.0, rule: self }
    }
}

/// A field that breaks a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("{field} {rule}")]
pub struct Problem {
    /// The field.
    pub field: &'static str,
    /// The rule.
    pub rule: Rule,
}
