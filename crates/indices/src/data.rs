//! The figures an index is computed from.

use std::collections::BTreeMap;

/// What is known about an indicator in a place.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Values {
    /// For women.
    pub women: Option<f64>,
    /// For men.
    pub men: Option<f64>,
    /// For all; where it is absent the mean of women and men stands in for it.
    pub all: Option<f64>,
}

/// All figures of one edition and year.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Data {
    /// The edition the figures were collected for, `gei-2013-2024`; the engine refuses another.
    pub edition: String,
    /// By place and indicator.
    pub values: BTreeMap<String, BTreeMap<String, Values>>,
}

impl Data {
    /// Nothing yet, of one edition.
    #[must_use]
    pub fn new(edition: &str) -> Self {
        Self { edition: edition.to_owned(), values: BTreeMap::new() }
    }

    /// Adds an indicator with women and men.
    pub fn set(&mut self, place: &str, indicator: &str, women: f64, men: f64, all: Option<f64>) {
        self.put(place, indicator, Values { women: Some(women), men: Some(men), all });
    }

    /// Adds an indicator that has only one number (deaths of mothers in childbirth, a published sub-score).
    pub fn set_all(&mut self, place: &str, indicator: &str, all: f64) {
        self.put(place, indicator, Values { women: None, men: None, all: Some(all) });
    }

    fn put(&mut self, place: &str, indicator: &str, values: Values) {
        self.values.entry(place.to_owned()).or_default().insert(indicator.to_owned(), values);
    }
}
