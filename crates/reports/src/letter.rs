//! A letter: a decision, as the one who gets it files it.

use crate::clean::{clean, cut};
use crate::date::Day;
use crate::parts::{Charts, bare, labels, say};
use crate::pdf::{self, Draft};
use i18n::{Lang, texts};
use office::Paper;
use serde_json::{Value, json};

/// The PDF of `paper`.
pub(crate) fn print(paper: &Paper, strict: bool) -> Result<Vec<u8>, String> {
    pdf::print(draft(paper)?, usize::MAX, strict)?.ok_or_else(|| "no letter was printed".to_owned())
}

fn draft(paper: &Paper) -> Result<Draft, String> {
    let lang = paper.lang;
    let day = Day::of(&paper.date).ok_or_else(|| format!("{:?}, the letter's date, is no day", paper.date))?;
    let product = texts(lang).get("product");
    // A document has a title and an author, whatever was written.
    let author = first_said(&[&paper.sender, &product]);
    let title = first_said(&[&paper.heading, &paper.sender, &product]);
    let paragraphs: Vec<Vec<String>> = paper.paragraphs.iter().flat_map(|text| paragraphs(text)).collect();
    let gist = paragraphs.first().map_or_else(String::new, |lines| cut(&lines.join(" "), 300));
    let facts: Vec<Value> = paper.facts.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
    let mut words = labels(lang, &["page"]);
    words["to"] = json!(lang.pick("Till", "To"));
    let mut data = bare(lang, title, author, &gist, 11.0);
    for (key, value) in [
        ("heading", json!(title)),
        ("sender", json!(paper.sender)),
        ("receiver", json!(paper.receiver)),
        ("date", json!(day.to_string())),
        ("facts", json!(facts)),
        ("paragraphs", json!(paragraphs)),
        ("signed", json!(paper.signed)),
        ("foot", json!(format!("{} {}", say(lang, "foot-undated", &[]), also(lang)))),
        ("t", words),
    ] {
        data.insert(key.to_owned(), value);
    }
    Ok(Draft {
        template: include_str!("../templates/letter.typ"),
        data: Value::Object(data),
        charts: Charts::default(),
        day,
        // A decision is never cut: what is left out could be the reason.
        limit: usize::MAX,
    })
}

/// Where else to find it.
const fn also(lang: Lang) -> &'static str {
    lang.pick("Beslutet finns också där, vid er ansökan.", "The decision is there too, with your application.")
}

/// The first text of which something is left on paper.
fn first_said<'a>(texts: &[&'a str]) -> &'a str {
    texts.iter().find(|text| !clean(text).is_empty()).copied().unwrap_or_default()
}

/// The paragraphs of a text, which empty lines part, each with its lines.
fn paragraphs(text: &str) -> Vec<Vec<String>> {
    let text = text.replace("\r\n", "\n").replace('\u{2029}', "\n\n");
    let lines: Vec<String> = text.split(['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}']).map(clean).collect();
    lines.split(String::is_empty).filter(|lines| !lines.is_empty()).map(<[String]>::to_vec).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_paragraphs_stay() {
        let expected = vec![vec!["Ett", "två"], vec!["tre"]];
        for text in
            ["Ett\ntvå\n\ntre", "\r\n\r\nEtt\r\n  två  \r\n \t\u{200b}\r\n\r\ntre\r\n", "Ett\u{2028}två\u{2029}tre"]
        {
            assert_eq!(paragraphs(text), expected, "{text:?}");
        }
        assert!(paragraphs(" \n\u{feff}\n").is_empty());
    }

    #[test]
    fn something_is_said() {
        assert_eq!(first_said(&["", " \u{200b}\n", "SKR", "Jämsides"]), "SKR");
        assert_eq!(first_said(&[]), "");
    }
}
