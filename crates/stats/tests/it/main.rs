//! The statistics against published numbers, against exact arithmetic, and against themselves.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "test helpers: a failure is a failed test, and what ran is printed"
)]

mod coverage;
mod distributions;
mod inequality;
mod permutation;
mod properties;
mod published;
mod run_chart;
mod worked;
