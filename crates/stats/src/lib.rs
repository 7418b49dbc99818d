//! Estimates, intervals and tests: pure and deterministic.
pub mod dist;
