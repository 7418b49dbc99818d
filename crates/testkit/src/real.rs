//! The real figures beside the project, for the tests that need them.

use std::{
    io::Write as _,
    path::{Path, PathBuf},
};

/// The environment variable that says `required` where the folders beside the project must be there.
pub const REQUIRED: &str = "JAMSIDES_REAL_DATA";

/// The folder of real figures, `../shared/data`. Where it is absent the test named is skipped, and
/// standard error says so also when the test runner keeps the words of tests that pass to itself.
///
/// # Panics
/// Where it is absent and [`REQUIRED`] says that it should not be.
#[must_use]
#[expect(clippy::panic, reason = "a test that must not be skipped fails")]
pub fn real_data(test: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    if path.is_dir() {
        return Some(path);
    }
    if std::env::var(REQUIRED).is_ok_and(|value| value == "required") {
        panic!("{test}: {REQUIRED}=required, but {} is absent", path.display());
    }
    // Not eprintln!, which the test runner swallows. Nobody is left to tell when this fails.
    let _ = writeln!(std::io::stderr(), "SKIPPED {test}: no real figures in ../shared/data");
    None
}
