//! A cold release build, and what costs most in it.

use crate::run::{self, go};
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

/// Builds into an empty folder and writes the section.
pub fn measure(target: &Path) -> anyhow::Result<String> {
    if target.exists() {
        std::fs::remove_dir_all(target)?;
    }
    go(Command::new("cargo").arg("fetch").current_dir(run::root()))?;
    let start = Instant::now();
    go(Command::new("cargo")
        .args(["build", "--release", "--timings", "-p", "jamsides"])
        .env("CARGO_TARGET_DIR", target)
        .current_dir(run::root()))?;
    let minutes = start.elapsed().as_secs_f64() / 60.0;
    let page = std::fs::read_to_string(target.join("cargo-timings/cargo-timing.html")).unwrap_or_default();
    let mut out =
        format!("A cold release build (`cargo build --release`, sources already fetched): {minutes:.1} minutes.\n");
    let mut units = units(&page);
    units.sort_by(|a, b| b.1.total_cmp(&a.1));
    if !units.is_empty() {
        out.push_str("\n| costs most | s |\n|---|---:|\n");
    }
    for (name, seconds) in units.iter().take(12) {
        let _ = writeln!(out, "| {name} | {seconds:.0} |");
    }
    std::fs::remove_dir_all(target)?;
    Ok(out)
}

/// Names and seconds from cargo's timing page.
fn units(page: &str) -> Vec<(String, f64)> {
    let Some((_, rest)) = page.split_once("const UNIT_DATA = ") else { return Vec::new() };
    let Some((data, _)) = rest.split_once(";\n") else { return Vec::new() };
    let parsed: serde_json::Value = serde_json::from_str(data).unwrap_or_default();
    let unit = |unit: &serde_json::Value| Some((unit["name"].as_str()?.to_owned(), unit["duration"].as_f64()?));
    parsed.as_array().map(|all| all.iter().filter_map(unit).collect()).unwrap_or_default()
}
