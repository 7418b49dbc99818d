//! What goes in and what comes out.

/// One key figure on an area × year grid. Index = `area * years + (year - first_year)`; NaN = no
/// usable value (missing, secret, deleted, not applicable: here they are all the same).
#[derive(Debug, Clone, Copy)]
pub struct Grid<'a> {
    /// Number of areas.
    pub areas: usize,
    /// Number of calendar years.
    pub years: usize,
    /// The calendar year of the first column.
    pub first_year: i16,
    /// Women's (girls') values.
    pub women: &'a [f64],
    /// Men's (boys') values.
    pub men: &'a [f64],
    /// Values for all. Never used for a difference; may be empty.
    pub total: &'a [f64],
}

/// What sort of number a key figure is, from the unit in its title. Only used to borrow a
/// calibration where the key figure's own history is short, and to report by kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Per cent of a group.
    Share,
    /// Cases per 1 000 or 100 000.
    Rate,
    /// Money.
    Amount,
    /// Number of people, cases or places.
    Count,
    /// Points, marks, index values.
    Score,
    /// Anything else (days, years, quotients).
    Other,
}

impl Kind {
    /// All kinds in the order of their numbers.
    pub const ALL: [Self; 6] = [Self::Share, Self::Rate, Self::Amount, Self::Count, Self::Score, Self::Other];
}

/// Whether a high value is good for the people it describes. Only ever from a curated list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// High is good.
    HighIsGood,
    /// Low is good.
    LowIsGood,
    /// Not stated: no verdict is given.
    None,
}

/// Whether a key figure is a result that somebody answers for, or background.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// A result: takes part in the family of tests.
    Outcome,
    /// Background (age shares, education of inhabitants): listed, never flagged.
    Background,
}

/// One key figure with what is known about it.
#[derive(Debug, Clone, Copy)]
pub struct FigureInput<'a> {
    /// Values.
    pub grid: Grid<'a>,
    /// Sort of number.
    pub kind: Kind,
    /// Curated direction.
    pub direction: Direction,
    /// Curated class.
    pub class: Class,
    /// For [`Kind::Rate`]: per how many inhabitants (1 000, 100 000); NaN where that is not known.
    pub per: f64,
    /// Calendar years that one value is said to be made of (a five-year mean: 5); 1 = its own only.
    pub pooled: u16,
}

/// What sort of area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AreaLevel {
    /// Municipality (kommun).
    Municipality,
    /// Region.
    Region,
    /// The nation (Riket).
    Nation,
}

/// What is known about the areas, in the order of the grids.
#[derive(Debug, Clone, Copy)]
pub struct Country<'a> {
    /// Inhabitants, all ages, both sexes; NaN where unknown.
    pub population: &'a [f64],
    /// Sort of area.
    pub level: &'a [AreaLevel],
}

/// Why no interval can be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// No value for one or both sexes.
    NoValue,
    /// No key figure year repeats often enough to see how much the difference moves by chance.
    TooFewYears,
    /// Too few areas have the key figure two years running.
    TooFewAreas,
    /// The difference never moves at all: nothing to measure chance by.
    NeverMoves,
    /// No other area to compare with has a value.
    NoPeers,
}

/// What an interval covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Covers {
    /// Chance from year to year, as measured in the key figure's own past.
    YearToYear,
    /// Sampling, from numbers behind each sex given by the caller.
    Sampling,
    /// Nothing: there is no interval, and why.
    Nothing(Why),
}

/// The difference between women and men in one area, judged. All in the key figure's unit.
/// Numbers that cannot be given are NaN; [`Finding::covers`] says why.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Finding {
    /// Year of the latest true value (never a carried-forward one).
    pub year: i16,
    /// Women's value that year.
    pub women: f64,
    /// Men's value that year.
    pub men: f64,
    /// Women − men that year, as published.
    pub difference: f64,
    /// Women / men; NaN when men's value is 0.
    pub ratio: f64,
    /// The lasting difference: recent years weighed together, chance smoothed out.
    pub lasting: f64,
    /// Standard error of [`Self::lasting`].
    pub error: f64,
    /// Lower end of the 95 % interval for the lasting difference.
    pub low: f64,
    /// Upper end of the 95 % interval for the lasting difference.
    pub high: f64,
    /// Next year's published difference lies above this in 97.5 % of cases.
    pub next_low: f64,
    /// Next year's published difference lies below this in 97.5 % of cases.
    pub next_high: f64,
    /// As [`Self::next_low`], for the 99.8 % interval.
    pub next_low_998: f64,
    /// As [`Self::next_high`], for the 99.8 % interval.
    pub next_high_998: f64,
    /// Two-sided p-value of "no lasting difference".
    pub p: f64,
    /// The smallest lasting difference that would be seen here four times in five (5 % test).
    pub smallest_visible: f64,
    /// True yearly values of this area behind it.
    pub years: u16,
    /// What the intervals cover.
    pub covers: Covers,
}

