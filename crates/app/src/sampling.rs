//! The interval for a difference of shares when the number of people behind each is given.

use crate::curated::Curated;
use stats::proportion::Share;
use stats::two_proportions::{newcombe, score_test};

/// Stable name of the method.
pub const METHOD: &str = "newcombe";

/// A difference of shares as a sample sees it, in percentage points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sampled {
    /// Lower limit of the 95 % interval (Newcombe 1998, method 10).
    pub lower: f64,
    /// Upper limit.
    pub upper: f64,
    /// Two-sided p of the score test.
    pub p: f64,
}

impl Sampled {
    /// Whether the difference is beyond what sampling alone would bring.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.p < 1.0 - crate::finding::CONFIDENCE
    }
}

/// The sampling interval of women − men, where the figure is a share and `n` people stand behind
/// women's and men's value. `None` for other figures, values outside 0–100, and numbers that are
/// not positive.
#[must_use]
pub fn sampled(words: &Curated, women: f64, men: f64, n: (f64, f64)) -> Option<Sampled> {
    if words.unit != "percent" {
        return None;
    }
    // A published share is rounded: the nearest whole number of people is what was counted.
    let share = |per_cent: f64, n: f64| Share::new((per_cent / 100.0 * n).round(), n).ok();
    let (women, men) = (share(women, n.0)?, share(men, n.1)?);
    let interval = newcombe(women, men, crate::finding::CONFIDENCE).ok()?;
    let p = score_test(women, men).p;
    Some(Sampled { lower: 100.0 * interval.lower, upper: 100.0 * interval.upper, p })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Newcombe 1998: 56/70 against 48/80 gives .0524 to .3339.
    #[test]
    fn the_published_case_in_percentage_points() {
        let words = Curated { unit: "percent".to_owned(), ..Curated::default() };
        let got = sampled(&words, 80.0, 60.0, (70.0, 80.0)).unwrap();
        assert!((got.lower - 5.2431).abs() < 1e-3 && (got.upper - 33.3873).abs() < 1e-3, "{got:?}");
    }

    #[test]
    fn no_interval_for_amounts_or_impossible_shares() {
        let words = Curated { unit: "percent".to_owned(), ..Curated::default() };
        assert_eq!(sampled(&words, 120.0, 60.0, (70.0, 80.0)), None);
        assert_eq!(sampled(&words, 20.0, 60.0, (0.0, 80.0)), None);
        let amount = Curated { unit: "kronor".to_owned(), ..Curated::default() };
        assert_eq!(sampled(&amount, 20.0, 60.0, (70.0, 80.0)), None);
    }
}
