//! The next best: what the whole would be if the members of one group were not all together, and what that costs.
//!
//! Two ways. [`next_near`] takes the group and one or two others apart and puts them together again as well as can
//! be (a large neighbourhood, Shaw 1998): quick, for all groups of a page at once, and never worse than it says.
//! [`next_best`] solves anew: not all together means that some two of them are apart, so one problem for each two,
//! of which the cheapest counts. That is exact where every one of them is solved to the end.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    compare::{Difference, compare},
    tables::Tables,
};
use crate::{
    Arrangement, Effort, Go, Group, NoGroups, Pair, Problem, Progress, Rule, Score, Wish, check,
    check::{Placed, placed},
    form, score,
};

/// What would be if the members of a group were not all together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Next {
    /// The group, by position in the arrangement.
    pub group: usize,
    /// The arrangement.
    pub arrangement: Arrangement,
    /// What it costs.
    pub score: Score,
    /// How many points more than the arrangement there is; below nought where that was not the best.
    pub more: i64,
    /// What differs.
    pub difference: Difference,
    /// Whether it is proven that nothing without this group is cheaper.
    pub proven: bool,
}

/// Why there is no next best.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoNext {
    /// There is no such group.
    NoGroup,
    /// One member alone with no mentor has nobody to be parted from.
    Alone,
    /// It is proven: the rules allow nothing else.
    Impossible,
    /// None was found within the effort.
    NotFound,
}

impl NoNext {
    /// The stable name.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::NoGroup => "no_group",
            Self::Alone => "alone",
            Self::Impossible => "impossible",
            Self::NotFound => "not_found",
        }
    }
}

/// In rounds with more participants than this, the next best of every group takes longer than somebody waits.
pub const MOST_SOLVED: usize = 60;
/// The effort for the next best of one group that one can wait for.
pub const NEXT_EFFORT: Effort = Effort { steps: 300_000, seed: 1, gap: 0 };

/// The best arrangement in which the members of a group are not all together (one alone: not with its mentor), solved
/// anew. `best` is the cheapest arrangement known; `effort` is for all of it.
///
/// # Errors
/// [`NoNext`] where there is none.
pub fn next_best(
    problem: &Problem,
    best: &Arrangement,
    group: usize,
    effort: &Effort,
    tell: &mut dyn FnMut(&Progress) -> Go,
) -> Result<Next, NoNext> {
    let these = best.groups.get(group).ok_or(NoNext::NoGroup)?;
    let pairs = partings(these);
    if pairs.is_empty() {
        return Err(NoNext::Alone);
    }
    let near = next_near(problem, best, group);
    let here = score(problem, best).total;
    let each = Effort { steps: effort.steps / pairs.len() as u64, ..*effort };
    let mut found: Option<(i64, Arrangement)> = near.as_ref().ok().map(|it| (it.score.total, it.arrangement.clone()));
    let mut proven = true;
    for pair in pairs {
        let mut ask = problem.ask().clone();
        ask.rules.off.remove(&Rule::Apart);
        if !problem.on(Rule::Apart) {
            ask.relations.apart.clear();
        }
        ask.relations.apart.push(pair);
        let Ok(parted) = Problem::new(ask) else { continue };
        match form(&parted, &each, tell) {
            Ok(outcome) => {
                proven &= outcome.proven || found.as_ref().is_some_and(|it| it.0 <= outcome.bound);
                if found.as_ref().is_none_or(|it| outcome.score.total < it.0) {
                    found = Some((outcome.score.total, outcome.arrangement));
                }
            }
            Err(NoGroups::Impossible { .. }) => {}
            Err(NoGroups::NotFound { .. }) => proven = false,
        }
    }
    match found {
        Some((total, arrangement)) => Ok(told(problem, best, group, arrangement, here, proven || total == here)),
        None if proven => Err(NoNext::Impossible),
        None => Err(NoNext::NotFound),
    }
}

/// Who could be parted so that these are not all together.
fn partings(group: &Group) -> Vec<Pair> {
    let members = &group.members;
    let pairs: Vec<Pair> = members
        .iter()
        .enumerate()
        .flat_map(|(nth, one)| members[nth + 1..].iter().map(|other| Pair::of(one.clone(), other.clone())))
        .collect();
    match (members.as_slice(), &group.mentor) {
        ([one], Some(mentor)) => vec![Pair::of(one.clone(), mentor.clone())],
        _ => pairs,
    }
}

fn told(
    problem: &Problem,
    best: &Arrangement,
    group: usize,
    arrangement: Arrangement,
    here: i64,
    proven: bool,
) -> Next {
    let score = score(problem, &arrangement);
    let difference = compare(problem, best, &arrangement);
    Next { group, more: score.total - here, score, difference, arrangement, proven }
}

