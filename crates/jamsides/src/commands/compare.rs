//! `compare`: two to four areas side by side.

use super::Context;
use crate::args::Compare;
use crate::failure::Failure;
use crate::output::finding::{heading, paragraph, source};
use crate::output::rows;
use crate::output::table::{Side, Table, room};
use app::view::{CompareRow, CompareView};
use app::{Ask, RowsAsk};

/// Does it.
pub fn run(asked: &Compare, context: &Context) -> Result<(), Failure> {
    let app = context.app()?;
    let ask = Ask { lang: context.lang, ..Ask::default() };
    let view = app.compare(&asked.area, asked.mentor.as_deref(), &asked.kpi, &ask)?;
    // The rows of machines are those of the comparison, no more.
    let mut kpis: Vec<String> = view.themes.iter().flat_map(|(_, rows)| rows).map(|row| row.kpi.clone()).collect();
    kpis.sort();
    let rows = if kpis.is_empty() {
        Vec::new()
    } else {
        app.rows(&RowsAsk {
            lang: context.lang,
            areas: view.areas.iter().map(|area| area.code.clone()).collect(),
            kpis,
            ..RowsAsk::default()
        })?
    };
    rows::put(context, &rows, || Ok(told(&view, context)))
}

fn told(view: &CompareView, context: &Context) -> String {
    let names: Vec<String> = view
        .areas
        .iter()
        .enumerate()
        .map(|(at, area)| match view.mentor {
            Some(mentor) if mentor == at => format!("{} ({})", area.name, context.texts().get("cli-word-mentor")),
            _ => area.name.clone(),
        })
        .collect();
    let mut text = heading(&names.join(", "));
    text.push_str(&paragraph(&format!("{} {}", view.lead, view.lead_false_alarms)));
    if !view.bring.is_empty() {
        text.push('\n');
        text.push_str(&heading(&context.texts().get("cli-compare-bring")));
        for (number, row) in (1..).zip(&view.bring) {
            text.push_str(&paragraph(&format!("{number}. {} ({}). {}", row.short, row.kpi, row.sentence)));
        }
    }
    for (theme, rows) in &view.themes {
        text.push('\n');
        text.push_str(&heading(&theme.name));
        text.push_str(&table(rows, view, context));
    }
    text.push('\n');
    text.push_str(&source(&view.source, app::words::interval_explained(context.lang)));
    text
}

/// A line a figure and area: women, men, what is published, what lasts here and in the group.
fn table(rows: &[CompareRow], view: &CompareView, context: &Context) -> String {
    let head = |key: &str, side| (context.texts().get(&format!("cli-col-{key}")), side);
    let first = rows.iter().flat_map(|row| row.cells.iter().flatten()).next();
    let estimate = first.map_or_else(String::new, |finding| finding.estimate_head.clone());
    let mut table = Table::new([
        head("kpi", Side::Left),
        head("figure", Side::Left),
        head("area", Side::Left),
        head("year", Side::Right),
        head("women", Side::Right),
        head("men", Side::Right),
        head("difference", Side::Right),
        (estimate, Side::Right),
        head("peers", Side::Right),
        head("verdict", Side::Left),
    ]);
    for row in rows {
        for (at, (area, cell)) in view.areas.iter().zip(&row.cells).enumerate() {
            let first = |text: &str| if at == 0 { text.to_owned() } else { String::new() };
            let start = [first(&row.kpi), first(&row.short), area.name.clone()];
            let rest = match cell {
                Some(finding) => [
                    finding.year.to_string(),
                    finding.women.text.clone(),
                    finding.men.text.clone(),
                    finding.difference.text.clone(),
                    finding.estimate.clone(),
                    finding.peers.as_ref().map_or_else(String::new, |peers| peers.lasting.text.clone()),
                    finding.verdict.text.clone(),
                ],
                None => {
                    let none = || context.texts().get("cli-state-absent");
                    [String::new(), none(), none(), String::new(), String::new(), String::new(), String::new()]
                }
            };
            table.row(start.into_iter().chain(rest));
        }
    }
    table.text(room())
}
