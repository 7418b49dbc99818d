//! Cuts: of three units, at most one group can hold two or three (subset-row inequalities: Jepsen, Petersen,
//! Spoorendonk and Pisinger 2008, Operations Research 56:497); of five at most two groups can, of seven at most three,
//! and so on (odd sets: Edmonds 1965, Journal of Research of the National Bureau of Standards 69B:125). The relaxation
//! likes to take half of each of three such groups, or of five in a ring; a price on the cut makes that as dear as it
//! is. Groups of two are a matching, where nothing but odd sets is missing.

use std::collections::{BTreeMap, BTreeSet};

use super::{dual::Shares, space::Column, work::Work};

/// The most cuts at a time: a bit for each in a column, with some to spare.
pub(super) const MOST: usize = 120;
/// The most that are taken in at once.
pub(super) const AT_ONCE: usize = 16;
/// What is broken by less is left alone.
const LEAST: f64 = 0.06;

/// The most units of one cut.
pub(super) const WIDEST: usize = 15;
/// The most where every group there is has to be asked about: each three inside is looked at by itself.
pub(super) const WIDE: usize = 7;

/// An odd number of units, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cut {
    units: [u16; WIDEST],
    len: u8,
}

impl Cut {
    fn new(units: &[usize]) -> Self {
        let mut it = Self { units: [0; WIDEST], len: units.len() as u8 };
        for (slot, unit) in it.units.iter_mut().zip(units) {
            *slot = *unit as u16;
        }
        it.units[..units.len()].sort_unstable();
        it
    }

    /// The units.
    pub(super) fn units(&self) -> impl Iterator<Item = usize> + '_ {
        self.units[..usize::from(self.len)].iter().map(|it| usize::from(*it))
    }

    /// Each three of them, in order.
    pub(super) fn threes(&self) -> impl Iterator<Item = [u16; 3]> + '_ {
        let units = &self.units[..usize::from(self.len)];
        units.iter().enumerate().flat_map(move |(nth, one)| {
            let after = &units[nth + 1..];
            after
                .iter()
                .enumerate()
                .flat_map(move |(mth, two)| after[mth + 1..].iter().map(|three| [*one, *two, *three]))
        })
    }

    /// Whether a column holds two of them or more.
    pub(super) fn holds(&self, column: &Column) -> bool {
        let there = &self.units[..usize::from(self.len)];
        !column.is_out() && column.units().filter(|unit| there.contains(&(*unit as u16))).count() >= 2
    }

    /// How many groups may hold two or more: half of them, rounded down.
    pub(super) const fn room(&self) -> u32 {
        self.len as u32 / 2
    }
}

/// The cuts of three that what was taken breaks most, at most `room`.
pub(super) fn broken(n: usize, shares: &Shares, room: usize, work: &mut Work<'_>) -> Vec<Cut> {
    if room == 0 {
        return Vec::new();
    }
    // How much any two are together, and any three.
    let mut pair: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    let mut thrice: BTreeMap<[usize; 3], f64> = BTreeMap::new();
    let mut near: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); n];
    for (column, share) in shares.iter().filter(|(column, share)| **share > 0.02 && !column.is_out()) {
        let units: Vec<usize> = column.units().collect();
        for (nth, one) in units.iter().enumerate() {
            for (mth, other) in units.iter().enumerate().skip(nth + 1) {
                *pair.entry((*one, *other)).or_default() += share;
                near[*one].insert(*other);
                near[*other].insert(*one);
                for third in &units[mth + 1..] {
                    *thrice.entry([*one, *other, *third]).or_default() += share;
                }
            }
        }
    }
    let of = |one: usize, other: usize| pair.get(&(one.min(other), one.max(other))).copied().unwrap_or(0.0);
    let mut found = BTreeMap::new();
    for (middle, around) in near.iter().enumerate() {
        for one in around {
            for other in around.range(one + 1..) {
                let mut three = [middle, *one, *other];
                three.sort_unstable();
                let sum = of(middle, *one) + of(middle, *other) + of(*one, *other);
                // A group of all three was counted three times.
                let over = sum - 2.0 * thrice.get(&three).copied().unwrap_or(0.0) - 1.0;
                if over > LEAST {
                    found.insert(Cut::new(&three), over);
                }
            }
        }
        work.spend((around.len() * around.len() * 20) as u64);
    }
    most_broken(found, room)
}

