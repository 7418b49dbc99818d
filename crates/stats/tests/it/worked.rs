//! Small cases worked by hand, by scipy 1.17.1 or printed in ../shared/knowledge/peers.md 5.2.

use stats::detectable::{self, Towards, shares};
use stats::mean::{Summary, known_error, welch};
use stats::multiple::{Adjustment, adjust, expected_false, false_alarms};
use stats::proportion::{Share, agresti_coull};
use stats::quantile::{QuantileType, percentile_of, quantile, weighted_mean};
use stats::rate::Events;
use stats::{Error, Input, Lang, Method, trend, two_proportions as two, two_rates};

#[track_caller]
fn near(got: f64, expected: f64) {
    let scale = expected.abs().max(1.0);
    assert!((got - expected).abs() < 1e-11 * scale, "got {got}, expected {expected}");
}

#[test]
fn smallest_detectable_difference_as_in_the_table() {
    let table = [
        (20.0, 42.0, 60.0),
        (50.0, 26.0, 38.0),
        (100.0, 18.0, 26.0),
        (200.0, 12.0, 18.0),
        (500.0, 7.5, 11.0),
        (1000.0, 5.2, 7.5),
    ];
    for (n, at95, at998) in table {
        for (confidence, expected) in [(0.95, at95), (0.998, at998)] {
            let d = shares(0.8, n, n, confidence, 0.8, Towards::Down).unwrap().unwrap();
            let printed = if expected < 10.0 { (1000.0 * d).round() / 10.0 } else { (100.0 * d).round() };
            assert_eq!(printed, expected, "n {n} at {confidence}: {d}");
        }
    }
    assert_eq!(shares(0.8, 5.0, 5.0, 0.95, 0.8, Towards::Up).unwrap(), None);
    near(detectable::known_error(1.0, 0.95, 0.8).unwrap(), 2.801_585_218_112_969_5);
}

#[test]
fn newcombe_as_in_the_table() {
    let cases = [
        (50, 55, 39, 50, 12.9, -1.1, 27.1),
        (180, 200, 156, 200, 12.0, 4.8, 19.1),
        (900, 1000, 780, 1000, 12.0, 8.8, 15.2),
    ];
    for (x1, n1, x2, n2, d, lower, upper) in cases {
        let share = |x: i32, n: i32| Share::new(f64::from(x), f64::from(n)).unwrap();
        let e = two::newcombe(share(x1, n1), share(x2, n2), 0.95).unwrap().times(100.0);
        for (got, printed) in [(e.value, d), (e.lower, lower), (e.upper, upper)] {
            assert_eq!((got * 10.0).round() / 10.0, printed);
        }
    }
}

#[test]
fn false_alarms_as_in_the_table() {
    for (m, level, expected, any) in [(23, 0.05, 1.15, 69.0), (60, 0.05, 3.0, 95.0), (200, 0.05, 10.0, 100.0)] {
        let f = false_alarms(m, level).unwrap();
        near(f.expected, expected);
        assert_eq!((100.0 * f.any).round(), any);
    }
    near(expected_false(40, 0.05).unwrap(), 2.0);
    assert_eq!(false_alarms(0, 0.05).unwrap().any, 0.0);
}

