//! Run charts: published series with what is published about them, and what must hold for any.
//!
//! There is no such file in ../shared/verification. Where each case comes from stands beside it; the
//! series drawn with R's random numbers were drawn anew from the seed given there.

use proptest::prelude::*;
use stats::run_chart::{
    Centre, Counted, FEWEST_USEFUL, Rules, RunChart, Signal, SignalKind, Way, fewest_crossings, longest_by_chance,
    read, run_limits,
};
use stats::{Error, Lang, Method};

fn of(chart: &RunChart, kind: SignalKind) -> Vec<&Signal> {
    chart.signals.iter().filter(|signal| signal.kind == kind).collect()
}

/// Clostridium difficile infections a month at Amager Hvidovre Hospital, November 2012 to October
/// 2015; the intervention begins with the 25th (qicharts2, data set `cdi`, from esundhed.dk).
const CDI: [f64; 36] = [
    17.0, 12.0, 27.0, 20.0, 20.0, 18.0, 22.0, 19.0, 19.0, 24.0, 17.0, 16.0, 24.0, 19.0, 19.0, 22.0, 25.0, 19.0, 17.0,
    6.0, 25.0, 17.0, 11.0, 14.0, 9.0, 11.0, 7.0, 13.0, 5.0, 5.0, 3.0, 5.0, 9.0, 4.0, 5.0, 9.0,
];

/// The vignette of qicharts2, case 2: "The median number of CDIs per month in the before period is
/// 19. An unusually long run of 15 data points below the median proves that the CDI rate is
/// reduced."
#[test]
fn infections_with_the_median_of_the_months_before() {
    for rules in [Rules::Perla, Rules::Anhoej] {
        let chart = read(&CDI, Centre::First(24), rules).unwrap();
        assert_eq!((chart.median, chart.n, chart.useful, chart.longest_run), (19.0, 36, 31, 15));
        let shifts = of(&chart, SignalKind::Shift);
        let longest = shifts.last().unwrap();
        assert_eq!((longest.count, longest.way), (15, Some(Way::Down)));
        assert_eq!(longest.points, (21..36).collect::<Vec<_>>());
        assert!(chart.signals_change());
    }
}

/// The same vignette: over all months "a downward shift is clearly visible […] and is supported by
/// the runs analysis"; parted at the change "both periods show only random variation".
#[test]
fn infections_whole_and_in_two_parts() {
    let whole = read(&CDI, Centre::All, Rules::Anhoej).unwrap();
    assert_eq!(whole.median, 17.0);
    assert!(whole.signals_change());
    for part in [&CDI[..24], &CDI[24..]] {
        let chart = read(part, Centre::All, Rules::Anhoej).unwrap();
        assert!(!chart.signals_change(), "{chart:?}");
    }
}

/// The vignette of qicharts2, "The Anhøj rules": `set.seed(19)`, 24 normal numbers, the last twelve
/// about 2. Printed: centre line 1.057091, 24 useful, longest run 13 (at most 8), 4 crossings (at
/// least 8), signal.
#[test]
fn a_moderate_shift_as_printed_by_qicharts2() {
    let values = [
        -1.189454, 0.388581, -0.344333, -0.547896, 0.980662, -0.236646, 0.80974, -0.74478, -0.259787, -0.183084,
        0.51863, 0.883465, 1.001285, 2.53483, 1.876232, 4.119303, 0.486524, 2.255195, 3.504741, 1.60992, 2.579358,
        2.210356, 2.944043, 0.173307,
    ];
    let mean = values.iter().sum::<f64>() / 24.0;
    assert_eq!((mean * 1e6).round() / 1e6, 1.057_091);
    let chart = read(&values, Centre::Given(mean), Rules::Anhoej).unwrap();
    assert_eq!((chart.n, chart.useful), (24, 24));
    assert_eq!((chart.longest_run, chart.longest_allowed), (13, Some(8)));
    let verdict = chart.verdict.unwrap();
    assert_eq!((verdict.counted, verdict.number, verdict.lower, verdict.upper), (Counted::Crossings, 4, 8, None));
    let kinds: Vec<SignalKind> = chart.signals.iter().map(|signal| signal.kind).collect();
    assert_eq!(kinds, [SignalKind::Shift, SignalKind::TooFewRuns]);
}

