//! One pass over the files: rows to sums per place, cluster and sex.

use crate::columns::{Limits, few_enough, sorted};
use crate::intern::Intern;
use crate::read::{Data, EMPTY, Go, Source, Unit, Want, sources};
use crate::state::{Places, Read, Sums, Top, Values, moments, take};
use crate::{Codebook, Column, Condition, Fault, Layout, Reason, Sex};
use rayon::prelude::*;
use stats::moments::Moments;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What is asked of a pass.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The outcome's column.
    pub outcome: String,
    /// The column of legal sex.
    pub by: String,
    /// The column of places; without it all is one place.
    pub place: Option<String>,
    /// The column of clusters; without it each place is one.
    pub cluster: Option<String>,
    /// The column of weights; without it each row weighs one.
    pub weight: Option<String>,
    /// What the difference is to be explained by.
    pub adjust: Vec<String>,
    /// Which rows to take.
    pub conditions: Vec<Condition>,
    /// The same in SQL, which takes an engine that reads it (crate `cluster`).
    pub sql: Vec<String>,
    /// What the columns mean.
    pub book: Codebook,
    /// The share of bad rows above which nothing is computed, 0.05 for 5 %.
    pub bad_allowed: f64,
}

/// A cell: a place, and within it a cluster.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// The place, as the file writes it.
    pub place: String,
    /// The cluster; the place where none is asked for.
    pub cluster: String,
}

/// What a pass came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Cells {
    /// What the numbers of a row are.
    pub layout: Layout,
    /// Moments by cell: women's and men's.
    pub cells: BTreeMap<Key, [Moments; 2]>,
    /// Rows that the filter let through.
    pub rows: u64,
    /// Rows of a third legal sex: told, not compared.
    pub other: u64,
    /// Rows of unknown sex: told, not compared.
    pub unknown: u64,
    /// Rows left out, by reason, most first.
    pub bad: Vec<(Reason, u64)>,
    /// The two largest contributions (weight times outcome) of women and men, by cell.
    pub tops: BTreeMap<Key, [[f64; 2]; 2]>,
    /// Which values the numbers take: of each adjusting variable that is no category, and of the outcome.
    pub values: BTreeMap<String, Values>,
    /// How many women and men are in each level but the first of each category, as the numbers of a row lie.
    pub counts: [Vec<f64>; 2],
}

/// How many rows there were, without what tells of fewer than so many persons.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// Rows, without those that may not be told of.
    pub rows: u64,
    /// Of a third legal sex: none, some that may not be told of (`Some(None)`), or so many.
    pub other: Option<Option<u64>>,
    /// Of unknown sex, likewise.
    pub unknown: Option<Option<u64>>,
    /// Left out by reason, likewise.
    pub bad: Vec<(Reason, Option<u64>)>,
    /// Left out in all, of what may be told.
    pub bad_rows: u64,
}

impl Cells {
    /// What may be told of the number of rows. Nothing of 1 to `least` − 1 is told, nor counted in a sum from which
    /// it could be taken.
    #[must_use]
    pub fn told(&self, least: u64) -> Told {
        let may = |n: u64| (n > 0).then_some((n >= least).then_some(n));
        let (other, unknown) = (may(self.other), may(self.unknown));
        let bad: Vec<(Reason, Option<u64>)> =
            self.bad.iter().filter_map(|(why, n)| Some((why.clone(), may(*n)?))).collect();
        let hidden = |n: u64| if n < least { n } else { 0 };
        let kept: u64 =
            hidden(self.other) + hidden(self.unknown) + self.bad.iter().map(|(_, n)| hidden(*n)).sum::<u64>();
        let bad_rows = bad.iter().filter_map(|(_, n)| *n).sum();
        Told { rows: self.rows - kept, other, unknown, bad, bad_rows }
    }

    /// Women and men of all cells.
    ///
    /// # Errors
    /// [`Fault::Numbers`] in theory only: all cells are of one width.
    pub fn all(&self) -> Result<[Moments; 2], Fault> {
        self.merged(self.cells.values())
    }

