//! One page for the board.

use crate::date::Day;
use crate::parts::{Charts, frame, keyed, labels, say, sources};
use crate::pdf::{self, Draft};
use app::view::{FindingView, MunicipalityView};
use app::words::interval_explained;
use i18n::Lang;
use serde_json::{Value, json};

/// How much is put on the page, and how large.
struct Fit {
    /// Body size in points.
    size: f64,
    /// Air between findings in millimetres.
    gap: f64,
    findings: usize,
    sentences: usize,
    /// Longest text in characters.
    limit: usize,
    charts: bool,
}

const fn fit(size: f64, gap: f64, findings: usize, sentences: usize, limit: usize, charts: bool) -> Fit {
    Fit { size, gap, findings, sentences, limit, charts }
}

/// From roomy to bare: the first that fits on one page is taken. First the air goes, then
/// sentences, then findings; the type is never under nine points.
const FITS: [Fit; 15] = [
    fit(11.5, 5.6, 3, 9, 900, true),
    fit(11.0, 5.0, 3, 9, 900, true),
    fit(11.0, 4.0, 3, 9, 900, true),
    fit(10.5, 4.0, 3, 9, 900, true),
    fit(10.5, 3.2, 3, 9, 900, true),
    fit(10.0, 3.2, 3, 9, 900, true),
    fit(9.5, 3.0, 3, 9, 900, true),
    fit(9.5, 2.8, 3, 3, 700, true),
    fit(9.0, 2.8, 3, 3, 700, true),
    fit(9.5, 3.0, 3, 2, 500, true),
    fit(9.5, 2.8, 3, 1, 300, true),
    fit(9.0, 2.6, 3, 1, 200, true),
    fit(9.0, 2.6, 2, 1, 160, true),
    fit(9.0, 2.4, 1, 1, 160, true),
    fit(9.0, 2.0, 1, 1, 80, false),
];

/// The PDF of `view`.
pub(crate) fn print(view: &MunicipalityView, lang: Lang, strict: bool) -> Result<Vec<u8>, String> {
    for fit in &FITS {
        if let Some(pdf) = pdf::print(draft(view, lang, fit), 1, strict)? {
            return Ok(pdf);
        }
    }
    Err(format!("the board sheet of {} does not fit on one page", view.area.name))
}

fn draft(view: &MunicipalityView, lang: Lang, fit: &Fit) -> Draft {
    let chosen: Vec<&FindingView> = view.findings.iter().take(fit.findings).collect();
    // Every figure is named by its id; where all of them come from is said once.
    let sources = sources(&[&view.source]);
    let fetched = Day::newest_of(&sources);
    let mut charts = Charts::default();
    let findings: Vec<Value> = chosen.iter().map(|finding| one(finding, fit, lang, &mut charts)).collect();
    let title = say(lang, "board-title", &[("area", &view.area.name)]);
    let mut data = frame(lang, &title, &view.lead, "board", fetched, fit.size);
    data.insert("gap".to_owned(), json!(fit.gap));
    data.insert("heading".to_owned(), json!(view.area.name));
    data.insert("facts".to_owned(), json!(view.facts.join(" · ")));
    data.insert("lead".to_owned(), json!(view.lead));
    data.insert("false-alarms".to_owned(), json!(view.lead_false_alarms));
    data.insert("findings".to_owned(), json!(findings));
    data.insert("others".to_owned(), json!(others(view, lang)));
    data.insert("method".to_owned(), json!(method(view, lang)));
    data.insert("sources".to_owned(), json!([sources.join(" ")]));
    data.insert("t".to_owned(), labels(lang, &["page", "says-most", "learn", "how", "no-findings"]));
    if view.invented {
        data.insert("notice".to_owned(), json!(say(lang, "invented", &[])));
    }
    Draft {
        template: include_str!("../templates/board.typ"),
        data: Value::Object(data),
        charts,
        day: fetched.unwrap_or_else(|| Day::last_of(view.year)),
        limit: fit.limit,
    }
}

fn one(finding: &FindingView, fit: &Fit, lang: Lang, charts: &mut Charts) -> Value {
    let text: Vec<&str> = finding.sentences.iter().take(fit.sentences).map(String::as_str).collect();
    let picture = finding.picture.as_ref().map(|it| keyed(it, &finding.women_word, &finding.men_word, lang));
    json!({
        "theme": format!("{} · {}, {}", finding.theme.name, finding.kpi, finding.year),
        "headline": finding.headline,
        "text": text.join(" "),
        "verdict": finding.verdict.text,
        "lesson": finding.lessons.first().map_or("", |lesson| &lesson.sentence),
        "picture": if fit.charts { charts.add_small(picture.as_ref()) } else { Value::Null },
    })
}

/// Where this municipality is the one others could ask.
fn others(view: &MunicipalityView, lang: Lang) -> String {
    let names: Vec<&str> = view.learn_from_us.iter().take(3).map(|finding| finding.short.as_str()).collect();
    if names.is_empty() { String::new() } else { say(lang, "learn-from-us", &[("figures", &names.join(", "))]) }
}

/// How differences are found, what the interval is, and whom they are compared with.
fn method(view: &MunicipalityView, lang: Lang) -> Vec<String> {
    let mut lines = vec![say(lang, "method-test", &[]), interval_explained(lang).to_owned()];
    let names: Vec<&str> = view.peers.members.iter().map(|area| area.name.as_str()).collect();
    if !view.peers.label.is_empty() {
        lines.push(if names.is_empty() || names.len() > 10 {
            say(lang, "method-peers", &[("label", &view.peers.label)])
        } else {
            say(lang, "method-peers-named", &[("label", &view.peers.label), ("names", &names.join(", "))])
        });
    }
    lines
}
