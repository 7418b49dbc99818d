//! Two shares, women's and men's: difference, ratio, odds ratio.
//!
//! The sign is fixed: women minus men, women over men. No ordinary count fails: nobody, everybody,
//! one person, seven thousand million.

use crate::dist::normal;
use crate::error::{self, Error, Result};
use crate::proportion::{Share, wilson_limits};
use crate::{Estimate, Method, Test, root};

/// The difference of two shares with Newcombe's hybrid interval: the default for a difference.
///
/// Formula: d − √((p₁−l₁)² + (u₂−p₂)²) to d + √((u₁−p₁)² + (p₂−l₂)²), where l and u are the Wilson
/// limits. `confidence` 0–1; value and limits are differences of shares, −1 to 1.
///
/// # Errors
/// An impossible confidence.
///
/// Reference: Newcombe 1998, Stat Med 17:873–890, method 10.
///
/// ```
/// use stats::{proportion::Share, two_proportions::newcombe};
/// let e = newcombe(Share::new(56.0, 70.0)?, Share::new(48.0, 80.0)?, 0.95)?;
/// assert!((e.lower - 0.0524).abs() < 5e-5 && (e.upper - 0.3339).abs() < 5e-5);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn newcombe(women: Share, men: Share, confidence: f64) -> Result<Estimate> {
    error::confidence(confidence)?;
    let z = normal::critical(confidence);
    let (p1, p2) = (women.value(), men.value());
    let ((l1, u1), (l2, u2)) = (wilson_limits(women, z), wilson_limits(men, z));
    let d = p1 - p2;
    let lower = (d - (p1 - l1).hypot(u2 - p2)).max(-1.0);
    let upper = (d + (u1 - p1).hypot(p2 - l2)).min(1.0);
    Estimate::checked(d, lower, upper, confidence, Method::Newcombe, women.total + men.total)
}

/// The difference of two shares with Miettinen and Nurminen's score interval.
///
/// Formula: all Δ with (p₁−p₂−Δ)² ≤ z² V(Δ) N/(N−1), V(Δ) = p̃₁(1−p̃₁)/n₁ + p̃₂(1−p̃₂)/n₂ at the
/// maximum-likelihood shares with p̃₁ − p̃₂ = Δ. `confidence` 0–1; value and limits −1 to 1.
///
/// # Errors
/// An impossible confidence.
///
/// Reference: Miettinen & Nurminen 1985, Stat Med 4:213–226.
pub fn miettinen_nurminen(women: Share, men: Share, confidence: f64) -> Result<Estimate> {
    let n = women.total + men.total;
    let correction = if n > 1.0 { n / (n - 1.0) } else { 1.0 };
    score_interval(women, men, confidence, correction, Method::MiettinenNurminen)
}

/// The difference of two shares with Mee's score interval: Miettinen and Nurminen's without the
/// factor N/(N−1). Arguments and errors as there.
///
/// # Errors
/// An impossible confidence.
///
/// Reference: Mee 1984, Biometrics 40:1175–1176.
pub fn mee(women: Share, men: Share, confidence: f64) -> Result<Estimate> {
    score_interval(women, men, confidence, 1.0, Method::Mee)
}

fn score_interval(women: Share, men: Share, confidence: f64, correction: f64, method: Method) -> Result<Estimate> {
    error::confidence(confidence)?;
    let z = normal::critical(confidence);
    let critical = z * z * correction;
    let d = women.value() - men.value();
    let excess = |delta: f64| {
        let gap = d - delta;
        gap * gap - critical * constrained_variance(women, men, delta)
    };
    let lower = if d <= -1.0 { -1.0 } else { root::between(d, -1.0, excess) };
    let upper = if d >= 1.0 { 1.0 } else { root::between(d, 1.0, excess) };
    Estimate::checked(d, lower, upper, confidence, method, women.total + men.total)
}

/// V(Δ): the variance of p₁ − p₂ at the likeliest shares that differ by `delta`.
fn constrained_variance(one: Share, two: Share, delta: f64) -> f64 {
    if delta <= -1.0 || delta >= 1.0 {
        return 0.0;
    }
    if delta < 0.0 {
        return constrained_variance(two, one, -delta);
    }
    let (p1, p2) = constrained_shares(one, two, delta);
    p1 * (1.0 - p1) / one.total + p2 * (1.0 - p2) / two.total
}

