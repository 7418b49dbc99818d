//! Files to columns: CSV, Parquet and XLSX, told apart by content, read whole.
//!
//! For files that fit in memory. Case data by the million rows is read in batches by `microdata`.

mod number;
mod parquet;
mod signs;
mod text;
mod workbook;

use crate::Fault;
use std::io::Read as _;
use std::path::Path;

pub use number::number;
pub use signs::{Unclear, unclear};

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing there: empty, NA, a dot or two, a hyphen.
    Empty,
    /// A number of a typed file.
    Number(f64),
    /// A word, or a number as it was written.
    Text(Box<str>),
}

/// Named columns of as many cells.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// Names of the columns.
    pub names: Vec<String>,
    /// Cells of each column.
    pub columns: Vec<Vec<Cell>>,
    /// The row in the file of each row of cells; the head is 1.
    pub rows: Vec<usize>,
    /// True where a comma is a decimal comma.
    pub decimal_comma: bool,
}

impl Table {
    /// Reads a file; what is handed in where it is called `-`.
    ///
    /// # Errors
    /// [`Fault::Unreadable`], [`Fault::NotThatKind`], [`Fault::Empty`], [`Fault::Twice`], [`Fault::Ragged`].
    pub fn read(path: &Path) -> Result<Self, Fault> {
        let file = path.display().to_string();
        let mut bytes = Vec::new();
        let read = match path.to_str() {
            Some("-") => std::io::stdin().read_to_end(&mut bytes).map(|_| ()),
            _ => std::fs::read(path).map(|it| bytes = it),
        };
        read.map_err(|why| Fault::unreadable(&file, &why))?;
        Self::from_bytes(bytes, &file)
    }

    /// Reads the contents of a file called `file`.
    ///
    /// # Errors
    /// As [`Table::read`].
    pub fn from_bytes(bytes: Vec<u8>, file: &str) -> Result<Self, Fault> {
        let table = if bytes.starts_with(b"PAR1") {
            parquet::read(bytes, file)?
        } else if bytes.starts_with(b"PK\x03\x04") {
            workbook::read(bytes, file)?
        } else {
            text::read(&bytes, file).map_err(|fault| misnamed(file).unwrap_or(fault))?
        };
        if table.rows.is_empty() {
            return Err(misnamed(file).unwrap_or_else(|| Fault::Empty { file: file.to_owned() }));
        }
        let mut names: Vec<&String> = table.names.iter().collect();
        names.sort();
        match names.windows(2).find(|two| two[0] == two[1]) {
            Some(two) => Err(Fault::Twice { column: two[0].clone() }),
            None => Ok(table),
        }
    }

    /// The place of a column: as written, or with other capitals.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<usize> {
        let folded = name.to_lowercase();
        self.names
            .iter()
            .position(|own| own == name)
            .or_else(|| self.names.iter().position(|own| own.to_lowercase() == folded))
    }
}

/// What is wrong with a file that cannot be read as text, if its name says that it is none; for one that is
/// what its name says the reader of that kind has told already.
fn misnamed(file: &str) -> Option<Fault> {
    let end = file.rsplit_once('.').map(|it| it.1.to_lowercase())?;
    let (sv, en) = match end.as_str() {
        "xlsx" | "xlsm" | "xls" => ("Excelfil (xlsx)", "Excel file (xlsx)"),
        "parquet" => ("Parquetfil", "Parquet file"),
        _ => return None,
    };
    Some(Fault::Own {
        sv: format!("Filen {file} är ingen {sv}, fast den heter så."),
        en: format!("The file {file} is no {en}, though it is called one."),
    })
}

/// What stands for an empty cell in files.
fn is_empty(text: &str) -> bool {
    matches!(text, "" | "." | ".." | "-" | "–" | "NA" | "N/A" | "n/a" | "NaN" | "nan" | "NULL" | "null")
}
