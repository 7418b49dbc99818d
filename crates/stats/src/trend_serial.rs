//! Trends where successive points hang together, or where seasons do: Mann–Kendall corrected for
//! serial correlation, and season by season.

use crate::dist::normal;
use crate::error::{self, Error, Input, Result};
use crate::slopes::Slopes;
use crate::trend::{Ties, mann_kendall, sen_slope};
use crate::{Estimate, Method, Test};
use crate::{pairs, ranks};

/// Which autocorrelations count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lags {
    /// Those beyond z₀.₉₇₅/√n: what chance would seldom make. The default, for in a short series the
    /// rest are noise.
    #[default]
    Significant,
    /// The first so many, significant or not.
    First(usize),
    /// All n − 1, as some packages do.
    All,
}

/// Mann–Kendall with the variance of S corrected for autocorrelation.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Corrected {
    /// S, rising pairs minus falling.
    pub s: f64,
    /// The variance of S after correction.
    pub variance: f64,
    /// By how much the variance was multiplied, n/n*: above 1 where points hang together.
    pub factor: f64,
    /// z with continuity correction and its p.
    pub test: Test,
}

/// The Mann–Kendall test with the variance correction of Hamed and Rao. `values` evenly spaced in time.
///
/// n/n* = 1 + 2/(n(n−1)(n−2)) Σ (n−k)(n−k−1)(n−k−2) ρₖ, ρₖ the autocorrelation of the ranks of what is
/// left when Sen's slope is taken out. Where that comes out at or below nought, as it can with strong
/// swings to and fro, nothing is corrected.
///
/// # Errors
/// Fewer than four values, or one that is not a number.
///
/// Reference: Hamed & Rao 1998, J Hydrol 204:182–196.
///
/// ```
/// use stats::trend_serial::{Lags, hamed_rao};
/// let it = hamed_rao(&[1.0, 2.0, 4.0, 3.0, 6.0, 5.0, 7.0, 9.0, 8.0, 10.0], Lags::Significant)?;
/// assert_eq!(it.s, 39.0);
/// assert!(it.factor <= 1.0 && it.test.p < 0.001);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn hamed_rao(values: &[f64], lags: Lags) -> Result<Corrected> {
    let residuals = detrended(values)?;
    let (ranked, _) = ranks::doubled(&residuals);
    let n = values.len() as f64;
    let sum: f64 = autocorrelations(&ranked, lags).map(|(k, r)| (n - k) * (n - k - 1.0) * (n - k - 2.0) * r).sum();
    corrected(values, 1.0 + 2.0 / (n * (n - 1.0) * (n - 2.0)) * sum, Method::HamedRao)
}

/// The Mann–Kendall test with the variance correction of Yue and Wang. `values` evenly spaced in time.
///
/// n/n* = 1 + 2 Σ (1 − k/n) ρₖ, ρₖ the autocorrelation of what is left when Sen's slope is taken out.
/// Where that comes out at or below nought nothing is corrected.
///
/// # Errors
/// Fewer than four values, or one that is not a number.
///
/// Reference: Yue & Wang 2004, Water Resour Manag 18:201–218.
pub fn yue_wang(values: &[f64], lags: Lags) -> Result<Corrected> {
    let residuals = detrended(values)?;
    let n = values.len() as f64;
    let sum: f64 = autocorrelations(&residuals, lags).map(|(k, r)| (1.0 - k / n) * r).sum();
    corrected(values, 1.0 + 2.0 * sum, Method::YueWang)
}

fn corrected(values: &[f64], factor: f64, method: Method) -> Result<Corrected> {
    let plain = mann_kendall(values)?;
    let factor = if factor > 0.0 && factor.is_finite() { factor } else { 1.0 };
    let variance = plain.variance * factor;
    let test = z_test(plain.s, variance, method, values.len() as f64);
    Ok(Corrected { s: plain.s, variance, factor, test })
}

fn z_test(s: f64, variance: f64, method: Method, n: f64) -> Test {
    let z = if s == 0.0 || variance <= 0.0 { 0.0 } else { (s - 1.0_f64.copysign(s)) / variance.sqrt() };
    Test { statistic: z, df: None, p: normal::two_sided(z), method, n }
}

