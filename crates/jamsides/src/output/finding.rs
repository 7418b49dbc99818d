//! Findings for people: sentences, then a table.

use super::table::{Side, Table, room, terminal, wrap};
use app::view::{FindingView, SourceLine, TotalView};
use i18n::{Lang, texts};

/// Running text is no wider than this, however wide the terminal.
const COLUMN: usize = 88;

/// How wide running text may be.
pub fn column() -> usize {
    terminal().map_or(COLUMN, |room| room.min(COLUMN))
}

/// A paragraph.
pub fn paragraph(text: &str) -> String {
    format!("{}\n", wrap(text, column(), ""))
}

/// A heading with a line under it.
pub fn heading(text: &str) -> String {
    format!("{text}\n{}\n", "─".repeat(super::table::width(text)))
}

/// One finding: number, name, sentences.
pub fn told(number: usize, finding: &FindingView) -> String {
    let mut sentences: Vec<&str> = vec![&finding.headline];
    sentences.extend(finding.sentences.iter().map(String::as_str));
    let mark = format!("{number}. ");
    let indent = " ".repeat(mark.len());
    let head = format!("{mark}{} ({}, {})", finding.short, finding.kpi, finding.year);
    let body = wrap(&format!("{indent}{}", sentences.join(" ")), column(), &indent);
    let mut text = format!("{head}\n{body}\n");
    for lesson in &finding.lessons {
        text.push_str(&wrap(&format!("{indent}→ {}", lesson.sentence), column(), &format!("{indent}  ")));
        text.push('\n');
    }
    text
}

/// Findings as a table: what is published, what lasts, what the group has that lasts.
pub fn table(findings: &[&FindingView], lang: Lang) -> String {
    let texts = texts(lang);
    let head = |key: &str, side| (texts.get(&format!("cli-col-{key}")), side);
    let estimate = findings.first().map_or_else(String::new, |finding| finding.estimate_head.clone());
    let mut table = Table::new([
        head("kpi", Side::Left),
        head("figure", Side::Left),
        head("year", Side::Right),
        head("women", Side::Right),
        head("men", Side::Right),
        head("difference", Side::Right),
        (estimate, Side::Right),
        head("peers", Side::Right),
        head("verdict", Side::Left),
    ]);
    for finding in findings {
        table.row([
            finding.kpi.clone(),
            finding.short.clone(),
            finding.year.to_string(),
            finding.women.text.clone(),
            finding.men.text.clone(),
            finding.difference.text.clone(),
            finding.estimate.clone(),
            finding.peers.as_ref().map_or_else(String::new, |peers| peers.lasting.text.clone()),
            finding.verdict.text.clone(),
        ]);
    }
    table.text(room())
}

/// Figures for all together as a table: the value, what even would be, the group.
pub fn totals(views: &[TotalView], lang: Lang) -> String {
    let texts = texts(lang);
    let head = |key: &str, side| (texts.get(&format!("cli-col-{key}")), side);
    let mut table = Table::new([
        head("kpi", Side::Left),
        head("figure", Side::Left),
        head("year", Side::Right),
        head("value", Side::Right),
        head("even", Side::Right),
        head("mean", Side::Right),
    ]);
    let text = |shown: Option<&app::view::Shown>| shown.map_or_else(String::new, |shown| shown.with_unit.clone());
    for view in views {
        let row = |kpi: &str, name: String, value: &str, even: String, group: String| {
            [kpi.to_owned(), name, view.year.to_string(), value.to_owned(), even, group]
        };
        match &view.pair {
            None => {
                let (even, group) = (text(view.even.as_ref()), text(view.peers.as_ref()));
                table.row(row(&view.kpi, view.short.clone(), &view.value.with_unit, even, group));
            }
            Some(pair) => {
                let none = String::new;
                table.row(row(
                    &pair.women_kpi,
                    pair.women_short.clone(),
                    &pair.women.with_unit,
                    none(),
                    text(Some(&pair.peers_women)),
                ));
                table.row(row(
                    &pair.men_kpi,
                    pair.men_short.clone(),
                    &pair.men.with_unit,
                    none(),
                    text(Some(&pair.peers_men)),
                ));
                let (difference, group) = (&pair.difference.with_unit, text(Some(&pair.peers_difference)));
                table.row(row("", texts.get("cli-col-difference"), difference, none(), group));
            }
        }
    }
    table.text(room())
}

/// Under the tables: what the interval is about, and where the numbers come from.
pub fn source(source: &SourceLine, reading: &str) -> String {
    [reading, &source.unchanged, &source.computed].map(paragraph).concat()
}