/// The vignette of crossrun (Wentzel-Larsen & Anhøj), figure 1: `set.seed(32)`, 24 normal numbers.
/// "The longest run consists of observations 12–16 below the median. Thus, L = 5 […] C = 11."
#[test]
fn chance_alone_as_counted_by_crossrun() {
    let values = [
        0.014641, 0.873289, -1.027946, 0.685665, 0.449437, 0.407018, 0.284731, -0.624309, 0.839656, 0.311279, 0.475253,
        -0.10009, 0.203513, -0.094102, 0.100235, -0.268227, 1.346058, -0.146434, 0.049766, 0.833733, -0.290891,
        -1.084735, 0.93933, 0.360802,
    ];
    for rules in [Rules::Perla, Rules::Anhoej] {
        let chart = read(&values, Centre::All, rules).unwrap();
        assert_eq!((chart.longest_run, chart.crossings, chart.runs, chart.useful), (5, 11, 12, 24));
        assert!(values[11..16].iter().all(|v| *v < chart.median));
        // Five of them happen to fall in a row: the trend rule is easily deceived.
        let kinds: Vec<SignalKind> = chart.signals.iter().map(|signal| signal.kind).collect();
        assert_eq!(kinds, if rules == Rules::Perla { vec![SignalKind::Trend] } else { Vec::new() });
    }
}

/// Balestracci, "An underrated test for run charts", Quality Digest, October 2008: sixteen months,
/// runs of 7, 7, 1 and 1, so four; five to twelve are expected of chance, so too few. Five points
/// fall from the fifth to the ninth. (His own rules ask for eight on a side and six falling. The
/// values are ours, made to have those sides and falls: the article shows a figure, no numbers.)
#[test]
fn balestraccis_sixteen_months() {
    let values = [7.0, 9.0, 8.0, 9.5, 10.0, 8.5, 7.5, 3.0, 1.0, 2.0, 1.5, 2.5, 2.0, 3.5, 6.0, 4.0];
    let chart = read(&values, Centre::All, Rules::Perla).unwrap();
    assert_eq!((chart.runs, chart.useful, chart.longest_run), (4, 16, 7));
    let few = of(&chart, SignalKind::TooFewRuns);
    assert_eq!((few.len(), few[0].count, few[0].points.len()), (1, 4, 16));
    assert_eq!(chart.verdict.as_ref().unwrap().lower, 5);
    let trends = of(&chart, SignalKind::Trend);
    assert_eq!((trends.len(), trends[0].way), (1, Some(Way::Down)));
    assert_eq!(trends[0].points, [4, 5, 6, 7, 8]);
}

/// The critical values tabulated in appendix 2 of the vignette of qicharts2, for 10 to 100 points.
#[test]
fn critical_values_of_anhoejs_rules() {
    let crossings = [
        2, 2, 3, 3, 4, 4, 4, 5, 5, 6, 6, 6, 7, 7, 8, 8, 8, 9, 9, 10, 10, 11, 11, 11, 12, 12, 13, 13, 14, 14, 14, 15,
        15, 16, 16, 17, 17, 17, 18, 18, 19, 19, 20, 20, 21, 21, 21, 22, 22, 23, 23, 24, 24, 25, 25, 25, 26, 26, 27, 27,
        28, 28, 29, 29, 29, 30, 30, 31, 31, 32, 32, 33, 33, 34, 34, 34, 35, 35, 36, 36, 37, 37, 38, 38, 39, 39, 39, 40,
        40, 41, 41,
    ];
    for (useful, lower) in (10..=100).zip(crossings) {
        assert_eq!(fewest_crossings(useful).unwrap(), lower, "{useful}");
        let longest = match useful {
            ..=11 => 6,
            12..=22 => 7,
            23..=45 => 8,
            46..=90 => 9,
            _ => 10,
        };
        assert_eq!(longest_by_chance(useful), longest, "{useful}");
    }
}