/// How the values of other areas are weighed into one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weights {
    /// Every area counts the same (the "ovägt medel" of Kolada).
    Equal,
    /// By inhabitants.
    Population,
}

/// An area's difference beside the differences of other areas (difference of differences).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Comparison {
    /// Which mean [`Self::peer_difference`] is.
    pub weights: Weights,
    /// Mean of the others' published differences in the same year.
    pub peer_difference: f64,
    /// Mean of the others' values for women in the same year.
    pub peer_women: f64,
    /// Mean of the others' values for men in the same year.
    pub peer_men: f64,
    /// Own lasting difference − mean lasting difference of the others.
    pub excess: f64,
    /// Standard error of [`Self::excess`].
    pub error: f64,
    /// Lower end of its 95 % interval.
    pub low: f64,
    /// Upper end of its 95 % interval.
    pub high: f64,
    /// Two-sided p-value of "the same lasting difference as the others".
    pub p: f64,
    /// Share (0–100) of the others whose lasting difference lies below one's own (ties half).
    pub percentile: f64,
    /// Number of others with a value.
    pub n: u16,
    /// What the interval covers.
    pub covers: Covers,
}

/// Which way the gap (the size of the difference) goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Course {
    /// No movement that can be told from chance.
    Unclear,
    /// The gap shrinks.
    Closing,
    /// The gap grows.
    Widening,
    /// The difference has changed sign within the period.
    Crossing,
}

/// Who moved while the gap changed. Needs a direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mover {
    /// No direction, no clear movement, or too few years.
    Unknown,
    /// The worse-off sex gained, the better-off did not move.
    WorseOffGained,
    /// The better-off sex lost, the worse-off did not gain: levelling down, no success.
    BetterOffLost,
    /// Both gained (closing: the worse-off more; widening: the better-off more).
    BothGained,
    /// Both lost.
    BothLost,
    /// The worse-off gained and the better-off lost.
    Met,
    /// The worse-off lost, the better-off did not (widening).
    WorseOffLost,
    /// The better-off gained, the worse-off did not (widening).
    BetterOffGained,
    /// They moved apart: the worse-off lost while the better-off gained.
    Parted,
}

/// Trend of the difference over the last five to ten true yearly values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trend {
    /// First year used.
    pub from: i16,
    /// Last year used.
    pub to: i16,
    /// Number of true yearly values used.
    pub n: u16,
    /// Change of the difference (women − men) a year.
    pub slope: f64,
    /// Its standard error.
    pub error: f64,
    /// Two-sided p-value of "no trend".
    pub p: f64,
    /// Change of women's value a year.
    pub women_slope: f64,
    /// Change of men's value a year.
    pub men_slope: f64,
    /// The difference at the beginning of the period, on the fitted line: its sign says who was
    /// worse off then.
    pub first: f64,
    /// Which way the gap goes (5 % test).
    pub course: Course,
    /// Who moved.
    pub mover: Mover,
}

/// One (key figure, area) of a scan.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Row {
    /// The difference.
    pub finding: Finding,
    /// Against the similar areas, unweighted.
    pub similar: Comparison,
    /// The trend.
    pub trend: Trend,
    /// Benjamini–Hochberg adjusted p of the difference within the area's outcomes; NaN for
    /// background and where there is no p.
    pub q: f64,
    /// The same for the comparison with the similar areas.
    pub similar_q: f64,
    /// The same for the trend.
    pub trend_q: f64,
    /// Real by the 5 % false discovery rate.
    pub flagged: bool,
    /// Larger or smaller than in similar areas by the 5 % false discovery rate.
    pub similar_flagged: bool,
    /// The difference changes, by the 5 % false discovery rate.
    pub trend_flagged: bool,
}

/// Everything found in one area. Rows in the order of the key figures given.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaScan {
    /// Index of the area.
    pub area: usize,
    /// One row a key figure.
    pub rows: Vec<Row>,
    /// What came out in sum.
    pub tally: Tally,
}

