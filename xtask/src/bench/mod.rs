//! `bench`: speed and memory beside the tools people use today, on the real figures.
//!
//! Everything is measured on this machine in this run, ours and theirs alike; the results go into
//! `BENCHMARKS.md` between markers. Peers are Python programs in `bench/peers`, run in an
//! environment of their own under the target folder, with the versions of `requirements.txt` (pretalx:
//! `requirements-pretalx.txt`; case data: `requirements-cases.txt`).

mod build;
mod cases;
mod disclosure;
mod groups;
mod pages;
mod programme;
mod report;
mod scan;

use crate::run::{self, go};
use anyhow::{Context, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// Where things lie during a run.
pub struct Place {
    /// The real figures.
    pub data: PathBuf,
    /// Scratch, under the target folder.
    pub work: PathBuf,
    /// Our program.
    pub program: PathBuf,
    /// Its data folder, imported for the run.
    pub store: PathBuf,
    /// The peers' Python.
    pub python: PathBuf,
    /// The peers' programs.
    pub peers: PathBuf,
}

/// Runs what is asked for (everything, unless `--only`), and rewrites BENCHMARKS.md.
pub fn bench(args: &[&str]) -> anyhow::Result<()> {
    let only = run::option(args, "--only");
    let known = ["scan", "pages", "programme", "groups", "disclosure", "cases", "build"];
    ensure!(only.is_none_or(|part| known.contains(&part)), "--only takes {}", known.join(", "));
    let wanted = |part: &str| only.is_none_or(|only| only == part);
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| run::root().join("target"), PathBuf::from);
    if wanted("scan") || wanted("pages") || wanted("programme") {
        let data = run::option(args, "--data").map_or_else(|| run::root().join("../shared/data"), PathBuf::from);
        let place = prepare(&target, &data)?;
        let import = import(&place)?;
        if wanted("scan") {
            report::section("scan", &scan::measure(&place, &import)?)?;
        }
        if wanted("pages") {
            report::section("pages", &pages::measure(&place)?)?;
        }
        if wanted("programme") {
            report::section("programme", &programme::measure(&place, &target, args)?)?;
        }
    }
    if wanted("groups") {
        report::section("groups", &groups::measure(&target)?)?;
    }
    if wanted("disclosure") {
        report::section("disclosure", &disclosure::measure(&target)?)?;
    }
    if wanted("cases") {
        report::section("cases", &cases::measure(&target, args)?)?;
    }
    if wanted("build") {
        report::section("build", &build::measure(&target.join("bench/cold"))?)?;
    }
    Ok(())
}

fn prepare(target: &Path, data: &Path) -> anyhow::Result<Place> {
    let file = data.join("kolada_by_sex_1994_2022.parquet");
    ensure!(file.is_file(), "{} is not there: give the folder of the real figures with --data", file.display());
    let work = target.join("bench");
    std::fs::create_dir_all(&work)?;
    go(Command::new("cargo").args(["build", "--release", "-p", "jamsides"]).current_dir(run::root()))?;
    let peers = run::root().join("bench/peers");
    let python = python(&work)?;
    Ok(Place {
        data: data.to_path_buf(),
        program: target.join("release/jamsides"),
        store: work.join("store"),
        work,
        python,
        peers,
    })
}

/// The Python of the peers, in an environment of its own with their versions.
fn python(work: &Path) -> anyhow::Result<PathBuf> {
    let python = work.join("venv/bin/python");
    if !python.is_file() {
        go(Command::new("python3").arg("-m").arg("venv").arg(work.join("venv")))?;
    }
    go(Command::new(&python)
        .args(["-m", "pip", "install", "-q", "--disable-pip-version-check", "-r"])
        .arg(run::root().join("bench/peers/requirements.txt")))?;
    Ok(python)
}

/// What the import took: seconds, and the most memory in MiB.
pub struct Imported {
    /// Wall clock of importing the file alone.
    pub seconds: f64,
    /// Peak resident memory.
    pub peak: f64,
}

/// Imports the values alone, measured; then everything there is, for the pages.
fn import(place: &Place) -> anyhow::Result<Imported> {
    let alone = place.work.join("store-file");
    for folder in [&alone, &place.store] {
        if folder.exists() {
            std::fs::remove_dir_all(folder)?;
        }
    }
    let one = place.data.join("kolada_by_sex_1994_2022.parquet");
    let start = Instant::now();
    let child = importing(place, &one, &alone).spawn().context("could not start the import")?;
    let peak = peak_of(child)?;
    let seconds = start.elapsed().as_secs_f64();
    go(&mut importing(place, &place.data, &place.store))?;
    Ok(Imported { seconds, peak })
}

fn importing(place: &Place, file: &Path, store: &Path) -> Command {
    let mut command = Command::new(&place.program);
    command.args(["import", "kolada", "--file"]).arg(file).arg("--data").arg(store);
    command
}

/// Waits for a program and hands back its peak resident memory in MiB.
fn peak_of(mut child: std::process::Child) -> anyhow::Result<f64> {
    let mut peak = 0.0_f64;
    loop {
        peak = peak.max(status(child.id(), "VmHWM:").unwrap_or(0.0));
        if let Some(end) = child.try_wait()? {
            ensure!(end.success(), "the import ended with {end}");
            return Ok(peak);
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
}

/// A line of `/proc/…/status`, in MiB.
pub fn status(pid: u32, line: &str) -> Option<f64> {
    let text = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let found = text.lines().find(|l| l.starts_with(line))?;
    let kib: f64 = found.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib / 1024.0)
}
