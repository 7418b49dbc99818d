//! Everything outside sees of `method`: the files that come with the program, faults in others', days,
//! status, differences.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests: helpers outside #[test] functions may stop the run too")]

mod built_in;
mod deadlines;
mod differences;
mod faults;
mod forms;
mod hostile;
mod mappings;
mod pages;
mod status;

use method::{File, Lang, Library};
use std::path::PathBuf;

/// `method/` of the repository.
fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../method")
}

/// A starter model, with some words replaced by others.
fn changed(changes: &[(&str, &str)]) -> Vec<File> {
    let mut text = method::starter("prov", Library::built_in()).unwrap().swap_remove(0).text;
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    vec![File::new("modell.toml", text)]
}

/// What the check says of files, in Swedish.
fn told(files: &[File]) -> Vec<String> {
    match Library::built_in().with(files) {
        Ok(_) => Vec::new(),
        Err(faults) => faults.iter().map(|fault| fault.told(Lang::Sv)).collect(),
    }
}
