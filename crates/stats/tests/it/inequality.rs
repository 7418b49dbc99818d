//! Gini, Theil, GE(2) and Atkinson: by definition, by invariances, by simulation.

use proptest::prelude::*;
use stats::Error;
use stats::inequality::{Amounts, Entropy, Spread, atkinson, ge2, gini, split, theil_l, theil_t};

fn by_definition(x: &[f64], w: &[f64]) -> f64 {
    let total: f64 = w.iter().sum();
    let mean: f64 = x.iter().zip(w).map(|(x, w)| x * w).sum::<f64>() / total;
    let mut sum = 0.0;
    for (a, wa) in x.iter().zip(w) {
        for (b, wb) in x.iter().zip(w) {
            sum += wa * wb * (a - b).abs();
        }
    }
    sum / (2.0 * total * total * mean)
}

#[test]
fn textbook_cases() {
    // Cowell, Measuring Inequality: one of n has all: Gini (n − 1)/n, T ln n, GE(2) (n − 1)/2.
    let one_has_all = Amounts::new(&[0.0, 0.0, 0.0, 0.0, 7.0]).unwrap();
    assert!((gini(&one_has_all, Spread::Linearised, 0.95).unwrap().value - 0.8).abs() < 1e-15);
    assert!((theil_t(&one_has_all, 0.95).unwrap().value - libm::log(5.0)).abs() < 1e-14);
    assert!((ge2(&one_has_all, 0.95).unwrap().value - 2.0).abs() < 1e-14);
    // Half the value is lost where the root of the amounts counts: ε = ½ with 1 and 9: 1 − (2²)/5 = 0.2.
    let a = atkinson(&Amounts::new(&[1.0, 9.0]).unwrap(), 0.5, 0.95).unwrap();
    assert!((a.value - 0.2).abs() < 1e-14, "{}", a.value);
    // ε = 2: 1 − harmonic mean over mean: 1 − 1.8/5.
    let a = atkinson(&Amounts::new(&[1.0, 9.0]).unwrap(), 2.0, 0.95).unwrap();
    assert!((a.value - 0.64).abs() < 1e-14, "{}", a.value);
    // All alike: no inequality, and no doubt about it.
    let g = gini(&Amounts::new(&[3.0; 6]).unwrap(), Spread::Jackknife, 0.95).unwrap();
    assert!(g.value.abs() < 1e-15 && g.upper < 1e-7, "{g:?}");
}

#[test]
fn what_cannot_be_is_said() {
    assert_eq!(Amounts::new(&[1.0]).unwrap_err(), Error::TooFew { needed: 2, got: 1 });
    assert!(matches!(Amounts::new(&[0.0, 0.0]), Err(Error::Zero { .. })));
    assert!(matches!(Amounts::new(&[1.0, -1.0]), Err(Error::Negative { .. })));
    let with_zero = Amounts::new(&[0.0, 1.0]).unwrap();
    assert!(matches!(theil_l(&with_zero, 0.95), Err(Error::Zero { .. })));
    assert!(matches!(atkinson(&with_zero, 1.0, 0.95), Err(Error::Zero { .. })));
    assert!(matches!(split(&[1.0, 2.0], &[1.0; 2], &[0, 2], Entropy::T), Err(Error::TooFew { .. })));
    assert!(matches!(split(&[1.0, 2.0, 3.0], &[1.0; 3], &[0, 2, 2], Entropy::T), Err(Error::Zero { .. })));
}

/// Uniform numbers from a seed.
fn uniform(state: &mut u64) -> f64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    (*state >> 11) as f64 / (1u64 << 53) as f64
}

#[test]
fn intervals_hold_their_level() {
    // Exponential amounts: Gini ½, T 1 − γ, and L γ, with γ Euler's constant; GE(2) ½.
    let euler = 0.577_215_664_901_532_9;
    let truths = [0.5, 0.5, 1.0 - euler, euler, 0.5];
    let (rounds, n) = (600, 200);
    let mut held = [0u32; 5];
    let mut state = 0x9e37_79b9_7f4a_7c15;
    for _ in 0..rounds {
        let x: Vec<f64> = (0..n).map(|_| -log(1.0 - uniform(&mut state))).collect();
        let a = Amounts::new(&x).unwrap();
        let all = [
            gini(&a, Spread::Linearised, 0.95).unwrap(),
            gini(&a, Spread::Jackknife, 0.95).unwrap(),
            theil_t(&a, 0.95).unwrap(),
            theil_l(&a, 0.95).unwrap(),
            ge2(&a, 0.95).unwrap(),
        ];
        for ((held, e), truth) in held.iter_mut().zip(all).zip(truths) {
            *held += u32::from(e.lower <= truth && truth <= e.upper);
        }
    }
    let level = held.map(|h| f64::from(h) / f64::from(rounds));
    // Three Monte Carlo errors are 0.027. Normal intervals of T and GE(2) fall short with 200 skewed amounts,
    // which is known (Davidson & Flachaire 2007) and must not become worse.
    for (level, least) in level.iter().zip([0.923, 0.923, 0.88, 0.923, 0.82]) {
        assert!((least..=0.977).contains(level), "{level} below {least}: {held:?}");
    }
}

