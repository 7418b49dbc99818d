//! The problem as tables of whole numbers: what the solver reads, and what another solver can be given.
//!
//! Restated as an integer programme: choose groups *g* (sets of members with seats between `smallest` and `largest`,
//! pairwise `allowed`, whole blocks only), for each a mentor *k* with `mentor_allowed` for all members, and where
//! `wants_support[k]` a supporting mentor *l* with `support_cost[k][l]` (or `no_support`); every party in exactly one
//! group (or left out at `left_out`, whole blocks only, never one with a forced mentor); at most `leads[k]` groups for
//! each mentor, `backs[l]` for each who backs, `most_groups` in all. Minimise the objective in the crate's
//! documentation. Where `groupwise` is true there are also rules that no pair can tell (a theme that all have in
//! common, a language, a host), and the tables alone say too little.

use serde::Serialize;

use crate::{Id, Problem, Rule, Wish, check, wanted};

/// A problem as tables. Parties and mentors in order of their ids.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Model {
    /// The parties.
    pub parties: Vec<Id>,
    /// The mentors.
    pub mentors: Vec<Id>,
    /// Places each party takes.
    pub seats: Vec<u8>,
    /// The fewest places in a group.
    pub smallest: u8,
    /// The most places in a group.
    pub largest: u8,
    /// Whether each group has a mentor (otherwise none has).
    pub mentored: bool,
    /// What it costs each of two parties to be in a group with the other.
    pub cost: Vec<Vec<i64>>,
    /// Whether two parties may meet.
    pub allowed: Vec<Vec<bool>>,
    /// What each mentor (inner) costs each party (outer).
    pub mentor_cost: Vec<Vec<i64>>,
    /// Whether each mentor (inner) may lead each party (outer).
    pub mentor_allowed: Vec<Vec<bool>>,
    /// How many groups each mentor can lead.
    pub leads: Vec<u32>,
    /// How many groups each mentor can back.
    pub backs: Vec<u32>,
    /// Whether each mentor should be backed.
    pub wants_support: Vec<bool>,
    /// What it costs to have each mentor (outer) backed by another (inner); `None`: not allowed.
    pub support_cost: Vec<Vec<Option<i64>>>,
    /// What it costs to leave a mentor who should be backed without; `None`: not allowed.
    pub no_support: Option<i64>,
    /// The most groups.
    pub most_groups: u32,
    /// What the heaviest burden is counted with.
    pub fairness: i64,
    /// What it costs to leave a party out; `None`: not allowed.
    pub left_out: Option<i64>,
    /// For each party the smallest position of those it must share its group with.
    pub block: Vec<usize>,
    /// Whether each party has a mentor by force (then it cannot be left out).
    pub led: Vec<bool>,
    /// Whether there are rules or wishes no pair can tell.
    pub groupwise: bool,
}

impl Model {
    /// The tables of a problem.
    pub fn new(problem: &Problem) -> Self {
        let (n, m) = (problem.parties().len(), problem.mentors().len());
        let table = |f: &dyn Fn(usize, usize) -> i64, rows: usize, columns: usize| -> Vec<Vec<i64>> {
            (0..rows).map(|i| (0..columns).map(|j| f(i, j)).collect()).collect()
        };
        let yes = |f: &dyn Fn(usize, usize) -> bool, rows: usize, columns: usize| -> Vec<Vec<bool>> {
            (0..rows).map(|i| (0..columns).map(|j| f(i, j)).collect()).collect()
        };
        let most = u32::try_from(n).unwrap_or(u32::MAX);
        let can = |it: u32| if problem.on(Rule::Capacity) || it == 0 { it.min(most) } else { most };
        let shape = &problem.ask().shape;
        Self {
            parties: problem.parties().iter().map(|it| it.id.clone()).collect(),
            mentors: problem.mentors().iter().map(|it| it.id.clone()).collect(),
            seats: problem.parties().iter().map(|it| it.seats.0).collect(),
            smallest: shape.smallest,
            largest: shape.largest,
            mentored: problem.mentored(),
            cost: table(&|i, j| problem.cost_between(i, j), n, n),
            allowed: yes(&|i, j| i != j && may_meet(problem, i, j), n, n),
            mentor_cost: table(&|i, k| problem.cost_with_mentor(i, k), n, m),
            mentor_allowed: yes(&|i, k| may_lead(problem, i, k), n, m),
            leads: problem.mentors().iter().map(|it| can(it.leads)).collect(),
            backs: problem.mentors().iter().map(|it| can(it.backs)).collect(),
            wants_support: (0..m).map(|k| problem.wants_support(k)).collect(),
            support_cost: (0..m).map(|k| (0..m).map(|s| support_cost(problem, k, s)).collect()).collect(),
            no_support: (!problem.on(Rule::Support)).then(|| problem.cost_of_no_support()),
            most_groups: shape.most_groups.filter(|_| problem.on(Rule::MostGroups)).unwrap_or(most).min(most),
            fairness: i64::from(problem.weight(Wish::Fairness)),
            left_out: (!problem.on(Rule::Everyone)).then(|| i64::from(problem.ask().rules.left_out)),
            block: problem.links().block().to_vec(),
            led: (0..n).map(|i| problem.links().led(i).is_some()).collect(),
            groupwise: groupwise(problem),
        }
    }
}

