//! Values in, values out.

use programme::Id;
use sqlx::{Row as _, postgres::PgRow, sqlite::SqliteRow};

use crate::Error;

/// A value for a placeholder.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Text(Option<String>),
    Int(Option<i64>),
    Flag(bool),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(Some(text.to_owned()))
    }
}
impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(Some(text))
    }
}
impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(Some(text.clone()))
    }
}
impl From<Option<String>> for Value {
    fn from(text: Option<String>) -> Self {
        Self::Text(text)
    }
}
impl From<Id> for Value {
    fn from(id: Id) -> Self {
        Self::Text(Some(id.to_string()))
    }
}
impl From<Option<Id>> for Value {
    fn from(id: Option<Id>) -> Self {
        Self::Text(id.map(|id| id.to_string()))
    }
}
impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Int(Some(number))
    }
}
impl From<Option<i64>> for Value {
    fn from(number: Option<i64>) -> Self {
        Self::Int(number)
    }
}
impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

/// `values![id, 3, "text"]`: what a statement's placeholders stand for.
macro_rules! values {
    ($($value:expr),* $(,)?) => { &[$($crate::value::Value::from($value)),*] };
}
pub(crate) use values;

/// A row of either database.
pub(crate) enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

impl Row {
    /// Reads the columns in the order the statement names them.
    pub(crate) fn columns(&self) -> Columns<'_> {
        Columns { row: self, next: 0 }
    }
}

pub(crate) struct Columns<'a> {
    row: &'a Row,
    next: usize,
}

macro_rules! column {
    ($name:ident, $kind:ty) => {
        pub(crate) fn $name(&mut self) -> Result<$kind, Error> {
            let at = self.next;
            self.next += 1;
            Ok(match self.row {
                Row::Sqlite(row) => row.try_get(at)?,
                Row::Postgres(row) => row.try_get(at)?,
            })
        }
    };
}

impl Columns<'_> {
    column!(text, String);
    column!(maybe_text, Option<String>);
    column!(int, i64);
    column!(maybe_int, Option<i64>);
    column!(flag, bool);

    pub(crate) fn id(&mut self) -> Result<Id, Error> {
        self.text()?.parse().map_err(Error::damaged)
    }

    pub(crate) fn maybe_id(&mut self) -> Result<Option<Id>, Error> {
        self.maybe_text()?.map(|text| text.parse().map_err(Error::damaged)).transpose()
    }
}
