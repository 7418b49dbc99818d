//! Prices that make a bound: Lagrangian relaxation of "every unit once" (Geoffrion 1974, Mathematical Programming
//! Study 2:82; Fisher 1981, Management Science 27:1).
//!
//! Each unit pays its price for being in a group, each group pays for the back-up of its mentor and for being a group
//! at all. What is left decides by itself, mentor by mentor: as many times as the mentor can lead, the cheapest group
//! if that costs less than nothing. The sum is a bound for any prices. Good prices are looked for by the volume
//! algorithm (Barahona and Anbil 2000, Mathematical Programming 87:385) on a pool of groups, with floating numbers;
//! what counts as a bound is then computed with the prices as whole numbers over *all* groups ([`super::bound`]).

use std::collections::BTreeMap;

use super::{
    cuts::Cut,
    price::{FINE, fine},
    space::{Column, Space},
    work::Work,
};

/// Prices.
#[derive(Debug, Clone)]
pub(super) struct Prices {
    /// What each unit pays: any sign.
    pub(super) unit: Vec<f64>,
    /// What each mentor's backing of a group costs on top, at least nought.
    pub(super) back: Vec<f64>,
    /// What each group costs on top, at least nought.
    pub(super) group: f64,
    /// What a group pays for each cut it is part of, at least nought ([`super::cuts`]).
    pub(super) cut: Vec<f64>,
    /// The cuts of which that is true for all groups there are; none where groups carry their cuts as bits.
    pub(super) cuts: Vec<Cut>,
}

/// The same in whole numbers: points times [`FINE`].
#[derive(Debug, Clone)]
pub(super) struct Whole {
    pub(super) unit: Vec<i64>,
    pub(super) back: Vec<i64>,
    pub(super) group: i64,
    pub(super) cut: Vec<i64>,
    /// What any two in a group pay for cuts; empty where there are none.
    pub(super) pairs: Vec<i64>,
    /// Each three inside a cut that costs something, and what those cuts cost together. Three that are together pay
    /// it for each two of them: twice too much.
    pub(super) threes: BTreeMap<[u16; 3], i64>,
}

impl Prices {
    /// Prices of nought.
    pub(super) fn nought(space: &Space<'_>) -> Self {
        Self {
            unit: vec![0.0; space.n],
            back: vec![0.0; space.backs.len()],
            group: 0.0,
            cut: Vec::new(),
            cuts: Vec::new(),
        }
    }

    /// Rounded.
    pub(super) fn whole(&self, space: &Space<'_>) -> Whole {
        let capped = |(unit, price): (usize, &f64)| match space.out[unit] {
            Some(out) => fine(*price).min(out * FINE),
            None => fine(*price),
        };
        let cut: Vec<i64> = self.cut.iter().map(|it| fine(it.max(0.0))).collect();
        let mut pairs = if self.cuts.is_empty() { Vec::new() } else { vec![0; space.n * space.n] };
        let mut threes = BTreeMap::new();
        for (cut, price) in self.cuts.iter().zip(&cut).filter(|(_, price)| **price > 0) {
            let units: Vec<usize> = cut.units().collect();
            for (one, other) in units.iter().flat_map(|one| units.iter().map(move |other| (one, other))) {
                if one != other {
                    pairs[one * space.n + other] += price;
                }
            }
            cut.threes().for_each(|it| *threes.entry(it).or_default() += price);
        }
        Whole {
            unit: self.unit.iter().enumerate().map(capped).collect(),
            back: self.back.iter().map(|it| fine(it.max(0.0))).collect(),
            group: fine(self.group.max(0.0)),
            cut,
            pairs,
            threes,
        }
    }

    /// Some way from these to others.
    pub(super) fn towards(&self, other: &Self, share: f64) -> Self {
        let mix = |one: &[f64], two: &[f64]| -> Vec<f64> {
            let two = two.iter().copied().chain(std::iter::repeat(0.0));
            one.iter().zip(two).map(|(a, b)| a + share * (b - a)).collect()
        };
        // Cuts only come in at the end of the list.
        Self {
            unit: mix(&self.unit, &other.unit),
            back: mix(&self.back, &other.back),
            group: self.group + share * (other.group - self.group),
            cut: mix(&self.cut, &other.cut),
            cuts: self.cuts.clone(),
        }
    }

    /// What a column's units pay for it, less what it pays for cuts.
    pub(super) fn paid(&self, column: &Column) -> f64 {
        let units: f64 = column.units().map(|unit| self.unit[unit]).sum();
        units - bits(column.cuts).map(|cut| self.cut.get(cut).copied().unwrap_or(0.0)).sum::<f64>()
    }
}

impl Whole {
    /// What a group costs for its mentor's sake: the cheapest back-up at these prices, and being a group; and who.
    pub(super) fn lead(&self, space: &Space<'_>, mentor: usize) -> Option<i64> {
        let ways = space.backing[mentor].iter();
        ways.map(|(cost, who)| cost * FINE + who.map_or(0, |s| self.back[s])).min().map(|it| it + self.group)
    }

