//! Asks the question: DataFusion on this machine for what is small, Ballista for what is large.

use crate::question::Measure;
use crate::register::{Files, look};
use crate::{Question, Row, Second, is_address};
use ballista::prelude::SessionContextExt as _;
use ballista_core::extension::SessionConfigExt as _;
use ballista_core::object_store::{session_config_with_s3_support, session_state_with_s3_support};
use datafusion::arrow::array::{Array as _, ArrayRef, AsArray as _, RecordBatch};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Float64Type, UInt64Type};
use datafusion::error::DataFusionError;
use datafusion::prelude::{SessionConfig, SessionContext};
use microdata::{Added, Cells, Fault, Layout, Plan, layout};
use std::collections::BTreeSet;

/// What the files are called in questions.
const SOURCE: &str = "jamsides_cases";
/// Rows looked at for a point near the means.
const FIRST: usize = 1 << 16;
/// A category may have so many levels, as everywhere else.
const MOST_LEVELS: usize = 60;
/// Rows and columns of a plan nest deeply; the engine walks them on the stack.
const STACK: usize = 32 << 20;
/// Bytes of files that are worth a task of their own.
const TASK: u64 = 8 << 20;

/// The sums of the cases at `cases` (a path or an address), made by the cluster at `at`, or by DataFusion on
/// this machine where there is none.
///
/// # Errors
/// As [`microdata::pass`]; [`Fault::Condition`] for SQL that cannot be read; [`Fault::Cluster`].
pub fn pass(cases: &str, plan: &Plan, at: Option<&str>) -> Result<Cells, Fault> {
    let cases = absolute(cases)?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .thread_stack_size(STACK)
        .enable_all()
        .build()
        .map_err(|why| cluster(at, why))?;
    // On a thread of the runtime: the stack of the caller is small.
    runtime.block_on(async {
        let (plan, at) = (plan.clone(), at.map(str::to_owned));
        let asked = tokio::spawn(async move { ask(&cases, &plan, at.as_deref()).await });
        asked.await.map_err(|why| cluster(None, why))?
    })
}

/// A path means the same on every machine only when it is whole.
fn absolute(cases: &str) -> Result<String, Fault> {
    if is_address(cases) {
        return Ok(cases.to_owned());
    }
    let unreadable =
        |why: std::io::Error| Fault::Unreadable { file: cases.to_owned(), why: (why.to_string(), why.to_string()) };
    let path = std::path::absolute(cases).map_err(unreadable)?;
    let folder = std::fs::metadata(&path).map_err(unreadable)?.is_dir();
    let path = path.to_string_lossy().into_owned();
    Ok(if folder && !path.ends_with('/') { path + "/" } else { path })
}

fn cluster(at: Option<&str>, why: impl std::fmt::Display) -> Fault {
    Fault::Cluster { at: at.unwrap_or("DataFusion").to_owned(), why: why.to_string() }
}

async fn ask(cases: &str, plan: &Plan, at: Option<&str>) -> Result<Cells, Fault> {
    let here = Place::here(at)?;
    let files = look(&here.context, cases, SOURCE).await?;
    let question = Question::new(plan, &files.table, SOURCE)?;
    here.readable(&plan.sql).await?;
    let there = Place::there(at, &files).await?;
    let layout = find_layout(&question, &files, plan, &here, &there).await?;
    let measure = find_measure(&question, &layout, &here).await?;
    let (sql, reasons) = question.sums(&layout, &measure)?;
    let mut rows = Vec::new();
    for batch in there.all(&sql).await? {
        rows.append(&mut there.rows(&batch)?);
    }
    let codes = question.codes(&rows);
    let mut added = question.added(&layout, &measure, &reasons, rows)?;
    if !codes.is_empty() {
        find_values(&question, &layout, &codes, &there, &mut added).await?;
        // The outcome of two has no largest that matters.
        if added.few(layout.outcome_at()).is_none() {
            for batch in there.all(&question.seconds(&layout, &codes)?).await? {
                there.seconds(&batch)?.into_iter().for_each(|it| question.add_second(&mut added, it));
            }
        }
    }
    added.cells(layout, &measure.centre, plan)
}

