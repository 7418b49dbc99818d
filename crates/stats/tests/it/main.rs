//! The statistics against published numbers, against exact arithmetic, and against themselves.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "test helpers: a failure is a failed test, and what ran is printed"
)]

mod coverage;
mod distributions;
mod effect;
mod effects_properties;
mod explained;
mod inequality;
mod many_places;
mod permutation;
mod properties;
mod published;
mod ranks;
mod run_chart;
mod slope_index;
mod standard;
mod standard_any;
mod trend_serial;
mod worked;

use proptest::prelude::ProptestConfig;

/// So many cases a property; `JAMSIDES_FUZZ=100` asks for a hundred times as many.
fn config(cases: u32) -> ProptestConfig {
    let times = std::env::var("JAMSIDES_FUZZ").ok().and_then(|it| it.parse().ok()).unwrap_or(1);
    ProptestConfig { cases: cases.saturating_mul(times), failure_persistence: None, ..ProptestConfig::default() }
}
