//! What is measured for an improvement, by sex, and what a run chart says of it.

use jiff::civil::Date;
use programme::{Direction, ImprovementId, Measurement, MeasurementId, few};
use stats::run_chart::{self, Centre, Rules, RunChart, Signal, SignalKind};
use storage::Stored;

use super::hidden;
use crate::{
    Office, Trouble, Visitor,
    rounds::{day, lines},
};

/// So many measurements before the test make a baseline: the median of fewer is a chance itself, and held
/// against it chance makes a shift far oftener than once in twenty (Perla, Provost & Murray 2011 ask for ten).
/// With fewer the median is that of all.
pub const FEWEST_BEFORE: usize = 10;
/// So many measurements have a median worth drawing.
const FEWEST_FOR_MEDIAN: usize = 5;
/// No number in a municipality's work is larger.
const MOST: f64 = 1e12;

/// Whose value was measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MeasuredSex {
    /// Women's or girls'.
    Women,
    /// Men's or boys'.
    Men,
}

impl MeasuredSex {
    /// Both, women first.
    pub const ALL: [Self; 2] = [Self::Women, Self::Men];
}

/// A measurement as a form has it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MeasureForm {
    /// The day.
    pub on: String,
    /// The value for women or girls: "31,5", or nothing.
    pub women: String,
    /// How many women or girls are behind it, or nothing.
    pub women_n: String,
    /// The value for men or boys, or nothing.
    pub men: String,
    /// How many men or boys, or nothing.
    pub men_n: String,
    /// What is to be known about it.
    pub note: String,
}

/// What was measured on a day, as the visitor may see it.
#[derive(Debug, Clone, PartialEq)]
pub struct MeasureLine {
    /// Its id.
    pub id: MeasurementId,
    /// Its version.
    pub version: i64,
    /// The day.
    pub on: Date,
    /// For women or girls; `None` also where few are behind it and the visitor is of another organisation.
    pub women: Option<f64>,
    /// For men or boys, likewise.
    pub men: Option<f64>,
    /// How many women or girls are behind it; `None` also where that is hidden.
    pub women_n: Option<u32>,
    /// How many men or boys.
    pub men_n: Option<u32>,
    /// Whether so few women are behind it that others do not see it.
    pub women_few: bool,
    /// Whether so few men are.
    pub men_few: bool,
    /// What is to be known about it.
    pub note: String,
}

impl MeasureLine {
    /// A measurement as its own organisation sees it, or as others do: without numbers that tell of few.
    pub(crate) fn of(it: &Stored<Measurement>, own: bool) -> Self {
        let body = &it.body;
        let (women, men) = if own { (body.women, body.men) } else { body.to_show() };
        let (women_few, men_few) = (few(body.women_n), few(body.men_n));
        Self {
            id: it.id,
            version: it.version,
            on: body.on,
            women,
            men,
            women_n: body.women_n.filter(|_| own || !women_few),
            men_n: body.men_n.filter(|_| own || !men_few),
            women_few,
            men_few,
            note: body.note.clone(),
        }
    }

    /// The value of one sex.
    #[must_use]
    pub fn value(&self, of: MeasuredSex) -> Option<f64> {
        match of {
            MeasuredSex::Women => self.women,
            MeasuredSex::Men => self.men,
        }
    }
}

/// What a run chart says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RunFindingKind {
    /// Too few measurements to say anything yet.
    TooFew,
    /// Enough of them, and nothing but what varies.
    Same,
    /// Many in a row on one side of the median.
    Shift,
    /// Many in a row that rise, or fall.
    Trend,
    /// They cross the median so seldom that something has changed.
    TooFewRuns,
    /// They cross it so often that two things are mixed.
    TooManyRuns,
    /// One far from the others: somebody should ask what happened then.
    Odd,
}

/// Something a run chart says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunFinding {
    /// What.
    pub kind: RunFindingKind,
    /// Whether it is above the median or rising; `None`: it points no way.
    pub up: Option<bool>,
    /// Whether that is the good way; `None`: it points no way, or neither is good.
    pub good: Option<bool>,
    /// How many measurements, or runs.
    pub count: usize,
    /// The day of the first measurement it is about.
    pub from: Date,
    /// The day of the last.
    pub to: Date,
    /// The measurements it is about: places among the lines of the card. None: it is about no one of them.
    pub rows: Vec<usize>,
}