    /// Women and men by place.
    ///
    /// # Errors
    /// As [`Cells::all`].
    pub fn places(&self) -> Result<BTreeMap<String, [Moments; 2]>, Fault> {
        self.by(|key| &key.place)
    }

    /// Women and men by cluster.
    ///
    /// # Errors
    /// As [`Cells::all`].
    pub fn clusters(&self) -> Result<Vec<[Moments; 2]>, Fault> {
        Ok(self.by(|key| &key.cluster)?.into_values().collect())
    }

    fn by(&self, name: impl Fn(&Key) -> &String) -> Result<BTreeMap<String, [Moments; 2]>, Fault> {
        let mut parts: BTreeMap<&String, Vec<&[Moments; 2]>> = BTreeMap::new();
        for (key, cell) in &self.cells {
            parts.entry(name(key)).or_default().push(cell);
        }
        parts.into_iter().map(|(name, cells)| Ok((name.clone(), self.merged(cells.into_iter())?))).collect()
    }

    fn merged<'c>(&self, cells: impl Iterator<Item = &'c [Moments; 2]>) -> Result<[Moments; 2], Fault> {
        let mut all = [Moments::new(self.layout.width()), Moments::new(self.layout.width())];
        for cell in cells {
            for (own, more) in all.iter_mut().zip(cell) {
                own.merge(more)?;
            }
        }
        Ok(all)
    }
}

/// Reads the files at `path` (a file, or a folder of them) once.
///
/// # Errors
/// What is wrong with the files, the columns or too many of the rows.
pub fn pass(path: &Path, plan: &Plan) -> Result<Cells, Fault> {
    if let Some(text) = plan.sql.first() {
        return Err(Fault::Condition { text: text.clone() });
    }
    let sources = sources(path)?;
    plan.sound()?;
    let kinds = kinds(&sources, plan)?;
    let layout = Layout::new(levels(&sources, plan, kinds)?, plan.outcome.clone());
    let ask = Ask::new(plan, &layout);
    let units: Vec<Unit<'_>> = sources.iter().flat_map(Source::units).collect();
    let centre = ask.centre(&units)?;
    // Each unit by itself on any thread; added up in the order of the units.
    let reads: Vec<Result<Read, Fault>> = units.par_iter().map(|unit| ask.read(unit, &centre)).collect();
    let mut whole = Read::default();
    for read in reads {
        whole.and(read?);
    }
    finish(whole, layout, &centre, plan)
}

pub(crate) fn finish(whole: Read, layout: Layout, centre: &[f64], plan: &Plan) -> Result<Cells, Fault> {
    let bad = whole.reasons();
    // What a row with cells missing says is not known, nor whether the filter would have let it through.
    let ragged: u64 = bad.iter().filter(|(why, _)| *why == Reason::Ragged).map(|(_, rows)| rows).sum();
    let spoilt = bad.iter().map(|(_, rows)| rows).sum::<u64>() - ragged;
    #[allow(clippy::cast_precision_loss, reason = "a share of rows")]
    let too_many = |bad: u64, of: u64| bad as f64 > plan.bad_allowed * of as f64;
    if too_many(spoilt, whole.rows - ragged) || too_many(ragged, whole.all) {
        let least = plan.book.protection().least_cases;
        return Err(Fault::TooManyBad { rows: whole.rows, bad, allowed: plan.bad_allowed, least });
    }
    let rules = plan.book.protection();
    let names = layout.numbers().map(str::to_owned);
    let values = names.zip(layout.numbers_at()).filter_map(|(name, at)| Some((name, *whole.values.get(at)?))).collect();
    let tops = whole.tops.into_iter().map(|((place, cluster), it)| (Key { place, cluster }, it)).collect();
    let mut cells = BTreeMap::new();
    for ((place, cluster), sexes) in whole.cells {
        let one = |sums: &Option<Vec<f64>>| match sums {
            Some(sums) => moments(sums, centre),
            None => Ok(Moments::new(centre.len())),
        };
        cells.insert(Key { place, cluster }, [one(&sexes[0])?, one(&sexes[1])?]);
    }
    let (rows, other, unknown, counts) = (whole.rows, whole.other, whole.unknown, whole.counts);
    let cells = Cells { layout, cells, rows, other, unknown, bad, tops, values, counts };
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of rows")]
    let [women, men] = cells.all()?.map(|it| it.rows() as u64);
    if women > 0 && men > 0 {
        return Ok(cells);
    }
    // How few the others are is told only of those who are many.
    let few = |n: u64| n > 0 && n < rules.least_cases;
    Err(if few(women) || few(men) {
        Fault::TooFewToShow { least: rules.least_cases }
    } else {
        Fault::Nobody { women, men }
    })
}

