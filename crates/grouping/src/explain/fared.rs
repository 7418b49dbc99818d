//! How the wishes of each organisation fared, and what speaks for each group.
//!
//! A wish between two is felt once for each companion and once for the mentor. It is met where none of them costs
//! anything, not met where all of them cost as much as they can, partly met otherwise. Ways have no such end: they are
//! met where they are no longer than the least possible ([`WishFared::least`]), and not met where they are more than
//! twice that and more than fifty kilometres (or minutes) longer.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::{
    Arrangement, Id, Problem, Rule, STRONG, WEAK, Wish,
    check::{self, Placed, placed},
    wanted,
};

/// How a wish fared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Met {
    /// As well as could be.
    Wholly,
    /// In part.
    Partly,
    /// Not at all.
    Not,
}

/// Why a wish did not fare better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Because {
    /// Nobody it may be in a group with fulfils it.
    Nobody,
    /// There are some who do, and they are in other groups: the whole is better so.
    Elsewhere,
    /// Those in its own group who do are fewer than there are in the group.
    Some,
}

/// How one wish of one organisation fared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WishFared {
    /// Which wish.
    pub wish: Wish,
    /// How it fared.
    pub met: Met,
    /// What it costs, in points.
    pub points: i64,
    /// What it costs before the weight: kilometres or minutes for travel, otherwise 100 for each who does not fulfil
    /// it at all.
    pub units: i64,
    /// The least units with as many companions and a mentor, each chosen for this wish alone among those allowed.
    pub least: i64,
    /// Who in the group fulfils it wholly, mentor included.
    pub by: BTreeSet<Id>,
    /// Who in the group does not.
    pub not_by: BTreeSet<Id>,
    /// Why not better; `None` where it is met.
    pub because: Option<Because>,
}

/// How one organisation fared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fared {
    /// Who.
    pub id: Id,
    /// Its group, by position in the arrangement; `None`: left out.
    pub group: Option<usize>,
    /// What it bears, in points.
    pub burden: i64,
    /// Its wishes that have a weight and about which something is known, in the order wishes are shown.
    pub wishes: Vec<WishFared>,
}

/// How the wishes of everybody fared, in order of ids.
pub fn fared(problem: &Problem, arrangement: &Arrangement) -> Vec<Fared> {
    let groups: Vec<Placed> = arrangement.groups.iter().map(|it| placed(problem, it)).collect();
    (0..problem.parties().len())
        .map(|party| {
            let id = problem.parties()[party].id.clone();
            let Some(number) = groups.iter().position(|it| it.members.contains(&party)) else {
                return Fared { id, group: None, burden: 0, wishes: Vec::new() };
            };
            let group = &groups[number];
            let wishes: Vec<WishFared> =
                Wish::ALL.into_iter().filter_map(|wish| wish_fared(problem, group, party, wish)).collect();
            let burden = wishes.iter().map(|it| it.points).sum();
            Fared { id, group: Some(number), burden, wishes }
        })
        .collect()
}

fn wish_fared(problem: &Problem, group: &Placed, party: usize, wish: Wish) -> Option<WishFared> {
    if problem.weight(wish) == 0 {
        return None;
    }
    if wish == Wish::Host {
        return host_fared(problem, group, party);
    }
    if !Wish::BETWEEN_TWO.contains(&wish) {
        return None;
    }
    let felt = felt(problem, group, party, wish);
    let units: i64 = felt.values().sum();
    // Who has stated nothing still bears what another has stated.
    if units == 0 && !concerns(problem, wish, party) {
        return None;
    }
    let others = group.members.iter().filter(|it| **it != party).count();
    let least = least(problem, party, wish, others, group.mentor.is_some());
    let (by, not_by) = felt.iter().partition::<Vec<_>, _>(|(_, units)| **units <= little(wish));
    let names = |of: Vec<(&Id, &i64)>| -> BTreeSet<Id> { of.into_iter().map(|it| it.0.clone()).collect() };
    let met = met(wish, &felt, least);
    let because = (met != Met::Wholly).then(|| because(units, least, by.is_empty()));
    let points = i64::from(problem.weight(wish)) * units;
    Some(WishFared { wish, met, points, units, least, by: names(by), not_by: names(not_by), because })
}

