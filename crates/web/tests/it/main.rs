//! The site as its readers meet it: requests in, parsed pages out, on the demonstration.
#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests stand outside test functions")]

mod cases;
mod desk;
mod history;
mod history_groups;
mod models;
mod pages;
mod plumbing;
mod rules;
mod site;
