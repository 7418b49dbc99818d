//! `torture`: the program killed hundreds of times while people work in it, and then everything held
//! against what they were told. The work is `testkit`'s, run as a program of its own so that the other
//! chores build without a database.

use crate::run::{self, go};
use anyhow::ensure;
use std::path::PathBuf;
use std::process::Command;

/// Builds the program, unless `JAMSIDES_BINARY` names one, and runs it.
pub fn torture(args: &[&str]) -> anyhow::Result<()> {
    let known = |arg: &&str| !arg.starts_with("--") || ["--database", "--kills", "--seed", "--only"].contains(arg);
    ensure!(args.iter().all(known), "torture takes --database, --kills, --seed and --only");
    let database = run::option(args, "--database").unwrap_or("both");
    let (kills, seed) = (run::option(args, "--kills").unwrap_or("500"), run::option(args, "--seed").unwrap_or("1"));
    let program = match std::env::var_os("JAMSIDES_BINARY") {
        Some(program) => PathBuf::from(program),
        None => {
            go(Command::new("cargo").args(["build", "--release", "-p", "jamsides"]).current_dir(run::root()))?;
            let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| run::root().join("target"), PathBuf::from);
            target.join("release/jamsides")
        }
    };
    let program = std::path::absolute(program)?;
    ensure!(program.is_file(), "{} is not there", program.display());
    let mut command = Command::new("cargo");
    command
        .args(["run", "-q", "-p", "testkit", "--features", "torture", "--bin", "torture", "--"])
        .arg(program)
        .current_dir(run::root());
    match run::option(args, "--only") {
        Some(part) => command.arg(part),
        None => command.args([database, kills, seed]),
    };
    go(&mut command)
}
