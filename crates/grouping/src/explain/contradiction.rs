//! Why there is no arrangement: the smallest set of rules that contradict each other, whom it concerns, and what to
//! relax.
//!
//! Two steps. First the rules as they are switched on and off: the smallest set of them that cannot hold together.
//! Then only these, taken apart into demands (this conflict, that one's capacity, that this one gets a group): the
//! smallest set of demands. The search is in [`super::minimal`], the test in [`super::rules`]. Where the effort runs
//! out, [`Proven`] says what is known all the same.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    farthest,
    minimal::{Asking, Verdict},
    rules::{Demand, World},
};
use crate::{Arrangement, Ask, Effort, Go, Problem, Progress, Rule, Score, form};

/// How much is known of a contradiction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Proven {
    /// That no smaller set contradicts itself.
    Smallest,
    /// That nothing can be left out of it; there may be a smaller one of other things.
    Irreducible,
    /// Only that it contradicts itself.
    Contradictory,
}

impl Proven {
    /// The stable name.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Smallest => "smallest",
            Self::Irreducible => "irreducible",
            Self::Contradictory => "contradictory",
        }
    }

    const fn of(irreducible: bool, smallest: bool) -> Self {
        match (irreducible, smallest) {
            (_, true) => Self::Smallest,
            (true, false) => Self::Irreducible,
            (false, false) => Self::Contradictory,
        }
    }
}

/// Something to relax.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "relax", rename_all = "snake_case")]
pub enum Relax {
    /// Let go of one demand.
    Drop {
        /// Which.
        demand: Demand,
    },
    /// Switch a whole rule off.
    Off {
        /// Which.
        rule: Rule,
    },
    /// Let ways be longer: the shortest that is enough.
    Longest {
        /// From how many kilometres or minutes.
        from: u32,
        /// To how many.
        to: u32,
    },
    /// Let groups be larger by one place.
    Largest {
        /// To how many places.
        to: u8,
    },
    /// Let groups be smaller by one place.
    Smallest {
        /// To how many places.
        to: u8,
    },
}

impl Relax {
    /// What is asked when it is relaxed.
    #[must_use]
    pub fn relaxed(&self, ask: &Ask) -> Ask {
        let mut ask = ask.clone();
        match self {
            Self::Drop { demand } => return demand.dropped(&ask),
            Self::Off { rule } => _ = ask.rules.off.insert(*rule),
            Self::Longest { to, .. } => ask.rules.longest = Some(*to),
            Self::Largest { to } => ask.shape.largest = *to,
            Self::Smallest { to } => ask.shape.smallest = *to,
        }
        ask
    }
}

/// Why there is no arrangement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contradiction {
    /// Rules that cannot all hold, given what a group looks like.
    pub rules: Vec<Rule>,
    /// What is known of them.
    pub rules_proven: Proven,
    /// What of these rules cannot all hold: with names.
    pub demands: Vec<Demand>,
    /// What is known of them, among the demands of these rules.
    pub proven: Proven,
    /// Of which rules every demand is among them: what is to be told of all and not by names.
    pub whole: Vec<Rule>,
    /// What is enough to relax, each by itself, the gentlest first.
    pub relax: Vec<Relax>,
    /// The fewest demands that have to be let go of together, where letting go of one is not enough; empty where one
    /// is, or where it could not be told.
    pub together: Vec<Demand>,
    /// Whether all that could be enough was tried to an end.
    pub tried: bool,
}

/// Whether all rules can hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "standing", rename_all = "snake_case")]
pub enum Standing {
    /// They can: there is an arrangement.
    Possible,
    /// They cannot, and this is why.
    Impossible(Box<Contradiction>),
    /// It could not be told with the effort allowed.
    Unknown,
}

/// How much may be done to find a contradiction. Counted, not timed: the same effort gives the same answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Care {
    /// How often at most it is asked whether some rules can hold.
    pub questions: usize,
    /// How many steps a search may take for the first question.
    pub first: u64,
    /// How many for each of the others.
    pub each: u64,
    /// How many for all of them.
    pub all: u64,
}

impl Default for Care {
    /// A few seconds for forty organisations, in a build that is not optimised.
    fn default() -> Self {
        Self { questions: 800, first: 20_000, each: 2_000, all: 60_000 }
    }
}

/// Whether the rules can all hold, and why not.
pub fn standing(problem: &Problem, care: &Care) -> Standing {
    let world = World::new(problem);
    let all: BTreeSet<usize> = (0..world.demands.len()).collect();
    match world.verdict(&all, &mut care.first.clone()) {
        Verdict::Possible(_) => Standing::Possible,
        Verdict::Unknown => Standing::Unknown,
        Verdict::Impossible => contradiction(problem, &world, care)
            .map_or(Standing::Unknown, |found| Standing::Impossible(Box::new(found))),
    }
}

/// What there is left to search with.
struct Purse {
    care: Care,
    left: u64,
}

impl Purse {
    fn verdict(&mut self, world: &World<'_>, kept: &BTreeSet<usize>) -> Verdict {
        let most = self.care.each.min(self.left);
        let mut effort = most;
        let verdict = world.verdict(kept, &mut effort);
        self.left -= most - effort;
        verdict
    }
}

