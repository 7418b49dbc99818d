//! Many tests at once: adjusted p-values, and how many false alarms to expect.
//!
//! Every procedure gives adjusted p-values in the order of the input: flag those at or under the
//! level. False discovery rate: the share of the flagged that are false, held on average.
//! Family-wise error: the chance of any false flag at all.

use crate::Lang;
use crate::error::{Input, Result, unit};

/// How p-values are adjusted.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Adjustment {
    /// p × m. Family-wise.
    Bonferroni,
    /// Step-down Bonferroni. Family-wise, any dependence. Holm 1979, Scand J Stat 6:65–70.
    Holm,
    /// Step-up. Family-wise under positive dependence. Hochberg 1988, Biometrika 75:800–802.
    Hochberg,
    /// Closed Simes. Family-wise under positive dependence. Hommel 1988, Biometrika 75:383–386.
    Hommel,
    /// False discovery rate under independence or positive dependence.
    /// Benjamini & Hochberg 1995, JRSS-B 57:289–300.
    BenjaminiHochberg,
    /// False discovery rate under any dependence. Benjamini & Yekutieli 2001, Ann Stat 29:1165–1188.
    BenjaminiYekutieli,
    /// Two-stage adaptive false discovery rate, which needs the level in advance (`q`): the first
    /// stage counts at q/(1+q) how many are likely true nulls.
    /// Benjamini, Krieger & Yekutieli 2006, Biometrika 93:491–507.
    TwoStage {
        /// The false discovery rate to hold, 0–1.
        q: f64,
    },
    /// The same with the first stage at q itself: a little bolder, known from simulation only.
    /// Benjamini, Krieger & Yekutieli 2006 discuss it; statsmodels calls it `fdr_tsbh`.
    TwoStagePlain {
        /// The false discovery rate to hold, 0–1.
        q: f64,
    },
    /// Adaptive step-down false discovery rate under independence.
    /// Gavrilov, Benjamini & Sarkar 2009, Ann Stat 37:619–629.
    StepDown,
}

impl Adjustment {
    /// The stable name for machines.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Bonferroni => "bonferroni",
            Self::Holm => "holm",
            Self::Hochberg => "hochberg",
            Self::Hommel => "hommel",
            Self::BenjaminiHochberg => "bh",
            Self::BenjaminiYekutieli => "by",
            Self::TwoStage { .. } => "two-stage",
            Self::TwoStagePlain { .. } => "two-stage-bh",
            Self::StepDown => "gbs",
        }
    }

    /// The name for people.
    #[must_use]
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Bonferroni => "Bonferroni",
            Self::Holm => "Holm",
            Self::Hochberg => "Hochberg",
            Self::Hommel => "Hommel",
            Self::BenjaminiHochberg => "Benjamini–Hochberg",
            Self::BenjaminiYekutieli => "Benjamini–Yekutieli",
            Self::TwoStage { .. } => {
                lang.pick("Benjamini–Krieger–Yekutieli i två steg", "Two-stage Benjamini–Krieger–Yekutieli")
            }
            Self::TwoStagePlain { .. } => lang.pick("Benjamini–Hochberg i två steg", "Two-stage Benjamini–Hochberg"),
            Self::StepDown => "Gavrilov–Benjamini–Sarkar",
        }
    }
}

/// Adjusts p-values. Same length and order as the input; each 0–1.
///
/// m log m in the number of tests, m² for Hommel.
///
/// # Errors
/// A p-value (or `q`) that is not a number between 0 and 1.
///
/// ```
/// use stats::multiple::{adjust, Adjustment};
/// let adjusted = adjust(&[0.01, 0.04, 0.03], Adjustment::BenjaminiHochberg)?;
/// assert_eq!(adjusted, [0.03, 0.04, 0.04]);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn adjust(p: &[f64], how: Adjustment) -> Result<Vec<f64>> {
    for &value in p {
        unit(Input::PValue, value)?;
    }
    let sorted = Sorted::new(p);
    let m = p.len() as f64;
    let adjusted = match how {
        Adjustment::Bonferroni => sorted.p.iter().map(|v| (v * m).min(1.0)).collect(),
        Adjustment::Holm => {
            let mut worst = 0.0_f64;
            let step = |(i, v): (usize, &f64)| {
                worst = worst.max(v * (m - i as f64)).min(1.0);
                worst
            };
            sorted.p.iter().enumerate().map(step).collect()
        }
        Adjustment::Hochberg => sorted.step_up(|i| m - i as f64),
        Adjustment::Hommel => hommel(&sorted.p),
        Adjustment::BenjaminiHochberg => sorted.step_up(|i| m / (i as f64 + 1.0)),
        Adjustment::BenjaminiYekutieli => {
            let harmonic: f64 = (1..=p.len()).map(|i| 1.0 / i as f64).sum();
            sorted.step_up(|i| harmonic * m / (i as f64 + 1.0))
        }
        Adjustment::TwoStage { q } => {
            unit(Input::Share, q)?;
            two_stage(&sorted, q / (1.0 + q), 1.0 + q)
        }
        Adjustment::TwoStagePlain { q } => {
            unit(Input::Share, q)?;
            two_stage(&sorted, q, 1.0)
        }
        Adjustment::StepDown => {
            let mut worst = 0.0_f64;
            let step = |(i, v): (usize, &f64)| {
                let odds = if *v < 1.0 { v / (1.0 - v) } else { f64::INFINITY };
                worst = worst.max(odds * (m - i as f64) / (i as f64 + 1.0)).min(1.0);
                worst
            };
            sorted.p.iter().enumerate().map(step).collect()
        }
    };
    Ok(sorted.restore(&adjusted))
}

