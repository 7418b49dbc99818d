//! Side by side: what the organisations of a group have agreed on, item by item beside each other; and
//! for who runs a round everybody, in a table and small pictures.
//!
//! Nothing here shows more than its owner has let be seen: every joint answer, form and file is asked
//! about by itself, as it would be on its own page. What is not shown is said to be so, and nothing else
//! of it: no level, no number, no evidence. Nothing is stored here; what one wants to take home becomes
//! an idea by [`Office::add_idea`](crate::Office::add_idea).
//!
//! Answers given in another self-assessment stand in the table only where `method::Mapping` says that the
//! question and the scale are the same. Otherwise the page says why they cannot be compared.
//!
//! # Where things are
//! `view` is what pages and papers show, `table` gathers a group's, `time` one organisation's over the
//! years, `everybody` a round's, `file` makes papers and tables to save.

mod everybody;
mod file;
mod table;
mod time;
mod view;

pub use everybody::{LevelsAsk, LevelsCell, LevelsLine, LevelsSort, LevelsState, LevelsView};
pub use file::BesidePaper;
pub use view::{
    BesideAsk, BesideCell, BesideChoice, BesideColumn, BesideDifference, BesideForm, BesideMember, BesideRow,
    BesideSheet, BesideState, BesideTaken, BesideThen, BesideTimeRow, BesideTimes, BesideView,
};
