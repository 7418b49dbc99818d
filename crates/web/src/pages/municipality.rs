//! One municipality: what says most, level against difference, themes.

use super::{ask, html};
use crate::address::{Asked, Place};
use crate::house::House;
use crate::problem::Problem;
use crate::reply::Content;
use crate::shell::Shell;
use app::view::MunicipalityView;
use askama::Template;

/// A municipality's page.
#[derive(Template)]
#[template(path = "municipality.html", whitespace = "minimize")]
struct MunicipalityPage {
    /// The frame.
    shell: Shell,
    /// The municipality.
    view: MunicipalityView,
}

/// `/sv/kommun/{code}`, `/en/municipality/{code}`. A name instead of a code leads to the code.
pub fn page(house: &House, asked: &Asked, area: &str) -> Result<Content, Problem> {
    let view = house.site.app.municipality(area, &ask(asked)?)?;
    if view.area.code != area {
        let place = Place::Municipality(view.area.code);
        return Ok(Content::Moved(Asked { place, ..asked.clone() }.address()));
    }
    let shell = Shell::new(house, asked, view.area.name.as_str());
    html(&MunicipalityPage { shell, view })
}
