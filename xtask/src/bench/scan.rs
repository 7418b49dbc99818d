//! The national scan: ours, Polars, DuckDB; the same numbers first.

use super::{Imported, Place};
use crate::run::{go, read};
use anyhow::Context;
use std::fmt::Write as _;
use std::process::Command;
use std::time::Instant;

const TIMES: usize = 5;

/// Measures, checks and writes the section.
pub fn measure(place: &Place, import: &Imported) -> anyhow::Result<String> {
    let inputs = place.work.join("inputs");
    go(Command::new(&place.python).arg(place.peers.join("inputs.py")).arg(&place.data).arg(&inputs))?;
    let figures = inputs.join("figures.csv");
    go(Command::new(&place.program)
        .args(["figures", "--format", "csv", "--output"])
        .arg(&figures)
        .arg("--data")
        .arg(&place.store))?;
    let ours = place.work.join("ours.csv");
    let (mut best, mut scan, mut open) = (f64::INFINITY, f64::INFINITY, f64::INFINITY);
    for _ in 0..TIMES {
        let told = Command::new(&place.program)
            .args(["scan", "2282", "--data"])
            .arg(&place.store)
            .env("JAMSIDES_LOG", "info")
            .output()?;
        let log = String::from_utf8_lossy(&told.stderr).into_owned();
        open = open.min(logged(&log, "opened the snapshot")? / 1e3);
        scan = scan.min(logged(&log, "scanned the country")? / 1e3);
        let start = Instant::now();
        go(Command::new(&place.program)
            .args(["scan", "--all", "--ended", "--format", "csv", "--output"])
            .arg(&ours)
            .arg("--data")
            .arg(&place.store))?;
        best = best.min(start.elapsed().as_secs_f64());
    }
    let mut out = String::from(
        "The national scan: every key figure, every municipality, newest year, with difference, interval, comparison \
         with the similar municipalities, trend and false-discovery control. *Scan* is \
         from each tool's own file to every result in memory: ours from the mapped snapshot, theirs from the Parquet \
         file, reading and pivoting included. *Scan and table* writes the result as CSV too; for ours it is the whole \
         process. Interpreter start and imports of the peers are not counted. Best of five.\n\n\
         | | scan, s | times ours | scan and table, s | times ours |\n|---|---:|---:|---:|---:|\n",
    );
    let _ = writeln!(out, "| Jämsides | {scan:.3} | 1 | {best:.3} | 1 |");
    for name in ["polars", "duckdb"] {
        let table = place.work.join(format!("{name}.csv"));
        let text = read(
            Command::new(&place.python)
                .arg(place.peers.join(format!("scan_{name}.py")))
                .args([&place.data, &inputs, &table])
                .args(["--repeat", &TIMES.to_string()]),
        )?;
        let (theirs, write) = (least(&text, "scan")?, least(&text, "write")?);
        let both = theirs + write;
        let _ = writeln!(out, "| {name} | {theirs:.3} | {:.1} | {both:.3} | {:.1} |", theirs / scan, both / best);
        let told = Command::new(&place.python).arg(place.peers.join("equal.py")).args([&ours, &table]).output()?;
        let same = told.status.success();
        println!("{name}: {}\n{}", if same { "equal" } else { "NOT EQUAL" }, String::from_utf8_lossy(&told.stdout));
        anyhow::ensure!(same, "{name} and we do not agree: nothing was written");
    }
    out.push_str("\nResults are equal (bench/peers/equal.py).\n");
    let _ = writeln!(
        out,
        "\nImporting the file (5.6 million rows): {:.2} s, at most {:.0} MiB. Opening a snapshot of everything in the \
         folder: {:.1} ms.",
        import.seconds,
        import.peak,
        open * 1e3
    );
    Ok(out)
}

/// The least number after a word at the beginning of a line.
fn least(text: &str, word: &str) -> anyhow::Result<f64> {
    text.lines()
        .filter_map(|line| line.strip_prefix(word)?.split_whitespace().next()?.parse().ok())
        .min_by(f64::total_cmp)
        .with_context(|| format!("no line {word} in: {text}"))
}

/// The milliseconds logged with a sentence.
fn logged(log: &str, sentence: &str) -> anyhow::Result<f64> {
    log.lines()
        .filter(|line| line.contains(sentence))
        .filter_map(|line| line.split("duration_ms=").nth(1)?.split_whitespace().next()?.parse().ok())
        .next()
        .with_context(|| format!("no line with {sentence} in: {log}"))
}
