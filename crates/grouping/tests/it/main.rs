//! The tests of `grouping`: one binary.

mod explain;
mod brute;
mod brute;
mod explain;
mod model;
mod pace;