    /// What everybody pays together, less what is only lent: the bound before the mentors decide. `cuts` are those
    /// that are paid for.
    pub(super) fn base(&self, space: &Space<'_>, cuts: &[Cut]) -> i64 {
        let back: i64 = self.back.iter().zip(&space.backs).map(|(price, room)| price * i64::from(*room)).sum();
        let cut: i64 = self.cut.iter().zip(cuts).map(|(price, cut)| price * i64::from(cut.room())).sum();
        self.unit.iter().sum::<i64>() - back - cut - self.group * i64::from(space.most_groups)
    }

    /// What a column's units pay for it, less what it pays for cuts.
    pub(super) fn paid(&self, column: &Column) -> i64 {
        column.units().map(|unit| self.unit[unit]).sum::<i64>() - self.for_cuts(column)
    }

    /// What a column pays for cuts.
    pub(super) fn for_cuts(&self, column: &Column) -> i64 {
        bits(column.cuts).map(|cut| self.cut.get(cut).copied().unwrap_or(0)).sum()
    }
}

/// The positions of the bits that are set.
fn bits(mut mask: u128) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let at = mask.trailing_zeros();
        mask &= mask.wrapping_sub(1);
        (at < 128).then_some(at as usize)
    })
}

/// What is left to decide: everything at first, less in a branch.
#[derive(Debug, Clone)]
pub(super) struct Rest {
    /// The units that have no group yet.
    pub(super) free: Vec<bool>,
    /// How many more groups each mentor can lead.
    pub(super) leads: Vec<u32>,
    /// No member may bear more.
    pub(super) cap: i64,
    /// For each cut: −1, and 1 more where a chosen column is part of it.
    pub(super) cut: Vec<f64>,
}

impl Rest {
    /// Everything.
    pub(super) fn all(space: &Space<'_>, cap: i64) -> Self {
        Self { free: vec![true; space.n], leads: space.leads.clone(), cap, cut: Vec::new() }
    }
}

/// Columns by mentor, flat: what the volume algorithm runs over.
pub(super) struct Pool {
    by_mentor: Vec<Vec<Column>>,
}

/// How much of each column the volume algorithm took on the way: near what the relaxation would choose.
pub(super) type Shares = BTreeMap<Column, f64>;

/// What the relaxation says at some prices.
struct Answer {
    /// The columns that were taken, and how many times.
    taken: Vec<(Column, f64)>,
    cut: Vec<f64>,
    value: f64,
    unit: Vec<f64>,
    back: Vec<f64>,
    group: f64,
}

impl Pool {
    pub(super) fn new(space: &Space<'_>) -> Self {
        Self { by_mentor: vec![Vec::new(); space.m] }
    }

    /// Puts columns in, those left out not.
    pub(super) fn extend(&mut self, columns: impl IntoIterator<Item = Column>) {
        for column in columns.into_iter().filter(|it| !it.is_out()) {
            self.by_mentor[usize::from(column.mentor)].push(column);
        }
    }

    /// Drops what stands in it twice, and if it has become too large what is dear at these prices.
    pub(super) fn tidy(&mut self, prices: &Prices, most: usize) {
        for columns in &mut self.by_mentor {
            columns.sort_unstable();
            columns.dedup();
            if columns.len() > most {
                let reduced = |it: &Column| it.cost as f64 - prices.paid(it);
                columns.sort_by(|a, b| reduced(a).total_cmp(&reduced(b)).then(a.cmp(b)));
                columns.truncate(most);
            }
        }
    }

    /// Every column in it.
    pub(super) fn columns(&self) -> impl Iterator<Item = &Column> {
        self.by_mentor.iter().flatten()
    }

    fn len(&self) -> usize {
        self.by_mentor.iter().map(Vec::len).sum()
    }

