//! Standardisation, strata and the slope index on numbers of any kind: an answer that is sound, or an error.

use proptest::prelude::*;
use stats::Estimate;
use stats::exact_odds::exact;
use stats::odds_ratio::independence_smoothed;
use stats::proportion::Share;
use stats::standard::direct::{Band, difference, dobson, fay_feuer, ratio};
use stats::standard::indirect;
use stats::standard::mantel_haenszel::{self as mh, Variance};
use stats::standard::slope_index::{Group, Scale, Settings, inequality};
use stats::stratum::Stratum;

fn sound(e: &Estimate) -> bool {
    !e.value.is_nan() && e.lower <= e.value && e.value <= e.upper
}

/// Ordinary, tiny, huge and impossible numbers.
fn number() -> impl Strategy<Value = f64> {
    prop_oneof![4 => (0_u32..60).prop_map(f64::from), 1 => any::<f64>(), 1 => 0.0..1.0_f64, 1 => 1.0..1e9_f64]
}

proptest! {
    #![proptest_config(crate::config(120))]

    #[test]
    fn strata_of_any_numbers(cells in prop::collection::vec((number(), number(), number(), number()), 0..6)) {
        let strata: Vec<Stratum> =
            cells.iter().filter_map(|c| Stratum::new(c.0, c.1, c.2, c.3).ok()).collect();
        let answers = [
            mh::odds_ratio(&strata, 0.95),
            mh::risk_ratio(&strata, 0.95),
            mh::difference(&strata, Variance::Sato, 0.95),
            mh::difference(&strata, Variance::GreenlandRobins, 0.95),
        ];
        for e in answers.iter().flatten() {
            prop_assert!(sound(e), "{e:?}");
        }
        for test in [mh::test(&strata, true), mh::test(&strata, false)].iter().flatten() {
            prop_assert!((0.0..=1.0).contains(&test.p), "{test:?}");
        }
        if let Ok(it) = mh::homogeneity(&strata) {
            prop_assert!((0.0..=1.0).contains(&it.tarone.p) && it.tarone.statistic <= it.breslow_day.statistic);
        }
        let few: Vec<Stratum> = strata.iter().copied().filter(|t| t.total() < 500.0).collect();
        if let Ok(it) = exact(&few, 0.95) {
            prop_assert!(sound(&it.estimate) && (0.0..=1.0).contains(&it.test.p), "{it:?}");
        }
        // Groups exchanged: the sign turns, the ratio is one over.
        let turned: Vec<Stratum> = strata.iter()
            .map(|t| Stratum::new(t.men_with, t.men_without, t.women_with, t.women_without).unwrap()).collect();
        if let (Ok(a), Ok(b)) = (mh::difference(&strata, Variance::Sato, 0.95), mh::difference(&turned, Variance::Sato, 0.95)) {
            prop_assert!((a.value + b.value).abs() < 1e-9, "{a:?} {b:?}");
            // Just where a variance becomes rounding noise, one way round may see it and the other not.
            prop_assert!(a.method != b.method || (a.lower + b.upper).abs() < 1e-6, "{a:?} {b:?}");
        }
    }

    #[test]
    fn bands_of_any_numbers(cells in prop::collection::vec((number(), number(), number()), 0..6), c in number()) {
        let bands: Vec<Band> = cells.iter().filter_map(|b| Band::new(b.0, b.1, b.2).ok()).collect();
        let men: Vec<Band> = cells.iter().filter_map(|b| Band::with_frequencies(&[b.2, b.0], b.1, b.2).ok()).collect();
        for of in [dobson, fay_feuer] {
            if let Ok(it) = of(&bands, 1000.0, 0.95) {
                prop_assert!(sound(&it.estimate) && it.variance >= 0.0, "{it:?}");
                if let Ok(other) = of(&men, 1000.0, 0.95) {
                    for e in [difference(&it, &other), ratio(&it, &other)].iter().flatten() {
                        prop_assert!(sound(e), "{e:?}");
                    }
                }
            }
        }
        if let Some(b) = cells.first() {
            for e in [indirect::ratio(b.0, b.1, 0.95), indirect::ratio_log(b.0, b.1, 0.95)].iter().flatten() {
                prop_assert!(sound(e), "{e:?}");
            }
            let both = Share::new(b.0, b.1).and_then(|w| independence_smoothed(w, Share::new(b.2, c)?, 0.95));
            if let Ok(e) = both {
                prop_assert!(sound(&e), "{e:?}");
            }
        }
    }

    #[test]
    fn rankings_of_any_numbers(cells in prop::collection::vec((number(), number(), number()), 0..6)) {
        let groups: Vec<Group> =
            cells.iter().map(|g| Group { population: g.0, value: g.1, error: g.2 }).collect();
        for scale in [Scale::Value, Scale::Log, Scale::Logit] {
            for line_on_scale in [true, false] {
                let how = Settings { scale, line_on_scale, confidence: 0.9, draws: 100, seed: 1 };
                if let Ok(it) = inequality(&groups, how) {
                    prop_assert!(sound(&it.slope) && it.relative.iter().all(sound), "{it:?}");
                }
            }
        }
    }
}
