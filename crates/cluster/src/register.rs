//! The files at an address made known to the engine, and what their columns are.

use crate::{Field, Kind, Table};
use datafusion::arrow::datatypes::{DataType, Field as ArrowField, Schema};
use datafusion::datasource::listing::ListingTableUrl;
use datafusion::error::{DataFusionError, Result as Engine};
use datafusion::object_store::{ObjectMeta, ObjectStore, ObjectStoreExt as _};
use datafusion::prelude::{CsvReadOptions, ParquetReadOptions, SessionContext};
use futures::TryStreamExt as _;
use microdata::Fault;
use std::sync::Arc;

/// A head longer than this is no head.
const HEAD: u64 = 1 << 20;

/// The files at one address: all Parquet or all CSV.
pub struct Files {
    url: ListingTableUrl,
    head: Option<Head>,
    /// What they are.
    pub table: Table,
    /// How large they are together.
    pub bytes: u64,
}

/// The first line of CSV.
#[derive(PartialEq)]
struct Head {
    separator: u8,
    names: Vec<String>,
}

fn unreadable(cases: &str, why: impl std::fmt::Display) -> Fault {
    Fault::Unreadable { file: cases.to_owned(), why: (why.to_string(), why.to_string()) }
}

/// Looks at what lies at an address: a file ending in `.parquet` or `.csv`, or everything below a folder.
pub async fn look(context: &SessionContext, cases: &str, source: &str) -> Result<Files, Fault> {
    let fault = |why: DataFusionError| unreadable(cases, why.strip_backtrace());
    let url = ListingTableUrl::parse(cases).map_err(fault)?;
    let store = context.runtime_env().object_store(url.object_store()).map_err(fault)?;
    let parquet = listed(context, &url, &store, ".parquet").await.map_err(fault)?;
    let csv = listed(context, &url, &store, ".csv").await.map_err(fault)?;
    let (files, head) = match (parquet.is_empty(), csv.is_empty()) {
        (true, true) => return Err(Fault::NoFiles { folder: cases.to_owned() }),
        (false, false) => return Err(unreadable(cases, "both CSV and Parquet lie there; ask for one of them")),
        (false, true) => (parquet, None),
        (true, false) => {
            let head = head(&store, &csv, cases).await?;
            (csv, Some(head))
        }
    };
    let bytes = files.iter().map(|it| it.size).sum();
    let comma = head.as_ref().is_none_or(|it| it.separator != b',');
    let table = Table { name: cases.to_owned(), fields: Vec::new(), comma, says_kinds: head.is_none() };
    let mut files = Files { url, head, table, bytes };
    files.register(context, source).await?;
    let schema = context.table(source).await.map_err(fault)?.schema().as_arrow().clone();
    files.table.fields =
        schema.fields().iter().map(|it| Field { name: it.name().clone(), kind: kind(it.data_type()) }).collect();
    Ok(files)
}

async fn listed(
    context: &SessionContext,
    url: &ListingTableUrl,
    store: &Arc<dyn ObjectStore>,
    end: &str,
) -> Engine<Vec<ObjectMeta>> {
    let state = context.state();
    let mut files: Vec<ObjectMeta> = url.list_all_files(&state, store.as_ref(), end).await?.try_collect().await?;
    files.sort_by(|a, b| a.location.cmp(&b.location));
    Ok(files)
}

/// The head of all CSV files: one and the same, since the engine goes by the place of a column.
async fn head(store: &Arc<dyn ObjectStore>, files: &[ObjectMeta], cases: &str) -> Result<Head, Fault> {
    let mut first: Option<Head> = None;
    for file in files {
        let start =
            store.get_range(&file.location, 0..file.size.min(HEAD)).await.map_err(|why| unreadable(cases, why))?;
        let line = start.split(|sign| *sign == b'\n').next().unwrap_or_default();
        let line = std::str::from_utf8(line).map_err(|_| unreadable(cases, "it is not UTF-8"))?;
        let head = read_head(line);
        match &first {
            Some(own) if *own != head => {
                return Err(unreadable(cases, format!("{} has other columns than the files before it", file.location)));
            }
            Some(_) => {}
            None => first = Some(head),
        }
    }
    first.ok_or_else(|| Fault::NoFiles { folder: cases.to_owned() })
}

fn read_head(line: &str) -> Head {
    let count = |sign: char| line.matches(sign).count();
    let (sign, separator) = [('\t', b'\t'), (';', b';'), (',', b',')]
        .into_iter()
        .max_by_key(|(sign, _)| count(*sign))
        .unwrap_or((',', b','));
    let clean = |name: &str| name.trim().trim_start_matches('\u{feff}').trim_matches('"').to_owned();
    Head { separator, names: line.split(sign).map(clean).collect() }
}

impl Files {
    /// Makes the files known under a name. Every column of CSV is words: what they hold is judged by the
    /// question, as everywhere else.
    pub async fn register(&self, context: &SessionContext, source: &str) -> Result<(), Fault> {
        let fault = |why: DataFusionError| unreadable(&self.table.name, why.strip_backtrace());
        match &self.head {
            None => context.register_parquet(source, &self.url, ParquetReadOptions::default()).await.map_err(fault),
            Some(head) => {
                let words = |name: &String| ArrowField::new(name, DataType::Utf8, true);
                let schema = Schema::new(head.names.iter().map(words).collect::<Vec<_>>());
                let options = CsvReadOptions::new().has_header(true).delimiter(head.separator).schema(&schema);
                let options = options.newlines_in_values(true);
                context.register_csv(source, &self.url, options).await.map_err(fault)
            }
        }
    }
}

fn kind(of: &DataType) -> Kind {
    match of {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => Kind::Words,
        DataType::Int8
        | DataType::Int16
        | DataType::Int32
        | DataType::Int64
        | DataType::UInt8
        | DataType::UInt16
        | DataType::UInt32
        | DataType::UInt64 => Kind::Whole,
        DataType::Float32 | DataType::Float64 => Kind::Float,
        DataType::Decimal32(..) | DataType::Decimal64(..) | DataType::Decimal128(..) | DataType::Decimal256(..) => {
            Kind::Decimal
        }
        DataType::Boolean => Kind::Truth,
        DataType::Date32 => Kind::Day,
        DataType::Dictionary(_, values) => kind(values),
        other => Kind::Other(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_as_spreadsheets_write_them() {
        let it = read_head("\u{feff}kommun;\"kön\"; timmar\r");
        assert_eq!((it.separator, it.names), (b';', vec!["kommun".to_owned(), "kön".to_owned(), "timmar".to_owned()]));
    }
}