/// The most ways of putting groups together again that are looked at for one pool.
const STEPS: u32 = 20_000;
/// With how many of the nearest other groups a group is taken apart, two at a time.
const NEAREST: usize = 4;

/// The best arrangement without a group that can be had by taking it and one or two others apart. `proven` only
/// where it costs no more than `best`, which is taken to be the cheapest there is.
///
/// # Errors
/// [`NoNext`] where none is found that way.
pub fn next_near(problem: &Problem, best: &Arrangement, group: usize) -> Result<Next, NoNext> {
    let these = best.groups.get(group).ok_or(NoNext::NoGroup)?;
    if partings(these).is_empty() {
        return Err(NoNext::Alone);
    }
    let tables = Tables::new(problem);
    let groups: Vec<Placed> = best.groups.iter().map(|it| placed(problem, it)).collect();
    let mut others: Vec<usize> = (0..groups.len()).filter(|it| *it != group).collect();
    others.sort_by_key(|it| (strangeness(&tables, &groups[group], &groups[*it]), *it));
    let mut pools: Vec<Vec<usize>> = vec![vec![group]];
    pools.extend(others.iter().map(|it| vec![group, *it]));
    let near = &others[..others.len().min(NEAREST)];
    for (nth, one) in near.iter().enumerate() {
        pools.extend(near[nth + 1..].iter().map(|other| vec![group, *one, *other]));
    }
    let here = score(problem, best).total;
    let mut found: Option<(i64, Arrangement)> = None;
    for pool in pools {
        let most = found.as_ref().map_or(i64::MAX, |it| it.0);
        let Some(arrangement) = Pool::new(&tables, &groups, &pool, most).best(best) else { continue };
        let total = score(problem, &arrangement).total;
        if total < most && check(problem, &arrangement).is_empty() {
            found = Some((total, arrangement));
        }
    }
    let (total, arrangement) = found.ok_or(NoNext::NotFound)?;
    Ok(told(problem, best, group, arrangement, here, total <= here))
}

/// What it would cost on average to be with the members of another group.
fn strangeness(tables: &Tables<'_>, group: &Placed, other: &Placed) -> i64 {
    let sum: i64 = group.members.iter().flat_map(|a| other.members.iter().map(|b| tables.model.cost[*a][*b])).sum();
    let pairs = i64::try_from(group.members.len() * other.members.len()).unwrap_or(i64::MAX).max(1);
    sum / pairs
}

/// A few groups taken apart.
struct Pool<'a, 'b> {
    tables: &'a Tables<'b>,
    /// The group that must not come back: its members, and the mentor where there is one member.
    gone: (Vec<usize>, Option<usize>),
    /// The groups that were taken apart.
    apart: BTreeSet<usize>,
    open: BTreeSet<usize>,
    leads: Vec<u32>,
    backs: Vec<u32>,
    /// How many groups there may be.
    room: u32,
    /// What the rest costs, and the heaviest burden in it.
    rest: (i64, i64),
    most: i64,
    chosen: Vec<Placed>,
    found: Option<Vec<Group>>,
    left: u32,
}

impl<'a, 'b> Pool<'a, 'b> {
    fn new(tables: &'a Tables<'b>, groups: &[Placed], pool: &[usize], most: i64) -> Self {
        let model = &tables.model;
        let (mut leads, mut backs) = (model.leads.clone(), model.backs.clone());
        let mut rest = (0, 0);
        let stay = groups.iter().enumerate().filter(|(at, _)| !pool.contains(at));
        let mut room = model.most_groups;
        for (_, group) in stay {
            group.mentor.iter().for_each(|it| leads[*it] = leads[*it].saturating_sub(1));
            group.support.iter().for_each(|it| backs[*it] = backs[*it].saturating_sub(1));
            room = room.saturating_sub(1);
            let cost = cost(tables, group);
            rest = (rest.0 + cost.0, rest.1.max(cost.1));
        }
        let first = &groups[pool[0]];
        let gone = (first.members.clone(), first.mentor.filter(|_| first.members.len() == 1));
        let open = pool.iter().flat_map(|it| groups[*it].members.iter().copied()).collect();
        let apart = pool.iter().copied().collect();
        Self { tables, gone, apart, open, leads, backs, room, rest, most, chosen: Vec::new(), found: None, left: STEPS }
    }

    /// The cheapest way to put them together again, with all other groups as they are.
    fn best(mut self, before: &Arrangement) -> Option<Arrangement> {
        let left_out: i64 = i64::try_from(before.unplaced.len()).unwrap_or(i64::MAX);
        let (sum, worst) = self.rest;
        self.put(sum + left_out * self.tables.model.left_out.unwrap_or(0), worst);
        let new = self.found?;
        let stay = before.groups.iter().enumerate().filter(|(at, _)| !self.apart.contains(at));
        let groups = stay.map(|(_, group)| group.clone()).chain(new).collect();
        Some(Arrangement { groups, unplaced: before.unplaced.clone() }.canonical())
    }

