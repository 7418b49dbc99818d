//! Two arrangements of the same problem side by side.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::{Arrangement, Group, Id, Problem, Score, Wish, check::placed, score};

/// A number in two arrangements.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Shift {
    /// In the one.
    pub before: i64,
    /// In the other.
    pub after: i64,
}

impl Shift {
    /// How much larger it is in the other: above nought is worse.
    pub const fn by(self) -> i64 {
        self.after - self.before
    }
}

/// What differs in what two arrangements cost, in points. Only what differs is named.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Costs {
    /// All of it.
    pub total: Shift,
    /// By wish.
    pub wishes: BTreeMap<Wish, Shift>,
    /// What each party bears that has a group in both.
    pub parties: BTreeMap<Id, Shift>,
    /// Who has a group in the one only: that it then bears nothing is no gain.
    pub loses: Vec<Id>,
    /// Who has a group in the other only.
    pub gains: Vec<Id>,
    /// What it costs that some have no group.
    pub left_out: Shift,
    /// The heaviest burden of one party.
    pub worst: Shift,
}

/// Who has another group, another mentor or both.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Moved {
    /// Who.
    pub id: Id,
    /// Its group in the one; `None`: it has none.
    pub before: Option<Group>,
    /// Its group in the other.
    pub after: Option<Group>,
    /// Who of those in its group before is no longer.
    pub left: BTreeSet<Id>,
    /// Who is in its group and was not before.
    pub met: BTreeSet<Id>,
}

/// A group whose members stay and which is led or backed by others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Led {
    /// In the one.
    pub before: Group,
    /// In the other.
    pub after: Group,
}

/// What differs between two arrangements.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Groups that are in both just as they are.
    pub same: Vec<Group>,
    /// Groups with the same members and another mentor or supporting mentor.
    pub led: Vec<Led>,
    /// Groups only in the one, by their members.
    pub gone: Vec<Group>,
    /// Groups only in the other, by their members.
    pub new: Vec<Group>,
    /// Who has other companions, or is left out in only one of them; by id.
    pub moved: Vec<Moved>,
    /// What differs in cost.
    pub costs: Costs,
    /// The ways of all who meet, member to member and member to mentor, each once: kilometres or minutes.
    pub ways: Shift,
}

impl Difference {
    /// Whether the two are the same.
    pub fn is_empty(&self) -> bool {
        self.led.is_empty() && self.gone.is_empty() && self.new.is_empty() && self.moved.is_empty()
    }
}

/// What differs between two arrangements, whatever the order of their groups.
pub fn compare(problem: &Problem, before: &Arrangement, after: &Arrangement) -> Difference {
    let (before, after) = (before.clone().canonical(), after.clone().canonical());
    let mut found = Difference {
        costs: costs(&score(problem, &before), &score(problem, &after)),
        ways: Shift { before: ways(problem, &before), after: ways(problem, &after) },
        ..Difference::default()
    };
    for group in &before.groups {
        match after.groups.iter().find(|it| it.members == group.members) {
            Some(same) if same == group => found.same.push(group.clone()),
            Some(other) => found.led.push(Led { before: group.clone(), after: other.clone() }),
            None => found.gone.push(group.clone()),
        }
    }
    let new = after.groups.iter().filter(|it| before.groups.iter().all(|was| was.members != it.members));
    found.new = new.cloned().collect();
    found.moved = everybody(&before).union(&everybody(&after)).filter_map(|id| moved(id, &before, &after)).collect();
    found
}

/// What differs between two scores.
pub(crate) fn costs(before: &Score, after: &Score) -> Costs {
    let shift = |before: i64, after: i64| Shift { before, after };
    let mut found = Costs {
        total: shift(before.total, after.total),
        left_out: shift(before.left_out, after.left_out),
        worst: shift(before.worst, after.worst),
        ..Costs::default()
    };
    for wish in Wish::ALL {
        let of = |score: &Score| score.wishes.get(&wish).copied().unwrap_or_default();
        found.wishes.insert(wish, shift(of(before), of(after)));
    }
    for (id, was) in &before.parties {
        match after.parties.get(id) {
            Some(is) => _ = found.parties.insert(id.clone(), shift(was.total, is.total)),
            None => found.loses.push(id.clone()),
        }
    }
    found.gains = after.parties.keys().filter(|it| !before.parties.contains_key(*it)).cloned().collect();
    found.wishes.retain(|_, it| it.by() != 0);
    found.parties.retain(|_, it| it.by() != 0);
    found
}

/// The ways of all who meet, each once: kilometres or minutes.
pub(crate) fn ways(problem: &Problem, arrangement: &Arrangement) -> i64 {
    arrangement
        .groups
        .iter()
        .map(|group| {
            let group = placed(problem, group);
            let members = group.members.iter().enumerate().flat_map(|(nth, one)| {
                group.members[nth + 1..].iter().map(|other| i64::from(problem.way(*one, *other)))
            });
            let mentor = group
                .mentor
                .map_or(0, |mentor| group.members.iter().map(|it| i64::from(problem.way_to_mentor(*it, mentor))).sum());
            members.sum::<i64>() + mentor
        })
        .sum()
}

fn everybody(arrangement: &Arrangement) -> BTreeSet<&Id> {
    arrangement.groups.iter().flat_map(|it| &it.members).chain(&arrangement.unplaced).collect()
}

fn moved(id: &Id, before: &Arrangement, after: &Arrangement) -> Option<Moved> {
    let of = |it: &Arrangement| it.group_of(id).map(|number| it.groups[number].clone());
    let others = |group: &Option<Group>| -> BTreeSet<Id> {
        group.iter().flat_map(|it| &it.members).filter(|it| *it != id).cloned().collect()
    };
    let (before, after) = (of(before), of(after));
    let (was, is) = (others(&before), others(&after));
    (was != is || before.is_some() != after.is_some()).then(|| Moved {
        id: id.clone(),
        left: was.difference(&is).cloned().collect(),
        met: is.difference(&was).cloned().collect(),
        before,
        after,
    })
}
