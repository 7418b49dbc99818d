//! What the solver works on: units (parties that must be together are one), mentors, and what groups of them cost.

use crate::{Arrangement, Group, Model, Problem, model::besides};

/// The most units in a group.
pub(super) const MOST: usize = crate::MOST_IN_GROUP as usize;

/// A group with its mentor. Without its supporting mentor: who backs whom is settled afterwards, at once for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Column {
    units: [u16; MOST],
    len: u8,
    /// Who leads it; [`Column::OUT`]: its only unit is left out.
    pub(super) mentor: u16,
    /// What its members bear together.
    pub(super) cost: i64,
    /// What the worst-off of them bears.
    pub(super) worst: i64,
    /// Which cuts of a proof it is part of ([`super::cuts`]): a bit for each.
    pub(super) cuts: u128,
}

impl Column {
    /// Instead of a mentor: left out.
    pub(super) const OUT: u16 = u16::MAX;

    /// The units in it, in order.
    pub(super) fn units(&self) -> impl Iterator<Item = usize> + '_ {
        self.units[..usize::from(self.len)].iter().map(|it| usize::from(*it))
    }

    /// Whether it stands for one left out.
    pub(super) const fn is_out(&self) -> bool {
        self.mentor == Self::OUT
    }

    /// One left out who may not be.
    pub(super) fn ruin(unit: usize, cost: i64) -> Self {
        Self::new(&[unit], Self::OUT, cost, 0)
    }

    fn new(units: &[usize], mentor: u16, cost: i64, worst: i64) -> Self {
        let mut there = [0; MOST];
        for (slot, unit) in there.iter_mut().zip(units) {
            // At most MOST_PARTIES units.
            *slot = *unit as u16;
        }
        there[..units.len()].sort_unstable();
        Self { units: there, len: units.len() as u8, mentor, cost, worst, cuts: 0 }
    }
}

/// Units together, before there is a mentor.
pub(super) struct Base {
    column: Column,
    members: [usize; MOST],
    /// What each member bears for the others' sake.
    burden: [i64; MOST],
    count: usize,
}

/// A group with its mentor, and how much of its cost no pair tells.
pub(super) struct Led {
    pub(super) column: Column,
    pub(super) besides: i64,
}

/// The tables, by unit.
pub(super) struct Space<'a> {
    pub(super) problem: &'a Problem,
    model: Model,
    /// How many units.
    pub(super) n: usize,
    /// How many mentors; one that stands for none where groups have none.
    pub(super) m: usize,
    parties: Vec<Vec<usize>>,
    pub(super) seats: Vec<u32>,
    /// What the members of a unit cost each other.
    pub(super) inner: Vec<i64>,
    pair: Vec<i64>,
    pair_ok: Vec<bool>,
    lead: Vec<i64>,
    lead_ok: Vec<bool>,
    pub(super) leads: Vec<u32>,
    pub(super) backs: Vec<u32>,
    /// For each mentor the ways to have it backed, the cheapest first: what it costs, and by whom. One that needs
    /// nobody has one way, at nought, by nobody.
    pub(super) backing: Vec<Vec<(i64, Option<usize>)>>,
    /// Whether anybody is to be backed.
    pub(super) supported: bool,
    pub(super) smallest: u32,
    pub(super) largest: u32,
    pub(super) most_groups: u32,
    pub(super) fairness: i64,
    /// What it costs to leave a unit out, where that is allowed.
    pub(super) out: Vec<Option<i64>>,
}

