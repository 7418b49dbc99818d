//! The benchmarking models as data.
//!
//! A model says who takes part, on which conditions, in which steps and by when; a self-assessment what is
//! assessed and what each level looks like. They stand as TOML in `method/` and come with the program;
//! a county association writes its own in the same format (`method/README.md`) and nothing in the code
//! changes. No code knows a step by its number.
//!
//! Pure: no files, no clock. Whoever has a folder reads it and hands over paths and texts.
//!
//! ```
//! use method::{Lang, Library};
//!
//! let library = Library::built_in();
//! let model = library.model("modell-2023").unwrap();
//! assert_eq!(model.name.get(Lang::Sv), "Modellkonceptet 2023");
//! let edition = library.edition("modell-2023").unwrap();
//! assert_eq!((edition.version, edition.fingerprint.len()), (2, 64));
//! ```
//!
//! # Where things are
//! [`Library`] holds all files and reads more; every fault has file, line, column and a sentence
//! ([`Fault`]). [`due_dates`] turns deadlines into days, [`judge`] answers whether a participant may call
//! itself a model, [`missing`] and [`fill`] what a form lacks and what is known of it already, [`Mapping::beside`] sets answers to two self-assessments beside each other as far as
//! that is honest. [`diff`] says what differs between two models, [`show`] makes a page of one, and
//! [`starter`] begins a new one.

mod answer;
mod charter;
mod check;
mod deadline;
mod decision;
mod diff;
mod fault;
mod form;
mod instrument;
mod library;
mod model;
mod origin;
mod page;
mod place;
mod schema;
mod shape;
mod show;
mod starter;
mod status;
mod text;

pub use answer::{
    Answer, Answers, BySex, Given, Known, MOST_LINE, MOST_ROWS, MOST_TEXT, Misfit, MisfitKind, Missing, begin, fill,
    fits, misfits, missing,
};
pub use charter::{Area, Article, Charter};
pub use deadline::{Due, DueFault, due_dates};
pub use decision::{AnswerKind, Decision, Ending, EndingKind, Heading, Question, UsedBy};
pub use diff::{Change, Difference, What, diff, diff_page};
pub use fault::{Fault, FaultKind, Shape, Thing};
pub use form::{Column, ColumnKind, Field, FieldKind, Form, FormSection};
pub use instrument::{
    Anchor, Beside, Block, Comparison, Instrument, Item, Level, Levels, Mapping, Pair, Part, Relation, Scale,
};
pub use library::{Bound, EVALUATION, Edition, File, Library, MOST_BYTES};
pub use model::*;
pub use origin::Origin;
pub use page::{Entry, Page, Section};
pub use schema::Format;
pub use show::show;
pub use starter::{StarterFault, starter};
pub use status::{AnswerFault, Judgement, Reason, Sheet, Standing, Verdict, judge};
pub use text::{Id, Lang, Text};
