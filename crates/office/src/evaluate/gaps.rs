//! What became of the difference between women and men in the key figures that were fixed before the
//! round: where the organisations took part, and where they did not.
//!
//! For each figure the absolute difference is taken in the last year before the round for which at least
//! half of those who took part have values, and likewise in the latest year after it. Those who took part
//! are held against everybody of the same kind who has been in no round here, by a permutation test of the
//! mean change (`stats::permutation`), and each against its similar municipalities among these. The tests
//! of all figures are adjusted together (Holm). A smaller difference is better, unless it came about by
//! levelling down, or by others' growing; where nobody has said what is good, nothing is better or worse.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use i18n::Lang;
use programme::{OrganisationId, Participation, Track, YearsAround};
use stats::{
    detectable,
    mean::Summary,
    multiple::{Adjustment, adjust},
    permutation::{DRAWS, Shift, paired, two_means},
};

use super::{CONFIDENCE, EvaluationVerdict, POWER, RISK, Scene};
use crate::{Office, Trouble};

/// The fewest on either side for a test.
const FEWEST: usize = 2;

/// Where the draws begin: the same page says the same each time.
const SEED: u64 = 2015;

/// A key figure that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvaluationFigure {
    /// Its code in Kolada.
    pub kpi: String,
    /// What it is called.
    pub name: String,
    /// Its whole title, with the unit.
    pub title: String,
    /// What part of the work it is about; empty where nobody has said.
    pub theme: String,
    /// Whether a high value is good; `None`: nobody has said.
    pub high_is_good: Option<bool>,
}

impl EvaluationFigure {
    /// A figure that is not known any more.
    pub(super) fn unknown(kpi: &str) -> Self {
        Self {
            kpi: kpi.to_owned(),
            name: kpi.to_owned(),
            title: String::new(),
            theme: String::new(),
            high_is_good: None,
        }
    }
}

/// The values of women and men in an area and a year.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyFigureYear {
    /// The code of the figure.
    pub kpi: String,
    /// The code of the area.
    pub area: String,
    /// The year.
    pub year: i16,
    /// Women's value.
    pub women: f64,
    /// Men's value.
    pub men: f64,
}

/// The key figures of everybody. Implemented where they are; without it nothing is fixed and nothing told.
pub trait KeyFigures: Send + Sync {
    /// The figures there are for women and men, in the reader's language, by name.
    fn known(&self, lang: Lang) -> Vec<EvaluationFigure>;

    /// Every year of these figures, by their codes, in every municipality or every region, that has values for
    /// both; nothing of a figure that is not known.
    fn years(&self, kpis: &[String], of: Track) -> Vec<KeyFigureYear>;

    /// The areas an area is usually compared with, by code; empty where none are known.
    fn similar(&self, area: &str) -> Vec<String>;
}

/// Those on one side of a comparison.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct GapSide {
    /// How many have values before and after.
    pub n: usize,
    /// The mean of the absolute difference before, in the unit of the figure.
    pub before: f64,
    /// The same after.
    pub after: f64,
    /// How much women's values have changed on average.
    pub women: f64,
    /// How much men's have.
    pub men: f64,
}

/// Why the answer is as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum GapWhy {
    /// Nobody knows when the round began, or it has not ended.
    NotOver,
    /// There are no values for any year before the round.
    NothingBefore,
    /// There are none for any year after it.
    NothingAfter,
    /// Fewer than two on one side.
    TooFew,
    /// The change may be chance.
    Chance,
    /// Nobody has said whether a high value is good or bad: then no change is better or worse.
    NoDirection,
    /// It is the others' difference that has changed: that of those who took part has not gone that way.
    OthersMoved,
    /// The difference is smaller, but not because anything got better for whom it was worse.
    LevelledDown,
    /// The change is larger than chance would make it.
    Shown,
}

