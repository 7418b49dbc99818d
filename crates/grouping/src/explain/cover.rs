//! Whether there is any arrangement at all: a search that asks for one, not for the best one.
//!
//! An exact cover search (Knuth, Dancing links, 2000): the one with the fewest partners left is placed first. Only
//! members are chosen on the way; who leads is a flow from groups to mentors, so that equal mentors are never tried
//! in turn. Each place that is still needed takes its part of a mentor's capacity in the same flow, which stops at
//! once what is short of mentors (Hall's condition, a little relaxed). What failed once is remembered.
//! The search is exact; where its effort runs out it says so.

use std::collections::BTreeSet;

/// A set of small numbers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Bits(Vec<u64>);

impl Bits {
    pub(crate) fn none(size: usize) -> Self {
        Self(vec![0; size.div_ceil(64)])
    }

    pub(crate) fn all(size: usize) -> Self {
        let mut bits = Self::none(size);
        (0..size).for_each(|at| bits.add(at));
        bits
    }

    pub(crate) fn add(&mut self, at: usize) {
        self.0[at / 64] |= 1 << (at % 64);
    }

    pub(crate) fn drop(&mut self, at: usize) {
        self.0[at / 64] &= !(1 << (at % 64));
    }

    pub(crate) fn has(&self, at: usize) -> bool {
        self.0[at / 64] >> (at % 64) & 1 == 1
    }

    pub(crate) fn keep(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(a, b)| *a &= b);
    }

    fn both(&self, other: &Self) -> usize {
        self.0.iter().zip(&other.0).map(|(a, b)| (a & b).count_ones() as usize).sum()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(|it| *it == 0)
    }

    fn len(&self) -> usize {
        self.0.iter().map(|it| it.count_ones() as usize).sum()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.0
            .iter()
            .enumerate()
            .flat_map(|(word, bits)| (0..64).filter(move |bit| bits >> bit & 1 == 1).map(move |bit| word * 64 + bit))
    }
}

/// Those who have to be in one group, or one alone.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    /// How many places they take.
    pub seats: u32,
    /// Whether they have to be placed.
    pub required: bool,
    /// Which units may be in a group with them.
    pub partners: Bits,
    /// Which mentors may lead them.
    pub mentors: Bits,
}

/// What is to be covered.
pub(crate) struct Instance<'a> {
    pub units: Vec<Unit>,
    /// The fewest and the most places in a group.
    pub size: (u32, u32),
    /// How many groups each mentor can lead; `None`: groups have no mentors.
    pub leads: Option<Vec<u32>>,
    /// The most groups.
    pub most_groups: u32,
    /// Whether these units suit each other as a whole (pairs have been looked at).
    pub suit: &'a dyn Fn(&[usize]) -> bool,
    /// Whether a mentor suits these units as a whole (pairs have been looked at).
    pub led: &'a dyn Fn(&[usize], usize) -> bool,
    /// Who has to be backed, and by whom it may be; how many groups each can back.
    pub support: Option<Backing>,
}

/// Supporting mentors.
#[derive(Debug, Clone)]
pub(crate) struct Backing {
    /// For each mentor who may back it; `None`: nobody has to.
    pub by: Vec<Option<Bits>>,
    /// How many groups each can back.
    pub backs: Vec<u32>,
}

impl Backing {
    /// How many groups there can be: those whose mentor needs nobody behind it, and those that can be backed.
    fn most_groups(&self, leads: &[u32]) -> u64 {
        let alone = self.by.iter().zip(leads).filter(|(by, _)| by.is_none()).map(|(_, leads)| u64::from(*leads));
        alone.sum::<u64>() + self.backs.iter().map(|it| u64::from(*it)).sum::<u64>()
    }
}

/// A group that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    pub units: Vec<usize>,
    pub mentor: Option<usize>,
    pub support: Option<usize>,
}

/// What came of a search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cover {
    Found(Vec<Found>),
    Impossible,
    Unknown,
}

/// Searches; `effort` is how many steps it may take and goes down with each.
pub(crate) fn cover(instance: &Instance<'_>, effort: &mut u64) -> Cover {
    let mut search = Search {
        instance,
        effort,
        open: Bits::all(instance.units.len()),
        chosen: Vec::new(),
        failed: BTreeSet::new(),
        gave_up: false,
    };
    match search.place() {
        Some(found) => Cover::Found(found),
        None if search.gave_up => Cover::Unknown,
        None => Cover::Impossible,
    }
}

