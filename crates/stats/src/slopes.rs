//! The slopes between all pairs of points, by rank, without keeping them all.
//!
//! Few are written out and sorted. Of many only those near the rank that is asked for: how many slopes lie
//! below θ is the number of pairs that stand in falling order in value − θ·time, and that is counted in
//! n log n. References: Cole, Salowe, Steiger & Szemerédi 1989, SIAM J Comput 18:792–810; Matoušek 1991,
//! Inform Process Lett 39:183–187.

use crate::draws::Draws;
use crate::error::{Error, Input, Result};
use crate::pairs::inversions;

/// So many slopes are written out and sorted.
const WRITTEN_OUT: u64 = 2_000_000;
/// Slopes drawn to see roughly where a rank lies.
const DRAWN: u64 = 20_000;
/// Points in time and value, in the order of time and, within a time, of value.
type Series = Vec<(f64, f64)>;

/// All slopes between two points of the same series that lie at different times.
pub(crate) enum Slopes {
    /// Sorted.
    Written(Vec<f64>),
    /// Too many.
    Many(Many),
}

pub(crate) struct Many {
    series: Vec<Series>,
    count: u64,
    least: f64,
    most: f64,
    /// Some of them, sorted.
    drawn: Vec<f64>,
}

impl Slopes {
    /// # Errors
    /// No two points at different times, or values so far apart that a slope is no number.
    pub(crate) fn of(series: Vec<Series>) -> Result<Self> {
        Self::with_limit(series, WRITTEN_OUT)
    }

    fn with_limit(mut series: Vec<Series>, limit: u64) -> Result<Self> {
        for points in &mut series {
            // Zero is zero whatever its sign.
            points.iter_mut().for_each(|it| *it = (it.0 + 0.0, it.1 + 0.0));
            points.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        }
        let count = series.iter().map(pairs).sum();
        if count == 0 {
            return Err(Error::OneTime);
        }
        let slopes = if count <= limit { Self::written(&series, count) } else { Self::many(series, count) };
        slopes.ok_or(Error::OutOfReach { what: Input::Value })
    }

    fn written(series: &[Series], count: u64) -> Option<Self> {
        let mut all = Vec::with_capacity(usize::try_from(count).ok()?);
        for points in series {
            for (j, b) in points.iter().enumerate() {
                all.extend(points[..j].iter().filter_map(|a| slope(*a, *b)));
            }
        }
        all.sort_unstable_by(f64::total_cmp);
        (all[0].is_finite() && all[all.len() - 1].is_finite()).then_some(Self::Written(all))
    }

    fn many(mut series: Vec<Series>, count: u64) -> Option<Self> {
        for points in &mut series {
            // From the first time, so that θ·time is small.
            let from = points.first().map_or(0.0, |it| it.0);
            points.iter_mut().for_each(|it| it.0 -= from);
        }
        let (mut least, mut most) = (f64::INFINITY, f64::NEG_INFINITY);
        for points in &series {
            // The steepest slopes lie between times next to each other.
            let times: Vec<&[(f64, f64)]> = points.chunk_by(|a, b| a.0 == b.0).collect();
            for two in times.windows(2) {
                let ends = |of: &[(f64, f64)]| (of[0], of[of.len() - 1]);
                let ((low, high), (next_low, next_high)) = (ends(two[0]), ends(two[1]));
                least = least.min(slope(high, next_low)?);
                most = most.max(slope(low, next_high)?);
            }
        }
        if !(least.is_finite() && most.is_finite()) {
            return None;
        }
        let drawn = drawn(&series);
        Some(Self::Many(Many { series, count, least, most, drawn }))
    }

    /// How many there are.
    pub(crate) fn count(&self) -> u64 {
        match self {
            Self::Written(all) => all.len() as u64,
            Self::Many(many) => many.count,
        }
    }

    /// The one in the middle, or between the two.
    pub(crate) fn median(&self) -> f64 {
        let (low, high) = self.at((self.count() - 1) / 2);
        if self.count() % 2 == 1 { low } else { 0.5 * low + 0.5 * high }
    }

    /// The slope of this rank, from 1; of a rank between two, between them; the ends beyond.
    pub(crate) fn ranked(&self, rank: f64) -> f64 {
        let place = (rank - 1.0).clamp(0.0, self.count() as f64 - 1.0);
        let (low, high) = self.at(place.floor() as u64);
        low * (1.0 - place.fract()) + high * place.fract()
    }

    /// The slope of this place, from 0, and the next; the last twice at the end.
    fn at(&self, place: u64) -> (f64, f64) {
        match self {
            Self::Written(all) => {
                let last = all.len() - 1;
                let at = usize::try_from(place).unwrap_or(last).min(last);
                (all[at], all[(at + 1).min(last)])
            }
            Self::Many(many) => many.at(place.min(many.count - 1)),
        }
    }
}