impl GapWhy {
    /// Every reason.
    pub const ALL: [Self; 9] = [
        Self::NotOver,
        Self::NothingBefore,
        Self::NothingAfter,
        Self::TooFew,
        Self::Chance,
        Self::NoDirection,
        Self::OthersMoved,
        Self::LevelledDown,
        Self::Shown,
    ];

    /// The stable name.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotOver => "not-over",
            Self::NothingBefore => "nothing-before",
            Self::NothingAfter => "nothing-after",
            Self::TooFew => "too-few",
            Self::Chance => "chance",
            Self::NoDirection => "no-direction",
            Self::OthersMoved => "others-moved",
            Self::LevelledDown => "levelled-down",
            Self::Shown => "shown",
        }
    }
}

/// What became of a key figure.
#[derive(Debug, Clone, PartialEq)]
pub struct GapLine {
    /// The figure.
    pub figure: EvaluationFigure,
    /// For whom.
    pub track: Track,
    /// The years that are compared.
    pub years: Option<(i16, i16)>,
    /// Those who took part.
    pub ours: GapSide,
    /// Those who did not.
    pub others: GapSide,
    /// Who took part and has no values for these years, by name.
    pub without: Vec<String>,
    /// The mean change of those who took part minus that of those who did not. Below nought: the
    /// difference between women and men has gone down more where they took part.
    pub shift: Option<Shift>,
    /// The p of that test, adjusted for all figures.
    pub p: Option<f64>,
    /// How many took part and have similar ones to be held against, and the mean of their change minus that
    /// of these.
    pub matched: Option<(usize, Shift)>,
    /// The smallest mean difference that would have been seen with so many four times in five.
    pub smallest: Option<f64>,
    /// How much the difference changes from one to another where they did not take part: the standard
    /// deviation, to draw figures of different units beside each other.
    pub spread: Option<f64>,
    /// What it says.
    pub told: EvaluationVerdict,
    /// Why.
    pub why: GapWhy,
}

/// An area before and after.
#[derive(Debug, Clone, Copy)]
struct Turned {
    women: (f64, f64),
    men: (f64, f64),
}

impl Turned {
    fn before(&self) -> f64 {
        (self.women.0 - self.men.0).abs()
    }

    fn after(&self) -> f64 {
        (self.women.1 - self.men.1).abs()
    }

    fn change(&self) -> f64 {
        self.after() - self.before()
    }

    /// How much better it has got for whom it was worse.
    fn for_the_worse_off(&self, high_is_good: bool) -> f64 {
        let women_worse = (self.women.0 < self.men.0) == high_is_good;
        let (then, now) = if women_worse { self.women } else { self.men };
        if high_is_good { now - then } else { then - now }
    }
}

/// The areas that an area is usually compared with.
type Similar<'a> = BTreeMap<&'a str, Vec<String>>;

/// What is to be worked out, away from the threads that serve.
struct Asking {
    figures: Vec<EvaluationFigure>,
    around: Option<YearsAround>,
    /// Those who took part: track, area, name.
    places: Vec<(Track, Option<String>, String)>,
    /// The areas of everybody who has been in a round.
    inside: BTreeSet<String>,
}

impl Office {
    /// The key figures there are, by name; none where nobody knows them.
    pub(super) async fn known_figures(&self, lang: Lang) -> Result<Vec<EvaluationFigure>, Trouble> {
        let Some(door) = self.everybody.as_ref().map(Arc::clone) else { return Ok(Vec::new()) };
        let known = tokio::task::spawn_blocking(move || door.known(lang));
        known.await.map_err(|why| Trouble::Ours(why.to_string()))
    }

