//! `import programme`: one organisation's file, beside what is there.

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
    let imported = wait_for(take_in(&asked.file, Scope::Organisation, "cli-import-instance", &address, context))?;
    let n = |number: usize| count(number as u64, context);
    context.out.text(&paragraph(&context.say(
        "cli-import-programme-done",
        &[
            ("file", &shown(&asked.file)),
            ("database", &address.to_string()),
            ("n", &n(imported.records)),
            ("known", &n(imported.known)),
            ("reduced", &n(imported.reduced)),
        ],
    )))
}
