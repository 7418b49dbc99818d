//! One key figure: over time, everybody, tables, definition.

use super::{ask, capital, html};
use crate::address::{Asked, Key, Place};
use crate::house::House;
use crate::people;
use crate::problem::Problem;
use crate::reply::Content;
use crate::shell::Shell;
use app::Ask;
use app::view::{AreaRef, FigureView, Level, TotalFigureView};
use askama::Template;

/// What the address says for small numbers in mind, and for not.
const SMALL: &str = "yes";
const NOT_SMALL: &str = "no";

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
    /// The fields for the numbers of people behind a share.
    people: [people::Field; 2],
    /// Whether those numbers were given, and the interval is about sampling.
    sampled: bool,
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
    /// The table of areas in a few words.
    fn areas_summary(&self) -> String {
        let first = self.view.areas.first().and_then(|row| row.area.as_ref());
        areas_summary(&self.shell, first.is_some_and(|area| area.level == Level::Region), self.view.areas.len())
    }

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

    /// Whether the form for the numbers of people is on the page: shares of one area.
    fn has_people(&self) -> bool {
        self.view.share && self.view.area.is_some()
    }

    /// What is wrong with the numbers of people: the field's id and the sentence.
    fn errors(&self) -> Vec<(&'static str, String)> {
        if people::is_written(&self.shell.asked) && !self.has_people() {
            return vec![("people", self.shell.s("people-not-here"))];
        }
        self.people.iter().filter_map(|field| Some((field.id, field.error.clone()?))).collect()
    }

    /// What the numbers of people did, in a sentence.
    fn people_told(&self) -> String {
        let [women, men] = &self.people;
        let who = |field: &people::Field, word: &str| format!("{} {word}", field.value);
        let (women, men) = (who(women, &self.view.women_word), who(men, &self.view.men_word));
        self.shell.with2("people-told", "women", women, "men", men)
    }

    /// This page without the numbers of people.
    fn without_people(&self) -> String {
        self.shell.asked.clone().but(Key::Women, None).but(Key::Men, None).address()
    }

    /// This page read with small numbers in mind, or not.
    fn with_small(&self, shown: bool) -> String {
        let asked = self.shell.asked.clone().but(Key::Small, Some(if shown { SMALL } else { NOT_SMALL }));
        if shown { format!("{}#small", asked.address()) } else { asked.address() }
    }

    /// The table of the funnel in a few words.
    fn small_summary(&self) -> String {
        self.shell.count("small-summary", self.view.small.as_ref().map_or(0, |it| it.places.len()))
    }

    /// Whether the table of areas is one of regions.
    fn are_regions(&self) -> bool {
        self.view.areas.first().is_some_and(|row| row.area.level == Level::Region)
    }

    /// The table of areas in a few words.
    fn areas_summary(&self) -> String {
        areas_summary(&self.shell, self.are_regions(), self.view.areas.len())
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
    let n = area.and_then(|_| people::read(asked));
    let small = asked
        .first(Key::Small)
        .and_then(|it| [(SMALL, true), (NOT_SMALL, false)].into_iter().find(|known| known.0 == it));
    let view = app.figure(kpi, area, &Ask { n, small: small.map(|it| it.1), ..ask(asked)? })?;
    if let Some(moved) = moved(asked, kpi, &view.kpi, view.area.as_ref()) {
        return Ok(moved);
    }
    let title = title(house, asked, &view.short, view.area.as_ref());
    let shell = Shell::new(house, asked, title);
    let people = people::fields(&shell, &view.women_word, &view.men_word);
    let sampled = n.is_some() && view.share;
    html(&FigurePage { shell, view, areas: app.areas(), people, sampled })
}

/// `Visa tabell: 290 kommuner`, or regions.
fn areas_summary(shell: &Shell, regions: bool, n: usize) -> String {
    shell.count(if regions { "areas-summary-regions" } else { "areas-summary" }, n)
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
