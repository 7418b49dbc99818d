//! Is it rising or falling, and how fast.

use crate::dist::{chi_squared, normal, student_t};
use crate::error::{self, Error, Input, Result};
use crate::pairs;
use crate::proportion::Share;
use crate::slopes::Slopes;
use crate::{Estimate, Method, Test};

/// The result of the Mann–Kendall test.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct MannKendall {
    /// Rising pairs minus falling pairs.
    pub s: f64,
    /// The variance of S without trend, ties taken into account.
    pub variance: f64,
    /// Kendall's τ_b of value against time, −1 to 1.
    pub tau: f64,
    /// z with continuity correction, and its two-sided p-value.
    pub normal: Test,
    /// The exact two-sided test, where there are no ties and at most [`EXACT_UP_TO`] points.
    pub exact: Option<Test>,
}

impl MannKendall {
    /// The exact test where there is one, else the normal.
    #[must_use]
    pub fn test(&self) -> Test {
        self.exact.unwrap_or(self.normal)
    }
}

/// The longest series for which the exact distribution of S is counted out.
pub const EXACT_UP_TO: usize = 60;

/// The Mann–Kendall test of a monotone trend. `values` in the order of time.
///
/// S = Σ sign(xⱼ − xᵢ) over i < j; Var S = [n(n−1)(2n+5) − Σ t(t−1)(2t+5)]/18 over groups of t
/// equal values; z = (S ∓ 1)/√Var. With five to ten years the normal approximation is rough: use
/// [`MannKendall::test`], which is exact there.
///
/// # Errors
/// Fewer than three values, or one that is not a number.
///
/// Reference: Mann 1945, Econometrica 13:245–259; Kendall 1975, Rank Correlation Methods.
///
/// ```
/// let t = stats::trend::mann_kendall(&[1.0, 2.0, 3.0, 4.0, 5.0])?;
/// assert!((t.test().p - 2.0 / 120.0).abs() < 1e-15);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn mann_kendall(values: &[f64]) -> Result<MannKendall> {
    error::at_least(3, values.len())?;
    for &v in values {
        error::finite(Input::Value, v)?;
    }
    let len = values.len();
    let n = len as f64;
    let times: Vec<f64> = (0..len).map(|t| t as f64).collect();
    let s = pairs::score(&times, values);
    let ties = Ties::of(values);
    let tied_pairs = 0.5 * ties.pairs;
    let variance = variance_of_s(n, ties, Ties::default());
    let pairs = 0.5 * n * (n - 1.0);
    let tau = if pairs > tied_pairs { s / (pairs * (pairs - tied_pairs)).sqrt() } else { 0.0 };
    let z = if s == 0.0 || variance <= 0.0 { 0.0 } else { (s - 1.0_f64.copysign(s)) / variance.sqrt() };
    let normal = Test { statistic: z, df: None, p: normal::two_sided(z), method: Method::MannKendall, n };
    let exact = (tied_pairs == 0.0 && len <= EXACT_UP_TO).then(|| Test {
        statistic: s,
        df: None,
        p: exact_p(len, s),
        method: Method::MannKendallExact,
        n,
    });
    Ok(MannKendall { s, variance, tau, normal, exact })
}

/// Sums over groups of t equal numbers.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Ties {
    /// Σ t(t−1)
    pairs: f64,
    /// Σ t(t−1)(t−2)
    triples: f64,
    /// Σ t(t−1)(2t+5)
    pub(crate) weight: f64,
}

impl Ties {
    pub(crate) fn of(numbers: &[f64]) -> Self {
        let mut sorted = numbers.to_vec();
        sorted.sort_unstable_by(f64::total_cmp);
        let mut ties = Self::default();
        for group in sorted.chunk_by(|a, b| a == b) {
            let t = group.len() as f64;
            ties.pairs += t * (t - 1.0);
            ties.triples += t * (t - 1.0) * (t - 2.0);
            ties.weight += t * (t - 1.0) * (2.0 * t + 5.0);
        }
        ties
    }
}

