//! Situations that can go wrong, each with a sentence in Swedish and English.

use std::{io, path::PathBuf};

use thiserror::Error;

/// The language of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// Swedish.
    #[default]
    Sv,
    /// English.
    En,
}

/// A snapshot could not be read or written.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StoreError {
    /// There is no snapshot of that name.
    #[error("no snapshot is called {id}")]
    NoSnapshot {
        /// The name asked for.
        id: String,
    },
    /// Another import holds the lock of the data folder.
    #[error("another import is running in {}", data.display())]
    Busy {
        /// The data folder.
        data: PathBuf,
    },
    /// The disk said no.
    #[error("{} could not be {action}: {source}", path.display())]
    Disk {
        /// The file or folder.
        path: PathBuf,
        /// What was tried: "read", "written", "renamed", "removed".
        action: &'static str,
        /// The system's reason.
        source: io::Error,
    },
    /// A file of the snapshot does not hold what it should.
    #[error("{} is damaged: {what}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        what: String,
    },
    /// A layout of a newer program.
    #[error("{} has format {found}; this program reads format {known}", path.display())]
    Format {
        /// The manifest.
        path: PathBuf,
        /// The format found.
        found: u32,
        /// The format this program reads.
        known: u32,
    },
    /// More key figures or areas than the layout holds.
    #[error("too many {what}: {found}, at most {most}")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many there are.
        found: usize,
        /// How many fit.
        most: usize,
    },
}

impl StoreError {
    pub(crate) fn disk(path: impl Into<PathBuf>, action: &'static str, source: io::Error) -> Self {
        Self::Disk { path: path.into(), action, source }
    }
}

/// An import was refused; nothing was changed.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ImportError {
    /// The store could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}
