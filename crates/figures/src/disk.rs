//! The files of a snapshot: written once, mapped at reading.

use std::{
    fs::{self, File},
    io::{self, BufWriter, Write},
    path::Path,
    sync::{Arc, OnceLock},
};

use arrow_array::{ArrayRef, DictionaryArray, Float64Array, Int16Array, RecordBatch, StringArray, UInt8Array};
use arrow_buffer::{Buffer, ScalarBuffer};
use arrow_ipc::{Type, reader::read_footer_length, root_as_footer, root_as_message, writer::FileWriter};
use arrow_schema::{ArrowError, DataType, Field, Schema};
use bytes::Bytes;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{
    Area, AreaId, Catalogue, FileHash, Group, KeyFigure, Manifest, Similar, Snapshot, SnapshotId, StoreError, Words,
    files::{self, Hasher},
    snapshot::{Columns, Span},
};

const FIGURES: &str = "figures.arrow";
const CATALOGUE: &str = "catalogue.json";
const DESCRIPTIONS: &str = "descriptions.json";

/// The columns of `figures.arrow`, in order. (A dictionary tells the type of its values.)
const COLUMNS: [(&str, Type); 9] = [
    ("kpi", Type::Utf8),
    ("area", Type::Utf8),
    ("year", Type::Int),
    ("women", Type::FloatingPoint),
    ("men", Type::FloatingPoint),
    ("total", Type::FloatingPoint),
    ("women_state", Type::Int),
    ("men_state", Type::Int),
    ("total_state", Type::Int),
];

/// The layout of `catalogue.json`.
#[derive(Serialize, Deserialize)]
struct CatalogueFile {
    areas: Vec<Area>,
    groups: Vec<Group>,
    similar: Vec<SimilarFile>,
    figures: Vec<KeyFigure>,
    /// Figure number, offset (rows), first year, years, areas.
    blocks: Vec<(usize, usize, i16, usize, usize)>,
}

/// All municipalities of one field and year.
#[derive(Serialize, Deserialize)]
struct SimilarFile {
    field: String,
    year: i16,
    /// The municipality, then those similar to it.
    municipalities: Vec<Vec<AreaId>>,
}

/// Writes figures, catalogue and descriptions; the hashes of what was written.
pub(crate) fn write(dir: &Path, snapshot: &Snapshot) -> Result<Vec<FileHash>, StoreError> {
    let path = dir.join(FIGURES);
    let (bytes, sha256) = write_figures(&path, snapshot).map_err(|e| StoreError::disk(&path, "written", e))?;
    let figures = FileHash { path: FIGURES.to_owned(), bytes, sha256 };
    let c = &snapshot.catalogue;
    let mut similar: Vec<SimilarFile> = Vec::new();
    for s in &c.similar {
        let row = std::iter::once(s.municipality).chain(s.similar.iter().copied()).collect();
        match similar.last_mut() {
            Some(last) if last.field == s.field && last.year == s.year => last.municipalities.push(row),
            _ => similar.push(SimilarFile { field: s.field.clone(), year: s.year, municipalities: vec![row] }),
        }
    }
    let file = CatalogueFile {
        areas: c.areas.clone(),
        groups: c.groups.clone(),
        similar,
        figures: c.figures.clone(),
        blocks: snapshot.spans.iter().map(|s| (s.figure, s.offset, s.first_year, s.years, s.areas)).collect(),
    };
    Ok(vec![
        write_json(&dir.join(CATALOGUE), &file, false)?,
        write_json(&dir.join(DESCRIPTIONS), &c.descriptions, false)?,
        figures,
    ])
}

fn write_figures(path: &Path, snapshot: &Snapshot) -> io::Result<(u64, String)> {
    let wrong = |e: ArrowError| io::Error::other(e.to_string());
    let batch = batch(snapshot).map_err(wrong)?;
    let file = BufWriter::with_capacity(1 << 20, Hasher::new(File::create(path)?));
    let mut writer = FileWriter::try_new(file, &batch.schema()).map_err(wrong)?;
    writer.write_metadata("jamsides.format", Manifest::FORMAT.to_string());
    writer.write_metadata("jamsides.states", "0 absent, 1 value, 2 missing, 3 secret, 4 not applicable, 5 deleted");
    writer.write(&batch).map_err(wrong)?;
    writer.finish().map_err(wrong)?;
    let hasher = writer.into_inner().map_err(wrong)?.into_inner().map_err(io::IntoInnerError::into_error)?;
    hasher.get_ref().sync_all()?;
    Ok(hasher.finish())
}

