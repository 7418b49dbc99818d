//! The use cases of the programme: the same stories on SQLite and on PostgreSQL.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "tests: helpers outside #[test] functions may stop the run too, and say what they saw"
)]

mod acts;
mod asking;
mod assess;
mod beside;
mod circle;
mod closing;
mod editing;
mod evaluate;
mod files;
mod filled;
mod forming;
mod ics;
mod improve;
mod inviting;
mod meetings;
mod mended;
mod own_data;
mod permits;
mod reaching;
mod recovering;
mod results;
mod retaining;
mod rig;
mod rounds;
mod sessions;
mod signing_in;
mod staging;
mod steps;
mod texts;
mod versions;
mod widening;
mod working;
