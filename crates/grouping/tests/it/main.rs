//! The tests of `grouping`: one binary.

mod brute;
mod hostile;
mod model;
mod pace;
mod promises;
mod worked;
