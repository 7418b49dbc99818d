//! `backup`: everything of the programme in one file.

use super::database::{address, may_write, open_to_read, shown, wait_for};
use super::{Context, now};
use crate::args::Backup;
use crate::failure::Failure;
use crate::output::finding::paragraph;

/// Does it.
pub fn run(asked: &Backup, context: &Context) -> Result<(), Failure> {
    let address = address(&asked.database, context)?;
    may_write(&asked.file, asked.force, &address)?;
    wait_for(async {
        let store = open_to_read(&address).await?;
        let written = store.export(&asked.file, now()).await;
        store.close().await;
        Ok(written?)
    })?;
    context.out.text(&paragraph(
        &context.say("cli-backup-done", &[("file", &shown(&asked.file)), ("database", &address.to_string())]),
    ))
}
