//! Disclosure control: published cases, real published tables, and safety proven by an attacker of its own.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "tests: a failure is a failed test")]

mod published;
mod safety;
