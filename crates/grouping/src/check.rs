//! Is this arrangement allowed? Every breach, by the words of the rules, straight from what is asked: no table of the
//! solver is used, so that the one checks the other.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{Arrangement, Group, Id, Pair, Problem, Rule, Who};

/// Something in an arrangement that is not allowed. Groups are named by their positions in [`Arrangement::groups`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "breach", rename_all = "snake_case")]
pub enum Breach {
    /// It names somebody who is not here, or a mentor as a member, or a party as a mentor.
    Stranger {
        /// In which group; `None`: among those left out.
        group: Option<usize>,
        /// Who.
        id: Id,
    },
    /// Somebody stands in it twice.
    Twice {
        /// Who.
        id: Id,
    },
    /// Somebody has no group ([`Rule::Everyone`]).
    LeftOut {
        /// Who.
        id: Id,
    },
    /// A group has too few or too many places taken.
    Size {
        /// Which group.
        group: usize,
        /// How many are taken.
        seats: u32,
        /// The fewest.
        smallest: u8,
        /// The most.
        largest: u8,
    },
    /// A group has no mentor, though groups have.
    NoMentor {
        /// Which group.
        group: usize,
    },
    /// A group has a mentor or a supporting mentor, though groups have none.
    UnwantedMentor {
        /// Which group.
        group: usize,
        /// Who.
        id: Id,
    },
    /// Nobody backs a mentor who should be backed ([`Rule::Support`]).
    NoSupport {
        /// Which group.
        group: usize,
        /// Who should be backed.
        mentor: Id,
    },
    /// One is to back itself, or to back a group that has no mentor.
    BacksNobody {
        /// Which group.
        group: usize,
        /// Who.
        id: Id,
    },
    /// Two who meet have too far to each other ([`Rule::Travel`]).
    TooFar {
        /// Which group.
        group: usize,
        /// The two.
        pair: Pair,
        /// How far it is.
        way: u32,
        /// How far it may be.
        longest: u32,
    },
    /// The members have no theme in common ([`Rule::Theme`]).
    NoTheme {
        /// Which group.
        group: usize,
    },
    /// Those who meet have no language in common ([`Rule::Language`]).
    NoLanguage {
        /// Which group.
        group: usize,
    },
    /// Members are of different kinds ([`Rule::Kind`]).
    Mixed {
        /// Which group.
        group: usize,
    },
    /// Nobody can host all the others ([`Rule::Host`]).
    NoHost {
        /// Which group.
        group: usize,
    },
    /// A mentor one has had before ([`Rule::SameMentor`]).
    SameMentor {
        /// Which group.
        group: usize,
        /// Who has had it.
        party: Id,
        /// Whom.
        mentor: Id,
    },
    /// A conflict of interest between two who meet, or between a mentor and who backs it ([`Rule::Conflict`]).
    Conflict {
        /// Which group.
        group: usize,
        /// The two.
        pair: Pair,
    },
    /// Two who must be apart are not ([`Rule::Apart`]).
    NotApart {
        /// Which group.
        group: usize,
        /// The two.
        pair: Pair,
    },
    /// Two who must be together are not ([`Rule::Together`]).
    NotTogether {
        /// The two.
        pair: Pair,
    },
    /// Something settled by hand is not so ([`Rule::Locked`]).
    NotLocked {
        /// Which lock, by its position in [`crate::Relations::locks`] of [`Problem::ask`].
        lock: usize,
    },
    /// A mentor leads more groups than it can ([`Rule::Capacity`]).
    LeadsTooMany {
        /// Who.
        mentor: Id,
        /// How many.
        leads: u32,
        /// How many it can.
        most: u32,
    },
    /// A supporting mentor backs more groups than it can ([`Rule::Capacity`]).
    BacksTooMany {
        /// Who.
        mentor: Id,
        /// How many.
        backs: u32,
        /// How many it can.
        most: u32,
    },
    /// There are too many groups ([`Rule::MostGroups`]).
    TooManyGroups {
        /// How many there are.
        groups: u32,
        /// How many there may be.
        most: u32,
    },
}

