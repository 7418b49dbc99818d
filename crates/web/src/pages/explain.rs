//! What could be examined about a figure's difference: questions, methods, commands.

use super::{ask, capital, html};
use crate::address::{Asked, Key};
use crate::house::House;
use crate::problem::Problem;
use crate::reply::Content;
use crate::shell::Shell;
use app::cases::CaseLink;
use app::view::{AreaRef, ExplainView, FindingView};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "explain.html", whitespace = "minimize")]
struct ExplainPage {
    /// The frame.
    shell: Shell,
    /// What could be examined.
    view: ExplainView,
    /// Areas to choose among.
    areas: Vec<AreaRef>,
    /// Cases that the operator has the server answer for, of this figure.
    cases: Vec<CaseLink>,
}

impl ExplainPage {
    /// The name of the place the page is about; the country when no area is in focus.
    fn place(&self) -> String {
        self.view.area.as_ref().map_or_else(|| self.shell.s("nation"), |area| area.name.clone())
    }

    /// Whom the first column of values is about: women, girls, or both where the figures differ in that.
    fn women_head(&self) -> String {
        self.whom(|it| &it.women_word)
    }

    /// The same for the second.
    fn men_head(&self) -> String {
        self.whom(|it| &it.men_word)
    }

    fn whom(&self, word: fn(&FindingView) -> &str) -> String {
        let mut words: Vec<&str> = Vec::new();
        for own in self.view.beside.iter().map(word) {
            if !words.contains(&own) {
                words.push(own);
            }
        }
        capital(&words.join(" / "))
    }

    /// The page of a figure, for the same place.
    fn figure(&self, kpi: &str) -> String {
        match &self.view.area {
            Some(area) => self.shell.figure_in(kpi, &area.code),
            None => self.shell.figure(kpi),
        }
    }
}

/// `/sv/matt/{kpi}/forklara?kommun=`, `/en/figure/{kpi}/explain?municipality=`.
pub fn page(house: &House, asked: &Asked, kpi: &str) -> Result<Content, Problem> {
    let app = &house.site.app;
    let view = app.explain(kpi, asked.first(Key::Area), &ask(asked)?)?;
    let shell = Shell::new(house, asked, "");
    let title = shell.with("explain-title", "figure", &view.short);
    let cases = house.site.cases.as_ref().map(|room| room.about(&view.kpi, asked.lang)).unwrap_or_default();
    html(&ExplainPage { shell: shell.titled(title), view, areas: app.areas(), cases })
}
