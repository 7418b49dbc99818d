//! The tests of `grouping`: one binary.

mod brute;
mod explain;
mod model;
mod pace;
