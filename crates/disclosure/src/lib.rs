//! Which published cells give a person away, and what to hide or round so that none does.
//!
//! A [`Table`] is cells and sums: one table, or several linked ones that share cells. All sums are taken
//! together, so what one table gives away about another is seen.
//!
//! | question | function |
//! |---|---|
//! | which cells must be hidden by themselves | [`rule::primary`] |
//! | which more, so that those cannot be worked out | [`protect::cube`], [`protect::table`] |
//! | why is that safe | [`proof::Proof`]: two other tables that fit, for anybody to add up |
//! | what can an attacker work out | [`attack::attack`] |
//! | what do these published tables give away | [`audit::audit`] |
//! | which cells follow from others, whatever their values | [`gauss::suppress`] |
//! | the same table in multiples of 3 or 5, sums held | [`round::controlled`] |
//!
//! Whole numbers, zero or more, are what an attacker is taken to know beforehand. What is not here: files,
//! sentences of pages, and protection against somebody who is alone in a cell and knows the own contribution
//! to it (hide by threshold of at least three where that matters).
//!
//! ```
//! use disclosure::{Cell, cube::{Cube, Dimension}, protect::{self, Cost}, rule::{Rule, primary}};
//! // Four municipalities, women and men; two women only in the first.
//! let counts = [2.0, 18.0, 19.0, 14.0, 10.0, 12.0, 14.0, 11.0].map(Cell::count);
//! let cube = Cube::add_up(vec![Dimension::flat(4), Dimension::flat(2)], &counts)?;
//! let needs = primary(cube.table(), &[Rule::Threshold { least: 5.0, range: 0.3 }])?;
//! let safe = protect::cube(&cube, &needs, Cost::Persons)?;
//! // The third municipality is hidden too, and the men of both.
//! assert_eq!(safe.secondary, [1, 6, 7]);
//! assert_eq!(safe.check(cube.table()), Ok(()));
//! # Ok::<(), disclosure::Error>(())
//! ```

pub mod attack;
pub mod audit;
pub mod cube;
mod error;
pub mod gauss;
pub mod proof;
pub mod protect;
pub mod round;
pub mod rule;
mod simplex;
mod table;

pub use error::{Error, Result};
pub use table::{Cell, Equation, Table};
