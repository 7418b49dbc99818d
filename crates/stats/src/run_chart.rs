//! Has a measurement changed, or does it only vary: a run chart's median and signals.

use std::fmt;

use crate::error::{self, Error, Input, Result};
use crate::{Lang, Method};

/// The fewest points off the median from which anything can be said about the number of runs.
pub const FEWEST_USEFUL: usize = 10;

/// The line that sides are taken from.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Centre {
    /// The median of all points.
    #[default]
    All,
    /// The median of the first so many points: the baseline before the change, kept as it was. The
    /// literature asks for ten to twelve.
    First(usize),
    /// A median from elsewhere: an earlier year, another chart; in the unit of the values.
    Given(f64),
}

/// Which rules tell a signal from chance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rules {
    /// Shift of six, trend of five, the table of the number of runs: what improvement teams
    /// everywhere know. Made for charts of ten to about twenty points: a shift of six comes by
    /// chance the oftener the longer the chart (with 12 points in 1 chart of 100, with 24 in 16, with
    /// 60 in 53, by simulation about the median of all).
    #[default]
    Perla,
    /// Longest run and number of crossings, with limits that follow the number of points: at most
    /// about one chart in twenty signals by chance, short or long. No trend rule, which finds next
    /// to nothing that the others do not.
    Anhoej,
}

impl Rules {
    /// As a method, with its key, names and reference.
    #[must_use]
    pub fn method(self) -> Method {
        match self {
            Self::Perla => Method::RunChartPerla,
            Self::Anhoej => Method::RunChartAnhoej,
        }
    }
}

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum SignalKind {
    /// Too many points in a row on one side of the median.
    Shift,
    /// Too many points in a row each above, or each below, the one before.
    Trend,
    /// The line crosses the median too seldom: the points hang together.
    TooFewRuns,
    /// The line crosses the median too often: two things are mixed, or every other one differs.
    TooManyRuns,
    /// A point so far from the others that somebody should ask what happened then. No more than a
    /// candidate: the literature leaves "astronomical" to judgement, and so is it here.
    AstronomicalCandidate,
}

impl SignalKind {
    /// The stable name for machines.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Shift => "shift",
            Self::Trend => "trend",
            Self::TooFewRuns => "too-few-runs",
            Self::TooManyRuns => "too-many-runs",
            Self::AstronomicalCandidate => "astronomical-candidate",
        }
    }

    /// The name for people.
    #[must_use]
    pub fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Shift => lang.pick("förskjutning", "shift"),
            Self::Trend => lang.pick("trend", "trend"),
            Self::TooFewRuns => lang.pick("för få sviter", "too few runs"),
            Self::TooManyRuns => lang.pick("för många sviter", "too many runs"),
            Self::AstronomicalCandidate => lang.pick("möjlig extrem punkt", "candidate for an astronomical point"),
        }
    }
}

impl fmt::Display for SignalKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

/// Which way a signal points; whether that is good is not known here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Above the median, or rising.
    Up,
    /// Below the median, or falling.
    Down,
}

/// A pattern that chance seldom makes.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Signal {
    /// What was found.
    pub kind: SignalKind,
    /// Which way; `None` for the number of runs.
    pub way: Option<Way>,
    /// The points it covers, places in the values from 0, rising. A shift: those off the median. A
    /// trend: equal neighbours with them. The number of runs: every point off the median.
    pub points: Vec<usize>,
    /// What was counted: the points of a shift or a trend (equal neighbours once), the number of
    /// runs, 1 for a point.
    pub count: usize,
}

/// What the limits in a [`Verdict`] are counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// Runs: stretches on one side of the median.
    Runs,
    /// Crossings of the median: one fewer.
    Crossings,
}

/// The number of runs, or of crossings, against what chance allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Verdict {
    /// What is counted.
    pub counted: Counted,
    /// How many there are.
    pub number: usize,
    /// Fewer than this are too few.
    pub lower: usize,
    /// More than this are too many. `None`: these rules have no upper limit.
    pub upper: Option<usize>,
}

/// A run chart, read.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct RunChart {
    /// The line that sides are taken from, in the unit of the values.
    pub median: f64,
    /// How many points there are.
    pub n: usize,
    /// How many of them are off the median: only they are on a side.
    pub useful: usize,
    /// The longest run: most points in a row on one side, those on the median left out.
    pub longest_run: usize,
    /// A longer run than this is a shift. `None`: too few points to say.
    pub longest_allowed: Option<usize>,
    /// How many runs there are.
    pub runs: usize,
    /// How often the line crosses the median.
    pub crossings: usize,
    /// The number of runs or crossings against its limits; with fewer than [`FEWEST_USEFUL`] points
    /// off the median [`Error::TooFewUseful`] instead, which is to be said: silence is no verdict.
    pub verdict: Result<Verdict>,
    /// What was found: shifts, trends, the number of runs, candidates, each kind in order of time.
    pub signals: Vec<Signal>,
    /// The rules.
    pub method: Method,
}

