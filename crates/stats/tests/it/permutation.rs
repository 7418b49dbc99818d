//! Permutation and sign tests: against published counts, against brute force done elsewhere, and against
//! what must hold for any numbers.

use proptest::prelude::*;
use stats::permutation::{DRAWS, MOST_ARRANGEMENTS, Shift, paired, two_means};
use stats::{Error, Method, detectable, mean::Summary, sign::sign};

/// Darwin's maize, crossed minus self-fertilised, in eighths of an inch (Fisher 1935, §17 and §21).
const MAIZE: [f64; 15] = [49.0, -67.0, 8.0, 16.0, 6.0, 23.0, 28.0, 41.0, 14.0, 29.0, 56.0, 24.0, 75.0, 60.0, -48.0];

#[track_caller]
fn near(got: f64, expected: f64) {
    assert!((got - expected).abs() < 1e-9 * expected.abs().max(1.0), "got {got}, expected {expected}");
}

fn of(first: &[f64], second: &[f64]) -> Shift {
    two_means(first, second, 0.95, DRAWS, 1).unwrap()
}

#[test]
fn fishers_count_of_darwins_maize() {
    // Fisher: 835 greater and 28 as great, of 2^15, on either side.
    let shift = paired(&MAIZE, 0.95, DRAWS, 1).unwrap();
    assert_eq!(shift.test.p, 2.0 * (835.0 + 28.0) / 32_768.0);
    assert_eq!((shift.arrangements, shift.exact, shift.test.method), (32_768, true, Method::SignFlip));
    near(shift.estimate.value, 314.0 / 15.0);
    // Found by bisection over all signs with exact fractions, in Python.
    near(shift.estimate.lower, -1.0 / 6.0);
    near(shift.estimate.upper, 41.0);
}

#[test]
fn two_groups_as_by_brute_force() {
    // The first six and seven of Student's sleep data; p and limits by bisection over all 1,716 choices
    // with exact fractions, in Python.
    let (first, second) = ([0.7, -1.6, -0.2, -1.2, -0.1, 3.4], [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5]);
    for (one, other, sign) in [(&first[..], &second[..], 1.0), (&second[..], &first[..], -1.0)] {
        let shift = of(one, other);
        assert_eq!((shift.arrangements, shift.exact), (1_716, true));
        near(shift.test.p, 0.141_025_641_025_641_02);
        near(shift.estimate.value, sign * -1.790_476_190_476_190_6);
        let ends = [-4.266_666_666_666_667, 0.673_333_333_333_333_2].map(|it: f64| sign * it);
        near(shift.estimate.lower, ends[0].min(ends[1]));
        near(shift.estimate.upper, ends[0].max(ends[1]));
    }
}

#[test]
fn so_few_that_nothing_could_be_rejected() {
    let shift = of(&[1.0, 2.0], &[3.0, 4.0]);
    near(shift.test.p, 1.0 / 3.0);
    assert_eq!((shift.estimate.lower, shift.estimate.upper), (f64::NEG_INFINITY, f64::INFINITY));
    assert_eq!(two_means(&[1.0], &[2.0, 3.0], 0.95, DRAWS, 1), Err(Error::TooFew { needed: 2, got: 1 }));
    assert_eq!(two_means(&[2.0, 2.0], &[2.0, 2.0], 0.95, DRAWS, 1), Err(Error::NoVariation));
    assert_eq!(paired(&[2.0, 2.0], 0.95, DRAWS, 1), Err(Error::NoVariation));
    assert!(matches!(two_means(&[1.0, f64::NAN], &[2.0, 3.0], 0.95, DRAWS, 1), Err(Error::NotANumber { .. })));
    assert!(two_means(&[1.0, 2.0], &[2.0, 3.0], 1.0, DRAWS, 1).is_err());
}

