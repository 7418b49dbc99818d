//! The use cases on invented and on real figures.

mod demonstration;
mod planted;
mod real;
