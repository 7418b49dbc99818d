//! The smallest difference that could have been seen with so few.

use crate::dist::{normal, student_t};
use crate::error::{self, Error, Input, Result, confidence as check_confidence};
use crate::mean::Summary;
use crate::root;

/// Which way the other group's share may lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Towards {
    /// Below the known share.
    Down,
    /// Above the known share.
    Up,
}

/// The smallest difference between two shares that a two-sided test would find with the power
/// given, when one group's share is `share`.
///
/// Solves z_{1−α/2} √(p̄q̄(1/n₁+1/n₂)) + z_power √(p₁q₁/n₁ + p₂q₂/n₂) = |p₁ − p₂| for p₂. `share`
/// 0–1; `n1` and `n2` persons behind the two shares; `confidence` (0.95) and `power` (0.8) 0–1. The
/// answer is a positive difference of shares: 0.26 is 26 percentage points. `None`: even 0 per cent
/// (or 100) could not be told apart.
///
/// # Errors
/// Numbers outside their range.
///
/// Reference: Fleiss, Levin & Paik 2003, Statistical Methods for Rates and Proportions, ch. 4.
///
/// ```
/// use stats::detectable::{shares, Towards};
/// let d = shares(0.8, 50.0, 50.0, 0.95, 0.8, Towards::Down)?;
/// assert_eq!(d.map(|d| (100.0 * d).round()), Some(26.0));
/// # Ok::<(), stats::Error>(())
/// ```
pub fn shares(share: f64, n1: f64, n2: f64, confidence: f64, power: f64, towards: Towards) -> Result<Option<f64>> {
    error::unit(Input::Share, share)?;
    error::positive(Input::Total, n1)?;
    error::positive(Input::Total, n2)?;
    check_confidence(confidence)?;
    check_power(power)?;
    let (za, zb) = (normal::critical(confidence), normal::quantile(power));
    let (end, sign) = match towards {
        Towards::Down => (share, -1.0),
        Towards::Up => (1.0 - share, 1.0),
    };
    let seen = |d: f64| {
        let other = share + sign * d;
        let pooled = (share * n1 + other * n2) / (n1 + n2);
        let variance = |p: f64| (p * (1.0 - p)).max(0.0);
        let null = (variance(pooled) * (1.0 / n1 + 1.0 / n2)).sqrt();
        let truth = (variance(share) / n1 + variance(other) / n2).sqrt();
        d - za * null - zb * truth
    };
    if end <= 0.0 || seen(end) <= 0.0 {
        return Ok(None);
    }
    Ok(Some(root::between(0.0, end, seen)))
}

/// The smallest difference that a two-sided test would find with the power given, when the
/// standard error of the difference is known: (z_{1−α/2} + z_power) × error, in its unit.
///
/// # Errors
/// Numbers outside their range.
pub fn known_error(error: f64, confidence: f64, power: f64) -> Result<f64> {
    error::not_negative(Input::Spread, error)?;
    check_confidence(confidence)?;
    check_power(power)?;
    Ok((normal::critical(confidence) + normal::quantile(power)) * error)
}

/// The smallest difference between two means that a two-sided test would find with the power given, when
/// values vary within the groups as they did here: (t_{1−α/2} + t_power) √(s²(1/n₁ + 1/n₂)), with s² the
/// variance within both and n₁ + n₂ − 2 degrees of freedom. In the unit of the values.
///
/// It says what could have been seen by this many, not what there was.
///
/// # Errors
/// Fewer than two values in a group, no variation within them, or numbers outside their range.
///
/// Reference: Bloom 1995, Evaluation Review 19:547–556.
pub fn means(first: Summary, second: Summary, confidence: f64, power: f64) -> Result<f64> {
    check_confidence(confidence)?;
    check_power(power)?;
    for it in [first, second] {
        error::finite(Input::Value, it.mean)?;
        error::not_negative(Input::Spread, it.squares)?;
        error::at_least(2, it.n.max(0.0) as usize)?;
    }
    let df = first.n + second.n - 2.0;
    let variance = (first.squares + second.squares) / df;
    if variance <= 0.0 {
        return Err(Error::NoVariationWithin);
    }
    let spread = (variance * (1.0 / first.n + 1.0 / second.n)).sqrt();
    Ok((student_t::critical(confidence, df) + student_t::quantile(power, df)) * spread)
}

fn check_power(power: f64) -> Result<()> {
    error::unit(Input::Power, power)?;
    if (0.5..1.0).contains(&power) { Ok(()) } else { Err(Error::OutsideUnit { what: Input::Power, value: power }) }
}
