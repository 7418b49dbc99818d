//! Every document, in both languages, under PDF/UA-1 and PDF/A-2a; the workbook read back.
//!
//! With `JAMSIDES_PRINT_TO=/some/folder` the documents are also written there, to be looked at.

mod book;
mod paper;
mod sample;
