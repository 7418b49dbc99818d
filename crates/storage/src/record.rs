//! Records as they are stored and as they come back.

use jiff::Timestamp;
use programme::{Facts, Id, Kind, LETS_GO, OrganisationId, Record, Visibility};

use crate::{
    Author, Error,
    engine::Tx,
    statements as sql,
    value::{Row, values},
};

/// Records looked at at a time where all of them are.
const PAGE: i64 = 500;

/// What became of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// In use.
    Live,
    /// Taken away; can be brought back by undoing.
    Removed,
    /// Personal data was overwritten; only that there was a record remains.
    Erased,
    /// Known by id and name only: came as a pointer in another organisation's export.
    Reduced,
}

impl State {
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Live => "live",
            Self::Removed => "removed",
            Self::Erased => "erased",
            Self::Reduced => "reduced",
        }
    }

    pub(crate) fn from_code(code: &str) -> Result<Self, Error> {
        let all = [Self::Live, Self::Removed, Self::Erased, Self::Reduced];
        all.into_iter().find(|s| s.code() == code).ok_or_else(|| Error::damaged(format!("state {code}")))
    }
}

/// A record of a kind.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored<T: Record> {
    /// Its id.
    pub id: T::Id,
    /// Goes up by one with every change; say it when you change the record.
    pub version: i64,
    /// Who can see it.
    pub visibility: Visibility,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub changed_at: Timestamp,
    /// The record.
    pub body: T,
}

/// What is known of any record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its id.
    pub id: Id,
    /// Its kind.
    pub kind: String,
    /// The organisation it belongs to.
    pub owner: Option<OrganisationId>,
    /// Who can see it.
    pub visibility: Visibility,
    /// What became of it.
    pub state: State,
    /// Its version.
    pub version: i64,
    /// What people call it; empty when erased.
    pub name: String,
    /// When it was last changed.
    pub changed_at: Timestamp,
}

/// Two people changed the same record: both versions, and what they began with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// The record.
    pub id: Id,
    /// Its kind.
    pub kind: String,
    /// The body that was to be saved, as JSON.
    pub yours: String,
    /// The body saved meanwhile.
    pub theirs: String,
    /// The body both began with; `None` when it was erased since.
    pub base: Option<String>,
    /// The version of theirs: say it to save over it knowingly.
    pub version: i64,
    /// Who saved theirs.
    pub by: Author,
    /// When.
    pub at: Timestamp,
}

/// A row of the table `record`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RecordRow {
    pub(crate) id: Id,
    pub(crate) kind: String,
    pub(crate) format: i64,
    pub(crate) owner: Option<Id>,
    pub(crate) visibility: Visibility,
    pub(crate) state: State,
    pub(crate) version: i64,
    pub(crate) name: String,
    pub(crate) folded: String,
    pub(crate) body: String,
    pub(crate) created_at: i64,
    pub(crate) changed_at: i64,
    pub(crate) seal: String,
}

impl RecordRow {
    pub(crate) fn read(row: &Row) -> Result<Self, Error> {
        let mut c = row.columns();
        Ok(Self {
            id: c.id()?,
            kind: c.text()?,
            format: c.int()?,
            owner: c.maybe_id()?,
            visibility: visibility(&c.text()?)?,
            state: State::from_code(&c.text()?)?,
            version: c.int()?,
            name: c.text()?,
            folded: c.text()?,
            body: c.text()?,
            created_at: c.int()?,
            changed_at: c.int()?,
            seal: c.text()?,
        })
    }

    pub(crate) async fn find(tx: &mut Tx<'_>, id: Id) -> Result<Option<Self>, Error> {
        tx.one(&sql::RECORD_BY_ID, values![id]).await?.map(|row| Self::read(&row)).transpose()
    }

    pub(crate) fn head(self) -> Result<Head, Error> {
        Ok(Head {
            id: self.id,
            kind: self.kind,
            owner: self.owner.map(Into::into),
            visibility: self.visibility,
            state: self.state,
            version: self.version,
            name: self.name,
            changed_at: time(self.changed_at)?,
        })
    }

    /// The typed record; `None` when it is of another kind or not in use. Fields that only a newer
    /// program knows are passed over.
    pub(crate) fn stored<T: Record>(self) -> Result<Option<Stored<T>>, Error> {
        if self.kind != T::KIND || self.state != State::Live {
            return Ok(None);
        }
        let body = serde_json::from_str(&self.body)
            .map_err(|error| Error::damaged(format!("{} {}: {error}", self.kind, self.id)))?;
        Ok(Some(Stored {
            id: self.id.into(),
            version: self.version,
            visibility: self.visibility,
            created_at: time(self.created_at)?,
            changed_at: time(self.changed_at)?,
            body,
        }))
    }

