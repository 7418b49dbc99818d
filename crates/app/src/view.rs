//! What pages, reports and the command line show: plain data, already in the reader's language.
//!
//! Every number that is shown stands here twice: as it is (`f64`, for machines and charts) and as
//! people read it (`String`, with the language's comma and its unit). Nothing here computes.

use charts::Svg;
use serde::Serialize;

/// An area to link to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AreaRef {
    /// Kolada's code: `2282` (municipality), `0022` (region), `0000` (the nation).
    pub code: String,
    /// Its name: `Kramfors`.
    pub name: String,
    /// What it is.
    pub level: Level,
}

/// What kind of area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// One of the municipalities.
    Municipality,
    /// One of the regions.
    Region,
    /// The whole country.
    Nation,
}

/// One number as it is and as people read it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Shown {
    /// The number; `None` when there is none, and `text` says why.
    pub value: Option<f64>,
    /// `95,1`, or `uppgift saknas`, `sekretess`, `ej tillämplig`, `borttagen`, `ingen uppgift`.
    pub text: String,
    /// `95,1 procent`; the same as `text` when there is no number.
    pub with_unit: String,
}

/// An interval for a difference, and what it covers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Interval {
    /// Lower limit, in the figure's unit (percentage points for shares).
    pub lower: f64,
    /// Upper limit.
    pub upper: f64,
    /// `−3,1 till 5,6`.
    pub text: String,
    /// `0.95`.
    pub confidence: f64,
    /// One sentence: what the interval covers, or why there is none.
    pub covers: String,
}

/// A judgement in words, with a sign; never a colour alone, never without a direction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// Stable word for machines and CSS.
    pub code: VerdictCode,
    /// `bättre än liknande`.
    pub text: String,
}

/// The verdicts there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum VerdictCode {
    /// No difference to be seen any more, or the area is one to learn from.
    LearnFromUs,
    /// The difference is smaller than in the comparison group.
    SmallerThanPeers,
    /// The difference is larger than in the comparison group.
    LargerThanPeers,
    /// The difference goes the other way than in the comparison group.
    OtherWay,
    /// The difference is real and about as in the comparison group.
    AsPeers,
    /// A difference that may be chance.
    CannotTell,
    /// A real difference, with nothing to compare with.
    Differs,
    /// The figure is background, not a finding.
    Background,
    /// Nothing was tested: the figure has ended, or there is too little to test on.
    NotTested,
}

impl VerdictCode {
    /// The word used in JSON and as a CSS class.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::LearnFromUs => "learn-from-us",
            Self::SmallerThanPeers => "smaller-than-peers",
            Self::LargerThanPeers => "larger-than-peers",
            Self::AsPeers => "as-peers",
            Self::CannotTell => "cannot-tell",
            Self::Differs => "differs",
            Self::Background => "background",
            Self::OtherWay => "other-way",
            Self::NotTested => "not-tested",
        }
    }
}

/// Where a number comes from and how it was made; stands under every figure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SourceLine {
    /// `Källa: Kolada (N00206), hämtad 2024-08-30.` For unchanged values.
    pub unchanged: String,
    /// `Skillnad, intervall och jämförelse: egen beräkning på uppgifter från Kolada.`
    pub computed: String,
}

/// A comparison group.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PeersView {
    /// The word used in addresses and on the command line: `similar:overgripande`, `county`,
    /// `class`, `all`, or codes with commas.
    pub key: String,
    /// `liknande kommuner (7)`, to stand in a sentence after "i".
    pub label: String,
    /// Who they are, in Swedish order.
    pub members: Vec<AreaRef>,
}

/// One line in the choice of comparison group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PeersChoice {
    /// See [`PeersView::key`].
    pub key: String,
    /// `Liknande kommuner: grundskola`.
    pub label: String,
    /// Whether it is the one in use.
    pub selected: bool,
}

