//! Statistical methods by name: what each asks for, the columns it takes from a file or from numbers
//! written out, the lines of numbers it answers with, and published cases that are computed again.
//!
//! Here live the names ([`recipe`]), the reading of CSV, Parquet and XLSX into columns ([`read`]),
//! the answers ([`Line`]) and the published cases ([`cases`]). Not here: arithmetic (crate `stats`),
//! arguments and output (crate `jamsides`), case data too large for memory (crate `microdata`).
//!
//! # How to add a method to the command line
//! A [`Recipe`] in the file of its family in `recipes/`, with an example that runs; its published
//! case in `cases/`, where there is one. A test runs every example and holds its numbers.
//!
//! ```
//! use calc::{Asked, recipe};
//! let wilson = recipe("wilson").ok_or("unknown")?;
//! let lines = Asked::new(wilson).set("x", "81").set("n", "263").run(None).map_err(|fault| fault.to_string())?;
//! assert_eq!(format!("{:.4} {:.4}", lines[0].number("lower").unwrap_or(0.0), lines[0].number("upper").unwrap_or(0.0)), "0.2553 0.3662");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod answer;
mod asked;
pub mod cases;
mod fault;
mod formulas_sv;
mod line;
mod option;
pub mod read;
mod recipe;
mod recipes;
mod sheet;

pub use answer::Answer;
pub use asked::Asked;
pub use fault::Fault;
pub use line::{Datum, Line};
pub use option::{Need, Opt, Takes};
pub use read::{Cell, Table};
pub use recipe::{Family, Recipe, recipe, recipes};
pub use sheet::Sheet;
pub use stats::Lang;
