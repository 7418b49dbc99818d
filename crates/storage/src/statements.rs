//! Every SQL text of the program, each for both databases. There is no other place: nothing else
//! can make a [`Statement`], and a test prepares all of them on SQLite and on PostgreSQL.
//!
//! Rules: `$1` placeholders; columns named one by one, never `*`, and no `INSERT` without a list of
//! columns, so that an older program goes on beside a newer schema; no `lower()`, `LIKE` or
//! ordering of human text; ids and hashes sort the same everywhere.

/// An SQL text with a name for logs.
#[derive(Debug)]
pub(crate) struct Statement {
    pub(crate) name: &'static str,
    pub(crate) sql: &'static str,
}

/// An SQL text that differs between the databases. Only `dialect.rs` makes them.
#[derive(Debug)]
pub(crate) struct Dialect {
    pub(crate) sqlite: Statement,
    pub(crate) postgres: Statement,
}

macro_rules! statements {
    ($($name:ident = $sql:literal;)*) => {
        $(pub(crate) const $name: Statement = Statement { name: stringify!($name), sql: $sql };)*
        /// All of them, for the test.
        #[cfg(test)]
        pub(crate) const ALL: &[&Statement] = &[$(&$name),*];
    };
}

statements! {
    CHANGE_INSERT = "INSERT INTO change (id, at, author, undoable, undoes) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (id) DO NOTHING";
    CHANGE_VERSIONS = "SELECT record_id, version FROM journal WHERE change_id = $1 ORDER BY record_id, version";
    CHANGE_LAST_BY = "SELECT id, undoable, undoes FROM change WHERE author = $1 ORDER BY id DESC LIMIT 1";
    CHANGE_ENTRIES = "SELECT record_id, version FROM journal WHERE change_id = $1 ORDER BY record_id, version DESC";

    RECORD_BY_ID = "SELECT id, kind, format, owner, visibility, state, version, name, folded, body, created_at, changed_at, seal
        FROM record WHERE id = $1";
    RECORD_BY_KEY = "SELECT r.id, r.kind, r.format, r.owner, r.visibility, r.state, r.version, r.name, r.folded, r.body,
            r.created_at, r.changed_at, r.seal
        FROM record_key k JOIN record r ON r.id = k.record_id WHERE k.kind = $1 AND k.key = $2";
    RECORDS_OF_KIND = "SELECT id, kind, format, owner, visibility, state, version, name, folded, body, created_at, changed_at, seal
        FROM record WHERE kind = $1 AND state = 'live' AND id > $2 ORDER BY id LIMIT $3";
    RECORDS_SHOWN = "SELECT id, kind, format, owner, visibility, state, version, name, folded, body, created_at, changed_at, seal
        FROM record WHERE kind = $1 AND state = 'live' AND visibility = $2 AND id > $3 ORDER BY id LIMIT $4";
    RECORDS_OF_OWNER = "SELECT id, kind, format, owner, visibility, state, version, name, folded, body, created_at, changed_at, seal
        FROM record WHERE owner = $1 AND kind = $2 AND state = 'live' AND id > $3 ORDER BY id LIMIT $4";
    RECORDS_POINTING_AT = "SELECT DISTINCT r.id, r.kind, r.format, r.owner, r.visibility, r.state, r.version, r.name, r.folded, r.body,
            r.created_at, r.changed_at, r.seal
        FROM record_ref f JOIN record r ON r.id = f.record_id WHERE f.target_id = $1 AND f.record_id <> $1 ORDER BY r.id";
    RECORDS_HOLDING = "SELECT DISTINCT r.id, r.kind, r.format, r.owner, r.visibility, r.state, r.version, r.name, r.folded, r.body,
            r.created_at, r.changed_at, r.seal
        FROM record_ref f JOIN record r ON r.id = f.record_id
        WHERE f.target_id = $1 AND f.record_id <> $1 AND NOT (r.kind = $2 AND f.field = $3) ORDER BY r.id";
    RECORDS_POINTING_BY = "SELECT r.id, r.kind, r.format, r.owner, r.visibility, r.state, r.version, r.name, r.folded, r.body,
            r.created_at, r.changed_at, r.seal
        FROM record_ref f CROSS JOIN record r
        WHERE r.id = f.record_id AND f.target_id = $1 AND f.field = $2 AND r.kind = $3 AND r.state = 'live'
        ORDER BY f.record_id";
    RECORD_INSERT = "INSERT INTO record
            (id, kind, format, owner, visibility, state, version, name, folded, body, created_at, changed_at, seal)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    RECORD_UPDATE = "UPDATE record SET format = $3, visibility = $4, state = $5, version = $6, name = $7, folded = $8, body = $9,
            changed_at = $10, seal = $11
        WHERE id = $1 AND version = $2";
    KEY_INSERT = "INSERT INTO record_key (kind, key, record_id) VALUES ($1, $2, $3) ON CONFLICT (kind, key) DO NOTHING";
    KEYS_OF = "SELECT key FROM record_key WHERE record_id = $1";
    KEYS_DELETE = "DELETE FROM record_key WHERE record_id = $1";
    REF_INSERT = "INSERT INTO record_ref (record_id, field, target_id) VALUES ($1, $2, $3)";
    REFS_OF = "SELECT field, target_id FROM record_ref WHERE record_id = $1";
    REFS_DELETE = "DELETE FROM record_ref WHERE record_id = $1";
    NEEDS_INSERT = "INSERT INTO record_content (record_id, sha256) VALUES ($1, $2)";
    NEEDS_OF = "SELECT sha256 FROM record_content WHERE record_id = $1";
    NEEDS_DELETE = "DELETE FROM record_content WHERE record_id = $1";

    JOURNAL_INSERT = "INSERT INTO journal
            (record_id, version, change_id, action, format, visibility, state, body, salt, body_hash, hash)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    JOURNAL_OF = "SELECT j.record_id, j.version, j.change_id, j.action, j.format, j.visibility, j.state, j.body, j.salt, j.body_hash,
            j.hash, c.at, c.author, c.undoes
        FROM journal j JOIN change c ON c.id = j.change_id WHERE j.record_id = $1 ORDER BY j.version";
    JOURNAL_AT = "SELECT j.record_id, j.version, j.change_id, j.action, j.format, j.visibility, j.state, j.body, j.salt, j.body_hash,
            j.hash, c.at, c.author, c.undoes
        FROM journal j JOIN change c ON c.id = j.change_id WHERE j.record_id = $1 AND j.version = $2";
    JOURNAL_BLANK = "UPDATE journal SET body = NULL, salt = NULL WHERE record_id = $1";

    CONTENT_INSERT = "INSERT INTO content (sha256, bytes, media_type, created_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (sha256) DO UPDATE SET created_at = excluded.created_at";
    CONTENT_BY_HASH = "SELECT sha256, bytes, media_type, created_at FROM content WHERE sha256 = $1";
    CONTENT_UNUSED = "SELECT sha256 FROM content WHERE created_at < $1
            AND NOT EXISTS (SELECT 1 FROM record_content n WHERE n.sha256 = content.sha256) ORDER BY sha256";
    CONTENT_DELETE = "DELETE FROM content WHERE sha256 = $1";
    PART_INSERT = "INSERT INTO content_part (sha256, part, data) VALUES ($1, $2, $3) ON CONFLICT (sha256, part) DO NOTHING";
    PART_BY_NUMBER = "SELECT data FROM content_part WHERE sha256 = $1 AND part = $2";
    PARTS_DELETE = "DELETE FROM content_part WHERE sha256 = $1";

    SECRET_PUT = "INSERT INTO secret (id, record_id, kind, label, value, created_at, used_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (id) DO UPDATE SET label = excluded.label, value = excluded.value, used_at = excluded.used_at";
    SECRETS_OF = "SELECT id, record_id, kind, label, value, created_at, used_at FROM secret WHERE record_id = $1 ORDER BY id";
    SECRET_STILL = "SELECT id FROM secret WHERE id = $1 AND record_id = $2 AND value = $3";
    SECRET_USED = "UPDATE secret SET value = $2, used_at = $3 WHERE id = $1";
    SECRET_DELETE = "DELETE FROM secret WHERE id = $1 AND record_id = $2";
    SECRETS_DELETE_KIND = "DELETE FROM secret WHERE record_id = $1 AND kind = $2";
    SECRETS_DELETE = "DELETE FROM secret WHERE record_id = $1";

    SESSION_INSERT = "INSERT INTO session (token_hash, record_id, created_at, seen_at, expires_at, revoked_at, agent)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (token_hash) DO NOTHING";
    SESSION_BY_TOKEN = "SELECT token_hash, record_id, created_at, seen_at, expires_at, revoked_at, agent FROM session
        WHERE token_hash = $1";
    SESSIONS_OF = "SELECT token_hash, record_id, created_at, seen_at, expires_at, revoked_at, agent FROM session
        WHERE record_id = $1 ORDER BY created_at, token_hash";
    SESSION_SEEN = "UPDATE session SET seen_at = $2 WHERE token_hash = $1 AND seen_at < $2";
    SESSION_REVOKE = "UPDATE session SET revoked_at = $2 WHERE token_hash = $1 AND revoked_at IS NULL";
    SESSIONS_REVOKE = "UPDATE session SET revoked_at = $2 WHERE record_id = $1 AND revoked_at IS NULL AND token_hash <> $3";
    SESSIONS_DELETE = "DELETE FROM session WHERE record_id = $1";
    SESSIONS_PRUNE = "DELETE FROM session WHERE expires_at < $1 OR revoked_at < $1";

    CEREMONY_INSERT = "INSERT INTO ceremony (token_hash, kind, record_id, state, created_at, expires_at, used_at, used_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (token_hash) DO NOTHING";
    CEREMONY_LOOK = "SELECT token_hash, kind, record_id, state, created_at, expires_at FROM ceremony
        WHERE token_hash = $1 AND kind = $2 AND expires_at > $3 AND used_at IS NULL";
    CEREMONY_USE = "UPDATE ceremony SET used_at = $3, used_by = $4
        WHERE token_hash = $1 AND kind = $2 AND expires_at > $3 AND (used_at IS NULL OR used_by = $4)
        RETURNING token_hash, kind, record_id, state, created_at, expires_at";
    CEREMONIES_VOID = "UPDATE ceremony SET used_at = $3, used_by = $4 WHERE record_id = $1 AND kind = $2 AND used_at IS NULL";
    CEREMONIES_DELETE = "DELETE FROM ceremony WHERE record_id = $1";
    CEREMONIES_PRUNE = "DELETE FROM ceremony WHERE expires_at < $1 OR used_at < $1";

    THROTTLE_COUNT = "INSERT INTO throttle (key, starts_at, count) VALUES ($1, $2, 1)
        ON CONFLICT (key, starts_at) DO UPDATE SET count = throttle.count + 1 RETURNING count";
    THROTTLE_LOOK = "SELECT count FROM throttle WHERE key = $1 AND starts_at = $2";
    THROTTLE_CLEAR = "DELETE FROM throttle WHERE key = $1";
    THROTTLE_PRUNE = "DELETE FROM throttle WHERE starts_at < $1";

    JOB_INSERT = "INSERT INTO job (id, kind, payload, record_id, change_id, key, state, attempts, run_at, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, 'waiting', 0, $7, $8) ON CONFLICT (key) DO NOTHING";
    JOB_BY_ID = "SELECT id, kind, record_id, change_id, state, attempts, run_at, claimed_by, claimed_until, last_error,
            created_at, finished_at FROM job WHERE id = $1";
    JOBS_IN_STATE = "SELECT id, kind, record_id, change_id, state, attempts, run_at, claimed_by, claimed_until, last_error,
            created_at, finished_at FROM job WHERE state = $1 ORDER BY run_at, id LIMIT $2";
    JOBS_COUNT = "SELECT state, count(id) FROM job GROUP BY state ORDER BY state";
    JOBS_BURY = "UPDATE job SET state = 'dead', finished_at = $1, last_error = $2
        WHERE state = 'running' AND claimed_until <= $1 AND attempts >= $3";
    JOB_EXTEND = "UPDATE job SET claimed_until = $4 WHERE id = $1 AND claimed_by = $2 AND attempts = $3 AND state = 'running'";
    JOB_FINISH = "UPDATE job SET state = 'done', finished_at = $4, last_error = NULL, payload = '{}'
        WHERE id = $1 AND claimed_by = $2 AND attempts = $3 AND state IN ('running', 'done')";
    JOB_AGAIN = "UPDATE job SET state = 'waiting', run_at = $4, last_error = $5
        WHERE id = $1 AND claimed_by = $2 AND attempts = $3 AND state IN ('running', 'waiting')";
    JOB_DIE = "UPDATE job SET state = 'dead', finished_at = $4, last_error = $5
        WHERE id = $1 AND claimed_by = $2 AND attempts = $3 AND state IN ('running', 'dead')";
    JOB_RETRY = "UPDATE job SET state = 'waiting', attempts = 0, run_at = $2, finished_at = NULL WHERE id = $1 AND state = 'dead'";
    JOBS_CANCEL = "UPDATE job SET state = 'cancelled', finished_at = $2 WHERE change_id = $1 AND state = 'waiting'";
    JOBS_STARTED = "SELECT count(id) FROM job WHERE change_id = $1 AND state NOT IN ('waiting', 'cancelled')";
    JOBS_PRUNE = "DELETE FROM job WHERE state IN ('done', 'cancelled', 'dead') AND finished_at < $1";
    JOBS_BLANK = "UPDATE job SET payload = '{}', last_error = NULL,
            state = CASE WHEN state IN ('waiting', 'running', 'dead') THEN 'cancelled' ELSE state END,
            finished_at = CASE WHEN finished_at IS NULL THEN $2 ELSE finished_at END
        WHERE record_id = $1";

    CHANGES_PAGE = "SELECT id, at, author, undoable, undoes FROM change WHERE id > $1 ORDER BY id LIMIT $2";
    CHANGE_BY_ID = "SELECT id, at, author, undoable, undoes FROM change WHERE id = $1";
    RECORD_IDS = "SELECT id, kind FROM record WHERE id > $1 ORDER BY id LIMIT $2";
    RECORD_IDS_OWNED = "SELECT id, kind FROM record WHERE owner = $1 AND id > $2 ORDER BY id LIMIT $3";
    RECORD_REPLACE = "UPDATE record SET kind = $2, format = $3, owner = $4, visibility = $5, state = $6, version = $7, name = $8,
            folded = $9, body = $10, created_at = $11, changed_at = $12, seal = $13
        WHERE id = $1 AND state = 'reduced'";
    JOURNAL_DELETE = "DELETE FROM journal WHERE record_id = $1";
    CONTENTS_PAGE = "SELECT sha256, bytes, media_type, created_at FROM content WHERE sha256 > $1 ORDER BY sha256 LIMIT $2";
    SECRETS_PAGE = "SELECT id, record_id, kind, label, value, created_at, used_at FROM secret WHERE id > $1 ORDER BY id LIMIT $2";
    SESSIONS_PAGE = "SELECT token_hash, record_id, created_at, seen_at, expires_at, revoked_at, agent FROM session
        WHERE token_hash > $1 ORDER BY token_hash LIMIT $2";
    CEREMONIES_PAGE = "SELECT token_hash, kind, record_id, state, created_at, expires_at, used_at, used_by FROM ceremony
        WHERE token_hash > $1 ORDER BY token_hash LIMIT $2";
    THROTTLES_ALL = "SELECT key, starts_at, count FROM throttle ORDER BY key, starts_at";
    JOBS_PAGE = "SELECT id, kind, payload, record_id, change_id, key, state, attempts, run_at, claimed_by, claimed_until, last_error,
            created_at, finished_at FROM job WHERE id > $1 ORDER BY id LIMIT $2";
    THROTTLE_IMPORT = "INSERT INTO throttle (key, starts_at, count) VALUES ($1, $2, $3)";
    JOB_IMPORT = "INSERT INTO job (id, kind, payload, record_id, change_id, key, state, attempts, run_at, claimed_by, claimed_until,
            last_error, created_at, finished_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    COUNTS = "SELECT (SELECT count(id) FROM change), (SELECT count(id) FROM record), (SELECT count(version) FROM journal),
        (SELECT count(sha256) FROM content), (SELECT count(id) FROM job)";

    MIGRATIONS_CREATE = "CREATE TABLE IF NOT EXISTS schema_migration
        (number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, applied_at BIGINT NOT NULL)";
    MIGRATIONS_APPLIED = "SELECT number, name, sha256 FROM schema_migration ORDER BY number";
    MIGRATION_INSERT = "INSERT INTO schema_migration (number, name, sha256, applied_at) VALUES ($1, $2, $3, $4)";
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Address, dialect, engine::Engine, migrate};
    use jiff::Timestamp;

    async fn prepare_all(address: Address) {
        let engine = Engine::connect(&address).await.unwrap();
        migrate::run(&engine, programme::KINDS, Timestamp::UNIX_EPOCH).await.unwrap();
        let mut tx = engine.begin().await.unwrap();
        for statement in ALL.iter().copied().chain(dialect::ALL.iter().map(|dialect| engine.pick(dialect))) {
            if let Err(error) = tx.prepare(statement.sql).await {
                panic!("{}: {error}", statement.name);
            }
        }
        tx.give_up().await.unwrap();
        engine.close().await;
    }

    #[tokio::test]
    async fn every_statement_is_prepared_on_sqlite() {
        let folder = tempfile::tempdir().unwrap();
        prepare_all(Address::Sqlite(folder.path().join("x.db"))).await;
    }

    #[tokio::test]
    async fn every_statement_is_prepared_on_postgresql() {
        prepare_all(Address::Postgres(testkit::Postgres::shared().database())).await;
    }

    /// The registry is the only way to the database.
    #[test]
    fn no_sql_hides_elsewhere() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src");
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            let text = std::fs::read_to_string(&path).unwrap();
            let makes = ["statements.rs", "dialect.rs"].contains(&name.as_str());
            assert!(makes || !text.contains("sql: \""), "{name} makes a statement of its own");
            assert!(
                ["engine.rs", "statements.rs"].contains(&name.as_str()) || !text.contains("sqlx::query"),
                "{name} runs SQL of its own"
            );
            assert!(name == "statements.rs" || !text.contains("AssertSqlSafe"), "{name} runs SQL made from text");
        }
        for statement in ALL {
            let text = statement.sql.to_lowercase();
            for foreign in ["select *", "lower(", " like ", "order by name", "order by folded"] {
                assert!(!text.contains(foreign), "{}: {foreign}", statement.name);
            }
        }
    }
}
