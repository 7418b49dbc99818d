//! Many places beside one target: how far chance alone would take each, and what to do where all of
//! them scatter more than chance.

use crate::dist::{gamma, normal};
use crate::error::{self, Error, Input, Result};
use crate::proportion::Share;
use crate::quantile::{QuantileType, quantile_sorted};
use crate::quantile_interval::binomial_cdf;
use crate::{Estimate, Method, Test, rate};

/// Exact limits of a share around a target: between which numbers of `total` chance would keep it.
///
/// The smallest r with P(Bin(total, target) ≤ r) ≥ α/2 (and 1 − α/2), less (P(X ≤ r) − α/2)/P(X = r):
/// interpolated, so that the funnel is smooth. `target` and `confidence` (0.95, 0.998) 0–1; the
/// value is the target, the limits shares, n is `total`.
///
/// # Errors
/// Numbers outside their range, or nobody.
///
/// Reference: Spiegelhalter 2005, Stat Med 24:1185–1202, appendix A.1.
pub fn share_exact(target: f64, total: f64, confidence: f64) -> Result<Estimate> {
    error::unit(Input::Share, target)?;
    error::positive(Input::Total, total)?;
    error::confidence(confidence)?;
    let half = 0.5 * (1.0 - confidence);
    let at = |chance: f64| {
        let below = |r: f64| binomial_cdf(r, total, target);
        let (mut low, mut high) = (0.0, total.ceil());
        // Ends where nothing lies between: above 2⁵³ not every whole number exists, and a middle is rounded.
        loop {
            let middle = (low + (high - low) / 2.0).floor();
            if middle >= high {
                break;
            }
            if below(middle) >= chance {
                high = middle;
            } else if middle + 1.0 > low {
                low = (middle + 1.0).min(high);
            } else {
                break;
            }
        }
        let (up_to, before) = (below(high), below(high - 1.0));
        let part = if up_to > before { ((up_to - chance) / (up_to - before)).clamp(0.0, 1.0) } else { 0.0 };
        ((high - part) / total).clamp(0.0, 1.0)
    };
    let (lower, upper) = (at(half).min(target), at(1.0 - half).max(target));
    Estimate::checked(target, lower, upper, confidence, Method::FunnelExact, total)
}

/// Normal limits of a share around a target, target ∓ z√(target(1−target)/total), cut at 0 and 1: what
/// England's public health bodies draw.
///
/// # Errors
/// Numbers outside their range, or nobody.
///
/// Reference: PHEindicatormethods, `calculate_funnel_limits`; Spiegelhalter 2005.
///
/// ```
/// let e = stats::funnel::share_normal(0.80642448, 5.0, 0.998)?;
/// assert!((e.lower - 0.26039864).abs() < 1e-7 && e.upper == 1.0);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn share_normal(target: f64, total: f64, confidence: f64) -> Result<Estimate> {
    error::unit(Input::Share, target)?;
    error::positive(Input::Total, total)?;
    error::confidence(confidence)?;
    let half = normal::critical(confidence) * (target * (1.0 - target) / total).sqrt();
    let (lower, upper) = ((target - half).max(0.0), (target + half).min(1.0));
    Estimate::checked(target, lower, upper, confidence, Method::FunnelNormal, total)
}

/// Exact limits of observed over expected around 1, where `expected` events are expected.
///
/// Formula: χ²(α/2; 2E)/2E and χ²(1−α/2; 2E+2)/2E, the exact Poisson limits of as many events as
/// expected. n is `expected`.
///
/// # Errors
/// Nothing expected, or an impossible confidence.
///
/// Reference: Spiegelhalter 2005; Garwood 1936, Biometrika 28:437–442.
///
/// ```
/// let e = stats::funnel::ratio_exact(15.0, 0.95)?;
/// assert!((e.lower - 0.5596924).abs() < 5e-8 && (e.upper - 1.649348).abs() < 5e-7);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn ratio_exact(expected: f64, confidence: f64) -> Result<Estimate> {
    error::positive(Input::Count, expected)?;
    error::confidence(confidence)?;
    let (lower, upper) = gamma::poisson_limits(expected, confidence);
    let upper = upper / expected;
    error::finite(Input::Value, upper)?;
    Estimate::checked(1.0, (lower / expected).min(1.0), upper.max(1.0), confidence, Method::FunnelExact, expected)
}

/// The funnel of observed over expected drawn by the number observed: how large the expected number
/// would have to be for so many to lie at the lower limit, how small at the upper, and the ratios
/// there. (lower: expected, ratio), (upper: expected, ratio); infinite where nothing observed.
///
/// # Errors
/// A number below zero, or an impossible confidence.
///
/// Reference: PHEindicatormethods, `calculate_funnel_points`.
pub fn ratio_at_observed(observed: f64, confidence: f64) -> Result<[(f64, f64); 2]> {
    let exact = rate::exact(observed, confidence)?;
    let upper = if exact.lower > 0.0 { observed / exact.lower } else { f64::INFINITY };
    Ok([(exact.upper, observed / exact.upper), (exact.lower, upper)])
}

