//! `cluster-test`: a scheduler and executors as processes of their own, an analysis on them, one of them killed
//! in the middle, and every number held against those of one machine.

use crate::run::{self, go, read};
use anyhow::{Context, anyhow, bail, ensure};
use serde_json::Value;
use std::io::Read as _;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// So many digits are promised (`cluster::DIGITS`).
const DIGITS: i32 = 9;
/// What is nearer to nothing than this is nothing: a relative difference says little there.
const NOTHING: f64 = 1e-12;
/// Nobody waits longer than this for a process to be there.
const PATIENCE: Duration = Duration::from_secs(60);
/// Nor for an answer after an executor was killed: it is missed after ten seconds, and its work done again.
const SURVIVES: Duration = Duration::from_secs(180);

/// Where things are.
struct Place {
    program: PathBuf,
    /// Ballista's own programs, where they are to serve instead of ours.
    stock: Option<PathBuf>,
    work: PathBuf,
    rows: String,
}

/// A process that ends with us.
struct Process(Child);

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// An executor and the folder of what it hands to others.
struct Executor {
    process: Process,
    folder: PathBuf,
}

/// Takes `--rows N`, `--stock FOLDER` (with `ballista-scheduler` and `ballista-executor` in it), and
/// `--executors 1,2,4` to measure time instead of killing one of two.
pub fn test(args: &[&str]) -> anyhow::Result<()> {
    let known = |arg: &&str| !arg.starts_with("--") || ["--rows", "--stock", "--executors"].contains(arg);
    ensure!(args.iter().all(known), "cluster-test takes --rows, --stock and --executors");
    let work = std::env::temp_dir().join(format!("jamsides-cluster-{}", std::process::id()));
    std::fs::create_dir_all(&work)?;
    let place = Place {
        program: program()?,
        stock: run::option(args, "--stock").map(std::path::absolute).transpose()?,
        rows: run::option(args, "--rows").unwrap_or("10000000").to_owned(),
        work,
    };
    let done = match run::option(args, "--executors") {
        None => kill_one(&place),
        Some(list) => list.split(',').try_for_each(|count| time(&place, count.trim().parse()?)),
    };
    std::fs::remove_dir_all(&place.work).with_context(|| format!("{} is left", place.work.display()))?;
    done
}

/// Builds the program with the feature, unless `JAMSIDES_BINARY` names one.
fn program() -> anyhow::Result<PathBuf> {
    if let Some(program) = std::env::var_os("JAMSIDES_BINARY") {
        return Ok(std::path::absolute(PathBuf::from(program))?);
    }
    let build = ["build", "--release", "-p", "jamsides", "--features", "cluster"];
    go(Command::new("cargo").args(build).current_dir(run::root()))?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| run::root().join("target"), PathBuf::from);
    Ok(std::path::absolute(target.join("release/jamsides"))?)
}

fn kill_one(place: &Place) -> anyhow::Result<()> {
    let cases = cases(place)?;
    let (alone, seconds) = timed(|| read(&mut analysis(place, &cases, None)))?;
    let alone: Value = serde_json::from_str(&alone)?;
    println!("one machine, {} rows: {seconds:.1} s", place.rows);

    let (scheduler, port) = scheduler(place)?;
    let executors = [executor(place, port, 1)?, executor(place, port, 2)?];
    let at = format!("df://127.0.0.1:{port}");
    let (whole, seconds) = timed(|| read(&mut analysis(place, &cases, Some(&at))))?;
    println!("two executors: {seconds:.1} s, {}", held(&alone, &whole)?);

    let [stays, mut goes] = executors;
    let before = files(&goes.folder);
    let start = Instant::now();
    let mut asked = analysis(place, &cases, Some(&at)).stdout(Stdio::piped()).spawn()?;
    // In the middle: it has done some of its work, which others are yet to fetch.
    while files(&goes.folder) <= before {
        ensure!(asked.try_wait()?.is_none(), "the analysis was over before an executor had written anything");
        ensure!(start.elapsed() < PATIENCE, "the executor has written nothing");
        sleep(Duration::from_millis(2));
    }
    goes.process.0.kill()?;
    goes.process.0.wait()?;
    let killed = start.elapsed().as_secs_f64();
    ensure!(asked.try_wait()?.is_none(), "the analysis was over when the executor was killed");
    // As when the machine has burned.
    std::fs::remove_dir_all(&goes.folder)?;
    let answer = ended(asked, SURVIVES)?;
    let seconds = start.elapsed().as_secs_f64();
    let told = held(&alone, &answer)?;
    println!("one of two executors killed after {killed:.1} s: {seconds:.1} s, {told}");
    // The scheduler has not taken harm either.
    let again = analysis(place, &cases, Some(&at)).stdout(Stdio::piped()).spawn()?;
    let (answer, seconds) = timed(|| ended(again, SURVIVES))?;
    println!("asked again of the one that is left: {seconds:.1} s, {}", held(&alone, &answer)?);
    drop((scheduler, stays));
    Ok(())
}

