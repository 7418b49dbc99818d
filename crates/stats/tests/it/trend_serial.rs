//! Serial correlation and seasons. No published numbers were taken for these: the formulas are worked by other
//! ways here, and the levels simulated.

use proptest::prelude::*;
use stats::trend::{mann_kendall, sen_slope};
use stats::trend_serial::{Lags, hamed_rao, seasonal, seasonal_slope, yue_wang};
use stats::{Error, Method};

use crate::coverage::Random;
use crate::published::close;

/// The factors by the formulas, written out once more for a series of eight.
#[test]
fn corrections_by_hand() {
    let y = [3.0, 5.0, 4.0, 8.0, 6.0, 9.0, 11.0, 10.0];
    let n = 8.0;
    let slope = sen_slope(&[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0], &y, 0.95).unwrap().value;
    let rest: Vec<f64> = y.iter().enumerate().map(|(t, v)| v - slope * t as f64).collect();
    let rank = |v: &f64| {
        let below = rest.iter().filter(|o| *o < v).count() as f64;
        let same = rest.iter().filter(|o| *o == v).count() as f64;
        below + 0.5 * (same + 1.0)
    };
    let ranked: Vec<f64> = rest.iter().map(rank).collect();
    let r = |x: &[f64], k: usize| {
        let mean = x.iter().sum::<f64>() / n;
        let whole: f64 = x.iter().map(|v| (v - mean) * (v - mean)).sum();
        (0..8 - k).map(|i| (x[i] - mean) * (x[i + k] - mean)).sum::<f64>() / whole
    };
    let mut hr = 1.0;
    let mut yw = 1.0;
    for k in 1..=3_usize {
        let f = k as f64;
        hr += 2.0 / (n * (n - 1.0) * (n - 2.0)) * (n - f) * (n - f - 1.0) * (n - f - 2.0) * r(&ranked, k);
        yw += 2.0 * (1.0 - f / n) * r(&rest, k);
    }
    let (a, b) = (hamed_rao(&y, Lags::First(3)).unwrap(), yue_wang(&y, Lags::First(3)).unwrap());
    close(a.factor, if hr > 0.0 { hr } else { 1.0 }, 1e-12, "Hamed–Rao");
    close(b.factor, if yw > 0.0 { yw } else { 1.0 }, 1e-12, "Yue–Wang");
    let plain = mann_kendall(&y).unwrap();
    assert_eq!((a.s, b.s), (plain.s, plain.s));
    close(a.variance, plain.variance * a.factor, 1e-14, "variance");
    assert_eq!((a.test.method, b.test.method), (Method::HamedRao, Method::YueWang));
    // No lags, no correction.
    assert_eq!(hamed_rao(&y, Lags::First(0)).unwrap().test.p, plain.normal.p);
}

/// Where points hang together and nothing trends, the plain test cries out far too often.
#[test]
fn correlated_series_cry_out_less() {
    let mut random = Random(9);
    let rounds = 300;
    let mut cries = [0_u32; 3];
    let mut found = [0_u32; 3];
    for _ in 0..rounds {
        for (slope, counts) in [(0.0, &mut cries), (0.25, &mut found)] {
            let mut at = 0.0;
            let y: Vec<f64> = (0..40)
                .map(|t| {
                    at = 0.6 * at + random.normal();
                    at + slope * f64::from(t)
                })
                .collect();
            for (count, p) in counts.iter_mut().zip([
                mann_kendall(&y).unwrap().normal.p,
                hamed_rao(&y, Lags::Significant).unwrap().test.p,
                yue_wang(&y, Lags::Significant).unwrap().test.p,
            ]) {
                *count += u32::from(p < 0.05);
            }
        }
    }
    let share = |c: [u32; 3]| c.map(|c| f64::from(c) / f64::from(rounds));
    println!(
        "no trend, correlation 0.6: plain, Hamed–Rao, Yue–Wang flag {:?}; a trend: {:?}",
        share(cries),
        share(found)
    );
    let (cries, found) = (share(cries), share(found));
    assert!(cries[0] > 0.22 && cries[1] < cries[0] - 0.06 && cries[2] < cries[0] - 0.04, "{cries:?}");
    assert!(found.iter().all(|f| *f > 0.9), "{found:?}");
}

fn whole(rows: &[Vec<f64>]) -> Vec<Vec<Option<f64>>> {
    rows.iter().map(|r| r.iter().map(|v| Some(*v)).collect()).collect()
}

