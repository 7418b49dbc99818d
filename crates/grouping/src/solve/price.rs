//! The cheapest groups at given prices: what column generation asks for (Gilmore and Gomory 1961; Barnhart et al.
//! 1998, Operations Research 46:316). All groups a mentor could lead are looked through, but those that sorted prices
//! show to be hopeless.

use super::{
    space::{Column, MOST, Space},
    work::Work,
};

/// Prices and bounds are counted in this fraction of a point, so that prices need not be whole points.
pub(super) const FINE: i64 = 32;

/// Looks through a mentor's groups.
pub(super) struct Pricing<'s, 'a> {
    space: &'s Space<'a>,
    mentor: usize,
    /// What each unit costs beyond its price, in the order of [`Pricing::order`]: fine.
    reduced: Vec<i64>,
    order: Vec<usize>,
    /// No member may bear more.
    cap: i64,
    chosen: [usize; MOST],
    /// Only groups cheaper than this are of interest: fine.
    limit: i64,
    /// Whether the limit falls with each group found, or all are wanted.
    all: bool,
    found: Vec<(i64, Column)>,
    most: usize,
    small: u64,
}

impl<'s, 'a> Pricing<'s, 'a> {
    /// Prepares for a mentor: `prices` are what each unit pays, fine.
    pub(super) fn new(space: &'s Space<'a>, mentor: usize, prices: &[i64], cap: i64) -> Self {
        let cost = |unit: usize| FINE * (space.inner[unit] + space.lead(unit, mentor)) - prices[unit];
        let mut order: Vec<usize> = (0..space.n).filter(|unit| space.lead_ok(*unit, mentor)).collect();
        order.sort_unstable_by_key(|unit| (cost(*unit), *unit));
        let reduced = order.iter().map(|unit| cost(*unit)).collect();
        let small = 20 * space.n as u64;
        Self {
            space,
            mentor,
            reduced,
            order,
            cap,
            chosen: [0; MOST],
            limit: 0,
            all: false,
            found: Vec::new(),
            most: usize::MAX,
            small,
        }
    }

    /// For each first unit the cheapest group below `limit`, the cheapest of all first.
    pub(super) fn cheapest(mut self, limit: i64, work: &mut Work<'_>) -> Vec<(i64, Column)> {
        let first = self.order.len();
        for at in 0..first {
            self.limit = limit;
            if !self.one(at, 0, 0, 0) {
                break;
            }
        }
        work.spend(self.small);
        self.found.sort_unstable();
        self.found
    }

    /// Every group below `limit`, at most `most` of them; `None`: there are more.
    pub(super) fn every(mut self, limit: i64, most: usize, work: &mut Work<'_>) -> Option<Vec<(i64, Column)>> {
        (self.limit, self.all, self.most) = (limit, true, most);
        for at in 0..self.order.len() {
            if !self.one(at, 0, 0, 0) || self.found.len() > most {
                break;
            }
        }
        work.spend(self.small);
        (self.found.len() <= most).then_some(self.found)
    }

    /// Adds the unit at this place in the order to those chosen; whether a later one could be worth adding instead.
    fn one(&mut self, at: usize, count: usize, value: i64, seats: u32) -> bool {
        let (unit, own) = (self.order[at], self.reduced[at]);
        let slots = i64::from(self.space.largest - seats);
        self.small += 1;
        // Those behind cost at least as much, and each two who meet cost something more.
        if value + own + (slots - 1).max(0) * own.min(0) >= self.limit {
            return false;
        }
        let taken = seats + self.space.seats[unit];
        if taken > self.space.largest || count >= MOST {
            return true;
        }
        let mut sum = value + own;
        for other in &self.chosen[..count] {
            if !self.space.pair_ok(unit, *other) {
                return true;
            }
            sum += FINE * self.space.pair(unit, *other);
        }
        self.chosen[count] = unit;
        if taken >= self.space.smallest && sum < self.limit {
            self.note(count + 1, sum);
        }
        let room = i64::from(self.space.largest - taken);
        if room > 0 {
            for next in at + 1..self.order.len() {
                // Another cannot make up for what the two here cost.
                if sum + room * self.reduced[next].min(0) >= self.limit {
                    break;
                }
                if !self.one(next, count + 1, sum, taken) || self.found.len() > self.most {
                    break;
                }
            }
        }
        true
    }

    fn note(&mut self, count: usize, sum: i64) {
        self.small += 30;
        let units = self.chosen;
        let Some(column) = self.space.column(&units[..count], self.mentor) else { return };
        let plain: i64 = self.plain(&units[..count]);
        // What no pair tells comes on top.
        let value = sum + FINE * (column.cost - plain);
        if column.worst > self.cap || value >= self.limit {
            return;
        }
        if self.all {
            self.found.push((value, column));
            return;
        }
        self.limit = value;
        self.found.push((value, column));
    }

    fn plain(&self, units: &[usize]) -> i64 {
        let pairs = units.iter().enumerate().map(|(nth, one)| {
            units[nth + 1..].iter().map(|other| self.space.pair(*one, *other)).sum::<i64>()
        });
        let own = units.iter().map(|it| self.space.inner[*it] + self.space.lead(*it, self.mentor));
        pairs.sum::<i64>() + own.sum::<i64>()
    }
}
