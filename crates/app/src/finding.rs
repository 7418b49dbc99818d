//! From a scanned row to the finding people read: words, verdict, sources.

use crate::Ask;
use crate::curated::{Class, Curated, Design, Direction};
use crate::moment::Moment;
use crate::numbers::Teller;
use crate::peers::{Peers, area_ref};
use crate::sampling::sampled;
use crate::view::{
    AgainstPeers, FindingView, Interval, LessonView, SourceLine, ThemeRef, TrendView, Verdict, VerdictCode,
};
use crate::words::{self, Beside, Limits, Seen};
use crate::world::{Figure, World};
use figures::{AreaKind, Block, Cell, Sex};
use findings::{Circle, Course, Covers, Finding, Lesson, Mover, Reason, Row, Trend, Weights};
use i18n::{Lang, no_break};

/// Confidence of every interval.
pub const CONFIDENCE: f64 = 0.95;
/// Stable name of the method behind intervals from year to year.
pub const METHOD: &str = "year-to-year/1";

/// What a finding is made of.
pub struct Told<'a> {
    /// Everything.
    pub world: &'a World,
    /// As of which year.
    pub moment: &'a Moment,
    /// Which figure.
    pub figure: usize,
    /// Which area.
    pub area: usize,
    /// What the scan says.
    pub row: &'a Row,
    /// The comparison group of the scan.
    pub peers: &'a Peers,
    /// How it is to be shown.
    pub ask: &'a Ask,
    /// The reader chose this one figure: its trend is one test, not one of hundreds.
    pub single: bool,
    /// That the area has closed its difference, where it has and the page tells so.
    pub closed: Option<Lesson>,
}

