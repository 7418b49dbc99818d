//! Recent years weighed together: an exponentially weighted mean with weights that sum to one,
//! and what chance is left in it.
//!
//! A yearly difference is taken as a lasting one that wanders, plus chance that is gone next year.
//! The correlation ρ of successive changes tells the two apart: −½ when all is chance, 0 or more
//! when all is wandering. In units of the variance of a yearly change, chance is −ρ and wandering
//! 1 + 2ρ; the best weights fall by the factor θ a year, with ρ = −θ/(1+θ²).

/// Longest history the tables distinguish.
const LONGEST: usize = 32;

/// Weights and the variances that follow from them.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Smoother {
    /// Weight of the newest year after a long history.
    pub alpha: f64,
    /// 1 − alpha.
    pub beta: f64,
    /// Share of chance in the variance of a yearly change.
    pub chance: f64,
    /// Share of wandering.
    pub wander: f64,
    /// By number of years weighed: variance of the mean about the lasting difference now.
    pub estimate: [f64; LONGEST],
    /// By number of years weighed: variance of next year's difference about the mean.
    pub predict: [f64; LONGEST],
}

/// Table look-up; the last entry stands for all longer histories.
#[inline]
pub(crate) fn at(table: &[f64; LONGEST], k: usize) -> f64 {
    table[k.min(LONGEST - 1)]
}

impl Smoother {
    /// From the correlation of successive changes.
    #[must_use]
    pub(crate) fn new(rho: f64) -> Self {
        let rho = rho.clamp(-0.49, 0.0);
        let theta = if rho < 0.0 { ((1.0 - (1.0 - 4.0 * rho * rho).sqrt()) / (-2.0 * rho)).min(0.8) } else { 0.0 };
        let (chance, wander) = (-rho, 1.0 + 2.0 * rho);
        let mut smoother =
            Self { alpha: 1.0 - theta, beta: theta, chance, wander, estimate: [0.0; LONGEST], predict: [0.0; LONGEST] };
        for k in 1..LONGEST {
            let mut total = 0.0;
            let mut weight = 1.0;
            for _ in 0..k {
                total += weight;
                weight *= theta;
            }
            let (mut squares, mut older, mut left, mut weight) = (0.0, 0.0, 1.0, 1.0);
            for _ in 0..k {
                let w = weight / total;
                squares += w * w;
                left -= w;
                older += left * left;
                weight *= theta;
            }
            smoother.estimate[k] = chance * squares + wander * older;
            smoother.predict[k] = smoother.estimate[k] + chance + wander;
        }
        smoother.estimate[0] = f64::NAN;
        smoother.predict[0] = f64::NAN;
        smoother
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_year_predicts_with_the_variance_of_a_change() {
        for rho in [-0.49, -0.3, -0.1, 0.0, 0.3] {
            assert!((Smoother::new(rho).predict[1] - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn a_long_history_reaches_the_steady_state() {
        let s = Smoother::new(-0.3);
        // Steady state: prediction variance = chance / (1 - alpha).
        assert!((s.predict[31] - s.chance / s.beta).abs() < 1e-6);
        assert!((s.estimate[31] - s.chance * s.alpha).abs() < 1e-6);
    }
}
