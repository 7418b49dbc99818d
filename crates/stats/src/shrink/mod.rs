//! Empirical Bayes: what many places tell of each other. A place with few persons is drawn towards
//! what is common, a place with many is left where it is.
//!
//! The interval of a place is that of its own true level, given what all places tell. That the spread
//! between places is itself estimated enters in `normal` and `james_stein` (Morris 1983), not in
//! `counts`.

pub mod counts;
pub mod james_stein;
pub mod normal;

use crate::Estimate;

/// All places drawn together.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Shrunk {
    /// What is common to all, with its interval; n is the number of places.
    pub common: Estimate,
    /// The variance of true levels between places, in squared units.
    pub between: f64,
    /// Every place, in the order of the input.
    pub places: Vec<Estimate>,
    /// How much of its own value each keeps, 0–1.
    pub kept: Vec<f64>,
}
