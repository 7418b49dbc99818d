//! The booklet of a round's results: a cover, the programme, a chapter an organisation.

use crate::clean::cut;
use crate::date::Day;
use crate::form::{heading_of, said_or, section};
use crate::parts::{Charts, bare, labels, say};
use crate::pdf::{self, Draft};
use i18n::texts;
use office::{BookletChapter, BookletPaper};
use serde_json::{Value, json};

/// The PDF of `paper`.
pub(crate) fn print(paper: &BookletPaper, strict: bool) -> Result<Vec<u8>, String> {
    pdf::print(draft(paper)?, usize::MAX, strict)?.ok_or_else(|| "no booklet was printed".to_owned())
}

fn draft(paper: &BookletPaper) -> Result<Draft, String> {
    let lang = paper.lang;
    let day = Day::of(&paper.date).ok_or_else(|| format!("{:?}, the booklet's date, is no day", paper.date))?;
    let product = texts(lang).get("product");
    // A document has a title and an author, whatever was written.
    let author = said_or(&paper.sender, &product);
    let heading = said_or(&paper.heading, &product);
    let results = lang.pick("Resultat", "Results");
    let chapter = |it: &BookletChapter| {
        let sections: Vec<Value> = it.sections.iter().map(|it| section(it, lang, true)).collect();
        json!({ "heading": heading_of(&it.heading), "contact": it.contact, "sections": sections })
    };
    let chapters: Vec<Value> = paper.chapters.iter().map(chapter).collect();
    let mut words = labels(lang, &["page"]);
    words["unanswered"] = json!(lang.pick("Inte besvarat.", "Not answered."));
    words["contents"] = json!(lang.pick("Innehåll", "Contents"));
    words["results"] = json!(results);
    let mut data = bare(lang, &format!("{results}: {heading}"), &author, &cut(&paper.about, 300), 10.5);
    for (key, value) in [
        ("heading", json!(heading)),
        ("sender", json!(author)),
        ("about", json!(paper.about)),
        ("date", json!(day.to_string())),
        ("programme", paper.programme.as_ref().map_or(Value::Null, |it| section(it, lang, true))),
        ("chapters", json!(chapters)),
        ("without-heading", json!(heading_of(&paper.without_heading))),
        ("without", json!(paper.without)),
        ("foot", json!(say(lang, "foot-undated", &[]))),
        ("t", words),
    ] {
        data.insert(key.to_owned(), value);
    }
    Ok(Draft {
        template: include_str!("../templates/booklet.typ"),
        data: Value::Object(data),
        charts: Charts::default(),
        day,
        // What people wrote is never cut.
        limit: usize::MAX,
    })
}
