//! CSV as spreadsheets write it: comma, semicolon or tab, with or without a byte order mark, UTF-8,
//! UTF-16 or Windows-1252.

use super::{Cell, Table, is_empty};
use crate::Fault;

pub(super) fn read(bytes: &[u8], file: &str) -> Result<Table, Fault> {
    let text = decoded(bytes);
    if text.contains('\0') {
        return Err(bad(file, "it holds characters that no text has"));
    }
    // Lines before the head that begin with # are remarks.
    let remarks = text.lines().take_while(|line| line.starts_with('#')).count();
    let separator = separator(text.lines().nth(remarks).unwrap_or_default());
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .comment(Some(b'#'))
        .flexible(true)
        .has_headers(true)
        .from_reader(text.as_bytes());
    let names: Vec<String> = reader
        .headers()
        .map_err(|why| bad(file, &why.to_string()))?
        .iter()
        .map(|name| name.trim().to_owned())
        .collect();
    let mut table =
        Table { columns: vec![Vec::new(); names.len()], names, rows: Vec::new(), decimal_comma: separator != b',' };
    let mut lines = Lines { text: &text, at: 0, line: 1 };
    for record in reader.records() {
        let record = record.map_err(|why| bad(file, &why.to_string()))?;
        let row = lines.at(record.position().map_or(0, |it| usize::try_from(it.byte()).unwrap_or(usize::MAX)));
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if record.len() != table.names.len() {
            return Err(Fault::Ragged { row, cells: record.len(), names: table.names.len() });
        }
        for (column, cell) in table.columns.iter_mut().zip(record.iter()) {
            let cell = cell.trim();
            column.push(if is_empty(cell) { Cell::Empty } else { Cell::Text(cell.into()) });
        }
        table.rows.push(row);
    }
    Ok(table)
}

/// Counts lines up to a place. The reader's own count stands before the empty lines it passes over.
struct Lines<'t> {
    text: &'t str,
    at: usize,
    line: usize,
}

impl Lines<'_> {
    fn at(&mut self, byte: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut start = byte.min(bytes.len());
        // The record begins after empty lines and remarks.
        loop {
            match bytes.get(start) {
                Some(b'\n' | b'\r') => start += 1,
                Some(b'#') => start += bytes[start..].iter().position(|it| *it == b'\n').unwrap_or(bytes.len() - start),
                _ => break,
            }
        }
        self.line += bytes[self.at..start].iter().filter(|it| **it == b'\n').count();
        self.at = start;
        self.line
    }
}

fn bad(file: &str, why: &str) -> Fault {
    Fault::NotThatKind { file: file.to_owned(), kind: "CSV", why: why.to_owned() }
}

/// What separates the cells of the head.
fn separator(head: &str) -> u8 {
    let count = |c: char| head.matches(c).count();
    if count('\t') > 0 && count('\t') >= count(';') {
        b'\t'
    } else if count(';') > count(',') {
        b';'
    } else {
        b','
    }
}

fn decoded(bytes: &[u8]) -> String {
    let wide = |little: bool| {
        let units: Vec<u16> = bytes[2..]
            .chunks_exact(2)
            .map(|two| if little { u16::from_le_bytes([two[0], two[1]]) } else { u16::from_be_bytes([two[0], two[1]]) })
            .collect();
        String::from_utf16_lossy(&units)
    };
    if bytes.starts_with(&[0xff, 0xfe]) {
        return wide(true);
    }
    if bytes.starts_with(&[0xfe, 0xff]) {
        return wide(false);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_or_else(|_| bytes.iter().map(|byte| windows(*byte)).collect(), str::to_owned)
}

/// A character of Windows-1252: as Latin-1 but for 0x80–0x9f, of which only what Swedish text uses is told.
fn windows(byte: u8) -> char {
    match byte {
        0x80 => '€',
        0x85 => '…',
        0x91 => '‘',
        0x92 => '’',
        0x93 => '“',
        0x94 => '”',
        0x96 => '–',
        0x97 => '—',
        other => char::from(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(bytes: &[u8]) -> Table {
        read(bytes, "x.csv").unwrap()
    }

    #[test]
    fn spreadsheets_of_many_kinds_are_the_same_table() {
        let plain = cells("kön,timmar\nkvinnor,3\nmän,4\n".as_bytes());
        assert_eq!(plain.names, ["kön", "timmar"]);
        assert_eq!(plain.rows, [2, 3]);
        let swedish = cells("\u{feff}kön;timmar\r\nkvinnor;3\r\nmän;4\r\n".as_bytes());
        assert_eq!(plain.columns, swedish.columns);
        assert!(swedish.decimal_comma && !plain.decimal_comma);
        let latin: Vec<u8> = "kön\ttimmar\nkvinnor\t3\nmän\t4".chars().map(|c| c as u32 as u8).collect();
        assert_eq!(cells(&latin).columns, plain.columns);
        let wide: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain("kön;timmar\nkvinnor;3\nmän;4".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        assert_eq!(cells(&wide).columns, plain.columns);
    }

    #[test]
    fn a_remark_and_an_empty_line_are_passed_over_and_rows_keep_their_numbers() {
        let table = cells(b"# from somewhere\na,b\n1,2\n\n3,NA\n");
        assert_eq!(table.rows, [3, 5]);
        assert_eq!(table.columns[1], [Cell::Text("2".into()), Cell::Empty]);
    }

    #[test]
    fn a_short_row_is_named() {
        let fault = read(b"a,b\n1,2\n3\n", "x.csv").unwrap_err();
        assert_eq!(fault, Fault::Ragged { row: 3, cells: 1, names: 2 });
    }
}
