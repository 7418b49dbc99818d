//! Funnels, shrinking and families of tests.

use proptest::prelude::*;
use stats::families::{Node, chosen_families, simes, tree};
use stats::funnel::{self, Farthest, Point, Standing, Widened, overdispersion};
use stats::multiple::{Adjustment, adjust, flagged};
use stats::proportion::Share;
use stats::rate::{self, Events};
use stats::shrink::counts;
use stats::shrink::james_stein::james_stein;
use stats::shrink::normal::{Between, shrink};
use stats::{Error, Estimate};

use crate::coverage::Random;
use crate::published::{close, rows};

#[test]
fn funnel_of_six_units() {
    let Some(rows) = rows("funnel_small_cases.csv") else {
        return;
    };
    for row in &rows {
        let (input, want) = (row.text("input"), row.get("expected"));
        if row.text("quantity") == "phi" {
            let list = |name: &str| -> Vec<f64> {
                let part = input.split(' ').find_map(|part| part.strip_prefix(name)).unwrap();
                part.split(';').map(|v| v.parse().unwrap()).collect()
            };
            let points: Vec<Point> =
                list("num=").iter().zip(list("denom=")).map(|(o, e)| Point::of_ratio_log(*o, e).unwrap()).collect();
            let it = overdispersion(&points, 0.0, Farthest::Trim(list("trim=")[0])).unwrap();
            assert_eq!((it.phi * 1e6).round() / 1e6, want);
            continue;
        }
        let expected: f64 = input.strip_prefix("expected_events=").unwrap().parse().unwrap();
        let confidence = if row.text("quantity").ends_with("998") { 0.998 } else { 0.95 };
        let e = funnel::ratio_exact(expected, confidence).unwrap();
        let got = if row.text("quantity").starts_with("ll") { e.lower } else { e.upper };
        assert!((got - want).abs() <= 5.1e-7, "{input} {}: {got} {want}", row.text("quantity"));
    }
    assert_eq!(rows.len(), 13);
}

fn standing(name: &str) -> Standing {
    match name {
        "High (0.001)" => Standing::FarAbove,
        "High (0.025)" => Standing::Above,
        "Not significant" => Standing::Within,
        "Low (0.025)" => Standing::Below,
        "Low (0.001)" => Standing::FarBelow,
        other => panic!("{other}"),
    }
}

#[test]
fn funnel_of_shares_of_phe() {
    let (Some(inputs), Some(outputs)) = (rows("phe_funnel_prop_inputs.csv"), rows("phe_funnel_prop_outputs.csv"))
    else {
        return;
    };
    let sum = |column: &str| inputs.iter().map(|r| r.get(column)).sum::<f64>();
    let target = sum("numerator") / sum("denominator");
    for row in &outputs {
        let n = row.get("Population");
        assert!((100.0 * target - row.get("Baseline")).abs() < 5.1e-7, "{target}");
        for (confidence, name) in [(0.95, "2s0025"), (0.998, "3s0001")] {
            let e = funnel::share_normal(target, n, confidence).unwrap().times(100.0);
            for (got, column) in [(e.lower, format!("Lower{name}limit")), (e.upper, format!("Upper{name}limit"))] {
                assert!((got - row.get(&column)).abs() < 6e-7, "{column} at {n}: {got} {}", row.get(&column));
            }
        }
    }
    for row in &inputs {
        let (x, n) = (row.get("numerator"), row.get("denominator"));
        let inner = funnel::share_normal(target, n, 0.95).unwrap();
        let outer = funnel::share_normal(target, n, 0.998).unwrap();
        assert_eq!(Standing::of(x / n, &inner, &outer), standing(row.text("significance")), "{}", row.text("Area"));
    }
    println!("funnel of shares: {} limits, {} places", outputs.len(), inputs.len());
    assert!(outputs.len() > 90 && inputs.len() > 300);
}