/// Up to how many units somebody still fulfils a wish: two are about as large where the one is not much larger.
const fn little(wish: Wish) -> i64 {
    match wish {
        Wish::Size => 25,
        _ => 0,
    }
}

fn met(wish: Wish, felt: &BTreeMap<Id, i64>, least: i64) -> Met {
    let units: i64 = felt.values().sum();
    let twice = units > least.saturating_mul(2).max(least.saturating_add(50));
    match wish {
        Wish::Travel if units <= least => Met::Wholly,
        Wish::Travel if twice => Met::Not,
        Wish::Travel => Met::Partly,
        _ if felt.values().all(|it| *it <= little(wish)) => Met::Wholly,
        _ if felt.values().all(|it| *it == 100) => Met::Not,
        _ => Met::Partly,
    }
}

const fn because(units: i64, least: i64, nobody_here: bool) -> Because {
    if units <= least {
        Because::Nobody
    } else if nobody_here {
        Because::Elsewhere
    } else {
        Because::Some
    }
}

/// What each in the group costs a party for a wish, in units.
fn felt(problem: &Problem, group: &Placed, party: usize, wish: Wish) -> BTreeMap<Id, i64> {
    let members = group
        .members
        .iter()
        .filter(|it| **it != party)
        .map(|other| (problem.parties()[*other].id.clone(), wanted::between(problem, wish, party, *other)));
    let mentor = group
        .mentor
        .filter(|_| felt_with_mentor(wish))
        .map(|it| (problem.mentors()[it].id.clone(), wanted::with_mentor(problem, wish, party, it)));
    members.chain(mentor).collect()
}

/// Whether a wish is felt with a mentor too.
const fn felt_with_mentor(wish: Wish) -> bool {
    matches!(wish, Wish::Travel | Wish::Theme | Wish::Complement | Wish::Acquaintance)
}

/// Whether anything is known of a party that a wish could be held against.
fn concerns(problem: &Problem, wish: Wish, party: usize) -> bool {
    let it = &problem.parties()[party];
    match wish {
        Wish::Theme => !it.themes.is_empty(),
        Wish::Size => it.size.is_some(),
        Wish::Class => !it.class.is_empty(),
        Wish::Similar => !it.similar.is_empty(),
        Wish::Complement => it.profile.values().any(|score| *score < WEAK),
        _ => true,
    }
}

/// The least units a wish could have cost a party with that many companions and, if `mentored`, a mentor.
fn least(problem: &Problem, party: usize, wish: Wish, others: usize, mentored: bool) -> i64 {
    let mut near: Vec<i64> = (0..problem.parties().len())
        .filter(|other| *other != party && may_meet(problem, party, *other))
        .map(|other| wanted::between(problem, wish, party, other))
        .collect();
    near.sort_unstable();
    let members: i64 = near.iter().take(others).sum();
    let mentors = (0..problem.mentors().len()).filter(|it| may_lead(problem, party, *it));
    let mentor = mentors.map(|it| wanted::with_mentor(problem, wish, party, it)).min().filter(|_| mentored);
    members + mentor.unwrap_or(0)
}

/// Whether two parties may be in one group, as far as the two can tell.
pub(crate) fn may_meet(problem: &Problem, one: usize, other: usize) -> bool {
    crate::model::may_meet(problem, one, other)
}

/// Whether a mentor may lead a party, as far as the two can tell.
pub(crate) fn may_lead(problem: &Problem, party: usize, mentor: usize) -> bool {
    crate::model::may_lead(problem, party, mentor)
}