impl RunChart {
    /// Whether anything but candidates was found.
    #[must_use]
    pub fn signals_change(&self) -> bool {
        self.signals.iter().any(|signal| signal.kind != SignalKind::AstronomicalCandidate)
    }
}

/// Reads a run chart. `values` in the order of time, in any unit, without gaps (leave out what was
/// not measured).
///
/// Points on the median (equal to twelve digits) are on no side: they neither lengthen nor break a
/// run.
///
/// * **Shift**: [`Rules::Perla`] six or more in a row on one side; [`Rules::Anhoej`] more than
///   round(log₂ n) + 3, n the points off the median.
/// * **Trend**: [`Rules::Perla`] five or more points all going one way, the first one counted; of
///   equal neighbours only one counts.
/// * **Number of runs**: [`Rules::Perla`] outside the limits of [`run_limits`]; [`Rules::Anhoej`]
///   fewer crossings than [`fewest_crossings`].
/// * **Candidate for an astronomical point**: 0.6745·|x − m|/MAD > 3.5, m the median of *all* points
///   and MAD the median of |x − m|; where more than half are equal (MAD = 0) |x − m| > 3.5 · 1.2533 ·
///   the mean of |x − m|. With ten points or more. The rule is one for outliers in general: the
///   literature of run charts has none and leaves it to judgement.
///
/// A chart tells that something changed, not what changed it.
///
/// # Errors
/// No values, one that is not a number, a baseline of no points or of more than there are.
///
/// Reference: Perla, Provost & Murray 2011, BMJ Qual Saf 20:46–51; Anhøj & Olesen 2014, PLoS ONE
/// 9(11):e113825; Schilling 2012, Math Mag 85:141–149 (longest run); Iglewicz & Hoaglin 1993, How to Detect
/// and Handle Outliers (candidate).
///
/// ```
/// use stats::run_chart::{Centre, Rules, SignalKind, read};
/// let hours = [9.0, 12.0, 10.0, 11.0, 9.0, 12.0, 8.0, 7.0, 7.0, 8.0, 6.0, 7.0];
/// let chart = read(&hours, Centre::First(6), Rules::Perla)?;
/// assert_eq!(chart.median, 10.5);
/// let shift = &chart.signals[0];
/// assert_eq!((shift.kind, shift.count), (SignalKind::Shift, 6));
/// assert_eq!(shift.points, [6, 7, 8, 9, 10, 11]);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn read(values: &[f64], centre: Centre, rules: Rules) -> Result<RunChart> {
    error::at_least(1, values.len())?;
    for &v in values {
        error::finite(Input::Value, v)?;
    }
    let median = match centre {
        Centre::All => middle(values.to_vec()),
        Centre::First(points) => match values.get(..points) {
            Some(first) if points > 0 => middle(first.to_vec()),
            _ => return Err(Error::Baseline { asked: points, got: values.len() }),
        },
        Centre::Given(median) => {
            error::finite(Input::Value, median)?;
            median
        }
    };
    let sides: Vec<(usize, Way)> = values
        .iter()
        .enumerate()
        .filter(|(_, v)| !same(**v, median))
        .map(|(i, v)| (i, if *v > median { Way::Up } else { Way::Down }))
        .collect();
    let useful = sides.len();
    let stretches: Vec<&[(usize, Way)]> = sides.chunk_by(|a, b| a.1 == b.1).collect();
    let runs = stretches.len();
    let crossings = runs.saturating_sub(1);
    let longest_run = stretches.iter().map(|stretch| stretch.len()).max().unwrap_or(0);
    let enough = useful >= FEWEST_USEFUL;
    let longest_allowed = match rules {
        Rules::Perla => Some(SHIFT - 1),
        Rules::Anhoej => enough.then(|| longest_by_chance(useful)),
    };
    let verdict = if enough {
        Ok(match rules {
            Rules::Perla => {
                let (lower, upper) = run_limits(useful)?;
                Verdict { counted: Counted::Runs, number: runs, lower, upper: Some(upper) }
            }
            Rules::Anhoej => {
                let lower = fewest_crossings(useful)?;
                Verdict { counted: Counted::Crossings, number: crossings, lower, upper: None }
            }
        })
    } else {
        Err(Error::TooFewUseful { needed: FEWEST_USEFUL, got: useful })
    };

    let mut signals = Vec::new();
    for stretch in &stretches {
        if longest_allowed.is_some_and(|most| stretch.len() > most) {
            signals.push(Signal {
                kind: SignalKind::Shift,
                way: stretch.first().map(|side| side.1),
                points: stretch.iter().map(|side| side.0).collect(),
                count: stretch.len(),
            });
        }
    }
    if rules == Rules::Perla {
        trends(values, &mut signals);
    }
    if let Ok(verdict) = &verdict {
        let kind = if verdict.number < verdict.lower {
            Some(SignalKind::TooFewRuns)
        } else if verdict.upper.is_some_and(|upper| verdict.number > upper) {
            Some(SignalKind::TooManyRuns)
        } else {
            None
        };
        if let Some(kind) = kind {
            let points = sides.iter().map(|side| side.0).collect();
            signals.push(Signal { kind, way: None, points, count: runs });
        }
    }
    candidates(values, &mut signals);
    let (n, method) = (values.len(), rules.method());
    Ok(RunChart { median, n, useful, longest_run, longest_allowed, runs, crossings, verdict, signals, method })
}

