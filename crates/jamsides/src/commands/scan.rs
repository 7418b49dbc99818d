//! `scan`: where women and men get different results in an area, or everywhere.

use super::{Context, replicate};
use crate::args::{Format, Scan};
use crate::failure::Failure;
use crate::output::finding::{heading, paragraph, source, table, told, totals};
use crate::output::rows;
use crate::output::table::{Side, Table, room};
use app::view::{FigureRow, FindingView, MunicipalityView};
use app::{App, Ask, RowsAsk};
use std::collections::BTreeMap;

/// Does it.
pub fn run(asked: &Scan, context: &Context) -> Result<(), Failure> {
    if asked.replicate {
        return replicate::run(context);
    }
    let app = context.app()?;
    if context.format() == Format::Table && !asked.all && !asked.ended {
        return told_areas(&app, asked, context);
    }
    let rows = app.rows(&RowsAsk {
        lang: context.lang,
        areas: asked.area.clone(),
        as_of_year: asked.year,
        peers: asked.peers.clone(),
        ended: asked.ended,
        ..RowsAsk::default()
    })?;
    rows::put(context, &rows, || {
        let mut text = if asked.all { by_area(&app, &rows, context) } else { rows::table(&app, &rows, context.lang) };
        for line in rows::sources(&rows) {
            text.push('\n');
            text.push_str(&paragraph(line));
        }
        Ok(text)
    })
}

fn told_areas(app: &App, asked: &Scan, context: &Context) -> Result<(), Failure> {
    let ask = Ask { lang: context.lang, peers: asked.peers.clone(), year: asked.year, ..Ask::default() };
    let mut text = String::new();
    let mut any = false;
    for area in &asked.area {
        let view = app.municipality(area, &ask)?;
        any |= view.counts.split > 0;
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&told_area(&view, asked.top, context));
    }
    context.out.text(&text)?;
    if any { Ok(()) } else { Err(Failure::Nothing) }
}

fn told_area(view: &MunicipalityView, top: usize, context: &Context) -> String {
    let counts = &view.counts;
    let mut text = heading(&format!("{} ({})", view.area.name, view.area.code));
    if view.invented {
        text.push_str(&paragraph(&context.texts().get("cli-invented")));
    }
    text.push_str(&paragraph(&format!("{} {}", view.lead, view.lead_false_alarms)));
    let n = |count: usize| i18n::Numbers::of(context.lang).count(count);
    let few = |count: f64| i18n::Numbers::of(context.lang).fixed(count, 1);
    text.push_str(&paragraph(&context.say(
        "cli-scan-counts",
        &[
            ("split", &n(counts.split)),
            ("tested", &n(counts.tested)),
            ("differ", &n(counts.differ)),
            ("false", &few(counts.expected_false)),
            ("peers", &n(counts.differ_from_peers)),
            ("false-peers", &few(counts.expected_false_peers)),
            ("background", &n(counts.background)),
            ("untested", &n(counts.untested)),
            ("group", &view.peers.label),
        ],
    )));
    let findings = top_of(view, top);
    if findings.is_empty() {
        text.push_str(&paragraph(&context.texts().get("cli-scan-none")));
    } else {
        for (number, finding) in (1..).zip(&findings) {
            text.push('\n');
            text.push_str(&told(number, finding));
        }
        text.push('\n');
        text.push_str(&table(&findings, context.lang));
    }
    if !view.learn_from_us.is_empty() {
        text.push('\n');
        text.push_str(&heading(&context.texts().get("cli-scan-learn")));
        for finding in &view.learn_from_us {
            text.push_str(&paragraph(&format!("{} ({}): {}", finding.short, finding.kpi, finding.headline)));
        }
    }
    if !view.totals.is_empty() {
        text.push('\n');
        text.push_str(&heading(&context.texts().get("cli-scan-totals")));
        text.push_str(&totals(&view.totals, context.lang));
        text.push_str(&paragraph(&context.texts().get("cli-scan-totals-why")));
    }
    text.push('\n');
    text.push_str(&source(&view.source, app::words::interval_explained(context.lang)));
    text
}

/// What says most, then the other differences that hold, those that differ from the group first,
/// the least likely to be chance first; at most `top`.
fn top_of(view: &MunicipalityView, top: usize) -> Vec<&FindingView> {
    let mut chosen: Vec<&FindingView> = view.findings.iter().take(top).collect();
    let against = |finding: &FindingView| finding.peers.as_ref().is_some_and(|peers| peers.flagged);
    let mut rest: Vec<&FindingView> = view
        .themes
        .iter()
        .flat_map(|theme| &theme.findings)
        .filter(|finding| finding.flagged || against(finding))
        .filter(|finding| !chosen.iter().any(|known| known.kpi == finding.kpi))
        .collect();
    let chance = |finding: &FindingView| finding.p.unwrap_or(1.0);
    rest.sort_by(|left, right| against(right).cmp(&against(left)).then(chance(left).total_cmp(&chance(right))));
    rest.truncate(top.saturating_sub(chosen.len()));
    chosen.extend(rest);
    chosen
}

/// One line a municipality: how many figures differ, and how they stand to their group.
fn by_area(app: &App, rows: &[FigureRow], context: &Context) -> String {
    #[derive(Default)]
    struct Sum {
        rows: usize,
        differ: usize,
        larger: usize,
        smaller: usize,
    }
    let mut sums: BTreeMap<&str, Sum> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.total_only.is_none()) {
        let sum = sums.entry(&row.area).or_default();
        sum.rows += 1;
        sum.differ += usize::from(row.difference.as_ref().is_some_and(|it| it.flagged));
        sum.larger += usize::from(row.verdict == Some("larger-than-peers"));
        sum.smaller += usize::from(matches!(row.verdict, Some("smaller-than-peers" | "learn-from-us")));
    }
    let head = |key: &str, side| (context.texts().get(&format!("cli-col-{key}")), side);
    let mut table = Table::new([
        head("code", Side::Left),
        head("area", Side::Left),
        head("figures", Side::Right),
        head("differ", Side::Right),
        head("larger", Side::Right),
        head("smaller", Side::Right),
    ]);
    for area in app.areas() {
        if let Some(sum) = sums.get(area.code.as_str()) {
            let count = |n: usize| i18n::Numbers::of(context.lang).count(n);
            table.row([
                area.code.clone(),
                area.name,
                count(sum.rows),
                count(sum.differ),
                count(sum.larger),
                count(sum.smaller),
            ]);
        }
    }
    format!("{}\n{}", table.text(room()), paragraph(&context.texts().get("cli-scan-all-more")))
}