#[test]
fn all_nine_quantiles() {
    // numpy.quantile with its nine methods (numpy's third differs from R's at exact halves only).
    let values = [3.1, -2.0, 7.5, 7.5, 0.2, 11.0, 4.0, 4.4, 9.1, -5.5, 6.6];
    let at = [0.0, 0.1, 0.25, 0.37, 0.5, 0.9, 1.0];
    let expected = [
        [-5.5, -2.0, 0.2, 4.0, 4.4, 9.1, 11.0],
        [-5.5, -2.0, 0.2, 4.0, 4.4, 9.1, 11.0],
        [-5.5, -5.5, 0.2, 3.1, 4.4, 9.1, 11.0],
        [-5.5, -5.15, -0.35, 3.163, 4.2, 8.94, 11.0],
        [-5.5, -3.4, 0.925, 3.613, 4.4, 9.86, 11.0],
        [-5.5, -4.8, 0.2, 3.496, 4.4, 10.62, 11.0],
        [-5.5, -2.0, 1.65, 3.73, 4.4, 9.1, 11.0],
        [-5.5, -3.866_666_666_666_666_3, 0.683_333_333_333_332_9, 3.574, 4.4, 10.113_333_333_333_333, 11.0],
        [-5.5, -3.75, 0.743_75, 3.583_75, 4.4, 10.05, 11.0],
    ];
    use QuantileType::{T1, T2, T3, T4, T5, T6, T7, T8, T9};
    for (kind, row) in [T1, T2, T3, T4, T5, T6, T7, T8, T9].into_iter().zip(expected) {
        for (p, expected) in at.into_iter().zip(row) {
            let got = quantile(&values, p, kind).unwrap();
            assert!((got - expected).abs() < 1e-12, "{kind:?} at {p}: {got}, not {expected}");
        }
    }
    // Hyndman & Fan: type 2 averages at a jump, type 3 takes the even one.
    assert_eq!(quantile(&[1.0, 2.0, 3.0, 4.0], 0.5, T2).unwrap(), 2.5);
    assert_eq!(quantile(&[1.0, 2.0, 3.0, 4.0], 0.5, T1).unwrap(), 2.0);
    assert_eq!(quantile(&[1.0, 2.0, 3.0, 4.0], 0.375, T3).unwrap(), 2.0);
    assert_eq!(quantile(&[1.0, 2.0, 3.0, 4.0], 0.625, T3).unwrap(), 2.0);
}

#[test]
fn means_and_places() {
    near(weighted_mean(&[1.0, 2.0, 4.0], &[1.0, 0.0, 3.0]).unwrap(), 3.25);
    near(percentile_of(3.0, &[1.0, 2.0, 3.0, 4.0]).unwrap(), 62.5);
    assert_eq!(weighted_mean(&[1.0], &[0.0]), Err(Error::Zero { what: Input::Weight }));
    let parts = Summary::of(&[1.0, 2.0]).unwrap().and(Summary::of(&[3.0, 7.0, 9.0]).unwrap());
    let whole = Summary::of(&[1.0, 2.0, 3.0, 7.0, 9.0]).unwrap();
    near(parts.mean, whole.mean);
    near(parts.squares, whole.squares);
    let (e, t) = known_error(2.0, 1.0, None, 0.95, 10.0).unwrap();
    near(e.lower, 2.0 - 1.959_963_984_540_054);
    near(t.p, 0.045_500_263_896_358_42);
    assert_eq!(e.method, Method::KnownError);
}

#[test]
fn trends_as_scipy() {
    let y = [2.1, 3.0, 2.7, 4.1, 4.0, 5.2, 4.9, 6.1];
    let t = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0];
    let k = trend::mann_kendall(&y).unwrap();
    near(k.tau, 0.785_714_285_714_285_6);
    near(k.test().p, 0.005_505_952_380_952_381);
    let tied = trend::mann_kendall(&[1.0, 2.0, 2.0, 3.0, 1.0, 5.0]).unwrap();
    assert!(tied.exact.is_none());
    near(tied.tau, 0.501_280_411_827_603);
    near(trend::sen_slope(&t, &y, 0.95).unwrap().value, 0.55);
    let flat = trend::line(&t, &y, &[1.0; 8], 0.95).unwrap();
    near(flat.slope.value, 0.534_523_809_523_809_5);
    near(flat.error, 0.062_000_079_243_116_096);
    near(flat.test.p, 0.000_134_050_162_914_992_9);
    let w = [1.0, 2.0, 3.0, 4.0, 1.0, 2.0, 3.0, 4.0_f64];
    let line = trend::line(&t, &y, &w, 0.95).unwrap();
    near(line.intercept, 2.145);
    near(line.error, 0.066_451_736_872_209_2);
    near(line.test.p, 0.000_186_520_345_702_777_46);
    let errors = w.map(|w| 1.0 / w.sqrt());
    near(trend::line_known_errors(&t, &y, &errors, 0.95).unwrap().error, 0.1);
    let (way, _) = trend::fingertips(&t, &y, &[0.1; 8], 0.05).unwrap();
    assert_eq!(way, trend::Direction::Rising);
}

#[test]
fn ratio_of_rates_as_scipy() {
    let (w, m) = (Events::new(15.0, 80.0).unwrap(), Events::new(23.0, 100.0).unwrap());
    let e = two_rates::ratio_exact(w, m, 0.95).unwrap();
    near(e.lower, 0.395_576_722_041_035 / 1.25 * 1.25);
    near(e.upper, 1.631_103_505_985_093);
    let e = two_rates::ratio(w, m, 0.95).unwrap();
    near(e.lower, 0.430_064_074_376_528_7);
    near(e.upper, 1.545_303_211_035_515);
}

