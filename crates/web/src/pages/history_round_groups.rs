//! One round with its groups formed anew by distance: the finding, the map, the groups and everybody's own
//! way, what it rests on and what is not known.

use super::history_groups_map::picture;
use super::history_parts::{Name, Names, Past, SourceRow, like};
use super::html;
use crate::address::Asked;
use crate::house::House;
use crate::problem::Problem;
use crate::reply::Content;
use crate::shell::Shell;
use ::history::{History, Round};
use app::regroup::{self, Journey, Outcome, Recomputed, Sitting, said};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "history_round_groups.html", whitespace = "minimize")]
struct RoundGroupsPage {
    /// The frame.
    shell: Shell,
    /// The round, with a link.
    round: Name,
    /// The finding, or why there is none.
    lead: String,
    /// What was found; `None`: nothing was formed.
    found: Option<Found>,
    /// What is not known of the round.
    unknown: Vec<String>,
    /// Where the facts were read.
    sources: Vec<SourceRow>,
}

/// What was found.
struct Found {
    /// Sentences beside the finding.
    more: Vec<String>,
    /// The map in both its widths.
    picture: String,
    /// Whether mentors led the groups.
    led: bool,
    /// Whether it is known how it was.
    known: bool,
    /// The groups.
    groups: Vec<GroupRow>,
    /// Everybody's way.
    journeys: Vec<JourneyRow>,
    /// Who has the longest way; empty: not compared.
    worst: String,
    /// What it rests on, in sentences.
    facts: Vec<String>,
}

/// A group in both arrangements.
struct GroupRow {
    /// Its mentor, or its number.
    name: Name,
    /// Its members as it was.
    was: Names,
    /// Its way as it was.
    was_km: String,
    /// Its members with the shortest way.
    best: Names,
    /// Its way then.
    best_km: String,
}

/// Somebody's way.
struct JourneyRow {
    /// Who.
    name: Name,
    /// As it was.
    was: String,
    /// With the shortest way.
    best: String,
    /// What became of it.
    change: String,
}

/// `/sv/historia/omgang/{id}/grupper`, `/en/history/round/{id}/groups`.
pub fn page(house: &House, asked: &Asked, id: &str) -> Result<Content, Problem> {
    let nowhere = || Problem::NoHistory { asked: id.to_owned(), suggestions: like(id) };
    let outcome = regroup::of(id).ok_or_else(nowhere)?;
    let round = outcome.round();
    let shell = Shell::new(house, asked, "");
    let name = asked.lang.pick(round.name.sv.as_str(), round.name.en.as_str());
    let title = shell.with("again-round-title", "name", name);
    let shell = shell.titled(title);
    let past = Past::new(&shell);
    let (lead, found) = match outcome {
        Outcome::Formed(it) => (said::headline(asked.lang, it), Some(found(&past, it))),
        Outcome::Nothing { why, .. } => (said::nothing(asked.lang, *why), None),
    };
    html(&RoundGroupsPage {
        round: past.round(round),
        lead,
        found,
        unknown: round.unknown.iter().map(|text| past.t(text)).collect(),
        sources: past.source_rows(round.groups.iter().flat_map(|it| &it.sources).fold(Vec::new(), once)),
        shell,
    })
}

/// Each once, in the order of the first.
#[allow(clippy::ptr_arg, reason = "it is handed to a fold over strings as they are")]
fn once<'a>(mut found: Vec<&'a str>, one: &'a String) -> Vec<&'a str> {
    if !found.contains(&one.as_str()) {
        found.push(one);
    }
    found
}

fn found(past: &Past<'_>, it: &Recomputed) -> Found {
    let lang = past.shell.asked.lang;
    let more = [said::agreement(lang, it), said::lot(lang, it), themes(past, it.round)];
    Found {
        more: more.into_iter().filter(|text| !text.is_empty()).collect(),
        picture: picture(past, it),
        led: it.best.groups.iter().any(|group| group.mentor.is_some()),
        known: it.was.is_some(),
        groups: (0..it.best.groups.len()).map(|at| group(past, it, at)).collect(),
        journeys: it.journeys.iter().map(|journey| way(past, journey)).collect(),
        worst: worst(past, it),
        facts: facts(past, it),
    }
}