/// The sheet was solved numerically to about seven decimals of the expected number: where one is as small as
/// 0.025, seven decimals are four digits.
#[test]
fn funnel_of_ratios_of_phe() {
    let (Some(inputs), Some(outputs)) = (rows("phe_funnel_ratio_inputs.csv"), rows("phe_funnel_ratio_outputs.csv"))
    else {
        return;
    };
    let mut worst = 0.0_f64;
    for row in &outputs {
        let observed = row.get("Observed_events");
        for (confidence, s) in [(0.95, "2s"), (0.998, "3s")] {
            for ((expected, ratio), end) in
                funnel::ratio_at_observed(observed, confidence).unwrap().into_iter().zip(["lower", "upper"])
            {
                let want = row.get(&format!("{end}_{s}_exp_events"));
                worst = worst.max((expected - want).abs() / expected.max(1.0));
                assert!((expected - want).abs() < 4e-6 * expected.max(1.0), "{observed} {end} {s}: {expected} {want}");
                let digits = 1e-8 + (want - expected).abs() / expected;
                close(100.0 * ratio, row.get(&format!("{end}_{s}_isr")), 1.01 * digits, "ratio");
                let count = row.get(&format!("{end}_{s}_count"));
                assert!((ratio - 1.0 - count).abs() < 1e-8 + 1.01 * digits * ratio, "{observed}: {ratio} {count}");
            }
        }
    }
    println!("funnel of ratios: {} rows, largest difference {worst:e}", outputs.len());
    let mut seen = 0;
    for row in &inputs {
        let (observed, expected) = (row.get("obs"), row.get("expected"));
        // By the observed number's own limits: is what is expected within them?
        let limits = |confidence| {
            let e = rate::exact(observed, confidence).unwrap();
            if expected > e.upper { -1 } else { i32::from(expected < e.lower) }
        };
        let got = match (limits(0.95), limits(0.998)) {
            (_, -1) => Standing::FarBelow,
            (_, 1) => Standing::FarAbove,
            (-1, _) => Standing::Below,
            (1, _) => Standing::Above,
            _ => Standing::Within,
        };
        assert_eq!(got, standing(row.text("significance")), "{observed} {expected}");
        seen += 1;
    }
    assert!(seen > 100 && outputs.len() > 50);
}

#[test]
fn exact_funnels_of_shares_keep_their_chance() {
    for (target, total) in [(0.5, 7.0), (0.1, 40.0), (0.8, 250.0), (0.003, 90_000.0)] {
        let (inner, outer) =
            (funnel::share_exact(target, total, 0.95).unwrap(), funnel::share_exact(target, total, 0.998).unwrap());
        assert!(outer.lower <= inner.lower && inner.upper <= outer.upper, "{inner:?} {outer:?}");
        let turned = funnel::share_exact(1.0 - target, total, 0.95).unwrap();
        // One number lies between the limits and their mirror: P(X ≤ r) against P(X ≥ r).
        assert!((inner.lower + turned.upper - 1.0).abs() < 1.01 / total, "{inner:?} {turned:?}");
        let normal = funnel::share_normal(target, total, 0.95).unwrap();
        if total * target > 30.0 {
            assert!((inner.upper - normal.upper).abs() < 1.5 / total, "{inner:?} {normal:?}");
        }
    }
    let none = funnel::share_exact(0.0, 20.0, 0.95).unwrap();
    assert_eq!((none.lower, none.upper), (0.0, 0.0));
    let large = funnel::share_exact(0.4, 7_564_336_677.0, 0.95).unwrap();
    close(large.upper - 0.4, 1.96 * (0.24_f64 / 7_564_336_677.0).sqrt(), 1e-3, "large");
}

#[test]
fn overdispersion_finds_what_was_put_in() {
    let mut random = Random(11);
    let (mut additive, mut multiplicative) = (0.0, 0.0);
    for _ in 0..60 {
        let points = |random: &mut Random, tau: f64, factor: f64| -> Vec<Point> {
            (0..100)
                .map(|i| {
                    let error = 0.05 + 0.002 * f64::from(i);
                    Point::new(tau * random.normal() + factor * error * random.normal(), error).unwrap()
                })
                .collect()
        };
        additive += overdispersion(&points(&mut random, 0.2, 1.0), 0.0, Farthest::Keep).unwrap().tau2 / 60.0;
        multiplicative += overdispersion(&points(&mut random, 0.0, 2.0), 0.0, Farthest::Keep).unwrap().phi / 60.0;
    }
    assert!((additive - 0.04).abs() < 0.004, "{additive}");
    assert!((multiplicative - 4.0).abs() < 0.3, "{multiplicative}");
    // Drawing in: two wild places change φ little.
    let mut points: Vec<Point> = (0..40).map(|i| Point::new(f64::from(i % 9 - 4) / 4.0, 1.0).unwrap()).collect();
    let before = overdispersion(&points, 0.0, Farthest::Winsorise(0.1)).unwrap();
    points[7].value = 500.0;
    points[9].value = -900.0;
    let after = overdispersion(&points, 0.0, Farthest::Winsorise(0.1)).unwrap();
    assert!((before.phi - after.phi).abs() < 0.3 && overdispersion(&points, 0.0, Farthest::Keep).unwrap().phi > 1e4);
    assert!(after.stands_out(points[7], 0.0, Widened::Multiplicative).p < 1e-12);
    let limits = after.limits(0.0, 1.0, Widened::Additive, 0.95).unwrap();
    assert!(limits.upper >= 1.959_963 && limits.lower == -limits.upper);
}