/// The area's difference against the differences of its comparison group.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AgainstPeers {
    /// How many of the group have a value.
    pub n: usize,
    /// Unweighted mean of the group's women's values.
    pub women: Shown,
    /// Unweighted mean of the group's men's values.
    pub men: Shown,
    /// Unweighted mean of the group's differences, women − men.
    pub difference: Shown,
    /// Mean of the differences weighted by population.
    pub difference_weighted: Shown,
    /// Unweighted mean of the group's lasting differences: own lasting difference minus
    /// [`AgainstPeers::excess`].
    pub lasting: Shown,
    /// Own lasting difference minus the group's unweighted mean lasting difference.
    pub excess: Shown,
    /// Interval for the excess.
    pub interval: Option<Interval>,
    /// Two-sided p for no excess, before control for many tests.
    pub p: Option<f64>,
    /// Whether it holds after control of the false discovery rate at 5 %.
    pub flagged: bool,
    /// Share of the group with a smaller difference, 0–100.
    pub percentile: Option<f64>,
    /// One sentence.
    pub sentence: String,
}

/// The difference over time.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TrendView {
    /// First true year used.
    pub from: i32,
    /// Last true year used.
    pub to: i32,
    /// How many true yearly values.
    pub n: usize,
    /// Change of the difference a year.
    pub slope: Shown,
    /// Two-sided p.
    pub p: Option<f64>,
    /// `growing`, `closing-up` (the worse-off gained), `closing-down` (the better-off lost),
    /// `closing`, `turned`, `still`, `cannot-tell`.
    pub code: String,
    /// One sentence. It stands among [`FindingView::sentences`] too where the figure was chosen.
    pub sentence: String,
}

/// A municipality to learn from.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LessonView {
    /// Who.
    pub area: AreaRef,
    /// `partner`, `similar` or `other`.
    pub relation: String,
    /// `smaller` (smaller difference at as good a level) or `closed` (closed theirs).
    pub reason: String,
    /// Since when, where the reason is `closed`.
    pub since: Option<i32>,
    /// Women's value there.
    pub women: Shown,
    /// Men's value there.
    pub men: Shown,
    /// What follows the name in the sentence: ` har sedan 2014 …` or `: mindre skillnad …`.
    pub text: String,
    /// One sentence: the name and [`LessonView::text`].
    pub sentence: String,
}

/// One key figure in one area and year: the finding, from sentence to method.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FindingView {
    /// Kolada's id: `N00206`.
    pub kpi: String,
    /// Kolada's full title.
    pub title: String,
    /// Short name for lists: `Heltid`.
    pub short: String,
    /// Theme id and name.
    pub theme: ThemeRef,
    /// The year of the values.
    pub year: i32,
    /// Word for the column head: `procent`.
    pub unit: String,
    /// Unit of a difference: `procentenheter`, otherwise as `unit`.
    pub difference_unit: String,
    /// `kvinnor` / `flickor`.
    pub women_word: String,
    /// `män` / `pojkar`.
    pub men_word: String,
    /// `Lika många kvinnor som män har heltid.`
    pub headline: String,
    /// The rest of the story, one sentence each.
    pub sentences: Vec<String>,
    /// The verdict in words.
    pub verdict: Verdict,
    /// Women's value.
    pub women: Shown,
    /// Men's value.
    pub men: Shown,
    /// Total as the source gives it.
    pub total: Shown,
    /// Women − men, as published.
    pub difference: Shown,
    /// Women / men, where it means something (positive scales).
    pub ratio: Option<f64>,
    /// The lasting difference: recent years weighed together. The interval is about this one.
    pub lasting: Shown,
    /// Interval for the lasting difference (for the year's difference when it is about sampling).
    pub interval: Option<Interval>,
    /// What the interval is about, as the head of a column: `Bestående skillnad (95 % intervall)`.
    pub estimate_head: String,
    /// It with the interval: `−7,2 (−9,3 till −5,1)`; empty where there is none.
    pub estimate: String,
    /// Why there is no interval, when there is none; otherwise what it covers.
    pub covers: String,
    /// Two-sided p for no difference, before control for many tests.
    pub p: Option<f64>,
    /// Whether the difference holds after control of the false discovery rate at 5 %.
    pub flagged: bool,
    /// The smallest difference that could have been seen here.
    pub smallest_visible: Option<Shown>,
    /// Against the comparison group.
    pub peers: Option<AgainstPeers>,
    /// Over time.
    pub trend: Option<TrendView>,
    /// Whom to learn from; filled on the figure's own page and in reports, first three elsewhere.
    pub lessons: Vec<LessonView>,
    /// Things to know before using the figure.
    pub caveats: Vec<String>,
    /// Women and men here and in the group. `None` where a list shows no picture.
    pub picture: Option<Picture>,
    /// Sources.
    pub source: SourceLine,
}

