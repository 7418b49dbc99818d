//! Bettering a plan: a few groups near each other are opened and put together anew in the best way there is, again and
//! again (large neighbourhood search: Shaw 1998, CP98, LNCS 1520:417). The same seed gives the same plan.

use super::{
    plan::{self, Plan, Scale},
    space::{Column, MOST, Space},
    work::Work,
};
use crate::sample::Chance;

/// The most units opened at once.
const OPEN: usize = 11;
/// How many neighbours of each unit, and mentors near it, are thought of.
const NEAR: usize = 14;
/// The most branches in one reordering.
const BRANCHES: u32 = 6_000;

/// What is near what.
pub(super) struct Improve<'s, 'a> {
    space: &'s Space<'a>,
    scale: Scale,
    near: Vec<Vec<usize>>,
    leads: Vec<Vec<usize>>,
    chance: Chance,
}

/// Units opened, and what they may become.
struct Opened {
    units: Vec<usize>,
    /// Mentors that may lead, and how many of these groups.
    mentors: Vec<(usize, u32)>,
    groups: u32,
    /// The worst burden of all groups that stay.
    worst: i64,
}

/// A subset of the opened units as a group.
struct Choice {
    mask: u32,
    /// The position in [`Opened::mentors`]; `None`: left out.
    mentor: Option<usize>,
    /// With the cheapest back-up.
    cost: i64,
    column: Column,
}

struct Rearrange<'o> {
    opened: &'o Opened,
    /// By the lowest unit in them, the cheapest first.
    by_first: Vec<Vec<Choice>>,
    /// For each unit the least it adds: a share of the cheapest group that holds it.
    share: Vec<i64>,
    fairness: i64,
    room: Vec<u32>,
    chosen: Vec<Column>,
    best: i64,
    found: Option<Vec<Column>>,
    branches: u32,
}

impl<'s, 'a> Improve<'s, 'a> {
    pub(super) fn new(space: &'s Space<'a>, scale: Scale, seed: u64) -> Self {
        let nearest = |all: &mut dyn Iterator<Item = (i64, usize)>| {
            let mut all: Vec<(i64, usize)> = all.collect();
            all.sort_unstable();
            all.truncate(NEAR);
            all.into_iter().map(|it| it.1).collect::<Vec<usize>>()
        };
        let of = |u: usize| nearest(&mut (0..space.n).filter(|v| space.pair_ok(u, *v)).map(|v| (space.pair(u, v), v)));
        let led = |u: usize| {
            let can = (0..space.m).filter(|k| space.leads[*k] > 0 && space.lead_ok(u, *k));
            nearest(&mut can.map(|k| (space.lead(u, k), k)))
        };
        Self {
            space,
            scale,
            near: (0..space.n).map(of).collect(),
            leads: (0..space.n).map(led).collect(),
            chance: Chance::new(seed),
        }
    }

    /// Tries so many times; ends early when nothing has become better for `patience` times.
    pub(super) fn run(&mut self, plan: &mut Plan, turns: usize, patience: usize, work: &mut Work<'_>) {
        let mut idle = 0;
        for _ in 0..turns {
            if !work.spend(20 * plan.columns.len() as u64) || idle > patience {
                break;
            }
            let before = plan.total;
            self.turn(plan, work);
            if plan.total < before {
                idle = 0;
                if plan.holds(self.scale) {
                    work.best = Some(work.best.map_or(plan.total, |it| it.min(plan.total)));
                }
            } else {
                idle += 1;
            }
        }
    }

    /// The groups of a plan that stay when so many units near each other are to choose anew.
    pub(super) fn keep(&mut self, plan: &Plan, units: usize) -> Vec<Column> {
        let mut home = vec![0; self.space.n];
        for (at, column) in plan.columns.iter().enumerate() {
            column.units().for_each(|unit| home[unit] = at);
        }
        let count = plan.columns.len();
        let mut from = self.chance.below(count);
        let (mut opened, mut size, mut next) = (Vec::new(), 0, 0);
        while size < units && opened.len() < count {
            let around = plan.columns[from].units().flat_map(|unit| self.near[unit].iter().take(NEAR / 2));
            let around: Vec<usize> = std::iter::once(from).chain(around.map(|unit| home[*unit])).collect();
            for at in around {
                if size < units && !opened.contains(&at) {
                    opened.push(at);
                    size += plan.columns[at].units().count();
                }
            }
            // Whoever was opened first brings its neighbours; where all are there, anybody.
            next += 1;
            from = opened.get(next).copied().unwrap_or_else(|| self.chance.below(count));
        }
        let worst = plan.columns.iter().map(|it| it.worst).max().unwrap_or(0);
        let stays = |at: &usize| {
            let it = &plan.columns[*at];
            // The heaviest burden is what one most wants to be rid of.
            !opened.contains(at) && it.worst < worst && it.cost < self.scale.ruin
        };
        (0..plan.columns.len()).filter(stays).map(|at| plan.columns[at]).collect()
    }

