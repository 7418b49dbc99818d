//! What signing in needs: secrets of an account, sessions, one-time tokens, throttles. What an
//! account *is* (a record) and how signing in goes is decided elsewhere.
//!
//! Tokens are kept as SHA-256 only: who reads the database or a backup cannot sign in with it.

use std::fmt;

use jiff::Timestamp;
use programme::Id;

use crate::{
    Change, Error, State, Store,
    engine::Tx,
    hash,
    record::{RecordRow, time},
    statements as sql,
    value::{Row, values},
};

/// The hash a token is kept by.
pub fn token_hash(token: &str) -> String {
    hash::sha256(token.as_bytes())
}

/// A secret of an account to set.
#[derive(Clone)]
pub struct NewSecret {
    /// Its id; the same id replaces it.
    pub id: Id,
    /// The account's record.
    pub record: Id,
    /// "password", "totp", "passkey"…
    pub kind: &'static str,
    /// What its owner calls it.
    pub label: String,
    /// A hash, a key, a credential.
    pub value: String,
    /// Whether it takes the place of every other of its kind, as a password does.
    pub only_one: bool,
}

impl fmt::Debug for NewSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NewSecret {} of {}", self.kind, self.record)
    }
}

/// A secret of an account.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret {
    /// Its id.
    pub id: Id,
    /// The account's record.
    pub record: Id,
    /// "password", "totp", "passkey"…
    pub kind: String,
    /// What its owner calls it.
    pub label: String,
    /// A hash, a key, a credential.
    pub value: String,
    /// When it was set.
    pub created_at: Timestamp,
    /// When it was last used.
    pub used_at: Option<Timestamp>,
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secret {} of {}", self.kind, self.record)
    }
}

/// A session to begin.
#[derive(Debug, Clone)]
pub struct NewSession {
    /// [`token_hash`] of the cookie.
    pub token_hash: String,
    /// The account's record.
    pub record: Id,
    /// When it begins.
    pub now: Timestamp,
    /// When it ends at the latest.
    pub expires_at: Timestamp,
    /// The browser, in a few words.
    pub agent: String,
}

/// A session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// [`token_hash`] of the cookie.
    pub token_hash: String,
    /// The account's record.
    pub record: Id,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last seen.
    pub seen_at: Timestamp,
    /// When it ends at the latest.
    pub expires_at: Timestamp,
    /// When it was ended.
    pub revoked_at: Option<Timestamp>,
    /// The browser, in a few words.
    pub agent: String,
}

impl Session {
    /// Whether it holds: not ended, not expired.
    pub fn holds(&self, now: Timestamp) -> bool {
        self.revoked_at.is_none() && now < self.expires_at
    }

    fn read(row: &Row) -> Result<Self, Error> {
        let mut c = row.columns();
        Ok(Self {
            token_hash: c.text()?,
            record: c.id()?,
            created_at: time(c.int()?)?,
            seen_at: time(c.int()?)?,
            expires_at: time(c.int()?)?,
            revoked_at: c.maybe_int()?.map(time).transpose()?,
            agent: c.text()?,
        })
    }
}

/// A one-time token to begin.
#[derive(Clone)]
pub struct NewCeremony {
    /// [`token_hash`] of the token.
    pub token_hash: String,
    /// "invitation", "recovery", "passkey"…
    pub kind: &'static str,
    /// The account's record, where it is known.
    pub record: Option<Id>,
    /// What the second step needs to know.
    pub state: String,
    /// When it begins.
    pub now: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
}

impl fmt::Debug for NewCeremony {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NewCeremony {} of {:?}", self.kind, self.record)
    }
}

/// A one-time token that can still be used, or was used just now.
#[derive(Clone, PartialEq, Eq)]
pub struct Ceremony {
    /// Its kind.
    pub kind: String,
    /// The account's record, where it is known.
    pub record: Option<Id>,
    /// What the second step needs to know.
    pub state: String,
    /// When it began.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
}

impl fmt::Debug for Ceremony {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Ceremony {} of {:?}", self.kind, self.record)
    }
}

impl Ceremony {
    fn read(row: &Row) -> Result<Self, Error> {
        let mut c = row.columns();
        c.text()?;
        Ok(Self {
            kind: c.text()?,
            record: c.maybe_id()?,
            state: c.text()?,
            created_at: time(c.int()?)?,
            expires_at: time(c.int()?)?,
        })
    }
}

