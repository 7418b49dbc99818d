//! Two to four side by side: a form that keeps what was written, and the comparison.

use super::{ask, html};
use crate::address::{Asked, Format, Key, Place};
use crate::house::House;
use crate::problem::Problem;
use crate::reply::Content;
use crate::shell::Shell;
use app::Situation;
use app::view::{AreaRef, CompareView};
use askama::Template;
use std::borrow::Borrow;

/// How many areas beside the mentor the form has room for.
const FIELDS: usize = 3;

/// A field of the form: what stands in it, and what is wrong with it.
struct Field {
    /// Its place in the form, for ids.
    id: String,
    /// Its label.
    label: String,
    /// How it is called in the address.
    name: &'static str,
    /// What was written.
    value: String,
    /// What is wrong, in a sentence.
    error: Option<String>,
    /// Names that look like what was written, when nothing is called that.
    alike: Vec<String>,
}

/// The form and, when it can be made, the comparison.
#[derive(Template)]
#[template(path = "compare.html", whitespace = "minimize")]
struct ComparePage {
    /// The frame.
    shell: Shell,
    /// The fields.
    fields: Vec<Field>,
    /// What is wrong with the form as a whole.
    error: Option<String>,
    /// The comparison.
    view: Option<CompareView>,
    /// Areas to choose among.
    areas: Vec<AreaRef>,
}

impl ComparePage {
    /// Whether anything is wrong.
    fn has_errors(&self) -> bool {
        self.error.is_some() || self.fields.iter().any(|field| field.error.is_some())
    }

    /// Whether the area with this index is the mentor.
    fn is_mentor(&self, index: impl Borrow<usize>) -> bool {
        self.view.as_ref().is_some_and(|view| view.mentor == Some(*index.borrow()))
    }

    /// The name of the area with this index.
    fn name(&self, index: impl Borrow<usize>) -> &str {
        let area = self.view.as_ref().and_then(|view| view.areas.get(*index.borrow()));
        area.map_or("", |area| area.name.as_str())
    }

    /// The code of the area with this index.
    fn code(&self, index: impl Borrow<usize>) -> &str {
        let area = self.view.as_ref().and_then(|view| view.areas.get(*index.borrow()));
        area.map_or("", |area| area.code.as_str())
    }
}

/// `/sv/jamfor?kommun=…&kommun=…&mentor=…`, `/en/compare?municipality=…`.
pub fn page(house: &House, asked: &Asked) -> Result<Content, Problem> {
    let app = &house.site.app;
    let areas = app.areas();
    let shell = Shell::new(house, asked, "");
    let (fields, codes) = read(&shell, house, &areas);
    let mentor = asked.first(Key::Mentor).and_then(|_| codes.last()).cloned().flatten();
    let broken = fields.iter().any(|field| field.error.is_some());
    let mut chosen: Vec<String> = Vec::new();
    for code in codes.into_iter().flatten() {
        if !chosen.contains(&code) {
            chosen.push(code);
        }
    }
    let (mut error, mut view) = (None, None);
    if !broken && !chosen.is_empty() {
        let canonical = address(asked, &chosen, mentor.as_deref());
        if canonical.query != asked.query {
            return Ok(Content::Moved(canonical.address()));
        }
        let kpis: Vec<String> = asked.all(Key::Figure).map(str::to_owned).collect();
        match app.compare(&chosen, mentor.as_deref(), &kpis, &ask(asked)?) {
            Ok(made) => view = Some(made),
            // One area is how the link from a municipality's page begins: no fault yet.
            Err(Situation::HowMany { got: 1 }) => {}
            Err(situation @ Situation::HowMany { .. }) => error = Some(situation.sentence(asked.lang)),
            Err(other) => return Err(other.into()),
        }
    }
    let title = match &view {
        Some(view) => {
            let names: Vec<&str> = view.areas.iter().map(|area| area.name.as_str()).collect();
            app::words::list(&names, &shell.s("and"))
        }
        None => shell.s("compare-title"),
    };
    html(&ComparePage { shell: shell.titled(title), fields, error, view, areas })
}

/// The areas and the mentor of a comparison that has been checked, for downloads.
pub fn chosen(asked: &Asked) -> (Vec<String>, Option<String>) {
    let mentor = asked.first(Key::Mentor).map(str::to_owned);
    let mut areas: Vec<String> = asked.all(Key::Area).map(str::to_owned).collect();
    if let Some(mentor) = mentor.as_ref().filter(|mentor| !areas.contains(mentor)) {
        areas.push(mentor.clone());
    }
    (areas, mentor)
}

/// The one address of a comparison: codes in the order given, the mentor once more by itself.
fn address(asked: &Asked, codes: &[String], mentor: Option<&str>) -> Asked {
    let mut canonical = Asked::page(asked.lang, Place::Compare).as_file(Format::Html);
    for code in codes {
        canonical = canonical.and(Key::Area, code);
    }
    if let Some(mentor) = mentor {
        canonical = canonical.and(Key::Mentor, mentor);
    }
    for key in [Key::Figure, Key::Peers, Key::Year] {
        for value in asked.all(key) {
            canonical = canonical.and(key, value);
        }
    }
    canonical
}

/// The fields with what was written, and the code of each; the mentor is the last.
fn read(shell: &Shell, house: &House, areas: &[AreaRef]) -> (Vec<Field>, Vec<Option<String>>) {
    let asked = &shell.asked;
    let mentor = asked.first(Key::Mentor).unwrap_or("");
    // The mentor stands among the areas of a shared address; in the form it has its own field.
    let mentor_code = resolve(areas, mentor);
    let mut written: Vec<&str> = asked
        .all(Key::Area)
        .filter(|text| mentor.is_empty() || resolve(areas, text).is_none() || resolve(areas, text) != mentor_code)
        .collect();
    let room = FIELDS.max(written.len());
    written.resize(room, "");
    let mut fields = Vec::new();
    let mut codes = Vec::new();
    for (index, text) in written.into_iter().chain([mentor]).enumerate() {
        let is_mentor = index == room;
        let label = match index {
            _ if is_mentor => shell.s("compare-mentor"),
            0 => shell.s("compare-first"),
            _ => shell.count("compare-other", index),
        };
        let area = resolve(areas, text);
        let alike: Vec<String> = if area.is_none() && !text.is_empty() {
            house.site.app.search(text, asked.lang).areas.iter().take(3).map(|area| area.name.clone()).collect()
        } else {
            Vec::new()
        };
        let error = (area.is_none() && !text.is_empty()).then(|| shell.with("compare-unknown", "asked", text));
        fields.push(Field {
            id: format!("area-{}", index + 1),
            label,
            name: if is_mentor { shell.field_mentor() } else { shell.field_area() },
            value: area.map_or_else(|| text.to_owned(), |area| area.name.clone()),
            error,
            alike,
        });
        codes.push(area.map(|area| area.code.clone()));
    }
    (fields, codes)
}

/// The area with this code or name.
fn resolve<'a>(areas: &'a [AreaRef], text: &str) -> Option<&'a AreaRef> {
    if text.is_empty() {
        return None;
    }
    let folded = i18n::fold(text);
    // Codes first, then municipalities before regions of the same name.
    areas
        .iter()
        .find(|area| area.code == text)
        .or_else(|| areas.iter().find(|area| area.name == text))
        .or_else(|| areas.iter().find(|area| i18n::fold(&area.name) == folded))
}
