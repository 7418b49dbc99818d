//! The accessibility statement, in the form that 13 § of the Swedish act on accessibility to
//! digital public services (2018:1937) and Digg's regulations ask for.

use super::html;
use crate::address::Asked;
use crate::house::{House, Operator};
use crate::problem::Problem;
use crate::reply::Content;
use crate::shell::Shell;
use askama::Template;

/// When this text was last true. Change it together with the texts `a11y-*`.
const ASSESSED: &str = "2026-11-22";

/// The page.
#[derive(Template)]
#[template(path = "accessibility.html", whitespace = "minimize")]
struct AccessibilityPage {
    /// The frame.
    shell: Shell,
    /// Who answers for the service, when the installation says so.
    operator: Option<Operator>,
    /// When it was assessed.
    assessed: &'static str,
}

/// `/sv/tillganglighet`, `/en/accessibility`.
pub fn page(house: &House, asked: &Asked) -> Result<Content, Problem> {
    let shell = Shell::new(house, asked, "");
    let title = shell.s("a11y-title");
    let operator = house.site.operator.clone();
    html(&AccessibilityPage { shell: shell.titled(title), operator, assessed: ASSESSED })
}
