//! One key figure: over time, everybody, tables, definition.

use super::{ask, capital, html};
use crate::address::{Asked, Key, Place};
use crate::house::House;
use crate::problem::Problem;
use crate::reply::Content;
use crate::shell::Shell;
use app::view::{AreaRef, FigureView, TotalFigureView};
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

/// The page of a figure that the source gives for all together only.
#[derive(Template)]
#[template(path = "figure_total.html", whitespace = "minimize")]
struct TotalPage {
    /// The frame.
    shell: Shell,
    /// The figure.
    view: TotalFigureView,
    /// Areas to choose among.
    areas: Vec<AreaRef>,
}

impl TotalPage {
    /// The name of the place the page is about; the country when no area is in focus.
    fn place(&self) -> String {
        self.view.area.as_ref().map_or_else(|| self.shell.s("nation"), |area| area.name.clone())
    }
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
    if let Some(view) = app.total(kpi, area, &ask(asked)?)? {
        if let Some(moved) = moved(asked, kpi, &view.total.kpi, view.area.as_ref()) {
            return Ok(moved);
        }
        let title = title(house, asked, &view.total.short, view.area.as_ref());
        let shell = Shell::new(house, asked, title);
        return html(&TotalPage { shell, view, areas: app.areas() });
    }
    let view = app.figure(kpi, area, &ask(asked)?)?;
    if let Some(moved) = moved(asked, kpi, &view.kpi, view.area.as_ref()) {
        return Ok(moved);
    }
    let title = title(house, asked, &view.short, view.area.as_ref());
    html(&FigurePage { shell: Shell::new(house, asked, title), view, areas: app.areas() })
}

/// One address for one page: the id as Kolada writes it, the area by its code.
fn moved(asked: &Asked, kpi: &str, known: &str, found: Option<&AreaRef>) -> Option<Content> {
    let area = asked.first(Key::Area);
    let code = found.map(|area| area.code.as_str());
    (known != kpi || (area.is_some() && code.is_some() && area != code)).then(|| {
        let moved = Asked { place: Place::Figure(known.to_owned()), ..asked.clone() };
        Content::Moved(moved.but(Key::Area, code).address())
    })
}

/// `Heltid i Kramfors`.
fn title(house: &House, asked: &Asked, short: &str, area: Option<&AreaRef>) -> String {
    match area {
        Some(area) => Shell::new(house, asked, "").with2("figure-tab", "figure", short, "area", &area.name),
        None => short.to_owned(),
    }
}
