//! XLSX: the first sheet with anything in it; its first row is the head.

use super::{Cell, Table, is_empty};
use crate::Fault;
use calamine::{Data, Range, Reader as _, Xlsx};
use std::io::Cursor;

/// More cells than this are no table to compute from in memory (hostile workbooks claim the whole sheet).
const MOST_CELLS: usize = 50_000_000;

pub(super) fn read(bytes: Vec<u8>, file: &str) -> Result<Table, Fault> {
    let bad = |why: String| Fault::NotThatKind { file: file.to_owned(), kind: "XLSX", why };
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|why| bad(why.to_string()))?;
    for name in book.sheet_names() {
        let range = book.worksheet_range(&name).map_err(|why| bad(why.to_string()))?;
        if range.get_size().0.saturating_mul(range.get_size().1) > MOST_CELLS {
            return Err(bad(format!("the sheet {name} is larger than {MOST_CELLS} cells")));
        }
        if !range.is_empty() {
            return Ok(table(&range));
        }
    }
    Err(Fault::Empty { file: file.to_owned() })
}

fn table(range: &Range<Data>) -> Table {
    let first = range.start().map_or(0, |(row, _)| usize::try_from(row).unwrap_or(0));
    let mut rows = range.rows();
    let mut names: Vec<String> =
        rows.next().unwrap_or_default().iter().map(|cell| cell.to_string().trim().to_owned()).collect();
    // Columns without a name at the end are formatting left behind.
    while names.last().is_some_and(String::is_empty) {
        names.pop();
    }
    let mut table = Table { columns: vec![Vec::new(); names.len()], names, ..Table::default() };
    for (at, row) in rows.enumerate() {
        let cells: Vec<Cell> = row.iter().take(table.names.len()).map(cell).collect();
        if cells.iter().all(|it| *it == Cell::Empty) {
            continue;
        }
        for (column, cell) in table.columns.iter_mut().zip(cells) {
            column.push(cell);
        }
        table.rows.push(first + at + 2);
    }
    table
}

#[allow(clippy::cast_precision_loss, reason = "XLSX itself keeps numbers as doubles")]
fn cell(data: &Data) -> Cell {
    match data {
        Data::Empty | Data::Error(_) => Cell::Empty,
        Data::Int(value) => Cell::Number(*value as f64),
        Data::Float(value) => Cell::Number(*value),
        Data::Bool(value) => Cell::Number(f64::from(u8::from(*value))),
        Data::DateTime(when) => Cell::Number(when.as_f64()),
        other => {
            let text = other.to_string();
            let text = text.trim();
            if is_empty(text) { Cell::Empty } else { Cell::Text(text.into()) }
        }
    }
}