/// What is left when Sen's slope is taken out.
fn detrended(values: &[f64]) -> Result<Vec<f64>> {
    error::at_least(4, values.len())?;
    for &v in values {
        error::finite(Input::Value, v)?;
        if v.abs() > 1e140 {
            return Err(Error::OutOfReach { what: Input::Value });
        }
    }
    let times: Vec<f64> = (0..values.len()).map(|t| t as f64).collect();
    let slope = sen_slope(&times, values, 0.95)?.value;
    Ok(values.iter().zip(times).map(|(v, t)| v - slope * t).collect())
}

/// Lag and autocorrelation of those that count.
fn autocorrelations(x: &[f64], lags: Lags) -> impl Iterator<Item = (f64, f64)> {
    let n = x.len();
    let mean = x.iter().sum::<f64>() / n as f64;
    let off: Vec<f64> = x.iter().map(|v| v - mean).collect();
    let whole: f64 = off.iter().map(|v| v * v).sum();
    let limit = normal::critical(0.95) / (n as f64).sqrt();
    let most = match lags {
        Lags::First(most) => most.min(n - 1),
        Lags::Significant | Lags::All => n - 1,
    };
    (1..=most).filter_map(move |k| {
        let product: f64 = off.iter().zip(&off[k..]).map(|(a, b)| a * b).sum();
        let r = if whole > 0.0 { product / whole } else { 0.0 };
        (lags != Lags::Significant || r.abs() > limit).then_some((k as f64, r))
    })
}

/// The seasonal Kendall test.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Seasonal {
    /// The sum of S over seasons.
    pub s: f64,
    /// Its variance if seasons are independent of each other.
    pub variance: f64,
    /// Its variance with what seasons of the same year have in common.
    pub serial_variance: f64,
    /// The test for independent seasons, z with continuity correction.
    pub independent: Test,
    /// The test for seasons that hang together: needs about ten years.
    pub serial: Test,
}

/// The seasonal Kendall test: a trend of each season (quarter, month) for itself, added up.
///
/// `table` has a row a year in order and a column a season; `None` where nothing was measured. S and
/// its variance are those of Mann–Kendall in each season, ties and all, summed. Between seasons g and h
/// the covariance is (K + 4ΣRᵢgRᵢh − n(n_g+1)(n_h+1))/3 with K = Σ sign((xⱼg − xᵢg)(xⱼh − xᵢh)), ranks
/// mid-ranks, those of the missing (n_g+1)/2.
///
/// # Errors
/// Fewer than two years, rows of different length, no season with two values, or values that are not
/// numbers.
///
/// Reference: Hirsch, Slack & Smith 1982, Water Resour Res 18:107–121; Hirsch & Slack 1984,
/// 20:727–732; the covariance: Dietz & Killeen 1981, JASA 76:169–174.
///
/// ```
/// use stats::trend_serial::seasonal;
/// let table: Vec<Vec<Option<f64>>> = (0..6).map(|y| vec![Some(f64::from(y)), Some(20.0 + f64::from(y))]).collect();
/// let it = seasonal(&table)?;
/// assert_eq!((it.s, it.variance), (30.0, 2.0 * 6.0 * 5.0 * 17.0 / 18.0));
/// # Ok::<(), stats::Error>(())
/// ```
pub fn seasonal(table: &[Vec<Option<f64>>]) -> Result<Seasonal> {
    let columns = columns(table)?;
    let (mut s, mut variance, mut n, mut telling) = (0.0, 0.0, 0.0, false);
    for column in &columns {
        let present: Vec<f64> = column.iter().flatten().copied().collect();
        let len = present.len() as f64;
        telling |= present.len() >= 2;
        n += len;
        s += score(column);
        variance += (len * (len - 1.0) * (2.0 * len + 5.0) - Ties::of(&present).weight) / 18.0;
    }
    if !telling {
        return Err(Error::TooFew { needed: 2, got: 1 });
    }
    let ranked: Vec<Vec<f64>> = columns.iter().map(|c| season_ranks(c)).collect();
    let mut serial_variance = variance;
    for g in 0..columns.len() {
        for h in 0..g {
            serial_variance += 2.0 * covariance((&columns[g], &ranked[g]), (&columns[h], &ranked[h]));
        }
    }
    let serial_variance = serial_variance.max(0.0);
    Ok(Seasonal {
        s,
        variance,
        serial_variance,
        independent: z_test(s, variance, Method::SeasonalKendall, n),
        serial: z_test(s, serial_variance, Method::SeasonalKendallSerial, n),
    })
}

