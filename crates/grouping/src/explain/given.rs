//! What was given up for whom: for each organisation the best group it could have had if nobody else counted, what
//! it got, and who is better off that way.

use std::collections::BTreeSet;

use serde::Serialize;

use super::tables::Tables;
use crate::{Arrangement, Group, Id, Problem, check::placed, score};

/// The most partial groups that are looked at for one organisation.
const STEPS: u32 = 200_000;

/// The best group an organisation could have had by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OwnBest {
    /// The group; the supporting mentor is nothing a member feels, and is not chosen.
    pub group: Group,
    /// What it would bear in it, in points.
    pub burden: i64,
    /// Whether it is proven that no allowed group is better for it.
    pub proven: bool,
}

/// Why somebody is better off when an organisation does not get its own best group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Gains {
    /// It would have had to be a companion, and bears less where it is.
    Companion,
    /// It has the mentor instead.
    Mentor,
}

/// Somebody who gained by what another gave up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gainer {
    /// Who.
    pub id: Id,
    /// Why.
    pub how: Gains,
    /// What it bears now, in points.
    pub now: i64,
    /// What it would bear as the other's companion; `None` for who has the mentor instead.
    pub there: Option<i64>,
}

/// What an organisation gave up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GivenUp {
    /// Who.
    pub id: Id,
    /// What it bears, in points; `None`: it is left out.
    pub got: Option<i64>,
    /// The best group it could have had; `None`: no group is allowed for it at all.
    pub best: Option<OwnBest>,
    /// How many points it gave up: nought where it has its best, or one as good.
    pub points: i64,
    /// Who gained, those who gained most first; empty where nothing was given up.
    pub gainers: Vec<Gainer>,
    /// Whom it would rather have been without: its own best is the group it has, but for these.
    pub extra: Vec<Id>,
}

/// What each organisation gave up, those who gave up most first, then by id.
pub fn given_up(problem: &Problem, arrangement: &Arrangement) -> Vec<GivenUp> {
    let tables = Tables::new(problem);
    let score = score(problem, arrangement);
    let mut all: Vec<GivenUp> = (0..problem.parties().len())
        .map(|party| {
            let id = problem.parties()[party].id.clone();
            let got = score.parties.get(&id).map(|it| it.total);
            let found = own_best(&tables, party);
            let points = match (got, &found) {
                (Some(got), Some(best)) => (got - best.burden).max(0),
                _ => 0,
            };
            let best = found.as_ref().map(|it| it.told(problem));
            let gainers = match &found {
                Some(best) if points > 0 => gainers(&tables, arrangement, party, best),
                _ => Vec::new(),
            };
            let extra = match &best {
                Some(best) if points > 0 => extra(arrangement, &id, best),
                _ => Vec::new(),
            };
            GivenUp { id, got, best, points, gainers, extra }
        })
        .collect();
    all.sort_by(|a, b| b.points.cmp(&a.points).then_with(|| a.id.cmp(&b.id)));
    all
}

/// Who is in the group beside an organisation and those of its own best group, where all of these are in it.
fn extra(arrangement: &Arrangement, id: &Id, best: &OwnBest) -> Vec<Id> {
    let Some(here) = arrangement.group_of(id).and_then(|at| arrangement.groups.get(at)) else { return Vec::new() };
    let all = best.group.mentor == here.mentor && best.group.members.iter().all(|it| here.members.contains(it));
    here.members.iter().filter(|it| all && !best.group.members.contains(it)).cloned().collect()
}

struct Best {
    members: Vec<usize>,
    mentor: Option<usize>,
    burden: i64,
    proven: bool,
}

impl Best {
    fn told(&self, problem: &Problem) -> OwnBest {
        let mut members: Vec<Id> = self.members.iter().map(|it| problem.parties()[*it].id.clone()).collect();
        members.sort();
        let mentor = self.mentor.map(|it| problem.mentors()[it].id.clone());
        let group = Group { members, mentor, support: None };
        OwnBest { group, burden: self.burden, proven: self.proven }
    }
}

