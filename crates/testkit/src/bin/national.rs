//! Fills a database with a national round, for `cargo xtask bench --only programme`:
//! `national DATABASE --today YYYY-MM-DD [--seed N | --rounds N]`. What was put down and what to look at: JSON on
//! standard output. The cookies open the pages of this database to whoever has the file, so it is for
//! measuring only.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a chore speaks to the person at the terminal")]

use std::process::ExitCode;

use jiff::civil::Date;
use programme::KINDS;
use storage::{Address, Store};
use testkit::national::{Filled, ROUNDS, fill, noon};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (database, today, seed, rounds) = match words.as_slice() {
        [database, "--today", today] => (database, today.parse(), Ok(1), Ok(ROUNDS)),
        [database, "--today", today, "--seed", seed] => (database, today.parse(), seed.parse(), Ok(ROUNDS)),
        [database, "--today", today, "--rounds", rounds] => (database, today.parse(), Ok(1), rounds.parse()),
        _ => return usage(),
    };
    let (Ok(address), Ok(today), Ok(seed), Ok(rounds)) = (database.parse::<Address>(), today, seed, rounds) else {
        return usage();
    };
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build() {
        Ok(runtime) => runtime,
        Err(why) => return failed(&why.to_string()),
    };
    match runtime.block_on(work(&address, today, seed, rounds)) {
        Ok(filled) => {
            println!("{:#}", filled.json());
            ExitCode::SUCCESS
        }
        Err(why) => failed(&why.to_string()),
    }
}

async fn work(address: &Address, today: Date, seed: u64, rounds: i64) -> Result<Filled, storage::Error> {
    let store = Store::open(address, KINDS, noon(today)).await?;
    let filled = fill(&store, today, seed, rounds, |done| eprintln!("{done}")).await?;
    store.close().await;
    Ok(filled)
}

fn usage() -> ExitCode {
    eprintln!("national DATABASE --today YYYY-MM-DD [--seed N | --rounds N]");
    ExitCode::from(2)
}

fn failed(why: &str) -> ExitCode {
    eprintln!("national: {why}");
    ExitCode::FAILURE
}
