//! Organisations of a group side by side, for the meeting: A4 across, one table for each part.

use crate::clean::cut;
use crate::date::Day;
use crate::form::{heading_of, said_or, told_on};
use crate::parts::{Charts, bare, labels, say};
use crate::pdf::{self, Draft};
use crate::table;
use i18n::{Lang, texts};
use office::{
    AssessLevel, BesideCell, BesideColumn, BesideForm, BesidePaper, BesideRow, BesideState, BesideThen, BesideTimes,
    BesideView, Earlier, EvidenceLine, Since, evidence_name,
};
use programme::{Capacity, Evidence, Words};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What the template says by itself: `report-beside-…`.
const WORDS: [&str; 14] = [
    "who",
    "organisation",
    "capacity",
    "answer",
    "item",
    "nothing",
    "describes",
    "differences",
    "women",
    "men",
    "year",
    "time",
    "notes",
    "apart",
];

/// The PDF of `paper`.
pub(crate) fn print(paper: &BesidePaper, strict: bool) -> Result<Vec<u8>, String> {
    pdf::print(draft(paper)?, usize::MAX, strict)?.ok_or_else(|| "nothing was printed side by side".to_owned())
}

fn draft(paper: &BesidePaper) -> Result<Draft, String> {
    let (lang, view) = (paper.lang, &paper.view);
    let day = Day::of(&paper.date).ok_or_else(|| format!("{:?}, the paper's date, is no day", paper.date))?;
    let product = texts(lang).get("product");
    let name = said_or(&view.group_name, &product);
    let heading = beside(lang, "title", &[("name", &name)]);
    let author = said_or(&view.round_title, &product);
    let about = about(view, lang);
    let mut data = bare(lang, &heading, &author, &cut(&about, 300), 8.5);
    let mut words = labels(lang, &["page", "figure", "difference-short", "verdict"]);
    for word in WORDS {
        words[word] = json!(beside(lang, word, &[]));
    }
    words["behind"] = json!(lang.pick("Det som svaren bygger på", "What the answers rest on"));
    for (key, value) in [
        ("heading", json!(heading)),
        ("about", json!(about)),
        ("date", json!(day.to_string())),
        ("columns", json!(view.columns.iter().map(|it| column(it, lang)).collect::<Vec<_>>())),
        ("sheets", json!(sheets(paper))),
        ("describes", json!(describes(view, lang))),
        ("differences", json!(differences(view, lang))),
        ("times", json!(times(view, lang))),
        ("foot", json!(say(lang, "foot-undated", &[]))),
        ("t", words),
    ] {
        data.insert(key.to_owned(), value);
    }
    Ok(Draft {
        template: include_str!("../templates/beside.typ"),
        data: Value::Object(data),
        charts: Charts::default(),
        day,
        // What people wrote is never cut.
        limit: usize::MAX,
    })
}

/// The text `report-beside-name` with values.
fn beside(lang: Lang, name: &str, args: &[(&str, &str)]) -> String {
    say(lang, &format!("beside-{name}"), args)
}

fn pick(lang: Lang, words: Words) -> &'static str {
    lang.pick(words.sv, words.en)
}

/// What a column is called: the mentor's is marked.
fn name_of(it: &BesideColumn, lang: Lang) -> String {
    let name = heading_of(&it.name);
    match it.capacity {
        Capacity::Participant => name,
        Capacity::Mentor | Capacity::Support => format!("{name} ({})", pick(lang, it.capacity.title())),
    }
}

fn column(it: &BesideColumn, lang: Lang) -> Value {
    let state = match (it.state, &it.of) {
        (BesideState::Hidden, _) => beside(lang, "hidden", &[]),
        (BesideState::Unanswered, _) => beside(lang, "no-answer", &[]),
        (BesideState::Draft, _) => beside(lang, "draft", &[]),
        (BesideState::Agreed { .. }, Some(of)) => beside(lang, "of", &[("time", &time(of))]),
        (BesideState::Agreed { on, .. }, None) => beside(lang, "agreed", &[("day", &on.to_string())]),
    };
    json!({
        "name": heading_of(&it.name),
        "head": name_of(it, lang),
        "capacity": pick(lang, it.capacity.title()),
        "state": state,
    })
}

