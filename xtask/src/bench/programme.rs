//! The programme's pages on a national round with ten years behind it, against pretalx's list with as many
//! rows; memory of both. The round is `testkit`'s, filled by a program of its own.

use super::pages::{Server, start};
use super::{Place, status};
use crate::run::{self, go, read};
use anyhow::{Context, ensure};
use serde_json::Value;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const PORT: u16 = 18_433;
/// Requests to a page one after another, and as many again from two at once: what pretalx is asked, too.
const REQUESTS: &str = "100";
/// Organisations in a round of ours, and rows in pretalx's list.
const ROWS: &str = "290";
/// A row of a table of ours.
const ROW: &str = "scope=\"row\"";
/// At most this share of what pretalx needs.
const SHARE: f64 = 0.1;

/// Measures and writes the section.
pub fn measure(place: &Place, target: &Path, args: &[&str]) -> anyhow::Result<String> {
    go(Command::new("cargo")
        .args(["build", "--release", "-p", "testkit", "--features", "national", "--bin", "national"])
        .current_dir(run::root()))?;
    let (database, filled, seconds) = fill(place, target, run::option(args, "--database"))?;
    // One after the other: each has the machine to itself.
    let theirs = pretalx(place, run::option(args, "--pretalx-python"))?;
    let mut ours = Command::new(&place.program);
    ours.args(["serve", "--listen", &format!("127.0.0.1:{PORT}"), "--database", &database, "--data"]).arg(&place.store);
    let (server, _) = start(&mut ours, PORT, "/sv/")?;
    rest(&server)?;
    let asleep = memory(server.id());
    let mut pages = Vec::new();
    for visitor in list(&filled, "visitors") {
        pages.extend(look(place, visitor)?);
    }
    let told = Told { filled: &filled, seconds, theirs: &theirs, pages: &pages, asleep, awake: memory(server.id()) };
    told.section()
}

/// Fills an empty database; its address, what it says, and how long it took.
fn fill(place: &Place, target: &Path, database: Option<&str>) -> anyhow::Result<(String, Value, f64)> {
    let file = place.work.join("national.db");
    for end in ["", "-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{end}", file.display()));
    }
    let database = database.map_or_else(|| file.display().to_string(), str::to_owned);
    // The day people live by here; the program goes by it as well.
    let today = read(Command::new("date").arg("+%F").env("TZ", "Europe/Stockholm"))?;
    let begin = Instant::now();
    let text = said(Command::new(target.join("release/national")).args([&database, "--today", today.trim()]))?;
    let seconds = begin.elapsed().as_secs_f64();
    Ok((database, serde_json::from_str(&text).context("the filler wrote no JSON")?, seconds))
}

/// What pretalx needs for its list, as JSON.
fn pretalx(place: &Place, python: Option<&str>) -> anyhow::Result<Value> {
    let python = match python {
        Some(python) => PathBuf::from(python),
        None => environment(place)?,
    };
    let text = said(Command::new(python).arg(place.peers.join("pretalx_load.py")).args([
        "--rows",
        ROWS,
        "--requests",
        REQUESTS,
    ]))?;
    serde_json::from_str(&text).context("pretalx_load.py wrote no JSON")
}

/// An environment with pretalx, which needs a newer Python than the other peers.
fn environment(place: &Place) -> anyhow::Result<PathBuf> {
    let folder = place.work.join("venv-pretalx");
    let python = folder.join("bin/python");
    if !python.is_file() {
        let there = Command::new("python3.13").arg("--version").output().is_ok_and(|told| told.status.success());
        ensure!(there, "pretalx needs python3.13 on the path, or --pretalx-python with one that has it");
        go(Command::new("python3.13").arg("-m").arg("venv").arg(&folder))?;
    }
    go(Command::new(&python)
        .args(["-m", "pip", "install", "-q", "--disable-pip-version-check", "-r"])
        .arg(place.peers.join("requirements-pretalx.txt")))?;
    Ok(python)
}