    /// The relaxation over the pool, and how far each condition is from being met.
    fn answer(&self, space: &Space<'_>, prices: &Prices, rest: &Rest) -> Answer {
        let mut answer = Answer {
            value: 0.0,
            unit: rest.free.iter().map(|it| if *it { 1.0 } else { 0.0 }).collect(),
            back: space.backs.iter().map(|it| -f64::from(*it)).collect(),
            group: -f64::from(space.most_groups),
            taken: Vec::new(),
            cut: rest.cut.clone(),
        };
        answer.value += rest.cut.iter().zip(&prices.cut).map(|(room, price)| room * price).sum::<f64>();
        answer.value += prices.unit.iter().zip(&answer.unit).map(|(price, once)| price * once).sum::<f64>();
        answer.value -= prices.group * f64::from(space.most_groups);
        answer.value -= prices.back.iter().zip(&space.backs).map(|(price, room)| price * f64::from(*room)).sum::<f64>();
        for (unit, out) in space.out.iter().enumerate() {
            if let Some(out) = out.filter(|it| rest.free[unit] && (*it as f64) < prices.unit[unit]) {
                answer.value += out as f64 - prices.unit[unit];
                answer.unit[unit] -= 1.0;
            }
        }
        for (mentor, columns) in self.by_mentor.iter().enumerate() {
            let times = f64::from(rest.leads[mentor]);
            let backed = space.backing[mentor]
                .iter()
                .map(|(cost, who)| (*cost as f64 + who.map_or(0.0, |s| prices.back[s]), *who))
                .min_by(|a, b| a.0.total_cmp(&b.0));
            let Some((lead, who)) = backed.filter(|_| times > 0.0) else { continue };
            let mut best: Option<(f64, &Column)> = None;
            for column in columns.iter().filter(|it| it.worst <= rest.cap) {
                let value = column.cost as f64 - prices.paid(column);
                if best.is_none_or(|(least, _)| value < least) {
                    best = Some((value, column));
                }
            }
            let Some((value, column)) = best.map(|(value, it)| (value + lead + prices.group, it)) else { continue };
            if value < 0.0 {
                answer.value += times * value;
                column.units().for_each(|unit| answer.unit[unit] -= times);
                if let Some(who) = who {
                    answer.back[who] += times;
                }
                answer.group += times;
                bits(column.cuts).filter(|it| *it < rest.cut.len()).for_each(|cut| answer.cut[cut] += times);
                answer.taken.push((*column, times));
            }
        }
        answer
    }

    /// Better prices, from these: the volume algorithm for so many turns, towards a total it will not reach.
    pub(super) fn ascend(
        &self,
        space: &Space<'_>,
        from: &Prices,
        (rest, target, turns): (&Rest, f64, usize),
        work: &mut Work<'_>,
    ) -> (f64, Prices, Shares) {
        let mut best = from.clone();
        best.cut.resize(rest.cut.len(), 0.0);
        let first = self.answer(space, &best, rest);
        let mut value = first.value;
        let mut shares: Shares = first.taken.iter().copied().collect();
        let mut mean = first;
        let (mut step, mut share, mut idle) = (0.5_f64, 0.2_f64, 0_u32);
        for turn in 0..turns {
            if !work.spend(4 * self.len() as u64 + 2 * space.n as u64) {
                break;
            }
            let length: f64 = mean.unit.iter().map(|it| it * it).sum::<f64>()
                + mean
                    .back
                    .iter()
                    .zip(&best.back)
                    .filter(|(d, p)| **d > 0.0 || **p > 0.0)
                    .map(|(d, _)| d * d)
                    .sum::<f64>()
                + mean
                    .cut
                    .iter()
                    .zip(&best.cut)
                    .filter(|(d, p)| **d > 0.0 || **p > 0.0)
                    .map(|(d, _)| d * d)
                    .sum::<f64>()
                + if mean.group > 0.0 || best.group > 0.0 { mean.group * mean.group } else { 0.0 };
            if length < 1e-9 {
                break;
            }
            let reach = (target - value).max(target.abs() * 1e-4).max(1.0);
            let size = step * reach / length;
            let next = moved(&best, &mean, size);
            let answer = self.answer(space, &next, rest);
            let along: f64 = answer.unit.iter().zip(&mean.unit).map(|(a, b)| a * b).sum();
            if answer.value > value {
                (value, best) = (answer.value, next);
                idle = 0;
                if along > 0.0 {
                    step = (step * 1.2).min(2.0);
                }
            } else {
                idle += 1;
                if idle.is_multiple_of(12) {
                    step = (step * 0.66).max(1e-4);
                }
            }
            if turn % 100 == 99 {
                share = (share * 0.8).max(0.01);
            }
            shares.values_mut().for_each(|it| *it *= 1.0 - share);
            for (column, times) in &answer.taken {
                *shares.entry(*column).or_default() += share * times;
            }
            mix(&mut mean, &answer, share);
        }
        (value, best, shares)
    }
}

fn moved(from: &Prices, along: &Answer, size: f64) -> Prices {
    let at_least_nought = |(price, way): (&f64, &f64)| (price + size * way).max(0.0);
    Prices {
        unit: from.unit.iter().zip(&along.unit).map(|(price, way)| price + size * way).collect(),
        back: from.back.iter().zip(&along.back).map(at_least_nought).collect(),
        group: (from.group + size * along.group).max(0.0),
        cut: from.cut.iter().zip(&along.cut).map(at_least_nought).collect(),
        cuts: Vec::new(),
    }
}

fn mix(mean: &mut Answer, new: &Answer, share: f64) {
    let blend = |old: &mut f64, new: &f64| *old += share * (new - *old);
    mean.unit.iter_mut().zip(&new.unit).for_each(|(old, new)| blend(old, new));
    mean.back.iter_mut().zip(&new.back).for_each(|(old, new)| blend(old, new));
    mean.cut.iter_mut().zip(&new.cut).for_each(|(old, new)| blend(old, new));
    blend(&mut mean.group, &new.group);
}
