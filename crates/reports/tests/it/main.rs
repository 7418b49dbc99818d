//! Every document, in both languages, under PDF/UA-1 and PDF/A-2a; the workbook read back.
//!
//! With `JAMSIDES_PRINT_TO=/some/folder` the documents are also written there, to be looked at.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::too_many_arguments,
    reason = "helpers of tests, outside #[test] functions"
)]

mod beside;
mod book;
mod form;
mod letter;
mod paper;
mod results;
mod sample;