/// The pages of one visitor: who, what, and what latency.py says of it.
fn look(place: &Place, visitor: &Value) -> anyhow::Result<Vec<(String, String, Value)>> {
    let who = visitor["who"].as_str().unwrap_or_default();
    let pages = list(visitor, "pages");
    let mut command = Command::new(&place.python);
    command.arg(place.peers.join("latency.py"));
    command.args(["--base", &format!("http://127.0.0.1:{PORT}"), "--requests", REQUESTS, "--count", ROW]);
    if let Some(cookie) = visitor["cookie"].as_str() {
        command.args(["--cookie", &format!("jamsides={cookie}")]);
    }
    command.args(pages.iter().filter_map(|page| page["path"].as_str()));
    let answer: Value = serde_json::from_str(&said(&mut command)?).context("latency.py wrote no JSON")?;
    let measured = list(&answer, "pages");
    ensure!(measured.len() == pages.len(), "{} pages of {who} were measured of {}", measured.len(), pages.len());
    let what = |page: &Value| page["what"].as_str().unwrap_or_default().to_owned();
    Ok(pages.iter().zip(measured).map(|(page, it)| (who.to_owned(), what(page), it.clone())).collect())
}

/// Waits until the server has done what it does at its start: two seconds with next to nothing to do.
fn rest(server: &Server) -> anyhow::Result<()> {
    let ticks = || -> Option<u64> {
        let text = std::fs::read_to_string(format!("/proc/{}/stat", server.id())).ok()?;
        let mut fields = text.rsplit_once(')')?.1.split_whitespace().skip(11);
        Some(fields.next()?.parse::<u64>().ok()? + fields.next()?.parse::<u64>().ok()?)
    };
    let mut before = ticks();
    for _ in 0..150 {
        std::thread::sleep(Duration::from_secs(2));
        let now = ticks().context("the server has ended")?;
        if before.is_some_and(|before| now - before < 5) {
            return Ok(());
        }
        before = Some(now);
    }
    anyhow::bail!("the server has not come to rest within five minutes")
}

/// What a program wrote on standard output; its complaints go to the terminal as they come.
fn said(command: &mut Command) -> anyhow::Result<String> {
    read(command.stderr(Stdio::inherit()))
}

fn memory(pid: u32) -> f64 {
    status(pid, "VmRSS:").unwrap_or(f64::NAN)
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

fn number(value: &Value, key: &str) -> f64 {
    value[key].as_f64().unwrap_or(f64::NAN)
}

/// Everything measured.
struct Told<'a> {
    filled: &'a Value,
    seconds: f64,
    theirs: &'a Value,
    pages: &'a [(String, String, Value)],
    asleep: f64,
    awake: f64,
}

