//! Which of many rules contradict each other: the smallest such set, and the fewest to let go of.
//!
//! Nothing here knows what a rule is. An oracle is asked whether some of them can hold at once; it
//! answers with the rules that held in what it found, so that one answer settles many questions.
//!
//! - A first irreducible set is found by the deletion filter (Chinneck and Dravnieks, Locating minimal
//!   infeasible constraint sets in linear programs, ORSA Journal on Computing 3(2), 1991), in halves that
//!   shrink where nothing can be dropped (as in Junker, QuickXplain, AAAI 2004).
//! - The smallest set and the smallest correction are found through their duality: every correction hits
//!   every contradiction and the other way about (Liffiton and Sakallah, Journal of Automated Reasoning 40,
//!   2008; Liffiton, Previti, Malik and Marques-Silva, Fast, flexible MUS enumeration, Constraints 21, 2016;
//!   for the smallest: Ignatiev, Previti, Liffiton and Marques-Silva, CP 2015).

use std::collections::BTreeSet;

/// What an oracle says of some rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// They can hold at once; these rules, those asked for among them, hold in what was found.
    Possible(BTreeSet<usize>),
    /// They cannot.
    Impossible,
    /// The effort did not suffice to tell.
    Unknown,
}

/// Rules that cannot all hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Contradiction {
    /// Which: indices, in order.
    pub rules: BTreeSet<usize>,
    /// Whether it is proven that none can be left out.
    pub irreducible: bool,
    /// Whether it is proven that no smaller set contradicts itself.
    pub smallest: bool,
}

/// Rules to let go of so that the others can hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Correction {
    /// Which: indices, in order.
    pub rules: BTreeSet<usize>,
    /// Whether it is proven that fewer do not suffice.
    pub fewest: bool,
}

/// Asks an oracle and counts, and gives up when it has asked often enough.
pub(crate) struct Asking<'a> {
    oracle: &'a mut dyn FnMut(&BTreeSet<usize>) -> Verdict,
    left: usize,
}

impl<'a> Asking<'a> {
    /// At most `most` questions.
    pub(crate) fn new(oracle: &'a mut dyn FnMut(&BTreeSet<usize>) -> Verdict, most: usize) -> Self {
        Self { oracle, left: most }
    }

    fn ask(&mut self, rules: &BTreeSet<usize>) -> Verdict {
        if self.left == 0 {
            return Verdict::Unknown;
        }
        self.left -= 1;
        (self.oracle)(rules)
    }

    /// The smallest set of the rules `0..count` that contradicts itself; `None` where all can hold or that
    /// could not be told.
    pub(crate) fn contradiction(&mut self, count: usize) -> Option<Contradiction> {
        let all: BTreeSet<usize> = (0..count).collect();
        if self.ask(&all) != Verdict::Impossible {
            return None;
        }
        // What held on the way to the first contradiction leaves sets to hit that cost no question more.
        let mut corrections: Vec<BTreeSet<usize>> = Vec::new();
        let mut best = self.irreducible(&all, &mut |held| {
            corrections.push(all.difference(held).copied().collect());
        });
        corrections.sort();
        corrections.dedup();
        loop {
            // What hits every correction known is the least that a contradiction can be.
            let Some(least) = least_hitting(&corrections) else { return Some(best) };
            if least.len() >= best.rules.len() {
                best.smallest = best.irreducible;
                return Some(best);
            }
            match self.ask(&least) {
                Verdict::Impossible => {
                    return Some(Contradiction { rules: least, irreducible: true, smallest: true });
                }
                Verdict::Unknown => return Some(best),
                Verdict::Possible(held) => {
                    let Some(correction) = self.outside(&all, held) else { return Some(best) };
                    corrections.push(correction);
                }
            }
        }
    }

    /// The fewest of the rules `0..count` to let go of, beginning with a contradiction known; `None` where
    /// that could not be told.
    pub(crate) fn correction(&mut self, count: usize, first: &BTreeSet<usize>) -> Option<Correction> {
        let all: BTreeSet<usize> = (0..count).collect();
        let mut contradictions = vec![first.clone()];
        loop {
            let least = least_hitting(&contradictions)?;
            let rest: BTreeSet<usize> = all.difference(&least).copied().collect();
            match self.ask(&rest) {
                Verdict::Possible(_) => return Some(Correction { rules: least, fewest: true }),
                Verdict::Unknown => return None,
                Verdict::Impossible => contradictions.push(self.irreducible(&rest, &mut |_| {}).rules),
            }
        }
    }

