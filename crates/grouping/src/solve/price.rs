//! The cheapest groups at given prices: what column generation asks for (Gilmore and Gomory 1961; Barnhart et al.
//! 1998, Operations Research 46:316). All groups a mentor could lead are looked through, but those that sorted prices
//! show to be hopeless.

use super::{
    dual::Whole,
    space::{Column, MOST, Space},
    work::Work,
};

/// Prices and bounds are counted in this fraction of a point, so that prices need not be whole points.
pub(super) const FINE: i64 = 32;

/// Points, fine. They are at most some 10^9: far inside i64.
pub(super) fn fine(points: f64) -> i64 {
    libm::round(points * FINE as f64) as i64
}

/// A unit that could come in next, and what it would add: fine.
type Next = (i64, usize);

/// Looks through a mentor's groups.
pub(super) struct Pricing<'s, 'a> {
    space: &'s Space<'a>,
    mentor: usize,
    prices: &'s Whole,
    /// Who could come first, the cheapest first: what each costs beyond its price.
    first: Vec<Next>,
    /// No member may bear more.
    cap: i64,
    chosen: [usize; MOST],
    /// Only groups cheaper than this are of interest: fine.
    limit: i64,
    /// Whether all groups below the limit are wanted; otherwise it falls with each group found.
    all: bool,
    found: Vec<(i64, Column)>,
    most: usize,
    small: u64,
}

impl<'s, 'a> Pricing<'s, 'a> {
    /// Prepares for a mentor: `prices` are what each unit pays, fine.
    pub(super) fn new(space: &'s Space<'a>, mentor: usize, prices: &'s Whole, cap: i64) -> Self {
        let cost = |unit: usize| FINE * (space.inner[unit] + space.lead(unit, mentor)) - prices.unit[unit];
        let led = (0..space.n).filter(|unit| space.lead_ok(*unit, mentor) && space.heavy(*unit, mentor) <= cap);
        let mut first: Vec<Next> = led.map(|unit| (cost(unit), unit)).collect();
        first.sort_unstable();
        let small = 20 * space.n as u64;
        Self {
            space,
            mentor,
            prices,
            first,
            cap,
            chosen: [0; MOST],
            limit: 0,
            all: false,
            found: Vec::new(),
            most: usize::MAX,
            small,
        }
    }

    /// For each first unit the cheapest group below `limit` (and some on the way to it), the cheapest of all first.
    pub(super) fn cheapest(mut self, limit: i64, work: &mut Work<'_>) -> Vec<(i64, Column)> {
        let first = std::mem::take(&mut self.first);
        for at in 0..first.len() {
            self.limit = limit;
            if !self.add(&first, at, 0, 0, 0) {
                break;
            }
        }
        self.limit = limit;
        self.threes();
        work.spend(self.small);
        self.found.sort_unstable();
        self.found
    }

    /// Every group below `limit`, at most `most` of them; `None`: there are more.
    pub(super) fn every(mut self, limit: i64, most: usize, work: &mut Work<'_>) -> Option<Vec<(i64, Column)>> {
        (self.limit, self.all, self.most) = (limit, true, most);
        let first = std::mem::take(&mut self.first);
        for at in 0..first.len() {
            if !self.add(&first, at, 0, 0, 0) || self.found.len() > most {
                break;
            }
        }
        self.threes();
        work.spend(self.small);
        if !self.prices.threes.is_empty() {
            self.found.sort_unstable_by_key(|it| (it.1, it.0));
            self.found.dedup_by_key(|it| it.1);
        }
        (self.found.len() <= most).then_some(self.found)
    }

    /// What two that meet cost, and pay for cuts.
    fn pair(&self, one: usize, other: usize) -> i64 {
        let cuts = self.prices.pairs.get(one * self.space.n + other).copied().unwrap_or(0);
        FINE * self.space.pair(one, other) + cuts
    }