    fn turn(&mut self, plan: &mut Plan, work: &mut Work<'_>) {
        let picked = self.pick(plan);
        let opened = self.open(plan, &picked);
        let now: i64 = picked.iter().map(|at| self.with_back(&plan.columns[*at])).sum();
        let worst = picked.iter().map(|at| plan.columns[*at].worst).fold(opened.worst, i64::max);
        let limit = now + self.space.fairness * worst;
        // As good is welcome too: it leads on where nothing better lies near.
        let Some(columns) = self.rearrange(&opened, limit + 1, work) else { return };
        let mut all: Vec<Column> =
            plan.columns.iter().enumerate().filter(|(at, _)| !picked.contains(at)).map(|(_, it)| *it).collect();
        all.extend(columns);
        all.sort_unstable();
        if let Some(total) = plan::total(self.space, &all).filter(|it| *it <= plan.total) {
            *plan = Plan { columns: all, total };
        }
    }

    fn with_back(&self, column: &Column) -> i64 {
        let back = if column.is_out() { 0 } else { self.space.backing[usize::from(column.mentor)][0].0 };
        column.cost + back
    }

    /// Some columns near each other: around one at random, the worst-off, or one left out.
    fn pick(&mut self, plan: &Plan) -> Vec<usize> {
        let count = plan.columns.len();
        let mut home = vec![0; self.space.n];
        for (at, column) in plan.columns.iter().enumerate() {
            column.units().for_each(|unit| home[unit] = at);
        }
        let outs: Vec<usize> = (0..count).filter(|at| plan.columns[*at].is_out()).collect();
        let worst = (0..count).max_by_key(|at| (plan.columns[*at].worst, *at)).unwrap_or(0);
        let first = match self.chance.below(10) {
            0 if self.space.fairness > 0 => worst,
            1..=4 if !outs.is_empty() => outs[self.chance.below(outs.len())],
            _ => self.chance.below(count),
        };
        let mut picked = vec![first];
        let mut size = plan.columns[first].units().count();
        let wanted = 2 + self.chance.below(3);
        for _ in 0..4 * wanted {
            if picked.len() >= wanted {
                break;
            }
            let from = picked[self.chance.below(picked.len())];
            let units: Vec<usize> = plan.columns[from].units().collect();
            let near = &self.near[units[self.chance.below(units.len())]];
            let next = if near.is_empty() || self.chance.percent(5) {
                self.chance.below(count)
            } else {
                home[near[self.chance.below(near.len())]]
            };
            let more = plan.columns[next].units().count();
            if !picked.contains(&next) && size + more <= OPEN {
                picked.push(next);
                size += more;
            }
        }
        picked
    }

    fn open(&mut self, plan: &Plan, picked: &[usize]) -> Opened {
        let units: Vec<usize> = picked.iter().flat_map(|at| plan.columns[*at].units()).collect();
        let mut room = self.space.leads.clone();
        let (mut worst, mut groups) = (0, 0);
        let mut own = Vec::new();
        for (at, column) in plan.columns.iter().enumerate() {
            let here = picked.contains(&at);
            if !here {
                worst = worst.max(column.worst);
            }
            if column.is_out() {
                continue;
            }
            if here {
                own.push(usize::from(column.mentor));
            } else {
                groups += 1;
                let left = &mut room[usize::from(column.mentor)];
                *left = left.saturating_sub(1);
            }
        }
        for _ in 0..3 {
            let near = &self.leads[units[self.chance.below(units.len())]];
            if !near.is_empty() {
                own.push(near[self.chance.below(near.len())]);
            }
        }
        own.push(self.chance.below(self.space.m));
        own.sort_unstable();
        own.dedup();
        let mentors = own.into_iter().filter(|k| room[*k] > 0).map(|k| (k, room[k])).collect();
        Opened { units, mentors, groups: self.space.most_groups.saturating_sub(groups), worst }
    }

