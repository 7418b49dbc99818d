//! Files to batches of numbers and codes: Parquet by row groups, CSV by parts of some megabytes.

use crate::Fault;
use crate::intern::Intern;
use arrow_array::cast::AsArray as _;
use arrow_array::types::{
    Date32Type, Decimal128Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type,
    UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrayRef, ArrowPrimitiveType};
use arrow_schema::{DataType, Schema};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder};
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufRead as _, Read as _, Seek as _};
use std::path::{Path, PathBuf};

/// Rows read at a time: few enough that a batch stays in the cache of a core until it has been added up.
pub(crate) const BATCH: usize = 1 << 14;
/// Bytes of CSV that are read by one thread at a time.
const PART: u64 = 8 << 20;
/// The code of an empty cell.
pub(crate) const EMPTY: u32 = u32::MAX;

/// What is wanted of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Want {
    /// Its numbers. An empty cell is NaN, what is no number is infinite.
    Numbers,
    /// Its values as codes of an [`Intern`].
    Codes,
}

/// A column of a batch.
#[derive(Debug)]
pub(crate) enum Data {
    Numbers(Vec<f64>),
    Codes(Vec<u32>),
}

impl Data {
    pub fn numbers(&self) -> &[f64] {
        match self {
            Self::Numbers(values) => values,
            Self::Codes(_) => &[],
        }
    }

    pub fn codes(&self) -> &[u32] {
        match self {
            Self::Codes(codes) => codes,
            Self::Numbers(_) => &[],
        }
    }
}

/// A file that is read.
pub(crate) enum Source {
    Parquet {
        path: PathBuf,
        metadata: ArrowReaderMetadata,
    },
    /// `parts`: from which byte to which, whole lines; the first begins with the head.
    Csv {
        path: PathBuf,
        separator: u8,
        head: Vec<String>,
        parts: Vec<(u64, u64)>,
    },
}

/// What is read by one thread at a time, and added up by itself.
pub(crate) struct Unit<'s> {
    pub source: &'s Source,
    /// Which row group, or which part of CSV.
    pub group: usize,
}

/// The files at a path: itself, or those of a folder with what lies in its folders, by name.
pub(crate) fn sources(path: &Path) -> Result<Vec<Source>, Fault> {
    let mut files = Vec::new();
    gather(path, &mut files, &mut BTreeSet::new())?;
    files.sort();
    if files.is_empty() {
        return Err(Fault::NoFiles { folder: path.display().to_string() });
    }
    files.into_iter().map(open).collect()
}

fn unreadable(path: &Path, why: impl std::fmt::Display) -> Fault {
    Fault::Unreadable { file: path.display().to_string(), why: (why.to_string(), why.to_string()) }
}

/// A file or folder that the system does not hand out.
fn unopened(path: &Path, why: &std::io::Error) -> Fault {
    let (sv, en) = match why.kind() {
        std::io::ErrorKind::NotFound => (
            "den finns inte. Kontrollera namnet och i vilken mapp du står",
            "it is not there. See to the name and the folder you are in",
        ),
        std::io::ErrorKind::PermissionDenied => ("du får inte läsa den", "you may not read it"),
        _ => return unreadable(path, why),
    };
    Fault::Unreadable { file: path.display().to_string(), why: (sv.to_owned(), en.to_owned()) }
}

/// What a file is by its first bytes, where it is something that people have cases beside but not in.
fn other_kind(mark: &[u8]) -> Option<(&'static str, &'static str)> {
    match mark {
        b"%PDF" => Some(("en PDF", "a PDF")),
        b"PK\x03\x04" => Some(("en Excelfil eller ett annat arkiv", "an Excel file or another archive")),
        b"\xd0\xcf\x11\xe0" => Some(("en gammal Excel- eller Wordfil", "an old Excel or Word file")),
        _ => None,
    }
}

/// `seen`: folders and files as they really lie, so that a link back counts no case twice.
fn gather(path: &Path, files: &mut Vec<PathBuf>, seen: &mut BTreeSet<PathBuf>) -> Result<(), Fault> {
    if !seen.insert(path.canonicalize().map_err(|why| unopened(path, &why))?) {
        return Ok(());
    }
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    for entry in std::fs::read_dir(path).map_err(|why| unopened(path, &why))? {
        let inner = entry.map_err(|why| unopened(path, &why))?.path();
        let end = inner.extension().and_then(|end| end.to_str()).unwrap_or("").to_ascii_lowercase();
        if inner.is_dir() || matches!(end.as_str(), "csv" | "parquet") {
            gather(&inner, files, seen)?;
        }
    }
    Ok(())
}

