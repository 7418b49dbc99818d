//! The rounds of benchmarking since 2015, as public facts with their sources: who took part, in which
//! group, with whom as a mentor; what the sources disagree about; what is not known.
//!
//! The facts stand as TOML in `history/` and come with the program. Organisations only, never a person.
//!
//! Pure: no files, no clock. Every [`Text`] is in both languages; what the program says itself of a round
//! or an organisation is in [`said`].
//!
//! ```
//! use history::History;
//!
//! let history = History::built_in();
//! let first = history.rounds().next().unwrap();
//! assert_eq!((first.id.as_str(), first.participants().count()), ("pilot-2015", 7));
//! assert_eq!(history.genealogy().inspired("umea").len(), 7);
//! ```
//!
//! # Where things are
//! [`History`] holds everything and answers look-ups, [`Story`] what one organisation did, [`Genealogy`]
//! who mentored whom. [`When`] is a day, a month or a year: as exact as its source.

mod check;
mod data;
mod fault;
mod genealogy;
mod history;
pub mod said;
mod story;
mod when;

pub use data::*;
pub use fault::{Fault, FaultKind};
pub use genealogy::{Certainty, Genealogy, Mentoring, Sort};
pub use history::{File, History};
pub use story::{Did, Role, Story};
pub use when::{When, WhenFault};