impl Plan {
    /// No column is two things at once (the place may be the cluster).
    ///
    /// # Errors
    /// [`Fault::Twice`].
    pub fn sound(&self) -> Result<(), Fault> {
        let mut seen = BTreeSet::new();
        let single = [&self.outcome, &self.by].into_iter().chain(&self.place).chain(&self.weight).chain(&self.adjust);
        for column in single {
            if !seen.insert(column) {
                return Err(Fault::Twice { column: column.clone() });
            }
        }
        // A cluster that is a sex has women or men in it, never both: its chance is none.
        match &self.cluster {
            Some(column) if seen.contains(column) && self.place.as_ref() != Some(column) => {
                Err(Fault::Twice { column: column.clone() })
            }
            _ => Ok(()),
        }
    }
}

/// For each adjusting variable: is it a category?
fn kinds(sources: &[Source], plan: &Plan) -> Result<Vec<(String, bool)>, Fault> {
    let mut kinds = Vec::new();
    for name in &plan.adjust {
        let said = plan.book.about(name).and_then(|about| about.kind);
        let category = match (said, sources.iter().find_map(|it| it.holds_words(name))) {
            (Some(kind), _) => kind == crate::codebook::Kind::Category,
            (None, Some(words)) => words,
            (None, None) => !first_are_numbers(sources, name)?,
        };
        kinds.push((name.clone(), category));
    }
    Ok(kinds)
}

/// Are the first cells of a column of CSV numbers?
fn first_are_numbers(sources: &[Source], name: &str) -> Result<bool, Fault> {
    let wanted = [(name.to_owned(), Want::Numbers)];
    let Some(unit) = sources.iter().flat_map(Source::units).next() else { return Ok(true) };
    let mut numbers = true;
    unit.batches(&wanted, &mut [Intern::default()], |data, _, _, _| {
        numbers = data[0].numbers().iter().take(1000).all(|it| !it.is_infinite());
        Ok(Go::Enough)
    })?;
    Ok(numbers)
}

/// The levels of the categories, found by reading these columns alone.
fn levels(sources: &[Source], plan: &Plan, kinds: Vec<(String, bool)>) -> Result<Vec<(String, Vec<String>)>, Fault> {
    let wanted: Vec<(String, Want)> =
        kinds.iter().filter(|(_, category)| *category).map(|(name, _)| (name.clone(), Want::Codes)).collect();
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    if !wanted.is_empty() {
        let units: Vec<Unit<'_>> = sources.iter().flat_map(Source::units).collect();
        let read = |unit: &Unit<'_>| -> Result<Vec<Intern>, Fault> {
            let mut interns = vec![Intern::default(); wanted.len()];
            unit.batches(&wanted, &mut interns, |_, _, _, interns| {
                for ((name, _), intern) in wanted.iter().zip(interns) {
                    few_enough(name, intern.names().len().saturating_sub(missing(plan, name)))?;
                }
                Ok(Go::On)
            })?;
            Ok(interns)
        };
        let all: Vec<Result<Vec<Intern>, Fault>> = units.par_iter().map(read).collect();
        for interns in all {
            for ((name, _), intern) in wanted.iter().zip(interns?) {
                let own = found.entry(name.clone()).or_default();
                own.extend(intern.names().iter().filter(|it| !plan.book.is_missing(name, it)).cloned());
                few_enough(name, own.len())?;
            }
        }
    }
    Ok(kinds
        .into_iter()
        .map(|(name, category)| {
            let levels = found.remove(&name).map(|it| sorted(it.into_iter().collect())).unwrap_or_default();
            debug_assert!(category || levels.is_empty());
            (name, levels)
        })
        .collect())
}