    pub(crate) async fn insert(&self, tx: &mut Tx<'_>) -> Result<(), Error> {
        let values = values![
            self.id,
            &self.kind,
            self.format,
            self.owner,
            self.visibility.code(),
            self.state.code(),
            self.version,
            &self.name,
            &self.folded,
            &self.body,
            self.created_at,
            self.changed_at,
            &self.seal,
        ];
        tx.run(&sql::RECORD_INSERT, values).await?;
        Ok(())
    }

    pub(crate) async fn update(&self, tx: &mut Tx<'_>, from_version: i64) -> Result<(), Error> {
        let values = values![
            self.id,
            from_version,
            self.format,
            self.visibility.code(),
            self.state.code(),
            self.version,
            &self.name,
            &self.folded,
            &self.body,
            self.changed_at,
            &self.seal,
        ];
        match tx.run(&sql::RECORD_UPDATE, values).await? {
            1 => Ok(()),
            // The lock of a change keeps everybody else out.
            _ => Err(Error::bug(format!("record {} changed within a change", self.id))),
        }
    }
}

/// Takes away what could be looked up.
pub(crate) async fn unindex(tx: &mut Tx<'_>, id: Id) -> Result<(), Error> {
    for delete in [&sql::KEYS_DELETE, &sql::REFS_DELETE, &sql::NEEDS_DELETE] {
        tx.run(delete, values![id]).await?;
    }
    Ok(())
}

/// Puts down what can be looked up (keys, pointers, contents) of a record of which nothing can yet.
pub(crate) async fn index(tx: &mut Tx<'_>, id: Id, facts: Option<&Facts>) -> Result<(), Error> {
    let Some(facts) = facts else { return Ok(()) };
    for key in &facts.keys {
        if tx.run(&sql::KEY_INSERT, values![facts.kind, key, id]).await? == 0 {
            let holder = tx.one(&sql::RECORD_BY_KEY, values![facts.kind, key]).await?;
            let by = holder.map_or(Ok(id), |row| row.columns().id())?;
            return Err(Error::Taken { kind: facts.kind, key: key.clone(), by });
        }
    }
    for (field, target) in &facts.refs {
        let lets_go = (facts.kind, *field) == LETS_GO;
        let there = RecordRow::find(tx, *target).await?.is_some_and(|row| lets_go || row.state != State::Removed);
        if !there {
            return Err(Error::Dangling { field: (*field).to_owned(), target: target.to_string() });
        }
        tx.run(&sql::REF_INSERT, values![id, *field, *target]).await?;
    }
    for hash in &facts.contents {
        if tx.one(&sql::CONTENT_BY_HASH, values![hash.as_str()]).await?.is_none() {
            return Err(Error::Dangling { field: "content".into(), target: hash.as_str().to_owned() });
        }
        tx.run(&sql::NEEDS_INSERT, values![id, hash.as_str()]).await?;
    }
    Ok(())
}

/// Puts down the keys of every record that lives, where they are not yet. A key that two records have by
/// what they say goes to the older one; `verify` tells of the other.
pub(crate) async fn keys_anew(tx: &mut Tx<'_>, kinds: &'static [Kind]) -> Result<(), Error> {
    let mut after = String::new();
    loop {
        let rows = tx.all(&sql::RECORD_IDS, values![&after, PAGE]).await?;
        let full = rows.len() as i64 == PAGE;
        for row in rows {
            let id = row.columns().id()?;
            after = id.to_string();
            let Some(row) = RecordRow::find(tx, id).await?.filter(|row| row.state == State::Live) else { continue };
            // Of what a newer program wrote only that program knows the keys.
            let Ok(kind) = writable(kinds, &row.kind, row.format) else { continue };
            for key in kind.read(row.id, &row.body).map(|facts| facts.keys).unwrap_or_default() {
                tx.run(&sql::KEY_INSERT, values![kind.name, key, id]).await?;
            }
        }
        if !full {
            return Ok(());
        }
    }
}

/// The kind of that name, if this program may write records of that format.
pub(crate) fn writable(kinds: &'static [Kind], name: &str, format: i64) -> Result<&'static Kind, Error> {
    let kind = kinds.iter().find(|kind| kind.name == name);
    match kind {
        Some(kind) if kind.format >= format => Ok(kind),
        _ => Err(Error::Newer { what: format!("records \"{name}\" of format {format}") }),
    }
}

pub(crate) fn visibility(code: &str) -> Result<Visibility, Error> {
    Visibility::from_code(code).ok_or_else(|| Error::damaged(format!("visibility {code}")))
}

pub(crate) fn time(micros: i64) -> Result<Timestamp, Error> {
    Timestamp::from_microsecond(micros).map_err(Error::damaged)
}