/// What a process says, if it ends well and in time; otherwise it is ended.
fn ended(child: Child, most: Duration) -> anyhow::Result<String> {
    let mut process = Process(child);
    let mut out = process.0.stdout.take().context("no output")?;
    let reading = std::thread::spawn(move || -> std::io::Result<String> {
        let mut said = String::new();
        out.read_to_string(&mut said)?;
        Ok(said)
    });
    let start = Instant::now();
    loop {
        if let Some(end) = process.0.try_wait()? {
            ensure!(end.success(), "the analysis did not survive: {end}");
            return Ok(reading.join().map_err(|_| anyhow!("the answer could not be read"))??);
        }
        ensure!(start.elapsed() < most, "no answer in {} s after an executor was killed", most.as_secs());
        sleep(Duration::from_millis(50));
    }
}

/// How long it takes with so many executors of one core.
fn time(place: &Place, count: u16) -> anyhow::Result<()> {
    let cases = cases(place)?;
    let (alone, here) = timed(|| read(&mut analysis(place, &cases, None)))?;
    let alone: Value = serde_json::from_str(&alone)?;
    let (_scheduler, port) = scheduler(place)?;
    let _executors = (1..=count).map(|n| executor(place, port, n)).collect::<anyhow::Result<Vec<_>>>()?;
    let at = format!("df://127.0.0.1:{port}");
    for _ in 0..3 {
        let (answer, seconds) = timed(|| read(&mut analysis(place, &cases, Some(&at))))?;
        let told = held(&alone, &answer)?;
        println!("{} rows, {count} executors: {seconds:.2} s (our own engine {here:.2} s), {told}", place.rows);
    }
    Ok(())
}

fn timed<T>(work: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<(T, f64)> {
    let start = Instant::now();
    let done = work()?;
    Ok((done, start.elapsed().as_secs_f64()))
}

/// Invented cases, made once.
fn cases(place: &Place) -> anyhow::Result<PathBuf> {
    let file = place.work.join("cases.parquet");
    if !file.is_file() {
        let make = ["analyse", "--example", "home-care", "--rows", &place.rows, "-o"];
        go(Command::new(&place.program).args(make).arg(&file))?;
    }
    Ok(file)
}

fn analysis(place: &Place, cases: &Path, at: Option<&str>) -> Command {
    let mut command = Command::new(&place.program);
    command.arg("analyse").arg(cases).args(["--outcome", "hours", "--by", "sex", "--place", "municipality"]);
    command.args(["--adjust", "age,need,alone", "--cluster", "municipality", "--format", "json"]);
    if let Some(at) = at {
        command.args(["--cluster", at]);
    }
    command
}

/// Two ports beside each other that nobody listens at.
fn ports() -> anyhow::Result<u16> {
    for _ in 0..100 {
        let first = TcpListener::bind("127.0.0.1:0")?;
        let port = first.local_addr()?.port();
        if port < u16::MAX && TcpListener::bind(("127.0.0.1", port + 1)).is_ok() {
            return Ok(port);
        }
    }
    bail!("there are no two free ports beside each other")
}

fn started(command: &mut Command, port: u16) -> anyhow::Result<Process> {
    let child = command.stdout(Stdio::null()).spawn().with_context(|| format!("could not start {command:?}"))?;
    let mut process = Process(child);
    let start = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        ensure!(process.0.try_wait()?.is_none(), "{command:?} ended at once");
        ensure!(start.elapsed() < PATIENCE, "{command:?} does not listen");
        sleep(Duration::from_millis(50));
    }
    Ok(process)
}

