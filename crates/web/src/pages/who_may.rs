//! Who may do what: the table that `programme::permit` goes by, and which roles a role may give.

use super::{capital, html};
use crate::address::Asked;
use crate::house::House;
use crate::problem::Problem;
use crate::reply::Content;
use crate::shell::Shell;
use askama::Template;
use i18n::Lang;
use programme::permit::{self, Scope};
use programme::{Role, Words};

/// Words too long for a narrow column, and where they may be parted.
const PARTED: [(&str, &str); 6] = [
    ("organisationen", "organi\u{ad}sationen"),
    ("organisatör", "organi\u{ad}satör"),
    ("organisation", "organi\u{ad}sation"),
    ("nyckelperson", "nyckel\u{ad}person"),
    ("mentorsstöd", "mentors\u{ad}stöd"),
    ("driftansvarig", "drift\u{ad}ansvarig"),
];

/// The page.
#[derive(Template)]
#[template(path = "who_may.html", whitespace = "minimize")]
struct WhoMayPage {
    /// The frame.
    shell: Shell,
    /// The roles: name, and what they are.
    roles: Vec<(String, String)>,
    /// The rows.
    rows: Vec<Row>,
    /// Who gives which roles.
    gives: Vec<(String, String)>,
}

/// A row: what is done, and how far each role reaches.
struct Row {
    /// What is done.
    title: &'static str,
    /// Whether the owner must have shown it, too.
    by_visibility: bool,
    /// How far each role reaches, in the order of the roles.
    cells: Vec<Cell>,
}

/// How far a role reaches.
struct Cell {
    /// In words, parted for narrow columns.
    text: String,
    /// Not at all.
    no: bool,
}

/// The words of a language.
pub fn say(words: Words, lang: Lang) -> &'static str {
    lang.pick(words.sv, words.en)
}

impl WhoMayPage {
    /// Words of the rules.
    fn rule(&self, words: Words) -> &'static str {
        say(words, self.shell.asked.lang)
    }
}

/// `/sv/vem-far-gora-vad`, `/en/who-may-do-what`.
pub fn page(house: &House, asked: &Asked) -> Result<Content, Problem> {
    let lang = asked.lang;
    let shell = Shell::new(house, asked, say(permit::TITLE, lang));
    let title = |role: &Role| say(role.title(), lang);
    let roles = Role::ALL.iter().map(|role| {
        let does = shell.s(format!("role-{}-does", role.code()));
        (parted(title(role)), does)
    });
    let rows = permit::TABLE.iter().map(|row| Row {
        title: say(row.title, lang),
        by_visibility: row.by_visibility,
        cells: row.scopes.iter().map(|scope| cell(*scope, lang)).collect(),
    });
    let gives = Role::ALL.iter().filter(|role| !permit::gives(**role).is_empty()).map(|giver| {
        let given: Vec<&str> = permit::gives(*giver).iter().map(title).collect();
        (capital(title(giver)), given.join(", "))
    });
    let (roles, rows, gives) = (roles.collect(), rows.collect(), gives.collect());
    html(&WhoMayPage { roles, rows, gives, shell })
}

fn cell(scope: Scope, lang: Lang) -> Cell {
    Cell { text: parted(say(scope.words(), lang)), no: scope == Scope::No }
}

fn parted(text: &str) -> String {
    let found = PARTED.iter().find(|(word, _)| text.contains(word));
    found.map_or_else(|| text.to_owned(), |(word, parted)| text.replace(word, parted))
}