fn most_broken(found: BTreeMap<Cut, f64>, room: usize) -> Vec<Cut> {
    let mut found: Vec<(Cut, f64)> = found.into_iter().collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    found.into_iter().map(|it| it.0).take(room).collect()
}

/// Odd sets that what was taken breaks, at most `room`: from each unit on the one is taken in that meets those
/// inside most, which finds rings and most of what else there is (not all: that would take a flow for every two).
pub(super) fn odd(n: usize, shares: &Shares, (widest, room): (usize, usize), work: &mut Work<'_>) -> Vec<Cut> {
    let taken = shares.iter().filter(|(column, share)| **share > 1e-3 && !column.is_out());
    let taken: Vec<(Vec<usize>, f64)> = taken.map(|(column, share)| (column.units().collect(), *share)).collect();
    let mut found = BTreeMap::new();
    for first in 0..n {
        if room == 0 {
            break;
        }
        if let Some((cut, over)) = ring((n, widest), first, &taken) {
            found.insert(cut, over);
        }
        work.spend((widest * taken.len() * 4) as u64);
    }
    most_broken(found, room)
}

/// The odd set grown from a unit that is broken most, and by how much.
fn ring((n, widest): (usize, usize), first: usize, taken: &[(Vec<usize>, f64)]) -> Option<(Cut, f64)> {
    let mut inside = vec![first];
    // How many of each column are inside.
    let mut held: Vec<u8> = taken.iter().map(|(units, _)| u8::from(units.contains(&first))).collect();
    let mut weight = 0.0;
    let mut best: Option<(Cut, f64)> = None;
    while inside.len() < widest.min(n) {
        let mut gain = vec![0.0; n];
        for ((units, share), held) in taken.iter().zip(&held) {
            if *held == 1 {
                units.iter().for_each(|it| gain[*it] += share);
            }
        }
        inside.iter().for_each(|it| gain[*it] = 0.0);
        let next = (0..n).max_by(|a, b| gain[*a].total_cmp(&gain[*b]).then(b.cmp(a)))?;
        if gain[next] <= 0.0 {
            break;
        }
        weight += gain[next];
        inside.push(next);
        for ((units, _), held) in taken.iter().zip(&mut held) {
            *held += u8::from(units.contains(&next));
        }
        let over = weight - (inside.len() / 2) as f64;
        if inside.len() % 2 == 1 && over > LEAST && best.as_ref().is_none_or(|it| over > it.1) {
            best = Some((Cut::new(&inside), over));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Effort, Go, Problem, sample};

    fn half(space: &crate::solve::Space<'_>, pairs: &[(usize, usize)]) -> Shares {
        pairs.iter().filter_map(|(one, other)| Some((space.column(&[*one, *other], 0)?, 0.5))).collect()
    }

    /// A ring of five, each pair taken by half: two and a half groups of five units, of which there can be two.
    #[test]
    fn a_ring_of_five_is_cut_off() {
        let problem = Problem::new(sample::round(1, 8, 5, 2)).unwrap();
        let space = crate::solve::Space::new(&problem);
        let shares = half(&space, &[(0, 1), (1, 2), (2, 3), (3, 4), (0, 4)]);
        assert_eq!(shares.len(), 5, "all of them may be together");
        let effort = Effort::default();
        let mut tell = |_: &crate::Progress| Go::On;
        let mut work = Work::new(&effort, &mut tell);
        assert_eq!(broken(8, &shares, 10, &mut work), [], "no three are enough");
        let found = odd(8, &shares, (WIDEST, 10), &mut work);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].units().collect::<Vec<_>>(), [0, 1, 2, 3, 4]);
        assert_eq!(found[0].room(), 2);
        assert_eq!(found[0].threes().count(), 10);
        assert!(odd(8, &shares, (3, 10), &mut work).is_empty(), "wider than asked for");
    }

    #[test]
    fn a_ring_of_four_is_no_odd_set() {
        let problem = Problem::new(sample::round(1, 8, 5, 2)).unwrap();
        let space = crate::solve::Space::new(&problem);
        let shares = half(&space, &[(0, 1), (1, 2), (2, 3), (0, 3)]);
        let effort = Effort::default();
        let mut tell = |_: &crate::Progress| Go::On;
        let mut work = Work::new(&effort, &mut tell);
        assert_eq!(odd(8, &shares, (WIDEST, 10), &mut work), []);
    }
}
