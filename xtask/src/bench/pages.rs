//! Pages under load, against Datasette serving the same table; memory and start.

use super::{Place, status};
use crate::run::{go, read};
use anyhow::{Context, ensure};
use std::fmt::Write as _;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Ours and theirs: the same question.
const QUESTIONS: [(&str, &str, &str); 2] = [
    ("one municipality, newest year", "/sv/kommun/2282", "/kolada/by_sex?municipality=2282&year=2022&_size=1000"),
    (
        "one key figure in one municipality",
        "/sv/matt/N00206?kommun=2282",
        "/kolada/by_sex?kpi=N00206&municipality=2282&_size=1000",
    ),
];
const OURS: u16 = 18_431;
const THEIRS: u16 = 18_432;

/// Municipalities whose pages nobody has asked for before.
const ANEW: [&str; 20] = [
    "0114", "0180", "0305", "0380", "0428", "0480", "0509", "0580", "0604", "0680", "0760", "0780", "0834", "0880",
    "1060", "1080", "1214", "1280", "1401", "1480",
];

/// A server that ends with its owner.
pub struct Server(Child);

impl Server {
    /// Its process.
    pub fn id(&self) -> u32 {
        self.0.id()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Measures and writes the section.
pub fn measure(place: &Place) -> anyhow::Result<String> {
    ensure!(Command::new("wrk").arg("-v").output().is_ok(), "wrk is not installed (apt install wrk)");
    let sqlite = place.work.join("kolada.db");
    if !sqlite.is_file() {
        go(Command::new(&place.python).arg(place.peers.join("sqlite.py")).arg(&place.data).arg(&sqlite))?;
    }
    let mut ours = Command::new(&place.program);
    ours.args(["serve", "--listen", &format!("127.0.0.1:{OURS}"), "--data"]).arg(&place.store);
    let (ours, our_start) = start(&mut ours, OURS, "/sv/")?;
    let rest = status(ours.0.id(), "VmRSS:").unwrap_or(f64::NAN);
    let mut theirs = Command::new(&place.python);
    theirs.args(["-m", "datasette", "serve", "-i"]).arg(&sqlite).args(["-p", &THEIRS.to_string()]);
    let (theirs, their_start) = start(&mut theirs, THEIRS, "/")?;
    let their_rest = status(theirs.0.id(), "VmRSS:").unwrap_or(f64::NAN);

    let mut out = String::from(
        "Pages with everything loaded, against Datasette serving the same table from SQLite (indexed, immutable). wrk, \
         one thread, eight connections, ten seconds after two of warming up.\n\n\
         | page | Jämsides, requests/s | p99, ms | Datasette, requests/s | p99, ms | times | p99, times |\n|---|---:|---:|---:|---:|---:|---:|\n",
    );
    for (what, our_path, their_path) in QUESTIONS {
        let (rps, p99) = load(OURS, our_path)?;
        let (their_rps, their_p99) = load(THEIRS, their_path)?;
        let _ = writeln!(
            out,
            "| {what} | {rps:.0} | {p99:.2} | {their_rps:.0} | {their_p99:.1} | {:.0} | {:.2} |",
            rps / their_rps,
            p99 / their_p99
        );
    }
    let _ = writeln!(
        out,
        "\nAn answer is made once and then comes from memory, since a snapshot never changes. Made anew, a municipality's \
         page takes {:.1} ms (mean of {}), asked for one after another.",
        anew(OURS)?,
        ANEW.len()
    );
    let loaded = status(ours.0.id(), "VmRSS:").unwrap_or(f64::NAN);
    let _ = writeln!(
        out,
        "\n| | Jämsides | Datasette |\n|---|---:|---:|\n| start to first answer, ms | {our_start:.0} | {their_start:.0} |\n\
         | memory at rest, MiB | {rest:.0} | {their_rest:.0} |\n| memory after the load, MiB | {loaded:.0} | |"
    );
    Ok(out)
}

/// Starts a server; hands back the milliseconds to its first answer.
pub fn start(command: &mut Command, port: u16, path: &str) -> anyhow::Result<(Server, f64)> {
    ensure!(TcpStream::connect(("127.0.0.1", port)).is_err(), "port {port} is taken");
    let begin = Instant::now();
    let server = Server(
        command
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .with_context(|| format!("could not start {command:?}"))?,
    );
    while begin.elapsed() < Duration::from_secs(60) {
        if let Ok(status) = get(port, path) {
            ensure!(status < 400, "{path} answers {status}");
            return Ok((server, begin.elapsed().as_secs_f64() * 1e3));
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    anyhow::bail!("no answer on port {port} within a minute")
}

/// Milliseconds to make a page nobody has asked for, the mean of several.
fn anew(port: u16) -> anyhow::Result<f64> {
    let begin = Instant::now();
    for code in ANEW {
        let status = get(port, &format!("/sv/kommun/{code}"))?;
        ensure!(status == 200, "{code} answers {status}");
    }
    Ok(begin.elapsed().as_secs_f64() * 1e3 / ANEW.len() as f64)
}

/// The status of one answer.
fn get(port: u16, path: &str) -> anyhow::Result<u16> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    answer.push_str(&String::from_utf8_lossy(&bytes));
    answer.split(' ').nth(1).and_then(|code| code.parse().ok()).context("no HTTP answer")
}

/// Requests a second, and the 99th percentile in milliseconds. Every answer must be a good one.
fn load(port: u16, path: &str) -> anyhow::Result<(f64, f64)> {
    let status = get(port, path)?;
    ensure!(status == 200, "{path} on port {port} answers {status}");
    let address = format!("http://127.0.0.1:{port}{path}");
    let wrk = |seconds: &str| {
        read(Command::new("wrk").args(["-t1", "-c8", "--latency", "--timeout", "30s", "-d", seconds, &address]))
    };
    wrk("2s")?;
    let text = wrk("10s")?;
    ensure!(!text.contains("Non-2xx"), "bad answers under load from {address}:\n{text}");
    let after = |word: &str| text.lines().find_map(|line| line.trim().strip_prefix(word).map(str::trim));
    let rps = after("Requests/sec:").and_then(|v| v.parse().ok()).with_context(|| format!("no rate in: {text}"))?;
    let p99 = after("99%").and_then(milliseconds).with_context(|| format!("no p99 in: {text}"))?;
    Ok((rps, p99))
}

/// `1.23ms`, `456.00us`, `1.20s`.
fn milliseconds(text: &str) -> Option<f64> {
    for (unit, factor) in [("us", 1e-3), ("ms", 1.0), ("s", 1e3)] {
        if let Some(number) = text.strip_suffix(unit).and_then(|number| number.parse::<f64>().ok()) {
            return Some(number * factor);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_of_wrk() {
        assert_eq!(milliseconds("1.25ms"), Some(1.25));
        assert_eq!(milliseconds("2.00s"), Some(2000.0));
        assert_eq!(milliseconds("500.00us"), Some(0.5));
        assert_eq!(milliseconds("x"), None);
    }
}
