//! Running other programs from the root of the workspace.

use anyhow::{Context, ensure};
use std::path::PathBuf;
use std::process::Command;

/// The root of the workspace.
pub fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent().map_or_else(|| here.clone(), PathBuf::from)
}

/// The value that follows `name` among the arguments.
pub fn option<'a>(args: &[&'a str], name: &str) -> Option<&'a str> {
    let at = args.iter().position(|arg| *arg == name)?;
    args.get(at + 1).copied()
}

/// Runs a script of the project, and fails as it fails.
pub fn script(path: &str, args: &[&str]) -> anyhow::Result<()> {
    let file = root().join(path);
    ensure!(file.is_file(), "{path} is not there yet");
    go(Command::new(file).args(args).current_dir(root()))
}

/// Runs the browser tests, with what Playwright takes as arguments; installs them where they are not.
pub fn browser(args: &[&str]) -> anyhow::Result<()> {
    let folder = root().join("e2e");
    if !folder.join("node_modules").is_dir() {
        go(Command::new("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(&folder))?;
    }
    go(Command::new("npx").args(["playwright", "test"]).args(args).current_dir(&folder))
}

/// Runs a command with its output on the terminal.
pub fn go(command: &mut Command) -> anyhow::Result<()> {
    let status = command.status().with_context(|| format!("could not start {command:?}"))?;
    ensure!(status.success(), "{command:?} ended with {status}");
    Ok(())
}

/// Runs a command and hands back what it wrote on standard output.
pub fn read(command: &mut Command) -> anyhow::Result<String> {
    let output = command.output().with_context(|| format!("could not start {command:?}"))?;
    ensure!(
        output.status.success(),
        "{command:?} ended with {}: {}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