impl Breach {
    /// The group it is told with: its own, or that of somebody it is about; `None`: it belongs to no group alone.
    pub fn place(&self, arrangement: &Arrangement) -> Option<usize> {
        match self {
            Self::Stranger { group, .. } => *group,
            Self::Size { group, .. }
            | Self::NoMentor { group }
            | Self::UnwantedMentor { group, .. }
            | Self::NoSupport { group, .. }
            | Self::BacksNobody { group, .. }
            | Self::TooFar { group, .. }
            | Self::NoTheme { group }
            | Self::NoLanguage { group }
            | Self::Mixed { group }
            | Self::NoHost { group }
            | Self::SameMentor { group, .. }
            | Self::Conflict { group, .. }
            | Self::NotApart { group, .. } => Some(*group),
            Self::NotTogether { pair } => arrangement.group_of(&pair.0),
            Self::Twice { .. }
            | Self::LeftOut { .. }
            | Self::NotLocked { .. }
            | Self::LeadsTooMany { .. }
            | Self::BacksTooMany { .. }
            | Self::TooManyGroups { .. } => None,
        }
    }

    /// The rule that is broken; `None`: it is no arrangement of this problem at all, whatever the rules.
    pub const fn rule(&self) -> Option<Rule> {
        match self {
            Self::Stranger { .. }
            | Self::Twice { .. }
            | Self::Size { .. }
            | Self::NoMentor { .. }
            | Self::UnwantedMentor { .. }
            | Self::BacksNobody { .. } => None,
            Self::LeftOut { .. } => Some(Rule::Everyone),
            Self::NoSupport { .. } => Some(Rule::Support),
            Self::TooFar { .. } => Some(Rule::Travel),
            Self::NoTheme { .. } => Some(Rule::Theme),
            Self::NoLanguage { .. } => Some(Rule::Language),
            Self::Mixed { .. } => Some(Rule::Kind),
            Self::NoHost { .. } => Some(Rule::Host),
            Self::SameMentor { .. } => Some(Rule::SameMentor),
            Self::Conflict { .. } => Some(Rule::Conflict),
            Self::NotApart { .. } => Some(Rule::Apart),
            Self::NotTogether { .. } => Some(Rule::Together),
            Self::NotLocked { .. } => Some(Rule::Locked),
            Self::LeadsTooMany { .. } | Self::BacksTooMany { .. } => Some(Rule::Capacity),
            Self::TooManyGroups { .. } => Some(Rule::MostGroups),
        }
    }

    /// The stable name of the situation.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Stranger { .. } => "stranger",
            Self::Twice { .. } => "twice",
            Self::LeftOut { .. } => "left_out",
            Self::Size { .. } => "size",
            Self::NoMentor { .. } => "no_mentor",
            Self::UnwantedMentor { .. } => "unwanted_mentor",
            Self::NoSupport { .. } => "no_support",
            Self::BacksNobody { .. } => "backs_nobody",
            Self::TooFar { .. } => "too_far",
            Self::NoTheme { .. } => "no_theme",
            Self::NoLanguage { .. } => "no_language",
            Self::Mixed { .. } => "mixed",
            Self::NoHost { .. } => "no_host",
            Self::SameMentor { .. } => "same_mentor",
            Self::Conflict { .. } => "conflict",
            Self::NotApart { .. } => "not_apart",
            Self::NotTogether { .. } => "not_together",
            Self::NotLocked { .. } => "not_locked",
            Self::LeadsTooMany { .. } => "leads_too_many",
            Self::BacksTooMany { .. } => "backs_too_many",
            Self::TooManyGroups { .. } => "too_many_groups",
        }
    }
}

/// A group by position; those who are not here left out of it.
pub(crate) struct Placed {
    pub(crate) members: Vec<usize>,
    pub(crate) mentor: Option<usize>,
    pub(crate) support: Option<usize>,
}