/// Benjamini–Hochberg over the likely true nulls only, counted in a first stage at level `first`.
fn two_stage(sorted: &Sorted, first: f64, factor: f64) -> Vec<f64> {
    let m = sorted.p.len() as f64;
    let plain = sorted.step_up(|i| m / (i as f64 + 1.0));
    let flagged = plain.iter().filter(|v| **v <= first).count();
    // With everything flagged at the first stage nothing is left to estimate.
    let nulls = if flagged == sorted.p.len() { m } else { m - flagged as f64 };
    plain.iter().map(|v| (v * factor * nulls / m).min(1.0)).collect()
}

/// How many of `p` are flagged at `level` after adjustment.
///
/// # Errors
/// As [`adjust`].
pub fn flagged(p: &[f64], how: Adjustment, level: f64) -> Result<usize> {
    unit(Input::Share, level)?;
    Ok(adjust(p, how)?.iter().filter(|v| **v <= level).count())
}

/// What to expect when figures are flagged one by one, without adjustment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FalseAlarms {
    /// The mean number of false flags if nothing differs anywhere.
    pub expected: f64,
    /// The chance of at least one, if the tests are independent.
    pub any: f64,
}

/// False alarms among `tests` figures tested at `level` each (0.05 for 95 %), if nothing differs.
///
/// ```
/// let f = stats::multiple::false_alarms(60, 0.05)?;
/// assert!((f.expected - 3.0).abs() < 1e-12 && (f.any - 0.954).abs() < 5e-4);
/// # Ok::<(), stats::Error>(())
/// ```
///
/// # Errors
/// A level outside 0–1.
pub fn false_alarms(tests: usize, level: f64) -> Result<FalseAlarms> {
    unit(Input::Share, level)?;
    let m = tests as f64;
    let any = if tests == 0 { 0.0 } else { -libm::expm1(m * libm::log1p(-level)) };
    Ok(FalseAlarms { expected: m * level, any })
}

/// The number of false alarms to expect in a list of `flagged` figures picked by a procedure that
/// holds the false discovery rate at `q`: at most q × flagged, on average over many lists.
///
/// # Errors
/// A rate outside 0–1.
pub fn expected_false(flagged: usize, q: f64) -> Result<f64> {
    unit(Input::Share, q)?;
    Ok(flagged as f64 * q)
}

/// Hommel's procedure on sorted p-values, as in R's `p.adjust`.
fn hommel(p: &[f64]) -> Vec<f64> {
    let n = p.len();
    if n == 0 {
        return Vec::new();
    }
    let simes = |values: &[f64]| {
        let m = values.len() as f64;
        values.iter().enumerate().map(|(i, v)| m * v / (i as f64 + 1.0)).fold(f64::INFINITY, f64::min)
    };
    let start = simes(p);
    let mut q = vec![start; n];
    let mut adjusted = vec![start; n];
    for m in (2..n).rev() {
        let head = n - m + 1;
        let tail_min = (2..=m).map(|k| m as f64 * p[head + k - 2] / k as f64).fold(f64::INFINITY, f64::min);
        for i in 0..head {
            q[i] = (m as f64 * p[i]).min(tail_min);
        }
        let last = q[head - 1];
        for value in &mut q[head..] {
            *value = last;
        }
        for (a, v) in adjusted.iter_mut().zip(&q) {
            *a = a.max(*v);
        }
    }
    adjusted.iter().zip(p).map(|(a, v)| a.max(*v).min(1.0)).collect()
}

/// P-values in rising order with the way back.
struct Sorted {
    p: Vec<f64>,
    order: Vec<usize>,
}

impl Sorted {
    fn new(p: &[f64]) -> Self {
        // For numbers from 0 to 1 the bits sort as the numbers do; `+ 0.0` turns −0 into 0.
        let mut keys: Vec<(u64, usize)> = p.iter().enumerate().map(|(i, v)| ((v + 0.0).to_bits(), i)).collect();
        keys.sort_unstable();
        Self {
            p: keys.iter().map(|(bits, _)| f64::from_bits(*bits)).collect(),
            order: keys.iter().map(|(_, i)| *i).collect(),
        }
    }

    /// Running minimum from the largest: min over j ≥ i of p(j) × factor(j).
    fn step_up(&self, factor: impl Fn(usize) -> f64) -> Vec<f64> {
        let mut out = vec![0.0; self.p.len()];
        let mut best = 1.0_f64;
        for i in (0..self.p.len()).rev() {
            best = best.min(self.p[i] * factor(i));
            out[i] = best;
        }
        out
    }

    fn restore(&self, adjusted: &[f64]) -> Vec<f64> {
        let mut out = vec![0.0; adjusted.len()];
        for (&i, &v) in self.order.iter().zip(adjusted) {
            out[i] = v;
        }
        out
    }
}
