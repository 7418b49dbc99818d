//! Composite indices as definitions: what is measured, how it is made comparable, how it is put together.
//!
//! A [`Definition`] is a file (`curated/indices/*.toml`): a tree whose leaves are indicators with a value for
//! women, men and all, and whose nodes say how their children are put together. One engine computes them all:
//! EIGE's Gender Equality Index, the Global Gender Gap, UNDP's GII and GDI, JämIndex and Statistics Norway's.
//! What in a definition is recalled or inferred rather than read is marked so, node by node.
//!
//! Editions are never mixed: a result carries the edition it was computed by, and [`Scores::change_from`]
//! refuses two that are not declared comparable. Beside every score that rewards a high level stands the
//! same score with the level left out ([`Score::gap_only`]), since the level makes scores follow prosperity
//! (Permanyer 2015). What is not here: files, figures and their sources.

mod compute;
mod data;
mod definition;
mod error;
mod measure;

pub use compute::{Score, Scores, compute};
pub use data::{Data, Values};
pub use definition::{Aggregate, Certainty, Definition, Node, Source};
pub use error::{Error, Result};
pub use measure::{Goalposts, Measure};
