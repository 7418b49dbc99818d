//! Pairs of points counted without going through them: n log n where there are n²/2 pairs.

/// Pairs that rise together minus pairs where one rises and the other falls: Σ sign(xⱼ − xᵢ) sign(yⱼ − yᵢ)
/// over i < j. Kendall's S where `x` is time. Exact up to 9·10¹⁵ pairs.
///
/// Reference: Knight 1966, JASA 61:436–439.
pub(crate) fn score(x: &[f64], y: &[f64]) -> f64 {
    let mut points: Vec<(f64, f64)> = x.iter().copied().zip(y.iter().copied()).collect();
    // Zero and minus zero are equal numbers, and must be so to the sort too.
    points.iter_mut().for_each(|it| *it = (it.0 + 0.0, it.1 + 0.0));
    points.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let same = |alike: fn(&(f64, f64), &(f64, f64)) -> bool| -> u64 { points.chunk_by(alike).map(pairs_of).sum() };
    let (in_x, in_both) = (same(|a, b| a.0 == b.0), same(|a, b| a == b));
    let mut sorted: Vec<f64> = points.iter().map(|it| it.1).collect();
    let falling = inversions(&mut sorted);
    let in_y: u64 = sorted.chunk_by(|a, b| a == b).map(pairs_of).sum();
    let telling = pairs_of(&points) + in_both - in_x - in_y;
    telling as f64 - 2.0 * falling as f64
}

fn pairs_of<T>(list: &[T]) -> u64 {
    let n = list.len() as u64;
    n * n.saturating_sub(1) / 2
}

/// How many pairs stand with the larger first. Leaves the list sorted.
pub(crate) fn inversions(list: &mut [f64]) -> u64 {
    let mut room = list.to_vec();
    halves(list, &mut room)
}

fn halves(list: &mut [f64], room: &mut [f64]) -> u64 {
    if list.len() <= 12 {
        return inserted(list);
    }
    let middle = list.len() / 2;
    let (left_room, right_room) = room.split_at_mut(middle);
    let (left, right) = list.split_at_mut(middle);
    let mut count = halves(left, left_room) + halves(right, right_room);
    if left[middle - 1] <= right[0] {
        return count;
    }
    let (mut i, mut j) = (0, 0);
    for slot in room.iter_mut() {
        if j == right.len() || (i < middle && left[i] <= right[j]) {
            *slot = left[i];
            i += 1;
        } else {
            *slot = right[j];
            j += 1;
            count += (middle - i) as u64;
        }
    }
    list.copy_from_slice(room);
    count
}

/// By insertion: quicker for a handful.
fn inserted(list: &mut [f64]) -> u64 {
    let mut count = 0;
    for at in 1..list.len() {
        let mut to = at;
        while to > 0 && list[to - 1] > list[to] {
            list.swap(to - 1, to);
            to -= 1;
            count += 1;
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that look like chance, whole from 0 to `below`.
    fn mixed(n: usize, below: u64, seed: u64) -> Vec<f64> {
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        (0..n).map(|_| next() as f64).collect()
    }

    fn one_by_one(x: &[f64], y: &[f64]) -> f64 {
        let sign = |a: f64, b: f64| f64::from(i8::from(b > a) - i8::from(b < a));
        let pairs = (0..x.len()).flat_map(|j| (0..j).map(move |i| (i, j)));
        pairs.map(|(i, j)| sign(x[i], x[j]) * sign(y[i], y[j])).sum()
    }

    #[test]
    fn the_score_is_that_of_all_pairs() {
        for (n, below) in [(0, 9), (1, 9), (2, 2), (13, 3), (40, 5), (257, 20), (300, 1_000_000)] {
            let (x, y) = (mixed(n, below, 7), mixed(n, below, 11));
            assert_eq!(score(&x, &y), one_by_one(&x, &y), "{n} {below}");
        }
        assert_eq!(score(&[0.0, 1.0], &[0.0, -0.0]), 0.0);
    }
}