/// So many in a row on one side are a shift.
const SHIFT: usize = 6;
/// So many going one way are a trend.
const TREND: usize = 5;

/// Equal to twelve digits: what was computed in two ways is not on two sides.
fn same(a: f64, b: f64) -> bool {
    // Halves, so that the difference of the largest numbers is one.
    (0.5 * a - 0.5 * b).abs() <= 0.5e-12 * a.abs().max(b.abs())
}

fn middle(mut values: Vec<f64>) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    let last = values.len().saturating_sub(1);
    let at = |i: usize| values.get(i).copied().unwrap_or(f64::NAN);
    let (a, b) = (at(last / 2), at(values.len() / 2));
    // Adding 0.0 turns −0 into 0.
    if a == b { a + 0.0 } else { 0.5 * a + 0.5 * b }
}

/// Finds the trends: in the series with equal neighbours joined, stretches that go one way.
fn trends(values: &[f64], signals: &mut Vec<Signal>) {
    let places: Vec<usize> = (0..values.len()).collect();
    let groups: Vec<&[usize]> = places.chunk_by(|&a, &b| same(values[a], values[b])).collect();
    let steps: Vec<(usize, Way)> = groups
        .windows(2)
        .enumerate()
        .filter_map(|(i, pair)| match pair {
            [a, b] => {
                let rising = values[*b.first()?] > values[*a.last()?];
                Some((i, if rising { Way::Up } else { Way::Down }))
            }
            _ => None,
        })
        .collect();
    for stretch in steps.chunk_by(|a, b| a.1 == b.1) {
        let (Some(&(first, way)), count) = (stretch.first(), stretch.len() + 1) else { continue };
        if count >= TREND {
            let points = groups.iter().skip(first).take(count).flat_map(|group| group.iter().copied()).collect();
            signals.push(Signal { kind: SignalKind::Trend, way: Some(way), points, count });
        }
    }
}

/// Beyond this a point is a candidate for an astronomical one.
const FAR: f64 = 3.5;

/// Finds the points far from all others.
fn candidates(values: &[f64], signals: &mut Vec<Signal>) {
    if values.len() < FEWEST_USEFUL {
        return;
    }
    let centre = middle(values.to_vec());
    // Halves: see `same`.
    let away: Vec<f64> = values.iter().map(|v| (0.5 * v - 0.5 * centre).abs()).collect();
    let mad = middle(away.clone());
    let scale = if mad > 0.0 {
        mad / 0.6745
    } else {
        let mut mean = 0.0;
        for (i, d) in away.iter().enumerate() {
            mean += (d - mean) / (i + 1) as f64;
        }
        1.253_314 * mean
    };
    for (i, (d, v)) in away.iter().zip(values).enumerate() {
        if *d > FAR * scale && !same(*v, centre) {
            signals.push(Signal {
                kind: SignalKind::AstronomicalCandidate,
                way: Some(if *v > centre { Way::Up } else { Way::Down }),
                points: vec![i],
                count: 1,
            });
        }
    }
}

