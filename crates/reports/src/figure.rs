//! One figure.

use crate::comparison::capital;
use crate::date::Day;
use crate::parts::{Charts, TOO_LONG, estimate, frame, labels, say, sources};
use crate::pdf::{self, Draft};
use app::view::{AreaRow, FigureView, FindingView, YearRow};
use app::words::interval_explained;
use i18n::Lang;
use serde_json::{Value, json};

/// The PDF of `view`.
pub(crate) fn print(view: &FigureView, lang: Lang, strict: bool) -> Result<Vec<u8>, String> {
    pdf::print(draft(view, lang), usize::MAX, strict)?.ok_or_else(|| "no figure was printed".to_owned())
}

fn draft(view: &FigureView, lang: Lang) -> Draft {
    let mut lines = vec![&view.source];
    lines.extend(view.finding.as_ref().map(|finding| &finding.source));
    let sources = sources(&lines);
    let year = view.years.iter().map(|row| row.year).max().unwrap_or(2000);
    let fetched = Day::newest_of(&sources);
    let area = view.area.as_ref().map_or("", |area| area.name.as_str());
    let heading = if area.is_empty() { view.short.clone() } else { format!("{}: {}", area, view.short) };
    let mut charts = Charts::default();
    let over_time = charts.add(view.over_time.as_ref());
    let everyone = charts.add(view.everyone.as_ref());
    let close: Vec<Value> =
        view.areas.iter().filter(|row| row.relation != "other").take(24).map(|row| place(row, lang)).collect();
    let carried = view.years.iter().any(|row| row.carried);
    let mut data = frame(lang, &heading, &view.title, "figure", fetched, 10.5);
    for (key, value) in [
        ("heading", json!(heading)),
        ("theme", json!(view.theme.name)),
        ("subtitle", json!(format!("{} ({})", view.title, view.kpi))),
        ("finding", view.finding.as_ref().map_or(Value::Null, finding)),
        ("over-time", over_time),
        ("everyone", everyone),
        ("years", json!(view.years.iter().map(|row| year_row(row, lang)).collect::<Vec<_>>())),
        ("areas", json!(close)),
        ("women", json!(capital(&view.women_word))),
        ("men", json!(capital(&view.men_word))),
        ("units", json!(say(lang, "units", &[("unit", &view.unit), ("difference", &view.difference_unit)]))),
        ("carried-note", json!(if carried { say(lang, "carried-note", &[]) } else { String::new() })),
        ("definition", json!(format!("{} {}", view.definition, view.owner).trim())),
        ("direction", json!(view.direction)),
        ("caveats", json!(view.caveats)),
        ("method", json!([interval_explained(lang), say(lang, "method-overlap", &[])])),
        ("sources", json!(sources)),
        (
            "t",
            labels(
                lang,
                &[
                    "page",
                    "learn-from",
                    "years",
                    "year",
                    "total",
                    "difference",
                    "peers-difference",
                    "areas",
                    "area",
                    "interval",
                    "definition",
                    "caveats",
                    "reading",
                    "sources",
                ],
            ),
        ),
    ] {
        data.insert(key.to_owned(), value);
    }
    Draft {
        template: include_str!("../templates/figure.typ"),
        data: Value::Object(data),
        charts,
        day: fetched.unwrap_or_else(|| Day::last_of(year)),
        limit: TOO_LONG,
    }
}

fn finding(finding: &FindingView) -> Value {
    json!({
        "headline": finding.headline,
        "text": finding.sentences.join(" "),
        "verdict": finding.verdict.text,
        "covers": finding.covers,
        "lessons": finding.lessons.iter().take(5).map(|lesson| lesson.sentence.as_str()).collect::<Vec<_>>(),
    })
}

fn year_row(row: &YearRow, lang: Lang) -> Value {
    json!({
        "year": if row.carried { format!("{}\u{a0}{}", row.year, say(lang, "carried-sign", &[])) } else { row.year.to_string() },
        "women": row.women.text,
        "men": row.men.text,
        "total": row.total.text,
        "difference": row.difference.text,
        "peers": row.peers_difference.text,
    })
}

fn place(row: &AreaRow, lang: Lang) -> Value {
    json!({
        "name": row.area.name,
        "own": row.relation == "own",
        "women": row.women.text,
        "men": row.men.text,
        "difference": row.difference.text,
        "interval": estimate(&row.estimate, lang),
    })
}