    /// What became of the figures.
    pub(super) async fn gaps(&self, scene: &Scene, figures: Vec<EvaluationFigure>) -> Result<Vec<GapLine>, Trouble> {
        let Some(door) = self.everybody.as_ref().map(Arc::clone).filter(|_| !figures.is_empty()) else {
            return Ok(Vec::new());
        };
        let mut asking = Asking { figures, around: scene.years(), places: Vec::new(), inside: self.inside().await? };
        asking.figures.sort_by(|a, b| i18n::compare_names(&a.name, &b.name));
        for it in &scene.places {
            if let Some(track) = it.track {
                let area = it.body.area.as_ref().map(|area| area.as_str().to_owned());
                asking.places.push((track, area, it.body.name.clone()));
            }
        }
        let work = tokio::task::spawn_blocking(move || asking.lines(&*door));
        work.await.map_err(|why| Trouble::Ours(why.to_string()))?.map_err(|why| Trouble::Ours(why.to_string()))
    }

    /// The areas of everybody who has been in any round here, as whatever.
    async fn inside(&self) -> Result<BTreeSet<String>, Trouble> {
        let parts = self.store.list::<Participation>().await?;
        let ids: BTreeSet<OrganisationId> = parts.iter().map(|it| it.body.organisation).collect();
        let bodies = self.store.many::<programme::Organisation>(ids).await?;
        Ok(bodies.values().filter_map(|it| Some(it.body.area.as_ref()?.as_str().to_owned())).collect())
    }
}

impl Asking {
    fn lines(&self, door: &dyn KeyFigures) -> stats::Result<Vec<GapLine>> {
        let over = self.around.is_some_and(|it| it.after.is_some());
        let areas = self.places.iter().filter(|_| over).filter_map(|it| it.1.as_deref());
        let similar: Similar<'_> = areas.map(|area| (area, door.similar(area))).collect();
        let kpis: Vec<String> = self.figures.iter().map(|it| it.kpi.clone()).collect();
        let mut lines = Vec::new();
        for track in Track::ALL.into_iter().filter(|track| self.places.iter().any(|it| it.0 == *track)) {
            let mut rows: BTreeMap<String, Vec<KeyFigureYear>> = BTreeMap::new();
            let all = if over { door.years(&kpis, track) } else { Vec::new() };
            for row in all {
                rows.entry(row.kpi.clone()).or_default().push(row);
            }
            for figure in &self.figures {
                let rows = rows.get(&figure.kpi).map(Vec::as_slice).unwrap_or_default();
                lines.push(self.line(rows, &similar, figure, track)?);
            }
        }
        judge(lines)
    }

    fn line(
        &self,
        rows: &[KeyFigureYear],
        similar: &Similar<'_>,
        figure: &EvaluationFigure,
        track: Track,
    ) -> stats::Result<Compared> {
        let mut line = GapLine {
            figure: figure.clone(),
            track,
            years: None,
            ours: GapSide::default(),
            others: GapSide::default(),
            without: Vec::new(),
            shift: None,
            p: None,
            matched: None,
            smallest: None,
            spread: None,
            told: EvaluationVerdict::CannotTell,
            why: GapWhy::NotOver,
        };
        let Some((before, after)) = self.around.and_then(|it| Some((it.before, it.after?))) else {
            return Ok(Compared { line, sides: None, worse_off: None });
        };
        let here: BTreeSet<&str> =
            self.places.iter().filter(|it| it.0 == track).filter_map(|it| it.1.as_deref()).collect();
        let Some(first) = year_for_most(rows, &here, |year| year <= before) else {
            line.why = GapWhy::NothingBefore;
            return Ok(Compared { line, sides: None, worse_off: None });
        };
        let Some(last) = year_for_most(rows, &here, |year| after <= year) else {
            line.why = GapWhy::NothingAfter;
            return Ok(Compared { line, sides: None, worse_off: None });
        };
        let turned = turned(rows, first, last);
        let ours: BTreeMap<&str, Turned> =
            turned.iter().filter(|it| here.contains(it.0)).map(|it| (*it.0, *it.1)).collect();
        let others: BTreeMap<&str, Turned> =
            turned.iter().filter(|it| !self.inside.contains(*it.0)).map(|it| (*it.0, *it.1)).collect();
        line.years = Some((first, last));
        line.ours = side(ours.values());
        line.others = side(others.values());
        let known = |it: &&(Track, Option<String>, String)| it.1.as_deref().is_some_and(|area| ours.contains_key(area));
        let lacks = self.places.iter().filter(|it| it.0 == track).filter(|it| !known(it));
        line.without = lacks.map(|it| it.2.clone()).collect();
        let sides = Sides { ours: changes(ours.values()), others: changes(others.values()) };
        if sides.ours.len() < FEWEST || sides.others.len() < FEWEST {
            line.why = GapWhy::TooFew;
            return Ok(Compared { line, sides: None, worse_off: None });
        }
        line.why = GapWhy::Chance;
        // Where nobody has changed at all there is nothing to tell, and that is no fault.
        line.shift = two_means(&sides.ours, &sides.others, CONFIDENCE, DRAWS, SEED).ok();
        line.matched = matched(similar, &ours, &others);
        let spread = Summary::of(&sides.others)?.variance().sqrt();
        line.spread = Some(spread).filter(|it| *it > 0.0);
        let worse_off = figure.high_is_good.map(|high| {
            let all: Vec<f64> = ours.values().map(|it| it.for_the_worse_off(high)).collect();
            mean(&all)
        });
        Ok(Compared { line, sides: Some(sides), worse_off })
    }
}