/// The themes of the groups, where each had one: what else than distance may have decided.
fn themes(past: &Past<'_>, round: &Round) -> String {
    let themes: Vec<String> = round.groups.iter().filter_map(|it| it.theme.as_ref()).map(|it| past.t(it)).collect();
    if themes.len() < round.groups.len() {
        return String::new();
    }
    let themes: Vec<String> = themes.iter().map(|it| app::words::small(it)).collect();
    let themes: Vec<&str> = themes.iter().map(String::as_str).collect();
    past.shell.with("again-lot-theme", "themes", app::words::list(&themes, &past.shell.s("and")))
}

fn group(past: &Past<'_>, it: &Recomputed, at: usize) -> GroupRow {
    let lang = past.shell.asked.lang;
    let names = |group: &Sitting| past.organisations(group.members.iter().copied());
    let was = it.was.as_ref().and_then(|was| was.groups.get(at));
    let best = it.best.groups.get(at);
    let km = |group: &Sitting| said::km(lang, group.km);
    let name = match best.and_then(|group| group.mentor) {
        Some(mentor) => past.organisation(mentor),
        None => Name {
            text: past.shell.with("again-group-n", "n", past.shell.number(at + 1)),
            href: String::new(),
            remark: String::new(),
        },
    };
    GroupRow {
        name,
        was: was.map(names).unwrap_or_default(),
        was_km: was.map(km).unwrap_or_default(),
        best: best.map(names).unwrap_or_default(),
        best_km: best.map(km).unwrap_or_default(),
    }
}

fn way(past: &Past<'_>, it: &Journey) -> JourneyRow {
    let (shell, lang) = (past.shell, past.shell.asked.lang);
    let change = match it.was {
        None => String::new(),
        Some(was) if was == it.best => shell.s("again-same"),
        Some(was) if was > it.best => shell.with("again-shorter", "km", said::km(lang, was - it.best)),
        Some(was) => shell.with("again-longer", "km", said::km(lang, it.best - was)),
    };
    JourneyRow {
        name: past.organisation(it.organisation),
        was: it.was.map_or_else(|| shell.s("again-not-known"), |km| said::km(lang, km)),
        best: said::km(lang, it.best),
        change,
    }
}

/// Who has the longest way, then and as it was.
fn worst(past: &Past<'_>, it: &Recomputed) -> String {
    let (shell, lang) = (past.shell, past.shell.asked.lang);
    let was = |it: &Journey| it.was.unwrap_or(0);
    let then = it.journeys.iter().max_by_key(|it| it.best);
    match (it.was.is_some(), then, it.journeys.iter().max_by_key(|it| was(it))) {
        (true, Some(then), Some(before)) => {
            let name = |it: &Journey| History::built_in().name(it.organisation).to_owned();
            shell.with_all(
                "again-worst",
                [
                    ("name", name(then)),
                    ("km", said::km(lang, then.best)),
                    ("was-name", name(before)),
                    ("was", said::km(lang, was(before))),
                ],
            )
        }
        _ => String::new(),
    }
}

fn facts(past: &Past<'_>, it: &Recomputed) -> Vec<String> {
    let (shell, lang) = (past.shell, past.shell.asked.lang);
    let groups = shell.number(it.best.groups.len());
    let shape = shell.with2("again-facts-shape-value", "groups", groups, "sizes", said::sizes(lang, it));
    let apart = it.apart.iter().map(|it| said::apart(lang, it));
    let assumed = it.assumed.iter().map(|it| said::assumed(lang, it));
    std::iter::once(format!("{}: {shape}.", shell.s("again-facts-shape"))).chain(apart).chain(assumed).collect()
}