/// A chart in its wide and its narrow form, with the sentence that says what it shows.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Picture {
    /// Heading that states the finding.
    pub title: String,
    /// For wide screens and paper.
    #[serde(skip)]
    pub wide: Svg,
    /// For 320 px; `None` where the wide form reads well there.
    #[serde(skip)]
    pub narrow: Option<Svg>,
    /// Under the picture: `● kvinnor ■ män, procent · 2022`.
    pub caption: String,
}

/// A theme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ThemeRef {
    /// `heltid`.
    pub id: String,
    /// `Heltid`.
    pub name: String,
}

/// The findings of one theme.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ThemeView {
    /// Which.
    pub theme: ThemeRef,
    /// How many of its figures differ.
    pub differ: usize,
    /// All its figures, findings first, without pictures and lessons.
    pub findings: Vec<FindingView>,
}

/// How many figures were looked at, and how many false alarms to expect.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Counts {
    /// Figures split by sex with values here.
    pub split: usize,
    /// Of them tested (outcomes with an interval).
    pub tested: usize,
    /// Women and men differ, after control.
    pub differ: usize,
    /// False alarms to expect among `differ`, at most.
    pub expected_false: f64,
    /// The difference differs from the group's, after control.
    pub differ_from_peers: usize,
    /// False alarms to expect among those, at most.
    pub expected_false_peers: f64,
    /// Figures that are background.
    pub background: usize,
    /// Figures where nothing could be said (too few years, missing).
    pub untested: usize,
}

/// One figure of the picture of level against difference, for the table beside it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StandingView {
    /// Kolada's id.
    pub kpi: String,
    /// Short name.
    pub short: String,
    /// Whose level it is: the sex that is worse off (`kvinnor`).
    pub who: String,
    /// The value of that sex.
    pub level: Shown,
    /// Women − men, recent years weighed together.
    pub difference: Shown,
    /// The difference in units of what is usual: `2,1` is 2.1 times that of the median municipality.
    pub times: String,
    /// The quarter of the picture: `ojämnt på låg nivå`.
    pub quarter: String,
}

/// The page of one municipality, and the scan of it on the command line.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MunicipalityView {
    /// Which.
    pub area: AreaRef,
    /// Its county, where it has one.
    pub county: Option<AreaRef>,
    /// Newest year with many figures.
    pub year: i32,
    /// `Befolkning 2022: 17 892`.
    pub facts: Vec<String>,
    /// The comparison group in use.
    pub peers: PeersView,
    /// What else it can be compared with.
    pub choices: Vec<PeersChoice>,
    /// Counts.
    pub counts: Counts,
    /// First sentence of the page.
    pub lead: String,
    /// The sentence about false alarms.
    pub lead_false_alarms: String,
    /// What says most, in order.
    pub findings: Vec<FindingView>,
    /// Where others can learn from this municipality.
    pub learn_from_us: Vec<FindingView>,
    /// Everything, by theme.
    pub themes: Vec<ThemeView>,
    /// Background figures.
    pub background: Vec<FindingView>,
    /// Figures that the source gives for all together only.
    pub totals: Vec<TotalView>,
    /// Level against difference, the figures of this municipality.
    pub quarters: Option<Picture>,
    /// The figures of that picture, uneven at a low level first.
    pub standings: Vec<StandingView>,
    /// Differences with intervals.
    pub intervals: Option<Picture>,
    /// Sources.
    pub source: SourceLine,
    /// Whether the municipality is invented (demonstration).
    pub invented: bool,
}

/// A figure that the source gives for all together only, in one area. No difference is tested.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TotalView {
    /// Kolada's id.
    pub kpi: String,
    /// Kolada's title.
    pub title: String,
    /// Short name.
    pub short: String,
    /// Theme.
    pub theme: ThemeRef,
    /// The year of the value.
    pub year: i32,
    /// Word for the column head.
    pub unit: String,
    /// `Män tar ut färre dagar …`, where even is known or the figure is one of a pair; else the level.
    pub headline: String,
    /// The rest of the story, one sentence each.
    pub sentences: Vec<String>,
    /// The value.
    pub value: Shown,
    /// What even would be: `50 procent`.
    pub even: Option<Shown>,
    /// How far from even.
    pub distance: Option<Shown>,
    /// The group's unweighted mean.
    pub peers: Option<Shown>,
    /// How many of the group have a value.
    pub peers_n: usize,
    /// Women's and men's values, where they are two figures.
    pub pair: Option<PairView>,
    /// Why no difference is tested.
    pub untested: String,
}