fn open(path: PathBuf) -> Result<Source, Fault> {
    let mut file = File::open(&path).map_err(|why| unopened(&path, &why))?;
    let mut mark = [0_u8; 4];
    let read = std::io::Read::read(&mut file, &mut mark).map_err(|why| unopened(&path, &why))?;
    if read == 4 && &mark == b"PAR1" {
        let file = File::open(&path).map_err(|why| unopened(&path, &why))?;
        let metadata =
            ArrowReaderMetadata::load(&file, ArrowReaderOptions::new()).map_err(|why| unreadable(&path, why))?;
        return Ok(Source::Parquet { path, metadata });
    }
    if let Some(kind) = other_kind(&mark[..read]) {
        return Err(Fault::NotCases { file: path.display().to_string(), kind });
    }
    let line = first_line(&path)?;
    let count = |sign: char| line.matches(sign).count();
    let separator = [('\t', b'\t'), (';', b';'), (',', b',')]
        .into_iter()
        .max_by_key(|(sign, _)| count(*sign))
        .map_or(b',', |it| it.1);
    let parts = parts(&path, PART)?;
    let mut reader = csv_reader(&path, separator, (0, u64::MAX))?;
    let head = reader.byte_headers().map_err(|why| unreadable(&path, why))?;
    let head = head.iter().map(|name| word(name).trim_start_matches('\u{feff}').trim().to_owned()).collect();
    Ok(Source::Csv { path, separator, head, parts })
}

fn first_line(path: &Path) -> Result<String, Fault> {
    let file = File::open(path).map_err(|why| unopened(path, &why))?;
    let mut line = Vec::new();
    // A head longer than this is no head.
    std::io::BufReader::new(file.take(1 << 20)).read_until(b'\n', &mut line).map_err(|why| unreadable(path, why))?;
    if line.contains(&0) {
        let why = ("den är varken CSV eller Parquet".to_owned(), "it is neither CSV nor Parquet".to_owned());
        return Err(Fault::Unreadable { file: path.display().to_string(), why });
    }
    Ok(String::from_utf8_lossy(&line).into_owned())
}

/// Cuts CSV into parts of about so many bytes, at ends of lines. Where a cell may hold a line break (there is a
/// quotation mark somewhere), the file is one part. The cuts depend on the file alone, so the digits do.
fn parts(path: &Path, size: u64) -> Result<Vec<(u64, u64)>, Fault> {
    let mut file = File::open(path).map_err(|why| unopened(path, &why))?;
    let length = file.metadata().map_err(|why| unreadable(path, why))?.len();
    // What is no file (a pipe) says nothing of its length, and can be read once only.
    if length <= size {
        return Ok(vec![(0, u64::MAX)]);
    }
    let mut block = vec![0_u8; 1 << 18];
    let (mut parts, mut from, mut at) = (Vec::new(), 0, 0);
    loop {
        let read = file.read(&mut block).map_err(|why| unreadable(path, why))?;
        let block = &block[..read];
        if read == 0 {
            parts.push((from, u64::MAX));
            return Ok(parts);
        }
        if block.contains(&b'"') {
            return Ok(vec![(0, u64::MAX)]);
        }
        if at + read as u64 > from + size
            && let Some(end) = block.iter().rposition(|it| *it == b'\n')
        {
            let end = at + end as u64 + 1;
            parts.push((from, end));
            from = end;
        }
        at += read as u64;
    }
}

fn csv_reader(path: &Path, separator: u8, (from, to): (u64, u64)) -> Result<csv::Reader<std::io::Take<File>>, Fault> {
    let mut file = File::open(path).map_err(|why| unopened(path, &why))?;
    if from > 0 {
        file.seek(std::io::SeekFrom::Start(from)).map_err(|why| unreadable(path, why))?;
    }
    Ok(csv::ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .has_headers(from == 0)
        .buffer_capacity(1 << 18)
        .from_reader(file.take(to - from)))
}

