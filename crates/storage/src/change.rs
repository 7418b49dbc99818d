//! A change: everything one act of somebody does, as data. It is saved whole or not at all, and can
//! be tried again, since nothing in it depends on when it runs.

use std::{fmt, str::FromStr};

use jiff::Timestamp;
use programme::{Facts, Id, PersonId, Random, Record, Visibility};
use serde::Serialize;

use crate::{
    Error,
    access::{NewCeremony, NewSecret, NewSession},
    hash,
    jobs::{Claim, NewJob},
};

/// Who does something.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Author {
    /// Somebody signed in.
    Person(PersonId),
    /// Whoever runs the command line on the machine.
    Operator,
    /// The program itself: the name of the job.
    System(String),
}

impl fmt::Display for Author {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person(id) => write!(f, "person:{id}"),
            Self::Operator => f.write_str("operator"),
            Self::System(name) => write!(f, "system:{name}"),
        }
    }
}

impl FromStr for Author {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        match text.split_once(':') {
            None if text == "operator" => Ok(Self::Operator),
            Some(("person", id)) => Ok(Self::Person(id.parse().map_err(Error::damaged)?)),
            Some(("system", name)) => Ok(Self::System(name.to_owned())),
            _ => Err(Error::damaged(format!("author {text}"))),
        }
    }
}

