//! Two arrangements of the same round beside each other.

use super::facts::{Facts, Who};
use super::ground::km;
use super::{Arrangement, Sitting};

/// How far two arrangements agree. Each is how many of how many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// Participants with the same mentor; `None` where nobody led.
    pub mentor: Option<(usize, usize)>,
    /// Pairs of participants that sat in the same group as it was, and do so still.
    pub pairs: (usize, usize),
    /// Groups that are wholly the same.
    pub groups: (usize, usize),
}

/// The ways of one participant to all others in its group, its mentor too.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Journey {
    /// Who.
    pub organisation: &'static str,
    /// As it was, in kilometres; `None`: not known.
    pub was: Option<u32>,
    /// With the shortest ways, in kilometres.
    pub best: u32,
}

/// The arrangement that puts each participant into the group of this number.
pub(super) fn arranged(facts: &Facts, group_of: &[usize]) -> Arrangement {
    let groups: Vec<Sitting> = facts
        .mentors
        .iter()
        .enumerate()
        .map(|(at, mentor)| {
            let here = facts.members.iter().zip(group_of).filter(|(_, group)| **group == at).map(|(it, _)| *it);
            let members: Vec<Who> = here.collect();
            let all: Vec<Who> = mentor.iter().chain(&members).copied().collect();
            Sitting {
                mentor: mentor.map(|it| it.id),
                members: members.iter().map(|it| it.id).collect(),
                km: between_all(&all),
            }
        })
        .collect();
    let km = groups.iter().map(|it| it.km).sum();
    Arrangement { groups, km }
}

/// The ways between all of some, in kilometres.
pub(super) fn between_all(all: &[Who]) -> u32 {
    let pairs = all.iter().enumerate().flat_map(|(n, a)| all.iter().skip(n + 1).map(move |b| km(a.at, b.at)));
    pairs.sum()
}

/// The same arrangement with its groups in the order that has most participants where they were.
pub(super) fn named_like(was: &Arrangement, mut best: Arrangement) -> Arrangement {
    let mut ordered = Vec::new();
    for old in &was.groups {
        let alike = |new: &Sitting| new.members.iter().filter(|it| old.members.contains(it)).count();
        // The first of those that are alike: `max_by_key` would take the last.
        let most = best.groups.iter().map(alike).max().unwrap_or(0);
        if let Some(at) = best.groups.iter().position(|it| alike(it) == most) {
            ordered.push(best.groups.remove(at));
        }
    }
    ordered.append(&mut best.groups);
    best.groups = ordered;
    best
}

pub(super) fn agreement(was: &Arrangement, best: &Arrangement) -> Agreement {
    let members: Vec<&str> = was.groups.iter().flat_map(|it| it.members.iter().copied()).collect();
    let led = was.groups.iter().any(|it| it.mentor.is_some());
    let same = members.iter().filter(|it| was.group_of(it) == best.group_of(it)).count();
    let pairs = |it: &Sitting| -> Vec<(&str, &str)> {
        let all = it.members.iter().enumerate();
        all.flat_map(|(n, a)| it.members.iter().skip(n + 1).map(move |b| (*a, *b))).collect()
    };
    let before: Vec<(&str, &str)> = was.groups.iter().flat_map(pairs).collect();
    let still = before.iter().filter(|(a, b)| best.group_of(a) == best.group_of(b)).count();
    let whole = was.groups.iter().filter(|it| best.groups.iter().any(|new| alike(it, new))).count();
    Agreement {
        mentor: led.then_some((same, members.len())),
        pairs: (still, before.len()),
        groups: (whole, was.groups.len()),
    }
}

fn alike(a: &Sitting, b: &Sitting) -> bool {
    a.mentor == b.mentor && a.members.len() == b.members.len() && a.members.iter().all(|it| b.members.contains(it))
}

/// What drawing lots gives on average with groups as large as they were: everybody is as likely to come to
/// each place, so that each way counts as often as there are places for it.
pub(super) fn by_lot(facts: &Facts, was: &Arrangement) -> f64 {
    let mean = |ways: Vec<f64>| if ways.is_empty() { 0.0 } else { ways.iter().sum::<f64>() / ways.len() as f64 };
    let each_other = mean(
        facts
            .members
            .iter()
            .enumerate()
            .flat_map(|(n, a)| facts.members.iter().skip(n + 1).map(move |b| f64::from(km(a.at, b.at))))
            .collect(),
    );
    let group = |(it, mentor): (&Sitting, &Option<Who>)| {
        let size = it.members.len() as f64;
        let led =
            mentor.map_or(0.0, |mentor| mean(facts.members.iter().map(|a| f64::from(km(a.at, mentor.at))).collect()));
        size * led + size * (size - 1.0) / 2.0 * each_other
    };
    was.groups.iter().zip(&facts.mentors).map(group).sum()
}

pub(super) fn journeys(facts: &Facts, was: Option<&Arrangement>, best: &Arrangement) -> Vec<Journey> {
    let everybody: Vec<Who> = facts.mentors.iter().flatten().chain(&facts.members).copied().collect();
    let way = |member: &Who, it: &Arrangement| -> Option<u32> {
        let group = it.groups.get(it.group_of(member.id)?)?;
        let meets = |other: &&Who| {
            other.id != member.id && (group.mentor == Some(other.id) || group.members.contains(&other.id))
        };
        Some(everybody.iter().filter(meets).map(|other| km(member.at, other.at)).sum())
    };
    facts
        .members
        .iter()
        .map(|member| Journey {
            organisation: member.id,
            was: was.and_then(|it| way(member, it)),
            best: way(member, best).unwrap_or(0),
        })
        .collect()
}