    /// The deletion filter: drops what can be dropped, many at a time while that goes well. `note` is told what
    /// can hold at once.
    fn irreducible(&mut self, from: &BTreeSet<usize>, note: &mut dyn FnMut(&BTreeSet<usize>)) -> Contradiction {
        let mut kept = from.clone();
        let mut open: Vec<usize> = from.iter().copied().collect();
        let mut proven = true;
        let mut stride = open.len().div_ceil(2).max(1);
        while !open.is_empty() {
            stride = stride.min(open.len());
            let batch = &open[open.len() - stride..];
            let mut fewer = kept.clone();
            for rule in batch {
                fewer.remove(rule);
            }
            let verdict = self.ask(&fewer);
            if let Verdict::Possible(held) = &verdict {
                note(held);
            }
            match verdict {
                Verdict::Impossible => {
                    kept = fewer;
                    open.truncate(open.len() - stride);
                    stride *= 2;
                }
                verdict if stride == 1 => {
                    proven &= verdict != Verdict::Unknown;
                    open.pop();
                    stride = 2;
                }
                _ => stride = stride.div_ceil(4),
            }
        }
        Contradiction { rules: kept, irreducible: proven, smallest: false }
    }

    /// Adds to what holds at once until nothing can be added: what is left out is a correction.
    fn outside(&mut self, all: &BTreeSet<usize>, held: BTreeSet<usize>) -> Option<BTreeSet<usize>> {
        let mut held = held;
        let missing: Vec<usize> = all.difference(&held).copied().collect();
        for rule in missing {
            if held.contains(&rule) {
                continue;
            }
            let mut more = held.clone();
            more.insert(rule);
            match self.ask(&more) {
                Verdict::Possible(found) => held = &more | &found,
                Verdict::Impossible => {}
                Verdict::Unknown => break,
            }
        }
        // Even where that broke off, the rules outside must be hit: those inside can hold at once.
        let outside: BTreeSet<usize> = all.difference(&held).copied().collect();
        (!outside.is_empty()).then_some(outside)
    }
}

/// How many branches a search for a least hitting set goes through before it gives up.
const BRANCHES: usize = 200_000;

/// The smallest set with something of each of `sets`, the first in order where there are several; `None`
/// where it could not be found with the effort allowed.
fn least_hitting(sets: &[BTreeSet<usize>]) -> Option<BTreeSet<usize>> {
    let mut search = Hitting { sets, best: greedy_hitting(sets)?, left: BRANCHES };
    search.branch(&mut BTreeSet::new());
    (search.left > 0).then_some(search.best)
}

struct Hitting<'a> {
    sets: &'a [BTreeSet<usize>],
    best: BTreeSet<usize>,
    left: usize,
}

impl Hitting<'_> {
    fn branch(&mut self, chosen: &mut BTreeSet<usize>) {
        if self.left == 0 {
            return;
        }
        self.left -= 1;
        let open: Vec<&BTreeSet<usize>> = self.sets.iter().filter(|set| set.is_disjoint(chosen)).collect();
        let Some(narrow) = open.iter().min_by_key(|set| set.len()) else {
            if chosen.len() < self.best.len() {
                self.best = chosen.clone();
            }
            return;
        };
        if chosen.len() + disjoint(&open) >= self.best.len() {
            return;
        }
        for rule in *narrow {
            chosen.insert(*rule);
            self.branch(chosen);
            chosen.remove(rule);
        }
    }
}

/// How many of the sets share nothing, taken greedily: each needs one of its own.
fn disjoint(sets: &[&BTreeSet<usize>]) -> usize {
    let mut seen = BTreeSet::new();
    let mut count = 0;
    for set in sets {
        if set.is_disjoint(&seen) {
            count += 1;
            seen.extend(set.iter().copied());
        }
    }
    count
}

