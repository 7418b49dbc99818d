//! What is known of a proposal's groups, as facts of `grouping`: what is broken, why these are together, what was
//! given up for whom, the next best, how each fared. The sentences are made of them where pages are made
//! (`app::grouping::words`).

use std::collections::BTreeSet;

use grouping::{
    Arrangement, Ask, Breach, Go, Outcome, Problem, Progress, Score,
    explain::{self, Costs, Fared, GivenUp, Next, NoNext, Why},
};
use serde::{Deserialize, Serialize};

/// In rounds with more participants than this, what was given up and the next best are not worked out: a page
/// would keep its reader waiting.
pub const MOST_EXPLAINED: usize = explain::MOST_SOLVED;

/// Everything there is to say of a proposal's groups.
#[derive(Debug, Clone)]
pub struct Reasons {
    /// What was asked.
    pub ask: Ask,
    /// The same, checked.
    pub problem: Problem,
    /// The groups, in the order of the proposal.
    pub arrangement: Arrangement,
    /// What they cost.
    pub score: Score,
    /// What is not allowed.
    pub breaches: Vec<Breach>,
    /// Why these are together, group by group.
    pub why: Vec<Why>,
    /// What each organisation gave up; empty in a round with more than [`MOST_EXPLAINED`].
    pub given_up: Vec<GivenUp>,
    /// What would be without each group; empty likewise, and where rules are broken.
    pub next: Vec<Result<Next, NoNext>>,
    /// How each organisation's wishes fared.
    pub fared: Vec<Fared>,
    /// What the last change by hand cost.
    pub step: Option<Costs>,
}

impl Reasons {
    /// The breaches that are told with a group: its own, and those of somebody in it.
    pub fn breaches_of(&self, number: usize) -> impl Iterator<Item = &Breach> {
        self.breaches.iter().filter(move |it| it.place(&self.arrangement) == Some(number))
    }

    /// The breaches that belong to no group alone.
    pub fn breaches_of_all(&self) -> impl Iterator<Item = &Breach> {
        self.breaches.iter().filter(|it| it.place(&self.arrangement).is_none())
    }

    /// What an organisation gave up, where it is anything.
    pub fn given_up_by(&self, id: &str) -> Option<&GivenUp> {
        self.given_up.iter().find(|it| it.id == id && it.points > 0)
    }

    /// The longest way between two who meet in a group, and who they are; `None` where nobody has any.
    pub fn longest(&self, number: usize) -> Option<(u32, [String; 2])> {
        explain::farthest(&self.problem, self.arrangement.groups.get(number)?)
    }

    /// Themes all members of a group who have stated any have in common.
    pub fn themes(&self, number: usize) -> Vec<String> {
        let parties = self.problem.parties();
        let members = self.arrangement.groups.get(number).map(|it| it.members.as_slice()).unwrap_or_default();
        let stated = members.iter().filter_map(|id| parties.iter().find(|it| it.id == *id)).map(|it| &it.themes);
        let common = stated
            .filter(|it| !it.is_empty())
            .cloned()
            .reduce(|all, more| all.intersection(&more).cloned().collect::<BTreeSet<_>>());
        common.unwrap_or_default().into_iter().collect()
    }
}

/// The next best for a group, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct KeptNext {
    arrangement: Arrangement,
    proven: bool,
}

/// The next best of each group of what was found, solved anew until the effort or `tell` ends it.
pub(super) fn next_best(
    problem: &Problem,
    found: &Outcome,
    tell: &mut dyn FnMut(&Progress) -> Go,
) -> Vec<Result<KeptNext, NoNext>> {
    if problem.parties().len() > MOST_EXPLAINED {
        return Vec::new();
    }
    let best = &found.arrangement;
    (0..best.groups.len())
        .map(|at| explain::next_best(problem, best, at, &explain::NEXT_EFFORT, tell).map(kept))
        .collect()
}

/// The same by taking a few groups apart: at once, and not proven.
pub(super) fn next_near(problem: &Problem, found: &Arrangement) -> Vec<Result<KeptNext, NoNext>> {
    if problem.parties().len() > MOST_EXPLAINED {
        return Vec::new();
    }
    let near = |at| explain::next_near(problem, found, at).map(|it| KeptNext { proven: false, ..kept(it) });
    (0..found.groups.len()).map(near).collect()
}

fn kept(next: Next) -> KeptNext {
    KeptNext { arrangement: next.arrangement, proven: next.proven }
}