#[test]
fn batting_averages() {
    let Some(rows) = rows("empirical_bayes_efron_morris.csv") else {
        return;
    };
    let values: Vec<f64> = rows.iter().map(|r| r.get("hits") / r.get("at_bats")).collect();
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let it = james_stein(&values, (mean * (1.0 - mean) / 45.0).sqrt(), 0.95).unwrap();
    close(it.common.value, 0.26543209876543217, 1e-13, "mean");
    close(it.kept[0], 0.2116534171442659, 1e-11, "c");
    let (mut own, mut drawn) = (0.0, 0.0);
    let mut held = 0;
    for ((place, row), value) in it.places.iter().zip(&rows).zip(&values) {
        close(place.value, row.get("james_stein"), 1e-12, row.text("player"));
        let rest = row.get("rest_of_season");
        own += (value - rest) * (value - rest);
        drawn += (place.value - rest) * (place.value - rest);
        held += u32::from(place.lower <= rest && rest <= place.upper);
    }
    close(own / drawn, 3.5316415746549468, 1e-10, "ratio of errors");
    // Printed in the papers: c = .212, Clemente .294, about 3.5.
    assert_eq!(((it.kept[0] * 1e3).round(), (it.places[0].value * 1e3).round()), (212.0, 294.0));
    assert!(held >= 16, "{held} of 18");
    // Beta-binomial on the same: close to James–Stein, and so is REML.
    let shares: Vec<Share> = rows.iter().map(|r| Share::new(r.get("hits"), r.get("at_bats")).unwrap()).collect();
    let beta = counts::shares(&shares, 0.95).unwrap();
    assert!((beta.places[0].value - it.places[0].value).abs() < 0.03, "{:?}", beta.places[0]);
    let reml = shrink(&values, &[(mean * (1.0 - mean) / 45.0).sqrt(); 18], Between::Reml, 0.95).unwrap();
    // With equal errors REML's B is 1 − (k−1)s²/SS.
    close(reml.kept[0], 1.0 - (1.0 - it.kept[0]) * 17.0 / 15.0, 1e-6, "REML");
}

#[test]
fn shrunk_intervals_hold_their_level() {
    let mut random = Random(3);
    let (mut held, mut all) = ([0_u32; 4], 0_u32);
    for _ in 0..25 {
        let (mut values, mut errors, mut truths) = (Vec::new(), Vec::new(), Vec::new());
        let (mut shares, mut share_truths, mut events, mut event_truths) = (vec![], vec![], vec![], vec![]);
        for i in 0..60_u32 {
            let error = 0.5 + 0.05 * f64::from(i);
            let truth = 10.0 + 1.5 * random.normal();
            truths.push(truth);
            errors.push(error);
            values.push(truth + error * random.normal());
            // Beta(6, 14) as a mean of uniform order: the sixth of nineteen.
            let mut uniform: Vec<f64> = (0..19).map(|_| random.unit()).collect();
            uniform.sort_unstable_by(f64::total_cmp);
            let n = 5 + 4 * i;
            share_truths.push(uniform[5]);
            shares.push(Share::new(random.binomial(n, uniform[5]), f64::from(n)).unwrap());
            // Gamma(5)/5 as five waiting times; Poisson by waiting too.
            let gamma: f64 = (0..5).map(|_| -libm::log(random.unit().max(1e-300)) / 5.0).sum();
            let exposure = 1.0 + f64::from(i);
            let (mut clock, mut count) = (0.0, 0.0);
            loop {
                clock -= libm::log(random.unit().max(1e-300));
                if clock > gamma * exposure {
                    break;
                }
                count += 1.0;
            }
            event_truths.push(gamma);
            events.push(Events::new(count, exposure).unwrap());
        }
        let answers = [
            (shrink(&values, &errors, Between::Reml, 0.95).unwrap().places, &truths),
            (shrink(&values, &errors, Between::DerSimonianLaird, 0.95).unwrap().places, &truths),
            (counts::shares(&shares, 0.95).unwrap().places, &share_truths),
            (counts::rates(&events, 0.95).unwrap().places, &event_truths),
        ];
        for (held, (places, truths)) in held.iter_mut().zip(answers) {
            let inside = |(e, t): (&Estimate, &f64)| u32::from(e.lower <= *t && *t <= e.upper);
            *held += places.iter().zip(truths).map(inside).sum::<u32>();
        }
        all += 60;
    }
    let shares = held.map(|h| f64::from(h) / f64::from(all));
    println!("true levels within 95 %: REML, DL, beta-binomial, gamma-Poisson: {shares:?}");
    assert!(shares.iter().all(|s| (0.925..0.975).contains(s)), "{shares:?}");
}

