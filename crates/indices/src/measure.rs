//! What turns women's and men's numbers into one score.

use serde::Deserialize;

/// The least and most of a scale, by sex.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Goalposts {
    /// Women's least.
    pub women_min: f64,
    /// Women's most.
    pub women_max: f64,
    /// Men's least.
    pub men_min: f64,
    /// Men's most.
    pub men_max: f64,
    /// True where the logarithms are compared (income).
    #[serde(default)]
    pub log: bool,
}

/// The ways there are.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Measure {
    /// EIGE to 2024: 1 + 99 √(T / largest T) (1 − |W/mean(W, M) − 1|). The gap alone: 1 + 99 (1 − |…|).
    Gei {
        /// The largest level; the largest among the places where it is absent.
        #[serde(default)]
        largest: Option<f64>,
    },
    /// Women over men, at most `cap` (parity 1 unless said), and divided by it if `scaled`.
    Ratio {
        /// The most it counts as.
        #[serde(default)]
        cap: Option<f64>,
        /// True where the cap counts as 1.
        #[serde(default)]
        scaled: bool,
    },
    /// Shares of women and men (0–1) that make up a whole: 1 − |w − m|.
    EvenShares,
    /// The smaller over the larger.
    SmallerOverLarger,
    /// The place's rank by |women − men|, the smallest 1, ties by their mean.
    RankOfGap,
    /// The place's rank by level.
    RankOfLevel {
        /// True where a high level gets rank 1.
        high_is_first: bool,
    },
    /// Each sex on its own scale from 0 to 1; stays by sex.
    Scaled(Goalposts),
    /// Kept within bounds, by sex.
    Bounded {
        /// The least.
        least: f64,
        /// The most.
        most: f64,
    },
    /// factor / number for women and 1 for men: what childbirth costs women, who alone bear it.
    BirthBurden {
        /// The number at which there is no burden.
        factor: f64,
        /// The number is kept within these first.
        least: f64,
        /// The most.
        most: f64,
    },
    /// UNDP's loss: 1 − H/G with H the harmonic mean of women's and men's geometric means over the parts, and
    /// G the geometric mean of the parts' means of women and men.
    Loss,
}

impl Measure {
    pub(crate) fn check(&self) -> Result<(), (&'static str, &'static str)> {
        let fine = match self {
            Self::Gei { largest } => largest.is_none_or(|x| x.is_finite() && x > 0.0),
            Self::Ratio { cap, .. } => cap.is_none_or(|x| x.is_finite() && x > 0.0),
            Self::Scaled(g) => {
                let apart = g.women_min < g.women_max && g.men_min < g.men_max;
                apart
                    && [g.women_min, g.women_max, g.men_min, g.men_max]
                        .iter()
                        .all(|x| x.is_finite() && (!g.log || *x > 0.0))
            }
            Self::Bounded { least, most } => least.is_finite() && most.is_finite() && least <= most,
            Self::BirthBurden { factor, least, most } => {
                *factor > 0.0 && factor.is_finite() && *least > 0.0 && least <= most && most.is_finite()
            }
            Self::EvenShares | Self::SmallerOverLarger | Self::RankOfGap | Self::RankOfLevel { .. } | Self::Loss => {
                true
            }
        };
        if fine { Ok(()) } else { Err(("har gränser som inte går ihop", "has limits that do not fit together")) }
    }
}