    fn put(&mut self, sum: i64, worst: i64) {
        let total = sum + self.tables.model.fairness * worst;
        if total >= self.most || self.left == 0 {
            return;
        }
        self.left -= 1;
        let Some(first) = self.open.first().copied() else {
            self.most = total;
            self.found = Some(self.chosen.iter().map(|it| self.group(it)).collect());
            return;
        };
        if self.chosen.len() >= self.room as usize {
            return;
        }
        self.open.remove(&first);
        let others: Vec<usize> = self.open.iter().copied().collect();
        self.grow(&mut vec![first], &others, sum, worst);
        self.open.insert(first);
    }

    fn grow(&mut self, members: &mut Vec<usize>, others: &[usize], sum: i64, worst: i64) {
        let seats = self.tables.seats(members);
        if seats > u32::from(self.tables.model.largest) {
            return;
        }
        if seats >= u32::from(self.tables.model.smallest) && self.tables.whole(members) {
            self.lead(members, sum, worst);
        }
        for (at, next) in others.iter().enumerate() {
            if members.iter().all(|it| self.tables.model.allowed[*it][*next]) {
                members.push(*next);
                self.open.remove(next);
                self.grow(members, &others[at + 1..], sum, worst);
                self.open.insert(*next);
                members.pop();
            }
        }
    }

    /// Goes on with these as a group, under each mentor who is free.
    fn lead(&mut self, members: &[usize], sum: i64, worst: i64) {
        let back = self.gone.0.iter().all(|it| members.contains(it));
        for mentor in self.tables.leaders(members) {
            let same = self.gone.1.is_none() || self.gone.1 == mentor;
            if (back && same) || mentor.is_some_and(|it| self.leads[it] == 0) {
                continue;
            }
            let Some(support) = self.support(mentor) else { continue };
            let group = Placed { members: members.to_vec(), mentor, support };
            if self.tables.besides(members, mentor).is_none() {
                continue;
            }
            let (cost, heaviest) = cost(self.tables, &group);
            mentor.iter().for_each(|it| self.leads[*it] -= 1);
            support.iter().for_each(|it| self.backs[*it] -= 1);
            self.chosen.push(group);
            self.put(sum + cost, worst.max(heaviest));
            self.chosen.pop();
            mentor.iter().for_each(|it| self.leads[*it] += 1);
            support.iter().for_each(|it| self.backs[*it] += 1);
        }
    }

    /// The nearest who can back a mentor; `Some(None)` where nobody has to, `None` where nobody can.
    fn support(&self, mentor: Option<usize>) -> Option<Option<usize>> {
        let model = &self.tables.model;
        let Some(mentor) = mentor.filter(|it| model.wants_support[*it]) else { return Some(None) };
        let free = (0..self.backs.len()).filter(|it| self.backs[*it] > 0);
        let nearest = free.filter_map(|it| Some((model.support_cost[mentor][it]?, it))).min();
        match (nearest, model.no_support) {
            (Some((cost, _)), Some(none)) if none < cost => Some(None),
            (Some((_, support)), _) => Some(Some(support)),
            (None, Some(_)) => Some(None),
            (None, None) => None,
        }
    }

    fn group(&self, it: &Placed) -> Group {
        let model = &self.tables.model;
        Group {
            members: it.members.iter().map(|at| model.parties[*at].clone()).collect(),
            mentor: it.mentor.map(|at| model.mentors[at].clone()),
            support: it.support.map(|at| model.mentors[at].clone()),
        }
    }
}

/// What a group costs, and the heaviest burden in it.
fn cost(tables: &Tables<'_>, group: &Placed) -> (i64, i64) {
    let model = &tables.model;
    // A group that is not allowed as a whole may stand in what there is: then it has no host to reckon with.
    let besides = tables.besides(&group.members, group.mentor).unwrap_or(0);
    let burden = |member: &usize| -> i64 {
        let others = group.members.iter().filter(|it| *it != member);
        let led = group.mentor.map_or(0, |it| model.mentor_cost[*member][it]);
        others.map(|it| model.cost[*member][*it]).sum::<i64>() + led + besides
    };
    let burdens: Vec<i64> = group.members.iter().map(burden).collect();
    let support = match (group.mentor, group.support) {
        (Some(mentor), Some(support)) => model.support_cost[mentor][support].unwrap_or(0),
        (Some(mentor), None) if model.wants_support[mentor] => tables.problem.cost_of_no_support(),
        _ => 0,
    };
    debug_assert!(tables.problem.weight(Wish::Support) > 0 || support == 0);
    (burdens.iter().sum::<i64>() + support, burdens.iter().max().copied().unwrap_or(0))
}
