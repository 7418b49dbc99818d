//! Women beside men within strata, put together over them: odds ratio, ratio and difference of
//! shares, the test of any difference, and the test whether strata tell the same.
//!
//! Many strata with few persons each are what these were made for. A stratum without women or
//! without men says nothing and is passed over.

use crate::dist::{chi_squared, normal};
use crate::error::{self, Error, Result};
use crate::proportion::{Share, wilson_limits};
use crate::stratum::Stratum;
use crate::{Estimate, Method, Test, exact_odds};

/// The common odds ratio, women over men, with the interval of Robins, Breslow and Greenland.
///
/// Formula: ψ = ΣR/ΣS with R = ad/N, S = bc/N; Var ln ψ = ΣPR/2(ΣR)² + Σ(PS+QR)/2ΣRΣS + ΣQS/2(ΣS)²
/// with P = (a+d)/N, Q = (b+c)/N. Where ΣR or ΣS is nought that has no interval, and the exact
/// conditional odds ratio is given instead (its method says so). `confidence` 0–1; no unit; n is the
/// persons in strata with both groups.
///
/// # Errors
/// An impossible confidence; no stratum that says anything; with ΣR or ΣS nought, as
/// [`exact_odds::exact`].
///
/// Reference: Mantel & Haenszel 1959; Robins, Breslow & Greenland 1986, Biometrics 42:311–323.
///
/// ```
/// use stats::{standard::mantel_haenszel::odds_ratio, stratum::Stratum};
/// let strata = [Stratum::new(512.0, 313.0, 89.0, 19.0)?, Stratum::new(353.0, 207.0, 17.0, 8.0)?];
/// let e = odds_ratio(&strata, 0.95)?;
/// assert!((e.value - 0.4252224).abs() < 1e-6, "{e:?}");
/// # Ok::<(), stats::Error>(())
/// ```
pub fn odds_ratio(strata: &[Stratum], confidence: f64) -> Result<Estimate> {
    error::confidence(confidence)?;
    let (mut r, mut s, mut pr, mut cross, mut qs, mut n) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
    for t in telling(strata)? {
        let total = t.total();
        let (ri, si) = (t.women_with * (t.men_without / total), t.women_without * (t.men_with / total));
        let p = (t.women_with + t.men_without) / total;
        let q = 1.0 - p;
        r += ri;
        s += si;
        pr += p * ri;
        cross += p * si + q * ri;
        qs += q * si;
        n += total;
    }
    if r <= 0.0 || s <= 0.0 {
        return Ok(exact_odds::exact(strata, confidence)?.estimate);
    }
    let variance = 0.5 * (pr / r / r + cross / r / s + qs / s / s);
    Ok(log_interval(r / s, variance, confidence, Method::MantelHaenszelOdds, n))
}

/// The common ratio of shares, women over men, with Greenland and Robins's interval.
///
/// Formula: Σ(a n₀/N) / Σ(c n₁/N); Var ln = Σ(m₁n₁n₀ − acN)/N² / (Σ(a n₀/N) Σ(c n₁/N)). `confidence`
/// 0–1; no unit.
///
/// # Errors
/// An impossible confidence; no stratum that says anything; nobody in one of the groups has the
/// property (use [`odds_ratio`] or [`difference`]).
///
/// Reference: Greenland & Robins 1985, Biometrics 41:55–68.
pub fn risk_ratio(strata: &[Stratum], confidence: f64) -> Result<Estimate> {
    error::confidence(confidence)?;
    let (mut up, mut down, mut spread, mut n) = (0.0, 0.0, 0.0, 0.0);
    for t in both(strata)? {
        let total = t.total();
        up += t.women_with * (t.men() / total);
        down += t.men_with * (t.women() / total);
        spread += t.with() * (t.women() / total) * (t.men() / total) - t.women_with * (t.men_with / total);
        n += total;
    }
    if up <= 0.0 || down <= 0.0 {
        return Err(Error::NoEvents);
    }
    Ok(log_interval(up / down, (spread / up / down).max(0.0), confidence, Method::MantelHaenszelRatio, n))
}

/// The variance behind the interval of a common difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Variance {
    /// Greenland and Robins 1985: for strata that are not small.
    GreenlandRobins,
    /// Sato 1989: holds for large strata and for many sparse ones.
    #[default]
    Sato,
}