/// Rows of table 1 of Perla, Provost & Murray 2011, as other programs have them.
#[test]
fn critical_values_of_the_number_of_runs() {
    let rows = [
        (10, 3, 9),
        (12, 3, 11),
        (14, 4, 12),
        (16, 5, 13),
        (20, 6, 16),
        (24, 8, 18),
        (26, 9, 19),
        (30, 11, 21),
        (40, 15, 27),
        (50, 19, 33),
        (60, 24, 38),
    ];
    for (useful, lower, upper) in rows {
        assert_eq!(run_limits(useful).unwrap(), (lower, upper), "{useful}");
    }
    assert!(run_limits(9).is_err() && fewest_crossings(9).is_err());
}

#[test]
fn points_on_the_median_neither_lengthen_nor_break_a_run() {
    // Three above, one on the median, three above; six below.
    let values = [8.0, 9.0, 8.0, 5.0, 7.0, 9.0, 8.0, 2.0, 3.0, 1.0, 2.0, 3.0, 1.0];
    let chart = read(&values, Centre::All, Rules::Perla).unwrap();
    assert_eq!((chart.median, chart.useful, chart.runs, chart.longest_run), (5.0, 12, 2, 6));
    let shifts = of(&chart, SignalKind::Shift);
    assert_eq!(shifts[0].points, [0, 1, 2, 4, 5, 6]);
    assert_eq!((shifts[0].way, shifts[1].way), (Some(Way::Up), Some(Way::Down)));
    assert_eq!(chart.verdict.unwrap().number, 2);
}

#[test]
fn equal_neighbours_count_once_in_a_trend() {
    let chart = |values: &[f64]| read(values, Centre::All, Rules::Perla).unwrap();
    let five = chart(&[1.0, 2.0, 3.0, 3.0, 4.0, 5.0]);
    let trends = of(&five, SignalKind::Trend);
    assert_eq!((trends.len(), trends[0].count), (1, 5));
    assert_eq!(trends[0].points, [0, 1, 2, 3, 4, 5]);
    assert!(of(&chart(&[1.0, 2.0, 3.0, 3.0, 4.0]), SignalKind::Trend).is_empty());
    assert!(of(&chart(&[2.0; 12]), SignalKind::Trend).is_empty());
    // Up five and down five share the top.
    let tent = chart(&[1.0, 2.0, 3.0, 4.0, 5.0, 4.0, 3.0, 2.0, 1.0]);
    let ways: Vec<_> = of(&tent, SignalKind::Trend).iter().map(|t| (t.way.unwrap(), t.points.clone())).collect();
    assert_eq!(ways, [(Way::Up, vec![0, 1, 2, 3, 4]), (Way::Down, vec![4, 5, 6, 7, 8])]);
    assert!(
        of(&read(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0], Centre::All, Rules::Anhoej).unwrap(), SignalKind::Trend).is_empty()
    );
}

#[test]
fn every_other_one_is_too_many_runs_for_one_rule_set() {
    let values: Vec<f64> = (0..16).map(|i| f64::from(i % 2)).collect();
    let perla = read(&values, Centre::All, Rules::Perla).unwrap();
    assert_eq!((perla.runs, of(&perla, SignalKind::TooManyRuns).len()), (16, 1));
    assert!(!read(&values, Centre::All, Rules::Anhoej).unwrap().signals_change());
}

#[test]
fn few_points_give_no_verdict_and_say_so() {
    let values = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0, 5.0];
    for rules in [Rules::Perla, Rules::Anhoej] {
        let chart = read(&values, Centre::Given(4.5), rules).unwrap();
        assert_eq!(chart.verdict, Err(Error::TooFewUseful { needed: 10, got: 9 }));
        assert!(chart.signals.is_empty());
    }
    // A shift needs no more than its six; Anhøj's limit rests on the number of points.
    let low = [5.0, 1.0, 1.0, 2.0, 1.0, 2.0, 1.0];
    assert_eq!(of(&read(&low, Centre::Given(4.0), Rules::Perla).unwrap(), SignalKind::Shift).len(), 1);
    assert_eq!(read(&low, Centre::Given(4.0), Rules::Anhoej).unwrap().longest_allowed, None);
    let sentence = Error::TooFewUseful { needed: 10, got: 9 };
    assert!(sentence.sentence(Lang::Sv).starts_with("Om antalet sviter går inget att säga än"));
    assert!(sentence.sentence(Lang::En).contains("at least 10 points off the median are needed but there are 9"));
}

