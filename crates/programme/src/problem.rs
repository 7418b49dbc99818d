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
    /// The same one is there twice.
    #[error("holds the same one twice")]
    Twice,
    /// A day of a calendar lies before the one that should come first.
    #[error("lies before the day before it")]
    BeforeTheOneBefore,
    /// No such step from the state it is in.
    #[error("does not lead there from here")]
    NotFromHere,
    /// The clock is put forward over it.
    #[error("is a time the clock never shows")]
    NoSuchTime,
    /// Not an address that begins with https://.
    #[error("is not an https address")]
    NotHttps,
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

    /// Checks a text on one line that may be empty.
    ///
    /// # Errors
    /// The rule it breaks.
    pub fn line(field: Field, text: &str, most: usize) -> Result<(), Problem> {
        if text.is_empty() { Ok(()) } else { Self::text(field, text, most) }
    }

    /// Checks a text of any lines, which may be empty.
    ///
    /// # Errors
    /// The rule it breaks.
    pub fn lines(field: Field, text: &str, most: usize) -> Result<(), Problem> {
        let broken = if text.chars().count() > most {
            Self::TooLong { most }
        } else if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
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
