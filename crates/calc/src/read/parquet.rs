//! Parquet: numbers, dates as days, truth as 0 and 1, words, dictionaries of words.

use super::{Cell, Table, is_empty};
use crate::Fault;
use arrow_array::cast::AsArray as _;
use arrow_array::types::{
    Date32Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type,
    UInt64Type,
};
use arrow_array::{Array, ArrayRef, ArrowPrimitiveType};
use arrow_schema::DataType;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

pub(super) fn read(bytes: Vec<u8>, file: &str) -> Result<Table, Fault> {
    let bad = |why: String| Fault::NotThatKind { file: file.to_owned(), kind: "Parquet", why };
    let reader = ParquetRecordBatchReaderBuilder::try_new(bytes::Bytes::from(bytes))
        .and_then(ParquetRecordBatchReaderBuilder::build)
        .map_err(|why| bad(why.to_string()))?;
    let mut table = Table::default();
    for batch in reader {
        let batch = batch.map_err(|why| bad(why.to_string()))?;
        if table.names.is_empty() {
            table.names = batch.schema().fields().iter().map(|field| field.name().clone()).collect();
            table.columns = vec![Vec::new(); table.names.len()];
        }
        for (at, column) in batch.columns().iter().enumerate() {
            cells(column, &mut table.columns[at]).map_err(|kind| {
                bad(format!("column {} holds {kind}, which is neither numbers nor words", table.names[at]))
            })?;
        }
        let from = table.rows.len();
        table.rows.extend((0..batch.num_rows()).map(|row| from + row + 2));
    }
    Ok(table)
}

fn numbers<T: ArrowPrimitiveType>(array: &ArrayRef, cells: &mut Vec<Cell>, as_f64: fn(T::Native) -> f64) {
    cells.extend(
        array
            .as_primitive::<T>()
            .iter()
            .map(|value| value.map(as_f64).filter(|value| value.is_finite()).map_or(Cell::Empty, Cell::Number)),
    );
}

fn word(text: Option<&str>) -> Cell {
    text.map(str::trim).filter(|text| !is_empty(text)).map_or(Cell::Empty, |text| Cell::Text(text.into()))
}

#[allow(
    clippy::cast_precision_loss,
    reason = "beyond 2^53 the last digits of a whole number are lost, as in a spreadsheet"
)]
fn cells(array: &ArrayRef, out: &mut Vec<Cell>) -> Result<(), DataType> {
    match array.data_type() {
        DataType::Int8 => numbers::<Int8Type>(array, out, f64::from),
        DataType::Int16 => numbers::<Int16Type>(array, out, f64::from),
        DataType::Int32 => numbers::<Int32Type>(array, out, f64::from),
        DataType::Int64 => numbers::<Int64Type>(array, out, |it| it as f64),
        DataType::UInt8 => numbers::<UInt8Type>(array, out, f64::from),
        DataType::UInt16 => numbers::<UInt16Type>(array, out, f64::from),
        DataType::UInt32 => numbers::<UInt32Type>(array, out, f64::from),
        DataType::UInt64 => numbers::<UInt64Type>(array, out, |it| it as f64),
        DataType::Float32 => numbers::<Float32Type>(array, out, f64::from),
        DataType::Float64 => numbers::<Float64Type>(array, out, |it| it),
        DataType::Date32 => numbers::<Date32Type>(array, out, f64::from),
        DataType::Boolean => out.extend(
            array.as_boolean().iter().map(|it| it.map_or(Cell::Empty, |it| Cell::Number(f64::from(u8::from(it))))),
        ),
        DataType::Utf8 => out.extend(array.as_string::<i32>().iter().map(word)),
        DataType::LargeUtf8 => out.extend(array.as_string::<i64>().iter().map(word)),
        DataType::Utf8View => out.extend(array.as_string_view().iter().map(word)),
        DataType::Dictionary(_, _) => {
            let dictionary = array.as_any_dictionary();
            let mut values = Vec::new();
            cells(dictionary.values(), &mut values)?;
            let keys = dictionary.normalized_keys();
            out.extend(keys.iter().enumerate().map(|(row, key)| {
                if array.is_null(row) { Cell::Empty } else { values.get(*key).cloned().unwrap_or(Cell::Empty) }
            }));
        }
        DataType::Null => out.extend(std::iter::repeat_n(Cell::Empty, array.len())),
        other => return Err(other.clone()),
    }
    Ok(())
}