/// Reads a group's ids.
pub(crate) fn placed(problem: &Problem, group: &Group) -> Placed {
    let party = |id: &Id| match problem.who(id) {
        Some(Who::Party(at)) => Some(at),
        _ => None,
    };
    let mentor = |id: &Id| match problem.who(id) {
        Some(Who::Mentor(at)) => Some(at),
        _ => None,
    };
    let mut members: Vec<usize> = group.members.iter().filter_map(party).collect();
    members.sort_unstable();
    members.dedup();
    Placed { members, mentor: group.mentor.as_ref().and_then(mentor), support: group.support.as_ref().and_then(mentor) }
}

/// Every breach of an arrangement, sorted; none: it is allowed.
pub fn check(problem: &Problem, arrangement: &Arrangement) -> Vec<Breach> {
    let mut found = Vec::new();
    everybody_once(problem, arrangement, &mut found);
    for (number, group) in arrangement.groups.iter().enumerate() {
        let placed = placed(problem, group);
        strangers(problem, number, group, &mut found);
        shape(problem, number, &placed, &mut found);
        meeting(problem, number, &placed, &mut found);
        in_common(problem, number, &placed, &mut found);
        backing(problem, number, group, &placed, &mut found);
    }
    whole(problem, arrangement, &mut found);
    found.sort();
    found.dedup();
    found
}

fn everybody_once(problem: &Problem, arrangement: &Arrangement, found: &mut Vec<Breach>) {
    let mut seen: BTreeMap<&str, (usize, bool)> = BTreeMap::new();
    for id in arrangement.groups.iter().flat_map(|it| &it.members) {
        let entry = seen.entry(id).or_default();
        entry.0 += 1;
        entry.1 = true;
    }
    for id in &arrangement.unplaced {
        seen.entry(id).or_default().0 += 1;
        if !matches!(problem.who(id), Some(Who::Party(_))) {
            found.push(Breach::Stranger { group: None, id: id.clone() });
        }
    }
    for (id, (times, _)) in &seen {
        if *times > 1 {
            found.push(Breach::Twice { id: (*id).to_owned() });
        }
    }
    if problem.on(Rule::Everyone) {
        for party in problem.parties() {
            if !seen.get(party.id.as_str()).is_some_and(|(_, grouped)| *grouped) {
                found.push(Breach::LeftOut { id: party.id.clone() });
            }
        }
    }
}

fn strangers(problem: &Problem, number: usize, group: &Group, found: &mut Vec<Breach>) {
    let mut stranger = |id: &Id| found.push(Breach::Stranger { group: Some(number), id: id.clone() });
    for id in &group.members {
        if !matches!(problem.who(id), Some(Who::Party(_))) {
            stranger(id);
        }
    }
    for id in group.mentor.iter().chain(&group.support) {
        if !matches!(problem.who(id), Some(Who::Mentor(_))) {
            stranger(id);
        }
    }
}

fn shape(problem: &Problem, number: usize, placed: &Placed, found: &mut Vec<Breach>) {
    let shape = &problem.ask().shape;
    let seats: u32 = placed.members.iter().map(|it| u32::from(problem.parties()[*it].seats.0)).sum();
    if seats < u32::from(shape.smallest) || seats > u32::from(shape.largest) {
        let (smallest, largest) = (shape.smallest, shape.largest);
        found.push(Breach::Size { group: number, seats, smallest, largest });
    }
    if problem.mentored() {
        if placed.mentor.is_none() {
            found.push(Breach::NoMentor { group: number });
        }
    } else {
        for at in placed.mentor.iter().chain(&placed.support) {
            found.push(Breach::UnwantedMentor { group: number, id: problem.mentors()[*at].id.clone() });
        }
    }
}