/// One area's scan in sum.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Tally {
    /// Outcomes tested.
    pub tested: u32,
    /// Differences flagged.
    pub flagged: u32,
    /// Of those, false alarms to expect at most (5 % of the flagged).
    pub expected_false: f64,
    /// Outcomes compared with similar areas.
    pub similar_tested: u32,
    /// Of those flagged.
    pub similar_flagged: u32,
    /// Of those, false alarms to expect at most.
    pub similar_expected_false: f64,
}

/// What the national scan keeps of a [`Row`]: a third of its size, since it is held for a quarter of
/// a million pairs. The rest is worked out again for one area at a time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Brief {
    /// [`Finding::year`].
    pub year: i16,
    /// [`Comparison::n`], of the similar areas.
    pub similar_n: u16,
    /// [`Row::flagged`].
    pub flagged: bool,
    /// [`Row::similar_flagged`].
    pub similar_flagged: bool,
    /// [`Row::trend_flagged`].
    pub trend_flagged: bool,
    /// [`Finding::women`].
    pub women: f64,
    /// [`Finding::men`].
    pub men: f64,
    /// [`Finding::lasting`].
    pub lasting: f64,
    /// [`Finding::low`].
    pub low: f64,
    /// [`Finding::high`].
    pub high: f64,
    /// [`Finding::p`].
    pub p: f64,
    /// [`Row::q`].
    pub q: f64,
    /// [`Comparison::excess`] over the similar areas.
    pub excess: f64,
    /// [`Comparison::low`].
    pub excess_low: f64,
    /// [`Comparison::high`].
    pub excess_high: f64,
    /// [`Comparison::percentile`].
    pub percentile: f64,
    /// [`Comparison::p`].
    pub similar_p: f64,
    /// [`Row::similar_q`].
    pub similar_q: f64,
    /// [`Trend::slope`].
    pub slope: f64,
    /// [`Trend::p`].
    pub trend_p: f64,
    /// [`Row::trend_q`].
    pub trend_q: f64,
}

impl Row {
    /// What the national scan keeps of it.
    #[must_use]
    pub fn brief(&self) -> Brief {
        Brief {
            year: self.finding.year,
            similar_n: self.similar.n,
            flagged: self.flagged,
            similar_flagged: self.similar_flagged,
            trend_flagged: self.trend_flagged,
            women: self.finding.women,
            men: self.finding.men,
            lasting: self.finding.lasting,
            low: self.finding.low,
            high: self.finding.high,
            p: self.finding.p,
            q: self.q,
            excess: self.similar.excess,
            excess_low: self.similar.low,
            excess_high: self.similar.high,
            percentile: self.similar.percentile,
            similar_p: self.similar.p,
            similar_q: self.similar_q,
            slope: self.trend.slope,
            trend_p: self.trend.p,
            trend_q: self.trend_q,
        }
    }
}

/// Every key figure in every area.
#[derive(Debug, Clone, PartialEq)]
pub struct NationalScan {
    /// Number of areas.
    pub areas: usize,
    /// Number of key figures.
    pub figures: usize,
    /// `rows[figure][area]`.
    pub rows: Vec<Vec<Brief>>,
    /// One an area.
    pub tallies: Vec<Tally>,
}

impl NationalScan {
    /// The row of one key figure and area, if both exist.
    #[must_use]
    pub fn row(&self, figure: usize, area: usize) -> Option<&Brief> {
        self.of_figure(figure).get(area)
    }

    /// The rows of one key figure, an area each; empty if there is no such figure.
    #[must_use]
    pub fn of_figure(&self, figure: usize) -> &[Brief] {
        self.rows.get(figure).map_or(&[], Vec::as_slice)
    }
}

/// Where a teacher was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Circle {
    /// A partner of the benchmarking group.
    Partner,
    /// One of the similar areas.
    Similar,
    /// Anywhere else in the country.
    Country,
    /// The area itself: others can learn from it.
    Own,
}

/// What there is to learn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Truly smaller difference, at as good or better a level for the sex that is worse off here.
    SmallerDifference,
    /// Closed its difference by raising the worse-off sex.
    Closed {
        /// The first year from which the difference has been less than half of what it was.
        since: i16,
    },
}

/// An area to learn from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lesson {
    /// Index of the area.
    pub area: usize,
    /// Where it was found.
    pub circle: Circle,
    /// What there is to learn.
    pub reason: Reason,
    /// Its women's value in its latest true year.
    pub women: f64,
    /// Its men's value in its latest true year.
    pub men: f64,
    /// Its lasting difference.
    pub lasting: f64,
    /// For [`Reason::Closed`], the difference before; else one's own lasting difference.
    pub before: f64,
    /// One-sided p-value of "not smaller".
    pub p: f64,
}
