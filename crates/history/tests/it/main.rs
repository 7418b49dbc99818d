//! The facts by value, and what the check refuses.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests stand outside test functions")]

mod history_check;
mod history_facts;
