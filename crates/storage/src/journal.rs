//! The journal: one entry for every version of every record.
//!
//! An entry holds the record as it was *after* the change; what was before is the entry before.
//! Entries of a record form a chain: `hash = SHA-256(hash before ‖ record, kind, version, change,
//! time, author, action, format, visibility, state, hash of the body)`, each field with its length
//! before it. The record's row carries the hash of its last entry (`seal`) and the same content, so
//! that no entry, first, middle or last, can be taken out or altered unseen.
//!
//! The body enters the chain by `SHA-256(salt ‖ body)`. Erasing overwrites body and salt in every
//! entry of the record, and appends an entry that says so. The chain still holds, and without the
//! random salt the hash left behind tells nothing about the body, not even to somebody who guesses
//! it.

use jiff::Timestamp;
use programme::{Id, Visibility};

use crate::{
    Author, Error, State, Store,
    change::Change,
    engine::Tx,
    hash,
    record::{RecordRow, time, visibility},
    statements as sql,
    value::{Row, values},
};

/// What was done to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// It was made.
    Made,
    /// Its body was changed.
    Changed,
    /// It was shown to more.
    Shown,
    /// It was withdrawn: shown to fewer.
    Withdrawn,
    /// It was taken away.
    Removed,
    /// The author's last change to it was undone.
    Undone,
    /// Its personal data was overwritten.
    Erased,
    /// It came as a pointer in another organisation's export.
    Reduced,
}

impl Action {
    const ALL: [Self; 8] = [
        Self::Made,
        Self::Changed,
        Self::Shown,
        Self::Withdrawn,
        Self::Removed,
        Self::Undone,
        Self::Erased,
        Self::Reduced,
    ];

    /// The stable name, as in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Made => "made",
            Self::Changed => "changed",
            Self::Shown => "shown",
            Self::Withdrawn => "withdrawn",
            Self::Removed => "removed",
            Self::Undone => "undone",
            Self::Erased => "erased",
            Self::Reduced => "reduced",
        }
    }

    pub(crate) fn from_code(code: &str) -> Result<Self, Error> {
        Self::ALL.into_iter().find(|a| a.code() == code).ok_or_else(|| Error::damaged(format!("action {code}")))
    }
}

/// A line of a record's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The version it made.
    pub version: i64,
    /// The change it was part of.
    pub change: Id,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub author: Author,
    /// What was done.
    pub action: Action,
    /// Who could see it after.
    pub visibility: Visibility,
    /// What had become of it after.
    pub state: State,
    /// The body before, as JSON: `None` when there was none or it was erased.
    pub before: Option<String>,
    /// The body after, as JSON: `None` when it was erased.
    pub after: Option<String>,
}

/// A row of the table `journal`, with its change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct JournalRow {
    pub(crate) record: Id,
    pub(crate) version: i64,
    pub(crate) change: Id,
    pub(crate) action: Action,
    pub(crate) format: i64,
    pub(crate) visibility: Visibility,
    pub(crate) state: State,
    pub(crate) body: Option<String>,
    pub(crate) salt: Option<String>,
    pub(crate) body_hash: String,
    pub(crate) hash: String,
    pub(crate) at: i64,
    pub(crate) author: String,
    pub(crate) undoes: Option<Id>,
}

impl JournalRow {
    pub(crate) fn read(row: &Row) -> Result<Self, Error> {
        let mut c = row.columns();
        Ok(Self {
            record: c.id()?,
            version: c.int()?,
            change: c.id()?,
            action: Action::from_code(&c.text()?)?,
            format: c.int()?,
            visibility: visibility(&c.text()?)?,
            state: State::from_code(&c.text()?)?,
            body: c.maybe_text()?,
            salt: c.maybe_text()?,
            body_hash: c.text()?,
            hash: c.text()?,
            at: c.int()?,
            author: c.text()?,
            undoes: c.maybe_id()?,
        })
    }

    pub(crate) async fn at(tx: &mut Tx<'_>, record: Id, version: i64) -> Result<Self, Error> {
        let row = tx.one(&sql::JOURNAL_AT, values![record, version]).await?;
        row.map(|row| Self::read(&row))
            .transpose()?
            .ok_or_else(|| Error::damaged(format!("version {version} of record {record} is not in the journal")))
    }

    pub(crate) async fn insert(&self, tx: &mut Tx<'_>) -> Result<(), Error> {
        let values = values![
            self.record,
            self.version,
            self.change,
            self.action.code(),
            self.format,
            self.visibility.code(),
            self.state.code(),
            self.body.clone(),
            self.salt.clone(),
            &self.body_hash,
            &self.hash,
        ];
        tx.run(&sql::JOURNAL_INSERT, values).await?;
        Ok(())
    }

    /// The hash this entry should have after one with the hash `before`.
    pub(crate) fn link(&self, kind: &str, before: &str) -> String {
        hash::of_fields(&[
            before,
            &self.record.to_string(),
            kind,
            &self.version.to_string(),
            &self.change.to_string(),
            &self.at.to_string(),
            &self.author,
            self.action.code(),
            &self.format.to_string(),
            self.visibility.code(),
            self.state.code(),
            &self.body_hash,
        ])
    }
}

pub(crate) fn body_hash(salt: &str, body: &str) -> String {
    hash::of_fields(&[salt, body])
}

/// The entry that makes `row` out of what was there, whose last hash was `before`.
pub(crate) fn entry(change: &Change, row: &RecordRow, before: &str, action: Action) -> JournalRow {
    let salt = change.salt(row.id, row.version);
    let mut entry = JournalRow {
        record: row.id,
        version: row.version,
        change: change.id,
        action,
        format: row.format,
        visibility: row.visibility,
        state: row.state,
        body_hash: body_hash(&salt, &row.body),
        body: Some(row.body.clone()),
        salt: Some(salt),
        hash: String::new(),
        at: change.at,
        author: change.author.to_string(),
        undoes: None,
    };
    entry.hash = entry.link(&row.kind, before);
    entry
}

impl Store {
    /// The history of a record, the first entry first. Empty when there is no such record.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn history(&self, id: impl Into<Id>) -> Result<Vec<Entry>, Error> {
        let rows = self.rows(&sql::JOURNAL_OF, values![id.into()]).await?;
        let mut before = None;
        let mut entries = Vec::with_capacity(rows.len());
        for row in rows {
            let row = JournalRow::read(&row)?;
            let after = row.body.clone();
            entries.push(Entry {
                version: row.version,
                change: row.change,
                at: time(row.at)?,
                author: row.author.parse()?,
                action: row.action,
                visibility: row.visibility,
                state: row.state,
                before: std::mem::replace(&mut before, after.clone()),
                after,
            });
        }
        Ok(entries)
    }
}
