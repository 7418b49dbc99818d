//! The two databases behind one small door: connect, one statement, one transaction.
//!
//! SQLite: WAL, `synchronous = FULL`, one connection that writes (`BEGIN IMMEDIATE`) and a few that
//! read. PostgreSQL: a pool; a change takes an advisory lock, so that there, too, one change
//! happens at a time, whatever the number of processes. Both therefore behave alike: no deadlocks,
//! no serialisation failures, and a rule checked within a change holds when it is saved.

use std::{
    io::ErrorKind,
    path::{Path, PathBuf},
    str::FromStr,
    time::Duration,
};

use sqlx::{
    Connection as _, Postgres, Sqlite, SqliteConnection, Transaction,
    pool::PoolConnection,
    postgres::{PgConnectOptions, PgPool, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous},
};
use tokio::sync::{Mutex, MutexGuard};

use crate::{
    Address, Error, dialect,
    statements::{Dialect, Statement},
    value::{Row, Value},
};

/// How long SQLite waits for another process, and PostgreSQL for a lock or a free connection.
const PATIENCE: Duration = Duration::from_secs(5);

pub(crate) enum Engine {
    Sqlite(Box<SqliteEngine>),
    Postgres(Box<PostgresEngine>),
}

pub(crate) struct PostgresEngine {
    pool: PgPool,
    // Changes of this process queue here, not each with a connection at the database's lock: others
    // would find none left to read with.
    turn: Mutex<()>,
}

pub(crate) struct SqliteEngine {
    path: PathBuf,
    options: SqliteConnectOptions,
    /// Opened where nothing could be written: to read, until it is opened again.
    as_it_lies: bool,
    // Taken out for a transaction and put back when it ended well: dropped in the middle, the
    // connection is closed, and SQLite rolls back.
    writer: Mutex<Option<SqliteConnection>>,
    readers: SqlitePool,
}

impl Engine {
    pub(crate) async fn connect(address: &Address) -> Result<Self, Error> {
        match address {
            Address::Sqlite(path) => Ok(Self::Sqlite(Box::new(SqliteEngine::open(path).await?))),
            Address::Postgres(url) => {
                let options = PgConnectOptions::from_str(url)?.application_name("jamsides").options([
                    ("lock_timeout", "5s"),
                    ("statement_timeout", "60s"),
                    ("idle_in_transaction_session_timeout", "30s"),
                    ("synchronous_commit", "on"),
                ]);
                let pool =
                    PgPoolOptions::new().max_connections(10).acquire_timeout(PATIENCE).connect_lazy_with(options);
                Ok(Self::Postgres(Box::new(PostgresEngine { pool, turn: Mutex::new(()) })))
            }
        }
    }

    /// The text for this database.
    pub(crate) fn pick<'a>(&self, dialect: &'a Dialect) -> &'a Statement {
        match self {
            Self::Sqlite(_) => &dialect.sqlite,
            Self::Postgres(_) => &dialect.postgres,
        }
    }

    /// A transaction that may write, under the lock that lets one change happen at a time.
    pub(crate) async fn begin_change(&self) -> Result<Tx<'_>, Error> {
        let turn = match self {
            Self::Sqlite(_) => None,
            Self::Postgres(engine) => Some(engine.turn.lock().await),
        };
        let mut tx = self.begin_in(turn).await?;
        tx.all(self.pick(&dialect::ONE_WRITER), &[]).await?;
        Ok(tx)
    }

    /// A transaction that may write. On PostgreSQL others may write beside it.
    pub(crate) async fn begin(&self) -> Result<Tx<'_>, Error> {
        self.begin_in(None).await
    }

    async fn begin_in<'a>(&'a self, turn: Option<MutexGuard<'a, ()>>) -> Result<Tx<'a>, Error> {
        match self {
            Self::Sqlite(engine) => {
                let slot = engine.writer.lock().await;
                engine.begin(slot).await
            }
            Self::Postgres(engine) => Ok(Tx(Inner::Postgres { transaction: engine.pool.begin().await?, turn })),
        }
    }

    /// A transaction that sees one state throughout and does not write.
    pub(crate) async fn begin_reading(&self) -> Result<Tx<'_>, Error> {
        match self {
            Self::Sqlite(engine) => Ok(Tx(Inner::Reading(engine.readers.begin().await?))),
            Self::Postgres(engine) => {
                let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
                Ok(Tx(Inner::Postgres { transaction: engine.pool.begin_with(begin).await?, turn: None }))
            }
        }
    }

    /// A connection to read one or a few statements with.
    pub(crate) async fn reader(&self) -> Result<Tx<'_>, Error> {
        match self {
            Self::Sqlite(engine) => Ok(Tx(Inner::ReadSqlite(engine.readers.acquire().await?))),
            Self::Postgres(engine) => Ok(Tx(Inner::ReadPostgres(engine.pool.acquire().await?))),
        }
    }

    /// Ends every connection.
    pub(crate) async fn close(&self) {
        match self {
            Self::Sqlite(engine) => {
                engine.readers.close().await;
                if let Some(writer) = engine.writer.lock().await.take() {
                    // Closing may fail to tidy up the log; the next start does it.
                    let _ = writer.close().await;
                }
            }
            Self::Postgres(engine) => engine.pool.close().await,
        }
    }
}

