//! How we compute: the method in plain language, and how often it has been right.

use super::html;
use crate::address::Asked;
use crate::house::House;
use crate::problem::Problem;
use crate::reply::Content;
use crate::shell::Shell;
use app::view::PromiseView;
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "how.html", whitespace = "minimize")]
struct HowPage {
    /// The frame.
    shell: Shell,
    /// How often the promises have held; `None` while that is being worked out.
    promise: Option<PromiseView>,
    /// The chapters: id and the key of their texts.
    chapters: &'static [Chapter],
}

/// A chapter: `how-<id>-title` and its paragraphs `how-<id>-1`, `how-<id>-2` …
struct Chapter {
    /// The anchor, and part of the keys.
    id: &'static str,
    /// The keys of its paragraphs.
    paragraphs: &'static [&'static str],
}

const CHAPTERS: &[Chapter] = &[
    Chapter { id: "difference", paragraphs: &["how-difference-1", "how-difference-2"] },
    Chapter { id: "chance", paragraphs: &["how-chance-1", "how-chance-2", "how-chance-3"] },
    Chapter { id: "many", paragraphs: &["how-many-1", "how-many-2"] },
    Chapter { id: "similar", paragraphs: &["how-similar-1", "how-similar-2"] },
    Chapter { id: "time", paragraphs: &["how-time-1", "how-time-2"] },
    Chapter { id: "learn", paragraphs: &["how-learn-1"] },
    Chapter { id: "direction", paragraphs: &["how-direction-1", "how-direction-2"] },
    Chapter { id: "small", paragraphs: &["how-small-1", "how-small-2"] },
    Chapter { id: "limits", paragraphs: &["how-limits-1", "how-limits-2"] },
];

impl Chapter {
    fn title(&self) -> String {
        format!("how-{}-title", self.id)
    }
}

/// `/sv/sa-raknar-vi`, `/en/how-we-compute`.
pub fn page(house: &House, asked: &Asked) -> Result<Content, Problem> {
    let promise = house.site.app.promise_if_ready(asked.lang);
    let ready = promise.is_some();
    let shell = Shell::new(house, asked, "");
    let title = shell.s("nav-how");
    let page = html(&HowPage { shell: shell.titled(title), promise, chapters: CHAPTERS })?;
    Ok(match page {
        Content::Page(text) if !ready => Content::Passing(text),
        other => other,
    })
}