/// A hitting set that takes what hits most first; `None` where a set is empty.
fn greedy_hitting(sets: &[BTreeSet<usize>]) -> Option<BTreeSet<usize>> {
    let mut chosen = BTreeSet::new();
    loop {
        let open: Vec<&BTreeSet<usize>> = sets.iter().filter(|set| set.is_disjoint(&chosen)).collect();
        if open.is_empty() {
            return Some(chosen);
        }
        let rules: BTreeSet<usize> = open.iter().flat_map(|set| set.iter().copied()).collect();
        let most = rules
            .into_iter()
            .max_by_key(|rule| (open.iter().filter(|set| set.contains(rule)).count(), std::cmp::Reverse(*rule)))?;
        chosen.insert(most);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An oracle of known contradictions: possible where none of them is contained.
    fn knowing(count: usize, known: &[BTreeSet<usize>]) -> impl FnMut(&BTreeSet<usize>) -> Verdict + use<> {
        let known = known.to_vec();
        move |asked| {
            if known.iter().any(|set| set.is_subset(asked)) {
                return Verdict::Impossible;
            }
            // A lazy witness: what was asked, and the highest rule where that goes too.
            let mut held = asked.clone();
            held.insert(count - 1);
            Verdict::Possible(if known.iter().any(|set| set.is_subset(&held)) { asked.clone() } else { held })
        }
    }

    fn set(of: &[usize]) -> BTreeSet<usize> {
        of.iter().copied().collect()
    }

    #[test]
    fn the_smallest_of_several() {
        let known = [set(&[0, 1, 2, 3]), set(&[5, 7]), set(&[2, 7, 9])];
        let mut oracle = knowing(12, &known);
        let found = Asking::new(&mut oracle, 500).contradiction(12);
        assert_eq!(found, Some(Contradiction { rules: set(&[5, 7]), irreducible: true, smallest: true }));
    }

    #[test]
    fn what_can_hold_is_no_contradiction() {
        let mut oracle = knowing(6, &[set(&[6, 7])]);
        assert_eq!(Asking::new(&mut oracle, 500).contradiction(6), None);
    }

    #[test]
    fn the_fewest_to_let_go_of() {
        let known = [set(&[0, 1]), set(&[2, 3]), set(&[1, 2])];
        let mut oracle = knowing(5, &known);
        let mut asking = Asking::new(&mut oracle, 500);
        let found = asking.correction(5, &set(&[0, 1]));
        assert_eq!(found, Some(Correction { rules: set(&[1, 2]), fewest: true }));
    }

    #[test]
    fn with_too_few_questions_nothing_is_claimed() {
        let known = [set(&[0, 1, 2, 3]), set(&[5, 7])];
        let mut oracle = knowing(12, &known);
        let found = Asking::new(&mut oracle, 4).contradiction(12).unwrap();
        assert!(!found.smallest);
        assert!(known.iter().any(|set| set.is_subset(&found.rules)), "still a contradiction: {found:?}");
    }

    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config::with_cases(120))]
        /// Against every subset of up to eight rules.
        #[test]
        fn as_brute_force_says(masks in proptest::collection::vec(1_u32..256, 1..6)) {
            let known: Vec<BTreeSet<usize>> =
                masks.iter().map(|mask| (0..8).filter(|bit| mask >> bit & 1 == 1).collect()).collect();
            let mut oracle = knowing(8, &known);
            let found = Asking::new(&mut oracle, 10_000).contradiction(8).unwrap();
            let smallest = known.iter().map(BTreeSet::len).min().unwrap();
            proptest::prop_assert_eq!(found.rules.len(), smallest);
            proptest::prop_assert!(found.smallest && found.irreducible);
            proptest::prop_assert!(known.contains(&found.rules));
            let correction = Asking::new(&mut oracle, 10_000).correction(8, &found.rules).unwrap();
            let fewest = (0_u32..256)
                .filter(|gone| masks.iter().all(|mask| mask & gone != 0))
                .map(u32::count_ones)
                .min()
                .unwrap();
            proptest::prop_assert_eq!(correction.rules.len(), fewest as usize);
            proptest::prop_assert!(known.iter().all(|set| !set.is_disjoint(&correction.rules)));
        }
    }
}
