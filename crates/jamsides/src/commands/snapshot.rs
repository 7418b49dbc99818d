//! `snapshot`: what has been imported, whether it is whole, and what may go.

use super::Context;
use crate::args::{Format, Snapshot};
use crate::failure::Failure;
use crate::output::finding::{heading, paragraph};
use crate::output::table::{Side, Table, room};
use figures::{Listed, Manifest, SnapshotId, SnapshotInfo, StateCounts, Store, StoreError};
use i18n::Numbers;

/// More mismatches than this are counted, not listed: after an import, and when asked.
pub const FEW: usize = 5;
const MANY: usize = 50;

/// Does it.
pub fn run(asked: Snapshot, context: &Context) -> Result<(), Failure> {
    let store = Store::open(&context.data);
    match asked {
        Snapshot::List => list(&store, context),
        Snapshot::Show { id } => show(&store, id.as_deref(), context),
        Snapshot::Verify { id } => verify(&store, id.as_deref(), context),
        Snapshot::Prune { keep } => prune(&store, keep, context),
    }
}

fn list(store: &Store, context: &Context) -> Result<(), Failure> {
    let (all, faults) = readable(store, context)?;
    if context.format() == Format::Json {
        let list: Vec<_> = all
            .iter()
            .map(|info| {
                serde_json::json!({
                    "id": info.id.as_str(),
                    "created": info.created.to_string(),
                    "figures": info.figures,
                    "rows": info.rows,
                    "first_year": info.years.map(|(first, _)| first),
                    "last_year": info.years.map(|(_, last)| last),
                    "bytes": info.bytes,
                })
            })
            .collect();
        json(&list, context)?;
        return if faults { Err(Failure::Faults) } else { Ok(()) };
    }
    only_table(context)?;
    if all.is_empty() && faults {
        return Err(Failure::Faults);
    }
    if all.is_empty() {
        crate::note(&context.say("cli-snapshot-none", &[("folder", &context.data.display().to_string())]));
        return Err(Failure::Nothing);
    }
    let head = |key: &str, side| (context.texts().get(&format!("cli-col-{key}")), side);
    let mut table = Table::new([
        head("snapshot", Side::Left),
        head("figures", Side::Right),
        head("rows", Side::Right),
        head("years", Side::Right),
        head("size", Side::Right),
    ]);
    for info in &all {
        table.row([
            info.id.to_string(),
            count(info.figures, context),
            count(info.rows, context),
            info.years.map_or_else(String::new, |(first, last)| format!("{first}–{last}")),
            size(info.bytes, context),
        ]);
    }
    context.out.text(&table.text(room()))?;
    if faults { Err(Failure::Faults) } else { Ok(()) }
}

/// The snapshots that can be listed, and whether there are others; those are told of in notes.
fn readable(store: &Store, context: &Context) -> Result<(Vec<SnapshotInfo>, bool), Failure> {
    let (mut all, mut faults) = (Vec::new(), false);
    for Listed { id, info } in store.list()? {
        match info {
            Ok(info) => all.push(info),
            Err(fault) => {
                faults = true;
                let why = fault.sentence(crate::store_lang(context.lang));
                crate::note(&context.say("cli-verify-damaged", &[("id", id.as_str()), ("why", &why)]));
            }
        }
    }
    Ok((all, faults))
}

fn show(store: &Store, id: Option<&str>, context: &Context) -> Result<(), Failure> {
    let snapshot = store.load(&chosen(store, id, context)?)?;
    let manifest = snapshot.manifest();
    if context.format() == Format::Json {
        return json(manifest, context);
    }
    only_table(context)?;
    let mut text = heading(&snapshot.id().to_string());
    text.push_str(&about(manifest, MANY, context));
    text.push('\n');
    let head = |key: &str, side| (context.texts().get(&format!("cli-col-{key}")), side);
    let mut table = Table::new([
        head("source", Side::Left),
        head("kind", Side::Left),
        head("retrieved", Side::Left),
        head("rows", Side::Right),
    ]);
    for source in &manifest.sources {
        table.row([
            source.name.clone(),
            source.kind.clone(),
            source.retrieved.to_string(),
            count(source.rows, context),
        ]);
    }
    text.push_str(&table.text(room()));
    if !manifest.notes.is_empty() {
        text.push('\n');
        text.push_str(&heading(&context.texts().get("cli-snapshot-notes")));
        for note in &manifest.notes {
            text.push_str(&paragraph(note.get(crate::store_lang(context.lang))));
        }
    }
    context.out.text(&text)
}

/// Rows, states and what looks odd, in sentences. Also the last word of an import.
pub fn about(manifest: &Manifest, most: usize, context: &Context) -> String {
    let n = |number: u64| count(number, context);
    let mut text = paragraph(&context.say(
        "cli-snapshot-rows",
        &[
            ("figures", &n(manifest.figures_with_rows)),
            ("rows", &n(manifest.rows)),
            ("from", &manifest.first_year.map_or_else(String::new, |year| year.to_string())),
            ("to", &manifest.last_year.map_or_else(String::new, |year| year.to_string())),
        ],
    ));
    text.push('\n');
    text.push_str(&states(manifest, context));
    let suspicious: Vec<_> = manifest.mismatches.iter().filter(|mismatch| mismatch.suspicious).collect();
    if !suspicious.is_empty() {
        text.push('\n');
        let number = suspicious.len();
        text.push_str(&paragraph(
            &context.say("cli-mismatch-lead", &[("n", &Numbers::of(context.lang).count(number))]),
        ));
        for mismatch in suspicious.iter().take(most) {
            let key = if mismatch.sum { "cli-mismatch-sum" } else { "cli-mismatch-range" };
            text.push_str(&paragraph(&context.say(
                key,
                &[
                    ("kpi", mismatch.kpi.as_str()),
                    ("off", &n(mismatch.off)),
                    ("checked", &n(mismatch.checked)),
                    ("area", mismatch.example.0.as_str()),
                    ("year", &mismatch.example.1.to_string()),
                ],
            )));
        }
        if number > most {
            text.push_str(&paragraph(
                &context.say("cli-mismatch-more", &[("n", &Numbers::of(context.lang).count(number - most))]),
            ));
        }
    }
    text
}

