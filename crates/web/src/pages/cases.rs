//! Case data: the questions an operator has written down, and the answer to each. What is shown has been through
//! disclosure control; nothing can be asked here that was not written down.

use super::{ask, html};
use crate::address::Asked;
use crate::house::House;
use crate::problem::Problem;
use crate::reply::Content;
use crate::shell::Shell;
use app::Situation;
use app::cases::{CaseLink, CaseRoom, CasesView, Estimated};
use askama::Template;
use i18n::{Lang, Numbers};

/// The list of questions.
#[derive(Template)]
#[template(path = "cases.html", whitespace = "minimize")]
struct CasesPage {
    /// The frame.
    shell: Shell,
    /// The questions.
    questions: Vec<CaseLink>,
}

/// The answer to one of them.
#[derive(Template)]
#[template(path = "case.html", whitespace = "minimize")]
struct CasePage {
    /// The frame.
    shell: Shell,
    /// The answer.
    view: CasesView,
    /// The language its counts are written in.
    lang: Lang,
}

impl CasePage {
    /// What opens the table of places.
    fn summary(&self) -> String {
        self.shell.with("cases-table", "n", Numbers::of(self.lang).count(self.view.places.len()))
    }

    /// An estimate with its interval, or a dash.
    fn text<'a>(&self, it: &'a Option<Estimated>) -> &'a str {
        it.as_ref().map_or("–", |it| it.text.as_str())
    }

    /// An estimate alone, or a dash.
    fn short<'a>(&self, it: &'a Option<Estimated>) -> &'a str {
        it.as_ref().map_or("–", |it| it.short.as_str())
    }

    /// Women and men.
    fn cases(&self, [women, men]: &[u64; 2]) -> String {
        let count = |n: &u64| Numbers::of(self.lang).count(usize::try_from(*n).unwrap_or(usize::MAX));
        format!("{} / {}", count(women), count(men))
    }
}

fn room(house: &House) -> Result<&CaseRoom, Problem> {
    house.site.cases.as_deref().ok_or_else(|| Situation::NoPage.into())
}

/// `/sv/arenden`, `/en/cases`.
pub fn list(house: &House, asked: &Asked) -> Result<Content, Problem> {
    let questions = room(house)?.all(asked.lang);
    let shell = Shell::new(house, asked, "");
    let title = shell.s("cases-list-title");
    html(&CasesPage { shell: shell.titled(title), questions })
}

/// `/sv/arenden/{id}`, `/en/cases/{id}`.
pub fn page(house: &House, asked: &Asked, id: &str) -> Result<Content, Problem> {
    let (link, view) = room(house)?.answer(id, &ask(asked)?).ok_or(Situation::NoPage)?;
    html(&CasePage { shell: Shell::new(house, asked, "").titled(link.name), view, lang: asked.lang })
}
