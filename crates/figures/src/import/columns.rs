//! Values from Parquet. Texts come as dictionaries, so that a code is checked once for each
//! dictionary and not once for each row.

use std::{fs::File, panic::AssertUnwindSafe, path::Path, sync::Arc};

use arrow_array::{
    Array, ArrayRef, BooleanArray, DictionaryArray, Float32Array, Float64Array, Int8Array, Int16Array, Int32Array,
    Int64Array, RecordBatch, StringArray, UInt8Array, UInt16Array, UInt32Array, types::Int32Type,
};
use arrow_schema::{DataType, Field, Schema};
use parquet::arrow::{
    ProjectionMask,
    arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder},
};

use super::{
    recognise, show,
    sink::{self, Sink},
};
use crate::{
    AreaId, Cell, ImportError, KpiId, Sex, State, Words,
    error::{CellProblem, FileProblem},
};

/// Rows decoded at a time.
const BATCH: usize = 1 << 16;

/// What the decoder said, or that it gave up on damaged bytes.
fn guarded<T>(path: &Path, work: impl FnOnce() -> Result<T, ImportError>) -> Result<T, ImportError> {
    // The decoder is another project's: damaged bytes must refuse the file, not end the program.
    std::panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(truncated(path, "the decoder gave up")))
}

fn truncated(path: &Path, what: impl ToString) -> ImportError {
    tracing::debug!(error = what.to_string(), "no Parquet");
    let what = Words::new("den går inte att avkoda som Parquet", "it cannot be decoded as Parquet");
    ImportError::file(show(path), FileProblem::Truncated(what))
}

fn open(path: &Path) -> Result<File, ImportError> {
    File::open(path).map_err(|e| ImportError::file(show(path), FileProblem::Unreadable(e)))
}

/// Whether the schema has a key figure and a value.
pub(crate) fn has_value_columns(path: &Path) -> Result<bool, ImportError> {
    guarded(path, || {
        let head =
            ArrowReaderMetadata::load(&open(path)?, ArrowReaderOptions::new()).map_err(|e| truncated(path, e))?;
        let has = |name: &str| head.schema().fields().iter().any(|f| f.name().to_lowercase() == name);
        Ok(has("kpi") && (has("value") || has("gender")))
    })
}

/// Reads a file of values; the number of rows.
pub(crate) fn read(path: &Path, sink: &mut Sink) -> Result<u64, ImportError> {
    guarded(path, || {
        let file = open(path)?;
        let head = ArrowReaderMetadata::load(&file, ArrowReaderOptions::new()).map_err(|e| truncated(path, e))?;
        let fields = head.schema().fields();
        let names: Vec<String> = fields.iter().map(|f| recognise::plain_name(f.name())).collect();
        recognise::once(&names).map_err(|twice| ImportError::file(show(path), FileProblem::TwiceColumn(twice)))?;
        let find = |names: &[&str]| fields.iter().position(|f| names.contains(&f.name().to_lowercase().as_str()));
        let wanted = [
            ("kpi", find(&["kpi"])),
            ("municipality", find(&["municipality"])),
            ("year", find(&["year", "period"])),
            ("gender", find(&["gender"])),
            ("value", find(&["value"])),
        ];
        let missing: Vec<&'static str> = wanted.iter().filter(|(_, at)| at.is_none()).map(|(n, _)| *n).collect();
        if !missing.is_empty() {
            return Err(ImportError::file(show(path), FileProblem::Header { missing }));
        }
        let mut roots: Vec<usize> = wanted.iter().filter_map(|(_, at)| *at).collect();
        roots.extend(find(&["status"]));
        roots.extend(find(&["isdeleted", "is_deleted"]));
        let text = DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8));
        let hinted = fields.iter().enumerate().map(|(i, f)| {
            let is_text = matches!(f.data_type(), DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View)
                || matches!(f.data_type(), DataType::Dictionary(_, v) if matches!(**v, DataType::Utf8 | DataType::LargeUtf8));
            let kind = if is_text && roots.contains(&i) { text.clone() } else { f.data_type().clone() };
            Field::new(f.name(), kind, f.is_nullable())
        });
        let options = ArrowReaderOptions::new().with_schema(Arc::new(Schema::new(hinted.collect::<Vec<_>>())));
        let head =
            ArrowReaderMetadata::try_new(Arc::clone(head.metadata()), options).map_err(|e| truncated(path, e))?;
        let mask = ProjectionMask::roots(head.parquet_schema(), roots);
        let reader = ParquetRecordBatchReaderBuilder::new_with_metadata(file, head)
            .with_projection(mask)
            .with_batch_size(BATCH)
            .build();
        let mut rows = 0;
        for batch in reader.map_err(|e| truncated(path, e))? {
            let batch = batch.map_err(|e| truncated(path, e))?;
            take(&batch, rows, sink)?;
            rows += batch.num_rows() as u64;
        }
        Ok(rows)
    })
}

