//! About the data: the snapshot, its sources, what looked odd, and how machines get it.

use super::html;
use crate::address::Asked;
use crate::house::House;
use crate::problem::Problem;
use crate::reply::Content;
use crate::shell::Shell;
use app::view::DataView;
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "data.html", whitespace = "minimize")]
struct DataPage {
    /// The frame.
    shell: Shell,
    /// The data.
    view: DataView,
}

/// `/sv/om-siffrorna`, `/en/about-the-data`.
pub fn page(house: &House, asked: &Asked) -> Result<Content, Problem> {
    let view = house.site.app.data(asked.lang);
    let shell = Shell::new(house, asked, "");
    let title = shell.s("nav-data");
    html(&DataPage { shell: shell.titled(title), view })
}