/// The maximum-likelihood shares with p₁ − p₂ = `delta`, 0 ≤ delta < 1.
///
/// The closed form of the cubic gives the start; because its rounding error is absolute, and shares
/// of three in a million are ordinary here, Newton's method on the (concave) likelihood within a
/// bracket settles the digits.
fn constrained_shares(one: Share, two: Share, delta: f64) -> (f64, f64) {
    let top = 1.0 - delta;
    let (x1, r1, x2, r2) = (one.count, one.rest(), two.count, two.rest());
    // The slope of the log-likelihood in p₂, times nothing: +∞ at the left end, −∞ at the right.
    let slope = |p: f64| {
        let mut s = 0.0;
        let mut bend = 0.0;
        for (count, at) in [(x1, p + delta), (x2, p)] {
            if count > 0.0 {
                s += count / at;
                bend += count / at / at;
            }
        }
        for (count, at) in [(r1, top - p), (r2, 1.0 - p)] {
            if count > 0.0 {
                s -= count / at;
                bend += count / at / at;
            }
        }
        (s, bend)
    };
    let (mut low, mut high) = (0.0, top);
    // Where the likelihood is highest at an end, stay there.
    if x2 == 0.0 {
        let (s, _) = slope(0.0);
        if s <= 0.0 {
            return (delta, 0.0);
        }
    }
    if r1 == 0.0 {
        let (s, _) = slope(top);
        if s >= 0.0 {
            return (1.0, top);
        }
    }
    let mut p = closed_form(one, two, delta);
    if !(p > low && p < high) {
        p = 0.5 * (low + high);
    }
    for _ in 0..100 {
        let (s, bend) = slope(p);
        if s > 0.0 {
            low = p;
        } else if s < 0.0 {
            high = p;
        } else {
            break;
        }
        let mut next = p + s / bend;
        if !(next > low && next < high) {
            next = 0.5 * (low + high);
        }
        let moved = (next - p).abs();
        p = next;
        if moved <= 1e-12 * p.min(top - p) || moved == 0.0 {
            break;
        }
    }
    (p + delta, p)
}

/// Farrington and Manning's closed form of the cubic, for p₂.
fn closed_form(one: Share, two: Share, delta: f64) -> f64 {
    let (p1, p2) = (one.value(), two.value());
    let theta = two.total / one.total;
    let a = 1.0 + theta;
    let b = -(1.0 + theta + p1 + theta * p2 + delta * (theta + 2.0));
    let c = delta * delta + delta * (2.0 * p1 + theta + 1.0) + p1 + theta * p2;
    let d = -p1 * delta * (1.0 + delta);
    let third = b / (3.0 * a);
    let v = third * third * third - b * c / (6.0 * a * a) + d / (2.0 * a);
    let u = (third * third - c / (3.0 * a)).max(0.0).sqrt().copysign(v);
    if u == 0.0 {
        return -third - delta;
    }
    let angle = (v / (u * u * u)).clamp(-1.0, 1.0);
    let w = (std::f64::consts::PI + libm::acos(angle)) / 3.0;
    2.0 * u * libm::cos(w) - third - delta
}

/// The score test that two shares are equal, with Miettinen and Nurminen's N/(N−1): agrees with
/// their interval, and without the factor it is Pearson's χ².
///
/// The statistic is z, signed as women minus men; p is two-sided, and 1 where nobody or everybody
/// has the property.
#[must_use]
pub fn score_test(women: Share, men: Share) -> Test {
    let n = women.total + men.total;
    let correction = if n > 1.0 { n / (n - 1.0) } else { 1.0 };
    let pooled = (women.count + men.count) / n;
    let rest = (women.rest() + men.rest()) / n;
    let variance = correction * pooled * rest * (1.0 / women.total + 1.0 / men.total);
    let d = women.value() - men.value();
    let statistic = if variance > 0.0 { d / variance.sqrt() } else { 0.0 };
    let p = normal::two_sided(statistic);
    Test { statistic, df: None, p, method: Method::MiettinenNurminen, n }
}

