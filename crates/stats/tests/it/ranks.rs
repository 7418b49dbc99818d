//! Rank tests, quantiles and their gaps.

use proptest::prelude::*;
use stats::brunner_munzel::brunner_munzel;
use stats::dist::normal;
use stats::quantile::QuantileType::{self, T1, T2, T3, T4, T5, T6, T7, T8, T9};
use stats::quantile::quantile;
use stats::quantile_gap::{bootstrap, price_bonett};
use stats::quantile_interval::{self, median, weighted};
use stats::rank_sum::{rank_sum, shift};
use stats::{Error, Method};

use crate::coverage::Random;
use crate::published::{close, rows};

const SLEEP: [[f64; 10]; 2] =
    [[0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0], [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]];

#[test]
fn sleep_by_ranks() {
    let Some(rows) = rows("welch_sleep_expected.csv") else {
        return;
    };
    let expected = |what: &str| rows.iter().find(|r| r.text("quantity") == what).unwrap().get("value");
    let it = rank_sum(&SLEEP[0], &SLEEP[1]).unwrap();
    assert_eq!(it.u, expected("wilcoxon_W"));
    close(it.normal.p, expected("wilcoxon_p_normal_cc"), 1e-12, "normal");
}

/// All ways to deal out, gone through one by one.
fn counted(women: &[f64], men: &[f64]) -> f64 {
    let pool: Vec<f64> = women.iter().chain(men).copied().collect();
    let u = |chosen: u32| {
        let mut u = 0.0;
        for i in (0..pool.len()).filter(|i| chosen >> i & 1 == 1) {
            for j in (0..pool.len()).filter(|j| chosen >> j & 1 == 0) {
                u += if pool[i] > pool[j] { 1.0 } else { f64::from(u8::from(pool[i] == pool[j])) / 2.0 };
            }
        }
        u
    };
    let middle = 0.5 * (women.len() * men.len()) as f64;
    let seen = (u((1 << women.len()) - 1) - middle).abs();
    let all: Vec<u32> = (0..1_u32 << pool.len()).filter(|c| c.count_ones() as usize == women.len()).collect();
    all.iter().filter(|c| (u(**c) - middle).abs() >= seen - 1e-9).count() as f64 / all.len() as f64
}

#[test]
fn exact_rank_sums_are_counted_out() {
    for (a, b) in [
        (&[1.0, 2.0, 2.0, 5.0][..], &[2.0, 3.0, 3.0, 7.0, 8.0][..]),
        (&[1.0, 1.0, 1.0], &[1.0, 1.0, 2.0, 2.0]),
        (&[0.3], &[0.1, 0.2]),
        (&[4.0, 4.0], &[4.0, 4.0]),
    ] {
        close(rank_sum(a, b).unwrap().test().p, counted(a, b), 1e-12, "exact");
    }
    assert_eq!(rank_sum(&[4.0, 4.0], &[4.0, 4.0]).unwrap().normal.p, 1.0);
    // R: wilcox.test(1:4 + .5, c(1,2,3,4,5,6)) has W = 12... and psignrank's table: 3 and 4 apart, p = 2/35.
    close(rank_sum(&[1.0, 2.0, 3.0], &[4.0, 5.0, 6.0, 7.0]).unwrap().test().p, 2.0 / 35.0, 1e-14, "apart");
}

/// Hollander & Wolfe 1973, p. 69 f.: permeability of chorioamnion at term and at 12–26 weeks, as in R's
/// ?wilcox.test: W = 35, one-sided exact p = .1272; the estimate and its interval by listing all pairs.
#[test]
fn shift_of_the_handbook() {
    let term = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
    let early = [1.15, 0.88, 0.90, 0.74, 1.21];
    let it = rank_sum(&term, &early).unwrap();
    assert_eq!(it.u, 35.0);
    assert_eq!((it.test().p / 2.0 * 1e4).round() / 1e4, 0.1272);
    let e = shift(&term, &early, 0.95).unwrap();
    let mut all: Vec<f64> = term.iter().flat_map(|a| early.iter().map(move |b| a - b)).collect();
    all.sort_unstable_by(f64::total_cmp);
    assert_eq!(e.value, 0.5 * (all[24] + all[25]));
    // qwilcox(0.025, 10, 5) is 9 in the tables: the ninth from either end.
    assert_eq!((e.lower, e.upper), (all[8], all[41]));
    assert_eq!((e.value * 1e3).round() / 1e3, 0.305);
}

