//! Findings for people: sentences, then a table.

use super::table::{Side, Table, room, terminal, wrap};
use app::view::{FindingView, SourceLine};
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

/// Findings as a table.
pub fn table(findings: &[&FindingView], lang: Lang) -> String {
    let texts = texts(lang);
    let head = |key: &str, side| (texts.get(&format!("cli-col-{key}")), side);
    let mut table = Table::new([
        head("kpi", Side::Left),
        head("figure", Side::Left),
        head("year", Side::Right),
        head("women", Side::Right),
        head("men", Side::Right),
        head("difference", Side::Right),
        head("interval", Side::Right),
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
            finding.interval.as_ref().map_or_else(String::new, |interval| interval.text.clone()),
            finding.peers.as_ref().map_or_else(String::new, |peers| peers.difference.text.clone()),
            finding.verdict.text.clone(),
        ]);
    }
    table.text(room())
}

/// Under the tables: what the interval is about, and where the numbers come from.
pub fn source(source: &SourceLine, lang: Lang) -> String {
    let note = texts(lang).get("cli-interval-note");
    [&note, &source.unchanged, &source.computed].map(|line| paragraph(line)).concat()
}
