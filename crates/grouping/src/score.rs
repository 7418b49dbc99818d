//! What an arrangement costs, in whole points, and for whom and for which wish: the parts add up to the total.
//!
//! Any arrangement of known ids can be scored, also one that breaks rules: somebody without a group costs
//! [`crate::Rules::left_out`], ids that are not here cost nothing.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    Arrangement, Id, Problem, Wish,
    check::{Placed, placed, without_host},
};

/// What an arrangement costs. `total` is the sum of `wishes` and `left_out`; also the sum of the `total` of all
/// groups, `fairness` and `left_out`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Score {
    /// All of it: what [`crate::form`] makes as small as it can.
    pub total: i64,
    /// By wish, every one of them; [`Wish::Fairness`] is `fairness`.
    pub wishes: BTreeMap<Wish, i64>,
    /// By group, as in the arrangement.
    pub groups: Vec<GroupScore>,
    /// What each party in a group bears: what it costs *it* to be with the others and the mentor.
    pub parties: BTreeMap<Id, PartyScore>,
    /// The heaviest burden of one party.
    pub worst: i64,
    /// Who bears it, in order of ids; empty where nobody bears anything.
    pub worst_off: Vec<Id>,
    /// What the worst-off add: the heaviest burden times the weight of [`Wish::Fairness`].
    pub fairness: i64,
    /// What it costs that some have no group.
    pub left_out: i64,
}

/// What a group costs: what its members bear, and what it costs to have its mentor backed (or not).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupScore {
    /// All of it.
    pub total: i64,
    /// By wish, those that cost anything.
    pub wishes: BTreeMap<Wish, i64>,
}

/// What a party bears.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyScore {
    /// The group, by its position in the arrangement.
    pub group: usize,
    /// All of it: its burden.
    pub total: i64,
    /// By wish, those that cost anything.
    pub wishes: BTreeMap<Wish, i64>,
}

/// Scores an arrangement.
pub fn score(problem: &Problem, arrangement: &Arrangement) -> Score {
    let mut score = Score { wishes: Wish::ALL.into_iter().map(|it| (it, 0)).collect(), ..Score::default() };
    let mut home = BTreeSet::new();
    for (number, group) in arrangement.groups.iter().enumerate() {
        let group = placed(problem, group);
        let mut here = GroupScore::default();
        for member in &group.members {
            home.insert(*member);
            let burden = burden(problem, &group, *member, number);
            for (wish, points) in &burden.wishes {
                *here.wishes.entry(*wish).or_default() += points;
            }
            score.parties.insert(problem.parties()[*member].id.clone(), burden);
        }
        let support = backed(problem, &group);
        if support != 0 {
            here.wishes.insert(Wish::Support, support);
        }
        here.total = here.wishes.values().sum();
        for (wish, points) in &here.wishes {
            *score.wishes.entry(*wish).or_default() += points;
        }
        score.groups.push(here);
    }
    score.worst = score.parties.values().map(|it| it.total).max().unwrap_or(0);
    if score.worst > 0 {
        score.worst_off =
            score.parties.iter().filter(|(_, it)| it.total == score.worst).map(|(id, _)| id.clone()).collect();
    }
    score.fairness = score.worst * i64::from(problem.weight(Wish::Fairness));
    score.wishes.insert(Wish::Fairness, score.fairness);
    let out = i64::try_from(problem.parties().len() - home.len()).unwrap_or(i64::MAX);
    score.left_out = out * i64::from(problem.ask().rules.left_out);
    score.total = score.wishes.values().sum::<i64>() + score.left_out;
    score
}

/// What one member bears.
fn burden(problem: &Problem, group: &Placed, member: usize, number: usize) -> PartyScore {
    let mut wishes = BTreeMap::new();
    let mut note = |wish: Wish, points: i64| {
        if points != 0 {
            *wishes.entry(wish).or_default() += points;
        }
    };
    for wish in Wish::BETWEEN_TWO {
        for other in group.members.iter().filter(|it| **it != member) {
            note(wish, problem.wish_between(wish, member, *other));
        }
        if let Some(mentor) = group.mentor {
            note(wish, problem.wish_with_mentor(wish, member, mentor));
        }
    }
    if without_host(problem, &group.members, group.mentor) {
        note(Wish::Host, problem.cost_of_no_host());
    }
    PartyScore { group: number, total: wishes.values().sum(), wishes }
}

/// What it costs to have a group's mentor backed, or not.
fn backed(problem: &Problem, group: &Placed) -> i64 {
    match (group.mentor, group.support) {
        (Some(mentor), Some(support)) => problem.cost_of_support(mentor, support),
        (Some(mentor), None) if problem.wants_support(mentor) => problem.cost_of_no_support(),
        _ => 0,
    }
}
