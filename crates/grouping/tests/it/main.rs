//! The tests of `grouping`: one binary.

mod brute;
mod explain;
mod hostile;
mod model;
mod pace;
mod promises;
mod worked;