    /// The groups of three that are inside cuts: each two pay for them, though the three should once.
    fn threes(&mut self) {
        self.small += 3 * self.prices.threes.len() as u64;
        for (three, price) in &self.prices.threes {
            let units = three.map(usize::from);
            let [a, b, c] = units;
            let pairs: i64 = [(a, b), (a, c), (b, c)].map(|(one, other)| self.pair(one, other)).iter().sum();
            let own: i64 = units.iter().map(|unit| FINE * self.space.inner[*unit] - self.prices.unit[*unit]).sum();
            let lead: i64 = units.iter().map(|unit| FINE * self.space.lead(*unit, self.mentor)).sum();
            let value = own + lead + pairs - 2 * price;
            if value >= self.limit {
                continue;
            }
            self.small += 10;
            let Some(base) = self.space.base(&units) else { continue };
            let Some(led) = self.space.led(&base, self.mentor) else { continue };
            let value = value + FINE * led.besides;
            if led.column.worst <= self.cap && value < self.limit {
                self.found.push((value, led.column));
            }
        }
    }

    /// Adds the unit at this place to those chosen, and looks further; whether a later one could be worth adding
    /// instead. `next` is sorted, so those behind add at least as much, and each two who meet cost something more.
    fn add(&mut self, next: &[Next], at: usize, count: usize, value: i64, seats: u32) -> bool {
        let (own, unit) = next[at];
        let slots = i64::from(self.space.largest - seats);
        self.small += 3;
        if value + own + (slots - 1).max(0) * own.min(0) >= self.limit {
            return false;
        }
        let taken = seats + self.space.seats[unit];
        if taken > self.space.largest || count >= MOST {
            return true;
        }
        let sum = value + own;
        self.chosen[count] = unit;
        if taken >= self.space.smallest && sum < self.limit {
            self.note(count + 1, sum);
        }
        match i64::from(self.space.largest - taken) {
            0 => {}
            1 => self.last(&next[at + 1..], unit, count + 1, sum),
            room => self.further(&next[at + 1..], unit, (count + 1, sum, taken), room),
        }
        true
    }

    /// More than one can still come in: what each would add now, sorted.
    fn further(&mut self, next: &[Next], unit: usize, (count, sum, taken): (usize, i64, u32), room: i64) {
        let least = next.first().map_or(0, |it| it.0.min(0));
        let mut on: Vec<Next> = Vec::new();
        for (own, other) in next {
            if sum + own + (room - 1) * least >= self.limit {
                break;
            }
            if self.space.pair_ok(unit, *other) && self.bearable(count, *other) {
                let adds = own + self.pair(unit, *other);
                if sum + adds + (room - 1) * least < self.limit {
                    on.push((adds, *other));
                }
            }
        }
        self.small += 3 * next.len().min(on.len() * 4 + 20) as u64 + 8 * on.len() as u64;
        on.sort_unstable();
        for at in 0..on.len() {
            if !self.add(&on, at, count, sum, taken) || self.found.len() > self.most {
                break;
            }
        }
    }

    /// Whether nobody bears more than the cap if this one comes to those chosen, as far as pairs tell.
    fn bearable(&self, count: usize, other: usize) -> bool {
        let (space, chosen) = (self.space, &self.chosen[..count]);
        let bears = |one: usize| {
            let with = chosen.iter().filter(|it| **it != one).map(|it| space.adds(one, *it)).sum::<i64>();
            space.heavy(one, self.mentor) + with
        };
        self.cap == i64::MAX
            || (bears(other) <= self.cap && chosen.iter().all(|one| bears(*one) + space.adds(*one, other) <= self.cap))
    }

    /// One more at most.
    fn last(&mut self, next: &[Next], unit: usize, count: usize, sum: i64) {
        if count >= MOST {
            return;
        }
        for (own, other) in next {
            self.small += 2;
            if sum + own >= self.limit || self.found.len() > self.most {
                break;
            }
            let value = sum + own + self.pair(unit, *other);
            let fits = self.space.seats[*other] == 1;
            if value < self.limit && fits && self.space.pair_ok(unit, *other) && self.bearable(count, *other) {
                self.chosen[count] = *other;
                self.note(count + 1, value);
            }
        }
    }

    /// A group of those chosen: worth keeping, if it is allowed.
    fn note(&mut self, count: usize, sum: i64) {
        self.small += 30;
        let units = self.chosen;
        let Some(base) = self.space.base(&units[..count]) else { return };
        let Some(column) = self.space.led(&base, self.mentor) else { return };
        // What no pair tells comes on top.
        let value = sum + FINE * column.besides;
        if column.column.worst > self.cap || value >= self.limit {
            return;
        }
        if !self.all {
            self.limit = value;
        }
        self.found.push((value, column.column));
    }
}