/// Sen's slope within seasons: the median of the slopes between two years of the same season, per year.
///
/// The interval takes the slopes ranked (N ∓ z√Var S)/2, Var S that of [`seasonal`] for seasons that are
/// independent or, with `serial`, hang together.
///
/// # Errors
/// As [`seasonal`], or an impossible confidence.
///
/// Reference: Hirsch, Slack & Smith 1982; Gilbert 1987, Statistical Methods for Environmental
/// Pollution Monitoring, ch. 17.
pub fn seasonal_slope(table: &[Vec<Option<f64>>], serial: bool, confidence: f64) -> Result<Estimate> {
    error::confidence(confidence)?;
    let test = seasonal(table)?;
    let points = |column: Vec<Option<f64>>| {
        column.into_iter().enumerate().filter_map(|(year, cell)| Some((year as f64, cell?))).collect()
    };
    let slopes = Slopes::of(columns(table)?.into_iter().map(points).collect())?;
    let count = slopes.count();
    let value = slopes.median();
    let variance = if serial { test.serial_variance } else { test.variance };
    let reach = normal::critical(confidence) * variance.sqrt();
    let at = |rank: f64| slopes.ranked(rank);
    let (lower, upper) =
        (at((count as f64 - reach) / 2.0).min(value), at((count as f64 + reach) / 2.0 + 1.0).max(value));
    let method = if serial { Method::SeasonalKendallSerial } else { Method::SeasonalKendall };
    Estimate::checked(value, lower, upper, confidence, method, test.independent.n)
}

fn columns(table: &[Vec<Option<f64>>]) -> Result<Vec<Vec<Option<f64>>>> {
    error::at_least(2, table.len())?;
    let width = table[0].len();
    error::at_least(1, width)?;
    let mut columns = vec![Vec::with_capacity(table.len()); width];
    for row in table {
        error::paired(row.len(), width, 1)?;
        for (column, cell) in columns.iter_mut().zip(row) {
            if let Some(v) = cell {
                error::finite(Input::Value, *v)?;
            }
            column.push(*cell);
        }
    }
    Ok(columns)
}

/// S of one season.
fn score(column: &[Option<f64>]) -> f64 {
    let (years, values): (Vec<f64>, Vec<f64>) =
        column.iter().enumerate().filter_map(|(year, cell)| Some((year as f64, (*cell)?))).unzip();
    pairs::score(&years, &values)
}

/// Mid-ranks of a season, the missing in the middle.
fn season_ranks(column: &[Option<f64>]) -> Vec<f64> {
    let present: Vec<f64> = column.iter().flatten().copied().collect();
    let middle = 0.5 * (present.len() as f64 + 1.0);
    let mut ranked = ranks::doubled(&present).0.into_iter().map(|r| 0.5 * r);
    column.iter().map(|cell| cell.and_then(|_| ranked.next()).unwrap_or(middle)).collect()
}

fn covariance((g, rank_g): (&[Option<f64>], &[f64]), (h, rank_h): (&[Option<f64>], &[f64])) -> f64 {
    let (of_g, of_h): (Vec<f64>, Vec<f64>) = g.iter().zip(h).filter_map(|(a, b)| Some(((*a)?, (*b)?))).unzip();
    let k = pairs::score(&of_g, &of_h);
    let count = |column: &[Option<f64>]| column.iter().flatten().count() as f64;
    let products: f64 = rank_g.iter().zip(rank_h).map(|(a, b)| a * b).sum();
    (k + 4.0 * products - g.len() as f64 * (count(g) + 1.0) * (count(h) + 1.0)) / 3.0
}