/// The longest run that chance makes, but once in about twenty charts: round(log₂ n) + 3, `useful`
/// the points off the median.
///
/// Reference: Schilling 2012, Math Mag 85:141–149; Anhøj & Olesen 2014, PLoS ONE 9(11):e113825.
#[must_use]
pub fn longest_by_chance(useful: usize) -> usize {
    // round(log₂ n) is the least k with n < 2^(k + ½), that is n² < 2^(2k + 1): whole numbers, no
    // rounding to think of.
    let square = (useful as u128) * (useful as u128);
    (0..64).find(|k| square < 1_u128 << (2 * k + 1)).unwrap_or(64) + 3
}

/// The fewest crossings that are not too few: the 5 % quantile of Binomial(n − 1, ½), `useful` the
/// points off the median.
///
/// # Errors
/// Fewer than [`FEWEST_USEFUL`] points.
///
/// Reference: Chen 2010, Model Assist Stat Appl 5:73–77; Anhøj & Olesen 2014, PLoS ONE 9(11):e113825.
///
/// ```
/// assert_eq!(stats::run_chart::fewest_crossings(24)?, 8);
/// # Ok::<(), stats::Error>(())
/// ```
pub fn fewest_crossings(useful: usize) -> Result<usize> {
    enough(useful)?;
    let m = useful - 1;
    let weights = from_mode(0, m, m / 2, |k| (m - k) as f64 / (k + 1) as f64);
    let total: f64 = weights.iter().sum();
    let mut below = 0.0;
    for (k, w) in weights.iter().enumerate() {
        below += w / total;
        if below >= 0.05 {
            return Ok(k);
        }
    }
    Ok(m)
}

/// The fewest runs that are not too few and the most that are not too many, `useful` the points off
/// the median.
///
/// From 10 to 60 points the table that improvement work goes by; its rows are those of Swed and
/// Eisenhart at 2.5 % on each side for as many points above as below, or stand one beside them.
/// Beyond 60, where the table ends, Swed and Eisenhart's distribution itself: the fewest r with
/// P(R ≤ r) > 0.025 and the most with P(R ≥ r) > 0.025.
///
/// # Errors
/// Fewer than [`FEWEST_USEFUL`] points.
///
/// Reference: Perla, Provost & Murray 2011, BMJ Qual Saf 20:46–51, table 1 (also Provost & Murray
/// 2011, The Health Care Data Guide); Swed & Eisenhart 1943, Ann Math Stat 14:66–87.
///
/// ```
/// assert_eq!(stats::run_chart::run_limits(24)?, (8, 18));
/// # Ok::<(), stats::Error>(())
/// ```
pub fn run_limits(useful: usize) -> Result<(usize, usize)> {
    enough(useful)?;
    match TABLE.get(useful - FEWEST_USEFUL) {
        Some(&(lower, upper)) => Ok((usize::from(lower), usize::from(upper))),
        None => Ok(swed_eisenhart(useful / 2, useful - useful / 2, 0.025)),
    }
}

fn enough(useful: usize) -> Result<()> {
    if useful < FEWEST_USEFUL { Err(Error::TooFewUseful { needed: FEWEST_USEFUL, got: useful }) } else { Ok(()) }
}

/// Lower and upper limit of the number of runs for 10, 11, … 60 points off the median.
///
/// The paper itself could not be opened where this was written: the rows are the ones that go round
/// in improvement work. 10 to 26, 30, 40, 50 and 60 were compared with two other transcriptions, and
/// a test holds every row against the distribution.
const TABLE: [(u8, u8); 51] = [
    (3, 9),
    (3, 10),
    (3, 11),
    (4, 11),
    (4, 12),
    (5, 12),
    (5, 13),
    (5, 13),
    (6, 14),
    (6, 15),
    (6, 16),
    (7, 16),
    (7, 17),
    (7, 17),
    (8, 18),
    (8, 18),
    (9, 19),
    (10, 19),
    (10, 20),
    (10, 20),
    (11, 21),
    (11, 22),
    (11, 23),
    (12, 23),
    (12, 24),
    (12, 24),
    (13, 25),
    (13, 25),
    (14, 26),
    (14, 26),
    (15, 27),
    (15, 27),
    (16, 28),
    (16, 28),
    (17, 29),
    (17, 30),
    (17, 31),
    (18, 31),
    (18, 32),
    (19, 32),
    (19, 33),
    (20, 33),
    (20, 34),
    (21, 34),
    (21, 35),
    (22, 35),
    (22, 36),
    (23, 36),
    (23, 37),
    (24, 38),
    (24, 38),
];