impl Store {
    /// The secrets of an account, oldest first.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn secrets(&self, record: impl Into<Id>) -> Result<Vec<Secret>, Error> {
        let read = |row: &Row| {
            let mut c = row.columns();
            Ok(Secret {
                id: c.id()?,
                record: c.id()?,
                kind: c.text()?,
                label: c.text()?,
                value: c.text()?,
                created_at: time(c.int()?)?,
                used_at: c.maybe_int()?.map(time).transpose()?,
            })
        };
        self.rows(&sql::SECRETS_OF, values![record.into()]).await?.iter().map(read).collect()
    }

    /// Notes that a secret was used, with its new value (a counter moved on, a hash made stronger).
    ///
    /// # Errors
    /// [`Error::Gone`] when there is no such secret.
    pub async fn secret_used(&self, id: Id, value: &str, now: Timestamp) -> Result<(), Error> {
        match self.put(&sql::SECRET_USED, values![id, value, now.as_microsecond()]).await? {
            0 => Err(Error::Gone { id }),
            _ => Ok(()),
        }
    }

    /// Begins a session.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn start_session(&self, session: &NewSession) -> Result<(), Error> {
        self.put(&sql::SESSION_INSERT, &session_values(session)).await?;
        Ok(())
    }

    /// The session of a token's hash. Ask [`Session::holds`].
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn session(&self, token_hash: &str) -> Result<Option<Session>, Error> {
        let row = self.row(&sql::SESSION_BY_TOKEN, values![token_hash]).await?;
        row.map(|row| Session::read(&row)).transpose()
    }

    /// The sessions of an account, oldest first.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn sessions(&self, record: impl Into<Id>) -> Result<Vec<Session>, Error> {
        self.rows(&sql::SESSIONS_OF, values![record.into()]).await?.iter().map(Session::read).collect()
    }

    /// Notes that the session was seen. Call it once in a while, not for every page.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn session_seen(&self, token_hash: &str, now: Timestamp) -> Result<(), Error> {
        self.put(&sql::SESSION_SEEN, values![token_hash, now.as_microsecond()]).await?;
        Ok(())
    }

    /// Ends a session.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn revoke_session(&self, token_hash: &str, now: Timestamp) -> Result<(), Error> {
        self.put(&sql::SESSION_REVOKE, values![token_hash, now.as_microsecond()]).await?;
        Ok(())
    }

    /// Begins a one-time token.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn start_ceremony(&self, ceremony: &NewCeremony) -> Result<(), Error> {
        self.put(&sql::CEREMONY_INSERT, &ceremony_values(ceremony)).await?;
        Ok(())
    }

    /// Looks at a token that can be used, without using it.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn ceremony(&self, token_hash: &str, kind: &str, now: Timestamp) -> Result<Option<Ceremony>, Error> {
        let row = self.row(&sql::CEREMONY_LOOK, values![token_hash, kind, now.as_microsecond()]).await?;
        row.map(|row| Ceremony::read(&row)).transpose()
    }

    /// Uses a token: only one caller ever gets it. `None`: used, expired or never there. `user` is a
    /// fresh id, which tells this use from another when the answer is lost and it is asked again.
    /// (Within a change: [`Change::use_ceremony`].)
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn use_ceremony(
        &self,
        token_hash: &str,
        kind: &str,
        now: Timestamp,
        user: Id,
    ) -> Result<Option<Ceremony>, Error> {
        let row = self.put_returning(&sql::CEREMONY_USE, values![token_hash, kind, now.as_microsecond(), user]).await?;
        row.map(|row| Ceremony::read(&row)).transpose()
    }

    /// Counts one more of `what` by `whom` in the window that began at `starts_at`; how many there
    /// are now. Only the hash of both is kept.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn count(&self, what: &str, whom: &str, starts_at: Timestamp) -> Result<i64, Error> {
        let key = hash::of_fields(&[what, whom]);
        let row = self.put_returning(&sql::THROTTLE_COUNT, values![key, starts_at.as_microsecond()]).await?;
        row.map_or(Ok(0), |row| row.columns().int())
    }

    /// How many there are, without counting.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub async fn counted(&self, what: &str, whom: &str, starts_at: Timestamp) -> Result<i64, Error> {
        let key = hash::of_fields(&[what, whom]);
        let row = self.row(&sql::THROTTLE_LOOK, values![key, starts_at.as_microsecond()]).await?;
        row.map_or(Ok(0), |row| row.columns().int())
    }

    /// Forgets the count, as after signing in.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn clear_count(&self, what: &str, whom: &str) -> Result<(), Error> {
        self.put(&sql::THROTTLE_CLEAR, values![hash::of_fields(&[what, whom])]).await?;
        Ok(())
    }

    /// Deletes what was of no use any more before `then`: sessions, tokens, counters, contents nobody
    /// points at, and jobs finished before `jobs` (see [`programme::retention`]). Returns how many.
    ///
    /// # Errors
    /// When the storage fails.
    pub async fn prune(&self, then: Timestamp, jobs: Timestamp) -> Result<u64, Error> {
        let then = then.as_microsecond();
        let mut tx = self.engine.begin_change().await?;
        let mut gone = tx.run(&sql::JOBS_PRUNE, values![jobs.as_microsecond()]).await?;
        for delete in [&sql::SESSIONS_PRUNE, &sql::CEREMONIES_PRUNE, &sql::THROTTLE_PRUNE] {
            gone += tx.run(delete, values![then]).await?;
        }
        for row in tx.all(&sql::CONTENT_UNUSED, values![then]).await? {
            let hash = row.columns().text()?;
            tx.run(&sql::PARTS_DELETE, values![&hash]).await?;
            gone += tx.run(&sql::CONTENT_DELETE, values![&hash]).await?;
        }
        tx.commit().await?;
        Ok(gone)
    }
}

