//! Symmetries, invariances and bounds for any input.

use proptest::prelude::*;
use stats::multiple::{Adjustment, adjust};
use stats::proportion::{Share, agresti_coull, clopper_pearson, wilson};
use stats::rate::{Events, byar, exact};
use stats::{Estimate, mean, quantile, trend, two_proportions as two, two_rates};

type Difference = fn(Share, Share, f64) -> stats::Result<Estimate>;

const DIFFERENCES: [(&str, Difference, f64); 4] = [
    ("newcombe", two::newcombe, 1e-11),
    ("mn", two::miettinen_nurminen, 1e-8),
    ("mee", two::mee, 1e-8),
    ("caffo", two::agresti_caffo, 1e-11),
];

fn share() -> impl Strategy<Value = Share> {
    prop_oneof![1u64..30, 1u64..5000, 1u64..10_000_000_000]
        .prop_flat_map(|n| {
            let x = prop_oneof![Just(0), Just(n), 0..=n, 0..=n.min(5), n.saturating_sub(3)..=n];
            (x, Just(n))
        })
        .prop_map(|(x, n)| Share::new(x as f64, n as f64).unwrap())
}

fn flip(s: Share) -> Share {
    Share { count: s.rest(), total: s.total }
}

fn level() -> impl Strategy<Value = f64> {
    prop_oneof![Just(0.95), Just(0.998), Just(0.9), 0.5..0.999_999]
}

