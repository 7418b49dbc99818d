//! The use cases of the programme: the same stories on SQLite and on PostgreSQL.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests: helpers outside #[test] functions may stop the run too, and say what they saw"
)]

mod closing;
mod editing;
mod files;
mod inviting;
mod own_data;
mod permits;
mod recovering;
mod retaining;
mod rig;
mod sessions;
mod signing_in;
mod texts;
mod working;
