//! What a method answers: lines of named numbers.

use stats::{Estimate, Lang, Test};

/// One thing of a line.
#[derive(Debug, Clone, PartialEq)]
pub enum Datum {
    /// A number; infinite where a limit does not exist.
    Number(f64),
    /// A word for machines or a name from the file.
    Text(String),
}

/// A line of an answer: named numbers and words, in the order to be read.
///
/// Keys are stable: `value`, `lower`, `upper`, `confidence`, `method`, `n`, `statistic`, `df`, `p`,
/// `notes`, and the method's own.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Line {
    /// Which `--by` the line is for: column and value.
    pub by: Option<(String, String)>,
    /// Key and datum.
    pub data: Vec<(&'static str, Datum)>,
    /// What should be known of it, in Swedish and English.
    pub notes: Vec<(String, String)>,
}

impl Line {
    /// A line called `what` ("women - men", a stratum, a variable).
    #[must_use]
    pub fn of(what: impl Into<String>) -> Self {
        Self::default().text("what", what)
    }

    /// With a number.
    #[must_use]
    pub fn with(mut self, key: &'static str, value: f64) -> Self {
        // No minus before nought.
        self.data.push((key, Datum::Number(value + 0.0)));
        self
    }

    /// With a number, if there is one.
    #[must_use]
    pub fn with_some(self, key: &'static str, value: Option<f64>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    /// With a word.
    #[must_use]
    pub fn text(mut self, key: &'static str, value: impl Into<String>) -> Self {
        self.data.push((key, Datum::Text(value.into())));
        self
    }

    /// With an estimate: value, lower, upper, confidence, method, n, and the standard error where there is one.
    #[must_use]
    pub fn estimate(self, it: &Estimate) -> Self {
        self.with("value", it.value)
            .with("lower", it.lower)
            .with("upper", it.upper)
            .with("confidence", it.confidence)
            .text("method", it.method.key())
            .with("n", it.n)
            .with_some("se", it.error)
    }

    /// With a test: statistic, df, p, and the method where no estimate has named one.
    #[must_use]
    pub fn test(self, it: &Test) -> Self {
        let named = self.data.iter().any(|(key, _)| *key == "method");
        let line = self.with("statistic", it.statistic).with_some("df", it.df).with("p", it.p);
        if named { line.text("test", it.method.key()) } else { line.text("method", it.method.key()).with("n", it.n) }
    }

    /// With a remark.
    #[must_use]
    pub fn note(mut self, sv: impl Into<String>, en: impl Into<String>) -> Self {
        self.notes.push((sv.into(), en.into()));
        self
    }

    /// The number of this key.
    #[must_use]
    pub fn number(&self, key: &str) -> Option<f64> {
        self.data.iter().find_map(|(own, datum)| match datum {
            Datum::Number(value) if *own == key => Some(*value),
            _ => None,
        })
    }

    /// The word of this key.
    #[must_use]
    pub fn word(&self, key: &str) -> Option<&str> {
        self.data.iter().find_map(|(own, datum)| match datum {
            Datum::Text(value) if *own == key => Some(value.as_str()),
            _ => None,
        })
    }

    /// The remarks in the reader's language.
    #[must_use]
    pub fn said(&self, lang: Lang) -> String {
        let said: Vec<&str> = self.notes.iter().map(|(sv, en)| lang.pick(sv.as_str(), en.as_str())).collect();
        said.join(" ")
    }
}