/// The difference of two shares with Agresti and Caffo's interval: Wald's after one success and one
/// failure are added to each group. Simple, a little conservative.
///
/// `confidence` 0–1; value (unadjusted) and limits are −1 to 1.
///
/// # Errors
/// An impossible confidence.
///
/// Reference: Agresti & Caffo 2000, Am Stat 54:280–288.
pub fn agresti_caffo(women: Share, men: Share, confidence: f64) -> Result<Estimate> {
    error::confidence(confidence)?;
    let z = normal::critical(confidence);
    let part = |s: Share| {
        let n = s.total + 2.0;
        let p = (s.count + 1.0) / n;
        (p, p * (1.0 - p) / n)
    };
    let ((p1, v1), (p2, v2)) = (part(women), part(men));
    let half = z * (v1 + v2).sqrt();
    let d = women.value() - men.value();
    let lower = (p1 - p2 - half).clamp(-1.0, 1.0).min(d);
    let upper = (p1 - p2 + half).clamp(-1.0, 1.0).max(d);
    Estimate::checked(d, lower, upper, confidence, Method::AgrestiCaffo, women.total + men.total)
}

/// The ratio of two shares with Katz's log interval.
///
/// Formula: exp(ln(p₁/p₂) ∓ z√(1/x₁ − 1/n₁ + 1/x₂ − 1/n₂)). `confidence` 0–1; a ratio has no unit.
///
/// # Errors
/// An impossible confidence; nobody in one of the groups has the property (use [`koopman`]).
///
/// Reference: Katz et al. 1978, Biometrics 34:469–474.
pub fn katz(women: Share, men: Share, confidence: f64) -> Result<Estimate> {
    error::confidence(confidence)?;
    if women.count + men.count == 0.0 {
        return Err(Error::NoEvents);
    }
    if let Some((group, everybody)) = empty(&[women.count, men.count]) {
        return Err(Error::EmptyCell { group, everybody, instead: "koopman / adjusted-log" });
    }
    let variance = women.rest() / (women.count * women.total) + men.rest() / (men.count * men.total);
    let value = women.value() / men.value();
    Ok(log_interval(value, value, variance, confidence, Method::KatzLog, women.total + men.total))
}

/// The ratio of two shares with half a person added everywhere: Walter's adjusted log interval.
///
/// The value is the unadjusted ratio where it exists, else the adjusted. Arguments as [`katz`].
///
/// # Errors
/// An impossible confidence.
///
/// Reference: Walter 1975, Biometrika 62:371–374; Fagerland et al. 2015.
pub fn adjusted_log(women: Share, men: Share, confidence: f64) -> Result<Estimate> {
    error::confidence(confidence)?;
    let part = |s: Share| (s.count + 0.5, s.total + 0.5);
    let ((x1, n1), (x2, n2)) = (part(women), part(men));
    let variance = 1.0 / x1 - 1.0 / n1 + 1.0 / x2 - 1.0 / n2;
    let centre = (x1 / n1) / (x2 / n2);
    let value = if men.count > 0.0 && women.count > 0.0 { women.value() / men.value() } else { centre };
    let n = women.total + men.total;
    Ok(log_interval(value, centre, variance.max(0.0), confidence, Method::AdjustedLog, n))
}

/// The ratio of two shares with Koopman's score interval: the default for a ratio.
///
/// Formula: all φ with (p₁ − φp₂)² ≤ z² (p̃₁(1−p̃₁)/n₁ + φ² p̃₂(1−p̃₂)/n₂) at the maximum-likelihood
/// shares with p̃₁ = φp̃₂. With nobody among the women the lower limit is 0; with nobody among the
/// men value and upper limit are infinite. `confidence` 0–1.
///
/// # Errors
/// An impossible confidence; nobody in either group has the property.
///
/// Reference: Koopman 1984, Biometrics 40:513–517; Miettinen & Nurminen 1985.
pub fn koopman(women: Share, men: Share, confidence: f64) -> Result<Estimate> {
    error::confidence(confidence)?;
    if women.count + men.count == 0.0 {
        return Err(Error::NoEvents);
    }
    let z = normal::critical(confidence);
    let upper = koopman_upper(women, men, z);
    let lower = 1.0 / koopman_upper(men, women, z);
    let value = women.value() / men.value();
    let n = women.total + men.total;
    Estimate::checked(value, lower, upper, confidence, Method::KoopmanScore, n)
}