#[test]
fn places_that_are_alike_become_one() {
    let same: Vec<Share> = (1..=20).map(|i| Share::new(f64::from(3 * i), f64::from(10 * i)).unwrap()).collect();
    let it = counts::shares(&same, 0.95).unwrap();
    assert!(it.places.iter().all(|p| (p.value - 0.3).abs() < 1e-9) && it.between < 1e-3, "{:?}", it.common);
    let pooled = same.iter().map(|s| s.total).sum::<f64>();
    assert!(it.kept[0] <= 10.0 / pooled + 1e-9);
    assert_eq!(counts::shares(&[Share::new(0.0, 5.0).unwrap(); 4], 0.95), Err(Error::NoEvents));
    let flat = shrink(&[5.0, 5.0, 5.0], &[1.0, 2.0, 3.0], Between::Reml, 0.95).unwrap();
    assert_eq!((flat.between, flat.places[2].value), (0.0, 5.0));
}

proptest! {
    #![proptest_config(crate::config(40))]

    #[test]
    fn shrinking_stays_between(y in prop::collection::vec((-1e3..1e3_f64, 0.01..50.0_f64), 3..25), c in 0.1..9.0_f64) {
        let (values, errors): (Vec<f64>, Vec<f64>) = y.iter().copied().unzip();
        let scaled: Vec<f64> = values.iter().map(|v| c * v + 7.0).collect();
        let wider: Vec<f64> = errors.iter().map(|v| c * v).collect();
        for how in [Between::Reml, Between::DerSimonianLaird] {
            let it = shrink(&values, &errors, how, 0.95).unwrap();
            let other = shrink(&scaled, &wider, how, 0.95).unwrap();
            for ((p, v), o) in it.places.iter().zip(&values).zip(&other.places) {
                let (low, high) = (v.min(it.common.value), v.max(it.common.value));
                prop_assert!(p.value >= low - 1e-9 && p.value <= high + 1e-9 && p.lower <= p.value);
                prop_assert!((o.value - c * p.value - 7.0).abs() < 1e-5 * (1.0 + o.value.abs()), "{o:?} {p:?}");
            }
        }
    }

    #[test]
    fn no_numbers_break_the_many(
        y in prop::collection::vec((any::<f64>(), any::<f64>()), 0..9), q in any::<f64>(),
    ) {
        let (a, b): (Vec<f64>, Vec<f64>) = y.iter().copied().unzip();
        let sound = |e: &Estimate| !e.value.is_nan() && e.lower <= e.value && e.value <= e.upper;
        for how in [Between::Reml, Between::DerSimonianLaird] {
            if let Ok(it) = shrink(&a, &b, how, 0.95) { prop_assert!(it.places.iter().all(sound), "{it:?}"); }
        }
        if let Ok(it) = james_stein(&a, q, 0.95) { prop_assert!(it.places.iter().all(sound), "{it:?}"); }
        let shares: Vec<Share> = y.iter().filter_map(|(x, n)| Share::new(x.abs(), n.abs()).ok()).collect();
        if let Ok(it) = counts::shares(&shares, 0.95) { prop_assert!(it.places.iter().all(sound), "{it:?}"); }
        let events: Vec<Events> = y.iter().filter_map(|(x, n)| Events::new(x.abs(), n.abs()).ok()).collect();
        if let Ok(it) = counts::rates(&events, 0.95) { prop_assert!(it.places.iter().all(sound), "{it:?}"); }
        let points: Vec<Point> = y.iter().filter_map(|(v, e)| Point::new(*v, e.abs()).ok()).collect();
        for farthest in [Farthest::Keep, Farthest::Winsorise(0.1), Farthest::Trim(q)] {
            if let Ok(it) = overdispersion(&points, 0.0, farthest) {
                prop_assert!(it.phi.is_finite() && it.tau2.is_finite() && (0.0..=1.0).contains(&it.test.p));
            }
        }
        for (x, n) in &y {
            for e in [funnel::share_exact(*x, *n, 0.95), funnel::share_normal(*x, n.abs(), 0.95),
                funnel::share_exact(x.fract().abs(), n.abs(), 0.95), funnel::ratio_exact(n.abs(), 0.95)].into_iter().flatten() {
                prop_assert!(sound(&e), "{e:?}");
            }
        }
        prop_assert_eq!(chosen_families(&[vec![q]], 0.05).is_ok(), (0.0..=1.0).contains(&q));
    }

    // Above 2⁵³ not every whole number exists: the search for a limit once went round for ever there.
    #[test]
    fn funnels_of_more_than_can_be_counted_end(total in 9e15..1e19_f64, target in 0.0..=1.0_f64) {
        let (exact, normal) =
            (funnel::share_exact(target, total, 0.95).unwrap(), funnel::share_normal(target, total, 0.95).unwrap());
        for (a, b) in [(exact.lower, normal.lower), (exact.upper, normal.upper)] {
            prop_assert!((a - b).abs() < 1e-12, "{exact:?} {normal:?}");
        }
    }

    #[test]
    fn families_of_one_are_plain(p in prop::collection::vec(0.0..=1.0_f64, 1..30)) {
        let alone: Vec<Vec<f64>> = p.iter().map(|v| vec![*v]).collect();
        let (each, plain) = (chosen_families(&alone, 0.1).unwrap(), adjust(&p, Adjustment::BenjaminiHochberg).unwrap());
        for (family, plain) in each.iter().zip(&plain) {
            // One test a family: chosen where plain BH flags it, and then flagged.
            prop_assert_eq!(family.chosen, *plain <= 0.1);
            prop_assert_eq!(family.flagged[0], family.chosen);
        }
        let together = chosen_families(std::slice::from_ref(&p), 0.1).unwrap();
        prop_assert_eq!(together[0].flagged.iter().filter(|f| **f).count(),
            flagged(&p, Adjustment::BenjaminiHochberg, 0.1).unwrap());
        prop_assert!((simes(&p).unwrap() - plain.iter().copied().fold(1.0, f64::min)).abs() < 1e-15);
        let top: Vec<Node> = p.iter().map(|p| Node { parent: None, p: *p }).collect();
        prop_assert_eq!(tree(&top, 0.1).unwrap().iter().filter(|f| **f).count(), flagged(&p, Adjustment::BenjaminiHochberg, 0.1).unwrap());
    }
}