/// One season is Mann–Kendall and Sen; the covariance of a season with itself is its variance.
#[test]
fn one_season_is_the_plain_test() {
    let y = [4.0, 2.0, 6.0, 6.0, 9.0, 7.0, 12.0];
    let plain = mann_kendall(&y).unwrap();
    let one = seasonal(&whole(&y.map(|v| vec![v]))).unwrap();
    assert_eq!((one.s, one.variance, one.serial_variance), (plain.s, plain.variance, plain.variance));
    assert_eq!(one.independent.p, plain.normal.p);
    let times: Vec<f64> = (0..7).map(f64::from).collect();
    let (own, sen) =
        (seasonal_slope(&whole(&y.map(|v| vec![v])), false, 0.95).unwrap(), sen_slope(&times, &y, 0.95).unwrap());
    close(own.value, sen.value, 1e-14, "slope");
    close(own.lower, sen.lower, 1e-12, "lower");
    close(own.upper, sen.upper, 1e-12, "upper");
    // Two columns that are the same: Var(2S) = 4 Var S.
    let twice = seasonal(&whole(&y.map(|v| vec![v, v]))).unwrap();
    close(twice.serial_variance, 4.0 * plain.variance, 1e-12, "the same season twice");
    close(twice.variance, 2.0 * plain.variance, 1e-14, "independent");
}

/// All orders of the years: the covariance of two seasons' S, gone through. With the years of both dealt out
/// together, mean S is nought and mean product is what the formula says.
#[test]
fn covariance_is_counted_out() {
    let rows = [[1.0, 3.0], [4.0, 1.0], [2.0, 2.0], [5.0, 6.0], [5.0, 4.0]];
    let mut order: Vec<usize> = Vec::new();
    let (mut squares, mut count) = (0.0, 0.0);
    fn all(order: &mut Vec<usize>, see: &mut impl FnMut(&[usize])) {
        if order.len() == 5 {
            see(order);
            return;
        }
        for i in 0..5 {
            if !order.contains(&i) {
                order.push(i);
                all(order, see);
                order.pop();
            }
        }
    }
    all(&mut order, &mut |order| {
        let table: Vec<Vec<f64>> = order.iter().map(|i| rows[*i].to_vec()).collect();
        let s = seasonal(&whole(&table)).unwrap().s;
        squares += s * s;
        count += 1.0;
    });
    let it = seasonal(&whole(&rows.map(|r| r.to_vec()))).unwrap();
    close(it.serial_variance, squares / count, 1e-12, "variance of the sum");
}

#[test]
fn gaps_and_short_tables() {
    let table = vec![vec![Some(1.0), None], vec![None, Some(2.0)], vec![Some(3.0), None]];
    let it = seasonal(&table).unwrap();
    assert_eq!((it.s, it.independent.n), (1.0, 3.0));
    assert_eq!(seasonal_slope(&table, true, 0.9).unwrap().value, 1.0);
    let none = vec![vec![Some(1.0), None], vec![None, Some(2.0)]];
    assert_eq!(seasonal(&none), Err(Error::TooFew { needed: 2, got: 1 }));
    assert!(seasonal(&[vec![Some(1.0)], vec![]]).is_err());
    assert!(hamed_rao(&[1.0, 2.0, 3.0], Lags::All).is_err());
    let flat = hamed_rao(&[2.0; 9], Lags::All).unwrap();
    assert_eq!((flat.test.p, flat.factor), (1.0, 1.0));
}

proptest! {
    #![proptest_config(crate::config(40))]

    #[test]
    fn series_of_any_numbers(y in prop::collection::vec(any::<f64>(), 0..12), lag in 0_usize..20) {
        for lags in [Lags::All, Lags::Significant, Lags::First(lag)] {
            for it in [hamed_rao(&y, lags), yue_wang(&y, lags)].into_iter().flatten() {
                prop_assert!(it.factor > 0.0 && (0.0..=1.0).contains(&it.test.p), "{it:?}");
            }
        }
        let table: Vec<Vec<Option<f64>>> =
            y.chunks_exact(3).map(|r| r.iter().map(|v| v.is_normal().then_some(*v)).collect()).collect();
        if let Ok(it) = seasonal(&table) {
            prop_assert!((0.0..=1.0).contains(&it.serial.p) && it.serial_variance >= 0.0);
        }
        for serial in [true, false] {
            if let Ok(e) = seasonal_slope(&table, serial, 0.95) {
                prop_assert!(e.lower <= e.value && e.value <= e.upper, "{e:?}");
            }
        }
    }

    #[test]
    fn turning_a_series_turns_the_sign(y in prop::collection::vec(-40i32..40, 8..30)) {
        let y: Vec<f64> = y.into_iter().map(f64::from).collect();
        let down: Vec<f64> = y.iter().map(|v| -v).collect();
        for method in [hamed_rao, yue_wang] {
            let (a, b) = (method(&y, Lags::Significant).unwrap(), method(&down, Lags::Significant).unwrap());
            prop_assert!(a.s == -b.s && (a.factor - b.factor).abs() < 1e-9);
        }
        let rows = |y: &[f64]| whole(&y.chunks_exact(4).map(<[f64]>::to_vec).collect::<Vec<_>>());
        let (a, b) = (seasonal(&rows(&y)).unwrap(), seasonal(&rows(&down)).unwrap());
        prop_assert!(a.s == -b.s && (a.serial_variance - b.serial_variance).abs() < 1e-9);
    }
}