fn scheduler(place: &Place) -> anyhow::Result<(Process, u16)> {
    let port = ports()?;
    let mut command = match &place.stock {
        None => {
            let mut command = Command::new(&place.program);
            command.args(["cluster", "scheduler", "--listen", &format!("127.0.0.1:{port}")]);
            command
        }
        Some(folder) => {
            let mut command = Command::new(folder.join("ballista-scheduler"));
            command.args(["--bind-host", "127.0.0.1", "--bind-port", &port.to_string()]);
            command.args(["--executor-timeout-seconds", "10", "--expire-dead-executor-interval-seconds", "2"]);
            command
        }
    };
    Ok((started(&mut command, port)?, port))
}

/// An executor of one core; it listens once the scheduler knows it.
fn executor(place: &Place, scheduler: u16, number: u16) -> anyhow::Result<Executor> {
    let port = ports()?;
    let folder = place.work.join(format!("executor-{scheduler}-{number}"));
    std::fs::create_dir_all(&folder)?;
    let mut command = match &place.stock {
        None => {
            let mut command = Command::new(&place.program);
            command.args(["cluster", "executor", "--scheduler", &format!("df://127.0.0.1:{scheduler}")]);
            command.args(["--listen", &format!("127.0.0.1:{port}"), "--cores", "1", "--folder"]).arg(&folder);
            command
        }
        Some(stock) => {
            let mut command = Command::new(stock.join("ballista-executor"));
            command.args(["--scheduler-host", "127.0.0.1", "--scheduler-port", &scheduler.to_string()]);
            command.args(["--bind-host", "127.0.0.1", "--bind-port", &port.to_string()]);
            command.args(["--bind-grpc-port", &(port + 1).to_string(), "--bind-health-port", &ports()?.to_string()]);
            command.args(["--vcores", "1", "--executor-heartbeat-interval-seconds", "2", "--work-dir"]).arg(&folder);
            command
        }
    };
    Ok(Executor { process: started(&mut command, port)?, folder })
}

/// How many files lie below a folder.
fn files(folder: &Path) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
    entries.flatten().map(|it| if it.path().is_dir() { files(&it.path()) } else { 1 }).sum()
}

/// Holds an answer against that of one machine, and says how far apart they are at most.
fn held(alone: &Value, answer: &str) -> anyhow::Result<String> {
    let answer: Value = serde_json::from_str(answer)?;
    let mut apart = Apart::default();
    apart.compare(alone, &answer, "");
    ensure!(apart.other.is_empty(), "not the same: {}", apart.other.join("; "));
    ensure!(apart.numbers > 100, "only {} numbers to hold against each other", apart.numbers);
    let most = apart.most.max(f64::MIN_POSITIVE);
    Ok(format!("{} numbers, at most {most:.1e} apart at {} ({DIGITS} digits promised)", apart.numbers, apart.at))
}

#[derive(Default)]
struct Apart {
    numbers: usize,
    most: f64,
    at: String,
    other: Vec<String>,
}

impl Apart {
    fn compare(&mut self, a: &Value, b: &Value, at: &str) {
        match (a, b) {
            (Value::Number(x), Value::Number(y)) => {
                let (x, y) = (x.as_f64().unwrap_or(f64::NAN), y.as_f64().unwrap_or(f64::NAN));
                let size = x.abs().max(y.abs());
                let apart = if size < NOTHING { 0.0 } else { (x - y).abs() / size };
                self.numbers += 1;
                if apart > self.most {
                    (self.most, self.at) = (apart, at.to_owned());
                }
                if apart.is_nan() || apart >= 0.5 * 10_f64.powi(1 - DIGITS) {
                    self.other.push(format!("{at}: {x:e} and {y:e}"));
                }
            }
            (Value::Array(x), Value::Array(y)) if x.len() == y.len() => {
                for (n, (x, y)) in x.iter().zip(y).enumerate() {
                    self.compare(x, y, &format!("{at}/{n}"));
                }
            }
            (Value::Object(x), Value::Object(y)) if x.keys().eq(y.keys()) => {
                for (name, x) in x {
                    self.compare(x, &y[name], &format!("{at}/{name}"));
                }
            }
            _ if a == b => {}
            _ => self.other.push(format!("{at}: {a} and {b}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ninth_digit_counts() {
        let all = |n: f64| serde_json::json!({ "all": vec![n; 101], "word": "a" });
        assert!(held(&all(1.0), &all(1.0 + 1e-9).to_string()).is_ok());
        assert!(held(&all(1.0), &all(1.0 + 1e-8).to_string()).unwrap_err().to_string().contains("/all/0"));
        assert!(held(&all(1.0), r#"{"all": [], "word": "a"}"#).is_err());
    }
}