impl<'a> Space<'a> {
    pub(super) fn new(problem: &'a Problem) -> Self {
        let model = Model::new(problem);
        let mut parties: Vec<Vec<usize>> = Vec::new();
        for at in 0..model.parties.len() {
            match parties.iter_mut().find(|it| model.block[it[0]] == model.block[at]) {
                Some(unit) => unit.push(at),
                None => parties.push(vec![at]),
            }
        }
        let n = parties.len();
        let m = if model.mentored { model.mentors.len() } else { 1 };
        let sum = |unit: &[usize]| unit.iter().map(|it| u32::from(model.seats[*it])).sum();
        let mut space = Self {
            problem,
            n,
            m,
            seats: parties.iter().map(|it| sum(it)).collect(),
            inner: parties.iter().map(|it| between(&model, it, it)).collect(),
            pair: vec![0; n * n],
            pair_ok: vec![false; n * n],
            lead: vec![0; n * m],
            lead_ok: vec![false; n * m],
            leads: if model.mentored { model.leads.clone() } else { vec![model.most_groups] },
            backs: model.backs.clone(),
            supported: model.mentored && model.wants_support.contains(&true),
            backing: (0..m).map(|k| backing(&model, k)).collect(),
            smallest: u32::from(model.smallest),
            largest: u32::from(model.largest),
            most_groups: model.most_groups,
            fairness: model.fairness,
            out: parties.iter().map(|it| out(&model, it)).collect(),
            parties,
            model,
        };
        space.fill();
        space
    }

    fn fill(&mut self) {
        let (n, m, model) = (self.n, self.m, &self.model);
        for (u, one) in self.parties.iter().enumerate() {
            // A unit at odds with itself has no group.
            let whole = one.iter().all(|i| one.iter().all(|j| i == j || model.allowed[*i][*j]));
            for (v, other) in self.parties.iter().enumerate().filter(|(v, _)| *v != u) {
                self.pair[u * n + v] = 2 * between(model, one, other);
                self.pair_ok[u * n + v] = whole && one.iter().all(|i| other.iter().all(|j| model.allowed[*i][*j]));
            }
            for k in 0..m {
                self.lead_ok[u * m + k] = whole
                    && if model.mentored {
                        one.iter().all(|i| model.mentor_allowed[*i][k]) && !self.backing[k].is_empty()
                    } else {
                        one.iter().all(|i| !model.led[*i])
                    };
                if model.mentored {
                    self.lead[u * m + k] = one.iter().map(|i| model.mentor_cost[*i][k]).sum();
                }
            }
        }
        for u in 0..n {
            for v in 0..n {
                self.pair_ok[u * n + v] &= self.pair_ok[v * n + u];
            }
        }
    }

    pub(super) fn pair(&self, one: usize, other: usize) -> i64 {
        self.pair[one * self.n + other]
    }

    pub(super) fn pair_ok(&self, one: usize, other: usize) -> bool {
        self.pair_ok[one * self.n + other]
    }

    pub(super) fn lead(&self, unit: usize, mentor: usize) -> i64 {
        self.lead[unit * self.m + mentor]
    }

    pub(super) fn lead_ok(&self, unit: usize, mentor: usize) -> bool {
        self.lead_ok[unit * self.m + mentor]
    }

    /// What a unit bears at least for its mentor's sake, where it is one party; nought where it is several.
    pub(super) fn heavy(&self, unit: usize, mentor: usize) -> i64 {
        if self.parties[unit].len() == 1 { self.lead(unit, mentor) } else { 0 }
    }

    /// What a unit bears at least for another's sake, where it is one party; nought where it is several.
    pub(super) fn adds(&self, unit: usize, other: usize) -> i64 {
        if self.parties[unit].len() == 1 { self.pair(unit, other) / 2 } else { 0 }
    }

    /// What can be left out, as a column.
    pub(super) fn left_out(&self, unit: usize) -> Option<Column> {
        self.out[unit].map(|cost| Column::new(&[unit], Column::OUT, cost, 0))
    }

    /// The group of these units with this mentor; `None`: it is not allowed.
    pub(super) fn column(&self, units: &[usize], mentor: usize) -> Option<Column> {
        self.led(&self.base(units)?, mentor).map(|it| it.column)
    }

