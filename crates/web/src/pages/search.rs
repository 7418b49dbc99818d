//! Results of a search; a search for one certain area goes straight there.

use super::html;
use crate::address::{Asked, Key, Place};
use crate::house::House;
use crate::problem::Problem;
use crate::reply::Content;
use crate::shell::Shell;
use app::Found;
use askama::Template;

/// The results.
#[derive(Template)]
#[template(path = "search.html", whitespace = "minimize")]
struct SearchPage {
    /// The frame.
    shell: Shell,
    /// What was searched for.
    words: String,
    /// What was found.
    found: Found,
}

/// `/sv/sok?q=`, `/en/search?q=`.
pub fn page(house: &House, asked: &Asked) -> Result<Content, Problem> {
    let words = asked.first(Key::Words).unwrap_or("").to_owned();
    let found = if words.is_empty() { Found::default() } else { house.site.app.search(&words, asked.lang) };
    if let Some(code) = certain(&words, &found) {
        let place = Place::Municipality(code.to_owned());
        return Ok(Content::Moved(Asked::page(asked.lang, place).address()));
    }
    let shell = Shell::new(house, asked, "");
    let title = if words.is_empty() { shell.s("search-title") } else { shell.with("search-tab", "words", &words) };
    html(&SearchPage { shell: shell.titled(title), words, found })
}

/// The one area whose code or whole name was written. A county and a municipality may share a
/// name; then the reader chooses.
fn certain<'a>(words: &str, found: &'a Found) -> Option<&'a str> {
    let wanted = i18n::fold(words);
    let mut same = found.areas.iter().filter(|area| area.code == words || i18n::fold(&area.name) == wanted);
    match (same.next(), same.next()) {
        (Some(only), None) => Some(&only.code),
        _ => None,
    }
}
