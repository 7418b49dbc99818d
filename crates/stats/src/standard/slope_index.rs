//! Inequality along a scale: how much better or worse the top is than the bottom, when groups are
//! ranked (by income, by education, by deprivation) and their sizes are taken into account.

use crate::dist::normal;
use crate::error::{self, Error, Input, Result};
use crate::permutation::Lots;
use crate::quantile::{QuantileType, quantile_sorted};
use crate::{Estimate, Method};

/// So many draws where it is up to us: a limit is then right to about one per cent of the width.
pub const DRAWS: u32 = 10_000;

/// On what scale a group's value scatters, and its error is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// As it is: life expectancy, a mean, an income.
    Value,
    /// The logarithm: a rate above nought.
    Log,
    /// The log-odds: a share between 0 and 1.
    Logit,
}

impl Scale {
    fn to(self, value: f64) -> f64 {
        match self {
            Self::Value => value,
            Self::Log => libm::log(value),
            Self::Logit => libm::log(value / (1.0 - value)),
        }
    }

    fn back(self, value: f64) -> f64 {
        match self {
            Self::Value => value,
            Self::Log => libm::exp(value),
            Self::Logit => 1.0 / (1.0 + libm::exp(-value)),
        }
    }

    fn check(self, value: f64) -> Result<()> {
        match self {
            Self::Value => error::finite(Input::Value, value),
            Self::Log => error::positive(Input::Value, value),
            Self::Logit if value > 0.0 && value < 1.0 => Ok(()),
            Self::Logit => Err(Error::OutsideUnit { what: Input::Share, value }),
        }
    }
}

/// One group of the ranking.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Group {
    /// How many belong to it.
    pub population: f64,
    /// Its value.
    pub value: f64,
    /// The standard error of the value on its [`Scale`].
    pub error: f64,
}

impl Group {
    /// From a published interval: the error is its width on the scale over 2z.
    ///
    /// # Errors
    /// Numbers that the scale does not have, limits the wrong way round, or an impossible confidence.
    pub fn from_limits(population: f64, value: f64, limits: (f64, f64), confidence: f64, scale: Scale) -> Result<Self> {
        error::confidence(confidence)?;
        for it in [value, limits.0, limits.1] {
            scale.check(it)?;
        }
        let error = (scale.to(limits.1) - scale.to(limits.0)) / (2.0 * normal::critical(confidence));
        error::not_negative(Input::Spread, error)?;
        Ok(Self { population, value, error })
    }
}

/// How the line is drawn and the interval found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// On what scale values scatter.
    pub scale: Scale,
    /// Whether the line is straight on that scale too (and turned back), or on the values.
    pub line_on_scale: bool,
    /// The confidence, 0–1.
    pub confidence: f64,
    /// How many draws ([`DRAWS`]).
    pub draws: u32,
    /// The seed of the draws: the same seed, the same limits.
    pub seed: u64,
}

/// The two indices.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Inequality {
    /// Top minus bottom along the line, in the unit of the values.
    pub slope: Estimate,
    /// Top over bottom; `None` where the line is at or below nought at an end.
    pub relative: Option<Estimate>,
    /// The line at the bottom.
    pub bottom: f64,
}