fn missing(plan: &Plan, name: &str) -> usize {
    plan.book.about(name).map_or(0, |about| about.missing.len())
}

/// Where in a batch each thing lies.
struct Ask<'p> {
    plan: &'p Plan,
    layout: &'p Layout,
    wanted: Vec<(String, Want)>,
    sex: usize,
    place: Option<usize>,
    cluster: Option<usize>,
    weight: Option<usize>,
    /// Of each adjusting variable, then the outcome.
    variables: Vec<usize>,
    /// Of each variable, in the same order.
    limits: Vec<Limits>,
    /// What is believed of a weight.
    weights: Limits,
    conditions: Vec<usize>,
    /// Numbers that stand for no answer in each condition's column.
    unanswered: Vec<Vec<f64>>,
}

/// What the codes of a unit stand for, as far as they have been seen.
#[derive(Default)]
struct Seen {
    sex: Vec<Option<Sex>>,
    /// Level of each code of each variable; none where the code stands for no answer.
    levels: Vec<Vec<Option<usize>>>,
    /// Which codes of the place and the cluster stand for no answer.
    missing: [Vec<bool>; 2],
    /// Whether each condition holds for each code.
    conditions: Vec<Vec<bool>>,
}

impl<'p> Ask<'p> {
    fn new(plan: &'p Plan, layout: &'p Layout) -> Self {
        let mut wanted: Vec<(String, Want)> = Vec::new();
        let mut place_of = |name: &str, want: Want| {
            let asked = (name.to_owned(), want);
            wanted.iter().position(|own| *own == asked).unwrap_or_else(|| {
                wanted.push(asked);
                wanted.len() - 1
            })
        };
        let sex = place_of(&plan.by, Want::Codes);
        let place = plan.place.as_ref().map(|it| place_of(it, Want::Codes));
        let cluster =
            plan.cluster.as_ref().filter(|it| plan.place.as_ref() != Some(it)).map(|it| place_of(it, Want::Codes));
        let weight = plan.weight.as_ref().map(|it| place_of(it, Want::Numbers));
        let mut variables: Vec<usize> = layout
            .adjust
            .iter()
            .map(|it| place_of(&it.name, if it.levels.is_empty() { Want::Numbers } else { Want::Codes }))
            .collect();
        variables.push(place_of(&layout.outcome, Want::Numbers));
        let conditions = plan
            .conditions
            .iter()
            .map(|it| place_of(&it.column, if it.number.is_some() { Want::Numbers } else { Want::Codes }))
            .collect();
        let names = layout.adjust.iter().map(|it| &it.name).chain([&layout.outcome]);
        let limits = names.map(|name| Limits::of(&plan.book, name)).collect();
        let weights = Limits::of(&plan.book, plan.weight.as_deref().unwrap_or_default());
        let unanswered = plan.conditions.iter().map(|it| Limits::of(&plan.book, &it.column).missing).collect();
        Self { plan, layout, wanted, sex, place, cluster, weight, variables, limits, weights, conditions, unanswered }
    }

    /// A point near the means, so that sums around it keep their digits: the means of the first rows.
    fn centre(&self, units: &[Unit<'_>]) -> Result<Vec<f64>, Fault> {
        let width = self.layout.width();
        let (mut sums, mut rows) = (vec![0.0; width], 0.0);
        for unit in units {
            let first = |batch: &Batch<'_>| {
                for at in batch.compared() {
                    sums.iter_mut().zip(batch.judged.row(at)).for_each(|(sum, x)| *sum += x);
                    rows += 1.0;
                }
            };
            self.each(unit, &mut Read::default(), first, Go::Enough)?;
            if rows > 0.0 {
                break;
            }
        }
        Ok(sums.into_iter().map(|sum| if rows > 0.0 { sum / rows } else { 0.0 }).collect())
    }