/// The changes of the absolute difference on both sides.
struct Sides {
    ours: Vec<f64>,
    others: Vec<f64>,
}

/// A figure before it is judged together with the others.
struct Compared {
    line: GapLine,
    sides: Option<Sides>,
    /// How much better it has got, on average, for whom it was worse; `None`: nobody has said what is good.
    worse_off: Option<f64>,
}

/// Judges all figures together: the more one looks at, the more chance has to offer.
fn judge(compared: Vec<Compared>) -> stats::Result<Vec<GapLine>> {
    let tested: Vec<f64> = compared.iter().filter_map(|it| it.line.shift.map(|shift| shift.test.p)).collect();
    let mut adjusted = adjust(&tested, Adjustment::Holm)?.into_iter();
    // What the first of so many must pass.
    let strict = 1.0 - RISK / tested.len().max(1) as f64;
    let mut lines = Vec::new();
    for Compared { mut line, sides, worse_off } in compared {
        if let Some(sides) = &sides {
            let (ours, others) = (Summary::of(&sides.ours)?, Summary::of(&sides.others)?);
            line.smallest = detectable::means(ours, others, strict, POWER).ok();
        }
        if let Some(shift) = line.shift {
            line.p = adjusted.next();
            (line.told, line.why) = verdict(&shift, line.p, worse_off, &line.ours);
        }
        lines.push(line);
    }
    Ok(lines)
}

fn verdict(shift: &Shift, p: Option<f64>, worse_off: Option<f64>, ours: &GapSide) -> (EvaluationVerdict, GapWhy) {
    if p.is_none_or(|p| RISK < p) {
        return (EvaluationVerdict::CannotTell, GapWhy::Chance);
    }
    let Some(worse_off) = worse_off else { return (EvaluationVerdict::CannotTell, GapWhy::NoDirection) };
    let grew = shift.estimate.value > 0.0;
    // More or less than with the others is not yet larger or smaller.
    let went_there = if grew { ours.before < ours.after } else { ours.after < ours.before };
    if !went_there {
        return (EvaluationVerdict::CannotTell, GapWhy::OthersMoved);
    }
    if grew {
        return (EvaluationVerdict::Worse, GapWhy::Shown);
    }
    if worse_off <= 0.0 {
        return (EvaluationVerdict::CannotTell, GapWhy::LevelledDown);
    }
    (EvaluationVerdict::Better, GapWhy::Shown)
}