/// Numbers that have been seen to take two values or one only: do they take more?
async fn find_values(
    question: &Question<'_>,
    layout: &Layout,
    codes: &[String],
    there: &Place,
    added: &mut Added,
) -> Result<(), Fault> {
    for (nth, at) in layout.numbers_at().enumerate() {
        let Some(known) = added.few(at) else { continue };
        for batch in there.all(&question.other_values(layout, nth, &known, codes)?).await? {
            let other = there.column(&batch, 0, &DataType::Float64)?;
            other.as_primitive::<Float64Type>().iter().flatten().for_each(|it| added.value(at, it));
        }
    }
    Ok(())
}

/// The levels of categories, found by reading these columns alone.
async fn find_layout(
    question: &Question<'_>,
    files: &Files,
    plan: &Plan,
    here: &Place,
    there: &Place,
) -> Result<Layout, Fault> {
    let mut variables = Vec::new();
    for (name, category) in files.table.categories(plan)? {
        let category = match category {
            Some(it) => it,
            None => here.number(&question.words_among_first(&name)?).await? > 0.0,
        };
        variables.push((name, category));
    }
    let mut found: Vec<Option<BTreeSet<String>>> =
        variables.iter().map(|(_, category)| category.then(BTreeSet::new)).collect();
    if let Some(sql) = question.levels(&variables, MOST_LEVELS)? {
        for batch in there.all(&sql).await? {
            let (at, level) = (there.column(&batch, 0, &DataType::UInt64)?, there.column(&batch, 1, &DataType::Utf8)?);
            for (at, level) in at.as_primitive::<UInt64Type>().iter().zip(level.as_string::<i32>().iter()) {
                let own = at.and_then(|at| found.get_mut(usize::try_from(at).ok()?)).and_then(Option::as_mut);
                if let (Some(own), Some(level)) = (own, level) {
                    own.insert(level.to_owned());
                }
            }
        }
    }
    layout(plan, variables.into_iter().zip(found).map(|((name, _), levels)| (name, levels)).collect())
}

/// A point near the means, from the first good rows, on this machine: no cluster is needed to read a few.
async fn find_measure(question: &Question<'_>, layout: &Layout, here: &Place) -> Result<Measure, Fault> {
    let batches = here.all(&question.measure(layout, FIRST)?).await?;
    let mut numbers = Vec::new();
    if let Some(batch) = batches.iter().find(|it| it.num_rows() > 0) {
        for at in 0..batch.num_columns() {
            let column = here.column(batch, at, &DataType::Float64)?;
            numbers.push((!column.is_null(0)).then(|| column.as_primitive::<Float64Type>().value(0)));
        }
    }
    Ok(Measure::new(layout.width(), |at| {
        let one = |of: usize| numbers.get(3 * at + of).copied().flatten();
        Some([one(0)?, one(1)?, one(2)?])
    }))
}

/// Where questions are asked.
struct Place {
    context: SessionContext,
    at: Option<String>,
}

fn config() -> SessionConfig {
    // Planned once. Planned again as it goes (Ballista 55.0's own choice), a question whose executor is lost after
    // it has handed over something waits for ever: only what was planned once is known to be done again.
    let mut config = session_config_with_s3_support().with_ballista_adaptive_query_planner(false);
    let options = config.options_mut();
    // Names as the files write them; folders with all their folders.
    options.sql_parser.enable_ident_normalization = false;
    options.execution.listing_table_ignore_subdirectory = false;
    config
}

impl Place {
    /// This machine. One file after the other, so that the first rows are the first.
    fn here(at: Option<&str>) -> Result<Self, Fault> {
        let state = session_state_with_s3_support(config().with_target_partitions(1))
            .map_err(|why| cluster(at, why.strip_backtrace()))?;
        Ok(Self { context: SessionContext::new_with_state(state), at: None })
    }

