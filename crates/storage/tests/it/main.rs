//! The contract of the storage: the same stories on SQLite and on PostgreSQL.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests: helpers outside #[test] functions may stop the run too")]

mod access;
mod backup;
mod contents;
mod jobs;
mod migrations;
mod model;
mod people;
mod records;
mod rig;
mod trouble;
mod undo;
