//! Is a woman's value more often above a man's than below, where the groups may also differ in spread.

use crate::dist::student_t;
use crate::error::{self, Result};
use crate::proportion::{Share, wilson};
use crate::rank_sum::{check, rank_sum};
use crate::ranks;
use crate::{Estimate, Method, Test};

/// The chance that a woman's value lies above a man's, equals as half, with Brunner and Munzel's
/// interval and test: what the rank-sum test asks, without its assumption that the groups have the
/// same spread.
///
/// t = n₁n₂(R̄₁ − R̄₂)/(N√(n₁S₁² + n₂S₂²)), Satterthwaite's degrees of freedom; the interval θ ∓
/// t√(S₁²/(n₁n₂²) + S₂²/(n₂n₁²)), cut at 0 and 1. Where no values overlap there is no such spread:
/// then the test is the rank sum's, and the limits Wilson's of as many as there are in the smaller
/// group; the method says so. `confidence` 0–1; value and limits 0–1, ½ is no difference.
///
/// # Errors
/// Fewer than two values in a group, values that are not numbers, or an impossible confidence.
///
/// Reference: Brunner & Munzel 2000, Biom J 42:17–25.
///
/// ```
/// use stats::brunner_munzel::brunner_munzel;
/// // Pain scores of the paper.
/// let y = [1., 2., 1., 1., 1., 1., 1., 1., 1., 1., 2., 4., 1., 1.];
/// let n = [3., 3., 4., 3., 1., 2., 3., 1., 1., 5., 4.];
/// let (chance, test) = brunner_munzel(&n, &y, 0.95)?;
/// assert!((test.statistic - 3.1374674823029505).abs() < 1e-12 && (test.p - 0.0057862086661515377).abs() < 1e-13);
/// assert!((chance.lower - 0.5952169).abs() < 1e-7 && (chance.upper - 0.9827052).abs() < 1e-7);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn brunner_munzel(women: &[f64], men: &[f64], confidence: f64) -> Result<(Estimate, Test)> {
    error::confidence(confidence)?;
    check(women, men)?;
    error::at_least(2, women.len())?;
    error::at_least(2, men.len())?;
    let (n1, n2) = (women.len() as f64, men.len() as f64);
    let n = n1 + n2;
    let pool: Vec<f64> = women.iter().chain(men).copied().collect();
    let (all, _) = ranks::doubled(&pool);
    let (mean1, s1) = placed(&all[..women.len()], women);
    let (mean2, s2) = placed(&all[women.len()..], men);
    let chance = ((mean1 - mean2) / n + 0.5).clamp(0.0, 1.0);
    let (a, b) = (n1 * s1, n2 * s2);
    let sum = a + b;
    if sum <= 0.0 {
        let test = rank_sum(women, men)?.test();
        let few = n1.min(n2);
        let limits = wilson(Share::new((chance * few).min(few), few)?, confidence)?;
        return Ok((Estimate::new(chance, limits.lower, limits.upper, confidence, test.method, n), test));
    }
    let statistic = n1 * n2 * (mean1 - mean2) / (n * sum.sqrt());
    let (fa, fb) = (a / sum, b / sum);
    let df = 1.0 / (fa * fa / (n1 - 1.0) + fb * fb / (n2 - 1.0));
    let half = student_t::critical(confidence, df) * (s1 / n1 / (n2 * n2) + s2 / n2 / (n1 * n1)).sqrt();
    let test =
        Test { statistic, df: Some(df), p: student_t::two_sided(statistic, df), method: Method::BrunnerMunzel, n };
    let (lower, upper) = ((chance - half).max(0.0), (chance + half).min(1.0));
    Ok((Estimate::new(chance, lower, upper, confidence, Method::BrunnerMunzel, n), test))
}

/// The mean rank of a group among all, and the variance of its ranks among all less those within.
fn placed(among_all: &[f64], values: &[f64]) -> (f64, f64) {
    let n = values.len() as f64;
    let mean = 0.5 * among_all.iter().sum::<f64>() / n;
    let (within, _) = ranks::doubled(values);
    let squares: f64 = among_all
        .iter()
        .zip(&within)
        .map(|(all, own)| {
            let off = 0.5 * (all - own) - mean + 0.5 * (n + 1.0);
            off * off
        })
        .sum();
    (mean, squares / (n - 1.0))
}
