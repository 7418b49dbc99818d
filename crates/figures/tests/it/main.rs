//! The crate from outside: files, live import, snapshots, on real figures where they are there.
#![allow(clippy::expect_used, clippy::panic, clippy::print_stderr, clippy::unwrap_used, reason = "tests")]

mod disclosure;
mod files;
mod hostile;
mod live;
mod real;
mod snapshots;

use std::path::Path;

use figures::{AreaId, Draft, ImportError, KpiId, Snapshot, Store, import};
use jiff::Timestamp;

/// 2024-08-30 10:15:00 UTC.
pub fn now() -> Timestamp {
    "2024-08-30T10:15:00Z".parse().unwrap()
}

/// A key figure code.
pub fn kpi(code: &str) -> KpiId {
    KpiId::new(code).unwrap()
}

/// An area code.
pub fn area(code: &str) -> AreaId {
    AreaId::new(code).unwrap()
}

/// Reads one file with these contents.
pub fn read_text(name: &str, contents: &[u8]) -> Result<(Draft, import::Report), ImportError> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(name);
    std::fs::write(&path, contents).unwrap();
    import::read(&[path], &import::Options::default())
}

/// The snapshot made from one file.
pub fn read_one(name: &str, contents: &[u8]) -> Snapshot {
    read_text(name, contents).unwrap().0.into_snapshot(now()).unwrap()
}

/// A store in a folder of its own.
pub fn store() -> (tempfile::TempDir, Store) {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path().join("data"));
    (dir, store)
}

/// All names in a folder, sorted.
pub fn names_in(path: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(path).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
