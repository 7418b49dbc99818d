//! Two to four areas side by side.

use crate::date::Day;
use crate::parts::{Charts, TOO_LONG, cells, frame, keyed, labels, say, sources};
use crate::pdf::{self, Draft};
use app::view::{CompareRow, CompareView};
use app::words::interval_explained;
use i18n::Lang;
use serde_json::{Value, json};

/// The PDF of `view`.
pub(crate) fn print(view: &CompareView, lang: Lang, strict: bool) -> Result<Vec<u8>, String> {
    pdf::print(draft(view, lang), usize::MAX, strict)?.ok_or_else(|| "no comparison was printed".to_owned())
}

fn draft(view: &CompareView, lang: Lang) -> Draft {
    let names: Vec<&str> = view.areas.iter().map(|area| area.name.as_str()).collect();
    let heading = say(lang, "comparison-title", &[("areas", &joined(&names, lang))]);
    let used = || {
        view.bring
            .iter()
            .chain(view.themes.iter().flat_map(|(_, rows)| rows))
            .flat_map(|row| row.cells.iter().flatten())
    };
    let year = used().map(|finding| finding.year).max().unwrap_or(2000);
    // Every figure is named by its id; where all of them come from is said once.
    let sources = sources(&[&view.source]);
    let fetched = Day::newest_of(&sources);
    let mut charts = Charts::default();
    let areas: Vec<Value> = view
        .areas
        .iter()
        .enumerate()
        .map(|(n, area)| json!({ "name": area.name, "mentor": view.mentor == Some(n) }))
        .collect();
    let bring: Vec<Value> = view
        .bring
        .iter()
        .take(3)
        .map(|row| {
            let picture = row.picture.as_ref().map(|it| keyed(it, &row.women_word, &row.men_word, lang));
            let picture = charts.add(picture.as_ref());
            line(row, lang, picture)
        })
        .collect();
    let themes: Vec<Value> = view
        .themes
        .iter()
        .filter(|(_, rows)| !rows.is_empty())
        .map(|(theme, rows)| {
            let rows: Vec<Value> = rows.iter().map(|row| line(row, lang, Value::Null)).collect();
            json!({ "name": theme.name, "rows": rows })
        })
        .collect();
    let mut data = frame(lang, &heading, &view.lead, "comparison", fetched, 10.5);
    data.insert("heading".to_owned(), json!(heading));
    data.insert("lead".to_owned(), json!(format!("{} {}", view.lead, view.lead_false_alarms)));
    data.insert("areas".to_owned(), json!(areas));
    data.insert("bring".to_owned(), json!(bring));
    data.insert("themes".to_owned(), json!(themes));
    data.insert(
        "method".to_owned(),
        json!([interval_explained(lang), say(lang, "method-overlap", &[]), say(lang, "method-test", &[])]),
    );
    data.insert("sources".to_owned(), json!(sources));
    data.insert(
        "t".to_owned(),
        labels(
            lang,
            &[
                "page",
                "bring",
                "by-theme",
                "signs",
                "area",
                "difference",
                "interval",
                "verdict",
                "mentor",
                "figure",
                "women-short",
                "men-short",
                "difference-short",
                "lasting-short",
                "reading",
                "sources",
            ],
        ),
    );
    Draft {
        template: include_str!("../templates/comparison.typ"),
        data: Value::Object(data),
        charts,
        day: fetched.unwrap_or_else(|| Day::last_of(year)),
        limit: TOO_LONG,
    }
}

fn line(row: &CompareRow, lang: Lang, picture: Value) -> Value {
    let year = row.cells.iter().flatten().map(|finding| finding.year).max();
    let year = year.map(|year| year.to_string()).unwrap_or_default();
    let units = say(lang, "units-year", &[("unit", &row.unit), ("difference", &row.difference_unit), ("year", &year)]);
    json!({
        "kpi": row.kpi,
        "short": row.short,
        "theme": row.theme.name,
        "unit": row.unit,
        "year": year,
        "units": units,
        "women": capital(&row.women_word),
        "men": capital(&row.men_word),
        "sentence": row.sentence,
        "picture": picture,
        "cells": row.cells.iter().map(|cell| cells(cell.as_ref(), lang)).collect::<Vec<_>>(),
    })
}

/// `Kramfors, Sollefteå och Härnösand`.
fn joined(names: &[&str], lang: Lang) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [head @ .., last] => format!("{} {} {last}", head.join(", "), lang.pick("och", "and")),
    }
}

/// With a capital, to stand first in a column.
pub(crate) fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