/// The common difference of shares, women minus men, weighted n₁n₀/N.
///
/// Formula: Σ(a n₀ − c n₁)/N / Σ n₁n₀/N; the variances of Greenland and Robins,
/// Σ(ab n₀³ + cd n₁³)/(n₁n₀N²) / (Σ n₁n₀/N)², and of Sato, (dΣP + ΣQ)/(Σ n₁n₀/N)² with
/// P = (n₁²c − n₀²a + n₁n₀(n₀−n₁)/2)/N² and Q = (a(n₀−c) + c(n₁−a))/2N. Where the variance comes out
/// as nought (nobody or everybody everywhere), Newcombe's limits over strata are given instead.
/// `confidence` 0–1; value and limits −1 to 1.
///
/// # Errors
/// An impossible confidence; no stratum with both groups.
///
/// Reference: Greenland & Robins 1985, Biometrics 41:55–68; Sato 1989, Biometrics 45:1323–1324; Yan &
/// Su 2010, Stat Biopharm Res 2:329–335.
pub fn difference(strata: &[Stratum], variance: Variance, confidence: f64) -> Result<Estimate> {
    error::confidence(confidence)?;
    let (mut gap, mut weight, mut robins, mut p_sum, mut q_sum, mut n) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
    for t in both(strata)? {
        let (total, women, men) = (t.total(), t.women(), t.men());
        let (a, c) = (t.women_with, t.men_with);
        let (fw, fm) = (women / total, men / total);
        gap += a * fm - c * fw;
        weight += women * fm;
        robins += (a / women) * t.women_without * fm * fm + (c / men) * t.men_without * fw * fw;
        p_sum += fw * fw * c - fm * fm * a + 0.5 * fw * fm * (men - women);
        q_sum += 0.5 * (a * (t.men_without / total) + c * (t.women_without / total));
        n += total;
    }
    let d = (gap / weight).clamp(-1.0, 1.0);
    let (spread, method) = match variance {
        Variance::GreenlandRobins => (robins, Method::MantelHaenszelDifference),
        Variance::Sato => (d * p_sum + q_sum, Method::MantelHaenszelDifferenceSato),
    };
    if spread <= 1e-12 * weight * weight / n || spread.is_nan() {
        return newcombe(strata, (d, weight, n), confidence);
    }
    let half = normal::critical(confidence) * spread.sqrt() / weight;
    Estimate::checked(d, (d - half).max(-1.0), (d + half).min(1.0), confidence, method, n)
}

/// Newcombe's squared distances over strata, weighted as the difference itself.
fn newcombe(strata: &[Stratum], (d, weight, n): (f64, f64, f64), confidence: f64) -> Result<Estimate> {
    let z = normal::critical(confidence);
    let (mut below, mut above) = (0.0, 0.0);
    for t in both(strata)? {
        let (women, men) = (Share::new(t.women_with, t.women())?, Share::new(t.men_with, t.men())?);
        let share = t.women() * (t.men() / t.total()) / weight;
        let ((l1, u1), (l2, u2)) = (wilson_limits(women, z), wilson_limits(men, z));
        let (p1, p2) = (women.value(), men.value());
        below += share * share * ((p1 - l1) * (p1 - l1) + (u2 - p2) * (u2 - p2));
        above += share * share * ((u1 - p1) * (u1 - p1) + (p2 - l2) * (p2 - l2));
    }
    let (lower, upper) = ((d - below.sqrt()).max(-1.0), (d + above.sqrt()).min(1.0));
    Estimate::checked(d, lower, upper, confidence, Method::StratifiedNewcombe, n)
}

/// The test of Cochran, Mantel and Haenszel: do women and men differ, strata taken into account?
///
/// χ² = (|Σ(a − E)| − ½)²/ΣV with one degree of freedom; the half only with `correction`, and never
/// more than |Σ(a − E)| itself. E = n₁m₁/N, V = n₁n₀m₁m₀/(N²(N−1)).
///
/// # Errors
/// No stratum with both groups and both with and without.
///
/// Reference: Mantel & Haenszel 1959, J Natl Cancer Inst 22:719–748.
pub fn test(strata: &[Stratum], correction: bool) -> Result<Test> {
    let (mut off, mut variance, mut n) = (0.0, 0.0, 0.0);
    for t in telling(strata)? {
        let (mean, spread) = t.expected();
        off += t.women_with - mean;
        variance += spread;
        n += t.total();
    }
    let half = if correction { off.abs().min(0.5) } else { 0.0 };
    let distance = off.abs() - half;
    let statistic = if variance > 0.0 { distance * distance / variance } else { 0.0 };
    let p = chi_squared::sf(statistic, 1.0);
    Ok(Test { statistic, df: Some(1.0), p, method: Method::CochranMantelHaenszel, n })
}