/// "Lärandeträff: styrning, Modellkommuner 2026, 2026-03-01".
fn time(it: &Earlier) -> String {
    let parts = [Some(it.title.clone()), it.round.clone(), Some(it.agreed.to_string())];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Of what the paper is: the self-assessment, the occasion, the round, and what was chosen of it.
fn about(view: &BesideView, lang: Lang) -> String {
    let chosen = view.parts.iter().chain(&view.items).filter(|it| it.chosen).map(|it| it.name.as_str());
    let apart = view.apart.then(|| lang.pick("bara där ni skiljer er åt", "only where you differ"));
    let whole = [view.instrument.as_str(), view.title.as_str(), view.round_title.as_str()];
    whole.into_iter().chain(chosen).chain(apart).collect::<Vec<_>>().join(", ")
}

/// The parts: the items somebody has answered, those nobody has, and what the answers rest on.
fn sheets<'a>(paper: &'a BesidePaper) -> Vec<Value> {
    let lang = paper.lang;
    let mut asked: BTreeSet<&str> = BTreeSet::new();
    let sheet = |it: &'a office::BesideSheet| {
        let (said, unsaid): (Vec<&BesideRow>, Vec<&BesideRow>) = it.rows.iter().partition(|row| is_said(paper, row));
        let names: Vec<String> = unsaid.into_iter().map(item).collect();
        let unanswered = if names.is_empty() {
            String::new()
        } else {
            format!("{} {}.", lang.pick("Inget svar att visa:", "No answer to show:"), names.join("; "))
        };
        // What every committee is asked is read once.
        let behind = said.iter().filter_map(|row| behind(paper, row, asked.insert(&row.item.id)));
        json!({
            "heading": heading_of(&it.name),
            "rows": said.iter().map(|row| self::row(paper, row)).collect::<Vec<_>>(),
            "unanswered": unanswered,
            "behind": behind.collect::<Vec<_>>(),
        })
    };
    paper.view.sheets.iter().map(sheet).collect()
}

/// An item by its number and what it is called.
fn item(it: &BesideRow) -> String {
    format!("{}. {}", it.item.number, it.item.name)
}

/// Whether there is anything to read of anybody at an item.
fn is_said(paper: &BesidePaper, it: &BesideRow) -> bool {
    let mut cells = paper.view.columns.iter().zip(&it.cells);
    cells.any(|(column, cell)| {
        column.state != BesideState::Hidden && (cell.answered || !lines(paper, column, it, cell).is_empty())
    })
}

/// An item with the level of each.
fn row(paper: &BesidePaper, it: &BesideRow) -> Value {
    let cells = paper.view.columns.iter().zip(&it.cells);
    json!({
        "item": heading_of(&item(it)),
        "apart": it.apart,
        "cells": cells.map(|(column, cell)| self::cell(paper.lang, column, it, cell)).collect::<Vec<_>>(),
    })
}

/// What an organisation says of an item: the gist, and what has moved.
fn cell(lang: Lang, column: &BesideColumn, row: &BesideRow, it: &BesideCell) -> Value {
    if column.state == BesideState::Hidden {
        return json!({ "gist": beside(lang, "hidden", &[]), "quiet": true, "moved": "" });
    }
    let gist = match (it.answered, level(row, it)) {
        (true, Some(level)) => format!("{} {}", level.level, level.name),
        (true, None) => it.level.map_or_else(|| beside(lang, "unknown", &[]), |level| level.to_string()),
        (false, _) if !it.then.is_empty() => beside(lang, "not-comparable", &[]),
        (false, _) => beside(lang, "no-answer", &[]),
    };
    let moved = it.since.iter().filter(|one| matches!(one, Since::Moved { .. })).map(|one| since(one, lang));
    json!({ "gist": gist, "quiet": !it.answered, "moved": moved.collect::<Vec<_>>().join(". ") })
}

fn level<'a>(row: &'a BesideRow, it: &BesideCell) -> Option<&'a AssessLevel> {
    row.item.levels.iter().find(|level| Some(level.level) == it.level)
}

/// An item with what the answers rest on, and the question where that is to be read; nothing where nobody says
/// anything of it.
fn behind(paper: &BesidePaper, it: &BesideRow, asks: bool) -> Option<Value> {
    let cells = paper.view.columns.iter().zip(&it.cells);
    let cells: Vec<Vec<String>> = cells.map(|(column, cell)| lines(paper, column, it, cell)).collect();
    let said = cells.iter().any(|lines| !lines.is_empty());
    let question = if asks { it.item.text.as_str() } else { "" };
    said.then(|| json!({ "item": heading_of(&item(it)), "question": question, "cells": cells }))
}

