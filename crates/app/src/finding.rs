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
use crate::words::{self, Beside, Seen};
use crate::world::{Figure, World};
use figures::{AreaKind, Block, Cell, Sex};
use findings::{Circle, Course, Covers, Lesson, Mover, Reason, Row, Trend, Weights};
use i18n::Lang;

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

    /// Writes its numbers.
    #[must_use]
    pub fn teller(&self) -> Teller<'a> {
        let typical =
            if self.row.finding.women.is_finite() { self.row.finding.women } else { self.row.similar.peer_women };
        Teller::new(self.ask.lang, self.words(), typical)
    }

    /// A cell of the figure in the area and the finding's year.
    fn cell(&self, sex: Sex) -> Cell {
        self.block().map_or(Cell::ABSENT, |block| block.cell(self.area, self.row.finding.year, sex))
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
        let women = teller.cell(self.cell(Sex::Women));
        let men = teller.cell(self.cell(Sex::Men));
        let (low, high, p, covers, seen) = self.judged();
        let verdict = self.verdict(seen);
        let place = self.world.snapshot.areas().get(self.area).map_or("", |area| area.title.as_str());
        let group = self.peers.name(self.world, lang);
        let trend = if row.trend_flagged || self.single { row.trend } else { unclear(row.trend) };
        let mut sentences = Vec::new();
        if women.value.is_some() && men.value.is_some() {
            sentences.push(words::level(&teller, &women.with_unit, &men.with_unit, place));
        }
        sentences.extend(words::size(&teller, finding, seen));
        sentences.extend(words::against(&teller, finding, &row.similar, &group, row.similar_flagged));
        sentences.extend(words::trend(&teller, &trend));
        FindingView {
            kpi: words.id.clone(),
            title: self.block().map_or_else(|| words.id.clone(), |block| block.kpi.title.clone()),
            short: words.short(lang).to_owned(),
            theme: theme_ref(self.world, &words.theme, lang),
            year: i32::from(finding.year),
            unit: teller.head(),
            difference_unit: teller.difference_unit(),
            women_word: words.women(lang).to_owned(),
            men_word: words.men(lang).to_owned(),
            headline: words::headline(&teller, finding, seen),
            sentences,
            verdict,
            total: teller.cell(self.cell(Sex::Total)),
            women,
            men,
            difference: teller.difference(finding.difference),
            ratio: Some(finding.ratio).filter(|ratio| ratio.is_finite()),
            lasting: teller.difference(finding.lasting),
            interval: interval(&teller, low, high, covers),
            covers: words::covers(lang, covers).to_owned(),
            p: Some(p).filter(|p| p.is_finite()),
            flagged: seen == Seen::Differs,
            smallest_visible: Some(finding.smallest_visible)
                .filter(|size| size.is_finite())
                .map(|size| teller.plain(size)),
            peers: self.against(&teller, &group),
            trend: trend_view(&teller, &trend),
            lessons: Vec::new(),
            caveats: caveats(words, lang),
            picture: None,
            source: self.source(),
        }
    }

    /// Limits, p and judgement of the difference: about sampling where the reader gave the numbers behind a
    /// share, otherwise about chance from year to year.
    fn judged(&self) -> (f64, f64, f64, Covers, Seen) {
        let finding = &self.row.finding;
        let sampled = self.ask.n.and_then(|n| sampled(self.words(), finding.women, finding.men, n));
        match sampled {
            Some(found) => {
                let seen = if found.p < 1.0 - CONFIDENCE { Seen::Differs } else { Seen::MayBeChance };
                (found.lower, found.upper, found.p, Covers::Sampling, seen)
            }
            None => (finding.low, finding.high, finding.p, finding.covers, words::seen(self.row)),
        }
    }

    fn against(&self, teller: &Teller<'_>, group: &str) -> Option<AgainstPeers> {
        let (row, similar) = (self.row, &self.row.similar);
        if similar.n == 0 || !similar.peer_difference.is_finite() {
            return None;
        }
        let weighted = self.weighted();
        Some(AgainstPeers {
            n: usize::from(similar.n),
            women: teller.level(similar.peer_women),
            men: teller.level(similar.peer_men),
            difference: teller.difference(similar.peer_difference),
            difference_weighted: teller.difference(weighted),
            excess: teller.difference(similar.excess),
            interval: interval(teller, similar.low, similar.high, similar.covers),
            p: Some(similar.p).filter(|p| p.is_finite()),
            flagged: row.similar_flagged,
            percentile: Some(similar.percentile).filter(|share| share.is_finite()),
            sentence: words::against(teller, &row.finding, similar, group, row.similar_flagged).unwrap_or_default(),
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

    /// The verdict in words. With numbers given by the reader only sampling is judged.
    fn verdict(&self, seen: Seen) -> Verdict {
        let given = self.ask.n.and_then(|n| sampled(self.words(), self.row.finding.women, self.row.finding.men, n));
        let code = match (given, seen) {
            (Some(_), Seen::Differs) => VerdictCode::Differs,
            (Some(_), Seen::MayBeChance) => VerdictCode::CannotTell,
            _ => verdict_code(self.words(), self.row),
        };
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
                    " har minst halverat sin skillnad sedan {since} genom att det blev bättre för dem som hade det sämre; nu är det {levels}."
                ),
            ),
            (Reason::Closed { since }, Lang::En) => (
                "closed",
                Some(i32::from(since)),
                format!(
                    " has at least halved its difference since {since} because it became better for those worse off; now it is {levels}."
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
        (VerdictCode::AsPeers, Lang::Sv) => format!("går inte att skilja från {group}"),
        (VerdictCode::AsPeers, Lang::En) => format!("cannot be told from {group}"),
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

fn trend_view(teller: &Teller<'_>, trend: &Trend) -> Option<TrendView> {
    if trend.n < 2 || !trend.slope.is_finite() {
        return None;
    }
    let sentence = words::trend(teller, trend).unwrap_or_else(|| words::no_trend(teller.lang, trend));
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
        (Design::Pooled, Lang::Sv) => "Flera år är hopslagna, så värden intill varandra delar underlag.",
        (Design::Pooled, Lang::En) => "Several years are pooled, so neighbouring values share their basis.",
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
    let date = retrieved(world);
    let fetched = match (date, lang) {
        (Some(date), Lang::Sv) => format!(", hämtad {date}"),
        (Some(date), Lang::En) => format!(", fetched {date}"),
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

/// The newest date on which values were fetched.
#[must_use]
pub fn retrieved(world: &World) -> Option<String> {
    let sources = &world.snapshot.manifest().sources;
    sources
        .iter()
        .filter(|source| source.kind.starts_with("values") || source.kind.starts_with("api"))
        .map(|source| source.retrieved)
        .max()
        .or_else(|| sources.iter().map(|source| source.retrieved).max())
        .map(|time| time.to_string().chars().take(10).collect())
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
