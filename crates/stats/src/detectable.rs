//! The smallest difference that could have been seen with so few.

use crate::dist::normal;
use crate::error::{self, Input, Result, confidence as check_confidence};
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

fn check_power(power: f64) -> Result<()> {
    error::unit(Input::Power, power)?;
    if (0.5..1.0).contains(&power) {
        Ok(())
    } else {
        Err(error::Error::OutsideUnit { what: Input::Power, value: power })
    }
}