/// The measurements of one sex, read as a run chart.
#[derive(Debug, Clone, PartialEq)]
pub struct RunReading {
    /// Whose.
    pub of: MeasuredSex,
    /// How many measurements.
    pub n: usize,
    /// The median that sides are taken from; `None`: too few for one to be shown.
    pub median: Option<f64>,
    /// The last day of the baseline the median was taken from; `None`: of all measurements.
    pub baseline: Option<Date>,
    /// What it says; never nothing.
    pub findings: Vec<RunFinding>,
}

/// Reads the measurements of each sex there are any of, as far as the lines show them. `starts`: the
/// first day of the test; measurements before it are the baseline where there are enough of them.
pub(crate) fn read(lines: &[MeasureLine], starts: Option<Date>, good: Direction) -> Vec<RunReading> {
    MeasuredSex::ALL.into_iter().filter_map(|of| reading(lines, of, starts, good)).collect()
}

fn reading(lines: &[MeasureLine], of: MeasuredSex, starts: Option<Date>, good: Direction) -> Option<RunReading> {
    let seen: Vec<(usize, Date, f64)> =
        lines.iter().enumerate().filter_map(|(row, it)| Some((row, it.on, it.value(of)?))).collect();
    let values: Vec<f64> = seen.iter().map(|(.., value)| *value).collect();
    let before = starts.map_or(0, |first| seen.iter().filter(|(_, on, _)| *on < first).count());
    let frozen = (FEWEST_BEFORE..values.len()).contains(&before);
    let centre = if frozen { Centre::First(before) } else { Centre::All };
    // Nothing measured of this sex: there is nothing to read. Every value is a number: their kind sees to it.
    let chart = run_chart::read(&values, centre, Rules::Perla).ok()?;
    let baseline = seen.get(before.wrapping_sub(1)).map(|(_, on, _)| *on).filter(|_| frozen);
    let median = Some(chart.median).filter(|_| frozen || values.len() >= FEWEST_FOR_MEDIAN);
    Some(RunReading { of, n: values.len(), median, baseline, findings: findings(&chart, &seen, good) })
}

/// What was found, and where that is no change, that it is none or cannot be told.
fn findings(chart: &RunChart, seen: &[(usize, Date, f64)], good: Direction) -> Vec<RunFinding> {
    let mut findings: Vec<RunFinding> = Vec::new();
    if !chart.signals_change()
        && let (Some(first), Some(last)) = (seen.first(), seen.last())
    {
        // With too few off the median silence is no verdict, and that is said.
        let kind = if chart.verdict.is_err() { RunFindingKind::TooFew } else { RunFindingKind::Same };
        findings.push(RunFinding {
            kind,
            up: None,
            good: None,
            count: chart.n,
            from: first.1,
            to: last.1,
            rows: Vec::new(),
        });
    }
    findings.extend(chart.signals.iter().filter_map(|signal| finding(signal, seen, good)));
    findings
}

fn finding(signal: &Signal, seen: &[(usize, Date, f64)], good: Direction) -> Option<RunFinding> {
    let kind = match signal.kind {
        SignalKind::Shift => RunFindingKind::Shift,
        SignalKind::Trend => RunFindingKind::Trend,
        SignalKind::TooFewRuns => RunFindingKind::TooFewRuns,
        SignalKind::TooManyRuns => RunFindingKind::TooManyRuns,
        SignalKind::AstronomicalCandidate => RunFindingKind::Odd,
        // A rule that is newer than these words.
        _ => return None,
    };
    let up = signal.way.map(|way| way == run_chart::Way::Up);
    let at = |point: &usize| seen.get(*point);
    let (first, last) = (signal.points.first().and_then(at)?, signal.points.last().and_then(at)?);
    // The number of runs is about all of them: a ring around each would say nothing.
    let about_some = up.is_some();
    let rows = signal.points.iter().filter_map(at).map(|(row, ..)| *row).filter(|_| about_some).collect();
    let judged = match good {
        Direction::More => up,
        Direction::Less => up.map(|up| !up),
        Direction::Neither => None,
    };
    // One odd measurement is no change for the better or the worse.
    let good = judged.filter(|_| kind != RunFindingKind::Odd);
    Some(RunFinding { kind, up, good, count: signal.count, from: first.1, to: last.1, rows })
}

impl Office {
    /// Adds what was measured on a day.
    ///
    /// # Errors
    /// When the visitor may not; [`Trouble::Missing`] for the day; [`Trouble::NoDecimal`]; when something
    /// was measured that day already.
    pub async fn add_measurement(
        &self,
        visitor: &Visitor,
        improvement: ImprovementId,
        form: &MeasureForm,
    ) -> Result<MeasurementId, Trouble> {
        let card = self.card_to_write(visitor, improvement).await?;
        let measurement = measured(form, improvement, card.body.organisation)?;
        let id = self.id();
        let mut change = self.change(visitor.author());
        change.insert(id, &measurement)?;
        self.store.write(&change).await?;
        Ok(id)
    }

