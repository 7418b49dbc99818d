//! One round: when, after which model, what happened, the groups, what is not known, and where it
//! was read.

use super::history_parts::{DisagreementCard, GroupCard, Past, SourceLink, SourceRow, like};
use super::html;
use super::outline::{Fact, Linked};
use crate::address::Asked;
use crate::house::House;
use crate::problem::Problem;
use crate::reply::Content;
use crate::shell::Shell;
use ::history::{History, Round, said};
use app::regroup::Outcome;
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "history_round.html", whitespace = "minimize")]
struct RoundPage {
    /// The frame.
    shell: Shell,
    /// What is special about it.
    lead: String,
    /// Labels and values.
    facts: Vec<Fact>,
    /// How the model is known, or what is not known of it.
    model_note: String,
    /// Where that was read.
    model_sources: Vec<SourceLink>,
    /// When, what, where read.
    events: Vec<(String, String, Vec<SourceLink>)>,
    /// The groups.
    groups: Vec<GroupCard>,
    /// Where they are formed anew, if they could be.
    again: Option<String>,
    /// What the fee was, said more of, and where read.
    fee: Option<(String, Vec<SourceLink>)>,
    /// More facts, each with where it was read.
    notes: Vec<(String, Vec<SourceLink>)>,
    /// What the sources disagree about.
    disagreements: Vec<DisagreementCard>,
    /// What is not known.
    unknown: Vec<String>,
    /// All its sources.
    sources: Vec<SourceRow>,
    /// The rounds before and after.
    neighbours: Vec<Linked>,
}

/// `/sv/historia/omgang/{id}`, `/en/history/round/{id}`.
pub fn page(house: &House, asked: &Asked, id: &str) -> Result<Content, Problem> {
    let history = History::built_in();
    let round = history.round(id).ok_or_else(|| Problem::NoHistory { asked: id.to_owned(), suggestions: like(id) })?;
    let shell = Shell::new(house, asked, asked.lang.pick(round.name.sv.as_str(), round.name.en.as_str()));
    let past = Past::new(&shell);
    let events = round.events.iter();
    let events = events.map(|it| (past.span(it.date, it.until), past.t(&it.what), past.sources(&it.sources))).collect();
    let fee = round.fee.as_ref().and_then(|fee| Some((past.t(fee.note.as_ref()?), past.sources(&fee.sources))));
    let notes = round.notes.iter().map(|it| (past.pick(&it.sv, &it.en), past.sources(&it.sources))).collect();
    let mine = history.disagreements().iter().filter(|it| it.rounds.contains(&round.id));
    let disagreements: Vec<DisagreementCard> = mine.map(|it| past.disagreement(it)).collect();
    // Also where what the sources disagree about was read.
    let said = history.disagreements().iter().filter(|it| it.rounds.contains(&round.id)).flat_map(|it| &it.says);
    let mut sources = round.all_sources();
    for says in said {
        if !sources.contains(&says.source.as_str()) {
            sources.push(&says.source);
        }
    }
    let page = RoundPage {
        lead: past.t(&round.summary),
        facts: facts(&past, round),
        model_note: past.t(&round.model.note),
        model_sources: past.sources(&round.model.sources),
        events,
        groups: round.groups.iter().map(|group| past.group(group)).collect(),
        again: app::regroup::of(id).and_then(Outcome::formed).map(|_| shell.history_round_groups(id)),
        fee,
        notes,
        disagreements,
        unknown: round.unknown.iter().map(|text| past.t(text)).collect(),
        sources: past.source_rows(sources),
        neighbours: neighbours(&past, round),
        shell,
    };
    html(&page)
}

fn facts(past: &Past<'_>, round: &Round) -> Vec<Fact> {
    let shell = past.shell;
    let fact = |key: &str, value: Linked| Fact { label: shell.s(key), values: vec![value] };
    vec![
        fact("past-facts-period", Linked::plain(past.period(round))),
        fact("past-facts-track", Linked::plain(past.track(round.track))),
        fact("past-facts-who", Linked::plain(past.counts(round))),
        fact("past-facts-model", past.model(round)),
        fact("past-facts-fee", Linked::plain(said::fee(shell.asked.lang, round))),
    ]
}

fn neighbours(past: &Past<'_>, round: &Round) -> Vec<Linked> {
    let rounds: Vec<&Round> = past.history.rounds().collect();
    let at = rounds.iter().position(|it| it.id == round.id).unwrap_or(0);
    let link = |key: &str, at: Option<usize>| {
        let other = past.round(rounds.get(at?)?);
        Some(Linked { text: past.shell.with(key, "name", &other.text), href: Some(other.href) })
    };
    [link("past-earlier", at.checked_sub(1)), link("past-later", Some(at + 1))].into_iter().flatten().collect()
}
