//! Ranks: places in a sorted list, equals sharing the middle of theirs.

/// Twice the mid-rank of every value, in the order of the input (twice, so that they are whole), and
/// Σ t³ − t over groups of t equals.
pub(crate) fn doubled(values: &[f64]) -> (Vec<f64>, f64) {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_unstable_by(|a, b| values[*a].total_cmp(&values[*b]));
    let mut ranks = vec![0.0; values.len()];
    let (mut ties, mut from) = (0.0, 0);
    while from < order.len() {
        let mut to = from + 1;
        while to < order.len() && values[order[to]] == values[order[from]] {
            to += 1;
        }
        let t = (to - from) as f64;
        ties += t * t * t - t;
        for &i in &order[from..to] {
            // The ranks from+1 to `to` average to (from + 1 + to)/2.
            ranks[i] = (from + 1 + to) as f64;
        }
        from = to;
    }
    (ranks, ties)
}
