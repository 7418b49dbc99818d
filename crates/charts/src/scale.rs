//! From values to places: domains, ticks, and labels that keep apart.

/// Values are held within this, so that no sum or difference of theirs overflows.
const LARGEST: f64 = 1e12;

/// The value if it can be drawn.
pub(crate) fn sane(value: f64) -> Option<f64> {
    value.is_finite().then(|| value.clamp(-LARGEST, LARGEST))
}

/// The interval if both ends can be drawn, lower end first.
pub(crate) fn sane_interval(interval: Option<(f64, f64)>) -> Option<(f64, f64)> {
    let (a, b) = interval?;
    let (a, b) = (sane(a)?, sane(b)?);
    Some((a.min(b), a.max(b)))
}

/// The least and the greatest of some values; 0 to 1 where there are none. Never equal: around a
/// single value some air is taken, so that it stands in the middle.
pub(crate) fn extent(values: impl IntoIterator<Item = f64>) -> (f64, f64) {
    let mut range: Option<(f64, f64)> = None;
    for value in values.into_iter().filter_map(sane) {
        range = Some(range.map_or((value, value), |(lo, hi)| (lo.min(value), hi.max(value))));
    }
    let (lo, hi) = range.unwrap_or((0.0, 1.0));
    let size = lo.abs().max(hi.abs());
    if hi - lo > (size * 1e-9).max(1e-9) {
        return (lo, hi);
    }
    let air = if size < 1e-6 { 1.0 } else { size * 0.1 };
    (lo - air, hi + air)
}

/// Round numbers (1, 2 or 5 times a power of ten apart) from at or below `lo` to at or above `hi`,
/// about `wanted` of them. Empty if the ends are not finite.
pub fn nice_ticks(lo: f64, hi: f64, wanted: usize) -> Vec<f64> {
    if !lo.is_finite() || !hi.is_finite() {
        return Vec::new();
    }
    let (lo, hi) = extent([lo, hi]);
    let raw = (hi - lo) / wanted.max(1) as f64;
    // The power of ten at or below the raw step, kept as a whole number to multiply or divide by:
    // 3 / 10 is the nearest number to 0.3, 3 * 0.1 is not.
    let (mut times, mut parts) = (1.0_f64, 1.0_f64);
    while times * 10.0 <= raw {
        times *= 10.0;
    }
    while times / parts > raw && parts < 1e12 {
        parts *= 10.0;
    }
    let unit = times / parts;
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().find(|m| m * unit >= raw * (1.0 - 1e-9)).unwrap_or(10.0);
    let first = (lo / (step * unit) + 1e-9).floor();
    let last = (hi / (step * unit) - 1e-9).ceil();
    let count = (last - first).clamp(0.0, 1000.0) as usize;
    // Adding 0.0 turns −0 into 0.
    (0..=count).map(|i| (first + i as f64) * step * times / parts + 0.0).collect()
}

/// A straight line from values to places.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scale {
    from: (f64, f64),
    to: (f64, f64),
}

impl Scale {
    /// `from` are values, `to` are places; the places may run downwards.
    pub(crate) fn new(from: (f64, f64), to: (f64, f64)) -> Self {
        Self { from, to }
    }

    /// The place of a value; never outside the places.
    pub(crate) fn at(&self, value: f64) -> f64 {
        let span = self.from.1 - self.from.0;
        let part = if span > 0.0 { ((value - self.from.0) / span).clamp(0.0, 1.0) } else { 0.5 };
        self.to.0 + part * (self.to.1 - self.to.0)
    }

    /// Whether a value lies within the values.
    pub(crate) fn holds(&self, value: f64) -> bool {
        value >= self.from.0 && value <= self.from.1
    }
}

/// Moves labels as little as possible so that they keep their order and do not touch. Each has a
/// wanted middle and a length; all stay between `lo` and `hi` if there is room. Gives the middles
/// in the order asked.
///
/// With the lengths before each label taken off, "do not touch" becomes "do not fall", and the
/// nearest non-falling sequence is the mean of each run that would fall (pool adjacent violators).
pub(crate) fn spread(wanted: &[(f64, f64)], lo: f64, hi: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    let get = |i: usize| wanted.get(i).copied().unwrap_or((0.0, 0.0));
    order.sort_by(|&a, &b| get(a).0.total_cmp(&get(b).0));
    let mut before = 0.0;
    let mut offsets = Vec::with_capacity(order.len());
    // (sum, count) of each run.
    let mut runs: Vec<(f64, usize)> = Vec::new();
    for &i in &order {
        let (middle, length) = get(i);
        let offset = before + length / 2.0;
        before += length;
        offsets.push(offset);
        runs.push((middle - offset, 1));
        while let [.., a, b] = runs.as_slice() {
            if a.0 / (a.1 as f64) <= b.0 / (b.1 as f64) {
                break;
            }
            let joined = (a.0 + b.0, a.1 + b.1);
            runs.truncate(runs.len() - 2);
            runs.push(joined);
        }
    }
    let mut result = vec![0.0; wanted.len()];
    let levels = runs.iter().flat_map(|&(sum, n)| std::iter::repeat_n(sum / n as f64, n));
    for ((&i, offset), level) in order.iter().zip(&offsets).zip(levels) {
        if let Some(place) = result.get_mut(i) {
            *place = level.min(hi - before).max(lo) + offset;
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round() {
        assert_eq!(nice_ticks(0.0, 100.0, 5), [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
        assert_eq!(nice_ticks(0.11, 0.32, 5), [0.1, 0.15, 0.2, 0.25, 0.3, 0.35]);
        assert_eq!(nice_ticks(-28.0, 4.1, 7), [-30.0, -25.0, -20.0, -15.0, -10.0, -5.0, 0.0, 5.0]);
        assert_eq!(nice_ticks(315_100.0, 359_200.0, 3), [300_000.0, 320_000.0, 340_000.0, 360_000.0]);
        assert!(nice_ticks(f64::NAN, 1.0, 5).is_empty());
    }

    #[test]
    fn labels_move_apart_evenly_and_stay_inside() {
        assert_eq!(spread(&[(50.0, 10.0), (50.0, 10.0)], 0.0, 100.0), [45.0, 55.0]);
        assert_eq!(spread(&[(99.0, 10.0), (98.0, 10.0)], 0.0, 100.0), [95.0, 85.0]);
        assert_eq!(spread(&[(20.0, 10.0), (80.0, 10.0)], 0.0, 100.0), [20.0, 80.0]);
    }
}
