//! Decompositions and effects against each other, against known answers, and against any input.

use proptest::prelude::*;

use stats::effect::imputation::impute;
use stats::effect::staggered::{Against, By, Panel, effects};
use stats::effect::synthetic::{Form, Places, placebo, synthetic};
use stats::explained::dasgupta::{Cell, cross_classified, kitagawa};
use stats::explained::oaxaca::{Errors, Model, Reference, Term, decompose};
use stats::explained::reweight::{Draw, Statistic, reweight, reweighted_line};
use stats::explained::shares::{By as Whose, fairlie, yun};
use stats::logit;
use stats::moments::{Clusters, Moments, line};
use stats::propensity::{Kind, Over, Sample, difference};

/// Numbers that look like chance, the same always.
struct Noise(u64);

impl Noise {
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mixed = (self.0 ^ (self.0 >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        ((mixed ^ (mixed >> 32)) >> 11) as f64 / 9_007_199_254_740_992.0
    }
    /// Mean 0, standard deviation 1, nearly normal.
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
    }
}

/// Women need more, and get `left` less in the same situation.
fn care(n: usize, left: f64, seed: u64) -> Sample {
    let mut noise = Noise(seed);
    let mut sample = Sample::default();
    for i in 0..n {
        let woman = i % 2 == 0;
        let need = noise.normal() + if woman { 0.8 } else { 0.0 };
        let alone = f64::from(u8::from(noise.unit() < if woman { 0.7 } else { 0.4 }));
        sample.rows.push(vec![need, alone]);
        sample.outcomes.push(20.0 + 4.0 * need + 3.0 * alone + if woman { left } else { 0.0 } + noise.normal());
        sample.first.push(woman);
    }
    sample
}

fn groups(sample: &Sample) -> [Moments; 2] {
    let mut out = [Moments::new(3), Moments::new(3)];
    for ((x, y), first) in sample.rows.iter().zip(&sample.outcomes).zip(&sample.first) {
        out[usize::from(!first)].add(&[x[0], x[1], *y], 1.0).unwrap();
    }
    out
}

const MODEL: fn() -> Model = || Model { outcome: 2, terms: vec![Term::Number(0), Term::Number(1)] };

#[test]
fn the_raw_gap_has_the_wrong_sign_and_equals_do_not() {
    let sample = care(4_000, -1.0, 3);
    let [women, men] = groups(&sample);
    let split = decompose(&women, &men, &MODEL(), Reference::Men, Errors::Classical, 0.95).unwrap();
    assert!(split.gap.lower > 0.0 && split.all.unexplained.upper < 0.0);
    assert!((split.all.unexplained.value + 1.0).abs() < 0.15, "{:?}", split.all.unexplained);
    // Adjusting the women's mean by the men's line is the same figure.
    let adjusted = difference(&sample, Kind::Adjusted, Over::First, 0.95).unwrap();
    assert!((adjusted.value - split.all.unexplained.value).abs() < 1e-10);
    for kind in [Kind::Weighted, Kind::WeightedAdjusted, Kind::DoublyRobust, Kind::DoublyRobustPlain] {
        for over in [Over::All, Over::First] {
            let e = difference(&sample, kind, over, 0.999).unwrap();
            assert!(e.lower < -1.0 && e.upper > -1.0 && e.upper - e.lower < 1.2, "{kind:?} {over:?} {e:?}");
        }
    }
    // Men as women, by weights: within chance the same, and the parts add up.
    let draw = Draw { repetitions: 30, seed: 4 };
    let weighed = reweight(&sample, &[Statistic::Mean, Statistic::Quantile(0.5)], draw, 0.95).unwrap();
    assert!((weighed[0].unexplained.value + 1.0).abs() < 0.4, "{:?}", weighed[0]);
    for quantile in [None, Some(0.5)] {
        let both = reweighted_line(&sample, quantile, draw, 0.95).unwrap();
        let sum = both.explained.value + both.specification.value + both.unexplained.value + both.reweighting.value;
        assert!((sum - both.gap.value).abs() < 1e-9, "{both:?}");
        assert!((both.unexplained.value + 1.0).abs() < 0.5, "{both:?}");
    }
}

