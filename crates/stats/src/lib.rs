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
//! | a median or another quantile | [`quantile_interval::quantile`], with weights [`quantile_interval::weighted`] |
//! | two groups' quantiles | [`quantile_gap::price_bonett`], [`quantile_gap::bootstrap`] |
//! | two groups by rank | [`brunner_munzel::brunner_munzel`], [`rank_sum::rank_sum`] with [`rank_sum::shift`] |
//! | two shares, odds ratio | [`odds_ratio::independence_smoothed`], few persons [`exact_odds::exact`] |
//! | as if composed alike | [`standard::direct`], few in the bands [`standard::indirect`] |
//! | women beside men within strata | [`standard::mantel_haenszel`] |
//! | along a ranking | [`standard::slope_index`] |
//! | many places beside a target | [`funnel`] |
//! | many places with few persons | [`shrink::normal`], [`shrink::counts`] |
//! | families of tests | [`families::chosen_families`], [`families::tree`] |
//! | a trend where points hang together | [`trend_serial::hamed_rao`], by season [`trend_serial::seasonal`] |
//! | many rows to one cell, lines from cells | [`moments`] |
//! | how much of a difference in means is explained | [`explained::oaxaca`] |
//! | of rates, by composition and factors | [`explained::dasgupta`] |
//! | of shares | [`explained::shares`] |
//! | at quantiles, in spread, in inequality | [`explained::reweight`] |
//! | what differs between equals | [`propensity::difference`] |
//! | has taking part done anything, different starts | [`effect::staggered`], [`effect::imputation`] |
//! | one start, a comparison put together | [`effect::synthetic`] |
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

pub mod brunner_munzel;
pub mod detectable;
pub mod dist;
mod draws;
pub mod effect;
mod error;
mod estimate;
pub mod exact_odds;
pub mod explained;
pub mod families;
pub mod funnel;
pub mod inequality;
mod lang;
pub mod linear;
pub mod logit;
pub mod mean;
pub mod moments;
pub mod multiple;
pub mod odds_ratio;
mod pairs;
pub mod permutation;
pub mod propensity;
pub mod proportion;
pub mod quantile;
pub mod quantile_gap;
pub mod quantile_interval;
pub mod rank_sum;
mod ranks;
pub mod rate;
mod root;
pub mod run_chart;
pub mod shrink;
pub mod sign;
mod slopes;
pub mod standard;
pub mod stratum;
pub mod trend;
pub mod trend_serial;
pub mod two_proportions;
pub mod two_rates;

pub use error::{Error, Input, Result};
pub use estimate::{Estimate, Method, Test};
pub use lang::Lang;
