//! What a difference between women and men means: is it more than chance from year to year, how
//! does it stand beside other areas, which way does it move, and whom could one learn from.
//!
//! Everything here is arithmetic on slices: no file, no clock, no network, no randomness, and the
//! same digits whatever the number of threads. The method is described in `METHOD.md` beside this
//! crate. Differences are always **women minus men**, in the unit of the key figure.
//!
//! ```text
//! fit(figure, country, year) -> Model     once a key figure
//! judge(model, grid, area)   -> Finding   the difference, its interval, its p-value
//! compare(...)               -> Comparison  against other areas' differences
//! trend(...)                 -> Trend
//! pool(model, grid, area, n) -> Pooled    several years taken together
//! scan_nation / scan_area    -> all of it at once, false discoveries held at 5 % an area
//! learn_from(...)            -> whom to learn from
//! replicate(...)             -> how often the promises above have been kept
//! ```

mod compare;
mod discover;
mod judge;
mod learn;
mod model;
mod pooled;
mod replicate;
mod scan;
mod smooth;
mod tail;
mod trend;
mod truth;
mod types;

pub use compare::compare;
pub use judge::judge;
pub use learn::learn_from;
pub use model::{Model, fit};
pub use pooled::{Pooled, pool};
pub use replicate::{Replication, Score, SizeClass, established, replicate};
pub use scan::{fit_all, scan_area, scan_nation, scan_with};
pub use trend::trend;
pub use types::*;

pub(crate) use replicate::STALE;

#[cfg(test)]
mod tests;