#[test]
fn intervals_hold_their_level() {
    let (mut classical, mut clustered, mut robust) = (0, 0, 0);
    for seed in 0..200 {
        let mut noise = Noise(seed * 7 + 1);
        let mut cells = vec![[Moments::new(2), Moments::new(2)]; 30];
        let mut alone = [Moments::new(2), Moments::new(2)];
        let mut sample = Sample::default();
        for cell in &mut cells {
            let levels = [noise.normal(), noise.normal()];
            for i in 0..12 {
                let g = i % 2;
                let x = noise.normal() + 0.5 * (1 - g) as f64;
                let y = x - (1 - g) as f64 + noise.normal();
                alone[g].add(&[x, y], 1.0).unwrap();
                cell[g].add(&[x, y + levels[g]], 1.0).unwrap();
                sample.rows.push(vec![x]);
                sample.outcomes.push(y);
                sample.first.push(g == 0);
            }
        }
        let model = Model { outcome: 1, terms: vec![Term::Number(0)] };
        let covers = |e: stats::Estimate| usize::from(e.lower <= -1.0 && e.upper >= -1.0);
        let of = |m: &[Moments; 2], errors| {
            decompose(&m[0], &m[1], &model, Reference::Men, errors, 0.9).unwrap().all.unexplained
        };
        classical += covers(of(&alone, Errors::Classical));
        let whole = [0, 1].map(|g: usize| Moments::merged(cells.iter().map(|c| &c[g])).unwrap().unwrap());
        clustered += covers(of(&whole, Errors::Clustered(&cells)));
        robust += covers(difference(&sample, Kind::DoublyRobust, Over::First, 0.9).unwrap());
    }
    // 180 of 200 expected; the standard deviation is 4.2.
    for (name, count) in [("classical", classical), ("clustered", clustered), ("doubly robust", robust)] {
        assert!((167..=193).contains(&count), "{name}: {count} of 200");
    }
}

#[test]
fn shares_by_pairs_and_by_weights() {
    let mut sample = care(3_000, 0.0, 9);
    let mut noise = Noise(5);
    for (y, (x, first)) in sample.outcomes.iter_mut().zip(sample.rows.iter().zip(&sample.first)) {
        let t = -0.3 + x[0] + 0.5 * x[1] - if *first { 0.6 } else { 0.0 };
        *y = f64::from(u8::from(noise.unit() < logit::chance(t)));
    }
    let terms = [Term::Number(0), Term::Category(vec![1])];
    let draw = Draw { repetitions: 40, seed: 2 };
    for by in [Whose::Women, Whose::Men, Whose::Pooled] {
        let split = yun(&sample, &terms, by, draw, 0.95).unwrap();
        let sum = |part: fn(&(stats::explained::oaxaca::What, stats::Estimate, stats::Estimate)) -> f64| {
            split.details.iter().map(part).sum::<f64>()
        };
        assert!((sum(|d| d.1.value) - split.explained.value).abs() < 1e-12);
        assert!((sum(|d| d.2.value) - split.unexplained.value).abs() < 1e-12);
        assert!((split.explained.value + split.unexplained.value - split.gap.value).abs() < 1e-12);
        assert!(split.explained.lower > 0.0 && split.unexplained.upper < 0.0, "{split:?}");
        let found = fairlie(&sample, &terms, by, draw, 0.95).unwrap();
        assert!((found.gap() - split.gap.value).abs() < 1e-6, "{found:?}");
        assert!((found.explained.value + found.unexplained() - found.gap()).abs() < 1e-12);
        let pairs = found.parts;
        let all: f64 = pairs.iter().map(|p| p.1.value).sum();
        assert!((all - found.explained.value).abs() < 1e-9 && found.explained.error.is_some());
        assert!((all - split.explained.value).abs() < 0.02, "{all} {:?}", split.explained);
        assert!(pairs[0].1.value > pairs[1].1.value && pairs[1].1.value > 0.0, "{pairs:?}");
    }
}

/// One circumstance of two kinds: men's chances are a half and a quarter, so exchanging 0.6 for 0.4 explains 0.05
/// whatever the draw; and the order of the rows is nobody's business.
#[test]
fn pairs_are_drawn_evenly() {
    let mut rows: Vec<(bool, f64, f64)> = Vec::new();
    for (first, ones, granted) in [(true, 60, [20, 40]), (false, 40, [15, 20])] {
        for at in 0..100 {
            let x = f64::from(u8::from(at < ones));
            let before = if at < ones { at } else { at - ones };
            let of = granted[usize::from(at < ones)];
            rows.push((first, x, f64::from(u8::from(before < of))));
        }
    }
    let split = |rows: &[(bool, f64, f64)]| {
        let mut sample = Sample::default();
        for (first, x, y) in rows {
            sample.rows.push(vec![*x]);
            sample.outcomes.push(*y);
            sample.first.push(*first);
        }
        fairlie(&sample, &[Term::Number(0)], Whose::Men, Draw { repetitions: 500, seed: 3 }, 0.95).unwrap().parts[0].1
    };
    let there = split(&rows);
    assert!((there.value - 0.05).abs() < 0.004, "{there:?}");
    rows.reverse();
    let back = split(&rows);
    assert!((back.value - there.value).abs() < 0.008, "{there:?} {back:?}");
}