/// A part of a change.
#[derive(Debug, Clone)]
pub(crate) enum Act {
    Insert { id: Id, facts: Facts, visibility: Visibility },
    Update { id: Id, version: i64, facts: Facts },
    Show { id: Id, version: i64, to: Visibility },
    Remove { id: Id, version: i64 },
    Erase { id: Id },
    Still { id: Id, version: i64 },
    Undo { change: Id },
    Enqueue(NewJob),
    Finish(Claim),
    Retry { job: Id },
    PutSecret(NewSecret),
    DropSecret { record: Id, secret: Id },
    StillSecret { record: Id, secret: Id, value: String },
    StartSession(NewSession),
    RevokeSessions { record: Id, but: Option<String> },
    StartCeremony(NewCeremony),
    UseCeremony { token_hash: String, kind: &'static str },
    VoidCeremonies { record: Id, kind: &'static str },
}

/// Everything one act of somebody does.
///
/// ```
/// # use programme::{Organisation, OrganisationId, OrganisationKind};
/// # use storage::{Author, Change, Error};
/// # fn example(now: jiff::Timestamp, random: &mut dyn programme::Random) -> Result<Change, Error> {
/// let kramfors = Organisation {
///     kind: OrganisationKind::Municipality,
///     name: "Kramfors kommun".into(),
///     area: None,
///     parent: None,
/// };
/// let mut change = Change::new(Author::Operator, now, random);
/// change.insert(OrganisationId::new(now, random), &kramfors)?;
/// // store.write(&change).await?;
/// # Ok(change) }
/// ```
#[derive(Clone)]
pub struct Change {
    pub(crate) id: Id,
    pub(crate) at: i64,
    pub(crate) author: Author,
    pub(crate) acts: Vec<Act>,
    seed: String,
}

impl Change {
    /// A change by `author` at `now`, which does nothing yet.
    pub fn new(author: Author, now: Timestamp, random: &mut dyn Random) -> Self {
        let mut seed = [0; 32];
        random.fill(&mut seed);
        Self { id: Id::new(now, random), at: now.as_microsecond(), author, acts: Vec::new(), seed: hash::hex(&seed) }
    }

    /// Its id.
    pub fn id(&self) -> Id {
        self.id
    }

    /// A new record, seen by its own organisation.
    ///
    /// # Errors
    /// [`Error::Invalid`] when it breaks a rule of its kind.
    pub fn insert<T: Record>(&mut self, id: T::Id, record: &T) -> Result<(), Error> {
        let facts = Facts::of(id, record)?;
        self.acts.push(Act::Insert { id: id.into(), facts, visibility: Visibility::Own });
        Ok(())
    }

    /// The record anew, in place of the version that was read. When somebody else has changed it
    /// since, the whole change is refused with both versions.
    ///
    /// # Errors
    /// [`Error::Invalid`] when it breaks a rule of its kind.
    pub fn update<T: Record>(&mut self, id: T::Id, version: i64, record: &T) -> Result<(), Error> {
        let facts = Facts::of(id, record)?;
        self.acts.push(Act::Update { id: id.into(), version, facts });
        Ok(())
    }

    /// Shows a record to more, or withdraws it. Whether the author may is asked of
    /// [`programme::permit::may`] before.
    pub fn show(&mut self, id: impl Into<Id>, version: i64, to: Visibility) {
        self.acts.push(Act::Show { id: id.into(), version, to });
    }

    /// Takes a record away. Refused while others point at it; brought back by undoing.
    pub fn remove(&mut self, id: impl Into<Id>, version: i64) {
        self.acts.push(Act::Remove { id: id.into(), version });
    }

    /// Overwrites a record's personal data, also in its history, in the jobs and mail about it, and
    /// with it its secrets, sessions and tokens. For good. (Records that point at it stay: erase an
    /// account together with its person.)
    pub fn erase(&mut self, id: impl Into<Id>) {
        self.acts.push(Act::Erase { id: id.into() });
    }

    /// Refuses the whole change unless this record is still at this version: for a change that
    /// rests on what was read there.
    pub fn only_if_still(&mut self, id: impl Into<Id>, version: i64) {
        self.acts.push(Act::Still { id: id.into(), version });
    }

    /// A job to do once this is saved, and only then.
    pub fn enqueue(&mut self, job: NewJob) {
        self.acts.push(Act::Enqueue(job));
    }

    /// What the job did is saved together with that it is done: exactly once.
    pub fn finish(&mut self, job: &Claim) {
        self.acts.push(Act::Finish(job.clone()));
    }

    /// Another try for a job that was given up.
    pub fn retry_job(&mut self, job: Id) {
        self.acts.push(Act::Retry { job });
    }

    /// Sets or replaces a secret of an account.
    pub fn put_secret(&mut self, secret: NewSecret) {
        self.acts.push(Act::PutSecret(secret));
    }

    /// Removes a secret (a passkey).
    pub fn drop_secret(&mut self, record: impl Into<Id>, secret: Id) {
        self.acts.push(Act::DropSecret { record: record.into(), secret });
    }

    /// Refuses the whole change with [`Error::Gone`] unless this secret still has this value: for a change
    /// that rests on what was proved with it.
    pub fn only_if_secret(&mut self, record: impl Into<Id>, secret: Id, value: impl Into<String>) {
        self.acts.push(Act::StillSecret { record: record.into(), secret, value: value.into() });
    }

    /// Signs in.
    pub fn start_session(&mut self, session: NewSession) {
        self.acts.push(Act::StartSession(session));
    }

    /// Signs out everywhere, but for the session of that token's hash.
    pub fn revoke_sessions(&mut self, record: impl Into<Id>, but: Option<String>) {
        self.acts.push(Act::RevokeSessions { record: record.into(), but });
    }

    /// An invitation or another one-time token.
    pub fn start_ceremony(&mut self, ceremony: NewCeremony) {
        self.acts.push(Act::StartCeremony(ceremony));
    }

    /// Uses a one-time token: the whole change is refused with [`Error::Used`] when it cannot be.
    pub fn use_ceremony(&mut self, token_hash: impl Into<String>, kind: &'static str) {
        self.acts.push(Act::UseCeremony { token_hash: token_hash.into(), kind });
    }

    /// Makes every unused token of that kind worthless.
    pub fn void_ceremonies(&mut self, record: impl Into<Id>, kind: &'static str) {
        self.acts.push(Act::VoidCeremonies { record: record.into(), kind });
    }

    /// Only what records can bring back can be undone: not tokens, secrets or erasure.
    pub(crate) fn undoable(&self) -> bool {
        let brought_back = |act: &Act| {
            matches!(
                act,
                Act::Insert { .. }
                    | Act::Update { .. }
                    | Act::Show { .. }
                    | Act::Remove { .. }
                    | Act::Still { .. }
                    | Act::Enqueue(_)
            )
        };
        self.acts.iter().all(brought_back)
    }

    /// What hides the body behind its hash in the journal, once the body is erased: never the same
    /// twice, and not to be guessed.
    pub(crate) fn salt(&self, record: Id, version: i64) -> String {
        let mut salt = hash::of_fields(&[&self.seed, &record.to_string(), &version.to_string()]);
        salt.truncate(32);
        salt
    }
}

impl fmt::Debug for Change {
    /// Without bodies, secrets and the seed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Change {} by {} ({} acts)", self.id, self.author, self.acts.len())
    }
}

/// JSON of a small struct of ours.
pub(crate) fn json(value: &impl Serialize) -> Result<String, Error> {
    serde_json::to_string(value).map_err(Error::bug)
}
