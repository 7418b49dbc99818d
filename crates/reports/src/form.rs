//! A form that an organisation has filled in: on paper, and as slides.

use crate::clean::{clean, cut};
use crate::date::Day;
use crate::parts::{Charts, bare, labels, say};
use crate::pdf::{self, Draft};
use crate::table;
use i18n::{Lang, texts};
use office::markdown::{self, Block, Span};
use office::{FormPaper, FormSaid, PaperField, PaperSection};
use serde_json::{Value, json};

/// The PDF of `paper`.
pub(crate) fn print(paper: &FormPaper, strict: bool) -> Result<Vec<u8>, String> {
    let sections: Vec<Value> = paper.sections.iter().map(|it| section(it, paper.lang, true)).collect();
    let draft = draft(paper, include_str!("../templates/form.typ"), 11.0, sections)?;
    pdf::print(draft, usize::MAX, strict)?.ok_or_else(|| "no form was printed".to_owned())
}

/// The slides of `paper`: the sections that are slides, with what is said in them.
pub(crate) fn slides(paper: &FormPaper, strict: bool) -> Result<Vec<u8>, String> {
    let chosen = paper.sections.iter().filter(|it| it.slide);
    let sections: Vec<Value> = chosen.filter_map(|it| slide(it, paper)).collect();
    let draft = draft(paper, include_str!("../templates/slides.typ"), 17.0, sections)?;
    pdf::print(draft, usize::MAX, strict)?.ok_or_else(|| "no slides were printed".to_owned())
}

/// A slide with what is said. With nothing on it there is none; in a draft it says what is missing.
fn slide(it: &PaperSection, paper: &FormPaper) -> Option<Value> {
    let lang = paper.lang;
    let mut slide = section(it, lang, false);
    let missing = if it.fields.iter().any(is_said) {
        String::new()
    } else {
        let names: Vec<&str> = it.fields.iter().map(|field| field.heading.as_str()).collect();
        let none = clean(&paper.draft).is_empty() || names.is_empty();
        (!none).then(|| format!("{} {}", lang.pick("Saknas än:", "Still missing:"), cut(&names.join("; "), 200)))?
    };
    slide["missing"] = json!(missing);
    Some(slide)
}

/// Whether anything can be read where something is to be said.
fn is_said(field: &PaperField) -> bool {
    match &field.said {
        None => false,
        Some(FormSaid::Text(text)) => !blocks(text).is_empty(),
        Some(FormSaid::Line(text)) => !clean(text).is_empty(),
        Some(FormSaid::List(items)) => items.iter().any(|it| !clean(it).is_empty()),
        Some(FormSaid::Table { rows, .. }) => !rows.is_empty(),
        Some(FormSaid::BySex(..)) => true,
    }
}

fn draft(paper: &FormPaper, template: &'static str, size: f64, sections: Vec<Value>) -> Result<Draft, String> {
    let lang = paper.lang;
    let day = Day::of(&paper.date).ok_or_else(|| format!("{:?}, the form's date, is no day", paper.date))?;
    let product = texts(lang).get("product");
    // A document has a title and an author, whatever was written.
    let author = said_or(&paper.sender, &product);
    let heading = said_or(&paper.heading, &product);
    let title = format!("{heading}, {author}");
    let mut words = labels(lang, &["page"]);
    words["unanswered"] = json!(lang.pick("Inte besvarat.", "Not answered."));
    let mut data = bare(lang, &title, &author, &cut(&paper.about, 300), size);
    for (key, value) in [
        ("heading", json!(heading)),
        ("sender", json!(author)),
        ("about", json!(paper.about)),
        ("date", json!(day.to_string())),
        ("draft", json!(paper.draft)),
        ("sections", json!(sections)),
        ("foot", json!(say(lang, "foot-undated", &[]))),
        ("t", words),
    ] {
        data.insert(key.to_owned(), value);
    }
    Ok(Draft {
        template,
        data: Value::Object(data),
        charts: Charts::default(),
        day,
        // What people wrote is never cut.
        limit: usize::MAX,
    })
}

pub(crate) fn said_or(text: &str, other: &str) -> String {
    if clean(text).is_empty() { other.to_owned() } else { text.to_owned() }
}

/// A section, `whole` or only what can be read in it.
pub(crate) fn section(it: &PaperSection, lang: Lang, whole: bool) -> Value {
    let fields = it.fields.iter().filter(|field| whole || is_said(field));
    let fields: Vec<Value> = fields.map(|field| self::field(field, lang)).collect();
    json!({ "heading": heading_of(&it.heading), "text": it.text, "fields": fields })
}

fn field(it: &PaperField, lang: Lang) -> Value {
    let said = it.said.as_ref().map(|said| told(said, lang));
    json!({ "heading": heading_of(&it.heading), "said": said, "source": it.source })
}

/// A heading is never empty: who hears the document walks by them.
pub(crate) fn heading_of(text: &str) -> String {
    said_or(text, "–")
}

