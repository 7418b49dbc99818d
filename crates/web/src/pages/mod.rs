//! The pages, one file each.

mod accessibility;
mod cases;
pub mod compare;
mod data;
mod everything;
mod explain;
mod figure;
mod history;
mod history_groups;
mod history_groups_map;
mod history_organisation;
mod history_parts;
mod history_round;
mod history_round_groups;
mod how;
mod model;
mod model_diff;
mod models;
mod municipality;
mod outline;
mod personal_data;
mod search;
mod start;
mod who_may;

use crate::address::{Asked, Format, Key, Place};
use crate::house::House;
use crate::problem::Problem;
use crate::reply::Content;
use crate::words::Words;
use crate::{api, download};
use app::view::{Level, VerdictCode};
use app::{Ask, Situation};
use askama::Template;
use std::borrow::Borrow;

/// The answer to an address: a pure function of it and the open snapshot.
pub fn answer(house: &House, asked: &Asked) -> Result<Content, Problem> {
    match (&asked.place, asked.format) {
        (Place::ApiFigures, _) => api::figures(house, asked),
        (Place::ApiAreas, _) => api::areas(house, asked),
        (Place::Start, _) => start::page(house, asked),
        (Place::Search, _) => search::page(house, asked),
        (Place::Municipality(area), Format::Html) => municipality::page(house, asked, area),
        (Place::Municipality(area), _) => download::municipality(house, asked, area),
        (Place::Everything(area), _) => everything::page(house, asked, area),
        (Place::Figure(kpi), Format::Html) => figure::page(house, asked, kpi),
        (Place::Figure(kpi), _) => download::figure(house, asked, kpi),
        (Place::Explain(kpi), _) => explain::page(house, asked, kpi),
        (Place::Cases, _) => cases::list(house, asked),
        (Place::Case(id), _) => cases::page(house, asked, id),
        (Place::Compare, Format::Html) => compare::page(house, asked),
        (Place::Compare, _) => download::comparison(house, asked),
        (Place::How, _) => how::page(house, asked),
        (Place::Data, _) => data::page(house, asked),
        (Place::Accessibility, _) => accessibility::page(house, asked),
        // Answered by `desk`; here only where there is no programme.
        (Place::Desk(_), _) => Err(Situation::NoPage.into()),
        (Place::Models, _) => models::page(house, asked),
        (Place::Model(id), _) => model::page(house, asked, id),
        (Place::ModelDiff(from, to), _) => model_diff::page(house, asked, from, to),
        (Place::History, _) => history::page(house, asked),
        (Place::HistoryRound(id), _) => history_round::page(house, asked, id),
        (Place::HistoryOrganisation(id), _) => history_organisation::page(house, asked, id),
        (Place::HistoryGroups, _) => history_groups::page(house, asked),
        (Place::HistoryRoundGroups(id), _) => history_round_groups::page(house, asked, id),
        (Place::WhoMay, _) => who_may::page(house, asked),
        (Place::PersonalData, _) => personal_data::page(house, asked),
    }
}

/// How the reader wants to see it: language, comparison group, year.
pub fn ask(asked: &Asked) -> Result<Ask, Problem> {
    Ok(Ask {
        lang: asked.lang,
        peers: asked.first(Key::Peers).map(str::to_owned),
        year: year(asked)?,
        print: asked.format == Format::Pdf,
        ..Ask::default()
    })
}

/// The year asked for, if any.
pub fn year(asked: &Asked) -> Result<Option<i32>, Problem> {
    asked.first(Key::Year).map(|text| text.parse().map_err(|_| Problem::Year { asked: text.to_owned() })).transpose()
}

/// Renders a page.
fn html(page: &impl Template) -> Result<Content, Problem> {
    page.render()
        .map(Content::Page)
        .map_err(|fault| Problem::Situation(Situation::Ours { what: format!("a template failed: {fault}") }))
}

/// The sign before a verdict, so that no colour has to be seen: an arrow for larger or smaller
/// difference would read as up or down, so these are shapes.
fn sign(code: impl Borrow<VerdictCode>) -> &'static str {
    match code.borrow() {
        VerdictCode::LearnFromUs => "★",
        VerdictCode::SmallerThanPeers => "−",
        VerdictCode::LargerThanPeers => "+",
        VerdictCode::AsPeers => "=",
        VerdictCode::CannotTell => "?",
        VerdictCode::Differs => "≠",
        VerdictCode::OtherWay => "↔",
        VerdictCode::Background | VerdictCode::NotTested => "·",
    }
}

/// A word with a capital first letter.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What kind of area it is, in words.
fn level(words: &Words, level: &Level) -> String {
    words.s(match level {
        Level::Municipality => "level-municipality",
        Level::Region => "level-region",
        Level::Nation => "level-nation",
    })
}

/// Why a municipality to learn from stands in the list, in words.
fn relation(words: &Words, relation: &str) -> String {
    words.s(match relation {
        "partner" => "relation-partner",
        "similar" => "relation-similar",
        _ => "relation-other",
    })
}