impl<'a> Told<'a> {
    /// The figure.
    #[must_use]
    pub fn figure(&self) -> &'a Figure {
        &self.world.figures[self.figure]
    }

    /// The words of the figure.
    #[must_use]
    pub fn words(&self) -> &'a Curated {
        &self.figure().words
    }

    /// What kind of area it is about.
    #[must_use]
    pub fn kind(&self) -> Option<AreaKind> {
        self.world.snapshot.areas().get(self.area).map(|area| area.kind)
    }

    /// Writes its numbers; uncertain ones with the digits its interval bears.
    #[must_use]
    pub fn teller(&self) -> Teller<'a> {
        let typical =
            if self.row.finding.women.is_finite() { self.row.finding.women } else { self.row.similar.peer_women };
        let (limits, ..) = self.judged();
        Teller::new(self.ask.lang, self.words(), typical).within(limits.low, limits.high)
    }

    /// A cell of the figure in the area and the finding's year.
    fn cell(&self, sex: Sex) -> Cell {
        self.block().map_or(Cell::ABSENT, |block| block.cell(self.area, self.year(), sex))
    }

    /// The year of the finding; the figure's newest where the area has none, so that what the source says instead of a
    /// value is told.
    #[must_use]
    pub fn year(&self) -> i16 {
        let finding = &self.row.finding;
        if finding.difference.is_finite() { finding.year } else { self.figure().last_year.min(self.moment.year) }
    }

    fn block(&self) -> Option<Block<'a>> {
        self.world.block(self.figure())
    }

    /// The finding in words, without picture and lessons.
    #[must_use]
    pub fn view(&self) -> FindingView {
        let (row, words, lang) = (self.row, self.words(), self.ask.lang);
        let finding = &row.finding;
        let teller = self.teller();
        let (limits, p, seen) = self.judged();
        let group = self.peers.name(self.world, lang);
        let trend = if row.trend_flagged || self.single { row.trend } else { unclear(row.trend) };
        FindingView {
            kpi: words.id.clone(),
            title: self.block().map_or_else(|| words.id.clone(), |block| no_break(&block.kpi.title)),
            short: words.short(lang).to_owned(),
            theme: theme_ref(self.world, &words.theme, lang),
            year: i32::from(finding.year),
            unit: teller.head(),
            difference_unit: teller.difference_unit(),
            women_word: words.women(lang).to_owned(),
            men_word: words.men(lang).to_owned(),
            headline: words::headline(&teller, finding, seen),
            sentences: self.sentences(&teller, &group, &trend),
            verdict: self.verdict(),
            total: teller.cell(self.cell(Sex::Total)),
            women: teller.cell(self.cell(Sex::Women)),
            men: teller.cell(self.cell(Sex::Men)),
            difference: teller.difference(finding.difference),
            ratio: Some(finding.ratio).filter(|ratio| ratio.is_finite()),
            lasting: teller.uncertain(finding.lasting),
            interval: interval(&teller, limits.low, limits.high, limits.covers),
            estimate_head: estimate_head(lang, limits.covers).to_owned(),
            estimate: estimate(&teller, finding, &limits),
            covers: words::covers(lang, limits.covers).to_owned(),
            p: Some(p).filter(|p| p.is_finite()),
            flagged: seen == Seen::Differs,
            smallest_visible: Some(finding.smallest_visible)
                .filter(|size| size.is_finite())
                .map(|size| teller.about(size)),
            peers: self.against(&teller, &group),
            trend: trend_view(&teller, &trend, self.closed.is_some()),
            lessons: Vec::new(),
            caveats: caveats(words, lang),
            picture: None,
            source: self.source(),
        }
    }

    /// The story after the headline: levels, how large the difference is, the group, the course.
    fn sentences(&self, teller: &Teller<'_>, group: &str, trend: &Trend) -> Vec<String> {
        let (row, words, lang) = (self.row, self.words(), self.ask.lang);
        let (limits, _, seen) = self.judged();
        let mut sentences = Vec::new();
        let (women, men) = (teller.cell(self.cell(Sex::Women)), teller.cell(self.cell(Sex::Men)));
        let place = self.world.snapshot.areas().get(self.area).map_or("", |area| area.title.as_str());
        if women.value.is_some() && men.value.is_some() {
            sentences.push(words::level(teller, &women.with_unit, &men.with_unit, place));
        }
        if women.value.is_none() || men.value.is_none() {
            let [women, men] = [Sex::Women, Sex::Men].map(|sex| self.cell(sex));
            sentences.push(words::without(words, lang, place, women, men));
        }
        if words.design == Design::Pooled {
            sentences.push(pooled(lang).to_owned());
        }
        // A place others can learn from is told so in one breath: its own story, not what chance may do.
        let example = !self.single && self.closed.is_some();
        let seen = if example { Seen::NotTested } else { seen };
        // What lasts is not told beside an interval of sampling.
        let flagged = row.similar_flagged && !example && limits.covers != Covers::Sampling;
        sentences.extend(words::size(teller, &row.finding, &limits, seen));
        sentences.extend(words::against(teller, &row.finding, &row.similar, group, flagged));
        sentences.extend(self.closed.as_ref().and_then(|lesson| words::closed(teller, lesson)));
        sentences.extend(words::trend(teller, trend).or_else(|| {
            (self.single && has_trend(trend)).then(|| words::no_trend(lang, trend, self.closed.is_some()))
        }));
        sentences
    }

    /// Limits, p and judgement of the difference: about sampling where the reader gave the numbers behind a
    /// share, otherwise about chance from year to year.
    fn judged(&self) -> (Limits, f64, Seen) {
        let finding = &self.row.finding;
        let sampled = self.ask.n.and_then(|n| sampled(self.words(), finding.women, finding.men, n));
        match sampled {
            Some(found) => {
                let limits = Limits { low: found.lower, high: found.upper, covers: Covers::Sampling };
                (limits, found.p, if found.differs() { Seen::Differs } else { Seen::MayBeChance })
            }
            None => (
                Limits { low: finding.low, high: finding.high, covers: finding.covers },
                finding.p,
                words::seen(self.row),
            ),
        }
    }

    fn against(&self, teller: &Teller<'_>, group: &str) -> Option<AgainstPeers> {
        let (row, similar) = (self.row, &self.row.similar);
        if similar.n == 0 || !similar.peer_difference.is_finite() {
            return None;
        }
        let weighted = self.weighted();
        // What lasts is not told beside an interval of sampling.
        let lasting = self.judged().0.covers != Covers::Sampling;
        Some(AgainstPeers {
            n: usize::from(similar.n),
            women: teller.mean(similar.peer_women),
            men: teller.mean(similar.peer_men),
            difference: teller.uncertain(similar.peer_difference),
            difference_weighted: teller.uncertain(weighted),
            lasting: teller.uncertain(row.finding.lasting - similar.excess),
            excess: teller.uncertain(similar.excess),
            interval: interval(teller, similar.low, similar.high, similar.covers),
            p: Some(similar.p).filter(|p| p.is_finite()),
            flagged: row.similar_flagged,
            percentile: Some(similar.percentile).filter(|share| share.is_finite()),
            sentence: words::against(teller, &row.finding, similar, group, row.similar_flagged && lasting)
                .unwrap_or_default(),
        })
    }

    /// The group's mean difference weighted by inhabitants.
    fn weighted(&self) -> f64 {
        let model = &self.moment.models[self.figure];
        let input = self.world.input(self.figure(), self.moment.year);
        let population = self.world.country().population;
        findings::compare(model, &input.grid, self.area, &self.peers.members, Weights::Population, population)
            .peer_difference
    }

    /// The verdict in words.
    fn verdict(&self) -> Verdict {
        let code = verdict_with(self.words(), self.row, self.ask.n);
        let group = self.peers.name(self.world, self.ask.lang);
        Verdict { code, text: verdict_text(code, &group, self.ask.lang) }
    }

    fn source(&self) -> SourceLine {
        source(self.world, Some(&self.words().id), self.ask.lang)
    }

    /// Lessons as sentences.
    #[must_use]
    pub fn lessons(&self, lessons: &[Lesson]) -> Vec<LessonView> {
        lessons.iter().filter_map(|lesson| self.lesson(lesson)).collect()
    }

    fn lesson(&self, lesson: &Lesson) -> Option<LessonView> {
        let (lang, teller) = (self.ask.lang, self.teller());
        let area = area_ref(self.world.snapshot.areas().get(lesson.area)?);
        let (women, men) = (teller.level(lesson.women), teller.level(lesson.men));
        let words = self.words();
        let levels = match lang {
            Lang::Sv => format!("{} för {} och {} för {}", women.text, words.women(lang), men.text, words.men(lang)),
            Lang::En => format!("{} for {} and {} for {}", women.text, words.women(lang), men.text, words.men(lang)),
        };
        // Whoever is worse off here; a lesson is only drawn where a direction says who that is.
        let worse = match words::women_worse_off(words.direction, self.row.finding.lasting) {
            Some(false) => words.men(lang),
            _ => words.women(lang),
        };
        let (reason, since, text) = match (lesson.reason, lang) {
            (Reason::SmallerDifference, Lang::Sv) => {
                ("smaller", None, format!(": mindre skillnad, och minst lika bra för {worse}: {levels}."))
            }
            (Reason::SmallerDifference, Lang::En) => {
                ("smaller", None, format!(": a smaller difference, and at least as good for {worse}: {levels}."))
            }
            (Reason::Closed { since }, Lang::Sv) => (
                "closed",
                Some(i32::from(since)),
                format!(
                    " har sedan {since} högst hälften så stor skillnad som förr, genom att det blev bättre för dem som hade det sämre; nu är det {levels}."
                ),
            ),
            (Reason::Closed { since }, Lang::En) => (
                "closed",
                Some(i32::from(since)),
                format!(
                    " has since {since} had at most half the difference it used to have, because it became better for those worse off; now it is {levels}."
                ),
            ),
        };
        let relation = match lesson.circle {
            Circle::Partner => "partner",
            Circle::Similar => "similar",
            Circle::Country => "other",
            Circle::Own => "own",
        };
        Some(LessonView {
            relation: relation.to_owned(),
            reason: reason.to_owned(),
            since,
            women,
            men,
            sentence: format!("{}{text}", area.name),
            text,
            area,
        })
    }
}