/// Two figures that together hold women's and men's values.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PairView {
    /// Kolada's id of women's figure.
    pub women_kpi: String,
    /// Kolada's id of men's figure.
    pub men_kpi: String,
    /// Its short name.
    pub women_short: String,
    /// Short name of men's figure.
    pub men_short: String,
    /// `kvinnor`.
    pub women_word: String,
    /// `män`.
    pub men_word: String,
    /// Women here.
    pub women: Shown,
    /// Men here.
    pub men: Shown,
    /// Women − men here, as published.
    pub difference: Shown,
    /// Mean of the group's women's values.
    pub peers_women: Shown,
    /// Mean of the group's men's values.
    pub peers_men: Shown,
    /// Mean of the group's differences.
    pub peers_difference: Shown,
}

/// A row of a table on the page of a figure for all together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TotalRow {
    /// The year, or the area's name.
    pub name: String,
    /// The area, in the table of areas.
    pub area: Option<AreaRef>,
    /// One cell a head.
    pub cells: Vec<Shown>,
    /// `own`, `peer`, `other`; for years `carried` where the value repeats an earlier one.
    pub relation: String,
}

/// The page of a key figure for all together, with or without an area in focus.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TotalFigureView {
    /// The figure here, or in the nation.
    pub total: TotalView,
    /// Kolada's definition.
    pub definition: String,
    /// Who collected the values.
    pub owner: String,
    /// Is high good?
    pub direction: String,
    /// What to watch out for.
    pub caveats: Vec<String>,
    /// Area in focus.
    pub area: Option<AreaRef>,
    /// Comparison group.
    pub peers: Option<PeersView>,
    /// Choices of group.
    pub choices: Vec<PeersChoice>,
    /// The value over time.
    pub over_time: Option<Picture>,
    /// Every municipality as a dot.
    pub everyone: Option<Picture>,
    /// Heads of the table of years, after the year.
    pub year_heads: Vec<String>,
    /// Years, newest first.
    pub years: Vec<TotalRow>,
    /// Heads of the table of areas, after the name.
    pub area_heads: Vec<String>,
    /// Areas, by value.
    pub areas: Vec<TotalRow>,
    /// Sources.
    pub source: SourceLine,
}

/// One year in the table of a figure's page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct YearRow {
    /// Year.
    pub year: i32,
    /// Women here.
    pub women: Shown,
    /// Men here.
    pub men: Shown,
    /// Total here.
    pub total: Shown,
    /// Women − men here.
    pub difference: Shown,
    /// The group's mean difference.
    pub peers_difference: Shown,
    /// The value repeats an earlier year and is no new measurement.
    pub carried: bool,
}

/// One area in the table of a figure's page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AreaRow {
    /// Which.
    pub area: AreaRef,
    /// Women there.
    pub women: Shown,
    /// Men there.
    pub men: Shown,
    /// Women − men there, as published.
    pub difference: Shown,
    /// The lasting difference with its interval; empty where there is none.
    pub estimate: String,
    /// `own`, `peer` or `other`.
    pub relation: String,
}