impl Source {
    /// The columns there are.
    pub fn names(&self) -> Vec<String> {
        match self {
            Self::Parquet { metadata, .. } => metadata.schema().fields().iter().map(|it| it.name().clone()).collect(),
            Self::Csv { head, .. } => head.clone(),
        }
    }

    /// Does the file itself say that a column holds words? None where it does not say (CSV).
    pub fn holds_words(&self, column: &str) -> Option<bool> {
        match self {
            Self::Parquet { metadata, .. } => {
                let field = metadata.schema().field_with_name(column).ok()?;
                Some(matches!(
                    field.data_type(),
                    DataType::Utf8
                        | DataType::LargeUtf8
                        | DataType::Utf8View
                        | DataType::Dictionary(_, _)
                        | DataType::Boolean
                ))
            }
            Self::Csv { .. } => None,
        }
    }

    pub fn units(&self) -> Vec<Unit<'_>> {
        let groups = match self {
            Self::Parquet { metadata, .. } => metadata.metadata().num_row_groups(),
            Self::Csv { parts, .. } => parts.len(),
        };
        (0..groups).map(|group| Unit { source: self, group }).collect()
    }
}

/// What a reader of batches says: go on, or enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Go {
    On,
    Enough,
}

impl Unit<'_> {
    /// Hands over the unit in batches: the wanted columns, how many rows, and how many were ragged.
    pub fn batches(
        &self,
        wanted: &[(String, Want)],
        interns: &mut [Intern],
        mut each: impl FnMut(&[Data], usize, u64, &[Intern]) -> Result<Go, Fault>,
    ) -> Result<(), Fault> {
        match self.source {
            Source::Parquet { path, metadata } => {
                let file = File::open(path).map_err(|why| unopened(path, &why))?;
                let places = places(wanted, metadata.schema(), path)?;
                let mask = ProjectionMask::roots(metadata.parquet_schema(), places.iter().copied());
                let reader = ParquetRecordBatchReaderBuilder::new_with_metadata(file, metadata.clone())
                    .with_row_groups(vec![self.group])
                    .with_projection(mask)
                    .with_batch_size(BATCH)
                    .build()
                    .map_err(|why| unreadable(path, why))?;
                for batch in reader {
                    let batch = batch.map_err(|why| unreadable(path, why))?;
                    let mut data = Vec::with_capacity(wanted.len());
                    for ((name, want), intern) in wanted.iter().zip(interns.iter_mut()) {
                        let array =
                            batch.column_by_name(name).ok_or_else(|| no_column(path, name, &self.source.names()))?;
                        data.push(match want {
                            Want::Numbers => Data::Numbers(numbers(array, name)?),
                            Want::Codes => Data::Codes(codes(array, name, intern)?),
                        });
                    }
                    if each(&data, batch.num_rows(), 0, interns)? == Go::Enough {
                        break;
                    }
                }
                Ok(())
            }
            Source::Csv { path, separator, head, parts } => {
                let at: Vec<usize> = wanted
                    .iter()
                    .map(|(name, _)| head.iter().position(|own| own == name).ok_or_else(|| no_column(path, name, head)))
                    .collect::<Result<_, _>>()?;
                let mut reader = csv_reader(path, *separator, parts[self.group])?;
                let mut record = csv::ByteRecord::new();
                let comma = *separator != b',';
                loop {
                    let mut data: Vec<Data> = wanted
                        .iter()
                        .map(|(_, want)| match want {
                            Want::Numbers => Data::Numbers(Vec::with_capacity(1024)),
                            Want::Codes => Data::Codes(Vec::with_capacity(1024)),
                        })
                        .collect();
                    let (mut rows, mut ragged) = (0, 0);
                    while rows < BATCH && reader.read_byte_record(&mut record).map_err(|why| unreadable(path, why))? {
                        if record.len() != head.len() {
                            // A quotation mark that nobody ended has taken the rows after it with it.
                            ragged += 1 + record.as_slice().iter().filter(|it| **it == b'\n').count() as u64;
                            continue;
                        }
                        rows += 1;
                        for ((column, place), intern) in data.iter_mut().zip(&at).zip(interns.iter_mut()) {
                            let cell = word(record.get(*place).unwrap_or_default());
                            match column {
                                Data::Numbers(values) => values.push(number(&cell, comma)),
                                Data::Codes(codes) => {
                                    codes.push(if is_empty(&cell) { EMPTY } else { intern.word(&cell) })
                                }
                            }
                        }
                    }
                    if rows == 0 && ragged == 0 {
                        return Ok(());
                    }
                    if each(&data, rows, ragged, interns)? == Go::Enough {
                        return Ok(());
                    }
                }
            }
        }
    }
}