    /// The sums of one unit.
    fn read(&self, unit: &Unit<'_>, centre: &[f64]) -> Result<Read, Fault> {
        let mut read = Read::default();
        let mut own = Own::new(self.layout, centre);
        let interns = self.each(unit, &mut read, |batch| own.add(batch), Go::On)?;
        let Own { sums, tops, values, counts, cells, .. } = own;
        let name = |column: Option<usize>, code: u32| match column {
            Some(column) => interns[column].names().get(code as usize).cloned().unwrap_or_default(),
            None => String::new(),
        };
        for (place, cluster, cell) in cells.all() {
            let place = name(self.place, place);
            let cluster = if self.cluster.is_some() { name(self.cluster, cluster) } else { place.clone() };
            let of = |sex: usize| {
                let own = sums.cell(2 * cell as usize + sex);
                (own[0] > 0.0).then(|| own.to_vec())
            };
            let cell = 2 * cell as usize;
            read.tops.insert((place.clone(), cluster.clone()), [tops[cell], tops[cell + 1]]);
            read.cells.insert((place, cluster), [of(0), of(1)]);
        }
        (read.values, read.counts) = (values, counts);
        Ok(read)
    }

    /// Hands over every batch, judged; what is not of women or men is counted here. Stops after the first batch
    /// with `go` enough.
    fn each(
        &self,
        unit: &Unit<'_>,
        read: &mut Read,
        mut good: impl FnMut(&Batch<'_>),
        go: Go,
    ) -> Result<Vec<Intern>, Fault> {
        let mut interns = vec![Intern::default(); self.wanted.len()];
        let mut seen = Seen {
            levels: vec![Vec::new(); self.variables.len()],
            conditions: vec![Vec::new(); self.conditions.len()],
            sex: Vec::new(),
            missing: [Vec::new(), Vec::new()],
        };
        let mut judged = Judged::new(self.layout.width());
        unit.batches(&self.wanted, &mut interns, |data, rows, ragged, interns| {
            self.learn(&mut seen, interns);
            read.all += ragged + rows as u64;
            read.rows += ragged + rows as u64;
            if ragged > 0 {
                read.spoil(Reason::Ragged, ragged);
            }
            self.judge(&seen, data, rows, &mut judged);
            for fate in judged.fates.iter().filter(|it| **it > MAN) {
                match *fate {
                    SKIPPED => read.rows -= 1,
                    OTHER => read.other += 1,
                    UNKNOWN => read.unknown += 1,
                    spoilt => read.spoil(self.reason(spoilt), 1),
                }
            }
            let [places, clusters] = [self.place, self.cluster].map(|it| it.map(|column| data[column].codes()));
            let weights = self.weight.map(|column| data[column].numbers());
            good(&Batch { places, clusters, weights, judged: &judged });
            Ok(go)
        })?;
        Ok(interns)
    }

    /// What the new codes of a batch stand for.
    fn learn(&self, seen: &mut Seen, interns: &[Intern]) {
        let names = interns[self.sex].names();
        seen.sex.extend(names[seen.sex.len()..].iter().map(|code| self.plan.book.sex(code)));
        for (variable, known) in self.layout.adjust.iter().zip(&mut seen.levels) {
            let at = self.wanted.iter().position(|it| it.0 == variable.name && it.1 == Want::Codes);
            let Some(names) = at.map(|at| interns[at].names()) else { continue };
            known.extend(names[known.len()..].iter().map(|code| variable.levels.iter().position(|it| it == code)));
        }
        for ((condition, at), known) in self.plan.conditions.iter().zip(&self.conditions).zip(&mut seen.conditions) {
            let names = interns[*at].names();
            let holds =
                |code: &String| condition.holds_word(code) && !self.plan.book.is_missing(&condition.column, code);
            known.extend(names[known.len()..].iter().map(holds));
        }
        let columns = [(self.place, &self.plan.place), (self.cluster, &self.plan.cluster)];
        for ((at, column), known) in columns.into_iter().zip(&mut seen.missing) {
            if let (Some(at), Some(column)) = (at, column) {
                let names = interns[at].names();
                known.extend(names[known.len()..].iter().map(|code| self.plan.book.is_missing(column, code)));
            }
        }
    }

    /// Judges a batch, column by column: what is wrong with a row is what is found first.
    fn judge(&self, seen: &Seen, data: &[Data], rows: usize, judged: &mut Judged) {
        judged.clear(rows);
        self.judge_sex(seen, data[self.sex].codes(), judged);
        for (column, missing) in [self.place, self.cluster].into_iter().zip(&seen.missing) {
            let Some(column) = column else { continue };
            let codes = data[column].codes();
            let is_missing = |code: u32| code == EMPTY || missing.get(code as usize).copied().unwrap_or(false);
            // Mostly all is well, and that is seen quickly.
            if missing.contains(&true) || codes.iter().fold(false, |any, code| any | (*code == EMPTY)) {
                judged.spoil(codes, |code| is_missing(*code).then_some(Spoilt::Empty), column);
            }
        }
        for (variable, (column, limits)) in self.variables.iter().zip(&self.limits).enumerate() {
            let own = self.layout.adjust.get(variable);
            match (&data[*column], own) {
                (Data::Numbers(values), _) => {
                    judged.put(values, own.map_or(self.layout.outcome_at(), |it| it.first));
                    if !limits.missing.is_empty() || !all_within(values, limits) {
                        judged.spoil(values, |value| disbelieved(*value, limits), *column);
                    }
                }
                (Data::Codes(codes), Some(own)) => {
                    let levels = &seen.levels[variable];
                    let level = |code: u32| levels.get(code as usize).copied().flatten();
                    judged.put_levels(codes, level, own);
                    judged.spoil(codes, |code| level(*code).is_none().then_some(Spoilt::Empty), *column);
                }
                // The outcome is always read as numbers.
                (Data::Codes(_), None) => {}
            }
        }
        if let Some(column) = self.weight {
            let wrong =
                |weight: f64| if weight < 0.0 { Some(Spoilt::Negative) } else { disbelieved(weight, &self.weights) };
            judged.spoil(data[column].numbers(), |weight| wrong(*weight), column);
        }
        self.leave_out(seen, data, judged);
    }

    fn judge_sex(&self, seen: &Seen, codes: &[u32], judged: &mut Judged) {
        let fate = |sex: Option<Sex>| match sex {
            Some(Sex::Women) => 0,
            Some(Sex::Men) => 1,
            Some(Sex::Other) => OTHER,
            Some(Sex::Unknown) => UNKNOWN,
            None => Spoilt::Code.at(self.sex),
        };
        let empty = fate(Some(self.plan.book.sex("").unwrap_or(Sex::Unknown)));
        let fates: Vec<u32> = seen.sex.iter().map(|it| fate(*it)).collect();
        for (own, code) in judged.fates.iter_mut().zip(codes) {
            *own =
                if *code == EMPTY { empty } else { fates.get(*code as usize).copied().unwrap_or_else(|| fate(None)) };
        }
    }

    /// Leaves out the rows that are not asked for, whatever is wrong with them.
    fn leave_out(&self, seen: &Seen, data: &[Data], judged: &mut Judged) {
        if let Some(column) = self.weight {
            // A row that weighs nothing is nobody: surveys keep those out of the question so.
            judged.skip(data[column].numbers(), |weight| *weight == 0.0);
        }
        let all = self.plan.conditions.iter().zip(&self.conditions).zip(&seen.conditions).zip(&self.unanswered);
        for (((condition, column), known), unanswered) in all {
            match &data[*column] {
                Data::Numbers(values) => {
                    judged.skip(values, |value| !condition.holds(*value) || unanswered.contains(value));
                }
                Data::Codes(codes) => {
                    judged.skip(codes, |code| !known.get(*code as usize).copied().unwrap_or(false));
                }
            }
        }
    }

    fn reason(&self, fate: u32) -> Reason {
        let (spoilt, column) = Spoilt::of(fate);
        let name = self.wanted[column].0.clone();
        match spoilt {
            Spoilt::Empty => Reason::Empty(name),
            Spoilt::NotANumber => Reason::NotANumber(name),
            Spoilt::Range => Reason::OutOfRange(name),
            Spoilt::Code => Reason::UnknownCode(name),
            Spoilt::Negative => Reason::NegativeWeight(name),
        }
    }
}

/// A batch, with where its rows belong.
struct Batch<'b> {
    /// Codes of places and clusters, where they are asked for.
    places: Option<&'b [u32]>,
    clusters: Option<&'b [u32]>,
    weights: Option<&'b [f64]>,
    judged: &'b Judged,
}

