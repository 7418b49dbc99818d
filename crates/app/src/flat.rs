//! Rows as a flat table: the CSV of the web and of the command line, column by column.
//!
//! Numbers have a decimal point and no thousands mark, whatever the language; what is missing is
//! empty, and the `*_state` columns say why. UTF-8 without a byte order mark, lines end in CRLF
//! (RFC 4180). Columns are added at the end or beside their kin, never renamed or removed.

use crate::view::FigureRow;
use std::fmt::Write as _;

/// What stands in a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Flat<'a> {
    /// Nothing.
    Empty,
    /// A word or a text.
    Text(&'a str),
    /// A whole number.
    Whole(i64),
    /// A number.
    Number(f64),
    /// Yes or no.
    Flag(bool),
}

/// A column: its name, and what it takes from a row.
pub type Column = (&'static str, for<'a> fn(&'a FigureRow) -> Flat<'a>);

/// The columns, in order.
pub const COLUMNS: [Column; 47] = [
    ("kpi", |row| Flat::Text(&row.kpi)),
    ("area", |row| Flat::Text(&row.area)),
    ("year", |row| Flat::Whole(row.year.into())),
    ("women", |row| number(row.women)),
    ("men", |row| number(row.men)),
    ("total", |row| number(row.total)),
    ("women_state", |row| Flat::Text(row.women_state)),
    ("men_state", |row| Flat::Text(row.men_state)),
    ("total_state", |row| Flat::Text(row.total_state)),
    ("difference", |row| number(row.difference.as_ref().map(|it| it.value))),
    ("lasting", |row| number(row.difference.as_ref().and_then(|it| it.lasting))),
    ("lower", |row| number(row.difference.as_ref().and_then(|it| it.lower))),
    ("upper", |row| number(row.difference.as_ref().and_then(|it| it.upper))),
    ("confidence", |row| number(row.difference.as_ref().map(|it| it.confidence))),
    ("method", |row| text(row.difference.as_ref().map(|it| it.method))),
    ("covers", |row| text(row.difference.as_ref().map(|it| it.covers))),
    ("se", |row| number(row.difference.as_ref().and_then(|it| it.se))),
    ("p", |row| number(row.difference.as_ref().and_then(|it| it.p))),
    ("q", |row| number(row.difference.as_ref().and_then(|it| it.q))),
    ("flagged", |row| flag(row.difference.as_ref().map(|it| it.flagged))),
    ("smallest_visible", |row| number(row.difference.as_ref().and_then(|it| it.smallest_visible))),
    ("ratio", |row| number(row.ratio)),
    ("peers_n", |row| count(row.peers.as_ref().map(|it| it.n))),
    ("peers_mean", |row| number(row.peers.as_ref().map(|it| it.mean))),
    ("peers_weighted_mean", |row| number(row.peers.as_ref().and_then(|it| it.weighted_mean))),
    ("peers_lasting_mean", |row| number(row.peers.as_ref().and_then(|it| it.lasting_mean))),
    ("peers_excess", |row| number(row.peers.as_ref().map(|it| it.excess))),
    ("peers_lower", |row| number(row.peers.as_ref().and_then(|it| it.lower))),
    ("peers_upper", |row| number(row.peers.as_ref().and_then(|it| it.upper))),
    ("peers_p", |row| number(row.peers.as_ref().and_then(|it| it.p))),
    ("peers_q", |row| number(row.peers.as_ref().and_then(|it| it.q))),
    ("peers_flagged", |row| flag(row.peers.as_ref().map(|it| it.flagged))),
    ("peers_percentile", |row| number(row.peers.as_ref().and_then(|it| it.percentile))),
    ("trend_n", |row| count(row.trend.as_ref().map(|it| it.n))),
    ("trend_from", |row| row.trend.as_ref().map_or(Flat::Empty, |it| Flat::Whole(it.from.into()))),
    ("trend_slope", |row| number(row.trend.as_ref().map(|it| it.slope))),
    ("trend_p", |row| number(row.trend.as_ref().and_then(|it| it.p))),
    ("trend_code", |row| text(row.trend.as_ref().map(|it| it.code))),
    ("total_of", |row| text(row.total_only.as_ref().and_then(|it| it.of))),
    ("total_even", |row| number(row.total_only.as_ref().and_then(|it| it.even))),
    ("total_peers_mean", |row| number(row.total_only.as_ref().and_then(|it| it.peers_mean))),
    ("pair_women", |row| number(row.total_only.as_ref().and_then(|it| it.pair_women))),
    ("pair_men", |row| number(row.total_only.as_ref().and_then(|it| it.pair_men))),
    ("pair_difference", |row| number(row.total_only.as_ref().and_then(|it| it.pair_difference))),
    ("verdict", |row| text(row.verdict)),
    ("title", |row| Flat::Text(&row.title)),
    ("area_name", |row| Flat::Text(&row.area_name)),
];

/// The name of the last column, long and the same for many rows.
pub const SOURCE: &str = "source";

fn number(value: Option<f64>) -> Flat<'static> {
    value.filter(|value| value.is_finite()).map_or(Flat::Empty, Flat::Number)
}

