//! HTTP in, pages and API out.
//!
//! Here live: addresses, the pages, downloads, the API for machines, caching and the look. Not
//! here: what the numbers say (`app`), how charts are drawn (`charts`), documents (`reports`,
//! behind [`app::Printer`]).
//!
//! # The walk of a request
//! `server` takes it → `address` reads it into an [`address::Asked`] → `cache` has the answer, or
//! `pages` asks `app` for a view and renders it in a blocking thread → `reply` sends it,
//! compressed when asked for, or `304`, or an error page from `problem`.
//!
//! # How to add a page
//! 1. A variant of [`address::Place`] and its two paths, Swedish and English.
//! 2. `templates/<page>.html`, which extends `layout.html`, and its texts in
//!    `locales/{sv,en}/pages.ftl`.
//! 3. `src/pages/<page>.rs`: one askama struct with exactly what the page shows, and a function
//!    from `(&House, &Asked)` to [`reply::Content`]; one line in `pages::answer`.
//! 4. One line in the list of pages in `tests/it/main.rs`.
//!
//! A page is a pure function of the address and the open snapshot. That is why an answer may be
//! remembered for as long as the program runs, and why no page knows about HTTP.

pub mod address;
pub mod api;
mod assets;
mod cache;
pub mod desk;
mod download;
mod house;
mod listen;
mod pages;
mod people;
mod problem;
mod reply;
mod server;
mod shell;
mod words;

pub use house::{Operator, Site};
pub use server::{router, serve};