/// What an answer rests on: what the level means, why it is that, what cannot be compared, what shows it.
fn lines(paper: &BesidePaper, column: &BesideColumn, row: &BesideRow, it: &BesideCell) -> Vec<String> {
    let lang = paper.lang;
    if column.state == BesideState::Hidden {
        return Vec::new();
    }
    let means = level(row, it).filter(|_| it.answered).map(|level| level.means.clone());
    let mut lines: Vec<String> = means.into_iter().collect();
    lines.push(it.comment.clone());
    let apart = it.since.iter().filter(|one| matches!(one, Since::Apart { .. }));
    lines.extend(apart.map(|one| since(one, lang)));
    lines.extend(it.then.iter().map(|one| then(one, lang)));
    lines.extend(it.evidence.iter().map(|one| beside(lang, "evidence", &[("text", &proof(paper, one))])));
    lines.retain(|line| !line.trim().is_empty());
    lines
}

fn since(it: &Since, lang: Lang) -> String {
    match it {
        Since::Moved { how, before: Some(before) } => {
            let how = pick(lang, how.title());
            beside(lang, "moved-from", &[("how", how), ("before", &before.to_string())])
        }
        Since::Moved { how, before: None } => beside(lang, "moved", &[("how", pick(lang, how.title()))]),
        Since::Apart { why, then: known } => then(&(why.clone(), known.clone()), lang),
    }
}

/// What cannot be compared, and why.
fn then((why, known): &BesideThen, lang: Lang) -> String {
    match known {
        Some((name, level)) => beside(lang, "then", &[("name", name), ("level", &level.to_string()), ("why", why)]),
        None => why.clone(),
    }
}

fn proof(paper: &BesidePaper, it: &EvidenceLine) -> String {
    let lang = paper.lang;
    let figure = match &it.evidence {
        Evidence::Figure { kpi, area, .. } => paper.figures.get(&(kpi.clone(), area.clone())),
        _ => None,
    };
    let figure = figure.map(|(title, place)| (title.as_str(), place.as_str()));
    let document = match &it.evidence {
        Evidence::Form { form } => it.form.as_ref().map_or_else(|| form.clone(), |(_, name)| name.clone()),
        _ => it.document.as_ref().map_or_else(|| beside(lang, "document", &[]), |(_, name)| name.clone()),
    };
    let name = evidence_name(&it.evidence, &document, figure, lang);
    match &it.evidence {
        // On paper an address is read.
        Evidence::Link { url, .. } => format!("{name} ({url})"),
        _ => name,
    }
}

fn describes(view: &BesideView, lang: Lang) -> Vec<Value> {
    let form = |it: &BesideForm| {
        let fields =
            it.said.iter().map(|(heading, said)| json!({ "heading": heading_of(heading), "said": told_on(said, table::LINE_ACROSS, lang) }));
        json!({ "name": heading_of(&it.name), "fields": fields.collect::<Vec<_>>() })
    };
    let one = |it: &BesideColumn| json!({ "name": name_of(it, lang), "forms": it.forms.iter().map(form).collect::<Vec<_>>() });
    view.columns.iter().filter(|it| it.forms.iter().any(|form| !form.said.is_empty())).map(one).collect()
}

fn differences(view: &BesideView, lang: Lang) -> Vec<Value> {
    let one = |it: &BesideColumn| {
        let rows = it.differences.iter().map(|row| {
            json!({
                "figure": heading_of(&row.figure),
                "women": row.women,
                "men": row.men,
                "difference": row.difference,
                "year": row.year,
                "verdict": row.verdict,
            })
        });
        json!({ "name": name_of(it, lang), "rows": rows.collect::<Vec<_>>(), "source": it.source })
    };
    let mut all: Vec<Value> = view.columns.iter().filter(|it| !it.differences.is_empty()).map(one).collect();
    // One source for all is named once, under the last.
    for at in 1..all.len() {
        if all[at - 1]["source"] == all[at]["source"] {
            all[at - 1]["source"] = json!("");
        }
    }
    all
}

fn times(view: &BesideView, lang: Lang) -> Vec<Value> {
    let one = |it: &BesideColumn, known: &BesideTimes| {
        let rows = known.rows.iter().map(|row| {
            let cells = row.cells.iter().map(|(level, apart)| match level {
                Some(level) => level.to_string(),
                None if apart.is_empty() => String::new(),
                None => beside(lang, "not-comparable", &[]),
            });
            let item = heading_of(&format!("{}. {}", row.item.number, row.item.name));
            json!({ "item": item, "cells": cells.collect::<Vec<_>>() })
        });
        let heads: Vec<String> = known.times.iter().map(time).collect();
        json!({ "name": name_of(it, lang), "heads": heads, "rows": rows.collect::<Vec<_>>() })
    };
    let all = view.columns.iter().filter_map(|it| Some((it, it.times.as_ref()?)));
    all.filter(|(_, known)| !known.rows.is_empty()).map(|(it, known)| one(it, known)).collect()
}