/// The allowed group in which a party bears the least; of several, the first found with its nearest companions.
fn own_best(tables: &Tables<'_>, party: usize) -> Option<Best> {
    let start = tables.block(party);
    if start.iter().any(|one| start.iter().any(|other| one != other && !tables.model.allowed[*one][*other])) {
        return None;
    }
    // Whole blocks at a time, the one that costs this party least first.
    let mut others: Vec<(i64, Vec<usize>)> = (0..tables.model.block.len())
        .filter(|it| tables.model.block[*it] == *it && !start.contains(it))
        .map(|it| tables.block(it))
        .filter(|block| block.iter().all(|it| start.iter().all(|one| tables.model.allowed[*one][*it])))
        .map(|block| (block.iter().map(|it| tables.model.cost[party][*it]).sum(), block))
        .collect();
    others.sort();
    let mut search = Own { tables, party, others: &others, best: None, left: STEPS };
    let here = start.iter().filter(|it| **it != party).map(|it| tables.model.cost[party][*it]).sum();
    search.grow(&mut start.clone(), here, 0);
    let proven = search.left > 0;
    search.best.map(|(burden, members, mentor)| Best { members, mentor, burden, proven })
}

struct Own<'a, 'b> {
    tables: &'a Tables<'b>,
    party: usize,
    others: &'a [(i64, Vec<usize>)],
    best: Option<(i64, Vec<usize>, Option<usize>)>,
    left: u32,
}

impl Own<'_, '_> {
    fn grow(&mut self, members: &mut Vec<usize>, cost: i64, from: usize) {
        if self.left == 0 || self.best.as_ref().is_some_and(|it| cost >= it.0) {
            return;
        }
        self.left -= 1;
        let seats = self.tables.seats(members);
        if seats > u32::from(self.tables.model.largest) {
            return;
        }
        if seats >= u32::from(self.tables.model.smallest) {
            self.lead(members, cost);
        }
        for (at, (more, block)) in self.others.iter().enumerate().skip(from) {
            // They only become dearer from here.
            if self.best.as_ref().is_some_and(|it| cost + more >= it.0) {
                break;
            }
            if block.iter().all(|it| members.iter().all(|one| self.tables.model.allowed[*one][*it])) {
                let there = members.len();
                members.extend(block);
                self.grow(members, cost + more, at + 1);
                members.truncate(there);
            }
        }
    }

    /// Notes the group with its cheapest mentor.
    fn lead(&mut self, members: &[usize], cost: i64) {
        let mentors: Vec<Option<usize>> = self.tables.leaders(members);
        for mentor in mentors {
            let with = mentor.map_or(0, |it| self.tables.model.mentor_cost[self.party][it]);
            let Some(besides) = self.tables.besides(members, mentor) else { continue };
            let burden = cost + with + besides;
            if self.best.as_ref().is_none_or(|it| burden < it.0) {
                self.best = Some((burden, members.to_vec(), mentor));
            }
        }
    }
}

fn gainers(tables: &Tables<'_>, arrangement: &Arrangement, party: usize, best: &Best) -> Vec<Gainer> {
    let problem = tables.problem;
    let score = score(problem, arrangement);
    let now = |it: usize| score.parties.get(&problem.parties()[it].id).map(|it| it.total);
    let mut found: Vec<Gainer> = Vec::new();
    for other in best.members.iter().filter(|it| **it != party) {
        let there = tables.burden(&best.members, best.mentor, *other);
        if let (Some(now), Some(there)) = (now(*other), there)
            && now < there
        {
            let id = problem.parties()[*other].id.clone();
            found.push(Gainer { id, how: Gains::Companion, now, there: Some(there) });
        }
    }
    let mine = arrangement.group_of(&problem.parties()[party].id);
    // Somebody has the mentor instead only where it has no room left, and this one is led by another.
    let mentor = best.mentor.map(|it| &problem.mentors()[it].id);
    let leads = arrangement.groups.iter().filter(|it| it.mentor.as_ref() == mentor).count();
    let full = best.mentor.is_some_and(|it| leads >= tables.model.leads[it] as usize);
    let another = mine.is_none_or(|at| arrangement.groups[at].mentor.as_ref() != mentor);
    let others = arrangement.groups.iter().enumerate().filter(|_| full && another);
    let led = others.filter(|(at, it)| Some(*at) != mine && it.mentor.as_ref() == mentor);
    let known: BTreeSet<Id> = found.iter().map(|it| it.id.clone()).collect();
    for member in led.flat_map(|(_, group)| placed(problem, group).members) {
        let id = problem.parties()[member].id.clone();
        if let Some(now) = now(member).filter(|_| member != party && !known.contains(&id)) {
            found.push(Gainer { id, how: Gains::Mentor, now, there: None });
        }
    }
    found.sort_by_key(|it| (it.how, std::cmp::Reverse(it.there.unwrap_or(0) - it.now), it.id.clone()));
    found
}
