//! The rules of a problem one by one, and whether some of them can hold at once.
//!
//! What a group looks like (its size, that it has a mentor, who can lead at all) is no rule here: it always holds.
//! Of the other rules, those that stand for many things (a conflict, a capacity, that this one gets a group) are taken
//! apart into demands, so that a contradiction can be told by names.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    cover::{self, Backing, Bits, Cover, Instance, Unit},
    minimal::Verdict,
};
use crate::{Ask, Id, Lock, Pair, Problem, Rule, Support, Who, check, wanted};

/// One thing that a rule demands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "demand", rename_all = "snake_case")]
pub enum Demand {
    /// A rule that holds for all alike: the longest way, a language, the most groups and such.
    Rule {
        /// Which.
        rule: Rule,
    },
    /// [`Rule::Conflict`], [`Rule::Apart`] or [`Rule::Together`] between these two.
    Pair {
        /// Which of the three.
        rule: Rule,
        /// The two.
        pair: Pair,
    },
    /// This is settled by hand ([`Rule::Locked`]).
    Lock {
        /// What.
        lock: Lock,
    },
    /// This mentor leads and backs no more than it can ([`Rule::Capacity`]).
    Capacity {
        /// Who.
        mentor: Id,
    },
    /// This one gets a group ([`Rule::Everyone`]).
    Place {
        /// Who.
        party: Id,
    },
}

impl Demand {
    /// The rule it belongs to.
    pub const fn rule(&self) -> Rule {
        match self {
            Self::Rule { rule } | Self::Pair { rule, .. } => *rule,
            Self::Lock { .. } => Rule::Locked,
            Self::Capacity { .. } => Rule::Capacity,
            Self::Place { .. } => Rule::Everyone,
        }
    }

    /// What is asked without this demand. Who need not get a group is not asked about at all.
    #[must_use]
    pub fn dropped(&self, ask: &Ask) -> Ask {
        let mut ask = ask.clone();
        let relations = &mut ask.relations;
        match self {
            Self::Rule { rule } => _ = ask.rules.off.insert(*rule),
            Self::Pair { rule, pair } => {
                let other = |it: &Pair| Pair::of(it.0.clone(), it.1.clone()) != *pair;
                match rule {
                    Rule::Conflict => relations.conflicts.retain(other),
                    Rule::Apart => relations.apart.retain(other),
                    _ => relations.together.retain(other),
                }
            }
            Self::Lock { lock } => relations.locks.retain(|it| it != lock),
            Self::Capacity { mentor } => {
                let all = u32::try_from(ask.parties.len()).unwrap_or(u32::MAX);
                for it in ask.mentors.iter_mut().filter(|it| it.id == *mentor) {
                    // Who cannot at all still does not.
                    it.leads = if it.leads == 0 { 0 } else { all };
                    it.backs = if it.backs == 0 { 0 } else { all };
                }
            }
            Self::Place { party } => without(&mut ask, party),
        }
        ask
    }
}

/// Takes somebody out of everything that is asked.
fn without(ask: &mut Ask, party: &Id) {
    ask.parties.retain(|it| it.id != *party);
    let relations = &mut ask.relations;
    for pairs in [&mut relations.conflicts, &mut relations.together, &mut relations.apart, &mut relations.met] {
        pairs.retain(|it| it.0 != *party && it.1 != *party);
    }
    relations.mentored.retain(|it| it.party != *party);
    for lock in &mut relations.locks {
        lock.members.remove(party);
    }
    relations.locks.retain(|it| !it.members.is_empty());
}

/// What forbids something: demands by number.
type Because = Vec<usize>;

/// All demands of a problem, and what each forbids.
pub(crate) struct World<'a> {
    problem: &'a Problem,
    pub demands: Vec<Demand>,
    /// Which demands keep two parties from each other.
    parties: Vec<Because>,
    /// Which keep a party from a mentor.
    mentored: Vec<Because>,
    /// Which keep a mentor from backing another.
    backed: Vec<Because>,
    /// Who has to be together: by which demand, which parties, led by whom.
    joined: Vec<(usize, Vec<usize>, BTreeSet<usize>)>,
    /// By rule, for those that hold for all alike.
    alike: Vec<(Rule, usize)>,
    /// By mentor and by party.
    capacity: Vec<Option<usize>>,
    place: Vec<Option<usize>>,
    /// The fewest and the most places in a group.
    pub size: (u32, u32),
    /// The longest way, where that is a rule.
    pub longest: Option<u32>,
}