fn host_fared(problem: &Problem, group: &Placed, party: usize) -> Option<WishFared> {
    let anybody = problem.parties().iter().any(|it| it.can_host) || problem.mentors().iter().any(|it| it.can_host);
    if !anybody {
        return None;
    }
    let hosted = check::hosted(problem, &group.members, group.mentor);
    let hosts = group
        .members
        .iter()
        .map(|it| &problem.parties()[*it])
        .filter(|it| it.can_host)
        .map(|it| it.id.clone())
        .chain(group.mentor.map(|it| &problem.mentors()[it]).filter(|it| it.can_host).map(|it| it.id.clone()));
    let by: BTreeSet<Id> = if hosted { hosts.collect() } else { BTreeSet::new() };
    let units = if hosted { 0 } else { 100 };
    let points = if hosted { 0 } else { problem.cost_of_no_host() };
    let met = if hosted { Met::Wholly } else { Met::Not };
    let elsewhere = (0..problem.parties().len())
        .any(|it| it != party && problem.parties()[it].can_host && may_meet(problem, party, it));
    let because = (!hosted).then_some(if elsewhere { Because::Elsewhere } else { Because::Nobody });
    let least = if hosted || elsewhere { 0 } else { 100 };
    Some(WishFared { wish: Wish::Host, met, points, units, least, by, not_by: BTreeSet::new(), because })
}

/// Something that speaks for a group, or against it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Reason {
    /// They were settled by hand, or have to be together ([`Rule::Locked`], [`Rule::Together`]).
    Settled {
        /// By which rule.
        rule: Rule,
        /// Who.
        who: BTreeSet<Id>,
    },
    /// They lie near each other.
    Near {
        /// The ways of all who meet, each once: kilometres or minutes.
        ways: i64,
        /// The longest of them.
        longest: i64,
        /// What ways of as many would be on average among all who may meet.
        usual: i64,
    },
    /// They share themes.
    Themes {
        /// Which all have who have stated any.
        all: BTreeSet<String>,
        /// Which two at least have and not all.
        some: BTreeMap<String, BTreeSet<Id>>,
    },
    /// They are alike in size.
    Sizes {
        /// The smallest.
        smallest: u64,
        /// The largest.
        largest: u64,
    },
    /// They are of one type.
    Class {
        /// Which.
        class: String,
    },
    /// They resemble each other (RKA).
    Similar {
        /// Which pairs do.
        pairs: Vec<crate::Pair>,
        /// Of how many.
        of: usize,
    },
    /// One is strong where another is weak.
    Complement {
        /// In which areas who is strong and who is weak, mentor included among the strong.
        areas: Vec<Learning>,
    },
    /// Nobody has met anybody before.
    NewAcquaintances,
    /// Somebody can host all the others.
    Hosts {
        /// Who.
        who: BTreeSet<Id>,
    },
    /// The one who backs the mentor is near.
    Support {
        /// How far: kilometres or minutes.
        way: i64,
    },
}

/// Where some can learn of others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Learning {
    /// The area.
    pub area: String,
    /// Who is weak in it, with the score.
    pub weak: BTreeMap<Id, u8>,
    /// Who is strong in it, with the score.
    pub strong: BTreeMap<Id, u8>,
}

/// A reason and how much it speaks for the group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Weighed {
    /// What.
    pub reason: Reason,
    /// How many points less this group costs, by this wish, than as many chosen by lot among all who may meet.
    pub gain: i64,
}

/// Why these are together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Why {
    /// The group, by position in the arrangement.
    pub group: usize,
    /// Who.
    pub members: Vec<Id>,
    /// Led by whom.
    pub mentor: Option<Id>,
    /// Backed by whom.
    pub support: Option<Id>,
    /// What the group costs, in points.
    pub points: i64,
    /// What speaks for it: what was settled by hand first, then the strongest.
    pub speaks_for: Vec<Weighed>,
    /// The wishes by which it is worse than by lot, the worst first, in points above.
    pub speaks_against: Vec<(Wish, i64)>,
}

