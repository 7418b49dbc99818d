//! Cuts: of three units, at most one group can hold two or three (subset-row inequalities: Jepsen, Petersen,
//! Spoorendonk and Pisinger 2008, Operations Research 56:497). The relaxation likes to take half of each of three such
//! groups; a price on the cut makes that as dear as it is.

use super::{dual::Shares, space::Column, work::Work};

/// The most cuts at a time: a bit for each in a column, with some to spare.
pub(super) const MOST: usize = 120;
/// The most that are taken in at once.
const AT_ONCE: usize = 16;
/// What is broken by less is left alone.
const LEAST: f64 = 0.06;
/// Beyond so many units they are not looked for.
const UNITS: usize = 150;

/// Three units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cut([u16; 3]);

impl Cut {
    /// Whether a column holds two of the three or all.
    pub(super) fn holds(&self, column: &Column) -> bool {
        !column.is_out() && column.units().filter(|unit| self.0.contains(&(*unit as u16))).count() >= 2
    }
}

/// The cuts that what was taken breaks most, at most `room`.
pub(super) fn broken(n: usize, shares: &Shares, room: usize, work: &mut Work<'_>) -> Vec<Cut> {
    if n > UNITS || room == 0 {
        return Vec::new();
    }
    // How much any two are together.
    let mut pair = vec![0.0_f64; n * n];
    let mut triples = Vec::new();
    for (column, share) in shares.iter().filter(|(_, share)| **share > 0.02) {
        let units: Vec<usize> = column.units().collect();
        for (nth, one) in units.iter().enumerate() {
            for (mth, other) in units.iter().enumerate().skip(nth + 1) {
                pair[one * n + other] += share;
                triples.extend(units[mth + 1..].iter().map(|third| ([*one, *other, *third], *share)));
            }
        }
    }
    let mut found = Vec::new();
    for a in 0..n {
        for b in a + 1..n {
            for c in b + 1..n {
                let sum = pair[a * n + b] + pair[a * n + c] + pair[b * n + c];
                if sum > 1.0 + LEAST {
                    // A group of all three was counted three times.
                    let thrice: f64 = triples.iter().filter(|it| it.0 == [a, b, c]).map(|it| it.1).sum();
                    let over = sum - 2.0 * thrice - 1.0;
                    if over > LEAST {
                        found.push((over, Cut([a as u16, b as u16, c as u16])));
                    }
                }
            }
        }
    }
    work.spend((n * n * n / 6) as u64);
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    found.into_iter().map(|it| it.1).take(AT_ONCE.min(room)).collect()
}