/// A new file is its owner's alone: it holds password hashes and personal data. SQLite gives the
/// files it keeps beside it the same mode. What goes wrong here is told when it is opened.
fn make_private(path: &Path) {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let _ = options.open(path);
}

impl SqliteEngine {
    async fn open(path: &Path) -> Result<Self, Error> {
        make_private(path);
        let common = SqliteConnectOptions::new()
            .filename(path)
            .foreign_keys(true)
            .busy_timeout(PATIENCE)
            .pragma("trusted_schema", "OFF")
            // Ids are scattered over the file: with SQLite's own 2 MB a national round's lists read the same
            // pages over and over. Sixteen for each reader, taken only where there is as much to read.
            .pragma("cache_size", "-16000")
            // A list of thousands goes over to us in few steps, not fifty rows at a time.
            .row_buffer_size(1000);
        let options = common
            .clone()
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            // What was erased is overwritten with zeros, not left in free pages.
            .pragma("secure_delete", "ON");
        let (writer, reading) = match SqliteConnection::connect_with(&options).await {
            Ok(writer) => (Some(writer), options.clone().create_if_missing(false).pragma("query_only", "ON")),
            Err(error) => match why_not(path, error.into()) {
                refused @ Error::ReadOnly { .. } => (None, as_it_lies(path, common).await.ok_or(refused)?),
                other => return Err(other),
            },
        };
        let readers = SqlitePoolOptions::new().max_connections(4).acquire_timeout(PATIENCE).connect_lazy_with(reading);
        let as_it_lies = writer.is_none();
        Ok(Self { path: path.to_owned(), options, as_it_lies, writer: Mutex::new(writer), readers })
    }

    async fn begin<'a>(&'a self, mut slot: MutexGuard<'a, Option<SqliteConnection>>) -> Result<Tx<'a>, Error> {
        if self.as_it_lies {
            // Its readers would never see what is written now.
            return Err(Error::ReadOnly { detail: "opened to read only; start again to write".into() });
        }
        let mut connection = match slot.take() {
            Some(connection) => connection,
            None => {
                let connected = SqliteConnection::connect_with(&self.options).await;
                connected.map_err(|error| why_not(&self.path, error.into()))?
            }
        };
        sqlx::raw_sql("BEGIN IMMEDIATE").execute(&mut connection).await?;
        Ok(Tx(Inner::Writing { slot, connection }))
    }
}

/// To be read where nothing can be written: SQLite wants to put files beside the database even to read
/// it, unless it is told that nobody changes it. What was saved last must not lie in the log still.
async fn as_it_lies(path: &Path, options: SqliteConnectOptions) -> Option<SqliteConnectOptions> {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    if std::fs::metadata(&log).is_ok_and(|log| log.len() > 0) {
        return None;
    }
    let options = options.read_only(true).immutable(true);
    let tried = SqliteConnection::connect_with(&options).await.ok()?;
    // It is opened anew for each reader.
    let _ = tried.close().await;
    Some(options)
}

/// SQLite says "unable to open" to much; whether a file could be made beside it says more.
fn why_not(path: &Path, error: Error) -> Error {
    let Error::Disk { detail } = error else { return error };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    match tempfile::tempfile_in(folder).map_err(|error| (error.kind(), error)) {
        Err((ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied, _)) => Error::ReadOnly { detail },
        Err((ErrorKind::StorageFull, _)) => Error::DiskFull { detail },
        Err((_, source)) => Error::File { path: path.to_owned(), source },
        Ok(_) => Error::Disk { detail },
    }
}

/// A transaction, or a connection to read with. Dropped without [`Tx::commit`], nothing happened.
pub(crate) struct Tx<'a>(Inner<'a>);