/// The verdict on a row. No verdict on better or worse is given: only whether the difference is
/// larger or smaller, real or possibly chance.
#[must_use]
pub fn verdict_code(words: &Curated, row: &Row) -> VerdictCode {
    let compared = row.similar.n > 0 && row.similar.p.is_finite();
    if words.class == Class::Background {
        VerdictCode::Background
    } else if row.similar_flagged {
        match words::beside_peers(row.finding.lasting, row.similar.excess) {
            Beside::Larger => VerdictCode::LargerThanPeers,
            Beside::Smaller => VerdictCode::SmallerThanPeers,
            Beside::OtherWay => VerdictCode::OtherWay,
        }
    } else if words::seen(row) == Seen::NotTested {
        VerdictCode::NotTested
    } else if row.flagged && compared {
        VerdictCode::AsPeers
    } else if row.flagged {
        VerdictCode::Differs
    } else {
        VerdictCode::CannotTell
    }
}

/// The verdict where the reader may have given the numbers behind a share: then sampling alone is
/// judged.
#[must_use]
pub fn verdict_with(words: &Curated, row: &Row, n: Option<(f64, f64)>) -> VerdictCode {
    match n.and_then(|n| sampled(words, row.finding.women, row.finding.men, n)) {
        Some(found) if found.differs() => VerdictCode::Differs,
        Some(_) => VerdictCode::CannotTell,
        None => verdict_code(words, row),
    }
}