/// The page of one key figure, with or without an area in focus.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FigureView {
    /// Kolada's id.
    pub kpi: String,
    /// Kolada's title.
    pub title: String,
    /// Short name.
    pub short: String,
    /// Theme.
    pub theme: ThemeRef,
    /// Kolada's definition.
    pub definition: String,
    /// Is high good? One sentence with the reason, or that we do not judge.
    pub direction: String,
    /// Who collected the values, in a sentence; empty where nobody has said it.
    pub owner: String,
    /// How it is collected, what to watch out for.
    pub caveats: Vec<String>,
    /// The finding of the area in focus, or of the nation.
    pub finding: Option<FindingView>,
    /// Area in focus.
    pub area: Option<AreaRef>,
    /// Comparison group.
    pub peers: Option<PeersView>,
    /// Choices of group.
    pub choices: Vec<PeersChoice>,
    /// Women and men over time.
    pub over_time: Option<Picture>,
    /// Every municipality as a dot.
    pub everyone: Option<Picture>,
    /// Years table, newest first.
    pub years: Vec<YearRow>,
    /// Areas table, by difference.
    pub areas: Vec<AreaRow>,
    /// Unit for the column heads.
    pub unit: String,
    /// Unit of differences.
    pub difference_unit: String,
    /// `kvinnor`.
    pub women_word: String,
    /// `män`.
    pub men_word: String,
    /// Whether the values are shares: then the numbers of people behind them give a sampling interval.
    pub share: bool,
    /// The figure read with small numbers in mind.
    pub small: Option<SmallView>,
    /// Whether it can be, where it is not.
    pub small_offered: bool,
    /// Sources.
    pub source: SourceLine,
}

/// What could be examined when a figure differs between women and men.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ExplainView {
    /// Kolada's id.
    pub kpi: String,
    /// Short name.
    pub short: String,
    /// Theme.
    pub theme: ThemeRef,
    /// Area in focus.
    pub area: Option<AreaRef>,
    /// The finding of the area in focus, or of the nation.
    pub finding: Option<FindingView>,
    /// `Äldreomsorg`.
    pub subject: String,
    /// Figures of the same subject, for the same area, that have values for women and men.
    pub beside: Vec<FindingView>,
    /// What could be examined.
    pub questions: Vec<QuestionView>,
}

/// Something to examine, in the reader's language.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QuestionView {
    /// The question.
    pub question: String,
    /// Why it is worth asking.
    pub why: String,
    /// What must be at hand.
    pub needs: String,
    /// The method in words.
    pub way: String,
    /// The method's name: `analyse`, or as in `jamsides stats list`.
    pub method: String,
    /// A command that runs on a file with such columns.
    pub command: String,
}

/// A municipality's figure read with small numbers in mind.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SmallView {
    /// Nobody asked for it: numbers are small.
    pub unasked: bool,
    /// What it comes to, one thought a sentence.
    pub sentences: Vec<String>,
    /// What chance is measured by.
    pub base: String,
    /// One year, the years together, weighed with all.
    pub own: Vec<SmallOwn>,
    /// How many municipalities lie outside the outer limits.
    pub outside: usize,
    /// The years taken together: `2019–2023`.
    pub years: String,
    /// Every municipality in a funnel.
    pub picture: Option<Picture>,
    /// The same as a table, by difference.
    pub places: Vec<SmallRow>,
}

/// One way to read the municipality's own difference.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SmallOwn {
    /// `2019–2023 tillsammans`.
    pub name: String,
    /// Women minus men.
    pub value: Shown,
    /// Lower end of its 95 % interval.
    pub lower: f64,
    /// Upper end.
    pub upper: f64,
    /// `−8,1 till 0,3`.
    pub range: String,
    /// The smallest difference that can be seen like this; empty where that is no question.
    pub visible: String,
}

/// A municipality of the funnel.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SmallRow {
    /// Which.
    pub area: AreaRef,
    /// Inhabitants.
    pub people: String,
    /// The years taken together.
    pub years: String,
    /// The mean of their differences.
    pub difference: Shown,
    /// Half the width of its 95 % interval.
    pub margin: String,
    /// Weighed with all municipalities.
    pub shrunk: Shown,
    /// Where it stands in the funnel: `far-below`, `below`, `within`, `above`, `far-above`.
    pub code: String,
    /// The same in words.
    pub standing: String,
    /// `own`, `peer`, `other`.
    pub relation: String,
}

/// One figure across the areas of a comparison.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CompareRow {
    /// Which figure, with the first area's finding in words.
    pub kpi: String,
    /// Short name.
    pub short: String,
    /// Theme.
    pub theme: ThemeRef,
    /// Unit for the column head.
    pub unit: String,
    /// Unit of differences.
    pub difference_unit: String,
    /// `kvinnor`.
    pub women_word: String,
    /// `män`.
    pub men_word: String,
    /// One cell an area, in the order of [`CompareView::areas`]; `None` where there is no value.
    pub cells: Vec<Option<FindingView>>,
    /// One sentence: who has the smallest difference, whether it is real.
    pub sentence: String,
    /// The areas as rows of a dumbbell chart.
    pub picture: Option<Picture>,
}

