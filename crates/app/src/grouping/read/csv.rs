//! CSV as spreadsheets write it in Sweden and elsewhere: `;`, `,` or tab between cells, quotes, CRLF.

use super::asked::Gathered;
use super::cell::{Cell, Row, Said};
use super::column::Column;
use super::fault::{Fault, What};

/// One row an organisation.
pub fn read(name: &str, text: &str, gathered: &mut Gathered, faults: &mut Vec<Fault>) {
    let table = table(name, text, faults);
    let Some(((head_line, head), rows)) = table.split_first() else { return };
    let Some(columns) = columns(name, *head_line, head, faults) else { return };
    for (line, cells) in rows {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        // A spreadsheet may leave empty cells behind the last column.
        let used = cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |at| at + 1);
        if used > columns.len() {
            faults.push(Fault::at(name, *line, None, What::Ragged { cells: used, columns: columns.len() }));
            continue;
        }
        let cells = cells.iter().zip(&columns).filter(|(cell, _)| !cell.trim().is_empty());
        let cells = cells.filter_map(|(cell, (column, named))| {
            let column = column.clone()?;
            Some(Cell { column, named: named.clone(), line: *line, said: Said::Text(cell.trim().to_owned()) })
        });
        gathered.rows.push(Row { file: name.to_owned(), line: *line, cells: cells.collect() });
    }
}

/// The columns of the first line; none where it is no head at all.
fn columns(name: &str, line: usize, head: &[String], faults: &mut Vec<Fault>) -> Option<Vec<(Option<Column>, String)>> {
    let used = head.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |at| at + 1);
    let columns: Vec<(Option<Column>, String)> =
        head.iter().take(used).map(|cell| (Column::named(cell), cell.trim().to_owned())).collect();
    if !columns.iter().any(|(column, _)| matches!(column, Some(Column::Code | Column::Name))) {
        faults.push(Fault::at(name, line, None, What::NoHead));
        return None;
    }
    for (at, (column, named)) in columns.iter().enumerate() {
        match column {
            // A column without a name is a note to oneself.
            None if named.is_empty() => {}
            None => {
                let likeliest = Column::likeliest(named).map(str::to_owned);
                faults.push(Fault::at(name, line, Some(named), What::UnknownColumn { likeliest }));
            }
            Some(column) if columns.iter().take(at).any(|(before, _)| before.as_ref() == Some(column)) => {
                faults.push(Fault::at(name, line, Some(named), What::ColumnTwice));
            }
            Some(_) => {}
        }
    }
    Some(columns)
}

/// The cells of every line, with its number.
pub fn table(name: &str, text: &str, faults: &mut Vec<Fault>) -> Vec<(usize, Vec<String>)> {
    let mut reader = ::csv::ReaderBuilder::new()
        .delimiter(separator(text))
        .has_headers(false)
        .flexible(true)
        .comment(Some(b'#'))
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        match record {
            Ok(record) => {
                let line = record.position().map_or(1, |at| usize::try_from(at.line()).unwrap_or(1));
                rows.push((line, record.iter().map(str::to_owned).collect()));
            }
            Err(why) => {
                let line = why.position().map_or(1, |at| usize::try_from(at.line()).unwrap_or(1));
                faults.push(Fault::at(name, line, None, What::BadCsv));
                return Vec::new();
            }
        }
    }
    // A quotation mark that never ends swallows the rest of the file without a word.
    if rows.iter().any(|(_, cells): &(usize, Vec<String>)| cells.iter().any(|cell| cell.lines().count() > 20)) {
        let line = rows.last().map_or(1, |(line, _)| *line);
        faults.push(Fault::at(name, line, None, What::BadCsv));
        return Vec::new();
    }
    rows
}

/// What stands most often between the cells of the first line that is no remark.
fn separator(text: &str) -> u8 {
    let head = text.lines().find(|line| !line.starts_with('#') && !line.trim().is_empty()).unwrap_or("");
    let times = |mark: u8| head.bytes().filter(|byte| *byte == mark).count();
    // The last of those that are as many: the semicolon before the comma.
    [b',', b'\t', b';'].into_iter().max_by_key(|mark| times(*mark)).unwrap_or(b';')
}
