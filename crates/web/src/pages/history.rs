//! The rounds since 2015: all of them, who has learnt from whom, what the sources disagree about and
//! what is not known.

use super::history_parts::{DisagreementCard, Leaders, Name, Names, Past, SourceLink};
use super::html;
use super::outline::Linked;
use crate::address::Asked;
use crate::house::House;
use crate::problem::Problem;
use crate::reply::Content;
use crate::shell::Shell;
use ::history::{Certainty, Round, Sort};
use askama::Template;
use charts::{Frame, Tie, Width};

/// The page.
#[derive(Template)]
#[template(path = "history.html", whitespace = "minimize")]
struct HistoryPage {
    /// The frame.
    shell: Shell,
    /// The rounds, newest first.
    rounds: Vec<RoundCard>,
    /// The picture, in both its widths.
    picture: String,
    /// The same as a table: a row for each group.
    rows: Vec<GroupRow>,
    /// How far it has reached: mentor, generation, how many directly, how many in all.
    reach: Vec<ReachRow>,
    /// What the sources disagree about.
    disagreements: Vec<DisagreementCard>,
    /// What is not known, by round.
    unknown: Vec<(Name, Vec<String>)>,
}

/// A round in short.
struct RoundCard {
    /// Its name, with a link.
    name: Name,
    /// When.
    period: String,
    /// How many.
    counts: String,
    /// The model it followed.
    model: Linked,
    /// Whether that is our own inference.
    inferred: bool,
    /// What is special about it.
    summary: String,
    /// Where we read it.
    sources: Vec<SourceLink>,
}

/// A group as a row of the table.
struct GroupRow {
    /// The round.
    round: Name,
    /// Who led it.
    leaders: Leaders,
    /// Who stood behind.
    support: Names,
    /// Who took part.
    participants: Names,
}

/// A mentor and how far its teaching has reached.
struct ReachRow {
    /// The mentor.
    name: Name,
    /// Its generation.
    generation: usize,
    /// How many it led.
    direct: usize,
    /// How many have learnt from it.
    inspired: usize,
}

/// `/sv/historia`, `/en/history`.
pub fn page(house: &House, asked: &Asked) -> Result<Content, Problem> {
    let shell = Shell::new(house, asked, "");
    let title = shell.s("past-heading");
    let shell = shell.titled(title);
    let past = Past::new(&shell);
    let rounds = past.history.rounds().rev().map(|round| card(&past, round)).collect();
    let unknown = past.history.rounds().rev().filter(|round| !round.unknown.is_empty());
    let unknown = unknown.map(|it| (past.round(it), it.unknown.iter().map(|text| past.t(text)).collect())).collect();
    let disagreements = past.history.disagreements().iter().map(|it| past.disagreement(it)).collect();
    let (picture, rows, reach) = (picture(&past), rows(&past), reach(&past));
    html(&HistoryPage { rounds, picture, rows, reach, disagreements, unknown, shell })
}

fn card(past: &Past<'_>, round: &Round) -> RoundCard {
    RoundCard {
        name: past.round(round),
        period: past.period(round),
        counts: past.counts(round),
        model: past.model(round),
        inferred: round.model.inferred,
        summary: past.t(&round.summary),
        sources: past.sources(&round.sources),
    }
}

fn rows(past: &Past<'_>) -> Vec<GroupRow> {
    let groups = past.history.rounds().rev().flat_map(|round| round.groups.iter().map(move |group| (round, group)));
    let row = |(round, group): (&Round, &::history::Group)| GroupRow {
        round: past.round(round),
        leaders: past.leaders(group),
        support: past.organisations(group.support.iter().map(String::as_str)),
        participants: Names(group.participant.iter().map(|it| past.participant(it)).collect()),
    };
    groups.map(row).collect()
}

