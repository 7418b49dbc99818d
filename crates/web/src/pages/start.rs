//! The start page: search, the map with its list, what says most in the country.

use super::{ask, html};
use crate::address::Asked;
use crate::house::House;
use crate::problem::Problem;
use crate::reply::Content;
use crate::shell::Shell;
use app::view::CountryView;
use askama::Template;

/// The start page.
#[derive(Template)]
#[template(path = "start.html", whitespace = "minimize")]
struct StartPage {
    /// The frame.
    shell: Shell,
    /// The country.
    view: CountryView,
    /// The nation's code, to link to all its figures.
    nation: &'static str,
}

/// `/sv/`, `/en/`.
pub fn page(house: &House, asked: &Asked) -> Result<Content, Problem> {
    let view = house.site.app.country(&ask(asked)?)?;
    let shell = Shell::new(house, asked, "");
    let title = shell.s("start-tab");
    html(&StartPage { shell: shell.titled(title), view, nation: "0000" })
}
