//! One key figure: over time, everybody, tables, definition.

use super::{ask, capital, html};
use crate::address::{Asked, Key, Place};
use crate::house::House;
use crate::problem::Problem;
use crate::reply::Content;
use crate::shell::Shell;
use app::view::{AreaRef, FigureView};
use askama::Template;

/// A figure's page.
#[derive(Template)]
#[template(path = "figure.html", whitespace = "minimize")]
struct FigurePage {
    /// The frame.
    shell: Shell,
    /// The figure.
    view: FigureView,
    /// Areas to choose among.
    areas: Vec<AreaRef>,
}

impl FigurePage {
    /// The name of the place the page is about; the country when no area is in focus.
    fn place(&self) -> String {
        self.view.area.as_ref().map_or_else(|| self.shell.s("nation"), |area| area.name.clone())
    }

    /// `kvinnor` → `Kvinnor`, for the head of a column.
    fn women_head(&self) -> String {
        capital(&self.view.women_word)
    }

    /// `män` → `Män`.
    fn men_head(&self) -> String {
        capital(&self.view.men_word)
    }
}

/// `/sv/matt/{kpi}?kommun=`, `/en/figure/{kpi}?municipality=`.
pub fn page(house: &House, asked: &Asked, kpi: &str) -> Result<Content, Problem> {
    let app = &house.site.app;
    let area = asked.first(Key::Area);
    let view = app.figure(kpi, area, &ask(asked)?)?;
    // One address for one page: the id as Kolada writes it, the area by its code.
    let code = view.area.as_ref().map(|area| area.code.as_str());
    if view.kpi != kpi || (area.is_some() && code.is_some() && area != code) {
        let moved = Asked { place: Place::Figure(view.kpi.clone()), ..asked.clone() };
        return Ok(Content::Moved(moved.but(Key::Area, code).address()));
    }
    let shell = Shell::new(house, asked, "");
    let title = match &view.area {
        Some(area) => shell.with2("figure-tab", "figure", &view.short, "area", &area.name),
        None => view.short.clone(),
    };
    html(&FigurePage { shell: shell.titled(title), view, areas: app.areas() })
}