/// The latest year that holds for which at least half of those who have any have values; only whether
/// there are values is looked at, never what they are.
fn year_for_most(rows: &[KeyFigureYear], here: &BTreeSet<&str>, holds: impl Fn(i16) -> bool) -> Option<i16> {
    let mut counts: BTreeMap<i16, BTreeSet<&str>> = BTreeMap::new();
    for row in rows.iter().filter(|row| holds(row.year) && here.contains(row.area.as_str())) {
        counts.entry(row.year).or_default().insert(&row.area);
    }
    let any: BTreeSet<&str> = counts.values().flatten().copied().collect();
    counts.iter().rev().find(|(_, areas)| any.len() <= 2 * areas.len()).map(|(year, _)| *year)
}

/// The areas that have values in both years.
fn turned(rows: &[KeyFigureYear], first: i16, last: i16) -> BTreeMap<&str, Turned> {
    let of = |year: i16| -> BTreeMap<&str, (f64, f64)> {
        let sound = |row: &&KeyFigureYear| row.year == year && row.women.is_finite() && row.men.is_finite();
        rows.iter().filter(sound).map(|row| (row.area.as_str(), (row.women, row.men))).collect()
    };
    let (then, now) = (of(first), of(last));
    let mut both = BTreeMap::new();
    for (area, then) in &then {
        if let Some(now) = now.get(area) {
            both.insert(*area, Turned { women: (then.0, now.0), men: (then.1, now.1) });
        }
    }
    both
}

/// Each of those who took part against the mean of its similar ones that did not.
fn matched(
    known: &Similar<'_>,
    ours: &BTreeMap<&str, Turned>,
    others: &BTreeMap<&str, Turned>,
) -> Option<(usize, Shift)> {
    let against = |(area, own): (&&str, &Turned)| {
        let similar: Vec<f64> =
            known.get(area).into_iter().flatten().filter_map(|it| Some(others.get(it.as_str())?.change())).collect();
        (!similar.is_empty()).then(|| own.change() - mean(&similar))
    };
    let differences: Vec<f64> = ours.iter().filter_map(against).collect();
    let shift = paired(&differences, CONFIDENCE, DRAWS, SEED).ok()?;
    Some((differences.len(), shift))
}

fn changes<'a>(all: impl Iterator<Item = &'a Turned>) -> Vec<f64> {
    all.map(Turned::change).collect()
}

fn side<'a>(all: impl Iterator<Item = &'a Turned> + Clone) -> GapSide {
    let of = |what: fn(&Turned) -> f64| mean(&all.clone().map(what).collect::<Vec<_>>());
    GapSide {
        n: all.clone().count(),
        before: of(Turned::before),
        after: of(Turned::after),
        women: of(|it| it.women.1 - it.women.0),
        men: of(|it| it.men.1 - it.men.0),
    }
}