#[test]
fn wrong_input_is_named() {
    assert_eq!(read(&[], Centre::All, Rules::Perla), Err(Error::TooFew { needed: 1, got: 0 }));
    for asked in [0, 4] {
        let got = read(&[1.0, 2.0, 3.0], Centre::First(asked), Rules::Perla);
        assert_eq!(got, Err(Error::Baseline { asked, got: 3 }));
    }
    assert!(read(&[1.0, f64::NAN], Centre::All, Rules::Perla).is_err());
    assert!(read(&[1.0], Centre::Given(f64::INFINITY), Rules::Perla).is_err());
    assert_eq!(Rules::Anhoej.method(), Method::RunChartAnhoej);
    assert!(Error::Baseline { asked: 4, got: 3 }.sentence(Lang::Sv).contains("högst alla 3, inte 4"));
}

#[test]
fn a_wild_point_is_a_candidate_and_no_signal_of_change() {
    let mut values = [10.0, 12.0, 11.0, 9.0, 10.5, 11.5, 9.5, 12.5, 10.0, 11.0, 9.0, 12.0];
    assert!(read(&values, Centre::All, Rules::Perla).unwrap().signals.is_empty());
    values[4] = 40.0;
    let chart = read(&values, Centre::All, Rules::Perla).unwrap();
    let found = of(&chart, SignalKind::AstronomicalCandidate);
    assert_eq!((found.len(), found[0].points.as_slice(), found[0].way), (1, [4].as_slice(), Some(Way::Up)));
    assert!(!chart.signals_change());
    // More than half are equal: the mean distance takes the place of the median one.
    let mut zeros = [0.0; 12];
    zeros[7] = 3.0;
    assert_eq!(of(&read(&zeros, Centre::All, Rules::Perla).unwrap(), SignalKind::AstronomicalCandidate).len(), 1);
    assert!(read(&[4.0; 12], Centre::All, Rules::Perla).unwrap().signals.is_empty());
}

#[test]
fn numbers_computed_in_two_ways_are_not_on_two_sides() {
    // 0.1 + 0.2 is not 0.3, but nobody measured the difference.
    let chart = read(&[0.1 + 0.2, 0.3, 0.1, 0.5], Centre::Given(0.3), Rules::Perla).unwrap();
    assert_eq!((chart.useful, chart.runs), (2, 2));
}

/// Anhøj & Olesen 2014: their rules keep "the false signal rate constant around 5 % and independent
/// of the number of data points", which a shift of six does not.
#[test]
fn false_signals_by_chance() {
    let mut seed = 7_u64;
    let mut uniform = || {
        // xorshift64*
        seed ^= seed >> 12;
        seed ^= seed << 25;
        seed ^= seed >> 27;
        (seed.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 11) as f64 / (1_u64 << 53) as f64
    };
    const CHARTS: usize = 4000;
    let mut shares = [(0.0, 0.0); 3];
    for (n, share) in [12, 24, 60].into_iter().zip(&mut shares) {
        for _ in 0..CHARTS {
            let values: Vec<f64> = (0..n).map(|_| uniform()).collect();
            let anhoej = read(&values, Centre::All, Rules::Anhoej).unwrap();
            share.0 += f64::from(u8::from(anhoej.signals_change())) / CHARTS as f64;
            let perla = read(&values, Centre::All, Rules::Perla).unwrap();
            share.1 += f64::from(u8::from(!of(&perla, SignalKind::Shift).is_empty())) / CHARTS as f64;
        }
    }
    println!("false signals at 12, 24, 60 points (Anhøj, a shift of six): {shares:?}");
    assert!(shares.iter().all(|share| share.0 < 0.09), "{shares:?}");
    assert!(shares[2].1 > 3.0 * shares[0].1 && shares[2].1 > 0.25, "{shares:?}");
}