impl<'a> World<'a> {
    pub(crate) fn new(problem: &'a Problem) -> Self {
        let (n, m) = (problem.parties().len(), problem.mentors().len());
        let shape = &problem.ask().shape;
        let mut world = Self {
            problem,
            demands: Vec::new(),
            parties: vec![Vec::new(); n * n],
            mentored: vec![Vec::new(); n * m],
            backed: vec![Vec::new(); m * m],
            joined: Vec::new(),
            alike: Vec::new(),
            capacity: vec![None; m],
            place: vec![None; n],
            size: (u32::from(shape.smallest), u32::from(shape.largest)),
            longest: problem.ask().rules.longest,
        };
        world.alike();
        world.relations();
        if problem.on(Rule::Capacity) && problem.mentored() {
            for at in 0..m {
                let demand = Demand::Capacity { mentor: problem.mentors()[at].id.clone() };
                world.capacity[at] = Some(world.demand(demand));
            }
        }
        if problem.on(Rule::Everyone) {
            for at in 0..n {
                let demand = Demand::Place { party: problem.parties()[at].id.clone() };
                world.place[at] = Some(world.demand(demand));
            }
        }
        world
    }

    fn demand(&mut self, demand: Demand) -> usize {
        self.demands.push(demand);
        self.demands.len() - 1
    }

    /// The rules that hold for all alike, where there is anything they could forbid.
    fn alike(&mut self) {
        let shape = &self.problem.ask().shape;
        let mentored = self.problem.mentored();
        let told = [
            (Rule::Travel, self.longest.is_some()),
            (Rule::Theme, true),
            (Rule::Language, true),
            (Rule::Kind, true),
            (Rule::Host, true),
            (Rule::SameMentor, mentored),
            (Rule::MostGroups, shape.most_groups.is_some()),
            (Rule::Support, mentored && shape.support != Support::None),
        ];
        for (rule, _) in told.into_iter().filter(|(rule, told)| *told && self.problem.on(*rule)) {
            let number = self.demand(Demand::Rule { rule });
            self.alike.push((rule, number));
        }
    }

    fn number(&self, rule: Rule) -> Option<usize> {
        self.alike.iter().find(|it| it.0 == rule).map(|it| it.1)
    }

    fn relations(&mut self) {
        let relations = &self.problem.ask().relations;
        for (rule, pairs) in [(Rule::Conflict, &relations.conflicts), (Rule::Apart, &relations.apart)] {
            for pair in pairs.iter().filter(|_| self.problem.on(rule)) {
                let number = self.demand(Demand::Pair { rule, pair: pair.clone() });
                self.part(pair, number);
            }
        }
        for pair in relations.together.iter().filter(|_| self.problem.on(Rule::Together)) {
            let number = self.demand(Demand::Pair { rule: Rule::Together, pair: pair.clone() });
            self.join(number, [&pair.0, &pair.1].into_iter());
        }
        for lock in relations.locks.iter().filter(|_| self.problem.on(Rule::Locked)) {
            let number = self.demand(Demand::Lock { lock: lock.clone() });
            self.join(number, lock.members.iter().chain(&lock.mentor));
        }
    }

    fn part(&mut self, pair: &Pair, number: usize) {
        let (n, m) = (self.problem.parties().len(), self.problem.mentors().len());
        match (self.problem.who(&pair.0), self.problem.who(&pair.1)) {
            (Some(Who::Party(a)), Some(Who::Party(b))) => {
                self.parties[a * n + b].push(number);
                self.parties[b * n + a].push(number);
            }
            (Some(Who::Party(a)), Some(Who::Mentor(k))) | (Some(Who::Mentor(k)), Some(Who::Party(a))) => {
                self.mentored[a * m + k].push(number);
            }
            (Some(Who::Mentor(k)), Some(Who::Mentor(s))) => {
                self.backed[k * m + s].push(number);
                self.backed[s * m + k].push(number);
            }
            _ => {}
        }
    }

