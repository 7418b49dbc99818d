//! The tests of `grouping`: one binary.

mod explain;
mod brute;
mod model;
mod pace;
