//! The long proof, run by `cargo xtask torture`: `torture PROGRAM sqlite|postgres|both KILLS SEED`, or
//! `torture PROGRAM two|disk`.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a chore speaks to the person at the terminal")]

use std::{path::Path, process::ExitCode, time::Duration};

use testkit::torture::{Engine, Plan, full, killed, limited, read_only, two_servers};

/// Longer than a killed worker keeps its job.
const PATIENCE: Duration = Duration::from_secs(180);

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let faults = match words.as_slice() {
        [program, "two"] => {
            let outages = [Duration::from_secs(2), Duration::from_secs(6)];
            let two = two_servers(Path::new(program), 10, &outages, 1);
            println!("{}", two.summary);
            two.faults
        }
        [program, "disk"] => {
            let program = Path::new(program);
            println!("a full disk: {}", if full(program) { "told" } else { "SKIPPED, a disk cannot be mounted here" });
            limited(program);
            println!("a disk that fails: told");
            println!("a disk to read only: {}", if read_only(program) { "told" } else { "SKIPPED" });
            Vec::new()
        }
        [program, database, kills, seed] => {
            let (Some(engines), Ok(kills), Ok(seed)) = (engines(database), kills.parse(), seed.parse()) else {
                eprintln!("torture PROGRAM sqlite|postgres|both KILLS SEED");
                return ExitCode::from(2);
            };
            let run = |engine: &Engine| {
                let program = Path::new(program);
                let plan = Plan { program, engine: *engine, kills, seed, users: 20, patience: PATIENCE };
                let killed = killed(plan, |line| println!("{line}"));
                println!("{}", killed.summary);
                killed.faults
            };
            engines.iter().flat_map(run).collect()
        }
        _ => {
            eprintln!("torture PROGRAM sqlite|postgres|both KILLS SEED\ntorture PROGRAM two|disk");
            return ExitCode::from(2);
        }
    };
    for fault in faults.iter().take(100) {
        println!("FAULT: {fault}");
    }
    if faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn engines(database: &str) -> Option<&'static [Engine]> {
    match database {
        "sqlite" => Some(&[Engine::Sqlite]),
        "postgres" => Some(&[Engine::Postgres]),
        "both" => Some(&[Engine::Sqlite, Engine::Postgres]),
        _ => None,
    }
}
