//! Secondary suppression beside pytauargus, on the same cells, in the same run.

use crate::run::{self, go, read};
use anyhow::Context;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

/// Tables of 378, 1,098 and 5,238 cells, totals included.
const REGIONS: [u32; 3] = [20, 60, 290];

/// Measures both and writes the section.
pub fn measure(target: &Path) -> anyhow::Result<String> {
    let work = target.join("bench/disclosure");
    std::fs::create_dir_all(&work)?;
    go(Command::new("cargo")
        .args(["build", "--release", "-p", "disclosure", "--example", "suppress"])
        .current_dir(run::root()))?;
    let peers = run::root().join("bench/peers");
    let python = work.join("venv/bin/python");
    if !python.is_file() {
        go(Command::new("python3").arg("-m").arg("venv").arg(work.join("venv")))?;
    }
    go(Command::new(&python)
        .args(["-m", "pip", "install", "-q", "--disable-pip-version-check", "-r"])
        .arg(peers.join("requirements-disclosure.txt")))?;
    let mut out = String::from(
        "Region × sex × need, FREQ(5,30)|ZERO(20). pytauargus shows cells that no record falls in as empty; ours does \
         the same in the first column of ours and protects them by ZERO(20) in the second. Beside the seconds: the \
         cells hidden besides those the rules hide. Ours end with a check of every proof.\n\n\
         | cells | by the rules | pytauargus MOD(1), s | ours, s | ours with zeros protected, s | times faster |\n\
         |---:|---:|---:|---:|---:|---:|\n",
    );
    for regions in REGIONS {
        let cells = work.join(format!("cells{regions}.csv"));
        go(Command::new(&python).arg(peers.join("cells_to_protect.py")).arg(regions.to_string()).arg(&cells))?;
        let pattern = work.join("pattern.csv");
        let example = target.join("release/examples/suppress");
        let ours = json(Command::new(&example).args([&cells, &pattern]).arg("published"))?;
        let zeros = json(Command::new(&example).args([&cells, &pattern]))?;
        let theirs = json(Command::new(&python).arg(peers.join("suppress_pytauargus.py")).arg(&cells))?;
        anyhow::ensure!(ours["proven"] == true && zeros["proven"] == true, "a proof does not add up");
        anyhow::ensure!(ours["primary"] == theirs["status"]["U"], "the rules do not hide the same cells");
        let seconds = |of: &serde_json::Value| of["seconds"].as_f64().context("no seconds");
        let (a, b, c) = (seconds(&theirs)?, seconds(&ours)?, seconds(&zeros)?);
        let _ = writeln!(
            out,
            "| {} | {} | {a:.2} (+{}) | {b:.2} (+{}) | {c:.2} (+{}) | {:.0} |",
            ours["cells"],
            ours["primary"],
            theirs["status"]["M"],
            ours["secondary"],
            zeros["secondary"],
            a / b.max(1e-3),
        );
    }
    Ok(out)
}

fn json(command: &mut Command) -> anyhow::Result<serde_json::Value> {
    Ok(serde_json::from_str(read(command)?.trim())?)
}