    /// The best way to put the opened units together, if it costs less than `limit`.
    fn rearrange(&self, opened: &Opened, limit: i64, work: &mut Work<'_>) -> Option<Vec<Column>> {
        let n = opened.units.len();
        let mut all = Vec::new();
        self.options(opened, 0, 0, &mut Vec::new(), &mut all);
        work.spend(20 * all.len() as u64);
        for (at, unit) in opened.units.iter().enumerate() {
            let column = plan::out(self.space, self.scale, *unit);
            all.push(Choice { mask: 1 << at, mentor: None, cost: column.cost, column });
        }
        let mut share = vec![i64::MAX; n];
        let mut by_first: Vec<Vec<Choice>> = (0..n).map(|_| Vec::new()).collect();
        for option in all {
            let each = option.cost / i64::from(option.mask.count_ones());
            (0..n).filter(|at| option.mask & (1 << at) != 0).for_each(|at| share[at] = share[at].min(each));
            by_first[option.mask.trailing_zeros() as usize].push(option);
        }
        for options in &mut by_first {
            options.sort_unstable_by_key(|it| (it.cost / i64::from(it.mask.count_ones()), it.column));
        }
        let mut state = Rearrange {
            opened,
            by_first,
            share,
            fairness: self.space.fairness,
            room: opened.mentors.iter().map(|it| it.1).collect(),
            chosen: Vec::new(),
            best: limit,
            found: None,
            branches: 0,
        };
        state.go((1_u32 << n) - 1, 0, opened.worst, opened.groups);
        work.spend(20 * u64::from(state.branches));
        state.found
    }

    /// Every group of the opened units, by growing sets.
    fn options(&self, opened: &Opened, from: usize, mask: u32, units: &mut Vec<usize>, all: &mut Vec<Choice>) {
        for at in from..opened.units.len() {
            let unit = opened.units[at];
            if units.len() == MOST || !units.iter().all(|it| self.space.pair_ok(*it, unit)) {
                continue;
            }
            units.push(unit);
            let seats: u32 = units.iter().map(|it| self.space.seats[*it]).sum();
            let mask = mask | (1 << at);
            if seats <= self.space.largest {
                if let Some(base) = self.space.base(units) {
                    for (nth, (mentor, _)) in opened.mentors.iter().enumerate() {
                        if let Some(column) = self.space.led(&base, *mentor).map(|it| it.column) {
                            let cost = self.with_back(&column);
                            all.push(Choice { mask, mentor: Some(nth), cost, column });
                        }
                    }
                }
                self.options(opened, at + 1, mask, units, all);
            }
            units.pop();
        }
    }
}

impl Rearrange<'_> {
    fn go(&mut self, left: u32, sum: i64, worst: i64, groups: u32) {
        self.branches += 1;
        if left == 0 {
            let total = sum + self.fairness * worst;
            if total < self.best {
                self.best = total;
                self.found = Some(self.chosen.clone());
            }
            return;
        }
        let units = (0..self.opened.units.len()).filter(|at| left & (1 << at) != 0);
        let rest: i64 = units.map(|at| self.share[at]).sum();
        if sum + rest + self.fairness * worst >= self.best || self.branches > BRANCHES {
            return;
        }
        let first = left.trailing_zeros() as usize;
        for nth in 0..self.by_first[first].len() {
            let option = &self.by_first[first][nth];
            let (mask, mentor, cost, column) = (option.mask, option.mentor, option.cost, option.column);
            if mask & !left != 0 || (mentor.is_some() && groups == 0) {
                continue;
            }
            if let Some(mentor) = mentor {
                if self.room[mentor] == 0 {
                    continue;
                }
                self.room[mentor] -= 1;
            }
            self.chosen.push(column);
            self.go(left & !mask, sum + cost, worst.max(column.worst), groups - u32::from(mentor.is_some()));
            self.chosen.pop();
            if let Some(mentor) = mentor {
                self.room[mentor] += 1;
            }
        }
    }
}