proptest! {
    #![proptest_config(crate::config(48))]

    #[test]
    fn ranks_turn_with_the_groups(
        a in prop::collection::vec(-9i32..9, 2..30), b in prop::collection::vec(-9i32..9, 2..30), c in -50.0..50.0_f64,
    ) {
        let (a, b): (Vec<f64>, Vec<f64>) =
            (a.into_iter().map(f64::from).collect(), b.into_iter().map(f64::from).collect());
        let (one, other) = (rank_sum(&a, &b).unwrap(), rank_sum(&b, &a).unwrap());
        prop_assert!((one.superiority + other.superiority - 1.0).abs() < 1e-12);
        prop_assert!((one.test().p - other.test().p).abs() < 1e-12 && one.normal.statistic == -other.normal.statistic);
        let (d, back) = (shift(&a, &b, 0.95).unwrap(), shift(&b, &a, 0.95).unwrap());
        prop_assert_eq!((d.value, d.lower, d.upper), (-back.value, -back.upper, -back.lower));
        let moved: Vec<f64> = a.iter().map(|v| v + c).collect();
        prop_assert!((shift(&moved, &b, 0.95).unwrap().value - d.value - c).abs() < 1e-9);
        let mut all: Vec<f64> = a.iter().flat_map(|x| b.iter().map(move |y| x - y)).collect();
        all.sort_unstable_by(f64::total_cmp);
        prop_assert_eq!(d.value, 0.5 * (all[(all.len() - 1) / 2] + all[all.len() / 2]));
        let (t, u) = (brunner_munzel(&a, &b, 0.9).unwrap(), brunner_munzel(&b, &a, 0.9).unwrap());
        prop_assert!((t.0.value - one.superiority).abs() < 1e-12 && (t.0.lower + u.0.upper - 1.0).abs() < 1e-9);
        prop_assert!((0.0..=1.0).contains(&t.1.p) && (t.1.p - u.1.p).abs() < 1e-12);
        if let (Ok(x), Ok(y)) = (price_bonett(&a, &b, 0.3, T7, 0.95), price_bonett(&b, &a, 0.3, T7, 0.95)) {
            prop_assert!((x.lower + y.upper).abs() < 1e-9 && x.lower <= x.value && x.value <= x.upper);
        }
    }

    #[test]
    fn whatever_numbers_come_nothing_breaks(
        a in prop::collection::vec(any::<f64>(), 0..9), b in prop::collection::vec(any::<f64>(), 0..9), p in any::<f64>(),
    ) {
        let sound = |e: &stats::Estimate| !e.value.is_nan() && e.lower <= e.value && e.value <= e.upper;
        if let Ok(e) = shift(&a, &b, 0.95) { prop_assert!(sound(&e), "{e:?}"); }
        if let Ok(t) = rank_sum(&a, &b) { prop_assert!((0.0..=1.0).contains(&t.test().p)); }
        if let Ok((e, t)) = brunner_munzel(&a, &b, 0.95) { prop_assert!(sound(&e) && (0.0..=1.0).contains(&t.p)); }
        for share in [p, 0.5, 0.0, 1.0] {
            if let Ok(e) = quantile_interval::quantile(&a, share, T8, 0.95) { prop_assert!(sound(&e), "{e:?}"); }
            if let Ok(e) = weighted(&a, &b, share, 0.95) { prop_assert!(sound(&e), "{e:?}"); }
            if let Ok(e) = price_bonett(&a, &b, share, T7, 0.95) { prop_assert!(sound(&e), "{e:?}"); }
            if let Ok(e) = bootstrap(&a, &b, share, T7, 0.95, (100, 1)) { prop_assert!(sound(&e), "{e:?}"); }
        }
        prop_assert!(quantile_interval::quantile(&a, 0.5, T7, p).is_err() || (p > 0.0 && p < 1.0));
    }

    /// With equal weights a weighted quantile is type 2; with whole weights it is that of the list where each
    /// value stands so many times.
    #[test]
    fn weights_are_repetitions(pairs in prop::collection::vec((-20i32..20, 1u8..5), 1..20), p in 0.0..=1.0_f64) {
        let values: Vec<f64> = pairs.iter().map(|it| f64::from(it.0)).collect();
        let weights: Vec<f64> = pairs.iter().map(|it| f64::from(it.1)).collect();
        let long: Vec<f64> = pairs.iter().flat_map(|it| vec![f64::from(it.0); it.1.into()]).collect();
        let e = weighted(&values, &weights, p, 0.95).unwrap();
        prop_assert_eq!(e.value, quantile(&long, p, T2).unwrap());
        let seventh: Vec<f64> = weights.iter().map(|w| w / 7.0).collect();
        prop_assert_eq!(weighted(&values, &seventh, p, 0.95).unwrap().value, e.value);
    }
}