impl Batch<'_> {
    /// The rows of women and men that are good.
    fn compared(&self) -> impl Iterator<Item = usize> {
        (0..).zip(&self.judged.fates).filter(|(_, fate)| **fate <= MAN).map(|(at, _)| at)
    }

    fn weight(&self, at: usize) -> f64 {
        self.weights.map_or(1.0, |weights| weights[at])
    }
}

/// The sums of a unit while it is read.
struct Own<'l> {
    centre: &'l [f64],
    outcome: usize,
    /// Where levels and numbers lie in a row.
    levels: Vec<usize>,
    numbers: Vec<usize>,
    sums: Sums,
    tops: Vec<Top>,
    values: Vec<Values>,
    counts: [Vec<f64>; 2],
    cells: Places,
    /// Twice the cell of each row of a batch, and one more for a man.
    at: Vec<u32>,
    away: Vec<f64>,
}

/// The row of nobody who is compared.
const NOBODY: u32 = u32::MAX;

impl<'l> Own<'l> {
    fn new(layout: &Layout, centre: &'l [f64]) -> Self {
        let width = centre.len();
        Self {
            centre,
            outcome: layout.outcome_at(),
            levels: layout.levels_at().collect(),
            numbers: layout.numbers_at().collect(),
            sums: Sums::new(width),
            tops: Vec::new(),
            values: vec![Values::default(); width],
            counts: [vec![0.0; width], vec![0.0; width]],
            cells: Places::default(),
            at: Vec::new(),
            away: vec![0.0; width],
        }
    }

