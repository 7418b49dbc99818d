//! The programme's data, in SQLite or PostgreSQL, with its history.
//!
//! Here live: records of any kind, the journal, undo, conflicts, jobs, sessions, attached contents,
//! backup and verification. Not here: what a record means and who may do what (crate `programme`),
//! sentences for people (crate `app`).
//!
//! # In a few lines
//!
//! ```no_run
//! # use programme::*; use storage::*;
//! # async fn example(now: jiff::Timestamp, random: &mut (dyn Random + Send)) -> Result<(), Error> {
//! let store = Store::open(&"jamsides.db".parse()?, KINDS, now).await?;
//! let organisation = store.by_key::<Organisation>("area:2282").await?;
//! if let Some(mut kramfors) = organisation {
//!     kramfors.body.name = "Kramfors kommun".into();
//!     let mut change = Change::new(Author::Operator, now, random);
//!     change.update(kramfors.id, kramfors.version, &kramfors.body)?;
//!     match store.write(&change).await {
//!         Ok(done) => println!("version {}", done.versions[&kramfors.id.into()]),
//!         Err(Error::Conflict(both)) => println!("meanwhile: {}", both.theirs),
//!         Err(other) => return Err(other),
//!     }
//! }
//! # Ok(()) }
//! ```
//!
//! # Rules
//!
//! 1. **A change is data** ([`Change`]), not a closure: it can be run again after a lost connection,
//!    and is looked up by its id first, so it never happens twice. What a change rests on is said in
//!    it (versions, [`Change::only_if_still`]); keys and pointers are checked as it is saved.
//! 2. **One change at a time**, on both databases (`engine.rs`).
//! 3. **One SQL text for both**, in one file (`statements.rs`); what differs in `dialect.rs`.
//! 4. Not found is `Ok(None)`. Time and randomness are parameters.
//! 5. Waiting for a busy or restarting database is done here, not by callers.
//!
//! How to add a kind of record: the crate documentation of `programme`. Nothing changes here.
//!
//! # Add a table
//!
//! Only for what is not a record (counters, tokens). A new step in `migrations/`, portable, adding
//! only; its statements in `statements.rs`; its pages in `export.rs` and `import.rs`; a copy of the
//! schema before it in `tests/schemas/`.

mod access;
mod address;
mod archive;
mod change;
mod contents;
mod dialect;
mod engine;
mod error;
mod export;
mod hash;
mod import;
mod jobs;
mod journal;
mod lines;
mod migrate;
mod read;
mod record;
mod sniff;
mod statements;
mod undo;
mod value;
mod verify;
mod wait;
mod write;

use std::{
    fmt,
    sync::atomic::{AtomicU64, Ordering},
};

use jiff::Timestamp;
use programme::Kind;

pub use access::{Ceremony, NewCeremony, NewSecret, NewSession, Secret, Session, token_hash};
pub use address::Address;
pub use archive::{About, Scope, look_into};
pub use change::{Author, Change};
pub use contents::{ContentInfo, MOST_BYTES};
pub use error::Error;
pub use import::Imported;
pub use jobs::{ATTEMPTS, Claim, Job, JobError, JobState, NewJob};
pub use journal::{Action, Entry};
pub use record::{Conflict, Head, State, Stored};
pub use undo::Undo;
pub use verify::{Fault, Finding, Report};
pub use write::Done;

/// How often something is tried while the database is busy or out of reach: about half a minute
/// where it refuses at once.
const ATTEMPTS_AT_A_STATEMENT: u32 = 16;

/// The programme's data.
pub struct Store {
    engine: engine::Engine,
    kinds: &'static [Kind],
    attempts: u32,
    asked: AtomicU64,
}

impl Store {
    /// Opens the data, and makes or renews the schema.
    ///
    /// # Errors
    /// When the address is not right, the database cannot be reached, or a newer program's schema
    /// cannot be used.
    pub async fn open(address: &Address, kinds: &'static [Kind], now: Timestamp) -> Result<Self, Error> {
        let store = Self::attach(address, kinds).await?;
        let mut attempt = 0;
        loop {
            match migrate::run(&store.engine, kinds, now).await {
                Err(error) if error.passes() && attempt + 1 < store.attempts => {
                    attempt += 1;
                    tokio::time::sleep(wait::before(attempt, "open")).await;
                }
                answer => return answer.map(|()| store),
            }
        }
    }

    /// Opens the data as it is, with whatever schema: to look at it where nothing can be written.
    ///
    /// # Errors
    /// When the address is not right or the file cannot be opened.
    pub async fn attach(address: &Address, kinds: &'static [Kind]) -> Result<Self, Error> {
        let engine = engine::Engine::connect(address).await?;
        Ok(Self { engine, kinds, attempts: ATTEMPTS_AT_A_STATEMENT, asked: AtomicU64::new(0) })
    }

    /// The same, trying fewer times: for a command that should say at once that it cannot.
    #[must_use]
    pub fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts.max(1);
        self
    }

    /// How many questions it has been asked since it was opened: a list that asks anew for each of its lines
    /// shows itself here. What is read within a change is not counted.
    #[must_use]
    pub fn asked(&self) -> u64 {
        self.asked.load(Ordering::Relaxed)
    }

    /// Which database it is, for the operator.
    #[must_use]
    pub fn database(&self) -> &'static str {
        match self.engine {
            engine::Engine::Sqlite(_) => "SQLite",
            engine::Engine::Postgres(_) => "PostgreSQL",
        }
    }

    /// Ends every connection.
    pub async fn close(self) {
        self.engine.close().await;
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Store ({})", self.database())
    }
}
