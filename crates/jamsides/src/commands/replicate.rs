//! `scan --replicate`: how often the promises have held.

use super::Context;
use crate::args::Format;
use crate::failure::Failure;
use crate::output::csv;
use crate::output::finding::{heading, paragraph};
use crate::output::table::{Side, Table, room};
use app::view::PromiseView;
use i18n::Numbers;

/// Does it.
pub fn run(context: &Context) -> Result<(), Failure> {
    let view = context.app()?.promise(context.lang)?;
    if view.rows.is_empty() {
        return Err(Failure::NotFound("cli-replicate-short"));
    }
    match context.format() {
        Format::Table => context.out.text(&table(&view, context)),
        Format::Json => {
            let text = serde_json::to_string_pretty(&view).map_err(|fault| Failure::Ours(fault.to_string()))?;
            context.out.text(&format!("{text}\n"))
        }
        Format::Csv => context.out.text(&rows(&view)),
        Format::Xlsx => Err(Failure::Bad("cli-bad-format", "json, csv".to_owned())),
    }
}

fn table(view: &PromiseView, context: &Context) -> String {
    let numbers = Numbers::of(context.lang);
    let columns = [
        "n",
        "within-95",
        "within-998",
        "flagged",
        "same-sign",
        "same-sign-unflagged",
        "peers-flagged",
        "peers-same-sign",
    ];
    let heads = [("what", Side::Left)].into_iter().chain(columns.map(|name| (name, Side::Right)));
    let mut table = Table::new(heads.map(|(key, side)| (context.texts().get(&format!("cli-promise-{key}")), side)));
    for row in &view.rows {
        let share = |value: f64, decimals| numbers.fixed(value, decimals);
        table.row([
            row.label.clone(),
            numbers.count(row.n),
            share(row.within_95, 1),
            share(row.within_998, 2),
            share(row.flagged, 1),
            share(row.same_sign, 1),
            share(row.same_sign_unflagged, 1),
            share(row.peers_flagged, 1),
            share(row.peers_same_sign, 1),
        ]);
    }
    let title = context.say("cli-promise-title", &[("from", &view.from.to_string()), ("to", &view.to.to_string())]);
    let mut text =
        format!("{}{}\n{}\n", heading(&title), paragraph(&context.texts().get("cli-promise-lead")), table.text(room()));
    for fact in &view.beside {
        text.push_str(&paragraph(&format!("{}: {}", fact.label, fact.value)));
    }
    text
}

/// The same numbers for machines, whole.
fn rows(view: &PromiseView) -> String {
    let head = [
        "label",
        "n",
        "within_95",
        "within_998",
        "flagged",
        "same_sign",
        "same_sign_unflagged",
        "peers_flagged",
        "peers_same_sign",
    ];
    let share = |share: f64| if share.is_finite() { share.to_string() } else { String::new() };
    csv::table(
        &head,
        view.rows.iter().map(|row| {
            let shares = [
                row.within_95,
                row.within_998,
                row.flagged,
                row.same_sign,
                row.same_sign_unflagged,
                row.peers_flagged,
                row.peers_same_sign,
            ];
            [row.label.clone(), row.n.to_string()].into_iter().chain(shares.map(share)).collect()
        }),
    )
}