/// What must hold between any two who meet.
fn meeting(problem: &Problem, number: usize, placed: &Placed, found: &mut Vec<Breach>) {
    let id = |at: usize| problem.parties()[at].id.clone();
    for (nth, one) in placed.members.iter().copied().enumerate() {
        for other in placed.members.iter().copied().skip(nth + 1) {
            let pair = Pair::of(id(one), id(other));
            far(problem, number, &pair, problem.way(one, other), found);
            kept(number, &pair, problem.links().keeps(one, other), found);
        }
        if let Some(mentor) = placed.mentor {
            let lead = problem.mentors()[mentor].id.clone();
            let pair = Pair::of(id(one), lead.clone());
            far(problem, number, &pair, problem.way_to_mentor(one, mentor), found);
            kept(number, &pair, problem.links().keeps_from_mentor(one, mentor), found);
            if problem.on(Rule::SameMentor) && problem.links().had(one, mentor) {
                found.push(Breach::SameMentor { group: number, party: id(one), mentor: lead });
            }
        }
    }
}

fn far(problem: &Problem, group: usize, pair: &Pair, way: u32, found: &mut Vec<Breach>) {
    if let Some(longest) = problem.ask().rules.longest.filter(|it| problem.on(Rule::Travel) && way > *it) {
        found.push(Breach::TooFar { group, pair: pair.clone(), way, longest });
    }
}

fn kept(group: usize, pair: &Pair, rule: Option<Rule>, found: &mut Vec<Breach>) {
    match rule {
        Some(Rule::Conflict) => found.push(Breach::Conflict { group, pair: pair.clone() }),
        Some(_) => found.push(Breach::NotApart { group, pair: pair.clone() }),
        None => {}
    }
}

/// What the whole group must have in common.
fn in_common(problem: &Problem, number: usize, placed: &Placed, found: &mut Vec<Breach>) {
    let members = || placed.members.iter().map(|at| &problem.parties()[*at]);
    if problem.on(Rule::Theme) && nothing_shared(members().map(|it| &it.themes)) {
        found.push(Breach::NoTheme { group: number });
    }
    let mentor = placed.mentor.map(|at| &problem.mentors()[at].languages);
    if problem.on(Rule::Language) && nothing_shared(members().map(|it| &it.languages).chain(mentor)) {
        found.push(Breach::NoLanguage { group: number });
    }
    let kinds: BTreeSet<_> = members().map(|it| it.kind).collect();
    if problem.on(Rule::Kind) && kinds.len() > 1 {
        found.push(Breach::Mixed { group: number });
    }
    if problem.on(Rule::Host) && !hosted(problem, &placed.members, placed.mentor) {
        found.push(Breach::NoHost { group: number });
    }
}

/// Whether several have stated something and there is nothing that all of them have.
pub(crate) fn nothing_shared<'a>(sets: impl Iterator<Item = &'a BTreeSet<String>>) -> bool {
    let mut common: Option<BTreeSet<&String>> = None;
    for set in sets.filter(|it| !it.is_empty()) {
        common = Some(match common {
            None => set.iter().collect(),
            Some(so_far) => so_far.into_iter().filter(|it| set.contains(*it)).collect(),
        });
    }
    common.is_some_and(|it| it.is_empty())
}

/// Whether the members of a group have to go without a host within reach. Where nobody at all is said to be able to
/// host, hosts are no matter.
pub(crate) fn without_host(problem: &Problem, members: &[usize], mentor: Option<usize>) -> bool {
    let anybody = problem.parties().iter().any(|it| it.can_host) || problem.mentors().iter().any(|it| it.can_host);
    anybody && !hosted(problem, members, mentor)
}

/// Whether somebody in a group can host and is within reach of all the others.
pub(crate) fn hosted(problem: &Problem, members: &[usize], mentor: Option<usize>) -> bool {
    let within = problem.ask().rules.host_within.unwrap_or(u32::MAX);
    let by_member = |host: usize| {
        problem.parties()[host].can_host
            && members.iter().all(|it| *it == host || problem.way(host, *it) <= within)
            && mentor.is_none_or(|it| problem.way_to_mentor(host, it) <= within)
    };
    let by_mentor = |host: usize| {
        problem.mentors()[host].can_host && members.iter().all(|it| problem.way_to_mentor(*it, host) <= within)
    };
    members.iter().copied().any(by_member) || mentor.is_some_and(by_mentor)
}