/// quantile_types_expected.csv was computed by R on a list (wages of nlsy00) that is not in the folder. But the
/// nine types lie on at most two steps between three neighbouring values; types 1, 4 and 5 or 6 tell those
/// neighbours, and the other types' numbers must then come out of a list of that length with them in place.
#[test]
fn nine_types_of_the_published_list() {
    let Some(rows) = rows("quantile_types_expected.csv") else {
        return;
    };
    let mut checked = 0;
    for (sex, n) in [("no", 2655_usize), ("yes", 2654)] {
        for p in [0.1, 0.25, 0.5, 0.75, 0.9] {
            let of = |kind: usize| {
                let row = |r: &&crate::published::Row| {
                    r.get("type") == kind as f64 && r.text("female") == sex && r.get("p") == p
                };
                rows.iter().find(row).unwrap().get("quantile")
            };
            let np = n as f64 * p;
            let j = (np + 1e-9).floor() as usize;
            let part = np - j as f64;
            // x(j) and x(j+1) from types 1 and 4; x(j+2) from type 6, which reaches np + p.
            let mut list = vec![0.0; n];
            let (low, high) = if part < 1e-6 {
                (of(1), 2.0 * of(2) - of(1))
            } else {
                let high = of(1);
                ((of(4) - part * high) / (1.0 - part), high)
            };
            let past = part + p - 1.0;
            let next = if past > 1e-6 { high + (of(6) - high) / past } else { high.max(of(9)).max(of(5)) };
            for (i, slot) in list.iter_mut().enumerate() {
                *slot = match (i + 1).cmp(&j) {
                    std::cmp::Ordering::Less => low,
                    std::cmp::Ordering::Equal => low,
                    std::cmp::Ordering::Greater if i == j => high,
                    std::cmp::Ordering::Greater => next,
                };
            }
            for (kind, type_) in [T1, T2, T3, T4, T5, T6, T7, T8, T9].into_iter().enumerate() {
                let got = quantile(&list, p, type_).unwrap();
                close(got, of(kind + 1), 2e-9, &format!("type {} of {sex} at {p}", kind + 1));
                checked += 1;
            }
        }
    }
    assert_eq!(checked, 90);
}

