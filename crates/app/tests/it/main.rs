//! The use cases on invented and on real figures.
#![expect(clippy::unwrap_used, reason = "tests stop where they cannot go on, and say what they ran on")]

mod demonstration;
mod grouping;
mod planted;
mod real;