impl Told<'_> {
    /// How many times as long everybody's self-assessments take as those of a group side by side: by the
    /// names `testkit::national` gives these pages.
    fn beside(&self) -> Option<f64> {
        let find = |what: &str| self.pages.iter().find(|page| page.1 == what).map(|page| &page.2);
        let (group, all) = (find("side by side, a group")?, find("self-assessments of everybody")?);
        let times = |way: &str| number(&all[way], "p99") / number(&group[way], "p99");
        Some(times("sequential").max(times("concurrent")))
    }

    fn section(&self) -> anyhow::Result<String> {
        let theirs = list(self.theirs, "pages");
        let whole = theirs.iter().max_by_key(|page| page["rows"].as_u64()).context("pretalx measured no page")?;
        let p99 = |page: &Value| (number(&page["sequential"], "p99"), number(&page["concurrent"], "p99"));
        let (alone, two) = p99(whole);
        let share = |page: &Value| {
            let it = p99(page);
            (it.0 / alone).max(it.1 / two)
        };
        let numbers = &self.filled["numbers"];
        let count = |key: &str| thousands(numbers[key].as_u64().unwrap_or(0));
        let mut out = format!(
            "The programme's pages on a national round: {} organisations, {} people, {} rounds, {} meetings; {} records \
             and {} journal entries, filled in {:.0} s. Each page {REQUESTS} times one after another and {REQUESTS} times \
             from two clients at once, after 20 to warm up (`bench/peers/latency.py`); pretalx {} ({}, {} workers) the \
             same way in the same run. *Share*: our 99th percentile of pretalx's for its list with {} rows, the larger \
             of the two.\n\n\
             | pretalx, rows | p50, ms | p99 | p99, two at once |\n|---:|---:|---:|---:|\n",
            count("organisation"),
            count("person"),
            count("round"),
            count("meeting"),
            count("records"),
            count("journal"),
            self.seconds,
            self.theirs["versions"]["pretalx"].as_str().unwrap_or("?"),
            self.theirs["database"].as_str().unwrap_or("?"),
            self.theirs["workers"],
            whole["rows"],
        );
        for page in theirs {
            let (p99, two) = p99(page);
            let _ = writeln!(
                out,
                "| {} | {:.0} | {p99:.0} | {two:.0} |",
                page["rows"],
                number(&page["sequential"], "median")
            );
        }
        out.push_str("\n| who | page | rows | KiB | p50, ms | p99 | p99, two at once | share |\n|---|---|---:|---:|---:|---:|---:|---:|\n");
        for (who, what, page) in self.pages {
            let (p99, two) = p99(page);
            let _ = writeln!(
                out,
                "| {who} | {what} | {} | {:.0} | {:.1} | {p99:.1} | {two:.1} | {:.3} |",
                page["count"],
                number(page, "bytes") / 1024.0,
                number(&page["sequential"], "median"),
                share(page)
            );
        }
        let above: Vec<&str> =
            self.pages.iter().filter(|page| share(&page.2) > SHARE).map(|page| page.1.as_str()).collect();
        let _ = match above.as_slice() {
            [] => writeln!(out, "\nEvery page needs at most a tenth of what pretalx needs."),
            above => writeln!(out, "\nMore than a tenth of what pretalx needs: {}.", above.join("; ")),
        };
        if let Some(times) = self.beside() {
            let _ = writeln!(
                out,
                "\nThe joint answers of everybody need {times:.1} times what those of one group need (99th percentile, the \
                 larger of the two ways); at most ten."
            );
        }
        let _ = write!(out, "\nMemory: {:.0} MiB at rest, {:.0} after all of this", self.asleep, self.awake);
        if let Some(memory) = self.theirs["memory"].as_object() {
            let parts: Vec<String> =
                memory.iter().map(|(name, it)| format!("{name} {:.0} MiB", number(it, "rss_mib"))).collect();
            let _ = writeln!(out, "; pretalx: {}.", parts.join(", "));
        }
        Ok(out)
    }
}

/// `1234567` as `1,234,567`.
fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_larger_share_counts_and_what_is_above_is_named() {
        let page = |p99: f64, two: f64| json!({ "bytes": 2048, "count": 290, "sequential": { "median": 1.0, "p99": p99 }, "concurrent": { "p99": two } });
        let list =
            json!({ "rows": 290, "sequential": { "median": 800.0, "p99": 1000.0 }, "concurrent": { "p99": 2000.0 } });
        let theirs = json!({ "pages": [{ "rows": 50, "sequential": { "median": 1.0, "p99": 2.0 },
            "concurrent": { "p99": 3.0 } }, list], "versions": { "pretalx": "1" }, "database": "sqlite", "workers": 2,
            "memory": { "gunicorn": { "rss_mib": 700.4 } } });
        let pages = [
            ("organiser".to_owned(), "quick".to_owned(), page(10.0, 20.0)),
            ("organiser".to_owned(), "slow".to_owned(), page(10.0, 300.0)),
            ("mentor".to_owned(), "side by side, a group".to_owned(), page(4.0, 10.0)),
            ("organiser".to_owned(), "self-assessments of everybody".to_owned(), page(18.0, 25.0)),
        ];
        let filled = json!({ "numbers": { "organisation": 291, "journal": 1_234_567 } });
        let told = Told { filled: &filled, seconds: 61.4, theirs: &theirs, pages: &pages, asleep: 100.0, awake: 120.0 };
        let text = told.section().unwrap();
        assert!(text.contains("1,234,567 journal entries, filled in 61 s"), "{text}");
        assert!(text.contains("| organiser | quick | 290 | 2 | 1.0 | 10.0 | 20.0 | 0.010 |"), "{text}");
        assert!(text.contains("More than a tenth of what pretalx needs: slow."), "{text}");
        assert!(text.contains("everybody need 4.5 times what those of one group need"), "{text}");
        assert!(text.contains("100 MiB at rest, 120 after all of this; pretalx: gunicorn 700 MiB."), "{text}");
    }
}
