//! What can go wrong, named after situations. Sentences for people are made from the variant
//! elsewhere; not found is no error (`Ok(None)`).

use std::fmt;

use programme::{Id, Problem};
use thiserror::Error;

use crate::record::{Conflict, Head};

/// A situation.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// The disk is full. Nothing was changed.
    #[error("the disk is full: {detail}")]
    DiskFull {
        /// What the database said.
        detail: String,
    },
    /// The disk or the database is read-only. Nothing was changed.
    #[error("the storage is read-only: {detail}")]
    ReadOnly {
        /// What the database said.
        detail: String,
    },
    /// The disk refused for another reason. Nothing was changed.
    #[error("the disk refused: {detail}")]
    Disk {
        /// What the database said.
        detail: String,
    },
    /// Others kept the storage busy for as long as we waited. Nothing was changed.
    #[error("the storage is busy: {detail}")]
    Busy {
        /// What the database said.
        detail: String,
    },
    /// The database did not answer for as long as we waited. Nothing was changed.
    #[error("the database cannot be reached: {detail}")]
    Unreachable {
        /// What went wrong.
        detail: String,
    },
    /// The database went away while it was saving, and has not come back: whether the change was
    /// saved can only be told then.
    #[error("the database went away while saving change {change}")]
    Unknown {
        /// The change.
        change: Id,
    },
    /// The address is none we know, or does not let us in.
    #[error("the database's address is not right: {detail}")]
    Address {
        /// Why.
        detail: String,
    },
    /// The database does not have the program's tables: nothing was begun in it, or it is
    /// something else's.
    #[error("the database does not have the program's tables: {detail}")]
    NoTables {
        /// What the database said.
        detail: String,
    },
    /// Somebody else has changed the record since it was read. Nothing was overwritten.
    #[error("record {} was changed by another", .0.id)]
    Conflict(Box<Conflict>),
    /// The record is not there: never was, removed, or erased.
    #[error("record {id} is not there")]
    Gone {
        /// The record.
        id: Id,
    },
    /// Another record of the kind has the same key.
    #[error("another {kind} has the key {key}")]
    Taken {
        /// The kind.
        kind: &'static str,
        /// The key.
        key: String,
        /// The record that has it.
        by: Id,
    },
    /// A field points at a record or a content that is not there.
    #[error("{field} points at {target}, which is not there")]
    Dangling {
        /// The field.
        field: String,
        /// What it points at.
        target: String,
    },
    /// The record cannot go while others point at it.
    #[error("record {id} is in use")]
    InUse {
        /// The record.
        id: Id,
        /// Those that point at it.
        by: Vec<Head>,
    },
    /// A record never changes owner: that would show it to others without their act.
    #[error("record {id} would change owner")]
    OwnerMoved {
        /// The record.
        id: Id,
    },
    /// The record breaks a rule of its kind.
    #[error(transparent)]
    Invalid(#[from] Problem),
    /// The file is larger than may be attached.
    #[error("{bytes} bytes are more than the {most} allowed")]
    TooLarge {
        /// How large it is.
        bytes: u64,
        /// The most.
        most: u64,
    },
    /// The content is not of a kind that may be attached, or not what its name says.
    #[error("the file is {found}, which may not be attached as {name}")]
    WrongType {
        /// What the content is, as far as it was recognised.
        found: String,
        /// The name it came with.
        name: String,
    },
    /// A one-time token was used before, has expired or never was.
    #[error("the token is used or has expired")]
    Used,
    /// The job was taken over by another worker, since its time ran out.
    #[error("the job was taken over")]
    LeaseLost,
    /// The stored data is not as it should be.
    #[error("damaged: {what}")]
    Damaged {
        /// What is wrong.
        what: String,
    },
    /// A newer version of the program wrote this.
    #[error("written by a newer version of the program: {what}")]
    Newer {
        /// What is newer.
        what: String,
    },
    /// A file is imported into an instance that is not empty.
    #[error("the instance is not empty")]
    NotEmpty,
    /// A file says something else about a record that is here already.
    #[error("record {id} is here already and differs")]
    Differs {
        /// The record.
        id: Id,
    },
    /// A file could not be read or written.
    #[error("{path}: {source}")]
    File {
        /// The file.
        path: std::path::PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// Our own mistake.
    #[error("our own mistake: {detail}")]
    Bug {
        /// What happened.
        detail: String,
    },
}

impl Error {
    /// Whether waiting and running the same again may help.
    pub(crate) fn passes(&self) -> bool {
        matches!(self, Self::Busy { .. } | Self::Unreachable { .. })
    }

    pub(crate) fn damaged(what: impl fmt::Display) -> Self {
        Self::Damaged { what: what.to_string() }
    }

    pub(crate) fn bug(detail: impl fmt::Display) -> Self {
        Self::Bug { detail: detail.to_string() }
    }
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        let detail = error.to_string();
        match &error {
            sqlx::Error::Database(inner) => by_code(inner.code().as_deref().unwrap_or(""), detail),
            sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::WorkerCrashed | sqlx::Error::PoolClosed => {
                Self::Unreachable { detail }
            }
            // The driver says so when a connection ends in the middle of a message.
            sqlx::Error::Protocol(_) | sqlx::Error::BeginFailed => Self::Unreachable { detail },
            sqlx::Error::Tls(_) | sqlx::Error::Configuration(_) => Self::Address { detail },
            sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => Self::damaged(detail),
            _ => Self::bug(detail),
        }
    }
}

/// SQLSTATE has five signs; SQLite's codes are numbers, the lowest eight bits the primary one.
fn by_code(code: &str, detail: String) -> Error {
    if code.len() == 5 { by_sqlstate(code, detail) } else { by_sqlite(code.parse().unwrap_or(0), detail) }
}

fn by_sqlstate(code: &str, detail: String) -> Error {
    match code {
        "53100" => Error::DiskFull { detail },
        "25006" => Error::ReadOnly { detail },
        "42P01" => Error::NoTables { detail },
        "58030" => Error::Disk { detail },
        // Serialisation failure, deadlock, lock or statement time-out, too many connections.
        "40001" | "40P01" | "55P03" | "57014" | "53300" => Error::Busy { detail },
        // Shutting down, starting up, connection lost, transaction left idle.
        "57P01" | "57P02" | "57P03" | "57P05" | "25P03" => Error::Unreachable { detail },
        _ if code.starts_with("08") => Error::Unreachable { detail },
        _ if code.starts_with("28") || code == "3D000" => Error::Address { detail },
        _ if code.starts_with("XX") => Error::damaged(detail),
        _ => Error::bug(format!("{code}: {detail}")),
    }
}

fn by_sqlite(code: i64, detail: String) -> Error {
    match code & 0xff {
        5 | 6 => Error::Busy { detail },
        8 => Error::ReadOnly { detail },
        10 => Error::Disk { detail },
        11 | 26 => Error::damaged(detail),
        13 => Error::DiskFull { detail },
        14 => Error::Disk { detail },
        // SQLite has no code of its own for it.
        1 if detail.contains("no such table") => Error::NoTables { detail },
        _ => Error::bug(format!("{code}: {detail}")),
    }
}