/// The verdict's words.
#[must_use]
pub fn verdict_text(code: VerdictCode, group: &str, lang: Lang) -> String {
    match (code, lang) {
        (VerdictCode::LearnFromUs, Lang::Sv) => "andra kan lära av er".to_owned(),
        (VerdictCode::LearnFromUs, Lang::En) => "others can learn from you".to_owned(),
        (VerdictCode::SmallerThanPeers, Lang::Sv) => format!("mindre skillnad än i {group}"),
        (VerdictCode::SmallerThanPeers, Lang::En) => format!("smaller difference than in {group}"),
        (VerdictCode::LargerThanPeers, Lang::Sv) => format!("större skillnad än i {group}"),
        (VerdictCode::LargerThanPeers, Lang::En) => format!("larger difference than in {group}"),
        (VerdictCode::OtherWay, Lang::Sv) => format!("åt andra hållet än i {group}"),
        (VerdictCode::OtherWay, Lang::En) => format!("the other way than in {group}"),
        (VerdictCode::NotTested, Lang::Sv) => "inte prövad".to_owned(),
        (VerdictCode::NotTested, Lang::En) => "not tested".to_owned(),
        (VerdictCode::AsPeers, Lang::Sv) => format!("ungefär som i {group}"),
        (VerdictCode::AsPeers, Lang::En) => format!("about as in {group}"),
        (VerdictCode::CannotTell, Lang::Sv) => "kan bero på slumpen".to_owned(),
        (VerdictCode::CannotTell, Lang::En) => "may be due to chance".to_owned(),
        (VerdictCode::Differs, Lang::Sv) => "knappast slump".to_owned(),
        (VerdictCode::Differs, Lang::En) => "hardly chance".to_owned(),
        (VerdictCode::Background, Lang::Sv) => "bakgrund".to_owned(),
        (VerdictCode::Background, Lang::En) => "background".to_owned(),
    }
}

/// An interval with its sentence, where there is one.
#[must_use]
pub fn interval(teller: &Teller<'_>, lower: f64, upper: f64, covers: Covers) -> Option<Interval> {
    (lower.is_finite() && upper.is_finite()).then(|| Interval {
        lower,
        upper,
        text: teller.range(lower, upper),
        confidence: CONFIDENCE,
        covers: words::covers(teller.lang, covers).to_owned(),
    })
}

/// The head of a column of estimates.
#[must_use]
pub const fn estimate_head(lang: Lang, covers: Covers) -> &'static str {
    match covers {
        Covers::Sampling => lang.pick("Årets skillnad (95\u{a0}% intervall)", "The year's difference (95% interval)"),
        _ => lang.pick("Bestående skillnad (95\u{a0}% intervall)", "Lasting difference (95% interval)"),
    }
}

/// What the interval is about, with it: `−7,2 (−9,3 till −5,1)`. Empty where there is none.
#[must_use]
pub fn estimate(teller: &Teller<'_>, finding: &Finding, limits: &Limits) -> String {
    if !limits.is_given() {
        return String::new();
    }
    let value = match limits.covers {
        Covers::Sampling => teller.difference(finding.difference),
        _ => teller.uncertain(finding.lasting),
    };
    format!("{} ({})", value.text, teller.range(limits.low, limits.high))
}