/// Two to four areas side by side.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CompareView {
    /// In the order asked for.
    pub areas: Vec<AreaRef>,
    /// Index of the mentor, when one is named.
    pub mentor: Option<usize>,
    /// First sentence.
    pub lead: String,
    /// In how many the areas differ from each other, and how many false alarms that may hold.
    pub lead_false_alarms: String,
    /// Three to bring to the meeting, where there are three: first what sets the areas apart, then
    /// where one of them has a larger difference than its like, then where there is most to learn.
    /// Their sentence begins with the reason.
    pub bring: Vec<CompareRow>,
    /// The rest, by theme.
    pub themes: Vec<(ThemeRef, Vec<CompareRow>)>,
    /// Sources.
    pub source: SourceLine,
}

/// One tile of the country map.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TileView {
    /// Which.
    pub area: AreaRef,
    /// Column in the grid.
    pub col: u16,
    /// Row in the grid.
    pub row: u16,
    /// Figures where the difference is larger than in similar municipalities.
    pub larger: usize,
    /// 0 to 4: step on the scale.
    pub step: u8,
    /// `Kramfors: 3 större än i liknande kommuner`.
    pub label: String,
}

/// The start page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CountryView {
    /// Municipalities in Swedish order, for the list beside the map.
    pub areas: Vec<TileView>,
    /// The map.
    pub map: Option<Picture>,
    /// Newest year.
    pub year: i32,
    /// Figures split by sex.
    pub figures: usize,
    /// Findings of the nation that say most.
    pub findings: Vec<FindingView>,
    /// Themes, with the number of figures in each.
    pub themes: Vec<(ThemeRef, usize)>,
    /// Sources.
    pub source: SourceLine,
    /// Whether this is the demonstration.
    pub invented: bool,
}

/// A label and a value, for summary lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// `Hämtad`.
    pub label: String,
    /// `2024-08-30`.
    pub value: String,
}

/// A key figure in the list of them.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct KnownFigure {
    /// Id.
    pub kpi: String,
    /// Kolada's title.
    pub title: String,
    /// The name used on the pages.
    pub name: String,
    /// Theme.
    pub theme: String,
    /// share, rate, amount, count, score or other.
    pub kind: &'static str,
    /// outcome or background.
    pub class: &'static str,
    /// high, low or none: which is good.
    pub direction: &'static str,
    /// register, survey, election or pooled.
    pub design: &'static str,
    /// Per how many inhabitants a rate is.
    pub per: Option<u32>,
    /// Years that one value is said to be made of.
    pub pooled_years: u16,
    /// First year with values for both sexes.
    pub first_year: i32,
    /// Last year with values for both sexes.
    pub last_year: i32,
    /// Takes part in the tests of the newest year.
    pub tested: bool,
}

/// About the data.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DataView {
    /// The snapshot: id, dates, rows, states.
    pub snapshot: Vec<Fact>,
    /// Where it came from: file or address, date, rows, hash.
    pub sources: Vec<Vec<Fact>>,
    /// What looked odd (total against women and men), in sentences.
    pub remarks: Vec<String>,
    /// Whether this is the demonstration.
    pub invented: bool,
}

/// A row of the promise check.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PromiseRow {
    /// `Andelar`, `7 000–40 000 invånare`, `2018` …
    pub label: String,
    /// How many differences were predicted.
    pub n: usize,
    /// Share inside the 95 % interval, per cent.
    pub within_95: f64,
    /// Share inside the 99.8 % interval, per cent.
    pub within_998: f64,
    /// Share flagged, per cent.
    pub flagged: f64,
    /// Of those, same sign the year after, per cent.
    pub same_sign: f64,
    /// Of those not flagged, same sign the year after, per cent.
    pub same_sign_unflagged: f64,
    /// Share flagged against the similar municipalities, per cent.
    pub peers_flagged: f64,
    /// Of those, same sign the year after, per cent.
    pub peers_same_sign: f64,
}

/// How often we have been right.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PromiseView {
    /// Years looked at.
    pub from: i32,
    /// Last year predicted.
    pub to: i32,
    /// All together, then by kind, size of municipality and year.
    pub rows: Vec<PromiseRow>,
    /// Rank colours and a plain own-series interval, for comparison.
    pub beside: Vec<Fact>,
}

