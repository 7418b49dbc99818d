//! What each wish between two costs, in units (see [`Wish`]): before its weight.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Problem, STRONG, WEAK, Wish};

/// What is not met at all.
const WHOLE: i64 = 100;
/// What a doubling of size costs.
const DOUBLING: f64 = 50.0;

/// What a wish costs one party with another. The same both ways.
pub(crate) fn between(problem: &Problem, wish: Wish, one: usize, other: usize) -> i64 {
    let (a, b) = (&problem.parties()[one], &problem.parties()[other]);
    match wish {
        Wish::Travel => i64::from(problem.way(one, other)),
        Wish::Theme => whole_if(strangers(&a.themes, &b.themes)),
        Wish::Size => a.size.zip(b.size).map_or(0, |(a, b)| size(a, b)),
        Wish::Class => whole_if(!a.class.is_empty() && !b.class.is_empty() && a.class != b.class),
        Wish::Similar => {
            let known = !a.similar.is_empty() || !b.similar.is_empty();
            whole_if(known && !a.similar.contains(&b.id) && !b.similar.contains(&a.id))
        }
        Wish::Complement => complement(&a.profile, &b.profile, true),
        Wish::Acquaintance => whole_if(problem.links().met(one, other)),
        Wish::Host | Wish::Support | Wish::Fairness => 0,
    }
}

/// What a wish costs a party with a mentor. Mentors need be neither alike nor similar.
pub(crate) fn with_mentor(problem: &Problem, wish: Wish, party: usize, mentor: usize) -> i64 {
    let (a, k) = (&problem.parties()[party], &problem.mentors()[mentor]);
    match wish {
        Wish::Travel => i64::from(problem.way_to_mentor(party, mentor)),
        Wish::Theme => whole_if(strangers(&a.themes, &k.themes)),
        Wish::Complement => complement(&a.profile, &k.profile, false),
        Wish::Acquaintance => whole_if(problem.links().had(party, mentor)),
        Wish::Size | Wish::Class | Wish::Similar | Wish::Host | Wish::Support | Wish::Fairness => 0,
    }
}

const fn whole_if(unmet: bool) -> i64 {
    if unmet { WHOLE } else { 0 }
}

/// Whether two have nothing in common though both have stated something.
pub(crate) fn strangers(one: &BTreeSet<String>, other: &BTreeSet<String>) -> bool {
    !one.is_empty() && !other.is_empty() && one.is_disjoint(other)
}

/// By how many doublings two sizes differ; one that has nobody counts as one.
fn size(one: u64, other: u64) -> i64 {
    let (small, large) = (one.min(other).max(1), one.max(other).max(1));
    // Populations are far below 2^53, and beyond it the share is still right to the digits that count.
    let doublings = libm::log2(large as f64 / small as f64);
    (libm::round(DOUBLING * doublings) as i64).clamp(0, WHOLE)
}

/// Of the areas where the one (or, both ways, either) is weak and both have a score: the share where the other is not
/// strong.
fn complement(one: &BTreeMap<String, u8>, other: &BTreeMap<String, u8>, both_ways: bool) -> i64 {
    let (mut weak, mut helped) = (0_i64, 0_i64);
    let mut note = |low: u8, high: u8| {
        if low < WEAK {
            weak += 1;
            helped += i64::from(high >= STRONG);
        }
    };
    for (area, a) in one {
        let Some(b) = other.get(area) else { continue };
        note(*a, *b);
        if both_ways {
            note(*b, *a);
        }
    }
    if weak == 0 { 0 } else { WHOLE * (weak - helped) / weak }
}