/// Where a place lies beside its target, as a traffic light reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Below the outer limit (99.8 %).
    FarBelow,
    /// Below the inner limit (95 %).
    Below,
    /// Within: what chance makes.
    Within,
    /// Above the inner limit.
    Above,
    /// Above the outer limit.
    FarAbove,
}

impl Standing {
    /// Reads it from limits at 95 and 99.8 per cent around the target.
    #[must_use]
    pub fn of(value: f64, inner: &Estimate, outer: &Estimate) -> Self {
        if value < outer.lower {
            Self::FarBelow
        } else if value > outer.upper {
            Self::FarAbove
        } else if value < inner.lower {
            Self::Below
        } else if value > inner.upper {
            Self::Above
        } else {
            Self::Within
        }
    }
}

/// A place on a scale where its error is known and does not hang on its value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Its value on the scale.
    pub value: f64,
    /// Its standard error, if the target were true.
    pub error: f64,
}

impl Point {
    /// A value with its standard error, as they are.
    ///
    /// # Errors
    /// Not numbers, or an error that is not above zero.
    pub fn new(value: f64, error: f64) -> Result<Self> {
        error::finite(Input::Value, value)?;
        error::positive(Input::Spread, error)?;
        Ok(Self { value, error })
    }

    /// A share on the arc-sine scale: asin√p with error 1/(2√n). The target goes the same way.
    #[must_use]
    pub fn of_share(share: Share) -> Self {
        Self { value: libm::asin(share.value().sqrt()), error: 0.5 / share.total.sqrt() }
    }

    /// A share by the normal limits themselves: its error is √(t(1−t)/n) at the target.
    ///
    /// # Errors
    /// A target that is not strictly between 0 and 1.
    pub fn of_share_at(share: Share, target: f64) -> Result<Self> {
        error::unit(Input::Share, target)?;
        Self::new(share.value(), (target * (1.0 - target) / share.total).sqrt())
    }

    /// Observed over expected on the log scale: ln(O/E) with error 1/√E. The target is 0.
    ///
    /// # Errors
    /// Nothing expected, or nothing observed (use [`Point::of_ratio_root`]).
    pub fn of_ratio_log(observed: f64, expected: f64) -> Result<Self> {
        error::not_negative(Input::Count, observed)?;
        error::positive(Input::Count, expected)?;
        if observed == 0.0 {
            return Err(Error::NoEvents);
        }
        Self::new(libm::log(observed / expected), 1.0 / expected.sqrt())
    }

    /// Observed over expected on the root scale: √(O/E) with error 1/(2√E). The target is 1.
    ///
    /// # Errors
    /// Nothing expected, or not numbers.
    pub fn of_ratio_root(observed: f64, expected: f64) -> Result<Self> {
        error::not_negative(Input::Count, observed)?;
        error::positive(Input::Count, expected)?;
        Self::new((observed / expected).sqrt(), 0.5 / expected.sqrt())
    }
}

/// What is done with the places farthest out before the spread of all is measured, lest those that
/// stand out hide themselves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Farthest {
    /// Kept as they are.
    Keep,
    /// This share at either end is drawn in to the one next to it (0.1 in the literature).
    Winsorise(f64),
    /// This share at either end is left out (0.1).
    Trim(f64),
}

/// How much more than chance the places scatter.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Overdispersion {
    /// The mean of z²: 1 if there is only chance.
    pub phi: f64,
    /// The variance between places, on their scale, squared.
    pub tau2: f64,
    /// How many places it rests on.
    pub n: f64,
    /// The test that there is only chance: nφ is χ² with n degrees of freedom.
    pub test: Test,
}

