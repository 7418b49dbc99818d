//! `import kolada`: files or the live API into a new snapshot.

use super::Context;
use super::snapshot::{about, count};
use crate::args::Kolada;
use crate::failure::Failure;
use figures::import::{Options, Report, What};
use figures::{SnapshotId, Store};
use jiff::Timestamp;

/// Does it.
pub fn run(asked: Kolada, context: &Context) -> Result<(), Failure> {
    if asked.file.is_empty() { live(&asked, context) } else { files(asked, context) }
}

/// The clock of the program; everything else is told the time.
#[expect(clippy::disallowed_methods, reason = "the one place where the program looks at the clock")]
fn now() -> Timestamp {
    Timestamp::now()
}

fn files(asked: Kolada, context: &Context) -> Result<(), Failure> {
    crate::note(&context.texts().get("cli-import-reading"));
    let store = Store::open(&context.data);
    let options = Options { retrieved: asked.retrieved, fresh: asked.fresh };
    let (id, report) = figures::import::import(&store, &asked.file, &options, now())?;
    context.out.text(&told(&store, &id, &report, context)?)
}

/// What was taken, what was left and why, and what the new snapshot holds.
fn told(store: &Store, id: &SnapshotId, report: &Report, context: &Context) -> Result<String, Failure> {
    let mut text = String::new();
    let mut line = |sentence: String| {
        text.push_str(&sentence);
        text.push('\n');
    };
    for taken in &report.taken {
        let what = context.texts().get(what_key(taken.what));
        line(context.say(
            "cli-import-taken",
            &[("file", &taken.file.display().to_string()), ("what", &what), ("rows", &count(taken.rows, context))],
        ));
    }
    for (file, why) in &report.left {
        let why = why.sentence(crate::store_lang(context.lang));
        line(context.say("cli-import-left", &[("file", &file.display().to_string()), ("why", why)]));
    }
    for (key, n) in [("cli-import-identical", report.identical), ("cli-import-replaced", report.replaced)] {
        if n > 0 {
            line(context.say(key, &[("n", &count(n, context))]));
        }
    }
    line(String::new());
    text.push_str(&about(store.load(id)?.manifest(), context));
    text.push('\n');
    text.push_str(&context.say("cli-import-done", &[("id", id.as_str())]));
    text.push('\n');
    Ok(text)
}

const fn what_key(what: What) -> &'static str {
    match what {
        What::Values => "cli-what-values",
        What::Catalogue => "cli-what-catalogue",
        What::List => "cli-what-list",
        What::Areas => "cli-what-areas",
        What::Municipalities => "cli-what-municipalities",
        What::Groups => "cli-what-groups",
        What::Similar => "cli-what-similar",
    }
}

fn live(_asked: &Kolada, _context: &Context) -> Result<(), Failure> {
    Err(Failure::Bad("cli-bad-what", String::new()))
}