/// All there is to say of groups. `next` is what was kept of them; `before` the groups before the last change by
/// hand.
pub(super) fn reasons(
    (ask, problem): (Ask, Problem),
    arrangement: Arrangement,
    next: Option<Vec<Result<KeptNext, NoNext>>>,
    before: Option<&Arrangement>,
) -> Reasons {
    let score = grouping::score(&problem, &arrangement);
    let breaches = grouping::check(&problem, &arrangement);
    let few = problem.parties().len() <= MOST_EXPLAINED;
    let next = match next {
        Some(next) => next,
        None if breaches.is_empty() => next_near(&problem, &arrangement),
        None => Vec::new(),
    };
    let told = |(group, it): (usize, Result<KeptNext, NoNext>)| it.map(|it| told(&problem, &arrangement, group, it));
    Reasons {
        next: next.into_iter().enumerate().map(told).collect(),
        why: explain::why(&problem, &arrangement),
        given_up: if few { explain::given_up(&problem, &arrangement) } else { Vec::new() },
        fared: explain::fared(&problem, &arrangement),
        step: before.map(|it| explain::compare(&problem, it, &arrangement).costs),
        score,
        breaches,
        arrangement,
        problem,
        ask,
    }
}

fn told(problem: &Problem, here: &Arrangement, group: usize, it: KeptNext) -> Next {
    let score = grouping::score(problem, &it.arrangement);
    Next {
        group,
        more: score.total - grouping::score(problem, here).total,
        difference: explain::compare(problem, here, &it.arrangement),
        score,
        arrangement: it.arrangement,
        proven: it.proven,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use grouping::{Group, Mentor, Party, Place, Shape};

    /// Two pairs of neighbours, 222 km apart, and a mentor at each end.
    fn problem() -> (Ask, Problem) {
        let at = |lat: f64| Some(Place { lat, lon: 15.0 });
        let party = |id: &str, lat| Party { id: id.into(), name: id.into(), place: at(lat), ..Party::default() };
        let mentor = |id: &str, lat| Mentor { id: id.into(), leads: 1, place: at(lat), ..Mentor::default() };
        let ask = Ask {
            parties: vec![party("a", 60.0), party("b", 60.0), party("c", 62.0), party("d", 62.0)],
            mentors: vec![mentor("m", 60.0), mentor("n", 62.0)],
            shape: Shape { smallest: 2, largest: 2, ..Shape::default() },
            ..Ask::default()
        };
        let problem = Problem::new(ask.clone()).unwrap();
        (ask, problem)
    }

    fn groups(of: [([&str; 2], &str); 2]) -> Arrangement {
        let group = |(members, mentor): ([&str; 2], &str)| Group {
            members: members.map(str::to_owned).into(),
            mentor: Some(mentor.into()),
            support: None,
        };
        Arrangement { groups: of.map(group).into(), unplaced: Vec::new() }
    }

    #[test]
    fn the_longest_way_is_told_with_who_has_it() {
        let near = reasons(problem(), groups([(["a", "b"], "m"), (["c", "d"], "n")]), None, None);
        assert_eq!(near.longest(0), None, "neighbours have none");
        let far = reasons(problem(), groups([(["a", "c"], "m"), (["b", "d"], "n")]), None, None);
        assert_eq!(far.longest(0), Some((222, ["a".to_owned(), "c".to_owned()])));
        assert_eq!(far.longest(2), None);
    }

    #[test]
    fn a_breach_is_told_where_it_belongs() {
        let mut broken = groups([(["a", "b"], "m"), (["c", "d"], "m")]);
        broken.groups[1].members.pop();
        broken.unplaced.push("d".into());
        let it = reasons(problem(), broken, None, None);
        assert_eq!(it.breaches_of(0).count(), 0);
        assert!(it.breaches_of(1).all(|it| matches!(it, Breach::Size { group: 1, seats: 1, .. })), "{:?}", it.breaches);
        let all: Vec<&Breach> = it.breaches_of_all().collect();
        assert!(all.contains(&&Breach::LeftOut { id: "d".into() }), "{all:?}");
        assert!(all.contains(&&Breach::LeadsTooMany { mentor: "m".into(), leads: 2, most: 1 }), "{all:?}");
        assert_eq!(it.next.len(), 0, "where rules are broken, another thing comes first");
    }

    #[test]
    fn the_next_best_is_kept_and_told_again() {
        let (ask, problem) = problem();
        let found = grouping::form(&problem, &explain::NEXT_EFFORT, &mut |_| Go::On).unwrap();
        let kept = next_best(&problem, &found, &mut |_| Go::On);
        let read = serde_json::from_str(&serde_json::to_string(&kept).unwrap()).unwrap();
        assert_eq!(kept, read);
        let it = reasons((ask, problem.clone()), found.arrangement.clone(), Some(read), None);
        let told: Vec<(i64, bool)> =
            it.next.iter().map(|it| it.as_ref().map(|it| (it.more, it.proven)).unwrap()).collect();
        // Nobody with their neighbour: each has 222 km to the other, and one of the two to the mentor.
        let parted = grouping::score(&problem, &groups([(["a", "c"], "m"), (["b", "d"], "n")])).total;
        assert_eq!(told, [(parted, true), (parted, true)]);
    }
}
