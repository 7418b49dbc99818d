//! The whole pass as one question: every row judged, the good ones centred and added up by place, cluster and
//! sex, the others counted by reason.

use crate::words::{code, holds, name, number, text, value};
use crate::{Field, Table};
use microdata::{Added, Column, Fault, Key, Layout, Limits, Plan, Reason, Sex, limits};
use std::collections::BTreeSet;

/// What is asked of the engine.
#[derive(Debug)]
pub struct Question<'p> {
    plan: &'p Plan,
    table: &'p Table,
    /// What the engine calls the files.
    source: &'p str,
}

/// A row of the answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The code of legal sex; none where the cells are empty.
    pub sex: Option<String>,
    /// The place.
    pub place: String,
    /// The cluster.
    pub cluster: String,
    /// 0, or the number of the reason why the rows cannot be used.
    pub why: u64,
    /// How many rows.
    pub rows: u64,
    /// Σw, Σw², the sums and products of what has been centred and scaled; then for disclosure control the least and
    /// the most of each number that is no level, the largest amount, and how many are in each level.
    pub sums: Vec<f64>,
}

/// The two largest amounts of a cell cannot be found in one question with built-in aggregates. This is the answer to
/// the second: the largest that is below the largest, and how often the largest is there.
#[derive(Debug, Clone, PartialEq)]
pub struct Second {
    /// The code of legal sex; empty where the cells are.
    pub sex: String,
    /// The place.
    pub place: String,
    /// The cluster.
    pub cluster: String,
    /// The largest that is below the largest.
    pub below: f64,
    /// How often the largest is there.
    pub often: f64,
}

/// The point that values are taken from, and what they are multiplied with, by number of a row.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// The point, near the means.
    pub centre: Vec<f64>,
    /// A power of two, so that no digit is lost.
    pub scale: Vec<f64>,
}

impl Measure {
    /// From the mean, the least and the largest of some rows; none where no row was good.
    pub fn new(width: usize, of: impl Fn(usize) -> Option<[f64; 3]>) -> Self {
        let (mut centre, mut scale) = (Vec::with_capacity(width), Vec::with_capacity(width));
        for at in 0..width {
            let [mean, least, most] = of(at).filter(|it| it.iter().all(|it| it.is_finite())).unwrap_or([0.0; 3]);
            let reach = (most - mean).max(mean - least);
            centre.push(mean);
            scale.push(if reach > 0.0 && reach.is_finite() {
                (-reach.log2().round().clamp(-500.0, 500.0)).exp2()
            } else {
                1.0
            });
        }
        Self { centre, scale }
    }
}

/// A column that the judging adds for a variable, by its place among them: the first number of a row that is
/// its does not tell categories of one level apart. The others are `sex`, `in_place`, `in_cluster` (`cluster` is a word of SQL),
/// `w` and `why`.
fn own(kind: char, at: usize) -> String {
    format!("{kind}{at}")
}

impl<'p> Question<'p> {
    /// # Errors
    /// A column asked for that is not there, or that is two things.
    pub fn new(plan: &'p Plan, table: &'p Table, source: &'p str) -> Result<Self, Fault> {
        plan.sound()?;
        let it = Self { plan, table, source };
        for column in it.columns() {
            table.field(column)?;
        }
        Ok(it)
    }