/// A column whose rows are looked up in a short list: `values[keys[row]]`.
struct Coded<T> {
    keys: Vec<u32>,
    values: Vec<T>,
}

impl<T: Copy> Coded<T> {
    #[inline]
    fn get(&self, row: usize) -> T {
        self.values[self.keys[row] as usize]
    }
}

/// Finds a column by one of its names.
fn column<'a>(batch: &'a RecordBatch, names: &[&str]) -> Option<&'a ArrayRef> {
    let at = batch.schema_ref().fields().iter().position(|f| names.contains(&f.name().to_lowercase().as_str()))?;
    Some(batch.column(at))
}

/// The texts of a column, each read once by `read`. Numbers are read as their text, so that
/// "114" gets its zero back.
fn coded<T>(
    column: &ArrayRef,
    name: &'static str,
    first_row: u64,
    sink: &Sink,
    read: impl Fn(&str) -> Result<T, CellProblem>,
) -> Result<Coded<T>, ImportError> {
    let wrong = |row: usize, problem| sink.wrong(first_row + row as u64 + 1, name, problem);
    if let Some(null) = (0..column.len()).find(|row| column.null_count() > 0 && column.is_null(*row)) {
        return Err(wrong(null, CellProblem::Empty));
    }
    if let Some(dictionary) = column.as_any().downcast_ref::<DictionaryArray<Int32Type>>() {
        let texts =
            dictionary.values().as_any().downcast_ref::<StringArray>().ok_or_else(|| wrong_type(column, name, sink))?;
        // A dictionary may hold texts no row uses; only a used one can be at fault.
        let mut places = vec![u32::MAX; texts.len()];
        let mut values = Vec::new();
        let mut keys = Vec::with_capacity(column.len());
        for (row, key) in dictionary.keys().values().iter().enumerate() {
            let key = *key as usize;
            let Some(place) = places.get_mut(key) else { return Err(wrong(row, CellProblem::Empty)) };
            if *place == u32::MAX {
                if texts.is_null(key) {
                    return Err(wrong(row, CellProblem::Empty));
                }
                values.push(read(texts.value(key)).map_err(|p| wrong(row, p))?);
                *place = (values.len() - 1) as u32;
            }
            keys.push(*place);
        }
        return Ok(Coded { keys, values });
    }
    let numbers = whole_numbers(column).ok_or_else(|| wrong_type(column, name, sink))?;
    let mut seen: std::collections::BTreeMap<i64, u32> = std::collections::BTreeMap::new();
    let (mut keys, mut values) = (Vec::with_capacity(numbers.len()), Vec::new());
    let mut last = None;
    for (row, number) in numbers.into_iter().enumerate() {
        let key = match last {
            Some((n, key)) if n == number => key,
            _ => match seen.get(&number) {
                Some(key) => *key,
                None => {
                    values.push(read(&number.to_string()).map_err(|p| wrong(row, p))?);
                    let key = (values.len() - 1) as u32;
                    seen.insert(number, key);
                    key
                }
            },
        };
        last = Some((number, key));
        keys.push(key);
    }
    Ok(Coded { keys, values })
}

fn wrong_type(column: &ArrayRef, name: &str, sink: &Sink) -> ImportError {
    ImportError::file(
        &sink.file,
        FileProblem::ColumnType { column: name.to_owned(), found: column.data_type().to_string() },
    )
}

macro_rules! widen {
    ($column:expr, $into:ty, $($kind:ty),+) => {
        $(if let Some(a) = $column.as_any().downcast_ref::<$kind>() {
            return Some(a.values().iter().map(|v| <$into>::from(*v)).collect());
        })+
    };
}

fn whole_numbers(column: &ArrayRef) -> Option<Vec<i64>> {
    widen!(column, i64, Int16Array, Int32Array, Int64Array, Int8Array, UInt8Array, UInt16Array, UInt32Array);
    // Years that went through a table with holes come as 2022.0.
    let floats = column.as_any().downcast_ref::<Float64Array>()?;
    floats.values().iter().map(|v| (v.fract() == 0.0 && v.abs() < 1e12).then_some(*v as i64)).collect()
}