/// The mentors, those from which most have learnt first; alike in the order of the list.
fn reach(past: &Past<'_>) -> Vec<ReachRow> {
    let genealogy = past.history.genealogy();
    let led = |id: &str| {
        let edges = genealogy.mentored_by(id);
        let mut led: Vec<&str> = edges
            .filter(|edge| (edge.sort, edge.certainty) == (Sort::Mentor, Certainty::Known))
            .map(|edge| edge.participant)
            .collect();
        led.sort_unstable();
        led.dedup();
        led.len()
    };
    let mut rows: Vec<ReachRow> = past
        .history
        .organisations()
        .iter()
        .filter(|it| led(&it.id) > 0)
        .map(|it| ReachRow {
            name: past.organisation(&it.id),
            generation: genealogy.generation(&it.id).unwrap_or(0),
            direct: led(&it.id),
            inspired: genealogy.inspired(&it.id).len(),
        })
        .collect();
    rows.sort_by_key(|row| std::cmp::Reverse((row.inspired, row.direct)));
    rows
}

/// The genealogy in both its widths.
fn picture(past: &Past<'_>) -> String {
    let chart = chart(past);
    let [wide, narrow] = [Width::Wide, Width::Narrow]
        .map(|width| charts::genealogy(&chart, &Frame { id: "mentors", width, ..Frame::default() }));
    charts::pair(&wide, &narrow)
}

fn chart(past: &Past<'_>) -> charts::Genealogy {
    let shell = past.shell;
    let genealogy = past.history.genealogy();
    let rounds: Vec<&Round> = past.history.rounds().collect();
    let took_part: Vec<(usize, &::history::Participant)> =
        rounds.iter().enumerate().flat_map(|(at, round)| round.participants().map(move |it| (at, it))).collect();
    let place = |round: &Round| rounds.iter().position(|it| it.id == round.id).unwrap_or(0);
    // A mentor stands where it last took part before; a participant in the round itself.
    let mentor = |id: &str, round: usize| took_part.iter().rposition(|(at, it)| *at < round && it.organisation == id);
    let participant =
        |id: &str, round: usize| took_part.iter().position(|(at, it)| *at == round && it.organisation == id);
    let edges = genealogy.edges.iter().filter_map(|edge| {
        let round = place(edge.round);
        let tie = match (edge.sort, edge.certainty) {
            (Sort::Support, _) => Tie::Support,
            (Sort::Mentor, Certainty::Known) => Tie::Mentor,
            (Sort::Mentor, Certainty::Possible) => Tie::Possible,
        };
        let (from, to) = (mentor(edge.mentor, round)?, participant(edge.participant, round)?);
        Some(charts::GenealogyEdge { from, to, tie })
    });
    let words = |mentor: &str, support: &str, possible: &str| charts::TieWords {
        mentor: shell.s(mentor),
        support: shell.s(support),
        possible: shell.s(possible),
    };
    let furthest = reach(past).into_iter().next();
    let (name, n) = furthest.map_or((String::new(), 0), |row| (row.name.text, row.inspired));
    let (organisations, generations) = (past.history.organisations().len(), genealogy.generations());
    charts::Genealogy {
        title: shell.with2(
            "past-picture-title",
            "organisations",
            shell.number(organisations),
            "generations",
            shell.number(generations),
        ),
        desc: shell.with2("past-picture-desc", "name", name, "n", shell.number(n)),
        rounds: rounds
            .iter()
            .map(|round| charts::GenealogyRound { name: past.t(&round.short), short: round.from.year().to_string() })
            .collect(),
        nodes: took_part
            .iter()
            .map(|(at, it)| charts::GenealogyNode {
                name: past.history.name(&it.organisation).to_owned(),
                round: *at,
                left: it.gone_by.is_some(),
            })
            .collect(),
        edges: edges.collect(),
        key: words("past-picture-mentor", "past-picture-support", "past-picture-possible"),
        also: words("past-picture-also-mentor", "past-picture-also-support", "past-picture-also-possible"),
        left: shell.s("past-picture-left"),
    }
}