fn batch(snapshot: &Snapshot) -> Result<RecordBatch, ArrowError> {
    let rows = snapshot.columns.rows();
    let areas = snapshot.areas();
    let (mut kpi, mut area, mut year) = (Vec::with_capacity(rows), Vec::with_capacity(rows), Vec::with_capacity(rows));
    // Draft::build has refused more key figures or areas than 16 bits number.
    for (number, span) in snapshot.spans.iter().enumerate() {
        for a in 0..span.areas {
            for y in 0..span.years {
                kpi.push(number as i16);
                area.push(a as i16);
                year.push(span.first_year + y as i16);
            }
        }
    }
    let names = StringArray::from_iter_values(
        snapshot.spans.iter().map(|s| snapshot.catalogue.figures[s.figure].id.as_str().to_owned()),
    );
    let codes = StringArray::from_iter_values(areas.iter().map(|a| a.id.as_str().to_owned()));
    let dictionary = |keys: Vec<i16>, values: StringArray| -> Result<ArrayRef, ArrowError> {
        Ok(Arc::new(DictionaryArray::try_new(Int16Array::from(keys), Arc::new(values))?))
    };
    let mut columns: Vec<ArrayRef> =
        vec![dictionary(kpi, names)?, dictionary(area, codes)?, Arc::new(Int16Array::from(year))];
    for values in &snapshot.columns.values {
        columns.push(Arc::new(Float64Array::new(values.clone(), None)));
    }
    for states in &snapshot.columns.states {
        columns.push(Arc::new(UInt8Array::new(ScalarBuffer::from(states.clone()), None)));
    }
    let text = || DataType::Dictionary(Box::new(DataType::Int16), Box::new(DataType::Utf8));
    let fields = vec![
        Field::new("kpi", text(), false),
        Field::new("area", text(), false),
        Field::new("year", DataType::Int16, false),
        Field::new("women", DataType::Float64, false),
        Field::new("men", DataType::Float64, false),
        Field::new("total", DataType::Float64, false),
        Field::new("women_state", DataType::UInt8, false),
        Field::new("men_state", DataType::UInt8, false),
        Field::new("total_state", DataType::UInt8, false),
    ];
    RecordBatch::try_new(Arc::new(Schema::new(fields)), columns)
}

/// Opens a snapshot: maps the columns, reads the catalogue.
pub(crate) fn open(dir: &Path, id: &SnapshotId) -> Result<Snapshot, StoreError> {
    let manifest = read_manifest(dir)?;
    let path = dir.join(FIGURES);
    let columns = map_figures(&path, manifest.file(FIGURES).map(|f| f.bytes))?;
    let path = dir.join(CATALOGUE);
    let file: CatalogueFile = read_json(&path)?;
    let damaged = |sv: &str, en: &str| StoreError::Damaged { path: path.clone(), what: Words::new(sv, en) };
    if !file.areas.is_sorted_by(|a, b| a.id < b.id) || !file.figures.is_sorted_by(|a, b| a.id < b.id) {
        return Err(damaged("dess listor är inte sorterade", "its lists are not sorted"));
    }
    let mut spans = Vec::with_capacity(file.blocks.len());
    for (figure, offset, first_year, years, areas) in file.blocks {
        let end = areas.checked_mul(years).and_then(|rows| rows.checked_add(offset));
        let fits =
            end.is_some_and(|end| end <= columns.rows()) && figure < file.figures.len() && areas <= file.areas.len();
        let in_order = spans.last().is_none_or(|last: &Span| last.figure < figure);
        let years_fit = i16::try_from(years).ok().and_then(|y| first_year.checked_add(y)).is_some();
        if !fits || !in_order || !years_fit || years == 0 {
            return Err(damaged("ett block ligger utanför siffrorna", "a block lies outside the figures"));
        }
        spans.push(Span { figure, offset, first_year, years, areas });
    }
    let mut similar = Vec::new();
    for s in file.similar {
        for row in s.municipalities {
            if let [municipality, others @ ..] = row.as_slice() {
                similar.push(Similar {
                    field: s.field.clone(),
                    year: s.year,
                    municipality: *municipality,
                    similar: others.to_vec(),
                });
            }
        }
    }
    let catalogue =
        Catalogue { figures: file.figures, areas: file.areas, groups: file.groups, similar, descriptions: Vec::new() };
    Ok(Snapshot {
        id: id.clone(),
        catalogue,
        spans,
        columns,
        dir: Some(dir.to_owned()),
        manifest,
        descriptions: OnceLock::new(),
    })
}