#[test]
fn imputation_agrees_where_it_must() {
    let mut noise = Noise(11);
    let mut panel = Panel { years: (2015..2023).collect(), ..Panel::default() };
    for place in 0..120 {
        let start = [None, Some(2018), Some(2020)][place % 3];
        let level = noise.normal();
        let of = |(t, year): (usize, i32), e: f64| {
            level + 0.3 * t as f64 + if start.is_some_and(|s| year >= s) { 2.0 } else { 0.0 } + 0.2 * e
        };
        panel.outcomes.push((2015..2023).enumerate().map(|at| of(at, noise.normal())).collect());
        panel.started.push(start);
    }
    let imputed = impute(&panel, 0.999).unwrap();
    assert!(imputed.overall.lower < 2.0 && imputed.overall.upper > 2.0, "{:?}", imputed.overall);
    assert_eq!((imputed.skipped, imputed.each.len()), (0, 5));
    let compared = effects(&panel, Kind::Adjusted, Against::NotYet, 0.999).unwrap();
    let since = compared.together(By::SinceStart, 199, 3).unwrap();
    assert!(since.overall.lower < 2.0 && since.overall.upper > 2.0);
    // What uses all the years before is more precise.
    let width = |e: stats::Estimate| e.upper - e.lower;
    assert!(width(imputed.overall) < width(compared.together(By::Simple, 0, 0).unwrap().overall));
    assert!(since.band.unwrap() >= 3.29 && since.bands().unwrap().len() == since.each.len());
    assert!(compared.before().unwrap().p > 1e-4);
    // One start, two years: plain difference-in-differences, whichever way.
    let two = Panel {
        years: vec![1, 2],
        outcomes: panel.outcomes.iter().map(|o| vec![o[2], o[3]]).collect(),
        started: (0..120).map(|i| (i % 3 == 1).then_some(2)).collect(),
        ..Panel::default()
    };
    let plain = effects(&two, Kind::Adjusted, Against::Never, 0.95).unwrap().together(By::Year, 0, 0).unwrap();
    assert!((impute(&two, 0.95).unwrap().overall.value - plain.overall.value).abs() < 1e-10);
    let places = Places {
        others: two.outcomes.iter().enumerate().filter(|(i, _)| i % 3 != 1).map(|it| it.1.clone()).collect(),
        treated: two.outcomes.iter().skip(1).step_by(3).cloned().collect(),
        before: 1,
    };
    assert!((synthetic(&places, Form::Plain).unwrap().value - plain.overall.value).abs() < 1e-10);
}

#[test]
fn a_thousand_cluster_draws() {
    let sample = care(2_900, -1.0, 8);
    let mut cells = vec![vec![Moments::new(3), Moments::new(3)]; 290];
    for (i, ((x, y), first)) in sample.rows.iter().zip(&sample.outcomes).zip(&sample.first).enumerate() {
        cells[i / 2 % 290][usize::from(!first)].add(&[x[0], x[1], *y], 1.0).unwrap();
    }
    let [women, men] = groups(&sample);
    let clusters = Clusters::new(&cells).unwrap();
    let errors = Errors::Drawn { clusters: &clusters, seed: 1, repetitions: 1_000 };
    let drawn = decompose(&women, &men, &MODEL(), Reference::Pooled, errors, 0.95).unwrap();
    let classical = decompose(&women, &men, &MODEL(), Reference::Pooled, Errors::Classical, 0.95).unwrap();
    let width = |e: stats::Estimate| e.upper - e.lower;
    let ratio = width(drawn.all.unexplained) / width(classical.all.unexplained);
    assert!((0.85..1.15).contains(&ratio) && drawn.failed == 0, "{ratio}");
}

fn any_number() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => -10.0..10.0_f64,
        1 => Just(0.0),
        1 => Just(1.0),
        1 => prop::num::f64::ANY,
    ]
}

