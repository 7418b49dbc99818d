//! Forming groups: ours beside OR-Tools CP-SAT, on the same tables of the same made-up rounds.

use super::status;
use crate::run::{self, go};
use anyhow::{Context, ensure};
use serde_json::Value;
use std::fmt::Write as _;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Organisations, mentors, groups a mentor, seconds that either may take.
const ROUNDS: [(u32, u32, u32, u32); 4] = [(12, 3, 2, 60), (40, 9, 2, 60), (120, 25, 2, 60), (290, 60, 2, 120)];
/// Of the made-up rounds.
const SEED: u32 = 1;
/// The peer's ways to put it, and the most organisations each is tried with.
const FORMS: [(&str, u32); 2] = [("slots", u32::MAX), ("sets", 120)];

/// What a solver said.
struct Answer {
    total: Option<i64>,
    bound: Option<i64>,
    proven: bool,
    seconds: f64,
    peak: f64,
    form: String,
}

impl Answer {
    /// How far the total can be from the best, in per cent; by its own bound.
    fn gap(&self) -> Option<f64> {
        let (total, bound) = (self.total? as f64, self.bound? as f64);
        Some(if total > 0.0 { 100.0 * (total - bound).max(0.0) / total } else { 0.0 })
    }

    fn told(&self) -> String {
        match (self.total, self.gap()) {
            (Some(total), _) if self.proven => format!("{total}, proven"),
            (Some(total), Some(gap)) => format!("{total}, gap {gap:.2} %"),
            _ => "nothing found".to_owned(),
        }
    }
}

/// Measures and writes the section.
pub fn measure(target: &Path) -> anyhow::Result<String> {
    let work = target.join("bench");
    std::fs::create_dir_all(&work)?;
    let python = super::python(&work)?;
    go(Command::new("cargo")
        .args(["build", "--release", "-p", "grouping", "--example", "bench"])
        .env("CARGO_TARGET_DIR", target)
        .current_dir(run::root()))?;
    let mut out = String::from(
        "Forming groups with mentors: made-up rounds (`grouping::sample::round`, seed 1) of that many organisations \
         and mentors who lead two groups each, groups of two or three, all wishes at their usual weights. Both get \
         the same tables of whole numbers. Ours: one thread, the default build. OR-Tools CP-SAT: two workers, the \
         better of two models (a place for each group a mentor can lead; every set of members as a variable, up to \
         120 organisations), building the model and starting Python not counted. Either may take 60 s, for 290 \
         organisations 120 s. Memory is the most of the whole process. *Times* are CP-SAT's of ours.\n\n\
         | organisations | mentors | ours | s | MiB | CP-SAT | s | MiB | times s | times MiB |\n\
         |---:|---:|---|---:|---:|---|---:|---:|---:|---:|\n",
    );
    let mut equal = Vec::new();
    for (parties, mentors, leads, seconds) in ROUNDS {
        let tables = work.join(format!("groups-{parties}.json"));
        let ours = ours(target, (parties, mentors, leads, seconds), &tables)?;
        let theirs = theirs(&python, parties, seconds, &tables)?;
        if let (Some(one), Some(other)) = (ours.total, theirs.total)
            && ours.proven
            && theirs.proven
        {
            ensure!(one == other, "{parties}: both prove an optimum, and they differ: {one} and {other}");
            equal.push(parties.to_string());
        }
        for (bound, total) in [(ours.bound, theirs.total), (theirs.bound, ours.total)] {
            if let (Some(bound), Some(total)) = (bound, total) {
                ensure!(bound <= total, "{parties}: a bound of {bound} is above groups that cost {total}");
            }
        }
        let _ = writeln!(
            out,
            "| {parties} | {mentors} | {} | {:.2} | {:.0} | {} ({}) | {:.2} | {:.0} | {:.1} | {:.1} |",
            ours.told(),
            ours.seconds,
            ours.peak,
            theirs.told(),
            theirs.form,
            theirs.seconds,
            theirs.peak,
            theirs.seconds / ours.seconds.max(0.001),
            theirs.peak / ours.peak.max(0.1)
        );
    }
    let _ = match equal.len() {
        0 => writeln!(out, "\nNowhere did both prove an optimum."),
        _ => writeln!(out, "\nBoth prove an optimum at {}, and it is the same.", equal.join(", ")),
    };
    out.push_str("No bound of the one lies above what the other found.\n");
    Ok(out)
}

fn ours(
    target: &Path,
    (parties, mentors, leads, seconds): (u32, u32, u32, u32),
    tables: &Path,
) -> anyhow::Result<Answer> {
    let mut command = Command::new(target.join("release/examples/bench"));
    command.args([parties, mentors, leads, SEED, seconds].map(|it| it.to_string())).arg(tables);
    let (said, peak) = watched(&mut command)?;
    answer(&said, Some(peak))
}

/// The better of the ways to put it: proven before not, cheaper before dearer, quicker before slower.
fn theirs(python: &PathBuf, parties: u32, seconds: u32, tables: &Path) -> anyhow::Result<Answer> {
    let mut best: Option<Answer> = None;
    for (form, most) in FORMS {
        if parties > most {
            continue;
        }
        let mut command = Command::new(python);
        command.arg(run::root().join("bench/peers/cp_sat_groups.py")).arg(tables);
        command.args(["--seconds", &seconds.to_string(), "--workers", "2", "--form", form]);
        let (said, _) = watched(&mut command)?;
        let it = answer(&said, None)?;
        println!("{parties} {form}: {} in {:.1} s", it.told(), it.seconds);
        let rank = |it: &Answer| (!it.proven, it.total.unwrap_or(i64::MAX));
        let better = best.as_ref().is_none_or(|best| {
            rank(&it).cmp(&rank(best)).then(it.seconds.total_cmp(&best.seconds)) == std::cmp::Ordering::Less
        });
        if better {
            best = Some(it);
        }
    }
    best.context("no way to put it was tried")
}

fn answer(said: &str, peak: Option<f64>) -> anyhow::Result<Answer> {
    let line = said.lines().last().context("nothing was said")?;
    let it: Value = serde_json::from_str(line).with_context(|| format!("no JSON: {line}"))?;
    Ok(Answer {
        total: it["total"].as_i64(),
        bound: it["bound"].as_i64(),
        proven: it["proven"].as_bool().unwrap_or(false),
        seconds: it["seconds"].as_f64().context("no seconds")?,
        peak: peak.or_else(|| it["peak_mib"].as_f64()).context("no peak")?,
        form: it["form"].as_str().unwrap_or("").to_owned(),
    })
}

/// Runs a program: what it said, and its most resident memory in MiB.
fn watched(command: &mut Command) -> anyhow::Result<(String, f64)> {
    let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| format!("could not start {command:?}"))?;
    let mut peak = 0.0_f64;
    loop {
        peak = peak.max(status(child.id(), "VmHWM:").unwrap_or(0.0));
        if let Some(end) = child.try_wait()? {
            ensure!(end.success(), "{command:?} ended with {end}");
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    let mut said = String::new();
    child.stdout.take().context("no output")?.read_to_string(&mut said)?;
    Ok((said, peak))
}
