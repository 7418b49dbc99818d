//! `restore`: a backup into an empty database.

use super::Context;
use super::database::{address, shown, take_in, wait_for};
use super::snapshot::count;
use crate::args::Restore;
use crate::failure::Failure;
use crate::output::finding::paragraph;
use storage::Scope;

/// Does it.
pub fn run(asked: &Restore, context: &Context) -> Result<(), Failure> {
    let address = address(&asked.database, context)?;
    let imported = wait_for(take_in(&asked.file, Scope::Instance, "cli-restore-organisation", &address, context))?;
    context.out.text(&paragraph(&context.say(
        "cli-restore-done",
        &[
            ("file", &shown(&asked.file)),
            ("database", &address.to_string()),
            ("n", &count(imported.records as u64, context)),
        ],
    )))
}