fn real_numbers(column: &ArrayRef) -> Option<Vec<f64>> {
    widen!(
        column,
        f64,
        Float64Array,
        Float32Array,
        Int32Array,
        Int16Array,
        Int8Array,
        UInt8Array,
        UInt16Array,
        UInt32Array
    );
    let whole = column.as_any().downcast_ref::<Int64Array>()?;
    Some(whole.values().iter().map(|v| *v as f64).collect())
}

fn cells(column: &ArrayRef, first_row: u64, sink: &Sink) -> Result<Vec<Cell>, ImportError> {
    let wrong = |row: usize, problem| sink.wrong(first_row + row as u64 + 1, "value", problem);
    if let Some(dictionary) = column.as_any().downcast_ref::<DictionaryArray<Int32Type>>() {
        let texts = dictionary
            .values()
            .as_any()
            .downcast_ref::<StringArray>()
            .ok_or_else(|| wrong_type(column, "value", sink))?;
        let one = |row: usize| match dictionary.key(row).filter(|key| !texts.is_null(*key)) {
            Some(key) => sink::cell_of_text(texts.value(key), false).map_err(|p| wrong(row, p)),
            None => Ok(Cell::none(State::Missing)),
        };
        return (0..dictionary.len()).map(one).collect();
    }
    let numbers = real_numbers(column).ok_or_else(|| wrong_type(column, "value", sink))?;
    let nulls = column.nulls();
    let one = |(row, v): (usize, f64)| {
        if nulls.is_some_and(|n| n.is_null(row)) {
            Ok(Cell::none(State::Missing))
        } else if v.is_finite() {
            Ok(Cell { value: v, state: State::Value })
        } else {
            Err(wrong(row, CellProblem::NotFinite))
        }
    };
    numbers.into_iter().enumerate().map(one).collect()
}

fn take(batch: &RecordBatch, first_row: u64, sink: &mut Sink) -> Result<(), ImportError> {
    let need = |names: &[&'static str]| {
        column(batch, names)
            .ok_or_else(|| ImportError::file(&sink.file, FileProblem::Header { missing: vec![names[0]] }))
    };
    let kpis: Coded<KpiId> = coded(need(&["kpi"])?, "kpi", first_row, sink, sink::kpi_of_text)?;
    let areas: Coded<Option<AreaId>> =
        coded(need(&["municipality"])?, "municipality", first_row, sink, sink::area_of_text)?;
    let years: Coded<i16> = coded(need(&["year", "period"])?, "year", first_row, sink, sink::year_of_text)?;
    let sexes: Coded<Sex> = coded(need(&["gender"])?, "gender", first_row, sink, sink::sex_of_text)?;
    let mut cells = cells(need(&["value"])?, first_row, sink)?;
    judge(batch, &mut cells, sink)?;
    let mut tables = Vec::with_capacity(kpis.values.len());
    for id in &kpis.values {
        tables.push((*id, sink.table(*id, first_row + 1)?));
    }
    let mut places: Vec<Option<(AreaId, usize)>> = Vec::with_capacity(areas.values.len());
    for area in &areas.values {
        places.push(area.map(|a| Ok::<_, ImportError>((a, sink.slot(a, first_row + 1)?))).transpose()?);
    }
    for (row, cell) in cells.into_iter().enumerate() {
        let Some(place) = places[areas.keys[row] as usize] else {
            sink.groups_left += 1;
            continue;
        };
        let key = tables[kpis.keys[row] as usize];
        sink.put(first_row + row as u64 + 1, key, place, years.get(row), sexes.get(row), cell)?;
    }
    Ok(())
}

/// Applies the optional columns status and isdeleted.
fn judge(batch: &RecordBatch, cells: &mut [Cell], sink: &mut Sink) -> Result<(), ImportError> {
    if let Some(status) = column(batch, &["status"]) {
        let Some(words) = status.as_any().downcast_ref::<DictionaryArray<Int32Type>>() else {
            return Err(wrong_type(status, "status", sink));
        };
        let Some(texts) = words.values().as_any().downcast_ref::<StringArray>() else {
            return Err(wrong_type(status, "status", sink));
        };
        for (row, cell) in cells.iter_mut().enumerate() {
            if let Some(key) = words.key(row).filter(|key| !texts.is_null(*key)) {
                *cell = sink.judge(*cell, texts.value(key), false);
            }
        }
    }
    if let Some(deleted) = column(batch, &["isdeleted", "is_deleted"]) {
        let Some(flags) = deleted.as_any().downcast_ref::<BooleanArray>() else {
            return Err(wrong_type(deleted, "isdeleted", sink));
        };
        for (_, cell) in cells.iter_mut().enumerate().filter(|(row, _)| flags.is_valid(*row) && flags.value(*row)) {
            *cell = Cell::none(State::Deleted);
        }
    }
    Ok(())
}
