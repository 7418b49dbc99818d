//! The contract of the storage: the same stories on SQLite and on PostgreSQL.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    reason = "tests: helpers outside #[test] functions may stop the run too, and say what they saw"
)]

mod access;
mod backup;
mod contents;
mod jobs;
mod killed;
mod migrations;
mod model;
mod people;
mod rate;
mod records;
mod rig;
mod trouble;
mod undo;