/// The stable word of a trend.
#[must_use]
pub const fn trend_code(trend: &Trend) -> &'static str {
    match (trend.course, trend.mover) {
        (Course::Unclear, _) => "cannot-tell",
        (Course::Widening, _) => "growing",
        (Course::Crossing, _) => "turned",
        (Course::Closing, Mover::WorseOffGained | Mover::BothGained | Mover::Met) => "closing-up",
        (Course::Closing, Mover::BetterOffLost | Mover::BothLost) => "closing-down",
        (Course::Closing, _) => "closing",
    }
}

/// A trend that does not hold among all the others looked at: nothing is said of its course.
const fn unclear(trend: Trend) -> Trend {
    Trend { course: Course::Unclear, ..trend }
}

fn has_trend(trend: &Trend) -> bool {
    trend.n >= 2 && trend.slope.is_finite()
}

fn trend_view(teller: &Teller<'_>, trend: &Trend, closed: bool) -> Option<TrendView> {
    if !has_trend(trend) {
        return None;
    }
    let sentence = words::trend(teller, trend).unwrap_or_else(|| words::no_trend(teller.lang, trend, closed));
    Some(TrendView {
        from: i32::from(trend.from),
        to: i32::from(trend.to),
        n: usize::from(trend.n),
        slope: teller.difference(trend.slope),
        p: Some(trend.p).filter(|p| p.is_finite()),
        code: trend_code(trend).to_owned(),
        sentence,
    })
}

/// A theme by id, in the reader's language.
#[must_use]
pub fn theme_ref(world: &World, id: &str, lang: Lang) -> ThemeRef {
    let name = world.lists.theme(id).map_or(id, |theme| lang.pick(theme.sv.as_str(), theme.en.as_str()));
    ThemeRef { id: id.to_owned(), name: name.to_owned() }
}

/// What to know before using a figure.
#[must_use]
pub fn caveats(words: &Curated, lang: Lang) -> Vec<String> {
    let mut all = Vec::new();
    if !words.caveat(lang).is_empty() {
        all.push(words.caveat(lang).to_owned());
    }
    let design = match (words.design, lang) {
        (Design::Register, _) => "",
        (Design::Survey, Lang::Sv) => "Bygger på svar i en enkät; de som inte svarade kan ha haft det annorlunda.",
        (Design::Survey, Lang::En) => "Built on answers to a survey; those who did not answer may differ.",
        (Design::Election, Lang::Sv) => {
            "Värdet sätts vid valet och upprepas till nästa val. Åren däremellan räknas inte som mätningar."
        }
        (Design::Election, Lang::En) => {
            "The value is set by the election and repeated until the next. The years between are not counted as measurements."
        }
        (Design::Pooled, Lang::Sv) => {
            "Varje värde är ett medelvärde över flera år, så värden intill varandra delar underlag."
        }
        (Design::Pooled, Lang::En) => {
            "Each value is a mean of several years, so neighbouring values share their basis."
        }
    };
    if !design.is_empty() {
        all.push(design.to_owned());
    }
    if let Some(threshold) = words.threshold {
        all.push(match lang {
            Lang::Sv => format!("Källan visar inget värde när färre än {threshold} personer ligger bakom."),
            Lang::En => format!("The source shows no value when fewer than {threshold} people are behind it."),
        });
    }
    if words.class == Class::Background && !words.class_why(lang).is_empty() {
        all.push(words.class_why(lang).to_owned());
    }
    all
}

/// That a value is of several years.
#[must_use]
pub const fn pooled(lang: Lang) -> &'static str {
    lang.pick("Värdet är ett medelvärde över flera år.", "The value is a mean of several years.")
}

/// Who collected the values, in a sentence; empty where nobody has said it.
#[must_use]
pub fn owner(words: &Curated, lang: Lang) -> String {
    match (words.owner(lang), lang) {
        ("", _) => String::new(),
        (owner, Lang::Sv) => format!("Uppgiften kommer till Kolada från: {owner}."),
        (owner, Lang::En) => format!("Kolada has the values from: {owner}."),
    }
}

