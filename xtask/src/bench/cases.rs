//! Case data: the profile by sex and municipality, and the explained difference with a thousand draws of
//! clusters, beside fairlearn, statsmodels and DuckDB on the same file.

use super::peak_of;
use crate::run::{go, read, root};
use anyhow::{Context, ensure};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

const TIMES: usize = 3;
const SMALL: u64 = 1_000_000;
const LARGE: u64 = 20_000_000;

/// Measures, checks and writes the section.
pub fn measure(target: &Path, args: &[&str]) -> anyhow::Result<String> {
    go(Command::new("cargo").args(["build", "--release", "-p", "jamsides"]).current_dir(root()))?;
    let (program, work) = (target.join("release/jamsides"), target.join("bench"));
    std::fs::create_dir_all(&work)?;
    let python = match crate::run::option(args, "--cases-python") {
        Some(path) => PathBuf::from(path),
        None => environment(&work)?,
    };
    let mut out = String::from(
        "Invented decisions on home care (`jamsides analyse --example home-care`), one Parquet file. *Profile*: mean \
         hours of women and men in 290 municipalities, ours with intervals, empirical Bayes and false-discovery control; \
         theirs without. *Explained*: Oaxaca and Blinder by age, need and living alone, ours with every municipality's own \
         and 1,000 draws of clusters; statsmodels draws rows ten times, and a thousand is a hundred times that. Ours is \
         the whole process; of the peers interpreter start, imports and (but for DuckDB) reading are not counted. Best \
         of three.\n\n| | rows | s | times ours |\n|---|---:|---:|---:|\n",
    );
    for rows in [SMALL, LARGE] {
        let file = made(&program, &work, rows)?;
        let profile = ours(&program, &work, &file, &[])?;
        let explained = ours(
            &program,
            &work,
            &file,
            &["--adjust", "age,need,alone", "--cluster", "municipality", "--reps", "1000"],
        )?;
        let _ = writeln!(out, "| Jämsides: profile | {rows} | {:.3} | 1 |", profile.seconds);
        let _ = writeln!(out, "| Jämsides: explained, 1,000 draws | {rows} | {:.3} | 1 |", explained.seconds);
        let duck = peer(&python, "profile_duckdb.py", &file)?;
        same(&duck, profile.raw)?;
        for (name, beside) in [("profile", profile.seconds), ("clusters", explained.seconds)] {
            let theirs = number(&duck, name)?;
            let what = if name == "profile" { "profile" } else { "sums by cluster only" };
            let _ = writeln!(out, "| DuckDB: {what} | {rows} | {theirs:.3} | {:.2} |", theirs / beside);
        }
        if rows == SMALL {
            let fair = peer(&python, "profile_fairlearn.py", &file)?;
            same(&fair, profile.raw)?;
            let theirs = number(&fair, "profile")?;
            let _ = writeln!(out, "| fairlearn: profile | {rows} | {theirs:.1} | {:.0} |", theirs / profile.seconds);
            let stats = peer(&python, "oaxaca_statsmodels.py", &file)?;
            same(&stats, explained.raw)?;
            let theirs = 1000.0 * number(&stats, "repetition")?;
            let times = theirs / explained.seconds;
            let _ =
                writeln!(out, "| statsmodels: explained, 1,000 draws (from ten) | {rows} | {theirs:.0} | {times:.0} |");
        }
        let _ = writeln!(out, "| Jämsides: most memory, MiB | {rows} | {:.0} | |", explained.peak.max(profile.peak));
    }
    Ok(out)
}

/// The peers' Python, made where it is not.
fn environment(work: &Path) -> anyhow::Result<PathBuf> {
    let folder = work.join("venv-cases");
    let python = folder.join("bin/python");
    if !python.is_file() {
        go(Command::new("python3").arg("-m").arg("venv").arg(&folder))?;
    }
    go(Command::new(&python)
        .args(["-m", "pip", "install", "-q", "--disable-pip-version-check", "-r"])
        .arg(root().join("bench/peers/requirements-cases.txt")))?;
    Ok(python)
}

fn made(program: &Path, work: &Path, rows: u64) -> anyhow::Result<PathBuf> {
    let file = work.join(format!("cases-{rows}.parquet"));
    if !file.is_file() {
        go(Command::new(program)
            .args(["analyse", "--example", "home-care", "--rows", &rows.to_string(), "-o"])
            .arg(&file))?;
    }
    Ok(file)
}

/// The best of some runs of ours.
struct Ours {
    seconds: f64,
    peak: f64,
    raw: f64,
}

fn ours(program: &Path, work: &Path, file: &Path, more: &[&str]) -> anyhow::Result<Ours> {
    let answer = work.join("cases-answer.csv");
    let mut best = Ours { seconds: f64::INFINITY, peak: 0.0, raw: f64::NAN };
    for _ in 0..TIMES {
        let start = Instant::now();
        let child = Command::new(program)
            .arg("analyse")
            .arg(file)
            .args(["--outcome", "hours", "--by", "sex", "--place", "municipality", "-o"])
            .arg(&answer)
            .args(more)
            .spawn()
            .context("could not start ours")?;
        best.peak = best.peak.max(peak_of(child)?);
        best.seconds = best.seconds.min(start.elapsed().as_secs_f64());
    }
    let text = std::fs::read_to_string(&answer)?;
    let all = text.lines().nth(1).and_then(|line| line.split(',').nth(7)).context("no raw difference in our answer")?;
    best.raw = all.parse()?;
    Ok(best)
}

fn peer(python: &Path, script: &str, file: &Path) -> anyhow::Result<String> {
    let text = read(Command::new(python).arg(root().join("bench/peers").join(script)).arg(file))?;
    println!("{script}:\n{text}");
    Ok(text)
}

/// The number after a word at the beginning of a line.
fn number(text: &str, word: &str) -> anyhow::Result<f64> {
    text.lines()
        .find_map(|line| line.strip_prefix(word)?.split_whitespace().next()?.parse().ok())
        .with_context(|| format!("no line {word} in: {text}"))
}

/// No time is written down for another answer.
fn same(text: &str, ours: f64) -> anyhow::Result<()> {
    let theirs = number(text, "raw")?;
    ensure!((theirs - ours).abs() < 1e-6, "the raw difference is {ours} to us and {theirs} to them");
    Ok(())
}