/// Var S without trend, for n points with ties among the values and among the times.
fn variance_of_s(n: f64, values: Ties, times: Ties) -> f64 {
    let spread = (n * (n - 1.0) * (2.0 * n + 5.0) - values.weight - times.weight) / 18.0;
    let triples = values.triples * times.triples / (9.0 * n * (n - 1.0) * (n - 2.0));
    let pairs = values.pairs * times.pairs / (2.0 * n * (n - 1.0));
    spread + triples + pairs
}

/// P(|S| ≥ |s|) when all orders are equally likely: inversions counted by recursion.
fn exact_p(n: usize, s: f64) -> f64 {
    let pairs = n * (n - 1) / 2;
    // share[k]: the share of orders with k inversions; S = pairs − 2k.
    let mut share = vec![1.0];
    for size in 2..=n {
        let mut next = vec![0.0; size * (size - 1) / 2 + 1];
        for (k, v) in share.iter().enumerate() {
            for slot in &mut next[k..k + size] {
                *slot += v / size as f64;
            }
        }
        share = next;
    }
    let reach = ((pairs as f64 - s.abs()) / 2.0).round() as usize;
    let one_side: f64 = share.iter().take(reach + 1).sum();
    (2.0 * one_side).min(1.0)
}

/// Sen's slope: the median of all slopes between two points, with its interval.
///
/// `times` (years, evenly spaced or not) and `values` belong together; two points of the same time
/// make no slope. The unit is that of the values per unit of time. The interval takes the slopes
/// ranked (N ∓ z√Var S)/2, Var S for ties among values and times, and reaches to the extremes where
/// the series is too short for that confidence. Long series take n log n: the slopes are then not
/// written out, only those near the ranks.
///
/// # Errors
/// Lists of different length, fewer than three points, all at one time, not numbers.
///
/// Reference: Sen 1968, JASA 63:1379–1389; Gilbert 1987, Statistical Methods for Environmental
/// Pollution Monitoring, ch. 16; the variance with ties on both sides:
/// Kendall 1975, Rank Correlation Methods, ch. 4.
pub fn sen_slope(times: &[f64], values: &[f64], confidence: f64) -> Result<Estimate> {
    error::confidence(confidence)?;
    check_points(times, values)?;
    let slopes = Slopes::of(vec![times.iter().copied().zip(values.iter().copied()).collect()])?;
    let value = slopes.median();
    let variance = variance_of_s(times.len() as f64, Ties::of(values), Ties::of(times));
    let reach = normal::critical(confidence) * variance.max(0.0).sqrt();
    let n = slopes.count() as f64;
    let at = |rank: f64| slopes.ranked(rank);
    let lower = at((n - reach) / 2.0).min(value);
    let upper = at((n + reach) / 2.0 + 1.0).max(value);
    Estimate::checked(value, lower, upper, confidence, Method::SenSlope, times.len() as f64)
}

/// A straight line through points of different certainty.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Line {
    /// The slope, in the unit of the values per unit of time.
    pub slope: Estimate,
    /// The height at time 0.
    pub intercept: f64,
    /// The standard error of the slope.
    pub error: f64,
    /// The test that the slope is zero.
    pub test: Test,
    /// Σ weight × residual²: χ² with n − 2 degrees of freedom if the errors given are right.
    pub lack_of_fit: f64,
}

/// The weighted line where the standard error of every point is known: weights 1/error².
///
/// Slope b = Σw(t−t̄)y / Σw(t−t̄)², standard error 1/√Σw(t−t̄)²; the test is (b/se)², χ² with one
/// degree of freedom. This is what Fingertips does with the last five points of anything but a
/// share.
///
/// # Errors
/// Lists of different length, fewer than three points, errors not above zero, all at one time.
///
/// Reference: Draper & Smith 1998, Applied Regression Analysis, ch. 9.
pub fn line_known_errors(times: &[f64], values: &[f64], errors: &[f64], confidence: f64) -> Result<Line> {
    error::paired(times.len(), errors.len(), 3)?;
    let mut weights = Vec::with_capacity(errors.len());
    for &e in errors {
        error::positive(Input::Spread, e)?;
        weights.push(1.0 / (e * e));
    }
    fit(times, values, &weights, confidence, true)
}

