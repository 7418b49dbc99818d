//! The methods by name: examples, published cases, files, faults.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stderr, missing_docs)]

mod asked;
mod docs;
mod files;
mod large;
mod published;
mod shapes;
