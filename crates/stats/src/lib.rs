//! Estimates, intervals and tests: pure and deterministic.
//!
//! One file a method. Every result carries its method: [`Estimate`] has value, lower, upper,
//! confidence, method and n, [`Test`] has statistic, degrees of freedom, p, method and n. The sign
//! is fixed: women minus men, women over men. Nothing here reads a file or a clock, chance comes from a
//! seed that is handed in, and all functions beyond + − × ÷ √ come from `libm`, so the same digits come out on
//! every machine.
//!
//! # Which one to take
//! | question | function |
//! |---|---|
//! | one share | [`proportion::wilson`] |
//! | two shares, difference | [`two_proportions::newcombe`], or [`two_proportions::miettinen_nurminen`] with [`two_proportions::score_test`] |
//! | two shares, ratio | [`two_proportions::koopman`] |
//! | one rate, two rates | [`rate::rate`], [`two_rates::ratio`], [`two_rates::difference`] |
//! | one mean, two means | [`mean::mean`], [`mean::welch`] |
//! | an error found by other means | [`mean::known_error`] |
//! | many figures at once | [`multiple::adjust`] |
//! | rising or falling | [`trend::mann_kendall`], [`trend::sen_slope`] |
//! | has a measurement changed | [`run_chart::read`] |
//! | could it have been seen | [`detectable`] |
//! | has one group changed more than another | [`permutation::two_means`], in pairs [`permutation::paired`] |
//! | so many up, so many down | [`sign::sign`] |
//! | how unevenly an amount is spread | [`inequality::gini`], [`inequality::theil_t`], [`inequality::atkinson`] |
//! | what of that lies between groups | [`inequality::split`] |
//!
//! # How to add a method
//! 1. A file here: `//!` line, argument checks first (`error`), the formula, the reference.
//! 2. A variant of [`Method`] with key, names and reference.
//! 3. Its published case in `tests/it/`, read from `../shared/verification`, to the digits
//!    published, and a property test for its symmetries.
//!
//! ```
//! use stats::{proportion::Share, two_proportions::newcombe};
//! let women = Share::new(56.0, 70.0)?;
//! let men = Share::new(48.0, 80.0)?;
//! let gap = newcombe(women, men, 0.95)?;
//! assert!(gap.excludes(0.0));
//! assert_eq!(gap.method.key(), "newcombe");
//! # Ok::<(), stats::Error>(())
//! ```

pub mod detectable;
pub mod dist;
mod error;
mod estimate;
pub mod inequality;
mod lang;
pub mod mean;
pub mod multiple;
pub mod permutation;
pub mod proportion;
pub mod quantile;
pub mod rate;
mod root;
pub mod run_chart;
pub mod sign;
pub mod trend;
pub mod two_proportions;
pub mod two_rates;

pub use error::{Error, Input, Result};
pub use estimate::{Estimate, Method, Test};
pub use lang::Lang;