    /// These units together, before there is a mentor; `None`: they are no group.
    pub(super) fn base(&self, units: &[usize]) -> Option<Base> {
        let seats: u32 = units.iter().map(|it| self.seats[*it]).sum();
        if seats < self.smallest || seats > self.largest || units.len() > MOST {
            return None;
        }
        let meet = |nth: usize, one: usize| units[nth + 1..].iter().all(|other| self.pair_ok(one, *other));
        if !units.iter().enumerate().all(|(nth, one)| meet(nth, *one)) {
            return None;
        }
        let mut base = Base { column: Column::new(units, 0, 0, 0), members: [0; MOST], burden: [0; MOST], count: 0 };
        for party in units.iter().flat_map(|it| &self.parties[*it]) {
            *base.members.get_mut(base.count)? = *party;
            base.count += 1;
        }
        let members = &mut base.members[..base.count];
        members.sort_unstable();
        for (one, burden) in members.iter().zip(&mut base.burden) {
            let row = &self.model.cost[*one];
            *burden = members.iter().map(|it| row[*it]).sum();
        }
        Some(base)
    }

    /// A group with this mentor; `None`: it is not allowed.
    pub(super) fn led(&self, base: &Base, mentor: usize) -> Option<Led> {
        let mut column = base.column;
        if !column.units().all(|unit| self.lead_ok(unit, mentor)) {
            return None;
        }
        let members = &base.members[..base.count];
        let lead = self.model.mentored.then_some(mentor);
        let each = if self.model.groupwise { besides(self.problem, members, lead)? } else { 0 };
        for (one, burden) in members.iter().zip(&base.burden) {
            let burden = each + burden + lead.map_or(0, |k| self.model.mentor_cost[*one][k]);
            column.cost += burden;
            column.worst = column.worst.max(burden);
        }
        column.mentor = mentor as u16;
        Some(Led { column, besides: each * base.count as i64 })
    }

    /// The arrangement of these columns, with who backs each (in the order of the columns).
    pub(super) fn arrangement(&self, columns: &[Column], backed: &[Option<usize>]) -> Arrangement {
        let ids = |it: &Column| -> Vec<_> {
            it.units().flat_map(|unit| &self.parties[unit]).map(|at| self.model.parties[*at].clone()).collect()
        };
        let mentor = |at: usize| self.model.mentors[at].clone();
        let mut arrangement = Arrangement::default();
        for (nth, column) in columns.iter().enumerate() {
            if column.is_out() {
                arrangement.unplaced.extend(ids(column));
                continue;
            }
            arrangement.groups.push(Group {
                members: ids(column),
                mentor: self.model.mentored.then(|| mentor(usize::from(column.mentor))),
                support: backed.get(nth).copied().flatten().map(mentor),
            });
        }
        arrangement.canonical()
    }

    /// The ids of the parties of a unit.
    pub(super) fn ids(&self, unit: usize) -> impl Iterator<Item = &String> {
        self.parties[unit].iter().map(|at| &self.model.parties[*at])
    }
}

/// What it costs the one side to be with the other.
fn between(model: &Model, one: &[usize], other: &[usize]) -> i64 {
    one.iter().map(|i| other.iter().map(|j| model.cost[*i][*j]).sum::<i64>()).sum()
}

fn backing(model: &Model, mentor: usize) -> Vec<(i64, Option<usize>)> {
    if !model.mentored || !model.wants_support[mentor] {
        return vec![(0, None)];
    }
    let by = model.support_cost[mentor].iter().enumerate();
    let mut all: Vec<(i64, Option<usize>)> =
        by.filter_map(|(support, cost)| cost.map(|cost| (cost, Some(support)))).collect();
    all.extend(model.no_support.map(|cost| (cost, None)));
    all.sort_unstable();
    all
}

fn out(model: &Model, unit: &[usize]) -> Option<i64> {
    let free = unit.iter().all(|it| !model.led[*it]);
    model.left_out.filter(|_| free).map(|it| it * unit.len() as i64)
}
