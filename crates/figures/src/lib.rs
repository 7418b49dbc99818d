//! Key figures: from the source to a look-up.
//!
//! Two ways in, one way out:
//!
//! 1. [`import`] reads files (CSV, Parquet, saved answers of the Kolada API), [`kolada`] reads the
//!    live API. Both fill a [`Draft`].
//! 2. A [`Store`] lays the draft over the newest snapshot and publishes a new, immutable, dated
//!    [`Snapshot`] that appears whole or not at all.
//! 3. A [`Snapshot`] is mapped into memory; every key figure with values is a [`Block`]: a dense
//!    area × year table of women, men and total, each with a [`State`].
//!
//! Area indices mean the same in every block of a snapshot: index *i* is `snapshot.areas()[i]`,
//! sorted by code (the nation `0000` first, then the regions, then the municipalities).
//!
//! Nothing here reads the clock: the caller passes a [`jiff::Timestamp`].

mod area;
mod catalogue;
mod disk;
mod draft;
mod error;
mod files;
pub mod fold;
mod id;
pub mod import;
pub mod kolada;
mod manifest;
mod snapshot;
mod state;
mod store;
mod unit;
mod words;

pub use area::{Area, AreaKind, AreaMatch, Population};
pub use catalogue::{Catalogue, Group, KeyFigure, Level, Similar};
pub use draft::{Draft, Overlay};
pub use error::{CellProblem, FileProblem, ImportError, Lang, LiveProblem, StoreError};
pub use id::{AreaId, BadId, KpiId};
pub use manifest::{FileHash, Manifest, Mismatch, Source, StateCounts};
pub use snapshot::{Block, Row, Snapshot};
pub use state::{Cell, Sex, State};
pub use store::{Check, Listed, SnapshotId, SnapshotInfo, Store};
pub use unit::{Unit, ended, unit_of};
pub use words::Words;