    fn add(&mut self, batch: &Batch<'_>) {
        self.place(batch);
        match self.centre {
            [centre] => self.add_outcome(batch, *centre),
            _ => self.add_rows(batch),
        }
    }

    /// Finds the cell of every row.
    fn place(&mut self, batch: &Batch<'_>) {
        let fates = &batch.judged.fates;
        let code = |codes: Option<&[u32]>, at: usize| codes.map_or(0, |codes| codes[at]);
        let cell = |(at, fate): (usize, &u32)| {
            if *fate > MAN {
                return NOBODY;
            }
            2 * self.cells.cell(code(batch.places, at), code(batch.clusters, at)) + fate
        };
        self.at.clear();
        self.at.extend(fates.iter().enumerate().map(cell));
        let cells = 2 * self.cells.count();
        self.sums.grow(cells);
        self.tops.resize(cells, Top::default());
    }

    /// Only an outcome: the same sums, without going through rows of one.
    fn add_outcome(&mut self, batch: &Batch<'_>, centre: f64) {
        let Some(values) = self.values.first_mut() else { return };
        for (row, (at, x)) in self.at.iter().zip(&batch.judged.numbers).enumerate() {
            if *at == NOBODY {
                continue;
            }
            let weight = batch.weight(row);
            take(&mut self.tops[*at as usize], weight * x);
            values.take(*x);
            self.sums.add_one(*at as usize, x - centre, weight);
        }
    }

    fn add_rows(&mut self, batch: &Batch<'_>) {
        for (nth, at) in self.at.iter().enumerate() {
            if *at == NOBODY {
                continue;
            }
            let (row, weight) = (batch.judged.row(nth), batch.weight(nth));
            take(&mut self.tops[*at as usize], weight * row[self.outcome]);
            self.numbers.iter().for_each(|it| self.values[*it].take(row[*it]));
            let counts = &mut self.counts[(at & 1) as usize];
            self.levels.iter().for_each(|it| counts[*it] += row[*it]);
            for ((away, x), c) in self.away.iter_mut().zip(row).zip(self.centre) {
                *away = x - c;
            }
            self.sums.add(*at as usize, &self.away, weight);
        }
    }
}