    /// Corrects a measurement, read at `version`.
    ///
    /// # Errors
    /// As when it is added; a conflict when somebody else was there since.
    pub async fn correct_measurement(
        &self,
        visitor: &Visitor,
        id: MeasurementId,
        version: i64,
        form: &MeasureForm,
    ) -> Result<ImprovementId, Trouble> {
        let there = self.measurement_to_write(visitor, id).await?;
        let measurement = measured(form, there.body.improvement, there.body.organisation)?;
        let mut change = self.change(visitor.author());
        change.update(id, version, &measurement)?;
        self.store.write(&change).await?;
        Ok(there.body.improvement)
    }

    /// Takes a measurement away; undoing brings it back.
    ///
    /// # Errors
    /// When the visitor may not.
    pub async fn remove_measurement(
        &self,
        visitor: &Visitor,
        id: MeasurementId,
        version: i64,
    ) -> Result<ImprovementId, Trouble> {
        let there = self.measurement_to_write(visitor, id).await?;
        let mut change = self.change(visitor.author());
        change.remove(id, version);
        self.store.write(&change).await?;
        Ok(there.body.improvement)
    }

    async fn measurement_to_write(&self, visitor: &Visitor, id: MeasurementId) -> Result<Stored<Measurement>, Trouble> {
        let there = self.store.get::<Measurement>(id).await?.ok_or_else(|| hidden(Some(visitor)))?;
        self.card_to_write(visitor, there.body.improvement).await?;
        Ok(there)
    }

    /// What was measured for a card, the oldest first.
    pub(crate) async fn measurements(&self, improvement: ImprovementId) -> Result<Vec<Stored<Measurement>>, Trouble> {
        let mut all = self.store.pointing_at::<Measurement>("improvement", improvement).await?;
        all.sort_by_key(|it| it.body.on);
        Ok(all)
    }
}

/// A measurement of a form, read.
fn measured(
    form: &MeasureForm,
    improvement: ImprovementId,
    organisation: programme::OrganisationId,
) -> Result<Measurement, Trouble> {
    Ok(Measurement {
        improvement,
        organisation,
        on: day(&form.on)?.ok_or(Trouble::Missing("on"))?,
        women: decimal(&form.women)?,
        men: decimal(&form.men)?,
        women_n: whole(&form.women_n)?,
        men_n: whole(&form.men_n)?,
        note: lines(&form.note),
    })
}

/// A written number, with a comma or a point: "31,5"; nothing where nothing is written.
fn decimal(text: &str) -> Result<Option<f64>, Trouble> {
    let sign = |c: char| match c {
        ',' => '.',
        '\u{2212}' => '-',
        other => other,
    };
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).map(sign).collect();
    if plain.is_empty() {
        return Ok(None);
    }
    let written = plain.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-'));
    let number = plain.parse().ok().filter(|number: &f64| written && number.abs() <= MOST);
    number.map(Some).ok_or_else(|| Trouble::NoDecimal(text.trim().to_owned()))
}