fn session_values(session: &NewSession) -> [crate::value::Value; 7] {
    let agent: String = session.agent.chars().take(120).collect();
    [
        session.token_hash.as_str().into(),
        session.record.into(),
        session.now.as_microsecond().into(),
        session.now.as_microsecond().into(),
        session.expires_at.as_microsecond().into(),
        None::<i64>.into(),
        agent.into(),
    ]
}

fn ceremony_values(ceremony: &NewCeremony) -> [crate::value::Value; 8] {
    [
        ceremony.token_hash.as_str().into(),
        ceremony.kind.into(),
        ceremony.record.into(),
        ceremony.state.as_str().into(),
        ceremony.now.as_microsecond().into(),
        ceremony.expires_at.as_microsecond().into(),
        None::<i64>.into(),
        None::<String>.into(),
    ]
}

async fn live(tx: &mut Tx<'_>, id: Id) -> Result<(), Error> {
    match RecordRow::find(tx, id).await? {
        Some(row) if row.state == State::Live => Ok(()),
        _ => Err(Error::Gone { id }),
    }
}

pub(crate) async fn put_secret(tx: &mut Tx<'_>, change: &Change, secret: &NewSecret) -> Result<(), Error> {
    live(tx, secret.record).await?;
    if secret.only_one {
        tx.run(&sql::SECRETS_DELETE_KIND, values![secret.record, secret.kind]).await?;
    }
    let values = values![secret.id, secret.record, secret.kind, &secret.label, &secret.value, change.at, None::<i64>];
    tx.run(&sql::SECRET_PUT, values).await?;
    Ok(())
}

pub(crate) async fn drop_secret(tx: &mut Tx<'_>, record: Id, secret: Id) -> Result<(), Error> {
    match tx.run(&sql::SECRET_DELETE, values![secret, record]).await? {
        0 => Err(Error::Gone { id: secret }),
        _ => Ok(()),
    }
}

pub(crate) async fn still_secret(tx: &mut Tx<'_>, record: Id, secret: Id, value: &str) -> Result<(), Error> {
    match tx.one(&sql::SECRET_STILL, values![secret, record, value]).await? {
        Some(_) => Ok(()),
        None => Err(Error::Gone { id: secret }),
    }
}

pub(crate) async fn insert_session(tx: &mut Tx<'_>, session: &NewSession) -> Result<(), Error> {
    live(tx, session.record).await?;
    tx.run(&sql::SESSION_INSERT, &session_values(session)).await?;
    Ok(())
}

pub(crate) async fn revoke_sessions(tx: &mut Tx<'_>, now: i64, record: Id, but: Option<&str>) -> Result<(), Error> {
    tx.run(&sql::SESSIONS_REVOKE, values![record, now, but.unwrap_or("")]).await?;
    Ok(())
}

pub(crate) async fn insert_ceremony(tx: &mut Tx<'_>, ceremony: &NewCeremony) -> Result<(), Error> {
    tx.run(&sql::CEREMONY_INSERT, &ceremony_values(ceremony)).await?;
    Ok(())
}

pub(crate) async fn use_ceremony(tx: &mut Tx<'_>, change: &Change, token_hash: &str, kind: &str) -> Result<(), Error> {
    match tx.one(&sql::CEREMONY_USE, values![token_hash, kind, change.at, change.id]).await? {
        Some(_) => Ok(()),
        None => Err(Error::Used),
    }
}

pub(crate) async fn void_ceremonies(tx: &mut Tx<'_>, change: &Change, record: Id, kind: &str) -> Result<(), Error> {
    tx.run(&sql::CEREMONIES_VOID, values![record, kind, change.at, change.id]).await?;
    Ok(())
}
