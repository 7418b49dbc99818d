//! Rows in the format asked for. Numbers for machines are never localised; the table is.

use super::table::{Side, Table, room};
use super::{csv, json};
use crate::args::Format;
use crate::commands::Context;
use crate::failure::Failure;
use app::view::FigureRow;
use app::{App, Printer as _};
use i18n::{Lang, MINUS, Numbers, decimals_for, texts};
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
    if judged {
        heads.extend([head("interval", Side::Right), head("peers", Side::Right), head("verdict", Side::Left)]);
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
            let limits = row.difference.as_ref().and_then(|it| it.lower.zip(it.upper));
            cells.push(limits.map_or_else(String::new, |(lower, upper)| between(&show(lower), &show(upper), lang)));
            cells.push(row.peers.as_ref().map_or_else(String::new, |it| Numbers::of(lang).signed(it.mean, decimals)));
            cells.push(row.verdict.map_or_else(String::new, |code| texts.get(&format!("cli-verdict-{code}"))));
        }
        table.row(cells);
    }
    table.text(room())
}

/// An interval; with a word between when a minus would be read as a dash.
pub fn between(lower: &str, upper: &str, lang: Lang) -> String {
    if lower.starts_with(MINUS) || upper.starts_with(MINUS) {
        format!("{lower} {} {upper}", lang.pick("till", "to"))
    } else {
        format!("{lower}–{upper}")
    }
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
    fn a_minus_is_never_read_as_a_dash() {
        assert_eq!(between("1,0", "2,0", Lang::Sv), "1,0–2,0");
        assert_eq!(between("−1,0", "2,0", Lang::Sv), "−1,0 till 2,0");
        assert_eq!(between("−2.0", "−1.0", Lang::En), "−2.0 to −1.0");
    }
}