/// The weighted line where only the relative certainty of the points is known; the scatter about
/// the line tells the rest (Student's t with n − 2 degrees of freedom). Weights all 1: least squares.
///
/// # Errors
/// Lists of different length, fewer than three points, weights not above zero, all at one time.
///
/// Reference: Draper & Smith 1998, Applied Regression Analysis, ch. 9.
pub fn line(times: &[f64], values: &[f64], weights: &[f64], confidence: f64) -> Result<Line> {
    error::paired(times.len(), weights.len(), 3)?;
    for &w in weights {
        error::positive(Input::Weight, w)?;
    }
    fit(times, values, weights, confidence, false)
}

fn fit(times: &[f64], values: &[f64], w: &[f64], confidence: f64, known: bool) -> Result<Line> {
    error::confidence(confidence)?;
    check_points(times, values)?;
    let total: f64 = w.iter().sum();
    let centre = |x: &[f64]| x.iter().zip(w).map(|(x, w)| x * w).sum::<f64>() / total;
    let (t0, y0) = (centre(times), centre(values));
    let mut tt = 0.0;
    let mut ty = 0.0;
    for ((t, y), w) in times.iter().zip(values).zip(w) {
        tt += w * (t - t0) * (t - t0);
        ty += w * (t - t0) * (y - y0);
    }
    if tt <= 0.0 || tt.is_nan() {
        return Err(Error::OneTime);
    }
    let b = ty / tt;
    let residual: f64 = times
        .iter()
        .zip(values)
        .zip(w)
        .map(|((t, y), w)| {
            let r = y - y0 - b * (t - t0);
            w * r * r
        })
        .sum();
    for it in [b, residual] {
        error::finite(Input::Value, it).map_err(|_| Error::OutOfReach { what: Input::Value })?;
    }
    let n = times.len() as f64;
    let (error, df, method) = if known {
        ((1.0 / tt).sqrt(), f64::INFINITY, Method::WeightedSlope)
    } else {
        ((residual / (n - 2.0) / tt).sqrt(), n - 2.0, Method::WeightedSlopeResidual)
    };
    let half = student_t::critical(confidence, df) * error;
    let ratio = if error > 0.0 {
        b / error
    } else if b == 0.0 {
        0.0
    } else {
        f64::INFINITY.copysign(b)
    };
    let p = student_t::two_sided(ratio, df);
    let (statistic, df) = if known { (ratio * ratio, Some(1.0)) } else { (ratio, Some(df)) };
    Ok(Line {
        slope: Estimate::new(b, b - half, b + half, confidence, method, n),
        intercept: y0 - b * t0,
        error,
        test: Test { statistic, df, p, method, n },
        lack_of_fit: residual,
    })
}

/// The Cochran–Armitage test of a linear trend in shares, and how much is left over.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct CochranArmitage {
    /// The change of the share per unit of score.
    pub slope: f64,
    /// χ² for trend, one degree of freedom.
    pub trend: Test,
    /// χ² for any difference between the groups, k − 1 degrees of freedom.
    pub homogeneity: Test,
}