proptest! {
    #![proptest_config(crate::config(48))]

    #[test]
    fn merged_in_any_cut_is_the_same(values in prop::collection::vec((-1e3..1e3_f64, -1e3..1e3_f64, 0.1..5.0_f64), 6..40), cut in 1_usize..5) {
        let mut whole = Moments::new(2);
        let mut parts = [Moments::new(2), Moments::new(2)];
        for (i, (x, y, w)) in values.iter().enumerate() {
            whole.add(&[*x, *y], *w).unwrap();
            parts[usize::from(i % 5 >= cut)].add(&[*x, *y], *w).unwrap();
        }
        let columns: Vec<Vec<f64>> = vec![values.iter().map(|v| v.0).collect(), values.iter().map(|v| v.1).collect()];
        let weights: Vec<f64> = values.iter().map(|v| v.2).collect();
        let mut batch = Moments::new(2);
        batch.add_columns(&[&columns[0], &columns[1]], Some(&weights)).unwrap();
        let merged = Moments::merged(&parts).unwrap().unwrap();
        for other in [&merged, &batch] {
            prop_assert!((other.mean(1) - whole.mean(1)).abs() < 1e-10);
            let scale = whole.cross().get(0, 0).abs().max(1.0);
            prop_assert!((other.cross().get(0, 0) - whole.cross().get(0, 0)).abs() < 1e-11 * scale);
        }
        if let (Ok(a), Ok(b)) = (line(&whole, 1, &[0]), line(&merged, 1, &[0])) {
            prop_assert!((a.slopes[0] - b.slopes[0]).abs() < 1e-8 * a.slopes[0].abs().max(1.0));
        }
    }

    #[test]
    fn nothing_breaks_them(numbers in prop::collection::vec(any_number(), 0..60), split in 0_usize..6) {
        let rows: Vec<Vec<f64>> = numbers.chunks_exact(3).map(<[f64]>::to_vec).collect();
        let sample = Sample {
            rows: rows.iter().map(|r| vec![r[0], r[1]]).collect(),
            outcomes: rows.iter().map(|r| r[2]).collect(),
            first: (0..rows.len()).map(|i| i % 6 < split).collect(),
            ..Sample::default()
        };
        let draw = Draw { repetitions: 3, seed: 1 };
        let fine = |e: stats::Estimate| e.value.is_finite() && e.lower <= e.upper;
        for kind in [Kind::Adjusted, Kind::Weighted, Kind::WeightedAdjusted, Kind::DoublyRobust] {
            if let Ok(e) = difference(&sample, kind, Over::All, 0.95) {
                prop_assert!(fine(e), "{e:?}");
            }
        }
        if let Ok(all) = reweight(&sample, &[Statistic::Variance, Statistic::Gini], draw, 0.95) {
            prop_assert!(all.iter().all(|r| r.gap.value.is_finite()));
        }
        if let Ok(both) = reweighted_line(&sample, Some(0.3), draw, 0.95) {
            prop_assert!(both.gap.value.is_finite());
        }
        let terms = [Term::Number(0), Term::Category(vec![1])];
        if let Ok(all) = yun(&sample, &terms, Whose::Pooled, draw, 0.95) {
            prop_assert!(all.gap.value.is_finite());
        }
        let _ = fairlie(&sample, &terms, Whose::Men, draw, 0.95);
        let mut cells = [Moments::new(3), Moments::new(3)];
        for (row, first) in rows.iter().zip(&sample.first) {
            let _ = cells[usize::from(!first)].add(row, row[0].abs());
        }
        for reference in [Reference::Neumark, Reference::Pooled, Reference::Cotton, Reference::Share(f64::NAN)] {
            let model = Model { outcome: 2, terms: terms.to_vec() };
            if let Ok(d) = decompose(&cells[0], &cells[1], &model, reference, Errors::Classical, 0.95) {
                prop_assert!(fine(d.gap) && d.details.iter().all(|s| fine(s.explained)), "{d:?}");
            }
        }
        let panel = Panel {
            years: vec![1, 2, 3],
            outcomes: rows.clone(),
            started: (0..rows.len()).map(|i| [None, Some(1), Some(2), Some(3), Some(9), None][i % 6]).collect(),
            known: sample.rows.clone(),
            ..Panel::default()
        };
        if let Ok(found) = effects(&panel, Kind::DoublyRobust, Against::NotYet, 0.95) {
            let _ = found.before();
            for by in [By::Simple, By::SinceStart, By::Start, By::Year] {
                if let Ok(e) = found.together(by, 5, 1) {
                    prop_assert!(fine(e.overall), "{e:?}");
                }
            }
        }
        if let Ok(e) = impute(&panel, 0.95) {
            prop_assert!(fine(e.overall), "{e:?}");
        }
        let places = Places { others: rows.iter().skip(1).cloned().collect(), treated: rows.iter().take(1).cloned().collect(), before: 2 };
        for form in [Form::Plain, Form::Control, Form::Both] {
            if let Ok(e) = placebo(&places, form, 0.95, 3, 1) {
                prop_assert!(fine(e.estimate), "{e:?}");
            }
        }
        let pairs: Vec<(f64, f64)> = rows.iter().map(|r| (r[0], r[1])).collect();
        let others: Vec<(f64, f64)> = rows.iter().map(|r| (r[2], r[0])).collect();
        if let Ok(k) = kitagawa(&pairs, &others) {
            prop_assert!(k.composition.is_finite());
        }
        let table: Vec<Cell> = pairs.iter().zip(&others).enumerate().map(|(i, (a, b))| Cell { levels: vec![i as u32 % 3, i as u32 / 3], first: *a, second: *b }).collect();
        let _ = cross_classified(&table);
    }
}
