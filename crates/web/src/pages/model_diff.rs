//! What changed from one model (self-assessment, charter, checklist) to another: what the command
//! `method diff` says, as a page.

use super::models::{ChoiceGroup, groups};
use super::outline::{Linked, Part, method_lang, name};
use super::{html, model};
use crate::address::Asked;
use crate::house::House;
use crate::problem::Problem;
use crate::reply::Content;
use crate::shell::Shell;
use askama::Template;
use method::{Difference, Library, What};

/// The page.
#[derive(Template)]
#[template(path = "model_diff.html", whitespace = "minimize")]
struct DiffPage {
    /// The frame.
    shell: Shell,
    /// How many things differ, in a sentence.
    lead: String,
    /// The two, and how their self-assessments relate.
    links: Vec<Linked>,
    /// What differs, by part of the model.
    parts: Vec<Part>,
    /// What else can be compared.
    groups: Vec<ChoiceGroup>,
}

/// `/sv/modell/{a}/jamfor/{b}`, `/en/model/{a}/compare/{b}`.
pub fn page(house: &House, asked: &Asked, from: &str, to: &str) -> Result<Content, Problem> {
    let library = Library::built_in();
    for id in [from, to] {
        if !library.ids().any(|known| known.as_str() == id) {
            return Err(model::unknown(asked, id));
        }
    }
    let named = |id: &str| (id.to_owned(), name(id, asked.lang).unwrap_or_default());
    let difference =
        method::diff(library, from, to).ok_or_else(|| Problem::Unlike { from: named(from), to: named(to) })?;
    let shown = method::diff_page(library, &difference, method_lang(asked.lang));
    let shell = Shell::new(house, asked, shown.title.as_str());
    let lead = match shown.lead.first() {
        Some(nothing) => nothing.clone(),
        None => counts(&shell, &difference),
    };
    let mut links = vec![Linked::thing(&shell, from), Linked::thing(&shell, to)];
    links.extend(
        difference
            .mapping
            .as_ref()
            .map(|it| Linked { text: shell.s("diff-mapping"), href: Some(shell.model(it.id.as_str())) }),
    );
    links.push(Linked { text: shell.s("diff-other-way"), href: Some(shell.model_diff(to, from)) });
    let parts = shown.sections.into_iter().enumerate().map(|(at, section)| Part::of(&shell, section, at)).collect();
    html(&DiffPage { lead, links, parts, groups: groups(&shell, from, to), shell })
}

/// "13 ändringar: 1 tillagd, 3 borttagna, 9 ändrade."
fn counts(shell: &Shell, difference: &Difference) -> String {
    let count = |which: fn(&What) -> bool| difference.changes.iter().filter(|change| which(&change.what)).count();
    let kinds = [
        ("diff-added", count(|what| matches!(what, What::Added { .. }))),
        ("diff-removed", count(|what| matches!(what, What::Removed { .. }))),
        ("diff-changed", count(|what| matches!(what, What::Changed { .. }))),
        ("diff-moved", count(|what| matches!(what, What::Moved { .. }))),
    ];
    let told = kinds.into_iter().filter(|(_, n)| *n > 0).map(|(key, n)| shell.count(key, n));
    let told: Vec<String> = told.collect();
    format!("{}: {}.", shell.count("diff-changes", difference.changes.len()), told.join(", "))
}