/// The Cochran–Armitage test. `scores` are years or steps, `shares` the counts at each.
///
/// χ² = b² Σn(s−s̄)² / (p̄(1−p̄)) with b = Σn(p−p̄)(s−s̄)/Σn(s−s̄)²; as R's `prop.trend.test`. Where
/// nobody or everybody has the property, χ² is 0 and p is 1.
///
/// # Errors
/// Lists of different length, fewer than two points, all with the same score.
///
/// Reference: Cochran 1954, Biometrics 10:417–451; Armitage 1955, Biometrics 11:375–386.
pub fn cochran_armitage(scores: &[f64], shares: &[Share]) -> Result<CochranArmitage> {
    error::paired(scores.len(), shares.len(), 2)?;
    for &s in scores {
        error::finite(Input::Time, s)?;
    }
    let n: f64 = shares.iter().map(|s| s.total).sum();
    let count: f64 = shares.iter().map(|s| s.count).sum();
    let p = count / n;
    let rest = shares.iter().map(|s| s.rest()).sum::<f64>() / n;
    let centre = scores.iter().zip(shares).map(|(s, x)| s * x.total).sum::<f64>() / n;
    let mut ss = 0.0;
    let mut sp = 0.0;
    let mut any = 0.0;
    for (s, x) in scores.iter().zip(shares) {
        let off = x.value() - p;
        ss += x.total * (s - centre) * (s - centre);
        sp += x.total * (s - centre) * off;
        any += x.total * off * off;
    }
    if ss <= 0.0 || ss.is_nan() {
        return Err(Error::OneTime);
    }
    let slope = sp / ss;
    let variance = p * rest;
    let test = |sum: f64, df: f64, method: Method| {
        let statistic = if variance > 0.0 { sum / variance } else { 0.0 };
        Test { statistic, df: Some(df), p: chi_squared::sf(statistic, df), method, n }
    };
    Ok(CochranArmitage {
        slope,
        trend: test(slope * slope * ss, 1.0, Method::CochranArmitage),
        homogeneity: test(any, shares.len() as f64 - 1.0, Method::ChiSquared),
    })
}

/// Which way a series goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Rising, beyond chance.
    Rising,
    /// Falling, beyond chance.
    Falling,
    /// No change that chance could not make.
    NoChange,
}

/// Reads a direction from a slope and its p-value.
#[must_use]
pub fn direction(slope: f64, p: f64, level: f64) -> Direction {
    if p >= level || slope == 0.0 || p.is_nan() {
        Direction::NoChange
    } else if slope > 0.0 {
        Direction::Rising
    } else {
        Direction::Falling
    }
}

/// How many points the rule of Fingertips looks at: the last five, of years that do not overlap.
pub const FINGERTIPS_POINTS: usize = 5;

/// The rule of England's Fingertips for values with known standard errors: a weighted line through
/// the last five points, χ² for its slope. Give all points in the order of time; only the last five
/// are used.
///
/// # Errors
/// As [`line_known_errors`]; fewer than five points.
///
/// Reference: Office for Health Improvement and Disparities, Fingertips, "Trend markers".
pub fn fingertips(times: &[f64], values: &[f64], errors: &[f64], level: f64) -> Result<(Direction, Line)> {
    error::unit(Input::Share, level)?;
    error::paired(times.len(), values.len(), FINGERTIPS_POINTS)?;
    error::paired(times.len(), errors.len(), FINGERTIPS_POINTS)?;
    let from = times.len() - FINGERTIPS_POINTS;
    let line = line_known_errors(&times[from..], &values[from..], &errors[from..], 1.0 - level)?;
    Ok((direction(line.slope.value, line.test.p, level), line))
}

/// The rule of Fingertips for shares: Cochran–Armitage (pooled variance) over the last five points.
///
/// # Errors
/// As [`cochran_armitage`]; fewer than five points.
pub fn fingertips_shares(times: &[f64], shares: &[Share], level: f64) -> Result<(Direction, CochranArmitage)> {
    error::unit(Input::Share, level)?;
    error::paired(times.len(), shares.len(), FINGERTIPS_POINTS)?;
    let from = times.len() - FINGERTIPS_POINTS;
    let result = cochran_armitage(&times[from..], &shares[from..])?;
    Ok((direction(result.slope, result.trend.p, level), result))
}

