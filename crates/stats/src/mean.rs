//! Means: one, and the difference of two.

use crate::dist::student_t;
use crate::error::{self, Error, Input, Result};
use crate::{Estimate, Method, Test};

/// What is needed of a list of values: how many, their mean, the sum of squared deviations.
///
/// Summaries of parts add up to that of the whole, so that a list can be read in pieces.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Summary {
    /// How many values.
    pub n: f64,
    /// Their mean, in their own unit.
    pub mean: f64,
    /// The sum of squared deviations from the mean.
    pub squares: f64,
}

impl Summary {
    /// From the values themselves (Welford 1962: no cancellation).
    ///
    /// # Errors
    /// A value is not a number.
    pub fn of(values: &[f64]) -> Result<Self> {
        let mut s = Self::default();
        for &v in values {
            error::finite(Input::Value, v)?;
            s.n += 1.0;
            let off = v - s.mean;
            s.mean += off / s.n;
            s.squares += off * (v - s.mean);
        }
        Ok(s)
    }

    /// From a published mean and standard deviation.
    ///
    /// # Errors
    /// Not numbers, a negative deviation, nobody.
    pub fn from_sd(n: f64, mean: f64, sd: f64) -> Result<Self> {
        error::positive(Input::Total, n)?;
        error::finite(Input::Value, mean)?;
        error::not_negative(Input::Spread, sd)?;
        Ok(Self { n, mean, squares: sd * sd * (n - 1.0).max(0.0) })
    }

    /// The two together (Chan, Golub & LeVeque 1979).
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let n = self.n + other.n;
        if n == 0.0 {
            return self;
        }
        let off = other.mean - self.mean;
        Self {
            n,
            mean: self.mean + off * (other.n / n),
            squares: self.squares + other.squares + off * off * (self.n * other.n / n),
        }
    }

    /// The variance with n − 1; 0 for a single value.
    #[must_use]
    pub fn variance(self) -> f64 {
        if self.n > 1.0 { self.squares / (self.n - 1.0) } else { 0.0 }
    }
}

/// A mean with Student's interval.
///
/// Formula: m ∓ t(df = n−1) s/√n. `confidence` 0–1; value and limits in the unit of the values.
///
/// # Errors
/// Fewer than two values, or an impossible confidence.
///
/// Reference: Student 1908, Biometrika 6:1–25.
pub fn mean(values: Summary, confidence: f64) -> Result<Estimate> {
    error::confidence(confidence)?;
    enough(values)?;
    let half = student_t::critical(confidence, values.n - 1.0) * (values.variance() / values.n).sqrt();
    let m = values.mean;
    Estimate::checked(m, m - half, m + half, confidence, Method::StudentT, values.n)
}

/// The difference of two means with Welch's interval and test.
///
/// Formula: d ∓ t(df) √(v₁/n₁ + v₂/n₂), df by Satterthwaite, (a+b)²/(a²/(n₁−1) + b²/(n₂−1)) with
/// a = v₁/n₁, b = v₂/n₂. `confidence` 0–1; value and limits in the unit of the values, women minus
/// men.
///
/// # Errors
/// Fewer than two values in a group, no variation within either, or an impossible confidence.
///
/// Reference: Welch 1947, Biometrika 34:28–35.
///
/// ```
/// use stats::mean::{welch, Summary};
/// let women = Summary::of(&[0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0])?;
/// let men = Summary::of(&[1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4])?;
/// let (difference, test) = welch(women, men, 0.95)?;
/// assert!((test.p - 0.07939).abs() < 5e-6 && (difference.upper - 0.2054832).abs() < 5e-8);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn welch(women: Summary, men: Summary, confidence: f64) -> Result<(Estimate, Test)> {
    error::confidence(confidence)?;
    enough(women)?;
    enough(men)?;
    let (a, b) = (women.variance() / women.n, men.variance() / men.n);
    let sum = a + b;
    if sum <= 0.0 || sum.is_nan() {
        return Err(Error::NoVariationWithin);
    }
    let (fa, fb) = (a / sum, b / sum);
    let df = 1.0 / (fa * fa / (women.n - 1.0) + fb * fb / (men.n - 1.0));
    let d = women.mean - men.mean;
    let half = student_t::critical(confidence, df) * sum.sqrt();
    let n = women.n + men.n;
    let statistic = d / sum.sqrt();
    let p = student_t::two_sided(statistic, df);
    Ok((
        Estimate::new(d, d - half, d + half, confidence, Method::WelchT, n),
        Test { statistic, df: Some(df), p, method: Method::WelchT, n },
    ))
}

/// An estimate with a known standard error: normal, or Student's t with `df` where the error was
/// itself estimated. For noise found by other means (successive years, a published margin).
///
/// `value` and `error` in the same unit; `confidence` 0–1; `n` whatever it rests on.
///
/// # Errors
/// Not numbers, a negative error, or an impossible confidence.
pub fn known_error(value: f64, error: f64, df: Option<f64>, confidence: f64, n: f64) -> Result<(Estimate, Test)> {
    error::confidence(confidence)?;
    error::finite(Input::Value, value)?;
    error::not_negative(Input::Spread, error)?;
    let df = df.unwrap_or(f64::INFINITY);
    if df <= 0.0 || df.is_nan() {
        return Err(Error::NotANumber { what: Input::Spread });
    }
    let half = student_t::critical(confidence, df) * error;
    let statistic = if error > 0.0 {
        value / error
    } else if value == 0.0 {
        0.0
    } else {
        f64::INFINITY.copysign(value)
    };
    let p = student_t::two_sided(statistic, df);
    let method = if df.is_finite() { Method::StudentT } else { Method::KnownError };
    let test = Test { statistic, df: df.is_finite().then_some(df), p, method, n };
    Ok((Estimate::new(value, value - half, value + half, confidence, method, n), test))
}

fn enough(s: Summary) -> Result<()> {
    error::finite(Input::Value, s.mean)?;
    error::not_negative(Input::Spread, s.squares)?;
    if s.n >= 2.0 { Ok(()) } else { Err(Error::TooFew { needed: 2, got: s.n.max(0.0) as usize }) }
}