    /// The cluster, or all cores of this machine, with the files known to it.
    async fn there(at: Option<&str>, files: &Files) -> Result<Self, Fault> {
        let fault = |why: DataFusionError| cluster(at, why.strip_backtrace());
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let tasks = usize::try_from(files.bytes / TASK).unwrap_or(usize::MAX).clamp(2, 256);
        let config = config().with_target_partitions(if at.is_some() { tasks } else { cores });
        let state = session_state_with_s3_support(config).map_err(fault)?;
        let context = match at {
            None => SessionContext::new_with_state(state),
            Some(at) => SessionContext::remote_with_state(at, state).await.map_err(fault)?,
        };
        files.register(&context, SOURCE).await?;
        Ok(Self { context, at: at.map(str::to_owned) })
    }

    fn fault(&self, why: impl std::fmt::Display) -> Fault {
        cluster(self.at.as_deref(), why)
    }

    /// Are the conditions in SQL each one condition, on columns that there are?
    async fn readable(&self, filters: &[String]) -> Result<(), Fault> {
        let table = self.context.table(SOURCE).await.map_err(|why| self.fault(why.strip_backtrace()))?;
        for filter in filters {
            let condition = table.parse_sql_expr(filter).and_then(|it| table.clone().filter(it));
            condition.map_err(|why| Fault::Condition { text: format!("{filter}: {}", why.strip_backtrace()) })?;
        }
        Ok(())
    }

    async fn all(&self, sql: &str) -> Result<Vec<RecordBatch>, Fault> {
        let fault = |why: DataFusionError| self.fault(why.strip_backtrace());
        self.context.sql(sql).await.map_err(fault)?.collect().await.map_err(fault)
    }

    /// The one number that answers; 0 where there is none.
    async fn number(&self, sql: &str) -> Result<f64, Fault> {
        match self.all(sql).await?.iter().find(|it| it.num_rows() > 0) {
            Some(batch) => Ok(self.column(batch, 0, &DataType::Float64)?.as_primitive::<Float64Type>().value(0)),
            None => Ok(0.0),
        }
    }

    fn column(&self, batch: &RecordBatch, at: usize, kind: &DataType) -> Result<ArrayRef, Fault> {
        let column = batch.columns().get(at).ok_or_else(|| self.fault("fewer columns than asked for"))?;
        cast(column, kind).map_err(|why| self.fault(why))
    }

    /// The columns of [`Question::sums`], in their order.
    fn rows(&self, batch: &RecordBatch) -> Result<Vec<Row>, Fault> {
        let words = |at: usize| self.column(batch, at, &DataType::Utf8);
        let (sex, place, cluster) = (words(0)?, words(1)?, words(2)?);
        let whole = |at: usize| self.column(batch, at, &DataType::UInt64);
        let (why, count) = (whole(3)?, whole(4)?);
        let sums: Vec<ArrayRef> =
            (5..batch.num_columns()).map(|at| self.column(batch, at, &DataType::Float64)).collect::<Result<_, _>>()?;
        let word = |of: &ArrayRef, row: usize| {
            let of = of.as_string::<i32>();
            (!of.is_null(row)).then(|| of.value(row).to_owned())
        };
        let rows = (0..batch.num_rows()).map(|row| Row {
            sex: word(&sex, row),
            place: word(&place, row).unwrap_or_default(),
            cluster: word(&cluster, row).unwrap_or_default(),
            why: why.as_primitive::<UInt64Type>().value(row),
            rows: count.as_primitive::<UInt64Type>().value(row),
            sums: sums.iter().map(|it| it.as_primitive::<Float64Type>().value(row)).collect(),
        });
        Ok(rows.collect())
    }

    /// The columns of [`Question::seconds`], in their order.
    fn seconds(&self, batch: &RecordBatch) -> Result<Vec<Second>, Fault> {
        let words = |at: usize| self.column(batch, at, &DataType::Utf8);
        let (sex, place, cluster) = (words(0)?, words(1)?, words(2)?);
        let number = |at: usize| self.column(batch, at, &DataType::Float64);
        let (below, often) = (number(3)?, number(4)?);
        let word = |of: &ArrayRef, row: usize| of.as_string::<i32>().value(row).to_owned();
        let rows = (0..batch.num_rows()).map(|row| Second {
            sex: word(&sex, row),
            place: word(&place, row),
            cluster: word(&cluster, row),
            below: below.as_primitive::<Float64Type>().value(row),
            often: often.as_primitive::<Float64Type>().value(row),
        });
        Ok(rows.collect())
    }
}
