//! Every figure of an area, by theme: the list a strategist reads with a pencil in hand.

use super::{ask, html};
use crate::address::{Asked, Place};
use crate::house::House;
use crate::problem::Problem;
use crate::reply::Content;
use crate::shell::Shell;
use app::view::MunicipalityView;
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "everything.html", whitespace = "minimize")]
struct EverythingPage {
    /// The frame.
    shell: Shell,
    /// The area.
    view: MunicipalityView,
}

/// `/sv/kommun/{code}/alla`, `/en/municipality/{code}/all`.
pub fn page(house: &House, asked: &Asked, area: &str) -> Result<Content, Problem> {
    let view = house.site.app.municipality(area, &ask(asked)?)?;
    if view.area.code != area {
        let place = Place::Everything(view.area.code);
        return Ok(Content::Moved(Asked { place, ..asked.clone() }.address()));
    }
    let shell = Shell::new(house, asked, "");
    let title = shell.with("all-title", "area", &view.area.name);
    html(&EverythingPage { shell: shell.titled(title), view })
}
