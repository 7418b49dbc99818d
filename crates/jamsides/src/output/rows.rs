//! Rows in the format asked for. Numbers for machines are never localised; the table is.

use super::table::{Side, Table, room};
use super::{csv, json};
use crate::args::Format;
use crate::commands::Context;
use crate::failure::Failure;
use app::view::{Difference, FigureRow};
use app::{App, Printer as _};
use i18n::{Lang, Numbers, decimals_for, place_for, texts};
use std::collections::{BTreeMap, BTreeSet};

/// With more figures than this the table shows ids only: names are looked up one by one.
const MOST_NAMES: usize = 80;

/// Writes rows as CSV, JSON or XLSX, or what `table` makes for people.
pub fn put(
    context: &Context,
    rows: &[FigureRow],
    table: impl FnOnce() -> Result<String, Failure>,
) -> Result<(), Failure> {
    if rows.is_empty() {
        return Err(Failure::NotFound("cli-nothing-found"));
    }
    match context.format() {
        Format::Table => context.out.text(&table()?),
        Format::Csv => context.out.text(&csv::rows(rows)),
        Format::Json => context.out.text(&json::rows(rows)?),
        Format::Xlsx => {
            let book = reports::Press::default().workbook(rows, context.lang).map_err(Failure::Ours)?;
            context.out.document(&book)
        }
    }
}

/// Rows as a table for people: names for codes, the language's comma, a word where a value is not.
pub fn table(app: &App, rows: &[FigureRow], lang: Lang) -> String {
    let texts = texts(lang);
    let names: BTreeMap<String, String> = app.areas().into_iter().map(|area| (area.code, area.name)).collect();
    let kpis: BTreeSet<&str> = rows.iter().map(|row| row.kpi.as_str()).collect();
    let shorts: BTreeMap<&str, String> = if kpis.len() > 1 && kpis.len() <= MOST_NAMES {
        kpis.iter().map(|kpi| (*kpi, short(app, kpi, lang))).collect()
    } else {
        BTreeMap::new()
    };
    let areas: BTreeSet<&str> = rows.iter().map(|row| row.area.as_str()).collect();
    let judged = rows.iter().any(|row| row.verdict.is_some());
    let head = |key: &str, side| (texts.get(&format!("cli-col-{key}")), side);
    let mut heads = Vec::new();
    if kpis.len() > 1 {
        heads.push(head("kpi", Side::Left));
    }
    if !shorts.is_empty() {
        heads.push(head("figure", Side::Left));
    }
    if areas.len() > 1 {
        heads.push(head("area", Side::Left));
    }
    for key in ["year", "women", "men", "total", "difference"] {
        heads.push(head(key, Side::Right));
    }
    let sampled = rows.iter().any(|row| row.difference.as_ref().is_some_and(|it| it.covers == "sampling"));
    if judged {
        // Beside an interval of sampling nothing stands that is about what lasts.
        if sampled {
            heads.push(head("estimate-sampled", Side::Right));
        } else {
            heads.extend([head("estimate", Side::Right), head("peers", Side::Right)]);
        }
        heads.push(head("verdict", Side::Left));
    }
    let mut table = Table::new(heads);
    for row in rows {
        let decimals = decimals(row);
        let show = |value: f64| Numbers::of(lang).fixed(value, decimals);
        let value =
            |value: Option<f64>, state: &str| value.map_or_else(|| texts.get(&format!("cli-state-{state}")), show);
        let mut cells = Vec::new();
        if kpis.len() > 1 {
            cells.push(row.kpi.clone());
        }
        if let Some(short) = shorts.get(row.kpi.as_str()) {
            cells.push(short.clone());
        }
        if areas.len() > 1 {
            cells.push(names.get(&row.area).unwrap_or(&row.area).clone());
        }
        cells.push(row.year.to_string());
        cells.push(value(row.women, row.women_state));
        cells.push(value(row.men, row.men_state));
        cells.push(value(row.total, row.total_state));
        cells.push(row.difference.as_ref().map_or_else(String::new, |it| Numbers::of(lang).signed(it.value, decimals)));
        if judged {
            cells.push(row.difference.as_ref().map_or_else(String::new, |it| estimate(it, decimals, lang)));
            let group = row.peers.as_ref().and_then(|it| it.lasting_mean).zip(row.difference.as_ref());
            let lasts = |(mean, it)| Numbers::of(lang).rounded_signed(mean, place(it, decimals));
            if !sampled {
                cells.push(group.map_or_else(String::new, lasts));
            }
            cells.push(row.verdict.map_or_else(String::new, |code| texts.get(&format!("cli-verdict-{code}"))));
        }
        table.row(cells);
    }
    table.text(room())
}