fn no_column(path: &Path, column: &str, there: &[String]) -> Fault {
    Fault::NoColumn { file: path.display().to_string(), column: column.to_owned(), there: there.to_vec() }
}

fn places(wanted: &[(String, Want)], schema: &Schema, path: &Path) -> Result<Vec<usize>, Fault> {
    let names: Vec<String> = schema.fields().iter().map(|it| it.name().clone()).collect();
    wanted.iter().map(|(name, _)| schema.index_of(name).map_err(|_| no_column(path, name, &names))).collect()
}

/// A cell as text: UTF-8, or Windows-1252 where it is not.
fn word(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => std::borrow::Cow::Borrowed(text.trim()),
        Err(_) => {
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes);
            std::borrow::Cow::Owned(text.trim().to_owned())
        }
    }
}

fn is_empty(text: &str) -> bool {
    matches!(text, "" | "." | ".." | "NA" | "NaN" | "NULL" | "null")
}

fn number(text: &str, comma: bool) -> f64 {
    if is_empty(text) {
        return f64::NAN;
    }
    let parsed: Option<f64> =
        text.parse().ok().or_else(|| if comma { text.replacen(',', ".", 1).parse().ok() } else { None });
    parsed.filter(|it| it.is_finite()).unwrap_or(f64::INFINITY)
}

fn primitive<T: ArrowPrimitiveType>(array: &ArrayRef, as_f64: impl Fn(T::Native) -> f64) -> Vec<f64> {
    let array = array.as_primitive::<T>();
    if array.null_count() == 0 {
        return array.values().iter().map(|it| as_f64(*it)).collect();
    }
    array.iter().map(|it| it.map_or(f64::NAN, &as_f64)).collect()
}

#[allow(clippy::cast_precision_loss, reason = "whole numbers beyond 2^53 are identities, not amounts")]
fn numbers(array: &ArrayRef, name: &str) -> Result<Vec<f64>, Fault> {
    let parsed = |text: Option<&str>| text.map_or(f64::NAN, |text| number(text.trim(), true));
    Ok(match array.data_type() {
        DataType::Int8 => primitive::<Int8Type>(array, f64::from),
        DataType::Int16 => primitive::<Int16Type>(array, f64::from),
        DataType::Int32 => primitive::<Int32Type>(array, f64::from),
        DataType::Int64 => primitive::<Int64Type>(array, |it| it as f64),
        DataType::UInt8 => primitive::<UInt8Type>(array, f64::from),
        DataType::UInt16 => primitive::<UInt16Type>(array, f64::from),
        DataType::UInt32 => primitive::<UInt32Type>(array, f64::from),
        DataType::UInt64 => primitive::<UInt64Type>(array, |it| it as f64),
        DataType::Float32 => primitive::<Float32Type>(array, f64::from),
        DataType::Float64 => primitive::<Float64Type>(array, |it| it),
        DataType::Date32 => primitive::<Date32Type>(array, f64::from),
        DataType::Decimal128(_, scale) => {
            let unit = 10_f64.powi(i32::from(*scale));
            primitive::<Decimal128Type>(array, |it| it as f64).into_iter().map(|it| it / unit).collect()
        }
        DataType::Boolean => {
            array.as_boolean().iter().map(|it| it.map_or(f64::NAN, |it| f64::from(u8::from(it)))).collect()
        }
        DataType::Utf8 => array.as_string::<i32>().iter().map(parsed).collect(),
        DataType::LargeUtf8 => array.as_string::<i64>().iter().map(parsed).collect(),
        DataType::Utf8View => array.as_string_view().iter().map(parsed).collect(),
        DataType::Dictionary(_, _) => {
            let dictionary = array.as_any_dictionary();
            let values = numbers(dictionary.values(), name)?;
            keyed(array, |key| values.get(key).copied().unwrap_or(f64::NAN), f64::NAN)
        }
        DataType::Null => vec![f64::NAN; array.len()],
        other => return Err(Fault::Kind { column: name.to_owned(), kind: other.to_string() }),
    })
}