#[test]
fn sentences_in_both_languages() {
    let error = Share::new(12.0, 10.0).unwrap_err();
    assert_eq!(error.sentence(Lang::Sv), "Antalet händelser (12) är större än antalet personer (10).");
    assert_eq!(error.to_string(), "The count (12) is larger than the number of persons (10).");
    assert_eq!(Method::MannKendallExact.name(Lang::Sv), "Mann–Kendalls trendtest, exakt");
    let bad = adjust(&[0.1, f64::NAN], Adjustment::Holm).unwrap_err();
    assert_eq!(bad.sentence(Lang::Sv), "P-värdet är inte ett tal.");
}

#[test]
fn an_empty_cell_and_equal_values_are_told_apart_from_no_events() {
    let share = |count, total| Share::new(count, total).unwrap();
    let said = |error: Error| error.sentence(Lang::En);
    let empty = |group, everybody, instead| Error::EmptyCell { group, everybody, instead };
    let (none, some, all) = (share(0.0, 10.0), share(5.0, 10.0), share(10.0, 10.0));
    assert_eq!(two::katz(none, some, 0.95), Err(empty(1, false, "koopman / adjusted-log")));
    assert_eq!(two::katz(none, none, 0.95), Err(Error::NoEvents));
    assert_eq!(two::odds_ratio_woolf(some, none, 0.95), Err(empty(2, false, "odds-ratio-gart")));
    assert_eq!(two::odds_ratio_woolf(all, some, 0.95), Err(empty(1, true, "odds-ratio-gart")));
    assert_eq!(two::odds_ratio_woolf(all, all, 0.95), Err(Error::NoRest));
    assert_eq!(
        said(two::odds_ratio_woolf(all, some, 0.95).unwrap_err()),
        "Everybody in the first group has the event, which this method cannot manage; use odds-ratio-gart."
    );
    let flat = |value| Summary::of(&[value; 3]).unwrap();
    assert_eq!(
        said(welch(flat(1.0), flat(2.0), 0.95).unwrap_err()),
        "Within each group the values are the same; there is no chance variation to compare with."
    );
    assert_eq!(trend::sen_slope(&[1.0; 3], &[1.0, 2.0, 3.0], 0.95), Err(Error::OneTime));
}

/// 30,000 points are 450 million slopes: told in a blink, and right where the answer is known.
#[test]
fn long_series_are_not_gone_through_pair_by_pair() {
    let times: Vec<f64> = (0..30_000).map(f64::from).collect();
    let values: Vec<f64> = times.iter().map(|t| 0.5 * t + f64::from((*t as u32).wrapping_mul(7919) % 101)).collect();
    let e = trend::sen_slope(&times, &values, 0.95).unwrap();
    // One slope in 101 is exactly a half, more than the interval reaches over.
    assert!([e.value, e.lower, e.upper].iter().all(|it| (it - 0.5).abs() < 1e-9), "{e:?}");
    let rising: Vec<f64> = times.iter().map(|t| t * t).collect();
    assert_eq!(trend::mann_kendall(&rising).unwrap().s, 30_000.0 * 29_999.0 / 2.0);
    let flat: Vec<f64> = times.iter().map(|t| (t % 3.0).floor()).collect();
    let e = trend::sen_slope(&times, &flat, 0.95).unwrap();
    assert_eq!((e.value, e.lower, e.upper), (0.0, 0.0, 0.0));
}

#[test]
fn nothing_to_divide_by_is_said() {
    let none = Share::new(0.0, 7.0).unwrap();
    assert_eq!(two::koopman(none, none, 0.95), Err(Error::NoEvents));
    assert_eq!(Share::new(1.0, 0.0), Err(Error::Zero { what: Input::Total }));
    assert!(agresti_coull(none, 1.0).is_err());
    let e = two::koopman(Share::new(3.0, 7.0).unwrap(), none, 0.95).unwrap();
    assert!(e.value.is_infinite() && e.upper.is_infinite() && e.lower > 0.5);
    let e = two::koopman(none, Share::new(3.0, 7.0).unwrap(), 0.95).unwrap();
    assert!(e.value == 0.0 && e.lower == 0.0 && e.upper < 2.5);
}
