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
    let ours = place.work.join("ours.csv");
    let mut best = f64::INFINITY;
    for _ in 0..TIMES {
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
         with the similar municipalities, trend and false-discovery control; opening the figures and writing the table \
         included, on both sides. Interpreter start and imports of the peers are not counted. Best of five.\n\n\
         | | scan and table, s | of which scan, s | times ours |\n|---|---:|---:|---:|\n",
    );
    let _ = writeln!(out, "| Jämsides (whole process) | {best:.3} | | 1 |");
    for name in ["polars", "duckdb"] {
        let table = place.work.join(format!("{name}.csv"));
        let text = read(
            Command::new(&place.python)
                .arg(place.peers.join(format!("scan_{name}.py")))
                .args([&place.data, &inputs, &table])
                .args(["--repeat", &TIMES.to_string()]),
        )?;
        let (scan, write) = (least(&text, "scan")?, least(&text, "write")?);
        let both = scan + write;
        let _ = writeln!(out, "| {name} | {both:.3} | {scan:.3} | {:.1} |", both / best);
        let told = Command::new(&place.python).arg(place.peers.join("equal.py")).args([&ours, &table]).output()?;
        let same = told.status.success();
        println!("{name}: {}\n{}", if same { "equal" } else { "NOT EQUAL" }, String::from_utf8_lossy(&told.stdout));
        anyhow::ensure!(same, "{name} and we do not agree: nothing was written");
    }
    out.push_str("\nResults are equal (bench/peers/equal.py).\n");
    let _ = writeln!(
        out,
        "\nImporting the file (5.6 million rows): {:.2} s, at most {:.0} MiB.",
        import.seconds, import.peak
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