/// The upper limit of p₁/p₂; the lower is one over the upper of the groups exchanged.
fn koopman_upper(one: Share, two: Share, z: f64) -> f64 {
    if two.count == 0.0 {
        return f64::INFINITY;
    }
    let (p1, p2) = (one.value(), two.value());
    let (x1, n1, x2, n2) = (one.count, one.total, two.count, two.total);
    let n = n1 + n2;
    let events = x1 + x2;
    let excess = |log_phi: f64| {
        let phi = libm::exp(log_phi);
        let b = phi * (n1 + x2) + x1 + n2;
        let root = (b * b - 4.0 * phi * n * events).max(0.0).sqrt();
        let q2 = (2.0 * events / (b + root)).min(1.0);
        let q1 = (phi * q2).min(1.0);
        let variance = q1 * (1.0 - q1) / n1 + phi * phi * (q2 * (1.0 - q2) / n2);
        let gap = p1 - phi * p2;
        (gap * gap - z * z * variance) / (1.0 + phi * phi)
    };
    let inside = if one.count > 0.0 { libm::log(p1 / p2) } else { libm::log(1e-6 * z * z / (n1 * p2)) };
    let mut outside = inside + 1.0;
    let mut step = 1.0;
    while excess(outside) <= 0.0 && step < 1e3 {
        step *= 2.0;
        outside += step;
    }
    libm::exp(root::between(inside, outside.min(700.0), excess))
}

/// The odds ratio with Woolf's logit interval.
///
/// Formula: exp(ln(ad/bc) ∓ z√(1/a + 1/b + 1/c + 1/d)). `confidence` 0–1; no unit.
///
/// # Errors
/// An impossible confidence; an empty cell (use [`odds_ratio_gart`]).
///
/// Reference: Woolf 1955, Ann Hum Genet 19:251–253.
pub fn odds_ratio_woolf(women: Share, men: Share, confidence: f64) -> Result<Estimate> {
    error::confidence(confidence)?;
    let cells = [women.count, women.rest(), men.count, men.rest()];
    if women.count + men.count == 0.0 {
        return Err(Error::NoEvents);
    }
    if women.rest() + men.rest() == 0.0 {
        return Err(Error::NoRest);
    }
    if let Some((group, everybody)) = empty(&[women.count, men.count, women.rest(), men.rest()]) {
        return Err(Error::EmptyCell { group, everybody, instead: "odds-ratio-gart" });
    }
    let value = (women.count / women.rest()) / (men.count / men.rest());
    let variance = cells.iter().map(|c| 1.0 / c).sum();
    Ok(log_interval(value, value, variance, confidence, Method::WoolfLogit, women.total + men.total))
}

/// The odds ratio with half a person added to each cell: Gart's adjusted logit interval. The value
/// is the unadjusted odds ratio where it exists.
///
/// # Errors
/// An impossible confidence.
///
/// Reference: Gart 1966, Biometrics 22:164–171.
pub fn odds_ratio_gart(women: Share, men: Share, confidence: f64) -> Result<Estimate> {
    error::confidence(confidence)?;
    let cells = [women.count, women.rest(), men.count, men.rest()];
    let adjusted = cells.map(|c| c + 0.5);
    let centre = (adjusted[0] / adjusted[1]) / (adjusted[2] / adjusted[3]);
    let value = if cells.contains(&0.0) { centre } else { (cells[0] / cells[1]) / (cells[2] / cells[3]) };
    let variance = adjusted.iter().map(|c| 1.0 / c).sum();
    Ok(log_interval(value, centre, variance, confidence, Method::GartLogit, women.total + men.total))
}

/// The group whose count is zero, and whether it is the count of those without: women with, men with, women
/// without, men without.
fn empty(counts: &[f64]) -> Option<(u8, bool)> {
    let groups = [(1, false), (2, false), (1, true), (2, true)];
    counts.iter().zip(groups).find(|(count, _)| **count == 0.0).map(|it| it.1)
}

fn log_interval(value: f64, centre: f64, variance: f64, confidence: f64, method: Method, n: f64) -> Estimate {
    let factor = libm::exp(normal::critical(confidence) * variance.sqrt());
    Estimate::new(value, centre / factor, centre * factor, confidence, method, n)
}