enum Inner<'a> {
    Writing { slot: MutexGuard<'a, Option<SqliteConnection>>, connection: SqliteConnection },
    Reading(Transaction<'static, Sqlite>),
    ReadSqlite(PoolConnection<Sqlite>),
    Postgres { transaction: Transaction<'static, Postgres>, turn: Option<MutexGuard<'a, ()>> },
    ReadPostgres(PoolConnection<Postgres>),
}

macro_rules! bound {
    ($db:ty, $statement:expr, $values:expr) => {{
        let mut query = sqlx::query::<$db>($statement.sql);
        for value in $values {
            query = match value {
                Value::Text(text) => query.bind(text.clone()),
                Value::Int(number) => query.bind(*number),
                Value::Flag(flag) => query.bind(*flag),
            };
        }
        query
    }};
}

macro_rules! with_connection {
    ($tx:expr, |$sqlite:ident| $on_sqlite:expr, |$postgres:ident| $on_postgres:expr) => {
        match &mut $tx.0 {
            Inner::Writing { connection: $sqlite, .. } => $on_sqlite,
            Inner::Reading(transaction) => {
                let $sqlite = &mut **transaction;
                $on_sqlite
            }
            Inner::ReadSqlite(connection) => {
                let $sqlite = &mut **connection;
                $on_sqlite
            }
            Inner::Postgres { transaction, .. } => {
                let $postgres = &mut **transaction;
                $on_postgres
            }
            Inner::ReadPostgres(connection) => {
                let $postgres = &mut **connection;
                $on_postgres
            }
        }
    };
}

impl Tx<'_> {
    /// Every row.
    pub(crate) async fn all(&mut self, statement: &Statement, values: &[Value]) -> Result<Vec<Row>, Error> {
        let rows = with_connection!(
            self,
            |sqlite| {
                let rows = bound!(Sqlite, statement, values).fetch_all(&mut *sqlite).await;
                rows.map(|rows| rows.into_iter().map(Row::Sqlite).collect())
            },
            |postgres| {
                let rows = bound!(Postgres, statement, values).fetch_all(&mut *postgres).await;
                rows.map(|rows| rows.into_iter().map(Row::Postgres).collect())
            }
        );
        rows.map_err(|error| noted(statement, error))
    }

    /// The first row, if there is one.
    pub(crate) async fn one(&mut self, statement: &Statement, values: &[Value]) -> Result<Option<Row>, Error> {
        Ok(self.all(statement, values).await?.into_iter().next())
    }

    /// How many rows were changed.
    pub(crate) async fn run(&mut self, statement: &Statement, values: &[Value]) -> Result<u64, Error> {
        let done = with_connection!(
            self,
            |sqlite| bound!(Sqlite, statement, values).execute(&mut *sqlite).await.map(|done| done.rows_affected()),
            |postgres| bound!(Postgres, statement, values)
                .execute(&mut *postgres)
                .await
                .map(|done| done.rows_affected())
        );
        done.map_err(|error| noted(statement, error))
    }

    /// Several statements without placeholders: a migration.
    pub(crate) async fn script(&mut self, sql: &'static str) -> Result<(), Error> {
        with_connection!(self, |sqlite| sqlx::raw_sql(sql).execute(&mut *sqlite).await.map(|_| ()), |postgres| {
            sqlx::raw_sql(sql).execute(&mut *postgres).await.map(|_| ())
        })?;
        Ok(())
    }

    /// Saves. When this fails it is not known whether it was saved.
    pub(crate) async fn commit(self) -> Result<(), Error> {
        match self.0 {
            Inner::Writing { mut slot, mut connection } => {
                sqlx::raw_sql("COMMIT").execute(&mut connection).await?;
                *slot = Some(connection);
            }
            Inner::Reading(transaction) => transaction.commit().await?,
            Inner::Postgres { transaction, turn } => {
                transaction.commit().await?;
                drop(turn);
            }
            Inner::ReadSqlite(_) | Inner::ReadPostgres(_) => {}
        }
        Ok(())
    }

    /// Ends without saving, and keeps the connection: for outcomes that are nobody's fault.
    pub(crate) async fn give_up(self) -> Result<(), Error> {
        match self.0 {
            Inner::Writing { mut slot, mut connection } => {
                sqlx::raw_sql("ROLLBACK").execute(&mut connection).await?;
                *slot = Some(connection);
            }
            Inner::Reading(transaction) => transaction.rollback().await?,
            Inner::Postgres { transaction, turn } => {
                transaction.rollback().await?;
                drop(turn);
            }
            Inner::ReadSqlite(_) | Inner::ReadPostgres(_) => {}
        }
        Ok(())
    }

    /// Asks the database to prepare a statement without running it.
    #[cfg(test)]
    pub(crate) async fn prepare(&mut self, sql: &'static str) -> Result<(), sqlx::Error> {
        use sqlx::{Executor as _, SqlSafeStr as _};
        with_connection!(self, |sqlite| sqlite.prepare(sql.into_sql_str()).await.map(|_| ()), |postgres| postgres
            .prepare(sql.into_sql_str())
            .await
            .map(|_| ()))
    }
}

/// Names the statement in the error.
fn noted(statement: &Statement, error: sqlx::Error) -> Error {
    match Error::from(error) {
        Error::Bug { detail } => Error::Bug { detail: format!("{}: {detail}", statement.name) },
        Error::Damaged { what } => Error::Damaged { what: format!("{}: {what}", statement.name) },
        other => other,
    }
}
