//! For `cargo xtask bench --only groups`: a made-up round as tables for another solver, and how long we take.
//!
//! `bench PARTIES MENTORS LEADS SEED SECONDS FILE` writes the tables to FILE as JSON, forms groups for at most so many
//! seconds, and prints one line of JSON: total, bound, proven, seconds.
#![allow(clippy::print_stdout, clippy::expect_used, reason = "a chore, for the person at the terminal")]

use grouping::{Effort, Go, Model, Problem, form, sample};
use std::time::{Duration, Instant};

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let number = |at: usize| -> usize { args.get(at).and_then(|it| it.parse().ok()).expect("numbers, then a file") };
    let leads = u32::try_from(number(2)).expect("a few groups a mentor");
    let ask = sample::round(number(3) as u64, number(0), number(1), leads);
    let problem = Problem::new(ask).expect("a made-up round is sound");
    let model = Model::new(&problem);
    assert!(!model.groupwise, "the tables must say everything");
    let text = serde_json::to_string(&model).expect("tables are JSON");
    std::fs::write(args.get(5).expect("a file"), text).expect("the file can be written");
    let limit = Duration::from_secs(number(4) as u64);
    let begun = Instant::now();
    // The clock stops it, not the effort.
    let effort = Effort { steps: u64::MAX / 4, ..Effort::default() };
    let found = form(&problem, &effort, &mut |_| if begun.elapsed() < limit { Go::On } else { Go::Stop });
    let seconds = begun.elapsed().as_secs_f64();
    match found {
        Ok(it) => println!(
            "{{\"total\":{},\"bound\":{},\"proven\":{},\"seconds\":{seconds:.3}}}",
            it.score.total, it.bound, it.proven
        ),
        Err(none) => println!("{{\"none\":{},\"seconds\":{seconds:.3}}}", serde_json::to_string(&none).expect("JSON")),
    }
}