/// Why each group is as it is, in the order of the arrangement.
pub fn why(problem: &Problem, arrangement: &Arrangement) -> Vec<Why> {
    let usual = Usual::of(problem);
    let score = crate::score(problem, arrangement);
    arrangement
        .groups
        .iter()
        .enumerate()
        .map(|(number, group)| {
            let at = placed(problem, group);
            let mut gains: Vec<(Wish, i64)> =
                Wish::ALL.into_iter().map(|wish| (wish, gain(problem, &usual, &at, wish))).collect();
            gains.sort_by_key(|(wish, gain)| (std::cmp::Reverse(*gain), *wish));
            let mut speaks_for = settled(problem, &at);
            let told = gains.iter().filter(|it| it.1 > 0 || (it.1 == 0 && by_name(problem, it.0)));
            speaks_for.extend(told.filter_map(|(wish, gain)| {
                let reason = reason(problem, &usual, &at, *wish)?;
                Some(Weighed { reason, gain: *gain })
            }));
            let speaks_against = gains.iter().rev().filter(|it| it.1 < 0).map(|(wish, gain)| (*wish, -gain)).collect();
            Why {
                group: number,
                members: group.members.clone(),
                mentor: group.mentor.clone(),
                support: group.support.clone(),
                points: score.groups[number].total,
                speaks_for,
                speaks_against,
            }
        })
        .collect()
}

/// Whether a wish is told by what is shared even where any others would have shared as much.
fn by_name(problem: &Problem, wish: Wish) -> bool {
    problem.weight(wish) > 0 && matches!(wish, Wish::Theme | Wish::Class | Wish::Similar | Wish::Complement)
}

/// What a wish costs on average between any two who may meet, in hundredths of a unit.
struct Usual {
    members: BTreeMap<Wish, i64>,
    mentors: BTreeMap<Wish, i64>,
    support: i64,
}

impl Usual {
    fn of(problem: &Problem) -> Self {
        let (n, m) = (problem.parties().len(), problem.mentors().len());
        let pairs: Vec<(usize, usize)> = (0..n)
            .flat_map(|one| (one + 1..n).map(move |other| (one, other)))
            .filter(|(one, other)| may_meet(problem, *one, *other))
            .collect();
        let led: Vec<(usize, usize)> = (0..n)
            .flat_map(|party| (0..m).map(move |mentor| (party, mentor)))
            .filter(|(party, mentor)| may_lead(problem, *party, *mentor))
            .collect();
        let backed: Vec<i64> = (0..m)
            .filter(|it| problem.wants_support(*it))
            .flat_map(|mentor| (0..m).map(move |support| (mentor, support)))
            .filter(|(mentor, support)| mentor != support && problem.mentors()[*support].backs > 0)
            .map(|(mentor, support)| i64::from(problem.way_to_support(mentor, support)))
            .collect();
        let members = |wish| mean(pairs.iter().map(|(a, b)| wanted::between(problem, wish, *a, *b)));
        let mentors = |wish| mean(led.iter().map(|(a, k)| wanted::with_mentor(problem, wish, *a, *k)));
        Self {
            members: Wish::BETWEEN_TWO.into_iter().map(|wish| (wish, members(wish))).collect(),
            mentors: Wish::BETWEEN_TWO.into_iter().map(|wish| (wish, mentors(wish))).collect(),
            support: mean(backed.into_iter()),
        }
    }

    /// What a group of so many costs, each felt by one: units.
    fn units(&self, wish: Wish, members: i64, mentored: bool) -> i64 {
        let between = self.members.get(&wish).copied().unwrap_or(0);
        let mentor = self.mentors.get(&wish).copied().unwrap_or(0);
        (between * members * (members - 1) + if mentored { mentor * members } else { 0 }) / 100
    }
}

/// The mean in hundredths, rounded down; nought of nothing.
fn mean(of: impl Iterator<Item = i64>) -> i64 {
    let (sum, count) = of.fold((0_i64, 0_i64), |(sum, count), it| (sum + it, count + 1));
    if count == 0 { 0 } else { 100 * sum / count }
}

