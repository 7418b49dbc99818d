//! What `method` shows (headings, paragraphs, entries within entries) as parts of a web page: links
//! to what has an id, remarks that can be seen, an anchor for every heading.

use crate::shell::Shell;
use askama::Template;
use i18n::Lang;
use method::{Entry, Library, Section};

/// The other crate's word for a language.
pub fn method_lang(lang: Lang) -> method::Lang {
    lang.pick(method::Lang::Sv, method::Lang::En)
}

/// A longer head than this stands over its text, not beside it.
const BESIDE: usize = 34;

/// A remark, and whether it says that something is not confirmed.
#[derive(Clone)]
pub struct Remark {
    /// The words; they begin with "Obekräftat" where it is so.
    pub text: String,
    /// Whether something is not confirmed.
    pub unconfirmed: bool,
}

impl Remark {
    /// The remark, where there is one.
    pub fn of(text: Option<&String>, unconfirmed: bool) -> Option<Self> {
        text.map(|text| Self { text: text.clone(), unconfirmed })
    }
}

/// Words that may lead somewhere.
pub struct Linked {
    /// The words.
    pub text: String,
    /// Where they lead.
    pub href: Option<String>,
}

impl Linked {
    /// Words that lead nowhere.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), href: None }
    }

    /// The name of what has this id, with a link to it.
    pub fn thing(shell: &Shell, id: &str) -> Self {
        match name(id, shell.asked.lang) {
            Some(text) => Self { text, href: Some(shell.model(id)) },
            None => Self::plain(id),
        }
    }
}

/// A label and what is said under it.
pub struct Fact {
    /// The label.
    pub label: String,
    /// What is said, one a line.
    pub values: Vec<Linked>,
}

/// The name of what has this id.
pub fn name(id: &str, lang: Lang) -> Option<String> {
    method::show(Library::built_in(), id, method_lang(lang)).map(|page| page.title)
}

/// A part of a page: a heading with what belongs under it.
pub struct Part {
    /// Its anchor.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// Paragraphs.
    pub lead: Vec<String>,
    /// A remark.
    pub remark: Option<Remark>,
    /// Its entries, rendered.
    pub entries: Option<Entries>,
}

impl Part {
    /// The part of a section; `at` is its anchor where the section has no id of its own.
    pub fn of(shell: &Shell, mut section: Section, at: usize) -> Self {
        // What the heading says already is not said again under it.
        for entry in section.entries.iter_mut().filter(|entry| entry.head == section.title) {
            entry.head.clear();
        }
        let remark = Remark::of(section.note.as_ref(), section.unconfirmed);
        let id = if section.id.is_empty() { format!("part-{at}") } else { section.id };
        let entries = Entries::of(shell, &section.entries);
        Self { id, title: section.title, lead: section.lead, remark, entries }
    }
}

/// A list of entries; renders itself, because lists stand within lists.
#[derive(Template)]
#[template(path = "entries.html", whitespace = "minimize")]
pub struct Entries {
    /// The entries.
    rows: Vec<EntryRow>,
    /// Whether heads stand over their texts.
    stacked: bool,
}

/// An entry, ready to be written.
struct EntryRow {
    /// Its name.
    head: String,
    /// What is said of it.
    text: Option<Linked>,
    /// A remark.
    remark: Option<Remark>,
    /// What belongs to it.
    under: Option<Entries>,
}

impl Entries {
    /// The list, where there is anything in it.
    pub fn of(shell: &Shell, entries: &[Entry]) -> Option<Self> {
        let stacked = entries.iter().any(|entry| entry.head.chars().count() > BESIDE);
        let rows = entries.iter().map(|entry| EntryRow {
            head: entry.head.clone(),
            text: said(shell, &entry.text),
            remark: Remark::of(entry.note.as_ref(), entry.unconfirmed),
            under: Self::of(shell, &entry.under),
        });
        (!entries.is_empty()).then(|| Self { rows: rows.collect(), stacked })
    }
}

/// What an entry says: an id as the name of what has it, an address as a link.
fn said(shell: &Shell, text: &str) -> Option<Linked> {
    if text.is_empty() {
        return None;
    }
    if text.starts_with("https://") && !text.contains(char::is_whitespace) {
        return Some(Linked { text: text.to_owned(), href: Some(text.to_owned()) });
    }
    let is_id = Library::built_in().ids().any(|id| id.as_str() == text);
    Some(if is_id { Linked::thing(shell, text) } else { Linked::plain(text) })
}