fn contradiction(problem: &Problem, world: &World<'_>, care: &Care) -> Option<Contradiction> {
    let mut purse = Purse { care: *care, left: care.all };
    // First the rules.
    let mut by_rule: BTreeMap<Rule, BTreeSet<usize>> = BTreeMap::new();
    for (number, demand) in world.demands.iter().enumerate() {
        by_rule.entry(demand.rule()).or_default().insert(number);
    }
    let by_rule: Vec<(Rule, BTreeSet<usize>)> = by_rule.into_iter().collect();
    let spread = |rules: &BTreeSet<usize>| -> BTreeSet<usize> {
        rules.iter().flat_map(|it| by_rule[*it].1.iter().copied()).collect()
    };
    let mut coarse = |rules: &BTreeSet<usize>| match purse.verdict(world, &spread(rules)) {
        Verdict::Possible(held) => {
            Verdict::Possible((0..by_rule.len()).filter(|it| by_rule[*it].1.is_subset(&held)).collect())
        }
        other => other,
    };
    let rules = known(&mut coarse, by_rule.len(), care.questions)?;
    // Then what they demand.
    let among: Vec<usize> = spread(&rules.rules).into_iter().collect();
    let fine_of = |some: &BTreeSet<usize>| -> BTreeSet<usize> { some.iter().map(|it| among[*it]).collect() };
    let mut fine = |some: &BTreeSet<usize>| match purse.verdict(world, &fine_of(some)) {
        Verdict::Possible(held) => {
            Verdict::Possible((0..among.len()).filter(|it| held.contains(&among[*it])).collect())
        }
        other => other,
    };
    let found = known(&mut fine, among.len(), care.questions)?;
    let demands = fine_of(&found.rules);
    let whole = rules
        .rules
        .iter()
        .filter(|it| by_rule[**it].1.len() > 1 && by_rule[**it].1.is_subset(&demands))
        .map(|it| by_rule[*it].0)
        .collect();
    let mut relaxing = Relaxing { problem, world, purse: &mut purse, tried: true, formings: FORMINGS };
    let (relax, alone) =
        relaxing.each_alone(&demands, &rules.rules.iter().map(|it| by_rule[*it].clone()).collect::<Vec<_>>());
    let together = if alone { Vec::new() } else { relaxing.together(&demands) };
    let tried = relaxing.tried;
    Some(Contradiction {
        rules: rules.rules.iter().map(|it| by_rule[*it].0).collect(),
        rules_proven: Proven::of(rules.irreducible, rules.smallest),
        demands: demands.iter().map(|it| world.demands[*it].clone()).collect(),
        proven: Proven::of(found.irreducible, found.smallest),
        whole,
        relax,
        together,
        tried,
    })
}

/// The smallest set; it is known that all together are impossible, so where the effort does not tell that again, all
/// of them are what is known.
fn known(
    oracle: &mut dyn FnMut(&BTreeSet<usize>) -> Verdict,
    count: usize,
    questions: usize,
) -> Option<super::minimal::Contradiction> {
    let all: BTreeSet<usize> = (0..count).collect();
    let mut trusting = |some: &BTreeSet<usize>| if some.len() == count { Verdict::Impossible } else { oracle(some) };
    let found = Asking::new(&mut trusting, questions).contradiction(count)?;
    debug_assert!(found.rules.is_subset(&all));
    Some(found)
}

/// How often forming is tried where the search for a contradiction gives up, and with what effort.
const FORMINGS: u32 = 20;
const FORMING_EFFORT: Effort = Effort { steps: 100_000, seed: 1, gap: 0 };

/// Tries what could be relaxed.
struct Relaxing<'a, 'b> {
    problem: &'a Problem,
    world: &'a World<'b>,
    purse: &'a mut Purse,
    tried: bool,
    /// How often forming may still be tried.
    formings: u32,
}

impl Relaxing<'_, '_> {
    /// Whether this is enough: the rules of `world` without some demands, which is what `relax` asks for.
    fn enough(&mut self, world: &World<'_>, without: &BTreeSet<usize>, relax: &Relax) -> bool {
        let kept: BTreeSet<usize> = (0..world.demands.len()).filter(|it| !without.contains(it)).collect();
        match self.purse.verdict(world, &kept) {
            Verdict::Possible(_) => true,
            Verdict::Impossible => false,
            Verdict::Unknown => self.formed(relax).is_some(),
        }
    }

    /// What the search cannot tell, forming may find: then it is enough.
    fn formed(&mut self, relax: &Relax) -> Option<Arrangement> {
        self.formings = self.formings.checked_sub(1).or_else(|| {
            self.tried = false;
            None
        })?;
        let problem = Problem::new(relax.relaxed(self.problem.ask())).ok()?;
        let found = form(&problem, &FORMING_EFFORT, &mut |_| Go::On).ok();
        self.tried &= found.is_some();
        found.map(|it| it.arrangement)
    }

