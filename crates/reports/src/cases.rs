//! The answer of an analysis of case data on paper.

use crate::date::Day;
use crate::parts::{Charts, TOO_LONG, bare, labels};
use crate::pdf::{self, Draft};
use app::cases::{CasesView, Estimated};
use i18n::{Arg, Lang, Numbers, texts};
use serde_json::{Value, json};

/// The PDF of `view`.
pub(crate) fn print(view: &CasesView, lang: Lang, strict: bool) -> Result<Vec<u8>, String> {
    pdf::print(draft(view, lang), usize::MAX, strict)?.ok_or_else(|| "no answer was printed".to_owned())
}

fn draft(view: &CasesView, lang: Lang) -> Draft {
    let texts = texts(lang);
    let mut charts = Charts::default();
    let picture = charts.add(view.picture.as_ref());
    let numbers = Numbers::of(lang);
    let count = |n: u64| numbers.count(usize::try_from(n).unwrap_or(usize::MAX));
    let parts: Vec<Value> = view
        .parts
        .iter()
        .map(|it| {
            json!({
                "name": it.name, "level": it.level.is_some(), "women": it.means_shown[0], "men": it.means_shown[1],
                "explained": it.explained.text, "left": it.unexplained.text,
            })
        })
        .collect();
    let text = |it: Option<&Estimated>| it.map_or_else(|| "–".to_owned(), |it| it.text.clone());
    let places: Vec<Value> = view
        .places
        .iter()
        .map(|it| {
            json!({
                "name": it.name, "cases": format!("{} / {}", count(it.cases[0]), count(it.cases[1])),
                "raw": it.raw.short, "same": text(it.unexplained.as_ref()),
                "shrunk": it.shrunk.as_ref().map_or("–", |it| &it.short), "verdict": it.verdict,
                "certain": it.certain(),
            })
        })
        .collect();
    let source = texts.with("cases-from", &[("file", Arg::Text(&view.file))]);
    let mut data = bare(lang, &view.heading, &texts.get("product"), &texts.get("cases-kind"), 10.5);
    let names = ["found", "parts", "places", "left-out", "how"];
    let columns = ["what", "women", "men", "explained", "left", "place", "cases", "raw", "same", "shrunk", "verdict"];
    let words: serde_json::Map<String, Value> = names
        .map(|it| (it.to_owned(), format!("cases-head-{it}")))
        .into_iter()
        .chain(columns.map(|it| (format!("col-{it}"), format!("cases-col-{it}"))))
        .chain(
            [("all", "cases-all-together"), ("constant", "cases-constant")]
                .map(|(name, key)| (name.to_owned(), key.to_owned())),
        )
        .map(|(name, key)| (name, json!(texts.get(&key))))
        .collect();
    for (key, value) in [
        ("kind", json!(texts.get("cases-kind"))),
        ("foot", json!(texts.get("cases-foot"))),
        ("heading", json!(view.heading)),
        ("findings", json!(view.findings)),
        ("caution", json!(view.caution)),
        ("parts", json!(parts)),
        ("constant", json!(view.constant.as_ref().map(|it| &it.text))),
        ("constant-note", json!(view.constant_note)),
        ("women", json!(view.means_shown[0])),
        ("men", json!(view.means_shown[1])),
        ("explained", json!(text(view.explained.as_ref()))),
        ("left", json!(text(view.unexplained.as_ref()))),
        ("places-found", json!(view.places_found)),
        ("picture", picture),
        ("places", json!(places)),
        ("left-out", json!(view.left_out)),
        ("how", json!(view.how)),
        ("source", json!(source)),
        ("w", Value::Object(words)),
        ("t", labels(lang, &["page"])),
    ] {
        data.insert(key.to_owned(), value);
    }
    // No clock here and no date in the file: the same answer is the same bytes.
    Draft {
        template: include_str!("../templates/cases.typ"),
        data: Value::Object(data),
        charts,
        day: Day::last_of(2000),
        limit: TOO_LONG,
    }
}