/// The most failures that are remembered.
const REMEMBERED: usize = 50_000;

struct Search<'a, 'b> {
    instance: &'a Instance<'b>,
    effort: &'a mut u64,
    /// Who is not placed yet.
    open: Bits,
    /// The groups so far, and who may lead each.
    chosen: Vec<(Vec<usize>, Bits)>,
    /// Who was open and who could lead, where nothing came of it.
    failed: BTreeSet<(Bits, Vec<Bits>)>,
    gave_up: bool,
}

impl Search<'_, '_> {
    fn place(&mut self) -> Option<Vec<Found>> {
        if !self.spend() {
            return None;
        }
        let mut key = (self.open.clone(), self.chosen.iter().map(|it| it.1.clone()).collect::<Vec<_>>());
        key.1.sort();
        if self.failed.contains(&key) || !self.enough() {
            return None;
        }
        let found = match self.hardest() {
            None => self.leaders(),
            Some(unit) => self.group(unit),
        };
        if found.is_none() && !self.gave_up && self.failed.len() < REMEMBERED {
            self.failed.insert(key);
        }
        found
    }

    fn spend(&mut self) -> bool {
        if *self.effort == 0 {
            self.gave_up = true;
            return false;
        }
        *self.effort -= 1;
        true
    }

    fn required(&self) -> impl Iterator<Item = usize> + '_ {
        self.open.iter().filter(|unit| self.instance.units[*unit].required)
    }

    /// The one that has to be placed and has the fewest to be placed with.
    fn hardest(&self) -> Option<usize> {
        self.required().min_by_key(|unit| self.hardness(*unit))
    }

    fn hardness(&self, unit: usize) -> (usize, usize, usize) {
        let it = &self.instance.units[unit];
        (it.partners.both(&self.open), it.mentors.len(), unit)
    }

    /// Whether groups and mentors can still suffice for those who have to be placed.
    fn enough(&self) -> bool {
        let largest = self.instance.size.1;
        let Some(groups) = self.fewest_groups() else { return false };
        let all = groups + self.chosen.len() as u64;
        if all > u64::from(self.instance.most_groups) {
            return false;
        }
        let Some(leads) = &self.instance.leads else { return true };
        if all > leads.iter().map(|it| u64::from(*it)).sum() {
            return false;
        }
        if self.instance.support.as_ref().is_some_and(|it| all > it.most_groups(leads)) {
            return false;
        }
        let mut wanted: Vec<(u32, &Bits)> = self.chosen.iter().map(|it| (largest, &it.1)).collect();
        wanted.extend(self.required().map(|it| {
            let unit = &self.instance.units[it];
            (unit.seats, &unit.mentors)
        }));
        let room: Vec<u32> = leads.iter().map(|it| it.saturating_mul(largest)).collect();
        flow(&wanted, &room).is_some()
    }

    /// The fewest groups that those who have to be placed can make; `None`: some of them, who can only be with each
    /// other, are a number that no groups of the right size add up to (an odd one out of pairs).
    fn fewest_groups(&self) -> Option<u64> {
        let (smallest, largest) = (u64::from(self.instance.size.0), u64::from(self.instance.size.1));
        let mut left = self.open.clone();
        let mut fewest = 0;
        for first in self.open.iter() {
            if !left.has(first) {
                continue;
            }
            left.drop(first);
            let mut queue = vec![first];
            let (mut must, mut may) = (0_u64, 0_u64);
            while let Some(unit) = queue.pop() {
                let it = &self.instance.units[unit];
                let seats = u64::from(it.seats);
                may += seats;
                must += if it.required { seats } else { 0 };
                let mut near = left.clone();
                near.keep(&it.partners);
                for other in near.iter() {
                    left.drop(other);
                    queue.push(other);
                }
            }
            let groups = must.div_ceil(largest.max(1));
            if groups * smallest > may {
                return None;
            }
            fewest += groups;
        }
        Some(fewest)
    }

    /// Whether places are short, so that large groups are tried first.
    fn tight(&self) -> bool {
        let (smallest, largest) = self.instance.size;
        let places: u64 = self.required().map(|it| u64::from(self.instance.units[it].seats)).sum();
        let leads: u64 = self.instance.leads.iter().flatten().map(|it| u64::from(*it)).sum();
        let most = u64::from(self.instance.most_groups);
        let groups = if self.instance.leads.is_some() { leads.min(most) } else { most };
        let left = groups.saturating_sub(self.chosen.len() as u64);
        smallest < largest && left.saturating_mul(u64::from(smallest)) < places
    }

    /// Tries every group with this one in it.
    fn group(&mut self, first: usize) -> Option<Vec<Found>> {
        let (smallest, largest) = self.instance.size;
        let mut near: Vec<usize> = self.open.iter().filter(|it| self.instance.units[first].partners.has(*it)).collect();
        // Those that have to be placed first, the hardest of them before the others.
        near.sort_by_key(|it| (!self.instance.units[*it].required, self.hardness(*it)));
        let mut sizes: Vec<u32> = (smallest..=largest).collect();
        if self.tight() {
            sizes.reverse();
        }
        let mentors = self.instance.units[first].mentors.clone();
        self.open.drop(first);
        for size in sizes {
            let mut group = vec![first];
            let seats = self.instance.units[first].seats;
            let found = self.extend(&mut group, &mentors, &near, size.checked_sub(seats));
            if found.is_some() || self.gave_up {
                return found;
            }
        }
        self.open.add(first);
        None
    }

    /// Adds members from `near` until exactly `left` more places are taken.
    fn extend(
        &mut self,
        group: &mut Vec<usize>,
        mentors: &Bits,
        near: &[usize],
        left: Option<u32>,
    ) -> Option<Vec<Found>> {
        let left = left?;
        if left == 0 {
            return self.with(group, mentors);
        }
        for (at, unit) in near.iter().enumerate() {
            let it = &self.instance.units[*unit];
            if it.seats > left || !group.iter().all(|other| it.partners.has(*other)) {
                continue;
            }
            let mut mentors = mentors.clone();
            mentors.keep(&it.mentors);
            if self.instance.leads.is_some() && mentors.is_empty() {
                continue;
            }
            let seats = it.seats;
            group.push(*unit);
            self.open.drop(*unit);
            let found = self.extend(group, &mentors, &near[at + 1..], left.checked_sub(seats));
            group.pop();
            if found.is_some() || self.gave_up {
                return found;
            }
            self.open.add(*unit);
        }
        None
    }

    /// Goes on with this group chosen.
    fn with(&mut self, group: &[usize], mentors: &Bits) -> Option<Vec<Found>> {
        if !self.spend() || !(self.instance.suit)(group) {
            return None;
        }
        let mut leaders = mentors.clone();
        for mentor in mentors.iter() {
            if !(self.instance.led)(group, mentor) {
                leaders.drop(mentor);
            }
        }
        if self.instance.leads.is_some() && leaders.is_empty() {
            return None;
        }
        self.chosen.push((group.to_vec(), leaders));
        let found = self.place();
        self.chosen.pop();
        found
    }

    /// Gives every chosen group a mentor, and that one a supporting mentor where it needs one.
    fn leaders(&mut self) -> Option<Vec<Found>> {
        let groups = self.chosen.clone();
        let plain = |mentor: Option<usize>, at: usize| Found { units: groups[at].0.clone(), mentor, support: None };
        let Some(leads) = &self.instance.leads else {
            return Some((0..groups.len()).map(|at| plain(None, at)).collect());
        };
        let wanted: Vec<(u32, &Bits)> = groups.iter().map(|it| (1, &it.1)).collect();
        let Some(backing) = &self.instance.support else {
            let led = flow(&wanted, leads)?;
            return Some(led.iter().enumerate().map(|(at, it)| plain(it.first().copied(), at)).collect());
        };
        let mut mentors = Vec::new();
        let mut left = leads.clone();
        self.backed(&wanted, &mut left, backing, &mut mentors).map(|backs| {
            (0..groups.len()).map(|at| Found { support: backs[at], ..plain(Some(mentors[at]), at) }).collect()
        })
    }

    /// Tries the mentors of one group after the other; at the end, whether all who need it can be backed.
    fn backed(
        &mut self,
        groups: &[(u32, &Bits)],
        left: &mut [u32],
        backing: &Backing,
        mentors: &mut Vec<usize>,
    ) -> Option<Vec<Option<usize>>> {
        if !self.spend() {
            return None;
        }
        if mentors.len() == groups.len() {
            let need: Vec<(usize, &Bits)> =
                mentors.iter().enumerate().filter_map(|(at, it)| Some((at, backing.by[*it].as_ref()?))).collect();
            let wanted: Vec<(u32, &Bits)> = need.iter().map(|it| (1, it.1)).collect();
            let by = flow(&wanted, &backing.backs)?;
            let mut backs = vec![None; groups.len()];
            need.iter().zip(by).for_each(|((at, _), by)| backs[*at] = by.first().copied());
            return Some(backs);
        }
        flow(&groups[mentors.len()..], left)?;
        // Who needs nobody behind it first.
        let mut order: Vec<usize> = groups[mentors.len()].1.iter().filter(|it| left[*it] > 0).collect();
        order.sort_by_key(|it| (backing.by[*it].is_some(), *it));
        for mentor in order {
            left[mentor] -= 1;
            mentors.push(mentor);
            let backs = self.backed(groups, left, backing, mentors);
            if backs.is_some() || self.gave_up {
                return backs;
            }
            mentors.pop();
            left[mentor] += 1;
        }
        None
    }
}