fn keyed<T: Copy>(array: &ArrayRef, value: impl Fn(usize) -> T, empty: T) -> Vec<T> {
    let keys = array.as_any_dictionary().normalized_keys();
    keys.into_iter().enumerate().map(|(row, key)| if array.is_null(row) { empty } else { value(key) }).collect()
}

fn whole<T: ArrowPrimitiveType>(array: &ArrayRef, intern: &mut Intern, as_i64: impl Fn(T::Native) -> i64) -> Vec<u32> {
    let array = array.as_primitive::<T>();
    if array.null_count() == 0 {
        return array.values().iter().map(|it| intern.whole(as_i64(*it))).collect();
    }
    array.iter().map(|it| it.map_or(EMPTY, |it| intern.whole(as_i64(it)))).collect()
}

fn codes(array: &ArrayRef, name: &str, intern: &mut Intern) -> Result<Vec<u32>, Fault> {
    let mut of = |text: Option<&str>| match text.map(str::trim) {
        Some(text) if !is_empty(text) => intern.word(text),
        _ => EMPTY,
    };
    Ok(match array.data_type() {
        DataType::Int8 => whole::<Int8Type>(array, intern, i64::from),
        DataType::Int16 => whole::<Int16Type>(array, intern, i64::from),
        DataType::Int32 => whole::<Int32Type>(array, intern, i64::from),
        DataType::Int64 => whole::<Int64Type>(array, intern, |it| it),
        DataType::UInt8 => whole::<UInt8Type>(array, intern, i64::from),
        DataType::UInt16 => whole::<UInt16Type>(array, intern, i64::from),
        DataType::UInt32 => whole::<UInt32Type>(array, intern, i64::from),
        DataType::UInt64 => whole::<UInt64Type>(array, intern, |it| i64::try_from(it).unwrap_or(i64::MAX)),
        DataType::Boolean => {
            array.as_boolean().iter().map(|it| it.map_or(EMPTY, |it| intern.whole(i64::from(it)))).collect()
        }
        DataType::Utf8 => array.as_string::<i32>().iter().map(of).collect(),
        DataType::LargeUtf8 => array.as_string::<i64>().iter().map(of).collect(),
        DataType::Utf8View => array.as_string_view().iter().map(of).collect(),
        // Codes kept as floating point (from pandas with gaps) are whole all the same.
        DataType::Float32 | DataType::Float64 => numbers(array, name)?
            .into_iter()
            .map(|it| if it.is_nan() { EMPTY } else { of(Some(&it.to_string())) })
            .collect(),
        DataType::Dictionary(_, _) => {
            let values = codes(array.as_any_dictionary().values(), name, intern)?;
            keyed(array, |key| values.get(key).copied().unwrap_or(EMPTY), EMPTY)
        }
        DataType::Null => vec![EMPTY; array.len()],
        other => return Err(Fault::Kind { column: name.to_owned(), kind: other.to_string() }),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    fn written(text: &str) -> tempfile::NamedTempFile {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        file
    }

    #[test]
    fn parts_of_csv_are_whole_lines_and_all_of_it() {
        let text: String = std::iter::once("kön;timmar\n".to_owned())
            .chain((0..100_000).map(|it| format!("{};{it}\n", it % 2 + 1)))
            .collect();
        let file = written(&text);
        let parts = parts(file.path(), 100_000).unwrap();
        assert!(parts.len() > 2, "{parts:?}");
        let mut all = Vec::new();
        for part in &parts {
            let mut reader = csv_reader(file.path(), b';', *part).unwrap();
            all.extend(reader.records().map(|it| it.unwrap()[1].to_owned()));
        }
        assert!(all.iter().enumerate().all(|(at, it)| *it == at.to_string()) && all.len() == 100_000);
    }

    #[test]
    fn a_cell_with_a_line_break_is_not_cut() {
        let text: String = (0..100_000).map(|it| format!("1;\"rad\n{it}\"\n")).collect();
        assert_eq!(parts(written(&text).path(), 100_000).unwrap(), [(0, u64::MAX)]);
    }
}