    fn columns(&self) -> impl Iterator<Item = &'p String> {
        let plan = self.plan;
        let single = [&plan.outcome, &plan.by].into_iter();
        single.chain(&plan.place).chain(&plan.cluster).chain(&plan.weight).chain(&plan.adjust)
    }

    fn field(&self, column: &str) -> Result<&'p Field, Fault> {
        self.table.field(column)
    }

    /// The cluster's column, where it is another than the place's.
    fn cluster(&self) -> Option<&'p String> {
        self.plan.cluster.as_ref().filter(|it| self.plan.place.as_ref() != Some(it))
    }

    /// Does a column of the first rows hold what is no number?
    ///
    /// # Errors
    /// A column of another kind.
    pub fn words_among_first(&self, column: &str) -> Result<String, Fault> {
        let value = value(self.field(column)?, self.table)?;
        let source = name(self.source);
        Ok(format!(
            "SELECT CAST(count(*) AS DOUBLE) AS words FROM (SELECT {value} AS v FROM {source} LIMIT 1000) AS first \
             WHERE v > {}",
            number(f64::MAX)
        ))
    }

    /// The values of the categories among `variables`: their number and the value. No more of each than are
    /// needed to see that there are too many.
    ///
    /// # Errors
    /// A column of another kind.
    pub fn levels(&self, variables: &[(String, bool)], most: usize) -> Result<Option<String>, Fault> {
        let source = name(self.source);
        let mut parts = Vec::new();
        for (at, (column, _)) in variables.iter().enumerate().filter(|(_, (_, category))| *category) {
            let missing = self.plan.book.about(column).map_or(0, |about| about.missing.len());
            let (code, most) = (code(self.field(column)?)?, most + missing + 1);
            parts.push(format!(
                "(SELECT CAST({at} AS BIGINT) AS variable, level FROM (SELECT {code} AS level FROM {source}) AS t{at} \
                 WHERE level IS NOT NULL GROUP BY level LIMIT {most})"
            ));
        }
        Ok((!parts.is_empty()).then(|| parts.join(" UNION ALL ")))
    }

    /// Every row judged: sex, place, cluster, weight, its variables, and the number of what is wrong with it.
    fn judged(&self, layout: &Layout) -> Result<(String, Vec<Reason>), Fault> {
        let mut columns = vec![format!("{} AS sex", code(self.field(&self.plan.by)?)?)];
        let mut judge = Judge::default();
        let mut conditions: Vec<String> = Vec::new();
        for (column, own) in [(self.plan.place.as_ref(), "in_place"), (self.cluster(), "in_cluster")] {
            if let Some(column) = column {
                columns.push(format!("{} AS {own}", code(self.field(column)?)?));
                let missing = self.plan.book.about(column).map(|it| it.missing.as_slice()).unwrap_or_default();
                let codes: Vec<String> = missing.iter().map(|it| text(it)).collect();
                judge.when(&format!("{own} IS NULL{}", among(own, &codes)), Reason::Empty(column.clone()));
            }
        }
        for (at, it) in layout.adjust.iter().enumerate() {
            if it.levels.is_empty() {
                self.number(&it.name, &own('n', at), &mut columns, &mut judge)?;
            } else {
                let level = own('l', at);
                columns.push(format!("{} AS {level}", code(self.field(&it.name)?)?));
                let known: Vec<String> = it.levels.iter().map(|level| text(level)).collect();
                // Neither an empty cell nor a code that stands for no answer.
                judge.when(
                    &format!("{level} IS NULL OR {level} NOT IN ({})", known.join(", ")),
                    Reason::Empty(it.name.clone()),
                );
            }
        }
        self.number(&layout.outcome, &own('n', layout.adjust.len()), &mut columns, &mut judge)?;
        if let Some(column) = &self.plan.weight {
            let weight = value(self.field(column)?, self.table)?;
            columns.push(format!("{weight} AS w"));
            judge.when("w IS NULL", Reason::Empty(column.clone()));
            judge.when("w < 0e0", Reason::NegativeWeight(column.clone()));
            self.believed(column, "w", &mut judge);
            // A row that weighs nothing is nobody.
            conditions.push(format!("coalesce({weight}, 1e0) <> 0e0"));
        }
        for it in &self.plan.conditions {
            conditions.push(holds(it, self.table, &self.plan.book)?);
        }
        // On lines of their own, so that a remark at the end of one ends there.
        conditions.extend(self.plan.sql.iter().map(|it| format!("(\n{it}\n)")));
        let conditions =
            if conditions.is_empty() { String::new() } else { format!(" WHERE {}", conditions.join(" AND ")) };
        let sql = format!(
            "SELECT *, {} AS why FROM (SELECT {} FROM {}{conditions}) AS cells",
            judge.sql(),
            columns.join(", "),
            name(self.source)
        );
        Ok((sql, judge.reasons))
    }

    /// A variable that is a number, and when it is not believed.
    fn number(&self, column: &str, own: &str, columns: &mut Vec<String>, judge: &mut Judge) -> Result<(), Fault> {
        columns.push(format!("{} AS {own}", value(self.field(column)?, self.table)?));
        self.believed(column, own, judge);
        Ok(())
    }

    /// When a number is not believed.
    fn believed(&self, column: &str, own: &str, judge: &mut Judge) {
        let Limits { least, most, missing } = limits(&self.plan.book, column);
        let codes: Vec<String> = missing.into_iter().map(number).collect();
        judge.when(&format!("{own} IS NULL{}", among(own, &codes)), Reason::Empty(column.to_owned()));
        judge.when(&infinite(own), Reason::NotANumber(column.to_owned()));
        if least > f64::MIN || most < f64::MAX {
            let outside = format!("{own} < {} OR {own} > {}", number(least), number(most));
            judge.when(&outside, Reason::OutOfRange(column.to_owned()));
        }
    }

    /// Mean, least and largest of every number of the first good rows, in that order.
    ///
    /// # Errors
    /// A column of another kind.
    pub fn measure(&self, layout: &Layout, rows: usize) -> Result<String, Fault> {
        let (judged, _) = self.judged(layout)?;
        let numbers = numbers(layout);
        let named: Vec<String> = numbers.iter().enumerate().map(|(at, it)| format!("{it} AS x{at}")).collect();
        let asked =
            (0..numbers.len()).map(|at| format!("avg(x{at}) AS a{at}, min(x{at}) AS b{at}, max(x{at}) AS c{at}"));
        Ok(format!(
            "SELECT {} FROM (SELECT {} FROM ({judged}) AS judged WHERE why = 0 AND sex IS NOT NULL LIMIT {rows}) AS first",
            asked.collect::<Vec<_>>().join(", "),
            named.join(", ")
        ))
    }

    /// The question itself, and the reasons by their numbers from 1. Its columns are those of [`Row`].
    ///
    /// # Errors
    /// A column of another kind.
    pub fn sums(&self, layout: &Layout, measure: &Measure) -> Result<(String, Vec<Reason>), Fault> {
        let (judged, reasons) = self.judged(layout)?;
        let good = |it: &str, other: &str| format!("CASE WHEN why = 0 THEN {it} ELSE {other} END");
        let mut columns = vec!["sex".to_owned(), "why".to_owned()];
        let (mut keys, mut shown) = (vec!["sex", "why"], vec!["sex".to_owned()]);
        for (column, own) in [(self.plan.place.as_ref(), "in_place"), (self.cluster(), "in_cluster")] {
            if column.is_some() {
                columns.push(format!("{} AS {own}", good(own, "''")));
                keys.push(own);
                shown.push(own.to_owned());
            } else {
                shown.push(format!("'' AS {own}"));
            }
        }
        let weighted = self.plan.weight.is_some();
        if weighted {
            columns.push(format!("{} AS w", good("w", "0e0")));
        }
        let numbers = numbers(layout);
        for (at, it) in numbers.iter().enumerate() {
            let away = format!("({it} - {}) * {}", number(measure.centre[at]), number(measure.scale[at]));
            columns.push(format!("{} AS x{at}", good(&away, "0e0")));
        }
        for (nth, at) in layout.numbers_at().enumerate() {
            columns.push(format!("{} AS v{nth}", good(&numbers[at], "NULL")));
        }
        for at in layout.levels_at() {
            columns.push(format!("{} AS u{at}", good(&numbers[at], "0e0")));
        }
        let times = if weighted { "w * " } else { "" };
        shown.extend(["why", "count(*) AS rows"].map(str::to_owned));
        shown.push(if weighted { "sum(w) AS w1".to_owned() } else { "CAST(count(*) AS DOUBLE) AS w1".to_owned() });
        shown.push(if weighted { "sum(w * w) AS w2".to_owned() } else { "CAST(count(*) AS DOUBLE) AS w2".to_owned() });
        shown.extend((0..numbers.len()).map(|i| format!("sum({times}x{i}) AS s{i}")));
        for i in 0..numbers.len() {
            shown.extend((0..=i).map(|j| format!("sum({times}x{i} * x{j}) AS p{i}_{j}")));
        }
        let own = layout.numbers_at().count();
        shown.extend(
            (0..own).flat_map(|nth| [format!("min(v{nth}) AS least{nth}"), format!("max(v{nth}) AS most{nth}")]),
        );
        shown.push(format!("max({times}v{}) AS top", own - 1));
        shown.extend(layout.levels_at().map(|at| format!("sum(u{at}) AS in{at}")));
        let sql = format!(
            "SELECT {} FROM (SELECT {} FROM ({judged}) AS judged) AS away GROUP BY {}",
            shown.join(", "),
            columns.join(", "),
            keys.join(", ")
        );
        Ok((sql, reasons))
    }

    /// The second question: of each cell of women and men the largest amount below the largest, and how often the
    /// largest is there. `codes` are those of women and men. Its columns are those of [`Second`].
    ///
    /// # Errors
    /// A column of another kind.
    pub fn seconds(&self, layout: &Layout, codes: &[String]) -> Result<String, Fault> {
        let (judged, _) = self.judged(layout)?;
        let key = |column: Option<&String>, own: &str| {
            format!("{} AS {own}", if column.is_some() { own.to_owned() } else { "''".to_owned() })
        };
        let outcome = own('n', layout.adjust.len());
        let amount = if self.plan.weight.is_some() { format!("w * {outcome}") } else { outcome };
        let compared = format!(
            "SELECT coalesce(sex, '') AS sex, {}, {}, {amount} AS amount FROM ({judged}) AS judged \
             WHERE why = 0 AND coalesce(sex, '') IN ({})",
            key(self.plan.place.as_ref(), "in_place"),
            key(self.cluster(), "in_cluster"),
            texts(codes)
        );
        Ok(format!(
            "SELECT a.sex, a.in_place, a.in_cluster, max(CASE WHEN amount < most THEN amount ELSE 0e0 END) AS below, \
             sum(CASE WHEN amount = most THEN 1e0 ELSE 0e0 END) AS often FROM ({compared}) AS a \
             JOIN (SELECT sex, in_place, in_cluster, max(amount) AS most FROM ({compared}) AS b \
             GROUP BY sex, in_place, in_cluster) AS c \
             ON a.sex = c.sex AND a.in_place = c.in_place AND a.in_cluster = c.in_cluster \
             GROUP BY a.sex, a.in_place, a.in_cluster"
        ))
    }

    /// Does a number that is known to take these values take another? One row if so. `at` is its place among those
    /// that are no levels.
    ///
    /// # Errors
    /// A column of another kind.
    pub fn other_values(&self, layout: &Layout, at: usize, known: &[f64], codes: &[String]) -> Result<String, Fault> {
        let (judged, _) = self.judged(layout)?;
        let own = layout.numbers_at().nth(at).and_then(|it| numbers(layout).into_iter().nth(it)).unwrap_or_default();
        let known: Vec<String> = known.iter().map(|it| number(*it)).collect();
        Ok(format!(
            "SELECT {own} AS other FROM ({judged}) AS judged \
             WHERE why = 0 AND coalesce(sex, '') IN ({}) AND {own} NOT IN ({}) LIMIT 1",
            texts(codes),
            known.join(", ")
        ))
    }

    /// What a code of legal sex stands for; of an empty cell too.
    fn sex(&self, code: Option<&String>) -> Option<Sex> {
        match code {
            None => Some(self.plan.book.sex("").unwrap_or(Sex::Unknown)),
            Some(code) => self.plan.book.sex(code),
        }
    }

    /// The codes of women and men among the rows of an answer.
    #[must_use]
    pub fn codes(&self, rows: &[Row]) -> Vec<String> {
        let compared = |it: &&Row| matches!(self.sex(it.sex.as_ref()), Some(Sex::Women | Sex::Men));
        let codes: BTreeSet<String> =
            rows.iter().filter(compared).map(|it| it.sex.clone().unwrap_or_default()).collect();
        codes.into_iter().collect()
    }

    /// Adds up the rows of the answer.
    ///
    /// # Errors
    /// An answer of another shape than the question's.
    pub fn added(
        &self,
        layout: &Layout,
        measure: &Measure,
        reasons: &[Reason],
        mut rows: Vec<Row>,
    ) -> Result<Added, Fault> {
        // Machines answer in any order; at least what is added up here is added up in one.
        rows.sort_by(|a, b| (&a.sex, &a.place, &a.cluster, a.why).cmp(&(&b.sex, &b.place, &b.cluster, b.why)));
        let width = layout.width();
        let mut added = Added::default();
        for row in rows {
            let Some(sex) = self.sex(row.sex.as_ref()) else {
                added.spoilt(Reason::UnknownCode(self.plan.by.clone()), row.rows);
                continue;
            };
            if row.why > 0 {
                let why = usize::try_from(row.why - 1).ok().and_then(|at| reasons.get(at));
                added.spoilt(why.cloned().ok_or_else(|| odd("an unknown reason"))?, row.rows);
                continue;
            }
            let (own, levels) = (layout.numbers_at().count(), layout.levels_at().count());
            let plain = 2 + width + width * (width + 1) / 2;
            if row.sums.len() != plain + 2 * own + 1 + levels {
                return Err(odd("another number of sums than asked for"));
            }
            let mut sums = row.sums;
            let beside = sums.split_off(plain);
            let key = self.key(row.place, row.cluster);
            added.amount(&key, sex, beside[2 * own]);
            if matches!(sex, Sex::Women | Sex::Men) {
                for (at, both) in layout.numbers_at().zip(beside.chunks(2)) {
                    both.iter().for_each(|it| added.value(at, *it));
                }
            }
            for (at, rows) in layout.levels_at().zip(&beside[2 * own + 1..]) {
                added.level(sex, at, *rows);
            }
            added.add(key, sex, row.rows, unscaled(row.rows, sums, &measure.scale));
        }
        Ok(added)
    }

    fn key(&self, place: String, cluster: String) -> Key {
        let cluster = if self.cluster().is_some() { cluster } else { place.clone() };
        Key { place, cluster }
    }

    /// Takes in the answer to the second question.
    pub fn add_second(&self, added: &mut Added, second: Second) {
        let Some(sex) = self.sex(Some(&second.sex)) else { return };
        let key = self.key(second.place, second.cluster);
        if second.often > 1.0 {
            added.again(&key, sex);
        } else {
            added.amount(&key, sex, second.below);
        }
    }
}

