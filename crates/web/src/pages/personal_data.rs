//! Personal data: what is kept, why, how long, what one can do, what becomes a public record. The
//! times and the notes are those of `programme`.

use super::html;
use super::who_may::say;
use crate::address::Asked;
use crate::house::{House, Operator};
use crate::problem::Problem;
use crate::reply::Content;
use crate::shell::Shell;
use askama::Template;
use programme::public_record::NOTES;
use programme::retention::RULES;

/// The page.
#[derive(Template)]
#[template(path = "personal_data.html", whitespace = "minimize")]
struct PersonalDataPage {
    /// The frame.
    shell: Shell,
    /// Who answers for it, when the installation says so.
    operator: Option<Operator>,
    /// What is kept: name, how long, on what ground.
    rules: Vec<[String; 3]>,
    /// What becomes a public record: when, and what is said.
    notes: Vec<(String, &'static str)>,
}

/// `/sv/personuppgifter`, `/en/personal-data`.
pub fn page(house: &House, asked: &Asked) -> Result<Content, Problem> {
    let lang = asked.lang;
    let shell = Shell::new(house, asked, "");
    let title = shell.s("personal-title");
    let rules = RULES.iter().map(|rule| {
        let what = shell.s(format!("kept-{}", rule.kind));
        [what, say(rule.text, lang).to_owned(), say(rule.ground, lang).to_owned()]
    });
    let notes = NOTES.iter().map(|note| (shell.s(format!("noted-{}", note.form)), say(note.text, lang)));
    let (rules, notes) = (rules.collect(), notes.collect());
    let operator = house.site.operator.clone();
    html(&PersonalDataPage { operator, rules, notes, shell: shell.titled(title) })
}
