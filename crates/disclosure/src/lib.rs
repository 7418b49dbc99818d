//! x
mod error;
mod table;
pub mod attack;
pub mod cube;
pub mod rule;
mod simplex;
pub use error::{Error, Result};
pub use table::{Cell, Equation, Table};
