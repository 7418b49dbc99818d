//! The map of a round whose groups were formed anew: who travels to whom, as it was and with the shortest
//! ways.

use super::history_parts::Past;
use ::history::History;
use app::regroup::{self, Arrangement, Recomputed, Sitting, said};
use charts::{Frame, Way, WayMark, WayPanel, WayPlace, WayWords, Ways, Width};

/// The map in both its widths.
pub fn picture(past: &Past<'_>, it: &Recomputed) -> String {
    let chart = chart(past, it);
    let [wide, narrow] = [Width::Wide, Width::Narrow]
        .map(|width| charts::ways(&chart, &Frame { id: "ways", width, ..Frame::default() }));
    charts::pair(&wide, &narrow)
}

fn chart(past: &Past<'_>, it: &Recomputed) -> Ways {
    let shell = past.shell;
    let ids = everybody(it);
    let moved = |id: &str| it.was.as_ref().is_some_and(|was| was.group_of(id) != it.best.group_of(id));
    let led = |id: &str| it.best.groups.iter().any(|group| group.mentor == Some(id));
    let places = ids.iter().filter_map(|id| {
        let organisation = History::built_in().organisation(id)?;
        let mark = match (led(id), moved(id)) {
            (true, _) => WayMark::Lead,
            (false, true) => WayMark::Moves,
            (false, false) => WayMark::Same,
        };
        Some(WayPlace { name: organisation.name.clone(), at: regroup::place(organisation)?, mark })
    });
    let country = regroup::outline();
    Ways {
        title: title(past, it),
        desc: desc(past, it),
        land: country.land.clone(),
        lakes: country.lakes.clone(),
        places: places.collect(),
        panels: panels(past, it, &ids),
        key: WayWords {
            lead: shell.s("again-key-lead"),
            same: shell.s(if it.was.is_some() { "again-key-same" } else { "again-key-only" }),
            moves: shell.s("again-key-moves"),
            alike: shell.s(if it.was.is_some() { "again-key-alike" } else { "again-key-way" }),
            differs: shell.s("again-key-differs"),
        },
    }
}

/// Mentors and participants, each once.
fn everybody(it: &Recomputed) -> Vec<&'static str> {
    let mentors = it.best.groups.iter().filter_map(|group| group.mentor);
    mentors.chain(it.journeys.iter().map(|it| it.organisation)).collect()
}

fn title(past: &Past<'_>, it: &Recomputed) -> String {
    let (shell, lang) = (past.shell, past.shell.asked.lang);
    let name = past.t(&it.round.name);
    let best = said::km(lang, it.best.km);
    match &it.was {
        None => shell.with2("again-map-title-unknown", "name", name, "best", best),
        Some(was) if said::km(lang, was.km) == best => shell.with2("again-map-title-same", "name", name, "was", best),
        Some(was) => {
            shell.with_all("again-map-title", [("name", name), ("was", said::km(lang, was.km)), ("best", best)])
        }
    }
}

fn desc(past: &Past<'_>, it: &Recomputed) -> String {
    let shell = past.shell;
    let Some(was) = &it.was else { return shell.s("again-map-desc-one") };
    let led = it.best.groups.iter().any(|group| group.mentor.is_some());
    let moved = it.journeys.iter().map(|it| it.organisation);
    let moved = moved.filter(|id| was.group_of(id) != it.best.group_of(id)).count();
    let key = if led { "again-map-desc" } else { "again-map-desc-none" };
    shell.with2(key, "moved", shell.number(moved), "all", shell.number(it.participants()))
}

fn panels(past: &Past<'_>, it: &Recomputed, ids: &[&str]) -> Vec<WayPanel> {
    let (shell, lang) = (past.shell, past.shell.asked.lang);
    let both = it.was.as_ref().map(|was| [pairs(was), pairs(&it.best)]);
    let panel = |key: &str, arrangement: &Arrangement| WayPanel {
        name: shell.s(key),
        said: said::km(lang, arrangement.km),
        ways: pairs(arrangement)
            .into_iter()
            .filter_map(|(a, b)| {
                let place = |id: &str| ids.iter().position(|it| *it == id);
                let differs = both.as_ref().is_some_and(|both| both.iter().any(|all| !all.contains(&(a, b))));
                Some(Way { from: place(a)?, to: place(b)?, differs })
            })
            .collect(),
    };
    let was = it.was.as_ref().map(|was| panel("again-col-was", was));
    was.into_iter().chain([panel("again-col-best", &it.best)]).collect()
}

/// From every participant to the mentor; where nobody leads, between all.
fn pairs(it: &Arrangement) -> Vec<(&'static str, &'static str)> {
    it.groups.iter().flat_map(|group| pairs_of(group)).collect()
}

fn pairs_of(group: &Sitting) -> Vec<(&'static str, &'static str)> {
    let members = group.members.iter();
    match group.mentor {
        Some(mentor) => members.map(|it| (*it, mentor)).collect(),
        None => {
            members.enumerate().flat_map(|(n, a)| group.members.iter().skip(n + 1).map(move |b| (*a, *b))).collect()
        }
    }
}
