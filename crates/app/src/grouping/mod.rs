//! Forming groups: from what somebody has written down to what is asked of the crate `grouping`, and from its
//! answers to sentences.
//!
//! - [`read`]: files of an organiser, TOML and CSV, to [`grouping::Ask`].
//! - [`places`]: where municipalities and regions lie.
//! - [`answer`]: an arrangement with what it costs and why, as machines read it.
//! - [`example`]: a round that runs, to begin from.
//! - [`words`]: sentences about rules, wishes, faults and answers.
//!
//! Not here: how groups are chosen (`grouping`), arguments and files of the machine (`jamsides`), people and
//! permissions (`office`).

pub mod answer;
pub mod example;
mod known;
pub mod places;
pub mod read;
pub mod words;

pub use known::FromFigures;