fn count(of: usize) -> i64 {
    i64::try_from(of).unwrap_or(i64::MAX)
}

/// How many points less a wish costs this group than one by lot.
fn gain(problem: &Problem, usual: &Usual, group: &Placed, wish: Wish) -> i64 {
    let weight = i64::from(problem.weight(wish));
    match wish {
        Wish::Host => {
            let anybody = problem.parties().iter().any(|it| it.can_host);
            let hosted = check::hosted(problem, &group.members, group.mentor);
            let all = weight * 100 * count(group.members.len());
            if hosted && !problem.parties().iter().all(|it| it.can_host) {
                all
            } else if anybody && !hosted {
                -all
            } else {
                0
            }
        }
        Wish::Support => match (group.mentor, group.support) {
            (Some(mentor), Some(support)) => {
                weight * (usual.support / 100 - i64::from(problem.way_to_support(mentor, support)))
            }
            _ => 0,
        },
        Wish::Fairness => 0,
        _ => {
            let felt: i64 =
                group.members.iter().flat_map(|party| felt(problem, group, *party, wish).into_values()).sum();
            weight * (usual.units(wish, count(group.members.len()), group.mentor.is_some()) - felt)
        }
    }
}

/// What was settled for this group before anything was weighed.
fn settled(problem: &Problem, group: &Placed) -> Vec<Weighed> {
    let here: BTreeSet<Id> = group
        .members
        .iter()
        .map(|it| problem.parties()[*it].id.clone())
        .chain(group.mentor.map(|it| problem.mentors()[it].id.clone()))
        .collect();
    let relations = &problem.ask().relations;
    let locked = relations.locks.iter().filter(|_| problem.on(Rule::Locked));
    let locked =
        locked.map(|it| (Rule::Locked, it.members.iter().chain(&it.mentor).cloned().collect::<BTreeSet<Id>>()));
    let together = relations.together.iter().filter(|_| problem.on(Rule::Together));
    let together = together.map(|it| (Rule::Together, BTreeSet::from([it.0.clone(), it.1.clone()])));
    locked
        .chain(together)
        .filter(|(_, who)| who.iter().all(|it| here.contains(it)))
        .map(|(rule, who)| Weighed { reason: Reason::Settled { rule, who }, gain: 0 })
        .collect()
}

/// The facts behind a wish; `None` where there is nothing to tell.
fn reason(problem: &Problem, usual: &Usual, group: &Placed, wish: Wish) -> Option<Reason> {
    let parties = || group.members.iter().map(|it| &problem.parties()[*it]);
    Some(match wish {
        Wish::Travel => near(problem, usual, group),
        Wish::Theme => return themes(problem, group),
        Wish::Size => {
            let sizes: Vec<u64> = parties().filter_map(|it| it.size).collect();
            // Said of a group only where each of them would say so.
            let alike = |party: &usize| felt(problem, group, *party, wish).values().all(|it| *it <= little(wish));
            if sizes.len() < 2 || !group.members.iter().all(alike) {
                return None;
            }
            Reason::Sizes { smallest: *sizes.iter().min()?, largest: *sizes.iter().max()? }
        }
        Wish::Class => {
            let classes: BTreeSet<&String> = parties().map(|it| &it.class).filter(|it| !it.is_empty()).collect();
            let known = parties().filter(|it| !it.class.is_empty()).count();
            let class = classes.first().filter(|_| classes.len() == 1 && known > 1)?;
            Reason::Class { class: (*class).clone() }
        }
        Wish::Similar => return similar(problem, group),
        Wish::Complement => return learning(problem, group),
        Wish::Acquaintance => {
            let met = group.members.iter().any(|party| felt(problem, group, *party, wish).values().any(|it| *it > 0));
            if met {
                return None;
            }
            Reason::NewAcquaintances
        }
        Wish::Host => {
            let who = parties()
                .filter(|it| it.can_host)
                .map(|it| it.id.clone())
                .chain(group.mentor.map(|it| &problem.mentors()[it]).filter(|it| it.can_host).map(|it| it.id.clone()))
                .collect();
            Reason::Hosts { who }
        }
        Wish::Support => Reason::Support { way: i64::from(problem.way_to_support(group.mentor?, group.support?)) },
        Wish::Fairness => return None,
    })
}

