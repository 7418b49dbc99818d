//! Runs the built program.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;

/// A run that has ended.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
    pub bytes: Vec<u8>,
}

/// A program that knows nothing of whoever runs the tests.
pub fn command(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jamsides"));
    command.env_clear().env("JAMSIDES_DATA", data);
    command
}

pub fn run(data: &Path, args: &[&str]) -> Ran {
    let Output { status, stdout, stderr } = command(data).args(args).output().unwrap();
    Ran {
        code: status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&stdout).into_owned(),
        err: String::from_utf8_lossy(&stderr).into_owned(),
        bytes: stdout,
    }
}

/// A run that must go well.
pub fn well(data: &Path, args: &[&str]) -> String {
    let ran = run(data, args);
    assert_eq!(ran.code, 0, "{args:?}\n{}\n{}", ran.out, ran.err);
    ran.out
}

/// `../shared/data`, where it is.
pub fn shared() -> Option<PathBuf> {
    testkit::real_data("a test of the command line")
}

/// The sample's own files, those that make areas and figures known included.
pub fn sample_files(shared: &Path) -> Vec<String> {
    [
        "kolada_mini_sample.csv",
        "kolada_core_kpis.csv",
        "rka_jamstalldhet_kpis.csv",
        "kolada_municipality.csv",
        "se_municipalities.csv",
        "kolada_similar_municipalities.csv",
    ]
    .map(|name| shared.join(name).display().to_string())
    .to_vec()
}

/// A folder into which the sample has been imported once for all tests that only read.
pub fn sample() -> Option<&'static Path> {
    static SAMPLE: OnceLock<Option<tempfile::TempDir>> = OnceLock::new();
    let folder = SAMPLE.get_or_init(|| {
        let shared = shared()?;
        let folder = tempfile::tempdir().unwrap();
        let mut args = vec![
            "import".to_owned(),
            "kolada".to_owned(),
            "--retrieved".to_owned(),
            "2024-08-30".to_owned(),
            "--file".to_owned(),
        ];
        args.extend(sample_files(&shared));
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        well(folder.path(), &args);
        Some(folder)
    });
    folder.as_ref().map(tempfile::TempDir::path)
}

/// The names of the snapshots in a folder.
pub fn snapshots(data: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(data.join("snapshots")) else { return Vec::new() };
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
