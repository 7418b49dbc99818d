//! Undoing one's own last change.
//!
//! Only the last one, and only while nobody, oneself included, has changed any of its records
//! since. Jobs of the change that have not begun are cancelled; a mail that has left has left, and
//! the answer says so. What cannot be undone: erasure, secrets and tokens, and an undoing itself.

use programme::{Id, Kind};

use crate::{
    Author, Change, Done, Error, State, Store,
    change::Act,
    engine::Tx,
    journal::{Action, JournalRow},
    record::{self, RecordRow},
    statements as sql,
    value::values,
    write::{put_next, take_away},
};

/// What came of it.
#[derive(Debug)]
pub enum Undo {
    /// It is undone.
    Done {
        /// The change that undid it.
        done: Done,
        /// How many of its jobs had begun: what they did stays.
        jobs_begun: i64,
    },
    /// There is nothing to undo, or the last change cannot be.
    Nothing,
    /// The record was changed since.
    ChangedSince {
        /// The record.
        record: Id,
    },
    /// Others point at what would go.
    InUse(Error),
}

impl Store {
    /// Undoes the last change of the author of `change`, by that change, which does nothing else.
    ///
    /// # Errors
    /// When the storage fails; that it cannot be undone is no error.
    pub async fn undo_last(&self, change: Change) -> Result<Undo, Error> {
        match self.last_undoable(&change.author).await? {
            Some(last) => self.undo(change, last).await,
            None => Ok(Undo::Nothing),
        }
    }

    /// The last change of an author, when it can be undone: to be shown before it is, and undone by
    /// [`Store::undo_if_last`].
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn last_undoable(&self, author: &Author) -> Result<Option<Id>, Error> {
        let Some(row) = self.row(&sql::CHANGE_LAST_BY, values![author.to_string()]).await? else { return Ok(None) };
        let mut c = row.columns();
        let (last, undoable) = (c.id()?, c.flag()?);
        let touched = self.rows(&sql::CHANGE_VERSIONS, values![last]).await?;
        Ok((undoable && !touched.is_empty()).then_some(last))
    }

    /// The records a change touched.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn records_of(&self, change: Id) -> Result<Vec<Id>, Error> {
        let rows = self.rows(&sql::CHANGE_ENTRIES, values![change]).await?;
        let mut records = rows.iter().map(|row| row.columns().id()).collect::<Result<Vec<Id>, Error>>()?;
        records.dedup();
        Ok(records)
    }

    /// Undoes this change, if it is still the last of the author of `change`: so that a request that
    /// comes twice undoes once.
    ///
    /// # Errors
    /// When the storage fails; that it cannot be undone is no error.
    pub async fn undo_if_last(&self, change: Change, last: Id) -> Result<Undo, Error> {
        match self.last_undoable(&change.author).await? {
            Some(there) if there == last => self.undo(change, last).await,
            _ => Ok(Undo::Nothing),
        }
    }

    async fn undo(&self, mut change: Change, last: Id) -> Result<Undo, Error> {
        change.acts = vec![Act::Undo { change: last }];
        match self.write(&change).await {
            Ok(done) => {
                let begun = self.row(&sql::JOBS_STARTED, values![last]).await?;
                let jobs_begun = begun.map_or(Ok(0), |row| row.columns().int())?;
                Ok(Undo::Done { done, jobs_begun })
            }
            Err(Error::Conflict(conflict)) => Ok(Undo::ChangedSince { record: conflict.id }),
            Err(Error::Gone { id }) => Ok(Undo::ChangedSince { record: id }),
            Err(error @ (Error::InUse { .. } | Error::Taken { .. } | Error::Dangling { .. })) => Ok(Undo::InUse(error)),
            Err(error) => Err(error),
        }
    }
}

/// Takes each record back to the version before the change, last record first.
pub(crate) async fn apply(tx: &mut Tx<'_>, kinds: &'static [Kind], change: &Change, undone: Id) -> Result<(), Error> {
    let mut entries = Vec::new();
    for row in tx.all(&sql::CHANGE_ENTRIES, values![undone]).await? {
        let mut c = row.columns();
        entries.push((c.id()?, c.int()?));
    }
    // A change may touch a record more than once: its first version in the change tells where to
    // go back to, its last that nobody has been there since.
    entries.sort_by(|a, b| b.cmp(a));
    let mut at = 0;
    while at < entries.len() {
        let (id, last) = entries[at];
        let same = entries[at..].iter().take_while(|(other, _)| *other == id).count();
        let (_, first) = entries[at + same - 1];
        back_to(tx, kinds, change, id, last, first - 1).await?;
        at += same;
    }
    tx.run(&sql::JOBS_CANCEL, values![undone, change.at]).await?;
    Ok(())
}

async fn back_to(
    tx: &mut Tx<'_>,
    kinds: &'static [Kind],
    change: &Change,
    id: Id,
    expected: i64,
    version: i64,
) -> Result<(), Error> {
    let row = RecordRow::find(tx, id).await?.ok_or(Error::Gone { id })?;
    if row.version != expected || !matches!(row.state, State::Live | State::Removed) {
        return Err(Error::Gone { id });
    }
    let kind = record::writable(kinds, &row.kind, row.format)?;
    if version == 0 {
        return take_away(tx, change, row, Action::Undone).await;
    }
    let before = JournalRow::at(tx, id, version).await?;
    let body = before.body.ok_or(Error::Gone { id })?;
    let facts = kind.read(id, &body).ok_or_else(|| Error::damaged(format!("body of {} {id}", row.kind)))?;
    let live = before.state == State::Live;
    put_next(tx, change, row, live.then_some(&facts), Action::Undone, |row| {
        row.state = before.state;
        row.visibility = before.visibility;
        row.format = before.format;
        row.name.clone_from(&facts.name);
        row.folded.clone_from(&facts.folded);
        row.body = body;
    })
    .await
}
