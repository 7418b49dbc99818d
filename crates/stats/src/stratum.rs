//! A two-by-two table within a stratum: an age band, a department, a municipality.

use crate::error::{self, Input, Result};
use crate::proportion::Share;

/// Women and men, with and without the property, in one stratum. A group may be empty: such a
/// stratum says nothing, and is passed over.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stratum {
    /// Women with the property.
    pub women_with: f64,
    /// Women without it.
    pub women_without: f64,
    /// Men with the property.
    pub men_with: f64,
    /// Men without it.
    pub men_without: f64,
}

impl Stratum {
    /// From the four cells, persons.
    ///
    /// # Errors
    /// A cell that is not a number, below zero, or out of all reach.
    pub fn new(women_with: f64, women_without: f64, men_with: f64, men_without: f64) -> Result<Self> {
        for cell in [women_with, women_without, men_with, men_without] {
            error::not_negative(Input::Count, cell)?;
            error::within_reach(Input::Count, cell)?;
        }
        Ok(Self { women_with, women_without, men_with, men_without })
    }

    /// From two shares.
    #[must_use]
    pub fn of(women: Share, men: Share) -> Self {
        Self { women_with: women.count, women_without: women.rest(), men_with: men.count, men_without: men.rest() }
    }

    /// Everybody in the stratum.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.women() + self.men()
    }

    /// The women.
    #[must_use]
    pub fn women(&self) -> f64 {
        self.women_with + self.women_without
    }

    /// The men.
    #[must_use]
    pub fn men(&self) -> f64 {
        self.men_with + self.men_without
    }

    /// Those with the property.
    #[must_use]
    pub fn with(&self) -> f64 {
        self.women_with + self.men_with
    }

    /// Those without it.
    #[must_use]
    pub fn without(&self) -> f64 {
        self.women_without + self.men_without
    }

    /// Whether both groups are there, so that their shares can be compared.
    #[must_use]
    pub fn has_both(&self) -> bool {
        self.women() > 0.0 && self.men() > 0.0
    }

    /// Whether it says anything of an odds ratio: no empty margin.
    #[must_use]
    pub fn says_something(&self) -> bool {
        self.has_both() && self.with() > 0.0 && self.without() > 0.0
    }

    /// The expected number of women with the property, and its variance, if groups do not differ.
    pub(crate) fn expected(&self) -> (f64, f64) {
        let n = self.total();
        let mean = self.women() * (self.with() / n);
        let variance = if n > 1.0 { mean * (self.men() / n) * (self.without() / (n - 1.0)) } else { 0.0 };
        (mean, variance)
    }
}