/// The mean; nought of nothing.
fn mean(values: &[f64]) -> f64 {
    if values.is_empty() { 0.0 } else { values.iter().sum::<f64>() / values.len() as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(area: &str, year: i16, women: f64, men: f64) -> KeyFigureYear {
        KeyFigureYear { kpi: "N1".into(), area: area.into(), year, women, men }
    }

    #[test]
    fn a_year_is_chosen_by_who_has_values_and_by_nothing_else() {
        let rows = [
            row("0001", 2018, 1.0, 2.0),
            row("0002", 2018, 1.0, 2.0),
            row("0003", 2018, 1.0, 2.0),
            row("0001", 2019, 1.0, 2.0),
            // Somebody else's values do not count.
            row("0009", 2019, 1.0, 2.0),
            row("0009", 2020, 1.0, 2.0),
        ];
        let here = BTreeSet::from(["0001", "0002", "0003"]);
        assert_eq!(year_for_most(&rows, &here, |year| year <= 2020), Some(2018));
        let two = BTreeSet::from(["0001", "0002"]);
        assert_eq!(year_for_most(&rows, &two, |year| year <= 2020), Some(2019));
        assert_eq!(year_for_most(&rows, &two, |year| 2020 <= year), None);
    }

    #[test]
    fn what_got_better_is_for_whom_it_was_worse() {
        // Women lower where high is good: theirs counts.
        let it = Turned { women: (10.0, 12.0), men: (20.0, 18.0) };
        assert_eq!((it.before(), it.after(), it.change()), (10.0, 6.0, -4.0));
        assert_eq!((it.for_the_worse_off(true), it.for_the_worse_off(false)), (2.0, 2.0));
        let down = Turned { women: (10.0, 9.0), men: (20.0, 10.0) };
        assert_eq!(down.for_the_worse_off(true), -1.0);
    }

    #[test]
    fn a_difference_that_shrank_by_levelling_down_is_no_better() {
        let shift = two_means(&[-5.0, -6.0, -7.0, -5.5], &[0.0, 0.5, -0.5, 0.2], CONFIDENCE, DRAWS, SEED).unwrap();
        let smaller = GapSide { n: 4, before: 10.0, after: 4.0, ..GapSide::default() };
        let of = |p, worse_off| verdict(&shift, p, worse_off, &smaller);
        assert_eq!(of(Some(0.03), Some(1.0)), (EvaluationVerdict::Better, GapWhy::Shown));
        assert_eq!(of(Some(0.03), None), (EvaluationVerdict::CannotTell, GapWhy::NoDirection));
        assert_eq!(of(Some(0.03), Some(0.0)), (EvaluationVerdict::CannotTell, GapWhy::LevelledDown));
        assert_eq!(of(Some(0.06), Some(1.0)), (EvaluationVerdict::CannotTell, GapWhy::Chance));
        assert_eq!(of(None, None), (EvaluationVerdict::CannotTell, GapWhy::Chance));
        let other = two_means(&[5.0, 6.0, 7.0, 5.5], &[0.0, 0.5, -0.5, 0.2], CONFIDENCE, DRAWS, SEED).unwrap();
        let larger = GapSide { n: 4, before: 4.0, after: 10.0, ..GapSide::default() };
        assert_eq!(verdict(&other, Some(0.03), Some(1.0), &larger), (EvaluationVerdict::Worse, GapWhy::Shown));
        assert_eq!(verdict(&other, Some(0.03), None, &larger), (EvaluationVerdict::CannotTell, GapWhy::NoDirection));
    }

    #[test]
    fn nothing_is_better_or_worse_because_others_have_changed() {
        let changed = |ours: [f64; 4], others: [f64; 4]| two_means(&ours, &others, CONFIDENCE, DRAWS, SEED).unwrap();
        let less = changed([1.0, 0.5, 0.8, 1.2], [9.0, 9.5, 8.5, 9.2]);
        let more = changed([-1.0, -0.5, -0.8, -1.2], [-9.0, -9.5, -8.5, -9.2]);
        let side = |before, after| GapSide { n: 4, before, after, ..GapSide::default() };
        let told = |shift, before, after| verdict(shift, Some(0.03), Some(1.0), &side(before, after));
        for (shift, before, after, expected) in [
            // The others' difference has grown, that of those who took part as well, if less.
            (&less, 10.0, 11.0, (EvaluationVerdict::CannotTell, GapWhy::OthersMoved)),
            (&less, 10.0, 10.0, (EvaluationVerdict::CannotTell, GapWhy::OthersMoved)),
            (&less, 10.0, 9.0, (EvaluationVerdict::Better, GapWhy::Shown)),
            // The others' has shrunk more.
            (&more, 10.0, 9.0, (EvaluationVerdict::CannotTell, GapWhy::OthersMoved)),
            (&more, 10.0, 11.0, (EvaluationVerdict::Worse, GapWhy::Shown)),
        ] {
            assert_eq!(told(shift, before, after), expected, "{before} {after}");
        }
    }
}