/// These codes, too.
fn among(own: &str, codes: &[String]) -> String {
    if codes.is_empty() { String::new() } else { format!(" OR {own} IN ({})", codes.join(", ")) }
}

fn texts(codes: &[String]) -> String {
    codes.iter().map(|it| text(it)).collect::<Vec<_>>().join(", ")
}

fn odd(what: &str) -> Fault {
    Fault::Cluster { at: String::new(), why: what.to_owned() }
}

/// The numbers of a row, from what [`Question::judged`] names.
fn numbers(layout: &Layout) -> Vec<String> {
    let of = |(at, it): (usize, &Column)| -> Vec<String> {
        if it.levels.is_empty() {
            return vec![own('n', at)];
        }
        let level = own('l', at);
        it.levels.iter().skip(1).map(|one| format!("CASE WHEN {level} = {} THEN 1e0 ELSE 0e0 END", text(one))).collect()
    };
    let outcome = own('n', layout.adjust.len());
    layout.adjust.iter().enumerate().flat_map(of).chain([outcome]).collect()
}

/// What no finite number is.
fn infinite(own: &str) -> String {
    format!("{own} < {} OR {own} > {}", number(f64::MIN), number(f64::MAX))
}

/// Rows, Σw, Σw², sums and products as [`Added::add`] takes them.
fn unscaled(rows: u64, sums: Vec<f64>, scale: &[f64]) -> Vec<f64> {
    let mut all = sums;
    for (at, by) in scale.iter().enumerate() {
        all[2 + at] /= by;
    }
    let mut at = 2 + scale.len();
    for i in 0..scale.len() {
        for j in 0..=i {
            all[at] /= scale[i] * scale[j];
            at += 1;
        }
    }
    #[allow(clippy::cast_precision_loss, reason = "a count of rows")]
    all.insert(0, rows as f64);
    all
}

/// What can be wrong with a row, in the order it is looked at: the first that holds is told.
#[derive(Debug, Default)]
struct Judge {
    whens: Vec<String>,
    reasons: Vec<Reason>,
}

impl Judge {
    fn when(&mut self, holds: &str, reason: Reason) {
        self.reasons.push(reason);
        self.whens.push(format!("WHEN {holds} THEN {}", self.reasons.len()));
    }

    fn sql(&self) -> String {
        if self.whens.is_empty() { "0".to_owned() } else { format!("CASE {} ELSE 0 END", self.whens.join(" ")) }
    }
}