#[test]
fn what_is_drawn_is_near_what_is_counted() {
    // Twenty-one values by ten are too many to go through; twenty by ten are not.
    let first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
    let second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
    let counted = of(&first, &second);
    let more = [&second[..], &[2.3]].concat();
    let drawn = of(&first, &more);
    assert!(counted.exact && !drawn.exact && drawn.arrangements == u64::from(DRAWS) + 1);
    assert_eq!(drawn.test.method, Method::PermutationDrawn);
    assert!((counted.test.p - drawn.test.p).abs() < 0.02, "{} {}", counted.test.p, drawn.test.p);
    assert!((counted.estimate.lower - drawn.estimate.lower).abs() < 0.3, "{counted:?} {drawn:?}");
    // The same seed, the same answer; no draws, no answer.
    assert_eq!(of(&first, &more), drawn);
    assert_eq!(two_means(&first, &more, 0.95, 0, 1), Err(Error::TooFew { needed: 1, got: 0 }));
    let long: Vec<f64> = MAIZE.iter().chain(&MAIZE[5..10]).copied().collect();
    let signs = paired(&long, 0.95, DRAWS, 3).unwrap();
    assert!(!signs.exact && signs.test.method == Method::SignFlipDrawn && signs.test.p < 0.05, "{signs:?}");
}

#[test]
fn the_interval_holds_its_level() {
    // Values dealt out by chance, with a shift of three: how often the interval misses it.
    let mut state = 11_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    let (mut missed, runs) = (0, 600);
    for _ in 0..runs {
        // Skewed: squares.
        let mut group = |n: usize, shift: f64| -> Vec<f64> {
            (0..n)
                .map(|_| {
                    let it = next();
                    100.0 * it * it + shift
                })
                .collect()
        };
        let (first, second) = (group(5, 3.0), group(7, 0.0));
        missed += i32::from(of(&first, &second).estimate.excludes(3.0));
    }
    // One in twenty at most, thirty of six hundred, and chance: five standard deviations are 27.
    assert!((5..57).contains(&missed), "{missed} of {runs}");
}

#[test]
fn so_many_up_and_so_many_down() {
    // Sums of binomial coefficients, as exact fractions.
    for (up, down, p) in [
        (13.0, 2.0, 242.0 / 32_768.0),
        (7.0, 1.0, 0.070_312_5),
        (5.0, 5.0, 1.0),
        (3.0, 9.0, 598.0 / 4_096.0),
        (0.0, 4.0, 0.125),
    ] {
        let (share, test) = sign(up, down, 0.95).unwrap();
        near(test.p, p);
        assert_eq!((test.method, test.n), (Method::Sign, up + down));
        near(share.value, up / (up + down));
        assert_eq!(share.excludes(0.5), p < 0.05, "{up} {down}");
    }
    assert_eq!(sign(0.0, 0.0, 0.95), Err(Error::TooFew { needed: 1, got: 0 }));
    assert!(sign(1.5, 2.0, 0.95).is_err() && sign(-1.0, 2.0, 0.95).is_err());
}

#[test]
fn the_smallest_difference_of_means() {
    // t(0.975; 20) = 2.0860 and t(0.80; 20) = 0.8600 in printed tables; variance 1, eleven in each group.
    let group = Summary::from_sd(11.0, 5.0, 1.0).unwrap();
    let least = detectable::means(group, group, 0.95, 0.8).unwrap();
    assert!((least - (2.0860 + 0.8600) * (2.0_f64 / 11.0).sqrt()).abs() < 1e-4, "{least}");
    let flat = Summary::from_sd(11.0, 5.0, 0.0).unwrap();
    assert_eq!(detectable::means(flat, flat, 0.95, 0.8), Err(Error::NoVariationWithin));
    let one = Summary::of(&[1.0]).unwrap();
    assert!(detectable::means(one, group, 0.95, 0.8).is_err());
}

fn values(most: usize) -> impl Strategy<Value = Vec<f64>> {
    prop::collection::vec((-40_i32..40).prop_map(f64::from), 2..most)
}

