//! `verify`: is the programme's data as it should be?

use super::Context;
use super::database::{address, open_to_read, wait_for};
use super::snapshot::{count, json, only_table};
use crate::args::{Database, Format};
use crate::failure::Failure;
use crate::output::finding::{column, paragraph};
use crate::output::table::wrap;
use storage::{Address, Fault, Finding, Report};

/// More findings than this are counted, not listed.
const MANY: usize = 50;

/// Does it.
pub fn run(asked: &Database, context: &Context) -> Result<(), Failure> {
    only_table(context)?;
    let address = address(asked, context)?;
    let report = wait_for(async {
        let store = open_to_read(&address).await?;
        let report = store.verify().await;
        store.close().await;
        Ok(report?)
    })?;
    if context.format() == Format::Json {
        json(&rows(&report, &address, context), context)?;
    } else {
        context.out.text(&told(&report, &address, context))?;
    }
    if report.findings.is_empty() { Ok(()) } else { Err(Failure::Faults) }
}

fn rows(report: &Report, address: &Address, context: &Context) -> serde_json::Value {
    let findings: Vec<_> = report
        .findings
        .iter()
        .map(|finding| {
            serde_json::json!({
                "fault": code(finding.fault),
                "place": finding.place,
                "sentence": sentence(finding, context),
            })
        })
        .collect();
    serde_json::json!({
        "database": address.to_string(),
        "changes": report.changes,
        "records": report.records,
        "entries": report.entries,
        "contents": report.contents,
        "jobs": report.jobs,
        "findings": findings,
    })
}

fn told(report: &Report, address: &Address, context: &Context) -> String {
    let n = |number: i64| count(number.unsigned_abs(), context);
    let mut text = paragraph(&context.say(
        "cli-database-looked-at",
        &[
            ("database", &address.to_string()),
            ("changes", &n(report.changes)),
            ("records", &n(report.records)),
            ("entries", &n(report.entries)),
            ("contents", &n(report.contents)),
            ("jobs", &n(report.jobs)),
        ],
    ));
    if report.findings.is_empty() {
        text.push_str(&paragraph(&context.texts().get("cli-database-well")));
        return text;
    }
    for finding in report.findings.iter().take(MANY) {
        text.push_str(&wrap(&format!("✗ {}", sentence(finding, context)), column(), "  "));
        text.push('\n');
    }
    let number = report.findings.len();
    if number > MANY {
        text.push_str(&paragraph(&context.say("cli-database-more", &[("n", &count((number - MANY) as u64, context))])));
    }
    text.push_str(&paragraph(&context.say("cli-database-faults", &[("n", &count(number as u64, context))])));
    text
}

const fn code(fault: Fault) -> &'static str {
    match fault {
        Fault::Pages => "pages",
        Fault::Pointer => "pointer",
        Fault::Newer => "newer",
        Fault::Body => "body",
        Fault::Facts => "facts",
        Fault::Journal => "journal",
        Fault::Content => "content",
    }
}

/// The place is a kind and an id, the name of a table, a hash, or the database's own words.
fn sentence(finding: &Finding, context: &Context) -> String {
    let place = match finding.place.split_once(' ').and_then(|(name, id)| programme::kind(name).zip(Some(id))) {
        Some((kind, id)) => format!("{} {id}", context.lang.pick(kind.title.sv, kind.title.en)),
        None => finding.place.replace(char::is_control, " "),
    };
    context.say(&format!("cli-fault-{}", code(finding.fault)), &[("place", &place)])
}
