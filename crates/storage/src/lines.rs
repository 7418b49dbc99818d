//! The lines of an export: one struct a table, with the names the file documents. Each is read from
//! a row, and stored again as it was.

use jiff::Timestamp;
use programme::{Id, Visibility, fold};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::value::RawValue;

use crate::{
    Error, State,
    engine::Tx,
    journal::{Action, JournalRow},
    record::{RecordRow, time},
    statements as sql,
    value::{Row, values},
};

/// A line of one of the files.
pub(crate) trait Line: Serialize + DeserializeOwned {
    async fn store(&self, tx: &mut Tx<'_>) -> Result<(), Error>;
}

/// A line that is a row of a table.
pub(crate) trait TableLine: Line {
    fn read(row: &Row) -> Result<Self, Error>;
    /// What pages are ordered by.
    fn key(&self) -> String;
}

fn raw(text: String) -> Result<Box<RawValue>, Error> {
    RawValue::from_string(text).map_err(Error::damaged)
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChangeLine {
    pub(crate) id: Id,
    pub(crate) at: Timestamp,
    pub(crate) author: String,
    pub(crate) undoable: bool,
    pub(crate) undoes: Option<Id>,
}

impl TableLine for ChangeLine {
    fn read(row: &Row) -> Result<Self, Error> {
        let mut c = row.columns();
        Ok(Self { id: c.id()?, at: time(c.int()?)?, author: c.text()?, undoable: c.flag()?, undoes: c.maybe_id()? })
    }
    fn key(&self) -> String {
        self.id.to_string()
    }
}

impl Line for ChangeLine {
    async fn store(&self, tx: &mut Tx<'_>) -> Result<(), Error> {
        let values = values![self.id, self.at.as_microsecond(), &self.author, self.undoable, self.undoes];
        // Two organisations' exports may share a change.
        if tx.run(&sql::CHANGE_INSERT, values).await? == 0 {
            let there = tx.one(&sql::CHANGE_BY_ID, values![self.id]).await?;
            let same = match there {
                Some(row) => {
                    let there = Self::read(&row)?;
                    there.at == self.at && there.author == self.author
                }
                None => false,
            };
            if !same {
                return Err(Error::Differs { id: self.id });
            }
        }
        Ok(())
    }
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RecordLine {
    pub(crate) id: Id,
    pub(crate) kind: String,
    pub(crate) format: i64,
    pub(crate) owner: Option<Id>,
    pub(crate) visibility: Visibility,
    pub(crate) state: String,
    pub(crate) version: i64,
    pub(crate) name: String,
    pub(crate) body: Box<RawValue>,
    pub(crate) created_at: Timestamp,
    pub(crate) changed_at: Timestamp,
    pub(crate) seal: String,
}

impl RecordLine {
    pub(crate) fn of(row: RecordRow) -> Result<Self, Error> {
        Ok(Self {
            id: row.id,
            kind: row.kind,
            format: row.format,
            owner: row.owner,
            visibility: row.visibility,
            state: row.state.code().to_owned(),
            version: row.version,
            name: row.name,
            body: raw(row.body)?,
            created_at: time(row.created_at)?,
            changed_at: time(row.changed_at)?,
            seal: row.seal,
        })
    }

    pub(crate) fn row(&self) -> Result<RecordRow, Error> {
        Ok(RecordRow {
            id: self.id,
            kind: self.kind.clone(),
            format: self.format,
            owner: self.owner,
            visibility: self.visibility,
            state: State::from_code(&self.state)?,
            version: self.version,
            name: self.name.clone(),
            folded: fold(&self.name),
            body: self.body.get().to_owned(),
            created_at: self.created_at.as_microsecond(),
            changed_at: self.changed_at.as_microsecond(),
            seal: self.seal.clone(),
        })
    }
}

impl Line for RecordLine {
    async fn store(&self, tx: &mut Tx<'_>) -> Result<(), Error> {
        self.row()?.insert(tx).await
    }
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct JournalLine {
    pub(crate) record: Id,
    pub(crate) version: i64,
    pub(crate) change: Id,
    pub(crate) action: String,
    pub(crate) format: i64,
    pub(crate) visibility: Visibility,
    pub(crate) state: String,
    pub(crate) body: Option<Box<RawValue>>,
    pub(crate) salt: Option<String>,
    pub(crate) body_hash: String,
    pub(crate) hash: String,
}

impl JournalLine {
    pub(crate) fn of(row: JournalRow) -> Result<Self, Error> {
        Ok(Self {
            record: row.record,
            version: row.version,
            change: row.change,
            action: row.action.code().to_owned(),
            format: row.format,
            visibility: row.visibility,
            state: row.state.code().to_owned(),
            body: row.body.map(raw).transpose()?,
            salt: row.salt,
            body_hash: row.body_hash,
            hash: row.hash,
        })
    }
}

impl Line for JournalLine {
    async fn store(&self, tx: &mut Tx<'_>) -> Result<(), Error> {
        let row = JournalRow {
            record: self.record,
            version: self.version,
            change: self.change,
            action: Action::from_code(&self.action)?,
            format: self.format,
            visibility: self.visibility,
            state: State::from_code(&self.state)?,
            body: self.body.as_ref().map(|body| body.get().to_owned()),
            salt: self.salt.clone(),
            body_hash: self.body_hash.clone(),
            hash: self.hash.clone(),
            at: 0,
            author: String::new(),
            undoes: None,
        };
        row.insert(tx).await
    }
}

/// A record an organisation's records point at, outside the organisation.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PointedLine {
    pub(crate) id: Id,
    pub(crate) kind: String,
    pub(crate) name: String,
}

/// A row of the table, in the order of its columns.
macro_rules! table_line {
    ($line:ident, key $key:ident, insert $insert:ident, { $($field:ident: $kind:tt),* $(,)? }) => {
        #[derive(Debug, Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct $line {
            $(pub(crate) $field: table_line!(@type $kind),)*
        }
        impl TableLine for $line {
            fn read(row: &Row) -> Result<Self, Error> {
                let mut c = row.columns();
                Ok(Self { $($field: table_line!(@read $kind, c),)* })
            }
            fn key(&self) -> String {
                self.$key.to_string()
            }
        }
        impl Line for $line {
            async fn store(&self, tx: &mut Tx<'_>) -> Result<(), Error> {
                tx.run(&sql::$insert, values![$(table_line!(@value $kind, self.$field)),*]).await?;
                Ok(())
            }
        }
    };
    (@type id) => { Id };
    (@type maybe_id) => { Option<Id> };
    (@type text) => { String };
    (@type maybe_text) => { Option<String> };
    (@type int) => { i64 };
    (@type time) => { Timestamp };
    (@type maybe_time) => { Option<Timestamp> };
    (@read time, $c:ident) => { time($c.int()?)? };
    (@read maybe_time, $c:ident) => { $c.maybe_int()?.map(time).transpose()? };
    (@read $kind:tt, $c:ident) => { $c.$kind()? };
    (@value time, $value:expr) => { $value.as_microsecond() };
    (@value maybe_time, $value:expr) => { $value.map(|time| time.as_microsecond()) };
    (@value text, $value:expr) => { &$value };
    (@value maybe_text, $value:expr) => { $value.clone() };
    (@value $kind:tt, $value:expr) => { $value };
}

table_line!(ContentLine, key sha256, insert CONTENT_INSERT, {
    sha256: text, bytes: int, media_type: text, created_at: time,
});
table_line!(SecretLine, key id, insert SECRET_PUT, {
    id: id, record: id, kind: text, label: text, value: text, created_at: time, used_at: maybe_time,
});
table_line!(SessionLine, key token_hash, insert SESSION_INSERT, {
    token_hash: text, record: id, created_at: time, seen_at: time, expires_at: time, revoked_at: maybe_time, agent: text,
});
table_line!(CeremonyLine, key token_hash, insert CEREMONY_INSERT, {
    token_hash: text, kind: text, record: maybe_id, state: text, created_at: time, expires_at: time, used_at: maybe_time,
    used_by: maybe_text,
});
table_line!(ThrottleLine, key key, insert THROTTLE_IMPORT, { key: text, starts_at: time, count: int });
table_line!(JobLine, key id, insert JOB_IMPORT, {
    id: id, kind: text, payload: text, record: maybe_id, change: id, key: maybe_text, state: text, attempts: int,
    run_at: time, claimed_by: maybe_text, claimed_until: maybe_time, last_error: maybe_text, created_at: time,
    finished_at: maybe_time,
});