/// A written number of people; nothing where nothing is written.
fn whole(text: &str) -> Result<Option<u32>, Trouble> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if plain.is_empty() {
        return Ok(None);
    }
    plain.parse().map(Some).map_err(|_| Trouble::NoNumber(text.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{Timestamp, ToSpan as _, civil::date};
    use programme::Id;

    fn id<T: From<Id>>(n: u8) -> T {
        Id::new(Timestamp::UNIX_EPOCH, &mut |bytes: &mut [u8]| bytes.fill(n)).into()
    }

    /// A measurement each week from the fifth of January: women, men.
    fn series(values: &[(f64, f64)]) -> Vec<MeasureLine> {
        let line = |(week, (women, men)): (i64, &(f64, f64))| MeasureLine {
            id: id(1),
            version: 1,
            on: date(2026, 1, 5).checked_add(week.weeks()).unwrap(),
            women: Some(*women),
            men: Some(*men),
            women_n: Some(20),
            men_n: Some(20),
            women_few: false,
            men_few: false,
            note: String::new(),
        };
        (0_i64..).zip(values).map(line).collect()
    }

    fn kinds(reading: &RunReading) -> Vec<RunFindingKind> {
        reading.findings.iter().map(|it| it.kind).collect()
    }

    #[test]
    fn a_shift_after_the_test_is_told_by_sex() {
        let women = [21.0, 19.0, 22.0, 21.0, 20.0, 22.0, 21.0, 20.0, 21.0, 23.0, 18.0, 16.0, 17.0, 15.0, 16.0, 14.0];
        let men = [14.0, 15.0, 12.0, 13.0, 14.0, 14.0, 12.0, 13.0, 15.0, 13.0, 14.0, 15.0, 12.0, 13.0, 14.0, 12.0];
        let lines = series(&women.into_iter().zip(men).collect::<Vec<_>>());
        let starts = Some(date(2026, 3, 16));
        let read = read(&lines, starts, Direction::Less);
        let [women, men] = read.as_slice() else { panic!("{read:?}") };
        assert_eq!((women.of, women.n, women.median), (MeasuredSex::Women, 16, Some(21.0)));
        assert_eq!(women.baseline, Some(date(2026, 3, 9)));
        let shift = &women.findings[0];
        assert_eq!(
            (shift.kind, shift.up, shift.good, shift.count),
            (RunFindingKind::Shift, Some(false), Some(true), 6)
        );
        assert_eq!((shift.from, shift.to), (date(2026, 3, 16), date(2026, 4, 20)));
        assert_eq!(shift.rows, [10, 11, 12, 13, 14, 15]);
        // Where more is better the same shift is the wrong way, and where neither is it is not judged.
        for (good, judged) in [(Direction::More, Some(false)), (Direction::Neither, None)] {
            assert_eq!(super::read(&lines, starts, good)[0].findings[0].good, judged);
        }
        // The median of men is 13.5: all are off it, and cross it as chance would.
        assert_eq!((men.median, kinds(men)), (Some(13.5), vec![RunFindingKind::Same]));
        // Nine before the test are no baseline: the median is that of all.
        let nine = super::read(&lines, Some(date(2026, 3, 9)), Direction::Less);
        assert_eq!((nine[0].median, nine[0].baseline), (Some(20.0), None));
    }

    #[test]
    fn few_measurements_say_nothing_yet() {
        let lines = series(&[(3.0, 2.0), (4.0, 2.0), (2.0, 3.0)]);
        for reading in read(&lines, None, Direction::Less) {
            assert_eq!((reading.n, reading.median, reading.baseline), (3, None, None));
            assert_eq!(kinds(&reading), [RunFindingKind::TooFew]);
            assert_eq!(reading.findings[0].count, 3);
        }
        assert_eq!(read(&[], None, Direction::Less), []);
        // Two before the test are no baseline: the median is that of all.
        let lines = series(&[(9.0, 1.0), (8.0, 2.0), (3.0, 3.0), (3.0, 4.0), (2.0, 5.0)]);
        let read = read(&lines, Some(date(2026, 1, 19)), Direction::Less);
        assert_eq!((read[0].median, read[0].baseline), (Some(3.0), None));
        // Five that rise are a trend, however few they are.
        assert_eq!(kinds(&read[1]), [RunFindingKind::Trend]);
        assert_eq!((read[1].findings[0].up, read[1].findings[0].good), (Some(true), Some(false)));
    }

    #[test]
    fn one_sex_may_be_measured_alone_and_gaps_are_left_out() {
        let mut lines = series(&[(1.0, 0.0), (2.0, 0.0), (3.0, 0.0)]);
        lines.iter_mut().for_each(|line| line.men = None);
        lines[1].women = None;
        let read = read(&lines, None, Direction::More);
        assert_eq!((read.len(), read[0].of, read[0].n), (1, MeasuredSex::Women, 2));
    }

    #[test]
    fn numbers_as_people_write_them() {
        for (text, number) in [
            ("", None),
            (" \u{a0}", None),
            ("31,5", Some(31.5)),
            ("31.5", Some(31.5)),
            ("\u{2212}2", Some(-2.0)),
            ("1\u{a0}234,25", Some(1234.25)),
            ("0", Some(0.0)),
        ] {
            assert_eq!(decimal(text).unwrap(), number, "{text}");
        }
        for bad in ["NaN", "inf", "1e5", "3 %", "1.234,5", "-", "1000000000001", "--1"] {
            assert!(matches!(decimal(bad), Err(Trouble::NoDecimal(_))), "{bad}");
        }
        assert_eq!(whole("1 200").unwrap(), Some(1200));
        for bad in ["-1", "4,5", "många", "99999999999"] {
            assert!(matches!(whole(bad), Err(Trouble::NoNumber(_))), "{bad}");
        }
    }
}