proptest! {
    #![proptest_config(crate::config(2000))]

    #[test]
    fn differences_hold_their_shape(w in share(), m in share(), c in level()) {
        for (name, method, slack) in DIFFERENCES {
            let e = method(w, m, c).unwrap();
            prop_assert!(e.lower >= -1.0 && e.upper <= 1.0, "{name} {e:?}");
            prop_assert!(e.lower <= e.value && e.value <= e.upper, "{name} {e:?}");
            let swapped = method(m, w, c).unwrap();
            prop_assert!((swapped.lower + e.upper).abs() <= slack, "{name} {e:?} {swapped:?}");
            prop_assert!((swapped.upper + e.lower).abs() <= slack, "{name} {e:?} {swapped:?}");
            let others = method(flip(w), flip(m), c).unwrap();
            prop_assert!((others.lower + e.upper).abs() <= slack, "{name} {e:?} {others:?}");
            let wider = method(w, m, 0.5 + 0.5 * c).unwrap();
            prop_assert!(wider.lower <= e.lower + slack && wider.upper >= e.upper - slack);
        }
    }

    #[test]
    fn miettinen_nurminen_agrees_with_its_test(w in share(), m in share()) {
        let test = two::score_test(w, m);
        let e = two::miettinen_nurminen(w, m, 0.95).unwrap();
        if (test.p - 0.05).abs() > 1e-6 {
            prop_assert_eq!(e.excludes(0.0), test.p < 0.05, "{:?} {:?}", e, test);
        }
    }

    #[test]
    fn ratios_hold_their_shape(w in share(), m in share(), c in level()) {
        if w.count + m.count > 0.0 {
            let e = two::koopman(w, m, c).unwrap();
            let swapped = two::koopman(m, w, c).unwrap();
            prop_assert!(e.lower >= 0.0 && e.lower <= e.value * (1.0 + 1e-9), "{e:?}");
            prop_assert!(e.upper >= e.value * (1.0 - 1e-9), "{e:?}");
            if e.upper.is_finite() {
                prop_assert!((swapped.lower * e.upper - 1.0).abs() < 1e-9);
            } else {
                prop_assert_eq!(swapped.lower, 0.0);
            }
        }
    }

    #[test]
    fn one_share_holds_its_shape(s in share(), c in level()) {
        for method in [wilson, clopper_pearson, agresti_coull] {
            let e = method(s, c).unwrap();
            prop_assert!(e.lower >= 0.0 && e.upper <= 1.0);
            prop_assert!(e.lower <= e.value && e.value <= e.upper, "{e:?}");
            let other = method(flip(s), c).unwrap();
            prop_assert!((other.lower + e.upper - 1.0).abs() < 1e-10, "{e:?} {other:?}");
        }
    }

    #[test]
    fn counts_hold_their_shape(x in 0u64..1_000_000, c in level()) {
        for method in [byar, exact] {
            let e = method(x as f64, c).unwrap();
            prop_assert!(e.lower >= 0.0 && e.lower <= e.value && e.value < e.upper, "{e:?}");
        }
    }

    #[test]
    fn rates_are_symmetric(a in 0u64..500, b in 0u64..500, t in 1.0..1e6, u in 1.0..1e6) {
        let (w, m) = (Events::new(a as f64, t).unwrap(), Events::new(b as f64, u).unwrap());
        let (d, r) = (
            two_rates::difference(w, m, 1000.0, 0.95).unwrap(),
            two_rates::difference(m, w, 1000.0, 0.95).unwrap(),
        );
        prop_assert!((d.lower + r.upper).abs() <= 1e-9 * d.lower.abs().max(1e-6));
        prop_assert!(d.lower <= d.value && d.value <= d.upper);
        if a + b > 0 {
            for method in [two_rates::ratio, two_rates::ratio_exact] {
                let e = method(w, m, 0.95).unwrap();
                let swapped = method(m, w, 0.95).unwrap();
                prop_assert!(e.lower <= e.value && e.value <= e.upper, "{e:?}");
                if e.lower > 0.0 {
                    prop_assert!((swapped.upper * e.lower - 1.0).abs() < 1e-9);
                }
            }
        }
    }

    #[test]
    fn welch_is_antisymmetric_and_moves_with_the_scale(
        a in prop::collection::vec(-1e3..1e3, 2..20),
        b in prop::collection::vec(-1e3..1e3, 2..20),
    ) {
        let (w, m) = (mean::Summary::of(&a).unwrap(), mean::Summary::of(&b).unwrap());
        let (e, t) = mean::welch(w, m, 0.95).unwrap();
        let (r, u) = mean::welch(m, w, 0.95).unwrap();
        prop_assert!((e.lower + r.upper).abs() < 1e-9 && t.p == u.p);
        let double: Vec<f64> = a.iter().map(|v| 2.0 * v + 7.0).collect();
        let other: Vec<f64> = b.iter().map(|v| 2.0 * v + 7.0).collect();
        let (d, _) = mean::welch(
            mean::Summary::of(&double).unwrap(), mean::Summary::of(&other).unwrap(), 0.95).unwrap();
        prop_assert!((d.upper - 2.0 * e.upper).abs() < 1e-7);
    }

    #[test]
    fn adjustments_keep_order_and_rank(p in prop::collection::vec(0.0..=1.0, 0..60)) {
        let all = |how| adjust(&p, how).unwrap();
        let bh = all(Adjustment::BenjaminiHochberg);
        let by = all(Adjustment::BenjaminiYekutieli);
        let holm = all(Adjustment::Holm);
        let hochberg = all(Adjustment::Hochberg);
        let hommel = all(Adjustment::Hommel);
        let bonferroni = all(Adjustment::Bonferroni);
        for i in 0..p.len() {
            prop_assert!(bh[i] >= p[i] && bh[i] <= by[i] && by[i] <= 1.0);
            prop_assert!(bh[i] <= hommel[i] + 1e-15 && hommel[i] <= hochberg[i] + 1e-15);
            prop_assert!(hochberg[i] <= holm[i] && holm[i] <= bonferroni[i]);
            for j in 0..p.len() {
                if p[i] < p[j] {
                    prop_assert!(bh[i] <= bh[j] && holm[i] <= holm[j] && hommel[i] <= hommel[j]);
                }
            }
        }
        let mut reversed = p.clone();
        reversed.reverse();
        let mut back = adjust(&reversed, Adjustment::BenjaminiHochberg).unwrap();
        back.reverse();
        prop_assert_eq!(back, bh);
    }

    #[test]
    fn two_stage_rejects_at_least_its_first_stage(p in prop::collection::vec(0.0..=1.0, 1..60)) {
        let bh = adjust(&p, Adjustment::BenjaminiHochberg).unwrap();
        let two = adjust(&p, Adjustment::TwoStage { q: 0.05 }).unwrap();
        for (one, two) in bh.iter().zip(two) {
            prop_assert!(*one > 0.05 / 1.05 || two <= 0.05 + 1e-12);
        }
    }

    #[test]
    fn trends_turn_with_the_series(y in prop::collection::vec(-50i32..50, 3..25)) {
        let y: Vec<f64> = y.into_iter().map(f64::from).collect();
        let t: Vec<f64> = (0..y.len()).map(|i| 2000.0 + i as f64).collect();
        let down: Vec<f64> = y.iter().map(|v| -v).collect();
        let (a, b) = (trend::mann_kendall(&y).unwrap(), trend::mann_kendall(&down).unwrap());
        prop_assert_eq!(a.s, -b.s);
        prop_assert_eq!(a.test().p, b.test().p);
        prop_assert!((0.0..=1.0).contains(&a.test().p) && a.tau.abs() <= 1.0 + 1e-12);
        let (a, b) = (trend::sen_slope(&t, &y, 0.95).unwrap(), trend::sen_slope(&t, &down, 0.95).unwrap());
        prop_assert!((a.value + b.value).abs() < 1e-12 && (a.lower + b.upper).abs() < 1e-9);
        prop_assert!(a.lower <= a.value && a.value <= a.upper);
    }

    #[test]
    fn quantiles_lie_within(y in prop::collection::vec(-1e6..1e6, 1..40), p in 0.0..=1.0) {
        use quantile::QuantileType::{T1, T2, T3, T4, T5, T6, T7, T8, T9};
        let low = y.iter().copied().fold(f64::INFINITY, f64::min);
        let high = y.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        for kind in [T1, T2, T3, T4, T5, T6, T7, T8, T9] {
            let q = quantile::quantile(&y, p, kind).unwrap();
            prop_assert!(q >= low && q <= high, "{kind:?}");
        }
    }
}

/// Every pair of small tables, nobody and everybody included, without a failure.
#[test]
fn no_small_table_fails() {
    let mut tables = 0;
    for n1 in 1..=9 {
        for n2 in 1..=9 {
            for x1 in 0..=n1 {
                for x2 in 0..=n2 {
                    let w = Share::new(f64::from(x1), f64::from(n1)).unwrap();
                    let m = Share::new(f64::from(x2), f64::from(n2)).unwrap();
                    for (name, method, _) in DIFFERENCES {
                        let e = method(w, m, 0.95).unwrap();
                        let whole = e.lower <= e.value && e.value <= e.upper && e.upper - e.lower > 0.0;
                        assert!(whole && e.lower >= -1.0 && e.upper <= 1.0, "{name} {w:?} {m:?} {e:?}");
                    }
                    tables += 1;
                }
            }
        }
    }
    assert_eq!(tables, 2916);
}