/// Measures overdispersion around `target` (on the points' scale).
///
/// z = (y − target)/s; φ = Σz²/I after the farthest were dealt with; τ² = max(0, (Iφ − (I−1))/(Σw −
/// Σw²/Σw)) with w = 1/s². Percentiles for drawing in are type 7.
///
/// # Errors
/// Fewer than two places left, a share of the farthest of a half or more, or a target that is not a
/// number.
///
/// Reference: Spiegelhalter 2005, Qual Saf Health Care 14:347–351 and Stat Med 24:1185–1202; τ² by
/// DerSimonian & Laird 1986.
///
/// ```
/// use stats::funnel::{Farthest, Point, overdispersion};
/// let seen = [100.0, 150.0, 180.0, 80.0, 120.0, 225.0];
/// let due = [108.0, 112.0, 165.0, 95.0, 100.0, 220.0];
/// let points: Result<Vec<_>, _> = seen.iter().zip(due).map(|(o, e)| Point::of_ratio_log(*o, e)).collect();
/// let it = overdispersion(&points?, 0.0, Farthest::Trim(0.1))?;
/// assert!((it.phi - 2.948033).abs() < 5e-7);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn overdispersion(points: &[Point], target: f64, farthest: Farthest) -> Result<Overdispersion> {
    error::finite(Input::Value, target)?;
    error::at_least(2, points.len())?;
    let mut kept: Vec<(f64, f64)> = Vec::with_capacity(points.len());
    for p in points {
        Point::new(p.value, p.error)?;
        let z = (p.value - target) / p.error;
        error::finite(Input::Value, z).map_err(|_| Error::OutOfReach { what: Input::Value })?;
        kept.push((z, 1.0 / (p.error * p.error)));
    }
    kept.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    match farthest {
        Farthest::Keep => {}
        Farthest::Winsorise(share) => {
            below_half(share)?;
            let sorted: Vec<f64> = kept.iter().map(|it| it.0).collect();
            let low = quantile_sorted(&sorted, share, QuantileType::T7)?;
            let high = quantile_sorted(&sorted, 1.0 - share, QuantileType::T7)?;
            for it in &mut kept {
                it.0 = it.0.max(low).min(high.max(low));
            }
        }
        Farthest::Trim(share) => {
            below_half(share)?;
            let cut = (share * kept.len() as f64).floor() as usize;
            kept = kept[cut..kept.len() - cut].to_vec();
            error::at_least(2, kept.len())?;
        }
    }
    let n = kept.len() as f64;
    let sum: f64 = kept.iter().map(|it| it.0 * it.0).sum();
    let heaviest = kept.iter().map(|it| it.1).fold(0.0, f64::max);
    let total: f64 = kept.iter().map(|it| it.1 / heaviest).sum();
    let squares: f64 = kept.iter().map(|it| (it.1 / heaviest) * (it.1 / heaviest)).sum();
    let left = total - squares / total;
    let tau2 = if left > 0.0 { ((sum - (n - 1.0)) / left / heaviest).max(0.0) } else { 0.0 };
    for it in [sum, tau2] {
        error::finite(Input::Value, it).map_err(|_| Error::OutOfReach { what: Input::Value })?;
    }
    let p = crate::dist::chi_squared::sf(sum, n);
    let test = Test { statistic: sum, df: Some(n), p, method: Method::ChiSquared, n };
    Ok(Overdispersion { phi: sum / n, tau2, n, test })
}

fn below_half(share: f64) -> Result<()> {
    error::unit(Input::Share, share)?;
    if share < 0.5 { Ok(()) } else { Err(Error::OutsideUnit { what: Input::Share, value: share }) }
}

/// How overdispersion widens the limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Widened {
    /// Limits √φ times as wide (never narrower than chance). For the same causes everywhere.
    Multiplicative,
    /// τ² added to every place's variance: large places are given room too.
    Additive,
}

impl Overdispersion {
    /// The same where the target was computed from these places: that takes one degree of freedom, and for
    /// shares the test is then Pearson's of homogeneity.
    #[must_use]
    pub fn of_estimated_target(mut self) -> Self {
        let df = (self.n - 1.0).max(1.0);
        self.test.df = Some(df);
        self.test.p = crate::dist::chi_squared::sf(self.test.statistic, df);
        self
    }

    /// The widened error of a point.
    #[must_use]
    pub fn error(&self, error: f64, how: Widened) -> f64 {
        match how {
            Widened::Multiplicative => error * self.phi.max(1.0).sqrt(),
            Widened::Additive => error.hypot(self.tau2.sqrt()),
        }
    }

    /// The limits around `target` for a place of this `error`, on the points' scale.
    ///
    /// # Errors
    /// Not numbers, or an impossible confidence.
    pub fn limits(&self, target: f64, error: f64, how: Widened, confidence: f64) -> Result<Estimate> {
        error::confidence(confidence)?;
        error::finite(Input::Value, target)?;
        error::positive(Input::Spread, error)?;
        let half = normal::critical(confidence) * self.error(error, how);
        let method = match how {
            Widened::Multiplicative => Method::FunnelMultiplicative,
            Widened::Additive => Method::FunnelAdditive,
        };
        Estimate::checked(target, target - half, target + half, confidence, method, self.n)
    }

    /// The z of a place beyond what all of them scatter, with its two-sided p: to be adjusted for how
    /// many places there are (`multiple`).
    #[must_use]
    pub fn stands_out(&self, point: Point, target: f64, how: Widened) -> Test {
        let z = (point.value - target) / self.error(point.error, how);
        let method = match how {
            Widened::Multiplicative => Method::FunnelMultiplicative,
            Widened::Additive => Method::FunnelAdditive,
        };
        Test { statistic: z, df: None, p: normal::two_sided(z), method, n: self.n }
    }
}