fn states(manifest: &Manifest, context: &Context) -> String {
    let head = |key: &str, side| (context.texts().get(key), side);
    let mut table = Table::new([
        head("cli-col-who", Side::Left),
        head("cli-states-value", Side::Right),
        head("cli-state-missing", Side::Right),
        head("cli-state-secret", Side::Right),
        head("cli-state-not-applicable", Side::Right),
        head("cli-state-deleted", Side::Right),
        head("cli-state-absent", Side::Right),
    ]);
    for (key, states) in [("women", &manifest.women), ("men", &manifest.men), ("total", &manifest.total)] {
        let StateCounts { absent, value, missing, secret, not_applicable, deleted } = *states;
        let cells = [value, missing, secret, not_applicable, deleted, absent].map(|number| count(number, context));
        table.row([context.texts().get(&format!("cli-col-{key}"))].into_iter().chain(cells));
    }
    table.text(room())
}

fn verify(store: &Store, id: Option<&str>, context: &Context) -> Result<(), Failure> {
    let ids = match id {
        Some(_) => vec![chosen(store, id, context)?],
        None => store.ids()?,
    };
    if ids.is_empty() {
        return Err(app::Situation::NoSnapshot { folder: context.data.display().to_string() }.into());
    }
    let (mut text, mut whole) = (String::new(), true);
    for id in ids {
        match checked(store, &id, context)? {
            Ok(files) => text.push_str(&paragraph(
                &context.say("cli-verify-whole", &[("id", id.as_str()), ("files", &files.to_string())]),
            )),
            Err(why) => {
                whole = false;
                text.push_str(&paragraph(&context.say("cli-verify-damaged", &[("id", id.as_str()), ("why", &why)])));
            }
        }
    }
    context.out.text(&text)?;
    if whole { Ok(()) } else { Err(Failure::Faults) }
}

/// How many files of a snapshot are as they were written, or what is wrong with it. A snapshot that
/// is not there is a failure.
pub fn checked(store: &Store, id: &SnapshotId, context: &Context) -> Result<Result<usize, String>, Failure> {
    let lang = crate::store_lang(context.lang);
    match store.verify(id) {
        Ok(check) if check.faults.is_empty() => Ok(Ok(check.files)),
        Ok(check) => Ok(Err(check.faults.iter().map(|fault| fault.get(lang)).collect::<Vec<_>>().join("; "))),
        Err(fault @ StoreError::NoSnapshot { .. }) => Err(fault.into()),
        Err(fault) => Ok(Err(fault.sentence(lang))),
    }
}

fn prune(store: &Store, keep: u32, context: &Context) -> Result<(), Failure> {
    let gone = store.prune(usize::try_from(keep).unwrap_or(usize::MAX))?;
    let text = if gone.is_empty() {
        context.texts().get("cli-prune-none")
    } else {
        let names: Vec<&str> = gone.iter().map(SnapshotId::as_str).collect();
        context.say("cli-prune-gone", &[("names", &names.join(", "))])
    };
    context.out.text(&paragraph(&text))
}

/// The snapshot named, or the one of `--as-of`, or the newest.
fn chosen(store: &Store, id: Option<&str>, context: &Context) -> Result<SnapshotId, Failure> {
    let asked = id.or(context.as_of.as_deref());
    if let Some(asked) = asked {
        if let Some(id) = SnapshotId::new(asked) {
            return Ok(id);
        }
        let Ok(day) = asked.parse() else {
            return Err(app::Situation::NoSuchDay { asked: asked.to_owned() }.into());
        };
        return store.id_as_of(day)?.ok_or_else(|| app::none_there(store, Some(asked)).into());
    }
    store.ids()?.pop().ok_or_else(|| app::none_there(store, None).into())
}

/// Refuses formats that only rows have.
pub fn only_table(context: &Context) -> Result<(), Failure> {
    match context.format() {
        Format::Table | Format::Json => Ok(()),
        Format::Csv | Format::Xlsx => Err(Failure::Bad("cli-bad-format", "table, json".to_owned())),
    }
}

/// A value as JSON.
pub fn json<T: serde::Serialize + ?Sized>(value: &T, context: &Context) -> Result<(), Failure> {
    let text = serde_json::to_string_pretty(value).map_err(|fault| Failure::Ours(fault.to_string()))?;
    context.out.text(&format!("{text}\n"))
}

/// A number of things.
pub fn count(number: u64, context: &Context) -> String {
    usize::try_from(number).map_or_else(|_| number.to_string(), |number| Numbers::of(context.lang).count(number))
}

/// A number of bytes in megabytes, from a thousand of them on in gigabytes.
pub fn size(bytes: u64, context: &Context) -> String {
    #[expect(clippy::cast_precision_loss, reason = "shown with one decimal")]
    let bytes = bytes as f64;
    let (number, unit) = if bytes < 1e9 { (bytes / 1e6, "MB") } else { (bytes / 1e9, "GB") };
    format!("{}\u{a0}{unit}", Numbers::of(context.lang).fixed(number, 1))
}
