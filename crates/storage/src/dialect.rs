//! The few SQL texts that differ between the two databases.

use crate::statements::{Dialect, Statement};

/// Takes the next job that is due; two workers never take the same one. SQLite has one writer at a
/// time; PostgreSQL passes over rows another worker has locked.
pub(crate) const JOB_CLAIM: Dialect = Dialect {
    sqlite: Statement {
        name: "JOB_CLAIM",
        sql: "UPDATE job SET state = 'running', attempts = attempts + 1, claimed_by = $1, claimed_until = $2
        WHERE id = (SELECT id FROM job
            WHERE (state = 'waiting' AND run_at <= $3) OR (state = 'running' AND claimed_until <= $3)
            ORDER BY run_at, id LIMIT 1)
        RETURNING id, kind, payload, record_id, attempts",
    },
    postgres: Statement {
        name: "JOB_CLAIM",
        sql: "UPDATE job SET state = 'running', attempts = attempts + 1, claimed_by = $1, claimed_until = $2
        WHERE id = (SELECT id FROM job
            WHERE (state = 'waiting' AND run_at <= $3) OR (state = 'running' AND claimed_until <= $3)
            ORDER BY run_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING id, kind, payload, record_id, attempts",
    },
};

/// One change at a time, also between processes: SQLite has that by `BEGIN IMMEDIATE`.
/// (The number is "jamsides" as ASCII.)
pub(crate) const ONE_WRITER: Dialect = Dialect {
    sqlite: Statement { name: "ONE_WRITER", sql: "SELECT 1" },
    postgres: Statement { name: "ONE_WRITER", sql: "SELECT pg_advisory_xact_lock(7665528383218148723)" },
};

/// Within an import, rows may point at rows that come later.
pub(crate) const CHECK_LATER: Dialect = Dialect {
    sqlite: Statement { name: "CHECK_LATER", sql: "PRAGMA defer_foreign_keys = ON" },
    postgres: Statement { name: "CHECK_LATER", sql: "SET CONSTRAINTS ALL DEFERRED" },
};

/// And are checked before it is let in.
pub(crate) const CHECK_NOW: Dialect = Dialect {
    sqlite: Statement { name: "CHECK_NOW", sql: "SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1" },
    postgres: Statement { name: "CHECK_NOW", sql: "SET CONSTRAINTS ALL IMMEDIATE" },
};

/// The database's own check of its pages; PostgreSQL does it with checksums as it reads.
pub(crate) const PAGES: Dialect = Dialect {
    sqlite: Statement { name: "PAGES", sql: "SELECT integrity_check FROM pragma_integrity_check LIMIT 1" },
    postgres: Statement { name: "PAGES", sql: "SELECT 'ok'" },
};

/// Records of a kind by their ids, given as a JSON list: one question instead of one an id. The joins
/// are `CROSS` so that SQLite goes from the ids to the records and not the other way.
pub(crate) const RECORDS_BY_IDS: Dialect = Dialect {
    sqlite: Statement {
        name: "RECORDS_BY_IDS",
        sql: "SELECT r.id, r.kind, r.format, r.owner, r.visibility, r.state, r.version, r.name, r.folded, r.body,
            r.created_at, r.changed_at, r.seal
        FROM json_each($1) j CROSS JOIN record r WHERE r.id = j.value AND r.kind = $2",
    },
    postgres: Statement {
        name: "RECORDS_BY_IDS",
        sql: "SELECT id, kind, format, owner, visibility, state, version, name, folded, body, created_at, changed_at, seal
        FROM record
        WHERE id IN (SELECT json_array_elements_text(CAST(CAST($1 AS TEXT) AS JSON))) AND kind = $2",
    },
};

/// Records of a kind that belong to any of many organisations, likewise.
pub(crate) const RECORDS_OF_OWNERS: Dialect = Dialect {
    sqlite: Statement {
        name: "RECORDS_OF_OWNERS",
        sql: "SELECT r.id, r.kind, r.format, r.owner, r.visibility, r.state, r.version, r.name, r.folded, r.body,
            r.created_at, r.changed_at, r.seal
        FROM json_each($1) j CROSS JOIN record r WHERE r.owner = j.value AND r.kind = $2 AND r.state = 'live' ORDER BY r.id",
    },
    postgres: Statement {
        name: "RECORDS_OF_OWNERS",
        sql: "SELECT id, kind, format, owner, visibility, state, version, name, folded, body, created_at, changed_at, seal
        FROM record
        WHERE owner IN (SELECT json_array_elements_text(CAST(CAST($1 AS TEXT) AS JSON))) AND kind = $2 AND state = 'live'
        ORDER BY id",
    },
};

/// Records of a kind whose field points at any of many, likewise. Where the target is an organisation,
/// nearly everything points at it: ask for what belongs to it instead. In no order, and one that points at
/// two of them comes twice: sorting whole rows there costs more than sorting records here.
pub(crate) const RECORDS_POINTING_BY_ANY: Dialect = Dialect {
    sqlite: Statement {
        name: "RECORDS_POINTING_BY_ANY",
        sql: "SELECT r.id, r.kind, r.format, r.owner, r.visibility, r.state, r.version, r.name, r.folded, r.body,
            r.created_at, r.changed_at, r.seal
        FROM json_each($1) j CROSS JOIN record_ref f CROSS JOIN record r
        WHERE f.target_id = j.value AND f.field = $2 AND r.id = f.record_id AND r.kind = $3 AND r.state = 'live'",
    },
    postgres: Statement {
        name: "RECORDS_POINTING_BY_ANY",
        sql: "SELECT id, kind, format, owner, visibility, state, version, name, folded, body, created_at, changed_at, seal
        FROM record
        WHERE id IN (SELECT f.record_id FROM record_ref f
                WHERE f.target_id IN (SELECT json_array_elements_text(CAST(CAST($1 AS TEXT) AS JSON))) AND f.field = $2)
            AND kind = $3 AND state = 'live'",
    },
};

/// All of them, for the test.
#[cfg(test)]
pub(crate) const ALL: &[&Dialect] = &[
    &JOB_CLAIM,
    &ONE_WRITER,
    &CHECK_LATER,
    &CHECK_NOW,
    &PAGES,
    &RECORDS_BY_IDS,
    &RECORDS_OF_OWNERS,
    &RECORDS_POINTING_BY_ANY,
];