/// What the interval is about, with it: `−7,2 (−9,3 till −5,1)`; empty where there is none.
fn estimate(difference: &Difference, decimals: usize, lang: Lang) -> String {
    let Some((lower, upper)) = difference.lower.zip(difference.upper) else { return String::new() };
    let (numbers, place) = (Numbers::of(lang), place(difference, decimals));
    let value = match difference.lasting {
        Some(lasting) => numbers.rounded_signed(lasting, place),
        None => numbers.signed(difference.value, decimals),
    };
    let (lower, upper) = (numbers.rounded(lower, place), numbers.rounded(upper, place));
    format!("{value} ({lower} {} {upper})", lang.pick("till", "to"))
}

/// The last decimal place that the interval bears.
fn place(difference: &Difference, decimals: usize) -> i32 {
    let width = difference.lower.zip(difference.upper).map_or(f64::NAN, |(lower, upper)| upper - lower);
    place_for(0.5 * width, decimals)
}

/// Rows of a figure for all together: the value, what even would be, the group; or the pair.
pub fn totals(app: &App, rows: &[FigureRow], lang: Lang) -> String {
    let texts = texts(lang);
    let names: BTreeMap<String, String> = app.areas().into_iter().map(|area| (area.code, area.name)).collect();
    let pair = rows.iter().any(|row| row.total_only.as_ref().is_some_and(|it| it.pair_difference.is_some()));
    let keys: &[&str] = if pair { &["women", "men", "difference"] } else { &["value", "even", "mean"] };
    let heads = [("area", Side::Left), ("year", Side::Right)];
    let heads = heads.into_iter().chain(keys.iter().map(|key| (*key, Side::Right)));
    let mut table = Table::new(heads.map(|(key, side)| (texts.get(&format!("cli-col-{key}")), side)));
    for row in rows {
        let Some(known) = &row.total_only else { continue };
        let show =
            |value: Option<f64>| value.map_or_else(String::new, |value| Numbers::of(lang).fixed(value, decimals(row)));
        let value = row.total.map_or_else(|| texts.get(&format!("cli-state-{}", row.total_state)), |it| show(Some(it)));
        let cells = if pair {
            [show(known.pair_women), show(known.pair_men), show(known.pair_difference)]
        } else {
            let whole = known.even.is_some_and(|even| even.fract() == 0.0);
            let even = |even: f64| Numbers::of(lang).fixed(even, if whole { 0 } else { decimals(row) });
            [value, known.even.map_or_else(String::new, even), show(known.peers_mean)]
        };
        let start = [names.get(&row.area).unwrap_or(&row.area).clone(), row.year.to_string()];
        table.row(start.into_iter().chain(cells));
    }
    table.text(room())
}

fn decimals(row: &FigureRow) -> usize {
    let typical = [row.women, row.men, row.total].into_iter().flatten().map(f64::abs).fold(0.0, f64::max);
    decimals_for(typical)
}

fn short(app: &App, kpi: &str, lang: Lang) -> String {
    let found = app.search(kpi, lang).figures;
    found.into_iter().find(|(id, _)| id == kpi).map_or_else(String::new, |(_, short)| short)
}

/// The source lines of rows, each once.
pub fn sources(rows: &[FigureRow]) -> Vec<&str> {
    let all: BTreeSet<&str> = rows.iter().map(|row| row.source.as_str()).collect();
    all.into_iter().filter(|source| !source.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_estimate_has_the_digits_its_interval_bears() {
        let difference = Difference {
            value: -39_800.0,
            lasting: Some(-39_716.4),
            lower: Some(-41_900.0),
            upper: Some(-37_533.0),
            confidence: 0.95,
            method: "year-to-year/1",
            covers: "year-to-year",
            se: None,
            p: None,
            q: None,
            flagged: true,
            smallest_visible: None,
        };
        assert_eq!(estimate(&difference, 0, Lang::En), "−39,700 (−41,900 to −37,500)");
        assert_eq!(estimate(&Difference { lower: None, ..difference }, 0, Lang::En), "");
    }
}
