//! The odds ratio without approximation: Fisher's test, the conditional estimate and its limits,
//! for one table or for many strata together.
//!
//! Given the margins of every table, the number of women with the property follows Fisher's
//! non-central hypergeometric distribution, weight(s) × ψˢ; over strata the distributions are folded
//! together. Weights are kept at an odds ratio near the answer, so that nothing is lost far out.

use crate::error::{self, Error, Input, Result};
use crate::stratum::Stratum;
use crate::{Estimate, Method, Test, root};

/// The most steps the exact calculation takes, about a second's work.
pub const MOST_STEPS: f64 = 3e7;

/// The exact conditional odds ratio with its test.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct ExactOdds {
    /// The conditional maximum-likelihood odds ratio, women over men, with limits that hold at
    /// least their level. 0 or infinite where the data lie at an end.
    pub estimate: Estimate,
    /// The exact two-sided test of no difference: the chance of all outcomes no likelier than this
    /// one. The statistic is the number of women with the property.
    pub test: Test,
}

/// The exact odds ratio of one or more tables that share it (strata with an empty margin say
/// nothing and are passed over).
///
/// Formula: ψ̂ solves E(S; ψ) = s; limits P(S ≥ s; ψ) = α/2 and P(S ≤ s; ψ) = α/2; p = Σ P(S = t; 1)
/// over t with P(t) ≤ P(s), as in R's `fisher.test` and `mantelhaen.test(exact = TRUE)`. `confidence`
/// 0–1; an odds ratio has no unit; n is the persons in strata that say something.
///
/// # Errors
/// An impossible confidence, counts that are not whole, no informative stratum, or so many persons
/// that counting them out would take more than [`MOST_STEPS`] steps.
///
/// Reference: Fisher 1934; Cornfield 1956; Gart 1970, Biometrika 57:471–475; Mehta, Patel & Gray
/// 1985, JASA 80:969–973.
///
/// ```
/// use stats::{exact_odds::exact, stratum::Stratum};
/// // The lady tasting tea.
/// let tea = exact(&[Stratum::new(3.0, 1.0, 1.0, 3.0)?], 0.95)?;
/// assert!((tea.test.p - 34.0 / 70.0).abs() < 1e-12);
/// assert!((tea.estimate.value - 6.40831966).abs() < 1e-7);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn exact(strata: &[Stratum], confidence: f64) -> Result<ExactOdds> {
    error::confidence(confidence)?;
    let telling: Vec<Stratum> = strata.iter().copied().filter(Stratum::says_something).collect();
    for cell in telling.iter().flat_map(|t| [t.women_with, t.women_without, t.men_with, t.men_without]) {
        if cell.fract() != 0.0 {
            return Err(Error::NotWhole { what: Input::Count, value: cell });
        }
    }
    if telling.is_empty() {
        return Err(Error::NoStratum);
    }
    affordable(&telling)?;
    let seen: f64 = telling.iter().map(|t| t.women_with).sum();
    let n: f64 = telling.iter().map(Stratum::total).sum();
    let even = Folded::of(&telling, 0.0);
    let near = Folded::of(&telling, first_guess(&telling));
    let tail = 0.5 * (1.0 - confidence);
    let ends = ends(&telling);
    let (at_low, at_high) = (seen <= ends.0, seen >= ends.1);
    let value = if at_low {
        0.0
    } else if at_high {
        f64::INFINITY
    } else {
        libm::exp(near.solve(|f, theta| f.mean(theta) - seen, true))
    };
    let lower = if at_low { 0.0 } else { libm::exp(near.solve(|f, theta| f.share(theta, |s| s >= seen) - tail, true)) };
    let upper = if at_high {
        f64::INFINITY
    } else {
        libm::exp(near.solve(|f, theta| f.share(theta, |s| s <= seen) - tail, false))
    };
    let estimate = Estimate::new(value, lower.min(value), upper.max(value), confidence, Method::ConditionalOdds, n);
    let test = Test { statistic: seen, df: None, p: even.no_likelier(seen), method: Method::FisherExact, n };
    Ok(ExactOdds { estimate, test })
}

/// The lowest and highest numbers of women with the property that the margins allow.
fn range(t: &Stratum) -> (f64, f64) {
    ((t.with() - t.men()).max(0.0), t.with().min(t.women()))
}

fn ends(strata: &[Stratum]) -> (f64, f64) {
    strata.iter().map(range).fold((0.0, 0.0), |sum, r| (sum.0 + r.0, sum.1 + r.1))
}

fn affordable(strata: &[Stratum]) -> Result<()> {
    let (mut steps, mut width) = (0.0, 1.0);
    for t in strata {
        let (low, high) = range(t);
        let here = high - low + 1.0;
        // A table's own weights die out within some forty deviations.
        let lasting = here.min(80.0 * t.expected().1.sqrt() + 40.0);
        steps += here + width * lasting;
        width += lasting;
    }
    if steps > MOST_STEPS { Err(Error::TooMany { most: MOST_STEPS, got: steps }) } else { Ok(()) }
}