fn count(value: Option<usize>) -> Flat<'static> {
    value.and_then(|value| i64::try_from(value).ok()).map_or(Flat::Empty, Flat::Whole)
}

fn text(value: Option<&'static str>) -> Flat<'static> {
    value.map_or(Flat::Empty, Flat::Text)
}

fn flag(value: Option<bool>) -> Flat<'static> {
    value.map_or(Flat::Empty, Flat::Flag)
}

/// Rows as CSV, with a head.
#[must_use]
pub fn csv(rows: &[FigureRow]) -> String {
    let mut out = String::with_capacity(512 + rows.len() * 256);
    for (name, _) in COLUMNS {
        out.push_str(name);
        out.push(',');
    }
    out.push_str(SOURCE);
    out.push_str("\r\n");
    for row in rows {
        for (_, take) in COLUMNS {
            cell(&mut out, take(row));
            out.push(',');
        }
        cell(&mut out, Flat::Text(&row.source));
        out.push_str("\r\n");
    }
    out
}

fn cell(out: &mut String, cell: Flat<'_>) {
    // Writing into a String cannot fail.
    let _ = match cell {
        Flat::Empty => Ok(()),
        Flat::Text(text) if text.contains([',', '"', '\n', '\r']) => write!(out, "\"{}\"", text.replace('"', "\"\"")),
        Flat::Text(text) => out.write_str(text),
        Flat::Whole(number) => write!(out, "{number}"),
        Flat::Number(number) => write!(out, "{number}"),
        Flat::Flag(yes) => write!(out, "{yes}"),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> FigureRow {
        FigureRow {
            kpi: "N00206".to_owned(),
            area: "2282".to_owned(),
            year: 2022,
            women: Some(95.1),
            men: None,
            total: Some(-0.5),
            women_state: "value",
            men_state: "secret",
            total_state: "value",
            difference: None,
            ratio: None,
            peers: None,
            trend: None,
            total_only: None,
            verdict: Some("cannot-tell"),
            title: "Heltid (%)".to_owned(),
            area_name: "Kramfors".to_owned(),
            source: "Källa: Kolada (N00206), \"hämtad\" 2024-08-30.".to_owned(),
        }
    }

    #[test]
    fn a_head_and_as_many_cells_in_every_line() {
        let text = csv(&[row()]);
        let lines: Vec<&str> = text.split_terminator("\r\n").collect();
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0].split(',').count(), COLUMNS.len() + 1);
        assert!(lines[0].starts_with("kpi,area,year,women,men,total,women_state,"));
        assert!(lines[1].starts_with("N00206,2282,2022,95.1,,-0.5,value,secret,value,,,"));
        assert!(
            lines[1]
                .ends_with(",cannot-tell,Heltid (%),Kramfors,\"Källa: Kolada (N00206), \"\"hämtad\"\" 2024-08-30.\"")
        );
    }
}