fn rules() -> impl Strategy<Value = Rules> {
    prop_oneof![Just(Rules::Perla), Just(Rules::Anhoej)]
}

/// Series in quarters, so that adding a number and taking a mean of two is exact.
fn series() -> impl Strategy<Value = Vec<f64>> {
    let value = prop_oneof![4 => -8..8_i32, 1 => -400..400_i32].prop_map(|q| f64::from(q) / 4.0);
    proptest::collection::vec(value, 1..70)
}

fn turned(way: Option<Way>) -> Option<Way> {
    way.map(|way| if way == Way::Up { Way::Down } else { Way::Up })
}

proptest! {
    #![proptest_config(crate::config(1500))]

    #[test]
    fn mirroring_mirrors(values in series(), rules in rules(), part in 0.0..1.0_f64) {
        let baseline = 1 + (part * (values.len() - 1) as f64) as usize;
        let mirror: Vec<f64> = values.iter().map(|v| -v).collect();
        for centre in [Centre::All, Centre::First(baseline)] {
            let a = read(&values, centre, rules).unwrap();
            let b = read(&mirror, centre, rules).unwrap();
            prop_assert_eq!(a.median, -b.median);
            prop_assert_eq!((a.useful, a.runs, a.longest_run, &a.verdict), (b.useful, b.runs, b.longest_run, &b.verdict));
            let back: Vec<Signal> = b.signals.iter().cloned().map(|mut s| { s.way = turned(s.way); s }).collect();
            prop_assert_eq!(&a.signals, &back);
        }
    }

    #[test]
    fn adding_a_constant_changes_nothing(values in series(), rules in rules(), by in -1000..1000_i32) {
        let by = f64::from(by) / 2.0;
        let moved: Vec<f64> = values.iter().map(|v| v + by).collect();
        let a = read(&values, Centre::All, rules).unwrap();
        let mut b = read(&moved, Centre::All, rules).unwrap();
        prop_assert_eq!(a.median + by, b.median);
        b.median = a.median;
        prop_assert_eq!(a, b);
    }

    #[test]
    fn reversing_keeps_runs(values in series(), rules in rules()) {
        let back: Vec<f64> = values.iter().rev().copied().collect();
        let a = read(&values, Centre::All, rules).unwrap();
        let b = read(&back, Centre::All, rules).unwrap();
        prop_assert_eq!((a.runs, a.crossings, a.longest_run, &a.verdict), (b.runs, b.crossings, b.longest_run, &b.verdict));
        let last = values.len() - 1;
        for kind in [SignalKind::Shift, SignalKind::Trend, SignalKind::AstronomicalCandidate] {
            let mut turned: Vec<Vec<usize>> = of(&b, kind).iter().map(|s| s.points.iter().rev().map(|p| last - p).collect()).collect();
            turned.reverse();
            let forth: Vec<Vec<usize>> = of(&a, kind).iter().map(|s| s.points.clone()).collect();
            prop_assert_eq!(forth, turned);
        }
    }

    #[test]
    fn what_is_told_holds_together(values in proptest::collection::vec(any::<f64>().prop_filter("finite", |v| v.is_finite()), 1..60), rules in rules()) {
        let chart = read(&values, Centre::All, rules).unwrap();
        prop_assert!(chart.median.is_finite() && chart.useful <= chart.n && chart.longest_run <= chart.useful);
        prop_assert_eq!(chart.runs, if chart.useful == 0 { 0 } else { chart.crossings + 1 });
        prop_assert_eq!(chart.verdict.is_ok(), chart.useful >= FEWEST_USEFUL);
        for signal in &chart.signals {
            prop_assert!(!signal.points.is_empty() && signal.points.is_sorted() && signal.points.iter().all(|p| *p < chart.n));
            if signal.kind == SignalKind::Shift {
                prop_assert!(signal.count == signal.points.len() && signal.count > chart.longest_allowed.unwrap());
            }
        }
        let longest = of(&chart, SignalKind::Shift).iter().map(|s| s.count).max().unwrap_or(0);
        prop_assert!(longest == 0 || longest == chart.longest_run);
    }
}