/// An answer as the template reads it.
pub(crate) fn told(said: &FormSaid, lang: Lang) -> Value {
    told_on(said, table::LINE, lang)
}

/// An answer as the template reads it, where `line` signs stand on a line.
pub(crate) fn told_on(said: &FormSaid, line: usize, lang: Lang) -> Value {
    match said {
        FormSaid::Text(text) => json!({ "kind": "prose", "blocks": blocks(text) }),
        FormSaid::Line(text) => json!({ "kind": "line", "text": text }),
        FormSaid::BySex(women, men, unit) => json!({
            "kind": "sexes",
            "women": women,
            "men": men,
            "unit": unit,
            "women-word": lang.pick("Kvinnor", "Women"),
            "men-word": lang.pick("män", "men"),
        }),
        FormSaid::List(items) => json!({ "kind": "list", "items": items }),
        FormSaid::Table { heads, rows } if said.is_read_by_row(lang) => {
            let rows: Vec<Value> = table::rows(heads, rows, lang).iter().map(|row| by_itself(row, lang)).collect();
            json!({ "kind": "rows", "rows": rows })
        }
        FormSaid::Table { heads, rows } => {
            let widths = table::widths(heads, rows, line, lang);
            let rows: Vec<Vec<Value>> =
                rows.iter().map(|row| row.iter().map(|cell| in_cell(cell, lang)).collect()).collect();
            json!({ "kind": "table", "heads": heads, "widths": widths, "rows": rows })
        }
    }
}

/// A row read by itself: its heading, and each head with what is said.
fn by_itself(row: &table::Row<'_>, lang: Lang) -> Value {
    let said = row.said.iter().map(|(head, said)| json!({ "head": heading_of(head), "said": in_cell(said, lang) }));
    json!({ "heading": heading_of(&row.heading), "said": said.collect::<Vec<_>>() })
}

/// What stands in a cell: no table, no list.
fn in_cell(said: &FormSaid, lang: Lang) -> Value {
    match said {
        FormSaid::List(_) | FormSaid::Table { .. } => json!({ "kind": "line", "text": said.plain(lang) }),
        said => told(said, lang),
    }
}

fn blocks(text: &[Block]) -> Vec<Value> {
    text.iter().filter_map(block).collect()
}

/// A block; nothing where nothing of it can be drawn.
fn block(block: &Block) -> Option<Value> {
    let seen = |parts: &[Span]| !clean(&markdown::plain_spans(parts)).is_empty();
    match block {
        Block::Heading(parts) if seen(parts) => Some(json!({ "kind": "heading", "parts": spans(parts) })),
        Block::Paragraph(parts) if seen(parts) => Some(json!({ "kind": "paragraph", "parts": spans(parts) })),
        Block::Heading(_) | Block::Paragraph(_) => None,
        Block::List(start, items) => {
            let items: Vec<Vec<Value>> = items.iter().map(|item| blocks(item)).collect();
            // Typst counts from any number that fits.
            let start = start.map(|start| start.min(1_000_000));
            Some(json!({ "kind": "list", "start": start, "items": items }))
        }
        Block::Quote(inner) => Some(json!({ "kind": "quote", "blocks": blocks(inner) })),
        Block::Code(text) if clean(text).is_empty() => None,
        Block::Code(text) => Some(json!({ "kind": "code", "lines": text.lines().collect::<Vec<_>>() })),
    }
}

fn spans(parts: &[Span]) -> Vec<Value> {
    parts.iter().map(span).collect()
}

fn span(span: &Span) -> Value {
    match span {
        // Every text is trimmed when it is cleaned: where words part is said beside it.
        Span::Text(text) => json!({
            "kind": "text",
            "text": text,
            "before": text.starts_with(char::is_whitespace),
            "after": text.ends_with(char::is_whitespace),
        }),
        Span::Break => json!({ "kind": "break" }),
        Span::Code(text) => json!({ "kind": "code", "text": text }),
        Span::Strong(parts) => json!({ "kind": "strong", "parts": spans(parts) }),
        Span::Emphasis(parts) => json!({ "kind": "emphasis", "parts": spans(parts) }),
        Span::Link(address, parts) => {
            // On paper nobody can follow it, so it is read.
            let address = address.strip_prefix("mailto:").unwrap_or(address);
            let shown = markdown::plain_spans(parts).trim() == address;
            json!({ "kind": "link", "address": if shown { "" } else { address }, "parts": spans(parts) })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_part_where_they_did() {
        let tree = markdown::read("Se **planen** för [2026](https://a.se/plan) och <https://b.se>");
        let drawn = blocks(&tree);
        let parts = drawn[0]["parts"].as_array().unwrap();
        assert_eq!(parts[0], json!({ "kind": "text", "text": "Se ", "before": false, "after": true }));
        assert_eq!(parts[2]["before"], true);
        assert_eq!(parts[3]["address"], "https://a.se/plan");
        assert_eq!(parts[5]["address"], "");
        assert!(blocks(&markdown::read("\u{200b}\n\n# \u{feff}")).is_empty());
    }
}
