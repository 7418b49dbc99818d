//! The tests of `grouping`: one binary.

mod brute;
mod model;
mod pace;
