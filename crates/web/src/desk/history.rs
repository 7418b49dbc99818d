//! The history of anything, undoing one's own last change, and what to do when two change the same.

use super::form::Sent;
use super::sheet::{Block, Cell, Form, Rows, Sheet};
use super::spot::Spot;
use super::{Desk, Reply};
use office::{Conflict, HistoryLine, Shift, Trouble};

/// The history of an object.
pub async fn page(desk: &Desk, id: &str) -> Result<Sheet, Trouble> {
    let me = desk.me()?;
    let view = desk.office.history(me, id.parse().map_err(|_| Trouble::Nothing)?, desk.lang()).await?;
    let mut sheet = desk.sheet(desk.with("history-of", "name", &view.name));
    sheet.seen = desk.s(if view.owner.is_some() { "seen-own" } else { "seen-you" });
    if let Some(owner) = view.owner {
        sheet.crumbs = vec![(desk.at(Spot::Organisation(owner.to_string())), desk.s("organisation"))];
    }
    let mut facts = vec![(desk.s("head-kind"), desk.pair(view.kind))];
    if view.shown {
        facts.push((desk.s("history-seen-now"), desk.pair(view.visibility.who())));
    }
    sheet.blocks.push(Block::Facts(facts));
    let rows = view.lines.iter().map(|line| {
        let undo = line.undo.map(|change| {
            Form::button(desk.at(Spot::History(id.to_owned())), "undo", desk.s("undo")).with("change", change).back()
        });
        vec![
            Cell::Whole(desk.when(line.at)),
            Cell::Text(line.who.clone()),
            what(desk, line),
            Cell::Acts(Vec::new(), undo.into_iter().collect()),
        ]
    });
    sheet.blocks.push(Block::Rows(Rows {
        caption: desk.with("history-of", "name", &view.name),
        heads: ["head-when", "head-who", "head-what", "head-do"].map(|key| desk.s(key)).into(),
        rows: rows.collect(),
    }));
    Ok(sheet)
}

fn what(desk: &Desk, line: &HistoryLine) -> Cell {
    let mut parts: Vec<String> = line.shifts.iter().map(|shift| told(desk, shift)).collect();
    if line.moved {
        parts.push(format!("{}: {}", desk.s("head-seen-by"), desk.pair(line.visibility.who())));
    }
    let what = desk.pair(line.what);
    if parts.is_empty() { Cell::Text(what) } else { Cell::Two(what, parts.join("; ")) }
}

/// "Namn: Kramfors → Kramfors kommun".
fn told(desk: &Desk, shift: &Shift) -> String {
    let Shift { field, before, after } = shift;
    match (before.as_str(), after.as_str()) {
        ("", after) => format!("{field}: {after}"),
        (before, "") => format!("{field}: {before} → {}", desk.s("nothing")),
        (before, after) => format!("{field}: {before} → {after}"),
    }
}

/// What the forms of these pages ask for.
pub async fn act(desk: &Desk, sent: &Sent) -> Result<Reply, Trouble> {
    let Spot::History(id) = &desk.spot else { return Err(Trouble::Nothing) };
    let change = sent.get("change").parse().map_err(|_| Trouble::Nothing)?;
    desk.office.undo(desk.me()?, change).await?;
    Ok(Reply::To(desk.at_done(Spot::History(id.clone()), "undone")))
}

/// Both versions side by side, field by field, over the form with one's own.
pub async fn conflict(desk: &Desk, both: &Conflict) -> Vec<Block> {
    let Ok(rows) = desk.office.both_versions(both, desk.lang()).await else { return Vec::new() };
    let who = desk.office.author_name(&both.by, desk.lang()).await.unwrap_or_default();
    let cells = rows
        .into_iter()
        .map(|row| vec![Cell::Text(row.field), Cell::Text(row.base), Cell::Text(row.theirs), Cell::Text(row.yours)]);
    vec![
        Block::Heading("both", desk.s("conflict-title")),
        Block::Text(desk.with("conflict-text", "who", format!("{who}, {}", desk.when(both.at)))),
        Block::Rows(Rows {
            caption: desk.s("conflict-title"),
            heads: ["head-field", "head-base", "head-theirs", "head-yours"].map(|key| desk.s(key)).into(),
            rows: cells.collect(),
        }),
        Block::Quiet(desk.s("conflict-how")),
    ]
}