/// What becomes of a row: 0 a woman's, 1 a man's; one of these; or above them why it is no good, and in which column.
const MAN: u32 = 1;
const OTHER: u32 = 2;
const UNKNOWN: u32 = 3;
const SKIPPED: u32 = 4;

/// A batch that has been judged.
struct Judged {
    width: usize,
    fates: Vec<u32>,
    /// The numbers of all rows after each other.
    numbers: Vec<f64>,
}

impl Judged {
    const fn new(width: usize) -> Self {
        Self { width, fates: Vec::new(), numbers: Vec::new() }
    }

    fn clear(&mut self, rows: usize) {
        self.fates.clear();
        self.fates.resize(rows, SKIPPED);
        self.numbers.resize(rows * self.width, 0.0);
    }

    #[inline]
    fn row(&self, at: usize) -> &[f64] {
        &self.numbers[at * self.width..(at + 1) * self.width]
    }

    /// A column of numbers.
    fn put(&mut self, values: &[f64], place: usize) {
        if self.width == 1 {
            return self.numbers.copy_from_slice(values);
        }
        for (row, value) in self.numbers.chunks_exact_mut(self.width).zip(values) {
            row[place] = *value;
        }
    }

    /// A category: 1 for the level that it is, but for the first.
    fn put_levels(&mut self, codes: &[u32], level: impl Fn(u32) -> Option<usize>, column: &Column) {
        for (row, code) in self.numbers.chunks_exact_mut(self.width).zip(codes) {
            let mine = &mut row[column.first..column.first + column.width()];
            mine.fill(0.0);
            if let Some(at) = level(*code).and_then(|it| it.checked_sub(1)) {
                mine[at] = 1.0;
            }
        }
    }

    /// Notes what is wrong with the rows in which nothing has been found wrong yet.
    fn spoil<T>(&mut self, cells: &[T], wrong: impl Fn(&T) -> Option<Spoilt>, column: usize) {
        for (fate, cell) in self.fates.iter_mut().zip(cells) {
            if let Some(spoilt) = wrong(cell)
                && *fate < SKIPPED
            {
                *fate = spoilt.at(column);
            }
        }
    }

    fn skip<T>(&mut self, cells: &[T], unasked: impl Fn(&T) -> bool) {
        for (fate, cell) in self.fates.iter_mut().zip(cells) {
            if unasked(cell) {
                *fate = SKIPPED;
            }
        }
    }
}

/// Why a row is no good.
#[derive(Debug, Clone, Copy)]
enum Spoilt {
    Empty,
    NotANumber,
    Range,
    Code,
    Negative,
}

impl Spoilt {
    const ALL: [Self; 5] = [Self::Empty, Self::NotANumber, Self::Range, Self::Code, Self::Negative];

    /// As a fate, with the column.
    #[allow(clippy::cast_possible_truncation, reason = "a question has far fewer than 2^29 columns")]
    const fn at(self, column: usize) -> u32 {
        SKIPPED + 1 + self as u32 + Self::ALL.len() as u32 * column as u32
    }

    const fn of(fate: u32) -> (Self, usize) {
        let from = (fate - SKIPPED - 1) as usize;
        (Self::ALL[from % Self::ALL.len()], from / Self::ALL.len())
    }
}

/// Do all lie within the limits? Without a way out in the middle: that is quicker for all but the first.
fn all_within(values: &[f64], limits: &Limits) -> bool {
    values.iter().fold(true, |all, value| all & (*value >= limits.least) & (*value <= limits.most))
}

/// Why a number is not believed, if it is not.
#[inline]
fn disbelieved(value: f64, limits: &Limits) -> Option<Spoilt> {
    if value >= limits.least && value <= limits.most && (limits.missing.is_empty() || !limits.missing.contains(&value))
    {
        return None;
    }
    Some(if value.is_nan() || limits.missing.contains(&value) {
        Spoilt::Empty
    } else if value.is_infinite() {
        Spoilt::NotANumber
    } else {
        Spoilt::Range
    })
}