proptest! {
    #![proptest_config(crate::config(200))]

    #[test]
    fn it_does_not_matter_which_is_which(first in values(8), second in values(14)) {
        if let Ok(shift) = two_means(&first, &second, 0.95, 499, 5) {
            prop_assert!(shift.test.p > 0.0 && shift.test.p <= 1.0, "{shift:?}");
            let e = shift.estimate;
            prop_assert!(e.lower <= e.value && e.value <= e.upper, "{shift:?}");
            let swapped = two_means(&second, &first, 0.95, 499, 5).unwrap();
            prop_assert_eq!(shift.test.p, swapped.test.p);
            prop_assert!((e.value + swapped.estimate.value).abs() < 1e-9);
            if shift.exact && e.lower.is_finite() {
                prop_assert!((e.lower + swapped.estimate.upper).abs() < 1e-9, "{shift:?} {swapped:?}");
            }
            let mut order = first.clone();
            order.reverse();
            prop_assert_eq!(two_means(&order, &second, 0.95, 499, 5).unwrap().test.p, shift.test.p);
            let (n, k) = (first.len() + second.len(), first.len().min(second.len()));
            let all: u64 = (0..k as u64).fold(1, |ways, i| ways * (n as u64 - i) / (i + 1));
            prop_assert_eq!(shift.exact, all <= MOST_ARRANGEMENTS);
        }
    }

    #[test]
    fn moving_all_moves_nothing_and_scaling_scales(first in values(6), second in values(8), by in -1000_i32..1000) {
        if let Ok(shift) = two_means(&first, &second, 0.9, 499, 5) {
            let by = f64::from(by);
            let moved = |values: &[f64], by: f64| -> Vec<f64> { values.iter().map(|it| it + by).collect() };
            let same = two_means(&moved(&first, by), &moved(&second, by), 0.9, 499, 5).unwrap();
            prop_assert_eq!(same.test.p, shift.test.p);
            prop_assert!((same.estimate.value - shift.estimate.value).abs() < 1e-9);
            // A shift of the first alone moves value and limits by as much.
            let Ok(away) = two_means(&moved(&first, by), &second, 0.9, 499, 5) else { return Ok(()) };
            prop_assert!((away.estimate.value - shift.estimate.value - by).abs() < 1e-9);
            if shift.exact && shift.estimate.lower.is_finite() {
                let off = away.estimate.lower - shift.estimate.lower - by;
                prop_assert!(off.abs() < 1e-7, "{shift:?} {away:?}");
            }
        }
    }

    #[test]
    fn the_interval_and_the_test_agree(first in values(6), second in values(8)) {
        if let Ok(shift) = two_means(&first, &second, 0.95, 499, 5) {
            let e = shift.estimate;
            // But for limits at nought itself, where rounding decides.
            if e.lower.abs() > 1e-6 && e.upper.abs() > 1e-6 {
                prop_assert_eq!(e.excludes(0.0), shift.test.p <= 0.05 + 1e-12, "{:?}", shift);
            }
        }
    }

    #[test]
    fn pairs_turn_with_their_signs(differences in values(14)) {
        if let Ok(shift) = paired(&differences, 0.95, 499, 5) {
            prop_assert!(shift.test.p > 0.0 && shift.test.p <= 1.0);
            let other: Vec<f64> = differences.iter().map(|it| -it).collect();
            let turned = paired(&other, 0.95, 499, 5).unwrap();
            prop_assert_eq!(shift.test.p, turned.test.p);
            if shift.estimate.lower.is_finite() {
                prop_assert!((shift.estimate.lower + turned.estimate.upper).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn ups_and_downs_are_alike(up in 0_u32..60, down in 0_u32..60) {
        if let Ok((share, test)) = sign(f64::from(up), f64::from(down), 0.95) {
            let (other, same) = sign(f64::from(down), f64::from(up), 0.95).unwrap();
            prop_assert_eq!(test.p, same.p);
            prop_assert!(test.p > 0.0 && test.p <= 1.0);
            prop_assert!((share.lower + other.upper - 1.0).abs() < 1e-9);
            if (test.p - 0.05).abs() > 1e-9 {
                prop_assert_eq!(share.excludes(0.5), test.p < 0.05);
            }
        }
    }
}