impl Many {
    fn at(&self, place: u64) -> (f64, f64) {
        let next = (place + 1).min(self.count - 1);
        let near = self.near(place, next);
        if near.many() && !self.settled(&near) {
            // Wide apart: each for itself.
            let alone = |place| self.read(&self.near(place, place), [place; 2])[0];
            return (alone(place), alone(next));
        }
        let [own, after] = self.read(&near, [place, next]);
        (own, after)
    }

    fn read(&self, near: &Near, places: [u64; 2]) -> [f64; 2] {
        let mut found = self.between(near.low, near.high, near.keep);
        found.sort_unstable_by(f64::total_cmp);
        let last = found.len().saturating_sub(1);
        places.map(|place| {
            // Many that are the same but for rounding: any of them.
            let at = if near.many() { last / 2 } else { usize::try_from(place - near.below).unwrap_or(last).min(last) };
            found.get(at).copied().unwrap_or(near.low)
        })
    }

    /// Two slopes, with the places between them and few others.
    fn near(&self, place: u64, next: u64) -> Near {
        let points: u64 = self.series.iter().map(|it| it.len() as u64).sum();
        let keep = 4 * points + 1000;
        let mut near = Near { low: self.least, high: self.most, below: 0, under: self.count, keep };
        self.by_drawn(&mut near, place, next);
        while near.many() && !self.settled(&near) {
            let (width, aim) = (near.high - near.low, near.share(place));
            for share in [aim - 0.05, aim + 0.05] {
                let theta = near.low + (near.high - near.low) * share.clamp(0.001, 0.999);
                self.cut(&mut near, theta, place, next);
            }
            if near.high - near.low > 0.5 * width {
                let middle = 0.5 * near.low + 0.5 * near.high;
                self.cut(&mut near, middle, place, next);
            }
            if near.high - near.low >= width {
                break;
            }
        }
        near
    }

    /// What the drawn slopes say of where the places lie, held against the count.
    fn by_drawn(&self, near: &mut Near, place: u64, next: u64) {
        let m = self.drawn.len() as f64;
        let share = place as f64 / self.count as f64;
        let reach = 4.0 * (share * (1.0 - share) / m).sqrt() + 2.0 / m;
        for at in [share - reach, share + reach] {
            if (0.0..1.0).contains(&at) {
                let slope = self.drawn[(at * m) as usize];
                let step = self.noise().copysign(at - share);
                self.cut(near, slope + step, place, next);
            }
        }
    }

    /// So near each other slopes are the same but for rounding.
    fn noise(&self) -> f64 {
        4.0 * f64::EPSILON * self.least.abs().max(self.most.abs())
    }

    fn settled(&self, near: &Near) -> bool {
        near.high - near.low <= 3.0 * self.noise()
    }

    /// Draws one end in to θ, if both places lie on the same side of it.
    fn cut(&self, near: &mut Near, theta: f64, place: u64, next: u64) {
        if !(theta > near.low && theta < near.high) {
            return;
        }
        let below = self.below(theta).clamp(near.below, near.under);
        if below <= place {
            (near.low, near.below) = (theta, below);
        } else if below > next {
            (near.high, near.under) = (theta, below);
        }
    }

    /// How many slopes lie below θ.
    fn below(&self, theta: f64) -> u64 {
        let count = |points: &Series| {
            let mut left: Vec<f64> = points.iter().map(|it| it.1 - theta * it.0).collect();
            inversions(&mut left)
        };
        self.series.iter().map(count).sum()
    }

    /// The slopes from `low` to just below `high` (at the very end, with it); at most about `keep`.
    fn between(&self, low: f64, high: f64, keep: u64) -> Vec<f64> {
        let mut found = Vec::new();
        let keep = usize::try_from(keep).unwrap_or(usize::MAX).saturating_mul(2);
        for points in &self.series {
            let by = |theta: f64, it: &(f64, f64)| it.1 - theta * it.0;
            let mut order: Vec<usize> = (0..points.len()).collect();
            if low > self.least {
                order.sort_by(|a, b| by(low, &points[*a]).total_cmp(&by(low, &points[*b])));
            }
            let mut marks: Vec<(f64, usize)> = order
                .iter()
                .map(|at| (if high < self.most { by(high, &points[*at]) } else { -(*at as f64) }, *at))
                .collect();
            let mut room = marks.clone();
            fallen(&mut marks, &mut room, &mut |a, b| {
                if found.len() < keep {
                    found.extend(slope(points[a.min(b)], points[a.max(b)]));
                }
                found.len() < keep
            });
        }
        found
    }
}

/// Two slopes, and how many lie below each.
struct Near {
    low: f64,
    high: f64,
    below: u64,
    under: u64,
    /// So many between them are few.
    keep: u64,
}

impl Near {
    fn many(&self) -> bool {
        self.under - self.below > self.keep
    }

