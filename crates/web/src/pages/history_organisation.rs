//! One organisation: what it did, who mentored it, whom it mentored, and the way to its figures.

use super::history_parts::{DisagreementCard, Name, Names, Past, SourceRow, like};
use super::html;
use super::outline::{Fact, Linked};
use crate::address::Asked;
use crate::house::House;
use crate::problem::Problem;
use crate::reply::Content;
use crate::shell::Shell;
use ::history::{Did, History, Mentoring, Role, Story, said};
use askama::Template;

/// The page.
#[derive(Template)]
#[template(path = "history_organisation.html", whitespace = "minimize")]
struct OrganisationPage {
    /// The frame.
    shell: Shell,
    /// What it did, in short.
    lead: String,
    /// Labels and values.
    facts: Vec<Fact>,
    /// What it did, round by round.
    did: Vec<DidRow>,
    /// Remarks on that.
    remarks: Vec<(Name, String)>,
    /// Who mentored it.
    mentors: Names,
    /// Whom it mentored.
    mentored: Names,
    /// Everybody that has learnt from it.
    inspired: Names,
    /// What the sources disagree about.
    disagreements: Vec<DisagreementCard>,
    /// Where all this was read.
    sources: Vec<SourceRow>,
}

/// What it did in a round.
struct DidRow {
    /// The round.
    round: Name,
    /// When.
    period: String,
    /// As what.
    role: String,
    /// With whom.
    with: Names,
    /// The model of the round.
    model: Linked,
}

/// `/sv/historia/organisation/{id}`, `/en/history/organisation/{id}`.
pub fn page(house: &House, asked: &Asked, id: &str) -> Result<Content, Problem> {
    let history = History::built_in();
    let story = history.story(id).ok_or_else(|| Problem::NoHistory { asked: id.to_owned(), suggestions: like(id) })?;
    let shell = Shell::new(house, asked, story.organisation.name.as_str());
    let past = Past::new(&shell);
    let remarks = story.did.iter().filter_map(|did| Some((past.round(did.round), past.t(did.note()?))));
    let page = OrganisationPage {
        lead: lead(&past, &story),
        facts: facts(&past, &story, house),
        did: story.did.iter().map(|did| row(&past, did, id)).collect(),
        remarks: remarks.collect(),
        mentors: past_names(&past, &story.mentors, |it| it.mentor),
        mentored: past_names(&past, &story.mentored, |it| it.participant),
        inspired: past.organisations(story.inspired.iter().map(|it| it.id.as_str())),
        disagreements: story.disagreements.iter().map(|it| past.disagreement(it)).collect(),
        sources: past.source_rows(story.sources()),
        shell,
    };
    html(&page)
}

/// What it did, in two or three sentences.
fn lead(past: &Past<'_>, story: &Story<'_>) -> String {
    let (shell, name) = (past.shell, story.organisation.name.as_str());
    let first = story.did.iter().find(|did| matches!(did.role, Role::Participant(_)));
    let mut sentences = vec![match first {
        Some(did) => {
            let round = shell.asked.lang.pick(&did.round.name.sv, &did.round.name.en);
            shell.with2("past-organisation-lead-first", "name", name, "round", small(round))
        }
        None => shell.with("past-organisation-lead-never", "name", name),
    }];
    let led = story.did.iter().filter(|did| matches!(did.role, Role::Mentor)).count();
    if led > 0 {
        sentences.push(shell.count("past-organisation-lead-mentor", led));
        // What is not known for certain is not counted, so nothing is said of it either.
        if !story.inspired.is_empty() {
            sentences.push(shell.count("past-organisation-lead-inspired", story.inspired.len()));
        }
    }
    sentences.join(" ")
}

/// A name within a sentence: "omgången 2017", but "Modellkommuner 2019".
fn small(name: &str) -> String {
    let mut letters = name.chars();
    let lower = ["Omgången", "Piloten", "The "].iter().any(|start| name.starts_with(start));
    match letters.next() {
        Some(first) if lower => first.to_lowercase().chain(letters).collect(),
        _ => name.to_owned(),
    }
}

fn facts(past: &Past<'_>, story: &Story<'_>, house: &House) -> Vec<Fact> {
    let (shell, it) = (past.shell, story.organisation);
    let fact = |key: &str, value: Linked| Fact { label: shell.s(key), values: vec![value] };
    let mut kind = past.kind(it.kind);
    if let Some(part) = &it.part_of {
        kind = format!("{kind}, {}", shell.with("past-part-of", "name", &part.name));
    }
    let mut facts = vec![fact("past-facts-kind", Linked::plain(kind))];
    let area = it.area.as_ref().map(|code| (code, &it.name));
    if let Some((code, name)) = area.or(it.part_of.as_ref().map(|part| (&part.area, &part.name))) {
        facts.push(fact("past-facts-area", Linked::plain(code.as_str())));
        // The figures of a demonstration are those of invented places.
        if house.site.app.areas().iter().any(|area| area.code == *code) {
            let text = shell.with("past-figures-of", "name", name);
            facts.push(fact("past-facts-figures", Linked { text, href: Some(shell.area(code)) }));
        }
    }
    if let Some(generation) = story.generation {
        let text = match generation {
            1 => shell.s("past-generation-first"),
            more => shell.with("past-generation", "n", shell.number(more)),
        };
        facts.push(fact("past-facts-generation", Linked::plain(text)));
    }
    facts
}

fn row(past: &Past<'_>, did: &Did<'_>, id: &str) -> DidRow {
    DidRow {
        round: past.round(did.round),
        period: past.period(did.round),
        role: said::role(past.shell.asked.lang, did),
        with: Names(did.with(id).map(|it| past.participant(it)).collect()),
        model: past.model(did.round),
    }
}

/// Those of some mentorings, each with its round and whether it was support or is not certain.
fn past_names<'m>(past: &Past<'_>, all: &[Mentoring<'m>], who: fn(&Mentoring<'m>) -> &'m str) -> Names {
    let name =
        |it: &Mentoring<'m>| Name { remark: said::mentoring(past.shell.asked.lang, it), ..past.organisation(who(it)) };
    Names(all.iter().map(name).collect())
}
