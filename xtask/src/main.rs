//! Chores of the project, run as `cargo xtask <chore>`.
//!
//! ```text
//! cargo xtask prepare map [--from DIR] [--svg FILE]   the equal-importance map of the municipalities
//! cargo xtask prepare outline [--from DIR]            coasts and great lakes, for drawings of ways
//! cargo xtask prepare places [--from DIR]             where the municipalities and regions lie, for travel
//! cargo xtask bench [--only scan|pages|programme|groups|disclosure|cases|build] [--data DIR]   speed and memory, into BENCHMARKS.md
//! cargo xtask e2e [ARG…]                              the product in a real browser (Playwright, in e2e)
//! cargo xtask torture [--database sqlite|postgres|both] [--kills N] [--seed N]   nothing is lost when it is killed
//! cargo xtask torture --only two|disk                 nor when PostgreSQL falls or the disk is full
//! cargo xtask cluster-test [--rows N] [--executors 1,2,4] [--stock FOLDER]   the same answer from many machines, also when one is killed
//! cargo xtask ci [ARG…]                               everything that must hold (.ci/run)
//! ```
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a chore speaks to the person at the terminal")]

mod bench;
mod cluster;
mod map;
mod run;
mod torture;

use std::process::ExitCode;

const USAGE: &str = "cargo xtask prepare map [--from DIR] [--svg FILE]
cargo xtask prepare outline [--from DIR]
cargo xtask prepare places [--from DIR]
cargo xtask bench [--only scan|pages|programme|groups|disclosure|cases|build] [--data DIR] [--pretalx-python PATH] [--database ADDRESS]
cargo xtask e2e [ARG…]
cargo xtask torture [--database sqlite|postgres|both] [--kills N] [--seed N]
cargo xtask torture --only two|disk
cargo xtask cluster-test [--rows N] [--executors 1,2,4] [--stock FOLDER]
cargo xtask ci [ARG…]";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match chore(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn chore(args: &[String]) -> anyhow::Result<()> {
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["prepare", "map", rest @ ..] => map::prepare(rest),
        ["prepare", "outline", rest @ ..] => map::outline::prepare(rest),
        ["prepare", "places", rest @ ..] => map::places::prepare(rest),
        ["bench", rest @ ..] => bench::bench(rest),
        ["e2e", rest @ ..] => run::browser(rest),
        ["cluster-test", rest @ ..] => cluster::test(rest),
        ["torture", rest @ ..] => torture::torture(rest),
        ["ci", rest @ ..] => run::script(".ci/run", rest),
        _ => anyhow::bail!("no such chore; these exist:\n{USAGE}"),
    }
}
