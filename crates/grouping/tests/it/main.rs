//! The tests of `grouping`: one binary.

mod model;