/// Sends what each wants to those it may go to, none of whom takes more than there is room for: for each who took it;
/// `None` where that cannot be done. Augmenting paths (Ford and Fulkerson, 1956), shortest first.
fn flow(wanted: &[(u32, &Bits)], room: &[u32]) -> Option<Vec<Vec<usize>>> {
    let mut left: Vec<u32> = room.to_vec();
    let mut taken: Vec<Vec<usize>> = vec![Vec::new(); wanted.len()];
    for (from, (amount, to)) in wanted.iter().enumerate() {
        for _ in 0..*amount {
            match to.iter().find(|it| left[*it] > 0) {
                Some(taker) => {
                    left[taker] -= 1;
                    taken[from].push(taker);
                }
                None => reroute(from, wanted, &mut left, &mut taken)?,
            }
        }
    }
    Some(taken)
}

/// How a taker was reached: who sends there, and instead of where.
type Via = Option<(usize, Option<usize>)>;

/// Makes room by sending something of others elsewhere.
fn reroute(from: usize, wanted: &[(u32, &Bits)], left: &mut [u32], taken: &mut [Vec<usize>]) -> Option<()> {
    // For each taker reached: who would send there instead of where it came from.
    let mut via: Vec<Via> = vec![None; left.len()];
    let mut queue: Vec<usize> = Vec::new();
    let mut asked = vec![false; wanted.len()];
    let reach = |sender: usize, instead: Option<usize>, queue: &mut Vec<usize>, via: &mut [Via]| {
        for taker in wanted[sender].1.iter() {
            if via[taker].is_none() {
                via[taker] = Some((sender, instead));
                queue.push(taker);
            }
        }
    };
    asked[from] = true;
    reach(from, None, &mut queue, &mut via);
    let mut head = 0;
    while head < queue.len() {
        let taker = queue[head];
        head += 1;
        if left[taker] > 0 {
            left[taker] -= 1;
            let mut end = taker;
            while let Some((sender, instead)) = via[end] {
                taken[sender].push(end);
                let Some(before) = instead else { return Some(()) };
                let at = taken[sender].iter().position(|it| *it == before)?;
                taken[sender].remove(at);
                end = before;
            }
            return Some(());
        }
        for sender in 0..wanted.len() {
            if !asked[sender] && taken[sender].contains(&taker) {
                asked[sender] = true;
                reach(sender, Some(taker), &mut queue, &mut via);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bits(size: usize, of: &[usize]) -> Bits {
        let mut bits = Bits::none(size);
        of.iter().for_each(|it| bits.add(*it));
        bits
    }

    #[test]
    fn a_flow_makes_room() {
        let (a, b) = (bits(3, &[0, 1]), bits(3, &[0]));
        assert_eq!(flow(&[(1, &a), (1, &b)], &[1, 1, 1]), Some(vec![vec![1], vec![0]]));
        assert_eq!(flow(&[(2, &a), (1, &b)], &[1, 1, 5]), None);
        assert_eq!(flow(&[(2, &a), (1, &b)], &[2, 1, 0]), Some(vec![vec![0, 1], vec![0]]));
    }

    /// Everybody against everybody else, as two matrices say.
    fn instance<'a>(
        near: &[Vec<bool>],
        led: &[Vec<bool>],
        leads: &[u32],
        size: (u32, u32),
        suit: &'a dyn Fn(&[usize]) -> bool,
        by: &'a dyn Fn(&[usize], usize) -> bool,
    ) -> Instance<'a> {
        let n = near.len();
        let units = (0..n)
            .map(|i| Unit {
                seats: 1,
                required: true,
                partners: bits(n, &(0..n).filter(|j| *j != i && near[i][*j]).collect::<Vec<_>>()),
                mentors: bits(leads.len(), &(0..leads.len()).filter(|k| led[i][*k]).collect::<Vec<_>>()),
            })
            .collect();
        Instance { units, size, leads: Some(leads.to_vec()), most_groups: u32::MAX, suit, led: by, support: None }
    }

    /// Whether those open can be placed, every group and mentor tried.
    fn brute(open: u32, near: &[Vec<bool>], led: &[Vec<bool>], leads: &mut [u32], size: (u32, u32)) -> bool {
        if open == 0 {
            return true;
        }
        let first = open.trailing_zeros();
        (0..=open).filter(|it| it & !open == 0 && it >> first & 1 == 1).any(|group| {
            let members: Vec<usize> = (0..near.len()).filter(|it| group >> it & 1 == 1).collect();
            (size.0..=size.1).contains(&group.count_ones())
                && members.iter().all(|i| members.iter().all(|j| i == j || near[*i][*j]))
                && (0..leads.len()).any(|k| {
                    if leads[k] == 0 || !members.iter().all(|i| led[*i][k]) {
                        return false;
                    }
                    leads[k] -= 1;
                    let fits = brute(open & !group, near, led, leads, size);
                    leads[k] += 1;
                    fits
                })
        })
    }

    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config::with_cases(150))]
        #[test]
        fn as_brute_force_says(
            edges in proptest::collection::vec(proptest::bool::weighted(0.55), 28),
            hands in proptest::collection::vec(proptest::bool::weighted(0.6), 24),
            leads in proptest::collection::vec(0_u32..3, 3),
            n in 2_usize..8,
            largest in 2_u32..4,
        ) {
            // The edges of a triangle, row after row.
            let edge = |i: usize, j: usize| edges[i.max(j) * (i.max(j) - 1) / 2 + i.min(j)];
            let near: Vec<Vec<bool>> = (0..n).map(|i| (0..n).map(|j| i != j && edge(i, j)).collect()).collect();
            let led: Vec<Vec<bool>> = (0..n).map(|i| hands[3 * i..3 * i + 3].to_vec()).collect();
            let (suit, by) = (|_: &[usize]| true, |_: &[usize], _: usize| true);
            let asked = instance(&near, &led, &leads, (2, largest), &suit, &by);
            let found = cover(&asked, &mut 100_000);
            let expected = brute((1 << n) - 1, &near, &led, &mut leads.clone(), (2, largest));
            proptest::prop_assert_eq!(matches!(found, Cover::Found(_)), expected, "{:?}", found);
            proptest::prop_assert!(found != Cover::Unknown);
            if let Cover::Found(groups) = found {
                let mut all: Vec<usize> = groups.iter().flat_map(|it| it.units.clone()).collect();
                all.sort_unstable();
                proptest::prop_assert_eq!(all, (0..n).collect::<Vec<_>>());
                for (k, most) in leads.iter().enumerate() {
                    let led = groups.iter().filter(|it| it.mentor == Some(k)).count();
                    proptest::prop_assert!(led <= *most as usize);
                }
            }
        }
    }

    #[test]
    fn without_effort_it_does_not_know() {
        let near = vec![vec![true; 4]; 4];
        let led = vec![vec![true]; 4];
        let (suit, by) = (|_: &[usize]| true, |_: &[usize], _: usize| true);
        let asked = instance(&near, &led, &[2], (2, 3), &suit, &by);
        assert_eq!(cover(&asked, &mut 1), Cover::Unknown);
        assert!(matches!(cover(&asked, &mut 100), Cover::Found(groups) if groups.len() == 2));
    }
}