fn backing(problem: &Problem, number: usize, group: &Group, placed: &Placed, found: &mut Vec<Breach>) {
    let id = |at: usize| problem.mentors()[at].id.clone();
    match (placed.mentor, placed.support) {
        (Some(mentor), None) if problem.wants_support(mentor) && problem.on(Rule::Support) && problem.mentored() => {
            found.push(Breach::NoSupport { group: number, mentor: id(mentor) });
        }
        (Some(mentor), Some(support)) if mentor == support => {
            found.push(Breach::BacksNobody { group: number, id: id(support) });
        }
        (Some(mentor), Some(support)) if problem.links().keeps_from_backing(mentor, support) => {
            found.push(Breach::Conflict { group: number, pair: Pair::of(id(mentor), id(support)) });
        }
        (None, Some(_)) if problem.mentored() => {
            found.extend(group.support.iter().map(|id| Breach::BacksNobody { group: number, id: id.clone() }));
        }
        _ => {}
    }
}

/// What must hold for all groups together.
fn whole(problem: &Problem, arrangement: &Arrangement, found: &mut Vec<Breach>) {
    let groups: Vec<Placed> = arrangement.groups.iter().map(|it| placed(problem, it)).collect();
    capacity(problem, &groups, found);
    let count = u32::try_from(groups.iter().filter(|it| !it.members.is_empty()).count()).unwrap_or(u32::MAX);
    if let Some(most) = problem.ask().shape.most_groups.filter(|it| problem.on(Rule::MostGroups) && count > *it) {
        found.push(Breach::TooManyGroups { groups: count, most });
    }
    if problem.on(Rule::Together) {
        for pair in &problem.ask().relations.together {
            if !together(problem, &groups, &[&pair.0, &pair.1]) {
                found.push(Breach::NotTogether { pair: pair.clone() });
            }
        }
    }
    if problem.on(Rule::Locked) {
        for (number, lock) in problem.ask().relations.locks.iter().enumerate() {
            let ids: Vec<&Id> = lock.members.iter().chain(&lock.mentor).collect();
            if !together(problem, &groups, &ids) {
                found.push(Breach::NotLocked { lock: number });
            }
        }
    }
}

fn capacity(problem: &Problem, groups: &[Placed], found: &mut Vec<Breach>) {
    // Who can lead (or back) none does not, whatever the rules.
    let breaks = |there: u32, most: u32| there > most && (most == 0 || problem.on(Rule::Capacity));
    for (at, mentor) in problem.mentors().iter().enumerate() {
        let count = |of: &dyn Fn(&Placed) -> Option<usize>| {
            u32::try_from(groups.iter().filter(|it| of(it) == Some(at)).count()).unwrap_or(u32::MAX)
        };
        let (leads, backs) = (count(&|it| it.mentor), count(&|it| it.support));
        if breaks(leads, mentor.leads) {
            found.push(Breach::LeadsTooMany { mentor: mentor.id.clone(), leads, most: mentor.leads });
        }
        if breaks(backs, mentor.backs) {
            found.push(Breach::BacksTooMany { mentor: mentor.id.clone(), backs, most: mentor.backs });
        }
    }
}

/// Whether all these are in one group, mentors as its mentor; or, where there is no mentor among them, none of them
/// is in any.
fn together(problem: &Problem, groups: &[Placed], ids: &[&Id]) -> bool {
    let all: Vec<Who> = ids.iter().filter_map(|it| problem.who(it)).collect();
    let inside = |group: &Placed, who: &Who| match who {
        Who::Party(at) => group.members.contains(at),
        Who::Mentor(at) => group.mentor == Some(*at),
    };
    let home = groups.iter().find(|group| all.iter().any(|it| matches!(it, Who::Party(_)) && inside(group, it)));
    match home {
        Some(group) => all.iter().all(|it| inside(group, it)),
        None => all.iter().all(|it| matches!(it, Who::Party(_))),
    }
}
