-- Portable SQL: TEXT, BIGINT, DOUBLE PRECISION, BOOLEAN only. Times are microseconds since 1970,
-- UTC. Ids are UUIDs of version 7, hashes SHA-256, both lower-case hexadecimal. Human text is never
-- compared or sorted here.

CREATE TABLE change (
    id TEXT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    author TEXT NOT NULL,
    undoable BOOLEAN NOT NULL,
    undoes TEXT UNIQUE REFERENCES change (id) DEFERRABLE INITIALLY IMMEDIATE
);
CREATE INDEX change_author ON change (author, id);

CREATE TABLE record (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    format BIGINT NOT NULL,
    owner TEXT REFERENCES record (id) DEFERRABLE INITIALLY IMMEDIATE,
    visibility TEXT NOT NULL CHECK (visibility IN ('own', 'group', 'round', 'public')),
    state TEXT NOT NULL CHECK (state IN ('live', 'removed', 'erased', 'reduced')),
    version BIGINT NOT NULL CHECK (version > 0),
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    seal TEXT NOT NULL
);
CREATE INDEX record_kind ON record (kind, state, id);
CREATE INDEX record_owner ON record (owner, kind, state, id);

CREATE TABLE record_key (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    record_id TEXT NOT NULL REFERENCES record (id) DEFERRABLE INITIALLY IMMEDIATE,
    PRIMARY KEY (kind, key)
);
CREATE INDEX record_key_record ON record_key (record_id);

CREATE TABLE record_ref (
    record_id TEXT NOT NULL REFERENCES record (id) DEFERRABLE INITIALLY IMMEDIATE,
    field TEXT NOT NULL,
    target_id TEXT NOT NULL REFERENCES record (id) DEFERRABLE INITIALLY IMMEDIATE,
    PRIMARY KEY (record_id, field, target_id)
);
CREATE INDEX record_ref_target ON record_ref (target_id);

CREATE TABLE journal (
    record_id TEXT NOT NULL REFERENCES record (id) DEFERRABLE INITIALLY IMMEDIATE,
    version BIGINT NOT NULL,
    change_id TEXT NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY IMMEDIATE,
    action TEXT NOT NULL,
    format BIGINT NOT NULL,
    visibility TEXT NOT NULL,
    state TEXT NOT NULL,
    body TEXT,
    salt TEXT,
    body_hash TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (record_id, version)
);
CREATE INDEX journal_change ON journal (change_id);

CREATE TABLE content (
    sha256 TEXT NOT NULL PRIMARY KEY,
    bytes BIGINT NOT NULL,
    media_type TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- Base64, a part at a time: the same way on both databases, and in the same transaction.
CREATE TABLE content_part (
    sha256 TEXT NOT NULL REFERENCES content (sha256) DEFERRABLE INITIALLY IMMEDIATE,
    part BIGINT NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (sha256, part)
);

CREATE TABLE record_content (
    record_id TEXT NOT NULL REFERENCES record (id) DEFERRABLE INITIALLY IMMEDIATE,
    sha256 TEXT NOT NULL REFERENCES content (sha256) DEFERRABLE INITIALLY IMMEDIATE,
    PRIMARY KEY (record_id, sha256)
);
CREATE INDEX record_content_sha256 ON record_content (sha256);

-- Password hashes, TOTP keys, passkeys: never in a body, so never in the history or a conflict.
CREATE TABLE secret (
    id TEXT NOT NULL PRIMARY KEY,
    record_id TEXT NOT NULL REFERENCES record (id) DEFERRABLE INITIALLY IMMEDIATE,
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    value TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX secret_record ON secret (record_id, kind);

CREATE TABLE session (
    token_hash TEXT NOT NULL PRIMARY KEY,
    record_id TEXT NOT NULL REFERENCES record (id) DEFERRABLE INITIALLY IMMEDIATE,
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT,
    agent TEXT NOT NULL
);
CREATE INDEX session_record ON session (record_id);

-- One-time states: sign-in under way, invitation, recovery.
CREATE TABLE ceremony (
    token_hash TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    record_id TEXT REFERENCES record (id) DEFERRABLE INITIALLY IMMEDIATE,
    state TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT,
    used_by TEXT
);
CREATE INDEX ceremony_record ON ceremony (record_id);

-- Attempts in a window of time; the key is hashed, so no address or name is kept.
CREATE TABLE throttle (
    key TEXT NOT NULL,
    starts_at BIGINT NOT NULL,
    count BIGINT NOT NULL,
    PRIMARY KEY (key, starts_at)
);

CREATE TABLE job (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    record_id TEXT REFERENCES record (id) DEFERRABLE INITIALLY IMMEDIATE,
    change_id TEXT NOT NULL REFERENCES change (id) DEFERRABLE INITIALLY IMMEDIATE,
    key TEXT UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'dead', 'cancelled')),
    attempts BIGINT NOT NULL,
    run_at BIGINT NOT NULL,
    claimed_by TEXT,
    claimed_until BIGINT,
    last_error TEXT,
    created_at BIGINT NOT NULL,
    finished_at BIGINT
);
CREATE INDEX job_due ON job (state, run_at);
CREATE INDEX job_change ON job (change_id);
CREATE INDEX job_record ON job (record_id);