fn near(problem: &Problem, usual: &Usual, group: &Placed) -> Reason {
    let members = group
        .members
        .iter()
        .enumerate()
        .flat_map(|(nth, one)| group.members[nth + 1..].iter().map(|other| i64::from(problem.way(*one, *other))));
    let mentor = group
        .mentor
        .into_iter()
        .flat_map(|mentor| group.members.iter().map(move |it| i64::from(problem.way_to_mentor(*it, mentor))));
    let ways: Vec<i64> = members.chain(mentor).collect();
    let many = count(group.members.len());
    let between = usual.members.get(&Wish::Travel).copied().unwrap_or(0);
    let to_mentor = usual.mentors.get(&Wish::Travel).copied().unwrap_or(0);
    let led = if group.mentor.is_some() { to_mentor * many } else { 0 };
    Reason::Near {
        ways: ways.iter().sum(),
        longest: ways.iter().max().copied().unwrap_or(0),
        usual: (between * many * (many - 1) / 2 + led) / 100,
    }
}

fn themes(problem: &Problem, group: &Placed) -> Option<Reason> {
    let mut who: BTreeMap<String, BTreeSet<Id>> = BTreeMap::new();
    let stated: Vec<_> =
        group.members.iter().map(|it| &problem.parties()[*it]).filter(|it| !it.themes.is_empty()).collect();
    for party in &stated {
        for theme in &party.themes {
            who.entry(theme.clone()).or_default().insert(party.id.clone());
        }
    }
    who.retain(|_, it| it.len() > 1);
    let all: BTreeSet<String> =
        who.iter().filter(|(_, it)| it.len() == stated.len()).map(|(theme, _)| theme.clone()).collect();
    who.retain(|theme, _| !all.contains(theme));
    (!all.is_empty() || !who.is_empty()).then_some(Reason::Themes { all, some: who })
}

fn similar(problem: &Problem, group: &Placed) -> Option<Reason> {
    let mut pairs = Vec::new();
    let mut of = 0;
    for (nth, one) in group.members.iter().enumerate() {
        for other in &group.members[nth + 1..] {
            let (a, b) = (&problem.parties()[*one], &problem.parties()[*other]);
            of += 1;
            if a.similar.contains(&b.id) || b.similar.contains(&a.id) {
                pairs.push(crate::Pair::of(a.id.clone(), b.id.clone()));
            }
        }
    }
    (!pairs.is_empty()).then_some(Reason::Similar { pairs, of })
}

fn learning(problem: &Problem, group: &Placed) -> Option<Reason> {
    let members: Vec<_> = group.members.iter().map(|it| &problem.parties()[*it]).collect();
    let mentor = group.mentor.map(|it| &problem.mentors()[it]);
    let areas: BTreeSet<&String> = members.iter().flat_map(|it| it.profile.keys()).collect();
    let areas: Vec<Learning> = areas
        .into_iter()
        .filter_map(|area| {
            let scores = || members.iter().filter_map(|it| Some((it.id.clone(), *it.profile.get(area)?)));
            let led = mentor.and_then(|it| Some((it.id.clone(), *it.profile.get(area)?)));
            let weak: BTreeMap<Id, u8> = scores().filter(|it| it.1 < WEAK).collect();
            let strong: BTreeMap<Id, u8> = scores().chain(led).filter(|it| it.1 >= STRONG).collect();
            (!weak.is_empty() && !strong.is_empty()).then(|| Learning { area: area.clone(), weak, strong })
        })
        .collect();
    (!areas.is_empty()).then_some(Reason::Complement { areas })
}