/// ln of the Mantel–Haenszel odds ratio with half a person in every cell of the whole.
fn first_guess(strata: &[Stratum]) -> f64 {
    let (mut up, mut down) = (0.0, 0.0);
    for t in strata {
        up += (t.women_with + 0.5) * (t.men_without + 0.5) / (t.total() + 2.0);
        down += (t.women_without + 0.5) * (t.men_with + 0.5) / (t.total() + 2.0);
    }
    libm::log(up / down)
}

/// The distribution of the number of women with the property over all strata, at one log odds
/// ratio, as logarithms of weights.
struct Folded {
    low: f64,
    log_weights: Vec<f64>,
    at: f64,
}

/// What is lighter than this beside the heaviest is dropped: e⁻³⁰⁰.
const LIGHTEST: f64 = -300.0;

impl Folded {
    fn of(strata: &[Stratum], at: f64) -> Self {
        let mut low = 0.0;
        let mut weights = vec![1.0];
        for t in strata {
            let (first, own) = own_weights(t, at);
            low += first;
            let mut next = vec![0.0; weights.len() + own.len() - 1];
            for (i, a) in weights.iter().enumerate() {
                for (slot, b) in next[i..].iter_mut().zip(&own) {
                    *slot += a * b;
                }
            }
            let most = next.iter().copied().fold(0.0, f64::max);
            weights = next.into_iter().map(|w| w / most).collect();
        }
        Self { low, log_weights: weights.into_iter().map(libm::log).collect(), at }
    }

    /// Calls with every possible number and its weight at log odds ratio `theta`, the heaviest 1.
    fn each(&self, theta: f64, mut take: impl FnMut(f64, f64)) {
        let tilt = theta - self.at;
        let heaviest =
            self.log_weights.iter().enumerate().map(|(i, w)| w + tilt * i as f64).fold(f64::NEG_INFINITY, f64::max);
        for (i, w) in self.log_weights.iter().enumerate() {
            take(self.low + i as f64, libm::exp(w + tilt * i as f64 - heaviest));
        }
    }

    fn mean(&self, theta: f64) -> f64 {
        let (mut sum, mut total) = (0.0, 0.0);
        self.each(theta, |s, w| {
            sum += s * w;
            total += w;
        });
        sum / total
    }

    fn share(&self, theta: f64, inside: impl Fn(f64) -> bool) -> f64 {
        let (mut sum, mut total) = (0.0, 0.0);
        self.each(theta, |s, w| {
            if inside(s) {
                sum += w;
            }
            total += w;
        });
        sum / total
    }

    /// The chance of everything no likelier than `seen`, at these very weights.
    fn no_likelier(&self, seen: f64) -> f64 {
        let place = seen - self.low;
        if place < 0.0 || place >= self.log_weights.len() as f64 {
            // Dropped as too light: there is no chance to speak of.
            return 0.0;
        }
        // As R: likelihoods that differ by rounding only count as the same.
        let bound = self.log_weights[place as usize] + 1e-7;
        let (mut sum, mut total) = (0.0, 0.0);
        for w in &self.log_weights {
            let weight = libm::exp(*w);
            total += weight;
            if *w <= bound {
                sum += weight;
            }
        }
        (sum / total).min(1.0)
    }

    /// The log odds ratio where a function that only grows (or only falls) is nought.
    fn solve(&self, f: impl Fn(&Self, f64) -> f64, grows: bool) -> f64 {
        let g = |theta: f64| if grows { f(self, theta) } else { -f(self, theta) };
        let (mut low, mut high, mut step) = (self.at, self.at, 0.5);
        while g(high) <= 0.0 && high < 700.0 {
            low = high;
            high += step;
            step *= 2.0;
        }
        step = 0.5;
        while g(low) > 0.0 && low > -700.0 {
            high = low;
            low -= step;
            step *= 2.0;
        }
        root::between(low, high, g)
    }
}

/// The weights of one table at log odds ratio `at`, the heaviest 1, from the first that is kept.
fn own_weights(t: &Stratum, at: f64) -> (f64, Vec<f64>) {
    let (low, high) = range(t);
    let (women, men, with) = (t.women(), t.men(), t.with());
    let mut logs = Vec::with_capacity((high - low) as usize + 1);
    let (mut log, mut most) = (0.0, 0.0_f64);
    let mut x = low;
    loop {
        logs.push(log);
        most = most.max(log);
        if x >= high {
            break;
        }
        let ratio = (women - x) * (with - x) / ((x + 1.0) * (men - with + x + 1.0));
        log += libm::log(ratio) + at;
        x += 1.0;
    }
    let kept = |log: &f64| *log - most >= LIGHTEST;
    let first = logs.iter().position(kept).unwrap_or(0);
    let last = logs.iter().rposition(kept).unwrap_or(0);
    (low + first as f64, logs[first..=last].iter().map(|log| libm::exp(log - most)).collect())
}