/// The slope index of inequality and the relative index, `groups` in the order of the ranking, the
/// bottom first.
///
/// A group stands at the middle of its share of the population, counted from the bottom; the line
/// is fitted with the shares as weights; slope = line at 1 − line at 0, relative = line at 1 / line
/// at 0 (Kunst and Mackenbach). The interval is by simulation, as England's public health bodies do:
/// values are drawn about those given with their errors, normal on the scale, and the percentiles of
/// the indices taken. n is the population.
///
/// # Errors
/// Fewer than three groups, nobody in one, values that the scale does not have, too few draws for
/// the confidence, or an impossible confidence.
///
/// Reference: Low & Low 2004, Public Health 118:519–523; Kunst & Mackenbach 1995;
/// PHEindicatormethods, `phe_sii`.
///
/// ```
/// use stats::standard::slope_index::{Group, Scale, Settings, inequality};
/// let group = |value| Group { population: 100.0, value, error: 0.1 };
/// let how = Settings { scale: Scale::Value, line_on_scale: false, confidence: 0.95, draws: 2000, seed: 1 };
/// let it = inequality(&[group(1.0), group(2.0), group(3.0), group(4.0)], how)?;
/// assert!((it.slope.value - 4.0).abs() < 1e-12 && (it.bottom - 0.5).abs() < 1e-12);
/// assert!((it.slope.upper - it.slope.lower - 0.7).abs() < 0.05);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn inequality(groups: &[Group], how: Settings) -> Result<Inequality> {
    error::confidence(how.confidence)?;
    error::at_least(3, groups.len())?;
    let needed = libm::ceil(2.0 / (1.0 - how.confidence)).min(1e9) as usize;
    error::at_least(needed.max(100), how.draws as usize)?;
    for g in groups {
        error::positive(Input::Total, g.population)?;
        error::not_negative(Input::Spread, g.error)?;
        how.scale.check(g.value)?;
    }
    let n: f64 = groups.iter().map(|g| g.population).sum();
    let line = Line::through(groups, n)?;
    let on = |values: &[f64]| {
        let (bottom, slope) = line.fit(values);
        if how.line_on_scale {
            (how.scale.back(bottom), how.scale.back(bottom + slope))
        } else {
            (bottom, bottom + slope)
        }
    };
    let drawn = |g: &Group, off: f64| {
        let it = how.scale.to(g.value) + g.error * off;
        if how.line_on_scale { it } else { how.scale.back(it) }
    };
    let mut values: Vec<f64> = groups.iter().map(|g| drawn(g, 0.0)).collect();
    let (bottom, top) = on(&values);
    let (mut slopes, mut ratios) = (Vec::new(), Vec::new());
    let mut lots = Lots(how.seed);
    for _ in 0..how.draws {
        for (value, g) in values.iter_mut().zip(groups) {
            *value = drawn(g, normal::quantile(lots.unit()));
        }
        let (low, high) = on(&values);
        slopes.push(high - low);
        ratios.push(if low > 0.0 { high / low } else { f64::INFINITY });
    }
    let put = |value: f64, mut draws: Vec<f64>, method| -> Result<Estimate> {
        draws.sort_unstable_by(f64::total_cmp);
        let half = 0.5 * (1.0 - how.confidence);
        let at = |p| quantile_sorted(&draws, p, QuantileType::T3);
        let (lower, upper) = (at(half)?.min(value), at(1.0 - half)?.max(value));
        error::finite(Input::Value, lower).map_err(|_| Error::OutOfReach { what: Input::Spread })?;
        Estimate::checked(value, lower, upper, how.confidence, method, n)
    };
    let slope = put(top - bottom, slopes, Method::SlopeIndex)?;
    let relative =
        if bottom > 0.0 && top > 0.0 { Some(put(top / bottom, ratios, Method::RelativeIndex)?) } else { None };
    Ok(Inequality { slope, relative, bottom })
}

/// The weights with which values make a slope and a mean.
struct Line {
    shares: Vec<f64>,
    slopes: Vec<f64>,
}

impl Line {
    fn through(groups: &[Group], n: f64) -> Result<Self> {
        error::finite(Input::Total, n)?;
        let shares: Vec<f64> = groups.iter().map(|g| g.population / n).collect();
        let mut below = 0.0;
        let mut middles = Vec::with_capacity(shares.len());
        for share in &shares {
            middles.push(below + 0.5 * share);
            below += share;
        }
        let centre: f64 = shares.iter().zip(&middles).map(|(a, b)| a * b).sum();
        let spread: f64 = shares.iter().zip(&middles).map(|(a, b)| a * (b - centre) * (b - centre)).sum();
        if spread <= 0.0 || spread.is_nan() {
            return Err(Error::NoVariation);
        }
        let slopes = shares.iter().zip(&middles).map(|(a, b)| a * (b - centre) / spread).collect();
        Ok(Self { shares, slopes })
    }

    /// The line at 0, and how much it rises to 1.
    fn fit(&self, values: &[f64]) -> (f64, f64) {
        let dot = |weights: &[f64]| weights.iter().zip(values).map(|(w, v)| w * v).sum::<f64>();
        let slope = dot(&self.slopes);
        // The shares' middles average to a half.
        (dot(&self.shares) - 0.5 * slope, slope)
    }
}