#[allow(clippy::disallowed_methods, reason = "the digits of a simulation need not be the same everywhere")]
fn log(x: f64) -> f64 {
    libm::log(x)
}

fn amounts() -> impl Strategy<Value = Vec<(f64, f64)>> {
    prop::collection::vec((prop_oneof![Just(1.0), 0.1..100.0], 0.1..5.0), 3..25)
}

proptest! {
    #![proptest_config(crate::config(64))]

    #[test]
    fn as_defined_and_whatever_the_scale(rows in amounts(), factor in 1e-6..1e6f64) {
        let (x, w): (Vec<f64>, Vec<f64>) = rows.into_iter().unzip();
        let a = Amounts::weighted(&x, &w).unwrap();
        let g = gini(&a, Spread::Linearised, 0.95).unwrap();
        prop_assert!((g.value - by_definition(&x, &w)).abs() < 1e-12);
        prop_assert!(g.lower <= g.value && g.value <= g.upper && g.upper <= 1.0);
        let other: Vec<f64> = x.iter().map(|x| x * factor).collect();
        let heavier: Vec<f64> = w.iter().map(|w| w * 3.0).collect();
        let b = Amounts::weighted(&other, &heavier).unwrap();
        for (one, two) in [
            (g, gini(&b, Spread::Linearised, 0.95).unwrap()),
            (gini(&a, Spread::Jackknife, 0.9).unwrap(), gini(&b, Spread::Jackknife, 0.9).unwrap()),
            (theil_t(&a, 0.95).unwrap(), theil_t(&b, 0.95).unwrap()),
            (theil_l(&a, 0.95).unwrap(), theil_l(&b, 0.95).unwrap()),
            (ge2(&a, 0.95).unwrap(), ge2(&b, 0.95).unwrap()),
            (atkinson(&a, 0.5, 0.95).unwrap(), atkinson(&b, 0.5, 0.95).unwrap()),
        ] {
            prop_assert!((one.value - two.value).abs() < 1e-9 && (one.upper - two.upper).abs() < 1e-9);
            prop_assert!(one.value >= 0.0);
        }
        // Atkinson with ε = 1 is one minus e to minus Theil's L.
        let (a1, l) = (atkinson(&a, 1.0, 0.95).unwrap().value, theil_l(&a, 0.95).unwrap().value);
        prop_assert!((a1 - (1.0 - exp(-l))).abs() < 1e-12);
    }

    #[test]
    fn within_and_between_are_the_whole(rows in amounts(), seed in any::<u64>()) {
        let (x, w): (Vec<f64>, Vec<f64>) = rows.into_iter().unzip();
        let groups: Vec<usize> = (0..x.len()).map(|i| if i < 2 { i } else { ((seed >> (i % 60)) & 1) as usize }).collect();
        let a = Amounts::weighted(&x, &w).unwrap();
        for (which, whole) in [
            (Entropy::T, theil_t(&a, 0.95).unwrap().value),
            (Entropy::L, theil_l(&a, 0.95).unwrap().value),
            (Entropy::Two, ge2(&a, 0.95).unwrap().value),
        ] {
            let s = split(&x, &w, &groups, which).unwrap();
            prop_assert!((s.total - whole).abs() < 1e-10, "{which:?} {s:?} {whole}");
            prop_assert!(s.within >= 0.0 && s.between >= 0.0);
            prop_assert!((s.parts.iter().map(|p| p.persons).sum::<f64>() - 1.0).abs() < 1e-12);
            prop_assert!((s.parts.iter().map(|p| p.amounts).sum::<f64>() - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn no_input_breaks_it(x in prop::collection::vec(any::<f64>(), 0..8), w in prop::collection::vec(any::<f64>(), 0..8),
                          plain in any::<bool>(), aversion in any::<f64>(), confidence in any::<f64>(), g in prop::collection::vec(any::<usize>(), 0..8)) {
        let x: Vec<f64> = if plain { x.iter().map(|x| x.abs()).collect() } else { x };
        let w = if plain { vec![1.0; x.len()] } else { w };
        let confidence = if plain { 0.95 } else { confidence };
        if let Ok(a) = Amounts::weighted(&x, &w) {
            for e in [gini(&a, Spread::Linearised, confidence), gini(&a, Spread::Jackknife, confidence), theil_t(&a, confidence),
                      theil_l(&a, confidence), ge2(&a, confidence), atkinson(&a, aversion, confidence)].into_iter().flatten() {
                prop_assert!(e.value >= 0.0 && e.lower <= e.value && e.value <= e.upper, "{e:?}");
            }
        }
        if let Ok(s) = split(&x, &w, &g, Entropy::T) {
            prop_assert!(s.total.is_finite());
        }
    }
}

#[allow(clippy::disallowed_methods, reason = "a check to a few digits")]
fn exp(x: f64) -> f64 {
    libm::exp(x)
}