/// Maps `figures.arrow` without copying and without looking at its rows.
fn map_figures(path: &Path, expected: Option<u64>) -> Result<Columns, StoreError> {
    let disk = |e: io::Error| StoreError::disk(path, "read", e);
    let file = File::open(path).map_err(disk)?;
    let length = file.metadata().map_err(disk)?.len();
    if expected != Some(length) {
        let wanted = expected.unwrap_or_default();
        let what = Words::new(
            format!("den har {length} byte i stället för {wanted}"),
            format!("it has {length} bytes instead of {wanted}"),
        );
        return Err(StoreError::Damaged { path: path.to_owned(), what });
    }
    #[expect(
        unsafe_code,
        reason = "a map is sound while nobody changes the file; a snapshot is never written again after its rename, and removing it leaves the map whole"
    )]
    // SAFETY: see the reason above.
    let map = unsafe { memmap2::Mmap::map(&file) }.map_err(disk)?;
    columns_of(&Buffer::from(Bytes::from_owner(map)))
        .map_err(|what| StoreError::Damaged { path: path.to_owned(), what })
}

/// The columns of an Arrow file laid out as [`batch`] does. Every offset is checked before it is
/// used: a damaged file is an error, never a panic. (The decoder of arrow-ipc trusts the offsets,
/// and would look at every row.)
fn columns_of(buffer: &Buffer) -> Result<Columns, Words> {
    let odd = |sv: &str, en: &str| Words::new(sv, en);
    let bent = |e: &dyn std::fmt::Display| {
        tracing::debug!(error = %e, "no Arrow file");
        Words::new("dess uppbyggnad går inte att tyda", "its structure cannot be read")
    };
    let length = buffer.len();
    let trailer: [u8; 10] = length
        .checked_sub(10)
        .and_then(|at| buffer.get(at..)?.try_into().ok())
        .ok_or_else(|| odd("den är ingen Arrow-fil", "it is no Arrow file"))?;
    let footer_length = read_footer_length(trailer).map_err(|e| bent(&e))?;
    let footer = length
        .checked_sub(10 + footer_length)
        .and_then(|at| buffer.get(at..length - 10))
        .ok_or_else(|| odd("dess slut är avklippt", "its footer is cut off"))?;
    let footer = root_as_footer(footer).map_err(|e| bent(&e))?;
    // Read by hand: the conversion of arrow-ipc ends the program at a type it does not know.
    let fields =
        footer.schema().and_then(|s| s.fields()).ok_or_else(|| odd("den saknar schema", "it has no schema"))?;
    let as_written = fields.len() == COLUMNS.len()
        && fields.iter().zip(COLUMNS).all(|(f, (name, kind))| f.name() == Some(name) && f.type_type() == kind);
    if !as_written {
        return Err(odd("dess kolumner är inte en ögonblicksbilds", "its columns are not those of a snapshot"));
    }
    let blocks = footer.recordBatches().ok_or_else(|| odd("den saknar rader", "it has no rows"))?;
    if blocks.len() != 1 {
        return Err(odd("den har mer än en del", "it has more than one part"));
    }
    let block = blocks.get(0);
    let part = |at: i64, len: i64| -> Option<(usize, usize)> {
        let (at, len) = (usize::try_from(at).ok()?, usize::try_from(len).ok()?);
        (at.checked_add(len)? <= length).then_some((at, len))
    };
    let (at, len) = i64::from(block.metaDataLength())
        .checked_add(block.bodyLength())
        .and_then(|len| part(block.offset(), len))
        .ok_or_else(|| odd("dess rader är avklippta", "its rows are cut off"))?;
    let meta_length = usize::try_from(block.metaDataLength())
        .ok()
        .filter(|m| *m >= 8)
        .ok_or_else(|| odd("dess rader saknar huvud", "its rows have no head"))?;
    let message = root_as_message(&buffer[at + 8..at + meta_length]).map_err(|e| bent(&e))?;
    let head =
        message.header_as_record_batch().ok_or_else(|| odd("dess rader saknar huvud", "its rows have no head"))?;
    let parts = head.buffers().ok_or_else(|| odd("dess rader saknar kolumner", "its rows have no columns"))?;
    let rows =
        usize::try_from(head.length()).map_err(|_| odd("den har färre än noll rader", "it has fewer than no rows"))?;
    // Two parts a column, first which rows are there, then the values. All are there: the first
    // part is empty, and the values are taken as they lie.
    if head.compression().is_some() || parts.len() != 2 * COLUMNS.len() {
        return Err(odd("dess kolumner ligger på ett annat sätt", "its columns are laid out otherwise"));
    }
    let body = at + meta_length;
    let column = |i: usize, width: usize| -> Result<Buffer, Words> {
        let b = parts.get(2 * i + 1);
        let (from, bytes) = part(b.offset(), b.length())
            .filter(|(from, bytes)| from + bytes <= at + len - body)
            .ok_or_else(|| odd("en kolumn ligger utanför filen", "a column lies outside the file"))?;
        let wanted = rows
            .checked_mul(width)
            .filter(|w| *w <= bytes)
            .ok_or_else(|| odd("en kolumn är för kort", "a column is too short"))?;
        let slice = buffer.slice_with_length(body + from, wanted);
        if slice.as_ptr().align_offset(width) == 0 {
            Ok(slice)
        } else {
            Err(odd("en kolumn börjar där tal inte får börja", "a column does not begin where numbers may"))
        }
    };
    let values = |i: usize| column(i, size_of::<f64>()).map(ScalarBuffer::<f64>::from);
    Ok(Columns { values: [values(3)?, values(4)?, values(5)?], states: [column(6, 1)?, column(7, 1)?, column(8, 1)?] })
}