/// One figure, area and year for machines: the stable row of JSON, CSV and XLSX.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FigureRow {
    /// Kolada's id of the figure.
    pub kpi: String,
    /// Kolada's code of the area.
    pub area: String,
    /// Year.
    pub year: i32,
    /// Women's value.
    pub women: Option<f64>,
    /// Men's value.
    pub men: Option<f64>,
    /// Total, as the source gives it.
    pub total: Option<f64>,
    /// State of the women's value: `value`, `missing`, `secret`, `not-applicable`, `deleted`, `absent`.
    pub women_state: &'static str,
    /// State of the men's value.
    pub men_state: &'static str,
    /// State of the total.
    pub total_state: &'static str,
    /// Women − men, with its interval.
    pub difference: Option<Difference>,
    /// Women / men.
    pub ratio: Option<f64>,
    /// Against the comparison group.
    pub peers: Option<PeersNumbers>,
    /// Change of the difference a year.
    pub trend: Option<TrendNumbers>,
    /// What is known of a figure that has a total only; `None` for figures split by sex.
    pub total_only: Option<TotalNumbers>,
    /// Verdict word.
    pub verdict: Option<&'static str>,
    /// Kolada's title of the figure, with its unit at the end.
    pub title: String,
    /// Name of the area.
    pub area_name: String,
    /// `Källa: Kolada` …
    pub source: String,
}

/// A difference for machines.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// Women − men, as published.
    pub value: f64,
    /// The lasting difference that the interval is about: recent years weighed together.
    pub lasting: Option<f64>,
    /// Lower limit.
    pub lower: Option<f64>,
    /// Upper limit.
    pub upper: Option<f64>,
    /// 0.95.
    pub confidence: f64,
    /// Stable name of the method, `year-to-year/1`.
    pub method: &'static str,
    /// `year-to-year`, `sampling` or `none`.
    pub covers: &'static str,
    /// Standard error of the difference.
    pub se: Option<f64>,
    /// Two-sided p.
    pub p: Option<f64>,
    /// Benjamini–Hochberg adjusted p within the area's outcomes.
    pub q: Option<f64>,
    /// After false discovery control at 5 %.
    pub flagged: bool,
    /// The smallest lasting difference that would be seen here four times in five.
    pub smallest_visible: Option<f64>,
}

/// Comparison for machines.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PeersNumbers {
    /// How many of the group have a value.
    pub n: usize,
    /// Unweighted mean of differences.
    pub mean: f64,
    /// Population-weighted mean of differences.
    pub weighted_mean: Option<f64>,
    /// Unweighted mean of lasting differences.
    pub lasting_mean: Option<f64>,
    /// Own lasting difference minus `lasting_mean`.
    pub excess: f64,
    /// Lower limit of the excess.
    pub lower: Option<f64>,
    /// Upper limit of the excess.
    pub upper: Option<f64>,
    /// Two-sided p.
    pub p: Option<f64>,
    /// Benjamini–Hochberg adjusted p within the area's outcomes.
    pub q: Option<f64>,
    /// After false discovery control at 5 %.
    pub flagged: bool,
    /// Share of the group with a smaller difference, 0–100.
    pub percentile: Option<f64>,
}

/// Trend for machines.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TrendNumbers {
    /// True yearly values used.
    pub n: usize,
    /// First year.
    pub from: i32,
    /// Change a year.
    pub slope: f64,
    /// Two-sided p.
    pub p: Option<f64>,
    /// See [`TrendView::code`].
    pub code: &'static str,
}

/// A figure for all together, for machines. Nothing is tested.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TotalNumbers {
    /// Whose value or share the total is: `women`, `men`, or neither.
    pub of: Option<&'static str>,
    /// What even would be.
    pub even: Option<f64>,
    /// Total − even.
    pub distance: Option<f64>,
    /// How many of the group have a value the same year.
    pub peers_n: usize,
    /// Their unweighted mean.
    pub peers_mean: Option<f64>,
    /// Women's value, where women's and men's are two figures.
    pub pair_women: Option<f64>,
    /// Men's value.
    pub pair_men: Option<f64>,
    /// Women − men.
    pub pair_difference: Option<f64>,
}
