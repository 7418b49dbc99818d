//! The program as people use it: run with arguments against a data folder of its own. Tests that
//! need `../shared/data` say that they are skipped where it is absent.

#![allow(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "tests: helpers outside #[test] functions may stop the run too"
)]

mod answers;
mod cases;
mod documents;
mod explains;
mod groups;
mod helps;
mod histories;
mod imports;
mod letters;
mod methods;
mod real;
mod runner;
mod serving;
mod stats;
mod storage;
mod torture;
