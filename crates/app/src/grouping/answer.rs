//! An answer as machines read it: the groups, what they cost, what is broken, and, where asked for, why.
//!
//! `docs/groups.md` describes it and `docs/groups.schema.json` is its schema. Fields are added, never renamed.

use super::words::Teller;
use grouping::explain::{Fared, GivenUp, Next, NoNext, Why};
use grouping::{Arrangement, Go, Outcome, Problem, Score, Wish, check, explain, score};
use serde::Serialize;
use std::collections::BTreeMap;

/// An answer about an arrangement.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answer {
    /// What the round is called.
    pub title: String,
    /// Whether it keeps all the rules.
    pub allowed: bool,
    /// What it costs, in points.
    pub total: i64,
    /// No arrangement costs less; `None` where nobody has looked for one.
    pub bound: Option<i64>,
    /// How much cheaper the best could be at most, of the total.
    pub gap: Option<f64>,
    /// Whether it is proven that nothing costs less; `None` where nobody has looked.
    pub proven: Option<bool>,
    /// Whether the search was stopped.
    pub stopped: bool,
    /// `kilometres` or `minutes`.
    pub unit: grouping::Unit,
    /// What each wish costs in all.
    pub wishes: BTreeMap<Wish, i64>,
    /// The heaviest burden of one organisation.
    pub worst: i64,
    /// Who bears it.
    pub worst_off: Vec<String>,
    /// What it costs that some have no group.
    pub left_out: i64,
    /// The groups.
    pub groups: Vec<GroupAnswer>,
    /// The organisations, by name.
    pub organisations: Vec<OrganisationAnswer>,
    /// What is not allowed.
    pub breaches: Vec<BreachAnswer>,
    /// The arrangement itself, as `groups check` and `groups compare` read it.
    pub arrangement: Arrangement,
    /// In words, for people.
    pub sentence: String,
    /// Who is worst off, and what a point is, in words.
    pub notes: Vec<String>,
}

/// Somebody: id and name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Named {
    /// Id: the municipality's or region's code where there is one.
    pub id: String,
    /// Name.
    pub name: String,
}

/// A group.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GroupAnswer {
    /// Its number, from 1.
    pub number: usize,
    /// Who compare themselves in it.
    pub members: Vec<Named>,
    /// Who leads it.
    pub mentor: Option<Named>,
    /// Who backs the mentor.
    pub support: Option<Named>,
    /// What it costs, in points.
    pub total: i64,
    /// The longest way between two who meet in it, in [`Answer::unit`].
    pub longest: Option<u32>,
    /// By wish, those that cost anything.
    pub wishes: BTreeMap<Wish, i64>,
    /// Why these are together, in words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub why: Vec<String>,
    /// Why these are together, as facts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reasons: Option<Why>,
    /// What would be without this group, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// How many points that costs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_costs: Option<i64>,
    /// Whether nothing without the group is cheaper than that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_proven: Option<bool>,
}

/// An organisation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OrganisationAnswer {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// The number of its group; `None`: it has none.
    pub group: Option<usize>,
    /// What it bears, in points.
    pub burden: i64,
    /// By wish, those that cost anything.
    pub wishes: BTreeMap<Wish, i64>,
    /// How its wishes fared, in words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fared: Vec<String>,
    /// How its wishes fared, as facts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub facts: Option<Fared>,
    /// What it gave up, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gave_up: Option<String>,
}

/// Something that is not allowed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BreachAnswer {
    /// The rule that is broken; `None`: it is no arrangement at all.
    pub rule: Option<grouping::Rule>,
    /// The situation.
    pub breach: grouping::Breach,
    /// In words.
    pub sentence: String,
}

/// An arrangement, checked and scored.
#[must_use]
pub fn about(problem: &Problem, arrangement: &Arrangement, title: &str, teller: &Teller) -> Answer {
    let score = score(problem, arrangement);
    let breaches = check(problem, arrangement);
    let sentence = teller.checked(breaches.len(), score.total);
    let told = |breach: grouping::Breach| BreachAnswer {
        rule: breach.rule(),
        sentence: teller.breach(problem, &breach),
        breach,
    };
    Answer {
        title: title.to_owned(),
        allowed: breaches.is_empty(),
        total: score.total,
        bound: None,
        gap: None,
        proven: None,
        stopped: false,
        unit: teller.unit,
        wishes: score.wishes.clone(),
        worst: score.worst,
        worst_off: score.worst_off.clone(),
        left_out: score.left_out,
        groups: groups(problem, arrangement, &score, teller),
        organisations: organisations(problem, &score, teller),
        breaches: breaches.into_iter().map(told).collect(),
        arrangement: arrangement.clone(),
        sentence,
        notes: notes(problem, &score, teller),
    }
}

