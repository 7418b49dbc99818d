//! The tests of `grouping`: one binary.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "test helpers: a failure is a failed test, and what was measured is printed"
)]

mod brute;
mod explain;
mod hostile;
mod model;
mod pace;
mod promises;
mod worked;