/// Do all strata have the same odds ratio? Breslow and Day's test, and with Tarone's correction.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Homogeneity {
    /// Σ(a − A)²/V, A the expected count at the Mantel–Haenszel odds ratio.
    pub breslow_day: Test,
    /// The same less (Σ(a − A))²/ΣV: the one to use.
    pub tarone: Test,
}

/// Breslow and Day's test, with and without Tarone's correction. Strata with an empty margin say
/// nothing of an odds ratio and count neither in the sum nor in the degrees of freedom.
///
/// # Errors
/// Fewer than two strata that say anything; an odds ratio of nought or infinity.
///
/// Reference: Breslow & Day 1980, Statistical Methods in Cancer Research I, p. 142; Tarone 1985,
/// Biometrika 72:91–95.
pub fn homogeneity(strata: &[Stratum]) -> Result<Homogeneity> {
    let strata: Vec<Stratum> = telling(strata)?.collect();
    error::at_least(2, strata.len())?;
    let (mut r, mut s, mut n) = (0.0, 0.0, 0.0);
    for t in &strata {
        r += t.women_with * (t.men_without / t.total());
        s += t.women_without * (t.men_with / t.total());
        n += t.total();
    }
    if r <= 0.0 || s <= 0.0 {
        return Err(Error::NoEvents);
    }
    let (mut sum, mut off, mut variance) = (0.0, 0.0, 0.0);
    for t in &strata {
        let cells = fitted(t, r / s);
        let spread = 1.0 / cells.iter().map(|c| 1.0 / c).sum::<f64>();
        let distance = t.women_with - cells[0];
        sum += distance * distance / spread;
        off += distance;
        variance += spread;
    }
    let df = strata.len() as f64 - 1.0;
    let test = |statistic: f64, method| {
        let statistic = statistic.max(0.0);
        Test { statistic, df: Some(df), p: chi_squared::sf(statistic, df), method, n }
    };
    Ok(Homogeneity {
        breslow_day: test(sum, Method::BreslowDay),
        tarone: test(sum - off * off / variance, Method::BreslowDayTarone),
    })
}

/// The four cells with the margins of `t` and the odds ratio `psi`: a root of a square, in the form
/// that does not cancel.
fn fitted(t: &Stratum, psi: f64) -> [f64; 4] {
    let (women, men, with) = (t.women(), t.men(), t.with());
    // (ψ−1)A² − (ψ(n₁+m₁) + n₀ − m₁)A + ψn₁m₁ = 0; the lesser root as 2c/(b + √(b² − 4ac)).
    let b = psi * (women + with) + men - with;
    let c = psi * women * with;
    let root = (b * b - 4.0 * (psi - 1.0) * c).max(0.0).sqrt();
    let (low, high) = ((with - men).max(0.0), with.min(women));
    // Not clamp: by rounding the lowest may be a hair above the highest.
    let a = (2.0 * c / (b + root)).max(low).min(high);
    let tiny = 1e-12 * t.total();
    [a, women - a, with - a, men - with + a].map(|cell| cell.max(tiny))
}

fn both(strata: &[Stratum]) -> Result<impl Iterator<Item = Stratum>> {
    if strata.iter().any(Stratum::has_both) {
        Ok(strata.iter().copied().filter(Stratum::has_both))
    } else {
        Err(Error::NoStratum)
    }
}

fn telling(strata: &[Stratum]) -> Result<impl Iterator<Item = Stratum>> {
    if strata.iter().any(Stratum::says_something) {
        Ok(strata.iter().copied().filter(Stratum::says_something))
    } else {
        Err(Error::NoStratum)
    }
}

fn log_interval(value: f64, variance: f64, confidence: f64, method: Method, n: f64) -> Estimate {
    let factor = libm::exp(normal::critical(confidence) * variance.sqrt());
    Estimate::new(value, value / factor, value * factor, confidence, method, n)
}