/// Whether two parties may be in one group, as far as the two can tell.
pub(crate) fn may_meet(problem: &Problem, one: usize, other: usize) -> bool {
    let (a, b) = (&problem.parties()[one], &problem.parties()[other]);
    let far = problem.on(Rule::Travel) && problem.ask().rules.longest.is_some_and(|it| problem.way(one, other) > it);
    // Each reason by itself, so that one can be read without the others.
    let apart = [
        far,
        problem.links().keeps(one, other).is_some(),
        problem.on(Rule::Kind) && a.kind != b.kind,
        problem.on(Rule::Theme) && wanted::strangers(&a.themes, &b.themes),
        problem.on(Rule::Language) && wanted::strangers(&a.languages, &b.languages),
    ];
    !apart.contains(&true)
}

/// Whether a mentor may lead a party, as far as the two can tell.
pub(crate) fn may_lead(problem: &Problem, party: usize, mentor: usize) -> bool {
    let (a, k) = (&problem.parties()[party], &problem.mentors()[mentor]);
    let longest = problem.ask().rules.longest;
    let far = problem.on(Rule::Travel) && longest.is_some_and(|it| problem.way_to_mentor(party, mentor) > it);
    problem.mentored()
        && k.leads > 0
        && !far
        && problem.links().keeps_from_mentor(party, mentor).is_none()
        && problem.links().led(party).is_none_or(|it| it.len() == 1 && it.contains(&mentor))
        && !(problem.on(Rule::SameMentor) && problem.links().had(party, mentor))
        && !(problem.on(Rule::Language) && wanted::strangers(&a.languages, &k.languages))
}

fn support_cost(problem: &Problem, mentor: usize, support: usize) -> Option<i64> {
    let may = mentor != support
        && problem.mentors()[support].backs > 0
        && !problem.links().keeps_from_backing(mentor, support);
    may.then(|| problem.cost_of_support(mentor, support))
}

fn groupwise(problem: &Problem) -> bool {
    let parties = || problem.parties().iter();
    // One theme or language each: then pairs tell it all.
    let theme = problem.on(Rule::Theme) && parties().any(|it| it.themes.len() > 1);
    let language = problem.on(Rule::Language)
        && (parties().any(|it| it.languages.len() > 1) || problem.mentors().iter().any(|it| it.languages.len() > 1));
    let all_host = problem.ask().rules.host_within.is_none() && parties().all(|it| it.can_host);
    let host = problem.on(Rule::Host) || problem.weight(Wish::Host) > 0;
    let none_hosts =
        !problem.on(Rule::Host) && parties().all(|it| !it.can_host) && problem.mentors().iter().all(|it| !it.can_host);
    theme || language || (host && !all_host && !none_hosts)
}

/// What each member bears besides what pairs tell; `None`: the group is not allowed. Only to be asked where
/// [`Model::groupwise`] is true.
pub(crate) fn besides(problem: &Problem, members: &[usize], mentor: Option<usize>) -> Option<i64> {
    let all = || members.iter().map(|it| &problem.parties()[*it]);
    if problem.on(Rule::Theme) && check::nothing_shared(all().map(|it| &it.themes)) {
        return None;
    }
    let lead = mentor.map(|it| &problem.mentors()[it].languages);
    if problem.on(Rule::Language) && check::nothing_shared(all().map(|it| &it.languages).chain(lead)) {
        return None;
    }
    if problem.on(Rule::Host) && !check::hosted(problem, members, mentor) {
        return None;
    }
    let without = problem.weight(Wish::Host) > 0 && check::without_host(problem, members, mentor);
    Some(if without { problem.cost_of_no_host() } else { 0 })
}