    fn join<'b>(&mut self, number: usize, ids: impl Iterator<Item = &'b Id>) {
        let (mut parties, mut mentors) = (Vec::new(), BTreeSet::new());
        for id in ids {
            match self.problem.who(id) {
                Some(Who::Party(at)) => parties.push(at),
                Some(Who::Mentor(at)) => _ = mentors.insert(at),
                None => {}
            }
        }
        self.joined.push((number, parties, mentors));
    }

    /// Which demands two parties in one group break, relations and rules.
    fn between(&self, one: usize, other: usize) -> impl Iterator<Item = usize> + '_ {
        let (a, b) = (&self.problem.parties()[one], &self.problem.parties()[other]);
        let far = self.longest.is_some_and(|it| self.problem.way(one, other) > it);
        let told = [
            (Rule::Travel, far),
            (Rule::Kind, a.kind != b.kind),
            (Rule::Theme, wanted::strangers(&a.themes, &b.themes)),
            (Rule::Language, wanted::strangers(&a.languages, &b.languages)),
        ];
        let rules = told.into_iter().filter(|it| it.1).filter_map(|it| self.number(it.0));
        rules.chain(self.parties[one * self.problem.parties().len() + other].iter().copied())
    }

    /// Which demands a party with a mentor breaks.
    fn led(&self, party: usize, mentor: usize) -> impl Iterator<Item = usize> + '_ {
        let (a, k) = (&self.problem.parties()[party], &self.problem.mentors()[mentor]);
        let far = self.longest.is_some_and(|it| self.problem.way_to_mentor(party, mentor) > it);
        let told = [
            (Rule::Travel, far),
            (Rule::Language, wanted::strangers(&a.languages, &k.languages)),
            (Rule::SameMentor, self.problem.links().had(party, mentor)),
        ];
        let rules = told.into_iter().filter(|it| it.1).filter_map(|it| self.number(it.0));
        rules.chain(self.mentored[party * self.problem.mentors().len() + mentor].iter().copied())
    }

    /// Whether these demands can all hold; `effort` is what there is left to search with.
    pub(crate) fn verdict(&self, kept: &BTreeSet<usize>, effort: &mut u64) -> Verdict {
        let keep = Kept::new(self, kept);
        let Some((members, units)) = self.units(&keep) else { return Verdict::Impossible };
        let members_of =
            |units: &[usize]| -> Vec<usize> { units.iter().flat_map(|it| members[*it].iter().copied()).collect() };
        let mentored = self.problem.mentored();
        let suit = |units: &[usize]| {
            let all = members_of(units);
            self.in_common(&keep, &all) && (mentored || self.with_mentor(&keep, &all, None))
        };
        let led = |units: &[usize], mentor: usize| self.with_mentor(&keep, &members_of(units), Some(mentor));
        let instance = Instance {
            units,
            size: self.size,
            leads: mentored.then(|| self.capacities(&keep, |it| it.leads)),
            most_groups: self.most_groups(&keep),
            suit: &suit,
            led: &led,
            support: self.backing(&keep),
        };
        match cover::cover(&instance, effort) {
            Cover::Impossible => Verdict::Impossible,
            Cover::Unknown => Verdict::Unknown,
            Cover::Found(groups) => {
                let groups = groups.into_iter().map(|it| (members_of(&it.units), it.mentor, it.support)).collect();
                Verdict::Possible(self.held(groups))
            }
        }
    }

    /// What always holds for a whole group beyond pairs: a theme.
    fn in_common(&self, keep: &Kept, members: &[usize]) -> bool {
        let themes = members.iter().map(|it| &self.problem.parties()[*it].themes);
        !keep.rule(Rule::Theme) || !check::nothing_shared(themes)
    }

    /// What holds for a whole group with its mentor: a language, a host.
    fn with_mentor(&self, keep: &Kept, members: &[usize], mentor: Option<usize>) -> bool {
        let languages = members.iter().map(|it| &self.problem.parties()[*it].languages);
        let lead = mentor.map(|it| &self.problem.mentors()[it].languages);
        (!keep.rule(Rule::Language) || !check::nothing_shared(languages.chain(lead)))
            && (!keep.rule(Rule::Host) || check::hosted(self.problem, members, mentor))
    }

    fn most_groups(&self, keep: &Kept) -> u32 {
        let all = u32::try_from(self.problem.parties().len()).unwrap_or(u32::MAX);
        self.problem.ask().shape.most_groups.filter(|_| keep.rule(Rule::MostGroups)).unwrap_or(all)
    }

    fn capacities(&self, keep: &Kept, of: impl Fn(&crate::Mentor) -> u32) -> Vec<u32> {
        let all = u32::try_from(self.problem.parties().len()).unwrap_or(u32::MAX);
        let can = |(at, it): (usize, &crate::Mentor)| match of(it) {
            0 => 0,
            most if self.capacity[at].is_some_and(|demand| keep.has(demand)) => most,
            _ => all,
        };
        self.problem.mentors().iter().enumerate().map(can).collect()
    }

    fn backing(&self, keep: &Kept) -> Option<Backing> {
        if !keep.rule(Rule::Support) {
            return None;
        }
        let m = self.problem.mentors().len();
        let by = |mentor: usize| {
            self.problem.wants_support(mentor).then(|| {
                let mut by = Bits::none(m);
                (0..m)
                    .filter(|it| *it != mentor && self.problem.mentors()[*it].backs > 0)
                    .filter(|it| self.backed[mentor * m + it].iter().all(|demand| !keep.has(*demand)))
                    .for_each(|it| by.add(it));
                by
            })
        };
        Some(Backing { by: (0..m).map(by).collect(), backs: self.capacities(keep, |it| it.backs) })
    }

    /// Who belongs together, and what is left to choose; `None`: somebody who has to be placed cannot be, however
    /// the others are.
    fn units(&self, keep: &Kept) -> Option<(Vec<Vec<usize>>, Vec<Unit>)> {
        let (n, m) = (self.problem.parties().len(), self.problem.mentors().len());
        let mut block: Vec<usize> = (0..n).collect();
        let mut forced: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); n];
        for (_, parties, mentors) in self.joined.iter().filter(|it| keep.has(it.0)) {
            for pair in parties.windows(2) {
                let (one, other) = (block[pair[0]], block[pair[1]]);
                let (stay, go) = (one.min(other), one.max(other));
                block.iter_mut().filter(|it| **it == go).for_each(|it| *it = stay);
            }
            parties.iter().for_each(|it| forced[*it].extend(mentors));
        }
        let mut members: Vec<Vec<usize>> = Vec::new();
        let mut required: Vec<bool> = Vec::new();
        for first in (0..n).filter(|it| block[*it] == *it) {
            let all: Vec<usize> = (first..n).filter(|it| block[*it] == first).collect();
            let must = all.iter().any(|it| !forced[*it].is_empty() || self.place[*it].is_some_and(|it| keep.has(it)));
            let seats: u32 = all.iter().map(|it| u32::from(self.problem.parties()[*it].seats.0)).sum();
            // Who has a mentor by force has no place where groups have none.
            let led = self.problem.mentored() || all.iter().all(|it| forced[*it].is_empty());
            let fits = led && seats <= self.size.1 && keep.free(self, &all, &all);
            match (fits, must) {
                (true, _) => {
                    members.push(all);
                    required.push(must);
                }
                (false, true) => return None,
                (false, false) => {}
            }
        }
        let count = members.len();
        let units = (0..count)
            .map(|at| {
                let mut partners = Bits::none(count);
                (0..count)
                    .filter(|it| *it != at && keep.free(self, &members[at], &members[*it]))
                    .for_each(|it| partners.add(it));
                let mut mentors = Bits::none(m);
                let by: BTreeSet<usize> = members[at].iter().flat_map(|it| forced[*it].iter().copied()).collect();
                (0..m)
                    .filter(|mentor| by.is_empty() || (by.len() == 1 && by.contains(mentor)))
                    .filter(|mentor| self.problem.mentors()[*mentor].leads > 0)
                    .filter(|mentor| {
                        members[at].iter().all(|it| self.led(*it, *mentor).all(|demand| !keep.has(demand)))
                    })
                    .for_each(|it| mentors.add(it));
                let seats = members[at].iter().map(|it| u32::from(self.problem.parties()[*it].seats.0)).sum();
                Unit { seats, required: required[at], partners, mentors }
            })
            .collect();
        Some((members, units))
    }

    /// Which demands hold in groups that were found.
    fn held(&self, groups: Vec<(Vec<usize>, Option<usize>, Option<usize>)>) -> BTreeSet<usize> {
        let all: BTreeSet<usize> = (0..self.demands.len()).collect();
        let keep = Kept::new(self, &all);
        let mut broken: BTreeSet<usize> = BTreeSet::new();
        let n = self.problem.parties().len();
        let mut home: Vec<Option<usize>> = vec![None; n];
        for (number, (members, mentor, support)) in groups.iter().enumerate() {
            for (nth, one) in members.iter().enumerate() {
                home[*one] = Some(number);
                members[nth + 1..].iter().for_each(|other| broken.extend(self.between(*one, *other)));
                mentor.iter().for_each(|mentor| broken.extend(self.led(*one, *mentor)));
            }
            let mut note = |rule: Rule, holds: bool| {
                broken.extend(self.number(rule).filter(|_| !holds));
            };
            note(Rule::Theme, self.in_common(&keep, members));
            let hosted = !keep.rule(Rule::Host) || check::hosted(self.problem, members, *mentor);
            note(Rule::Host, hosted);
            let languages = members.iter().map(|it| &self.problem.parties()[*it].languages);
            let lead = mentor.map(|it| &self.problem.mentors()[it].languages);
            note(Rule::Language, !check::nothing_shared(languages.chain(lead)));
            note(Rule::Support, support.is_some() || mentor.is_none_or(|it| !self.problem.wants_support(it)));
            if let (Some(mentor), Some(support)) = (mentor, support) {
                broken.extend(&self.backed[mentor * self.problem.mentors().len() + support]);
            }
        }
        self.overfull(&groups, &mut broken);
        for (number, parties, mentors) in &self.joined {
            let first = parties.first().and_then(|it| home[*it]);
            let one = parties.iter().all(|it| home[*it] == first);
            let led = mentors.iter().all(|it| first.is_some_and(|at| groups[at].1 == Some(*it)));
            if !one || !led {
                broken.insert(*number);
            }
        }
        broken.extend((0..n).filter(|it| home[*it].is_none()).filter_map(|it| self.place[it]));
        all.difference(&broken).copied().collect()
    }

    fn overfull(&self, groups: &[(Vec<usize>, Option<usize>, Option<usize>)], broken: &mut BTreeSet<usize>) {
        if self.problem.ask().shape.most_groups.is_some_and(|most| groups.len() > most as usize) {
            broken.extend(self.number(Rule::MostGroups));
        }
        for (at, mentor) in self.problem.mentors().iter().enumerate() {
            let leads = groups.iter().filter(|it| it.1 == Some(at)).count();
            let backs = groups.iter().filter(|it| it.2 == Some(at)).count();
            if leads > mentor.leads as usize || backs > mentor.backs as usize {
                broken.extend(self.capacity[at]);
            }
        }
    }
}

/// Which demands are kept.
struct Kept {
    kept: Vec<bool>,
    rules: BTreeSet<Rule>,
}

impl Kept {
    fn new(world: &World<'_>, kept: &BTreeSet<usize>) -> Self {
        let rules = world.alike.iter().filter(|it| kept.contains(&it.1)).map(|it| it.0).collect();
        let kept = (0..world.demands.len()).map(|it| kept.contains(&it)).collect();
        Self { kept, rules }
    }

    fn has(&self, demand: usize) -> bool {
        self.kept[demand]
    }

    fn rule(&self, rule: Rule) -> bool {
        self.rules.contains(&rule)
    }

    /// Whether nothing that is kept stands between any of these and any of those.
    fn free(&self, world: &World<'_>, these: &[usize], those: &[usize]) -> bool {
        these.iter().all(|one| {
            those.iter().all(|other| one == other || world.between(*one, *other).all(|demand| !self.has(demand)))
        })
    }
}