    /// Where the place lies between the two, if slopes are evenly spread.
    fn share(&self, place: u64) -> f64 {
        (place as f64 + 0.5 - self.below as f64) / (self.under - self.below) as f64
    }
}

fn slope(a: (f64, f64), b: (f64, f64)) -> Option<f64> {
    // Plus zero: a slope of −0 is 0.
    (a.0 != b.0).then(|| (b.1 - a.1) / (b.0 - a.0) + 0.0)
}

/// Pairs of different times.
fn pairs(points: &Series) -> u64 {
    let of = |n: usize| n as u64 * (n as u64).saturating_sub(1) / 2;
    of(points.len()) - points.chunk_by(|a, b| a.0 == b.0).map(|it| of(it.len())).sum::<u64>()
}

/// Slopes drawn at random, always the same ones, sorted.
fn drawn(series: &[Series]) -> Vec<f64> {
    let mut draws = Draws::of(1, 0);
    let all: u64 = series.iter().map(pairs).sum();
    let mut found = Vec::new();
    for points in series {
        for _ in 0..(u128::from(DRAWN) * u128::from(pairs(points)) / u128::from(all)) {
            let (a, b) = (draws.below(points.len()), draws.below(points.len()));
            found.extend(slope(points[a.min(b)], points[a.max(b)]));
        }
    }
    if found.is_empty() {
        found.extend(series.iter().find_map(|it| slope(*it.first()?, *it.last()?)));
    }
    found.sort_unstable_by(f64::total_cmp);
    found
}

/// Sorts, and shows every pair that stood with the larger first, until told to stop.
fn fallen(list: &mut [(f64, usize)], room: &mut [(f64, usize)], see: &mut impl FnMut(usize, usize) -> bool) -> bool {
    if list.len() < 2 {
        return true;
    }
    let middle = list.len() / 2;
    let (left, right) = list.split_at_mut(middle);
    let (left_room, right_room) = room.split_at_mut(middle);
    if !(fallen(left, left_room, see) && fallen(right, right_room, see)) {
        return false;
    }
    let (mut i, mut j) = (0, 0);
    for slot in room.iter_mut() {
        if j == right.len() || (i < middle && left[i].0 <= right[j].0) {
            *slot = left[i];
            i += 1;
        } else {
            *slot = right[j];
            for larger in &left[i..] {
                if !see(larger.1, right[j].1) {
                    return false;
                }
            }
            j += 1;
        }
    }
    list.copy_from_slice(room);
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mixed(n: usize, below: u64, seed: u64) -> Vec<f64> {
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        (0..n).map(|_| next() as f64).collect()
    }

    /// The same slope at every rank as when all are written out; `limit` 0 takes the long way.
    #[track_caller]
    fn the_same(series: Vec<Series>, near: f64) {
        let written = Slopes::of(series.clone()).unwrap();
        let many = Slopes::with_limit(series, 0).unwrap();
        let n = written.count();
        assert!(matches!((&written, &many), (Slopes::Written(_), Slopes::Many(_))));
        assert_eq!(many.count(), n);
        for part in 0..=20 {
            let place = (n - 1) * part / 20;
            let (a, b) = (written.at(place), many.at(place));
            let close = |x: f64, y: f64| (x - y).abs() <= near * x.abs().max(1e-3);
            assert!(close(a.0, b.0) && close(a.1, b.1), "place {place} of {n}: {a:?} {b:?}");
        }
    }

    #[test]
    fn the_long_way_finds_the_same_slopes() {
        for (n, times, values) in [(2, 9, 9), (30, 4, 3), (700, 40, 5), (900, 1_000_000, 1_000_000), (1500, 2, 2)] {
            let points = mixed(n, times, 3).into_iter().zip(mixed(n, values, 5)).collect();
            the_same(vec![points], 0.0);
        }
        // Years in order, whole values: half of all slopes are tied.
        the_same(vec![(0..1200).map(f64::from).zip(mixed(1200, 3, 8)).collect()], 0.0);
        the_same(vec![(0..1200).map(|t| (f64::from(t), 7.0)).collect()], 0.0);
        the_same(
            vec![(0..1500).map(|t| (2000.0 + f64::from(t) / 7.0, 0.1 * f64::from(t) + f64::from(t % 5))).collect()],
            1e-12,
        );
        let season = |seed| (0..500).map(f64::from).zip(mixed(500, 1000, seed)).collect();
        the_same(vec![season(1), season(2), season(3)], 0.0);
    }

    #[test]
    fn slopes_that_are_no_numbers_are_told() {
        let far = vec![vec![(0.0, -1e308), (1.0, 1e308), (2.0, 0.0)]];
        for limit in [0, 100] {
            let told = Slopes::with_limit(far.clone(), limit).err();
            assert_eq!(told, Some(Error::OutOfReach { what: Input::Value }));
        }
        assert_eq!(Slopes::of(vec![vec![(1.0, 2.0), (1.0, 3.0)]]).err(), Some(Error::OneTime));
    }
}