/// The fewest runs r with P(R ≤ r) > `tail` and the most with P(R ≥ r) > `tail`, for `a` points
/// above and `b` below in chance order.
///
/// P(R = 2k) ∝ 2 C(a−1, k−1) C(b−1, k−1) and P(R = 2k+1) ∝ C(a−1, k−1) C(b−1, k) + C(a−1, k)
/// C(b−1, k−1), which is the former times (a + b − 2k) / 2k.
fn swed_eisenhart(a: usize, b: usize, tail: f64) -> (usize, usize) {
    let most = a.min(b);
    let mode = (a * b / (a + b).max(1)).clamp(1, most.max(1));
    let even = from_mode(1, most, mode, |k| (a - k) as f64 * (b - k) as f64 / (k * k) as f64);
    let mut chances: Vec<(usize, f64)> = Vec::with_capacity(2 * even.len());
    for (i, w) in even.iter().enumerate() {
        let k = i + 1;
        chances.push((2 * k, 2.0 * w));
        chances.push((2 * k + 1, w * (a + b - 2 * k) as f64 / k as f64));
    }
    let total: f64 = chances.iter().map(|chance| chance.1).sum();
    (first_beyond(chances.iter(), total * tail), first_beyond(chances.iter().rev(), total * tail))
}

/// The number with which the weights, added up in this order, come above `tail`.
fn first_beyond<'a>(mut chances: impl Iterator<Item = &'a (usize, f64)>, tail: f64) -> usize {
    let mut sum = 0.0;
    let beyond = chances.find(|(_, w)| {
        sum += w;
        sum > tail
    });
    beyond.map_or(0, |(runs, _)| *runs)
}

/// The weights from `low` to `high` of which each is the one before times `ratio`, counted from
/// `mode` outwards with 1 there: nothing overflows, and what vanishes is nothing.
fn from_mode(low: usize, high: usize, mode: usize, ratio: impl Fn(usize) -> f64) -> Vec<f64> {
    let mut weights = vec![0.0; (high + 1).saturating_sub(low)];
    let mut w = 1.0;
    for k in mode..=high {
        if let Some(slot) = weights.get_mut(k - low) {
            *slot = w;
        }
        w *= ratio(k);
    }
    w = 1.0;
    for k in (low..mode).rev() {
        w /= ratio(k);
        if let Some(slot) = weights.get_mut(k - low) {
            *slot = w;
        }
    }
    weights
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table against the distribution it comes from, counted out: the same or one beside.
    #[test]
    fn the_table_is_swed_and_eisenharts_or_one_beside() {
        let mut same = 0;
        for useful in 10..=60 {
            let (lower, upper) = run_limits(useful).unwrap();
            let (l, u) = swed_eisenhart(useful / 2, useful - useful / 2, 0.025);
            assert!(lower.abs_diff(l) <= 1 && upper.abs_diff(u) <= 1, "{useful}: {lower} {upper}, {l} {u}");
            same += usize::from((lower, upper) == (l, u));
        }
        assert_eq!(same, 34);
        // Where the table ends it goes on with the distribution; counted out with whole numbers.
        assert_eq!(run_limits(61).unwrap(), (24, 39));
        assert_eq!(run_limits(62).unwrap(), (24, 40));
        assert_eq!(run_limits(80).unwrap(), (32, 50));
    }

    /// Swed & Eisenhart 1943, table II, as printed in textbooks: the most runs that are too few and
    /// the fewest that are too many at 2.5 % on each side.
    #[test]
    fn swed_and_eisenharts_own_critical_values() {
        for (a, b, few, many) in [
            (5, 5, 2, 10),
            (6, 6, 3, 11),
            (8, 8, 4, 14),
            (10, 10, 6, 16),
            (9, 12, 6, 16),
            (12, 12, 7, 19),
            (15, 15, 10, 22),
            (20, 20, 14, 28),
        ] {
            assert_eq!(swed_eisenhart(a, b, 0.025), (few + 1, many - 1), "{a} {b}");
        }
    }

    #[test]
    fn nothing_overflows() {
        assert_eq!(longest_by_chance(usize::MAX), 67);
        let (lower, upper) = run_limits(20_001).unwrap();
        assert!(lower > 9_800 && upper < 10_200, "{lower} {upper}");
        // 5,000 − 1.645 √2,500, near enough.
        assert!(fewest_crossings(10_001).unwrap().abs_diff(4_918) <= 1);
        let wild = [f64::MAX, f64::MIN, f64::MAX, 0.0, 1.0, f64::MIN, f64::MAX, 5e-324, 0.0, 1.0, 2.0];
        assert!(read(&wild, Centre::All, Rules::Perla).unwrap().median.is_finite());
    }
}