/// What was formed.
#[must_use]
pub fn formed(problem: &Problem, outcome: &Outcome, title: &str, teller: &Teller) -> Answer {
    let mut answer = about(problem, &outcome.arrangement, title, teller);
    answer.bound = Some(outcome.bound);
    answer.gap = Some(outcome.gap());
    answer.proven = Some(outcome.proven);
    answer.stopped = outcome.how.stopped;
    answer.sentence = teller.outcome(outcome);
    answer
}

/// What is said of it all: who is worst off, what a point is, what the sum is made of.
fn notes(problem: &Problem, score: &Score, teller: &Teller) -> Vec<String> {
    let sum = (score.total > 0).then(|| teller.sum(score));
    teller.worst_off(score).into_iter().chain(teller.a_point(problem)).chain(sum).collect()
}

fn groups(problem: &Problem, arrangement: &Arrangement, score: &Score, teller: &Teller) -> Vec<GroupAnswer> {
    let named = |id: &String| Named { id: id.clone(), name: teller.name(id).to_owned() };
    arrangement
        .groups
        .iter()
        .zip(&score.groups)
        .enumerate()
        .map(|(at, (group, cost))| GroupAnswer {
            number: at + 1,
            members: group.members.iter().map(named).collect(),
            mentor: group.mentor.as_ref().map(named),
            support: group.support.as_ref().map(named),
            total: cost.total,
            longest: explain::farthest(problem, group).map(|(way, _)| way),
            wishes: cost.wishes.clone(),
            why: Vec::new(),
            reasons: None,
            next: None,
            next_costs: None,
            next_proven: None,
        })
        .collect()
}

fn organisations(problem: &Problem, score: &Score, teller: &Teller) -> Vec<OrganisationAnswer> {
    let mut all: Vec<OrganisationAnswer> = problem
        .parties()
        .iter()
        .map(|party| {
            let own = score.parties.get(&party.id);
            OrganisationAnswer {
                id: party.id.clone(),
                name: teller.name(&party.id).to_owned(),
                group: own.map(|it| it.group + 1),
                burden: own.map_or(0, |it| it.total),
                wishes: own.map(|it| it.wishes.clone()).unwrap_or_default(),
                fared: Vec::new(),
                facts: None,
                gave_up: None,
            }
        })
        .collect();
    i18n::sort_names_by(&mut all, |it| &it.name);
    all
}

/// Solved anew where there is time for that, else from near by; which of them is told with it.
fn next_of(problem: &Problem, best: &Arrangement, group: usize) -> Result<Next, NoNext> {
    if problem.parties().len() > explain::MOST_SOLVED {
        return explain::next_near(problem, best, group);
    }
    explain::next_best(problem, best, group, &explain::NEXT_EFFORT, &mut |_| Go::On)
}

/// Adds why each group is as it is, what would be without it, how each organisation fared and what it gave up.
pub fn explain_all(answer: &mut Answer, problem: &Problem, teller: &Teller) {
    for why in explain::why(problem, &answer.arrangement) {
        let Some(group) = answer.groups.get_mut(why.group) else { continue };
        group.why = teller.why(&why);
        group.reasons = Some(why);
    }
    for (at, group) in answer.groups.iter_mut().enumerate() {
        let next = next_of(problem, &answer.arrangement, at);
        group.next_costs = next.as_ref().ok().map(|it| it.more);
        group.next_proven = next.as_ref().ok().map(|it| it.proven);
        group.next = Some(next.map_or_else(|none| teller.no_next(none).to_owned(), |next| teller.next(&next)));
    }
    let given: BTreeMap<String, GivenUp> =
        explain::given_up(problem, &answer.arrangement).into_iter().map(|it| (it.id.clone(), it)).collect();
    let mut fared: BTreeMap<String, Fared> =
        explain::fared(problem, &answer.arrangement).into_iter().map(|it| (it.id.clone(), it)).collect();
    answer.notes.extend(teller.elsewhere(fared.values()).map(str::to_owned));
    for organisation in &mut answer.organisations {
        organisation.gave_up = given.get(&organisation.id).map(|it| teller.given_up(it));
        organisation.facts = fared.remove(&organisation.id);
        organisation.fared = organisation.facts.as_ref().map(|it| teller.fared(it)).unwrap_or_default();
    }
}
