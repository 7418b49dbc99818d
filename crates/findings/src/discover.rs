//! Many figures screened at once: Benjamini & Hochberg (1995).
//!
//! The same as `stats::multiple`, which takes no missing values and new memory each time; here it is
//! done three times for every area of the country. A test holds the two together.

/// The false discovery rate promised.
pub(crate) const RATE: f64 = 0.05;

/// Adjusted p-values: `q[i]` ≤ 0.05 exactly when the step-up procedure at 5 % rejects `p[i]`. NaN
/// stays NaN and does not count. `order` is scratch.
pub(crate) fn adjust(p: &[f64], q: &mut [f64], order: &mut Vec<(u64, u32)>) -> usize {
    order.clear();
    for (i, (&p, q)) in p.iter().zip(q.iter_mut()).enumerate() {
        *q = f64::NAN;
        if p.is_finite() {
            // Bits of non-negative doubles sort as the doubles do.
            order.push((p.max(0.0).to_bits(), u32::try_from(i).unwrap_or(u32::MAX)));
        }
    }
    order.sort_unstable();
    let n = order.len();
    let mut least = 1.0_f64;
    for (rank, &(bits, i)) in order.iter().enumerate().rev() {
        let raw = f64::from_bits(bits) * n as f64 / (rank + 1) as f64;
        least = least.min(raw);
        if let Some(q) = q.get_mut(i as usize) {
            *q = least;
        }
    }
    n
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn benjamini_hochberg_1995_example() {
        let p = [
            0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528,
            0.7590, 1.0,
        ];
        let mut q = [0.0; 15];
        let n = adjust(&p, &mut q, &mut Vec::new());
        assert_eq!(n, 15);
        assert_eq!(q.iter().filter(|&&q| q <= RATE).count(), 4);
        assert!((q[3] - 0.035_625).abs() < 1e-12);
    }

    #[test]
    fn the_same_as_the_statistics_say() {
        let p: Vec<f64> = (1..200_u32).map(|i| f64::from(i * i % 199) / 500.0).collect();
        let mut q = vec![0.0; p.len()];
        adjust(&p, &mut q, &mut Vec::new());
        let expected = stats::multiple::adjust(&p, stats::multiple::Adjustment::BenjaminiHochberg).unwrap();
        for (ours, theirs) in q.iter().zip(&expected) {
            assert!((ours - theirs).abs() < 1e-14, "{ours} {theirs}");
        }
    }

    #[test]
    fn missing_p_values_do_not_count() {
        let mut q = [0.0; 3];
        assert_eq!(adjust(&[f64::NAN, 0.04, f64::NAN], &mut q, &mut Vec::new()), 1);
        assert!(q[0].is_nan() && (q[1] - 0.04).abs() < 1e-15);
    }
}
