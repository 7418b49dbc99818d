//! Cuts: of three units, at most one group can hold two or three (subset-row inequalities: Jepsen, Petersen,
//! Spoorendonk and Pisinger 2008, Operations Research 56:497). The relaxation likes to take half of each of three such
//! groups; a price on the cut makes that as dear as it is.

use std::collections::{BTreeMap, BTreeSet};

use super::{dual::Shares, space::Column, work::Work};

/// The most cuts at a time: a bit for each in a column, with some to spare.
pub(super) const MOST: usize = 120;
/// The most that are taken in at once.
pub(super) const AT_ONCE: usize = 16;
/// What is broken by less is left alone.
const LEAST: f64 = 0.06;

/// Three units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cut([u16; 3]);

impl Cut {
    /// The three.
    pub(super) fn units(&self) -> [usize; 3] {
        self.0.map(usize::from)
    }

    /// Whether a column holds two of the three or all.
    pub(super) fn holds(&self, column: &Column) -> bool {
        !column.is_out() && column.units().filter(|unit| self.0.contains(&(*unit as u16))).count() >= 2
    }
}

/// The cuts that what was taken breaks most, at most `room`.
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
                    found.insert(Cut(three.map(|it| it as u16)), over);
                }
            }
        }
        work.spend((around.len() * around.len() * 20) as u64);
    }
    let mut found: Vec<(Cut, f64)> = found.into_iter().collect();
    found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    found.into_iter().map(|it| it.0).take(room).collect()
}