/// One sentence on whether high is good.
#[must_use]
pub fn direction_sentence(words: &Curated, lang: Lang) -> String {
    let start = match (words.direction, lang) {
        (Direction::High, Lang::Sv) => "Ett högt värde är bra.",
        (Direction::High, Lang::En) => "A high value is good.",
        (Direction::Low, Lang::Sv) => "Ett lågt värde är bra.",
        (Direction::Low, Lang::En) => "A low value is good.",
        (Direction::None, Lang::Sv) => "Vi bedömer inte om högt eller lågt är bra.",
        (Direction::None, Lang::En) => "We do not judge whether high or low is good.",
    };
    format!("{start} {}", words.direction_why(lang)).trim_end().to_owned()
}

/// The source line of a figure, or of a whole page.
#[must_use]
pub fn source(world: &World, kpi: Option<&str>, lang: Lang) -> SourceLine {
    if world.invented {
        return SourceLine {
            unchanged: lang
                .pick("Påhittade siffror för en påhittad kommun.", "Invented figures for an invented municipality.")
                .to_owned(),
            computed: lang
                .pick(
                    "Skillnad, intervall och jämförelse: egen beräkning.",
                    "Difference, interval and comparison: own calculation.",
                )
                .to_owned(),
        };
    }
    let which = kpi.map_or_else(String::new, |id| format!(" ({id})"));
    let fetched = match (retrieved(world), lang) {
        (Some((dates, false)), Lang::Sv) => format!(", hämtad {dates}"),
        (Some((dates, false)), Lang::En) => format!(", fetched {dates}"),
        (Some((dates, true)), Lang::Sv) => format!(", filens datum {dates}"),
        (Some((dates, true)), Lang::En) => format!(", date of the file {dates}"),
        (None, _) => String::new(),
    };
    SourceLine {
        unchanged: match lang {
            Lang::Sv => format!("Källa: Kolada{which}{fetched}."),
            Lang::En => format!("Source: Kolada{which}{fetched}."),
        },
        computed: lang
            .pick(
                "Skillnad, intervall och jämförelse: egen beräkning på uppgifter från Kolada.",
                "Difference, interval and comparison: own calculation on data from Kolada.",
            )
            .to_owned(),
    }
}

/// When the values were fetched, and whether those are only the dates of files: one date, or the
/// first and the last where several imports lie over each other, since a snapshot does not keep
/// which of them a single value came with.
#[must_use]
pub fn retrieved(world: &World) -> Option<(String, bool)> {
    let sources = &world.snapshot.manifest().sources;
    let of_values = |source: &&figures::Source| source.kind.starts_with("values") || source.kind.starts_with("api");
    let mut dated: Vec<&figures::Source> = sources.iter().filter(of_values).collect();
    if dated.is_empty() {
        dated = sources.iter().collect();
    }
    let day = |source: &figures::Source| source.retrieved.to_string().chars().take(10).collect::<String>();
    let first = dated.iter().min_by_key(|source| source.retrieved)?;
    let last = dated.iter().max_by_key(|source| source.retrieved)?;
    let files = dated.iter().all(|source| source.file_date);
    let (first, last) = (day(first), day(last));
    Some((if first == last { last } else { format!("{first}–{last}") }, files))
}

/// How much a row has to say, for the order of findings. Larger first.
///
/// The size of the difference in units of how much the differences of all areas spread; more when
/// it is larger than in similar municipalities, when it grows, and when somebody has decided what
/// is good; nothing for background and for what may be chance.
#[must_use]
pub fn weight(figure: &Figure, row: &Row, spread: f64) -> f64 {
    if !row.flagged
        || figure.words.class == Class::Background
        || !words::agrees(&row.finding)
        || spread.is_nan()
        || spread <= 0.0
    {
        return 0.0;
    }
    let size = (row.finding.lasting.abs() / spread).min(4.0);
    let excess =
        if row.similar_flagged && words::beside_peers(row.finding.lasting, row.similar.excess) != Beside::Smaller {
            2.0 * (row.similar.excess.abs() / spread).min(3.0)
        } else {
            0.0
        };
    let growing = if row.trend_flagged && row.trend.course == Course::Widening { 1.0 } else { 0.0 };
    let known = match (figure.curated, figure.words.direction) {
        (true, Direction::High | Direction::Low) => 1.0,
        (true, Direction::None) => 0.5,
        (false, _) => 0.2,
    };
    known * (0.25 * size + excess + growing)
}