/// Table 1 of Hyndman and Fan: what each type makes of 1 to 10.
#[test]
fn nine_types_by_hand() {
    let values: Vec<f64> = (1..=10).map(f64::from).collect();
    let want: [(QuantileType, [f64; 3]); 9] = [
        (T1, [1.0, 3.0, 5.0]),
        (T2, [1.5, 3.0, 5.5]),
        (T3, [1.0, 2.0, 5.0]),
        (T4, [1.0, 2.5, 5.0]),
        (T5, [1.5, 3.0, 5.5]),
        (T6, [1.1, 2.75, 5.5]),
        (T7, [1.9, 3.25, 5.5]),
        (T8, [1.1 + 4.0 / 15.0, 2.0 + 11.0 / 12.0, 5.5]),
        (T9, [1.4, 2.9375, 5.5]),
    ];
    for (kind, expected) in want {
        for (p, expected) in [0.1, 0.25, 0.5].into_iter().zip(expected) {
            close(quantile(&values, p, kind).unwrap(), expected, 1e-13, &format!("{kind:?} {p}"));
        }
    }
}

#[test]
fn ranks_of_the_median_as_in_the_tables() {
    // The two-sided 95 % ranks of the sign test: n = 6: 1 and 6; 8: 1; 9: 2; 20: 6 and 15; 50: 18 and 33.
    for (n, low, high) in [(6, 1, 6), (8, 1, 8), (9, 2, 8), (20, 6, 15), (50, 18, 33)] {
        let values: Vec<f64> = (1..=n).map(f64::from).collect();
        let e = median(&values, 0.95).unwrap();
        assert_eq!((e.lower, e.upper), (f64::from(low), f64::from(high)), "{n}");
        assert_eq!(e.method, Method::QuantileBinomial);
    }
    let few = median(&[1.0, 2.0, 3.0, 4.0, 5.0], 0.95).unwrap();
    assert_eq!((few.value, few.lower, few.upper), (3.0, f64::NEG_INFINITY, f64::INFINITY));
    assert_eq!(price_bonett(&[1.0; 9], &[2.0; 9], 0.5, T7, 0.95), Err(Error::NoVariationWithin));
}

#[test]
fn quantiles_and_shifts_hold_their_level() {
    let mut random = Random(5);
    let rounds = 800;
    let mut held = [0_u32; 6];
    for round in 0..rounds {
        let women: Vec<f64> = (0..30).map(|_| 1.0 + 0.7 * random.normal()).collect();
        let men: Vec<f64> = (0..40).map(|_| 1.4 + 1.5 * random.normal()).collect();
        let z75 = normal::quantile(0.75);
        let same: Vec<f64> = men.iter().map(|v| v - 0.25).take(25).collect();
        let other: Vec<f64> = (0..25).map(|_| 1.4 + 1.5 * random.normal()).collect();
        let weights: Vec<f64> = women.iter().map(|_| 0.5 + random.unit()).collect();
        let gap75 = (1.0 + 0.7 * z75) - (1.4 + 1.5 * z75);
        let above = normal::cdf((1.0 - 1.4) / (0.7 * 0.7 + 1.5 * 1.5_f64).sqrt());
        let intervals = [
            (median(&women, 0.95).unwrap(), 1.0),
            (weighted(&women, &weights, 0.5, 0.95).unwrap(), 1.0),
            (price_bonett(&women, &men, 0.5, T8, 0.95).unwrap(), -0.4),
            (bootstrap(&women, &men, 0.75, T8, 0.95, (300, round)).unwrap(), gap75),
            (shift(&same, &other, 0.95).unwrap(), -0.25),
            (brunner_munzel(&women, &men, 0.95).unwrap().0, above),
        ];
        for (held, (e, truth)) in held.iter_mut().zip(intervals) {
            *held += u32::from(e.lower <= truth && truth <= e.upper);
        }
    }
    let shares = held.map(|h| f64::from(h) / rounds as f64);
    println!("held of 95 %: median, weighted, Price–Bonett, bootstrap, shift, Brunner–Munzel: {shares:?}");
    // Monte Carlo's own error is 0.008; order statistics are conservative, and the bootstrap of quantiles of
    // thirty values a little short.
    for (share, least) in shares.into_iter().zip([0.94, 0.925, 0.93, 0.91, 0.93, 0.925]) {
        assert!(share >= least && share <= 0.985, "{shares:?}");
    }
}