fn check_points(times: &[f64], values: &[f64]) -> Result<()> {
    error::paired(times.len(), values.len(), 3)?;
    for (&t, &v) in times.iter().zip(values) {
        error::finite(Input::Time, t)?;
        error::finite(Input::Value, v)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All orders of the values, counted out: S over the pairs of different times.
    fn variance_counted(times: &[f64], values: &[f64]) -> f64 {
        fn orders(rest: &mut Vec<f64>, taken: &mut Vec<f64>, see: &mut impl FnMut(&[f64])) {
            if rest.is_empty() {
                see(taken);
            }
            for i in 0..rest.len() {
                let value = rest.remove(i);
                taken.push(value);
                orders(rest, taken, see);
                taken.pop();
                rest.insert(i, value);
            }
        }
        let sign = |a: f64, b: f64| f64::from(i8::from(b > a) - i8::from(b < a));
        let (mut squares, mut count) = (0.0, 0.0);
        orders(&mut values.to_vec(), &mut Vec::new(), &mut |order| {
            let mut s = 0.0;
            for i in 0..times.len() {
                for j in 0..i {
                    s += sign(times[j], times[i]) * sign(order[j], order[i]);
                }
            }
            squares += s * s;
            count += 1.0;
        });
        squares / count
    }

    #[test]
    fn the_variance_of_s_is_that_of_all_orders() {
        for (times, values) in [
            (vec![1.0, 2.0, 3.0, 4.0, 5.0], vec![1.0, 2.0, 3.0, 4.0, 5.0]),
            (vec![1.0, 1.0, 2.0, 2.0], vec![1.0, 2.0, 3.0, 4.0]),
            (vec![1.0, 1.0, 1.0, 2.0, 2.0, 3.0], vec![1.0, 2.0, 2.0, 4.0, 4.0, 4.0]),
            (vec![2.0, 1.0, 2.0, 1.0, 3.0, 3.0, 3.0], vec![5.0, 5.0, 1.0, 2.0, 2.0, 2.0, 9.0]),
        ] {
            let formula = variance_of_s(times.len() as f64, Ties::of(&values), Ties::of(&times));
            let counted = variance_counted(&times, &values);
            assert!((formula - counted).abs() < 1e-9, "{times:?} {values:?}: {formula} {counted}");
        }
    }

    /// Two points at each of two times: Var S is 20/3, not the 26/3 of four different times.
    #[test]
    fn equal_times_do_not_widen_the_interval() {
        let var = |times: &[f64], values: &[f64]| variance_of_s(times.len() as f64, Ties::of(values), Ties::of(times));
        assert!((var(&[1.0, 1.0, 2.0, 2.0], &[1.0, 2.0, 3.0, 4.0]) - 20.0 / 3.0).abs() < 1e-12);
        assert!((mann_kendall(&[1.0, 2.0, 3.0, 4.0]).unwrap().variance - 26.0 / 3.0).abs() < 1e-12);
        let times: Vec<f64> = [1.0, 2.0].into_iter().flat_map(|t| [t; 6]).collect();
        let values: Vec<f64> = (0..12).map(|i| f64::from(i * i)).collect();
        let e = sen_slope(&times, &values, 0.9).unwrap();
        // 36 slopes, Var S = 156: ranks (36 ∓ 1.6449 √156)/2 = 7.73 and 28.27 + 1. Without the ties in
        // time Var S would be 212.67 and the ranks 6.01 and 30.99.
        let mut slopes: Vec<f64> = (6..12).flat_map(|j| (0..6).map(move |i| f64::from(j * j - i * i))).collect();
        slopes.sort_unstable_by(f64::total_cmp);
        let at = |rank: f64| {
            let below = rank.floor();
            slopes[below as usize - 1] + (rank - below) * (slopes[below as usize] - slopes[below as usize - 1])
        };
        let reach = 1.644_853_626_951_472_2 * 156.0_f64.sqrt();
        assert!((e.lower - at((36.0 - reach) / 2.0)).abs() < 1e-9, "{e:?}");
        assert!((e.upper - at((36.0 + reach) / 2.0 + 1.0)).abs() < 1e-9, "{e:?}");
    }
}
