//! What a successor needs to start: everything there is of an organisation's part in a round, on paper.

use crate::clean::cut;
use crate::date::Day;
use crate::form::{said_or, section};
use crate::parts::{Charts, bare, labels, say};
use crate::pdf::{self, Draft};
use i18n::texts;
use office::HandoverPaper;
use serde_json::{Value, json};

/// The PDF of `paper`.
pub(crate) fn print(paper: &HandoverPaper, strict: bool) -> Result<Vec<u8>, String> {
    pdf::print(draft(paper)?, usize::MAX, strict)?.ok_or_else(|| "no handover was printed".to_owned())
}

fn draft(paper: &HandoverPaper) -> Result<Draft, String> {
    let lang = paper.lang;
    let day = Day::of(&paper.date).ok_or_else(|| format!("{:?}, the handover's date, is no day", paper.date))?;
    let product = texts(lang).get("product");
    // A document has a title and an author, whatever was written.
    let author = said_or(&paper.sender, &product);
    let heading = said_or(&paper.heading, &product);
    let sections: Vec<Value> = paper.sections.iter().map(|it| section(it, lang, true)).collect();
    let mut words = labels(lang, &["page"]);
    words["unanswered"] = json!(lang.pick("Inte besvarat.", "Not answered."));
    words["notice"] = json!(lang.pick(
        "Innehåller namn och arbetskontakter. Ge den bara till den som tar över.",
        "Holds names and work contacts. Give it only to whoever takes over."
    ));
    let mut data = bare(lang, &format!("{heading}, {author}"), &author, &cut(&paper.about, 300), 10.5);
    for (key, value) in [
        ("heading", json!(heading)),
        ("sender", json!(author)),
        ("about", json!(paper.about)),
        ("date", json!(day.to_string())),
        ("sections", json!(sections)),
        ("foot", json!(say(lang, "foot-undated", &[]))),
        ("t", words),
    ] {
        data.insert(key.to_owned(), value);
    }
    Ok(Draft {
        template: include_str!("../templates/handover.typ"),
        data: Value::Object(data),
        charts: Charts::default(),
        day,
        // What people wrote is never cut.
        limit: usize::MAX,
    })
}