/// What Benjamini and Bogomolov promise: the share of false flags, averaged over the chosen families, is
/// at most q on average, where flagging each family by itself at q is not.
#[test]
fn chosen_families_hold_their_rate() {
    let mut random = Random(44);
    let (mut chosen_rate, rounds) = (0.0, 300);
    for _ in 0..rounds {
        let mut families = Vec::new();
        for f in 0..30 {
            // Three families of thirty have anything to tell: five of ten tests each.
            let p = (0..10).map(|i| {
                let shift = if f < 3 && i < 5 { 3.5 } else { 0.0 };
                stats::dist::normal::two_sided(random.normal() + shift)
            });
            families.push(p.collect::<Vec<f64>>());
        }
        let answer = chosen_families(&families, 0.1).unwrap();
        let mut share = 0.0;
        let mut chosen = 0.0;
        for (f, family) in answer.iter().enumerate().filter(|(_, family)| family.chosen) {
            chosen += 1.0;
            let flags = family.flagged.iter().filter(|it| **it).count();
            let wrong = family.flagged.iter().enumerate().filter(|(i, it)| **it && !(f < 3 && *i < 5)).count();
            share += if flags > 0 { wrong as f64 / flags as f64 } else { 0.0 };
        }
        chosen_rate += if chosen > 0.0 { share / chosen } else { 0.0 } / f64::from(rounds);
    }
    println!("false flags, averaged over chosen families: {:.1} % of at most 10", 100.0 * chosen_rate);
    assert!(chosen_rate <= 0.105, "{chosen_rate}");
    assert_eq!(tree(&[Node { parent: Some(0), p: 0.1 }], 0.1), Err(Error::ParentAfter { parent: 0, child: 0 }));
}