    /// What is enough by itself, and whether a single demand is among it. Only demands of a contradiction can be:
    /// without any other, it is still there.
    fn each_alone(&mut self, demands: &BTreeSet<usize>, rules: &[(Rule, BTreeSet<usize>)]) -> (Vec<Relax>, bool) {
        let mut found = Vec::new();
        for (rule, of) in rules {
            if *rule == Rule::Travel {
                found.extend(self.longest());
            }
            let single = of.iter().filter(|it| demands.contains(it));
            for number in single {
                let relax = match &self.world.demands[*number] {
                    Demand::Rule { rule } => Relax::Off { rule: *rule },
                    demand => Relax::Drop { demand: demand.clone() },
                };
                if self.enough(self.world, &BTreeSet::from([*number]), &relax) {
                    found.push(relax);
                }
            }
        }
        let alone = found.iter().any(|it| matches!(it, Relax::Drop { .. } | Relax::Off { .. }));
        for (rule, of) in rules.iter().filter(|it| it.1.len() > 1) {
            let relax = Relax::Off { rule: *rule };
            if self.enough(self.world, of, &relax) {
                found.push(relax);
            }
        }
        found.extend(self.shape());
        (found, alone)
    }

    /// The shortest longest way that is enough, by halves: a longer one never forbids more.
    fn longest(&mut self) -> Option<Relax> {
        let from = self.world.longest?;
        let (n, m) = (self.problem.parties().len(), self.problem.mentors().len());
        let members = (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b))).map(|(a, b)| self.problem.way(a, b));
        let led = (0..n).flat_map(|a| (0..m).map(move |k| (a, k))).map(|(a, k)| self.problem.way_to_mentor(a, k));
        let ways: BTreeSet<u32> = members.chain(led).filter(|it| *it > from).collect();
        let ways: Vec<u32> = ways.into_iter().collect();
        let (mut low, mut high) = (0, ways.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            match self.reach(from, ways[middle]) {
                // Whoever was found together may live nearer each other than they had to.
                Some(way) => high = ways.partition_point(|it| *it < way).min(middle),
                None => low = middle + 1,
            }
        }
        ways.get(high).map(|to| Relax::Longest { from, to: *to })
    }

    /// How far they go when they may go so far; `None`: that is not enough, as far as is known.
    fn reach(&mut self, from: u32, to: u32) -> Option<u32> {
        let mut world = World::new(self.problem);
        world.longest = Some(to);
        let kept: BTreeSet<usize> = (0..world.demands.len()).collect();
        match self.purse.verdict(&world, &kept) {
            Verdict::Possible(_) => Some(to),
            Verdict::Impossible => None,
            Verdict::Unknown => self.formed(&Relax::Longest { from, to }).map(|it| {
                let ways = it.groups.iter().filter_map(|group| farthest(self.problem, group));
                ways.map(|(way, _)| way).max().unwrap_or(to).clamp(from + 1, to)
            }),
        }
    }

    /// Groups with one place more, or one fewer.
    fn shape(&mut self) -> Vec<Relax> {
        let shape = self.problem.ask().shape;
        let mut found = Vec::new();
        if shape.largest < crate::MOST_IN_GROUP {
            let mut world = World::new(self.problem);
            world.size.1 += 1;
            let relax = Relax::Largest { to: shape.largest + 1 };
            if self.enough(&world, &BTreeSet::new(), &relax) {
                found.push(relax);
            }
        }
        if shape.smallest > 1 {
            let mut world = World::new(self.problem);
            world.size.0 -= 1;
            let relax = Relax::Smallest { to: shape.smallest - 1 };
            if self.enough(&world, &BTreeSet::new(), &relax) {
                found.push(relax);
            }
        }
        found
    }

    /// The fewest demands to let go of together.
    fn together(&mut self, first: &BTreeSet<usize>) -> Vec<Demand> {
        let (world, questions) = (self.world, self.purse.care.questions);
        let purse = &mut *self.purse;
        let mut oracle = |kept: &BTreeSet<usize>| purse.verdict(world, kept);
        let found = Asking::new(&mut oracle, questions).correction(world.demands.len(), first);
        self.tried &= found.is_some();
        found.into_iter().flat_map(|it| it.rules).map(|it| world.demands[it].clone()).collect()
    }
}

/// What an arrangement costs once something is relaxed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relaxed {
    /// What was relaxed.
    pub relax: Relax,
    /// What the arrangement costs; `None`: none was found within the effort.
    pub score: Option<Score>,
    /// Whether nothing cheaper exists.
    pub proven: bool,
}

/// Forms groups with each relaxation by itself, in the order handed in. `effort` is for each of them.
pub fn priced(
    problem: &Problem,
    relax: &[Relax],
    effort: &Effort,
    tell: &mut dyn FnMut(&Progress) -> Go,
) -> Vec<Relaxed> {
    relax
        .iter()
        .map(|relax| {
            let found = Problem::new(relax.relaxed(problem.ask())).ok().and_then(|it| form(&it, effort, tell).ok());
            let proven = found.as_ref().is_some_and(|it| it.proven);
            Relaxed { relax: relax.clone(), score: found.map(|it| it.score), proven }
        })
        .collect()
}
