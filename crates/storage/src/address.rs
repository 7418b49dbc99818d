//! Where the data lies.

use std::{fmt, path::PathBuf, str::FromStr};

use crate::Error;

/// A file for SQLite, or an address of PostgreSQL.
#[derive(Clone, PartialEq, Eq)]
pub enum Address {
    /// The database file; made when it is not there.
    Sqlite(PathBuf),
    /// `postgres://user:password@host/database`.
    Postgres(String),
}

impl FromStr for Address {
    type Err = Error;

    /// `postgres://…`, `postgresql://…`, `sqlite:FILE`, or the path of a file.
    fn from_str(text: &str) -> Result<Self, Error> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(Self::Postgres(text.to_owned()));
        }
        let path = text.strip_prefix("sqlite://").or_else(|| text.strip_prefix("sqlite:")).unwrap_or(text);
        // A slip in an address of PostgreSQL must not become the name of a file: it would be shown,
        // password and all.
        if path.is_empty() || path.contains("://") || path.starts_with("postgres") && path.contains('@') {
            return Err(Error::Address { detail: "neither postgres://… nor a file".into() });
        }
        Ok(Self::Sqlite(path.into()))
    }
}

/// Without the password, which may stand before the "@" or among the parameters.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(f, "{}", path.display()),
            Self::Postgres(url) => {
                let plain = url.split(['?', '#']).next().unwrap_or_default();
                let (scheme, rest) = plain.split_once("://").unwrap_or(("postgres", plain));
                let place = rest.rsplit_once('@').map_or(rest, |(_, place)| place);
                write!(f, "{scheme}://{place}")
            }
        }
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        let shown = |text: &str| text.parse::<Address>().map(|a| a.to_string()).unwrap_or_else(|e| e.to_string());
        assert_eq!(shown("postgres://me:se@cret@db.x.se:5432/j?password=secret"), "postgres://db.x.se:5432/j");
        assert_eq!(shown("sqlite:/var/x.db"), "/var/x.db");
        assert_eq!(shown("x.db"), "x.db");
        assert_eq!(shown("mysql://x"), "the database's address is not right: neither postgres://… nor a file");
        assert_eq!(shown("postgres:/me:secret@db"), shown("mysql://x"));
        assert!(shown("").starts_with("the database's address"));
    }
}
