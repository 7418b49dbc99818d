//! The tests of `grouping`: one binary.

mod explain;
mod model;