pub(crate) fn read_manifest(dir: &Path) -> Result<Manifest, StoreError> {
    #[derive(Deserialize)]
    struct Head {
        format: u32,
    }
    let path = dir.join("manifest.json");
    // Another format may lack what this one has: then only its number can be read.
    let (format, manifest) = match read_json::<Manifest>(&path) {
        Ok(manifest) => (manifest.format, Ok(manifest)),
        Err(e) => (read_json::<Head>(&path).map_or(Manifest::FORMAT, |h| h.format), Err(e)),
    };
    if format != Manifest::FORMAT {
        return Err(StoreError::Format { path, found: format, known: Manifest::FORMAT });
    }
    manifest
}

pub(crate) fn read_json<T: DeserializeOwned>(path: &Path) -> Result<T, StoreError> {
    let bytes = fs::read(path).map_err(|e| StoreError::disk(path, "read", e))?;
    serde_json::from_slice(&bytes).map_err(|e| StoreError::Damaged { path: path.to_owned(), what: Words::json(&e) })
}

pub(crate) fn write_json<T: Serialize>(path: &Path, value: &T, pretty: bool) -> Result<FileHash, StoreError> {
    let disk = |e: io::Error| StoreError::disk(path, "written", e);
    let bytes = if pretty { serde_json::to_vec_pretty(value) } else { serde_json::to_vec(value) }
        .map_err(|e| disk(e.into()))?;
    let mut file = File::create(path).map_err(disk)?;
    file.write_all(&bytes).and_then(|()| file.sync_all()).map_err(disk)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(FileHash { path: name, bytes: bytes.len() as u64, sha256: files::sha256(&bytes) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn random_bytes_are_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            prop_assert!(columns_of(&Buffer::from_vec(bytes)).is_err());
        }
    }
}
