//! Rows of named cells, and what a cell says: a number as people write it, a list, yes or no.

use super::column::Column;
use super::fault::{Fault, Sort, What};
use i18n::fold;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// As in a CSV, or a text of TOML.
    Text(String),
    /// A number of TOML, as it is written.
    Number(String),
    /// `true` or `false`.
    Flag(bool),
    /// A list of texts.
    List(Vec<String>),
    /// Something else, which fits nowhere.
    Other,
}

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// What it is about.
    pub column: Column,
    /// What that is called in the file.
    pub named: String,
    /// Where it stands.
    pub line: usize,
    /// What it says.
    pub said: Said,
}

/// A row: what is said of an organisation.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Row {
    /// The file.
    pub file: String,
    /// Where it begins.
    pub line: usize,
    /// The cells that say something.
    pub cells: Vec<Cell>,
}

/// Reads the cells of one row and keeps what is wrong.
pub struct Reader<'a> {
    /// The row.
    pub row: &'a Row,
    /// What is wrong.
    pub faults: &'a mut Vec<Fault>,
}

impl Reader<'_> {
    /// The cell of a column.
    pub fn cell(&self, column: &Column) -> Option<&Cell> {
        self.row.cells.iter().find(|cell| cell.column == *column)
    }

    /// Notes what is wrong with a cell.
    pub fn wrong(&mut self, cell: &Cell, what: What) {
        self.faults.push(Fault::at(&self.row.file, cell.line, Some(&cell.named), what));
    }

    /// A text; empty where there is none.
    pub fn text(&mut self, column: &Column) -> String {
        let Some(cell) = self.cell(column).cloned() else { return String::new() };
        match &cell.said {
            // A code is often written as a number.
            Said::Text(text) | Said::Number(text) => text.trim().to_owned(),
            _ => {
                self.wrong(&cell, What::WrongSort { wanted: Sort::Text });
                String::new()
            }
        }
    }

    /// A list: of TOML, or a text with commas (or `|`) between.
    pub fn list(&mut self, column: &Column) -> Vec<String> {
        let Some(cell) = self.cell(column).cloned() else { return Vec::new() };
        let parts: Vec<String> = match &cell.said {
            Said::Text(text) => text.split([',', '|']).map(str::to_owned).collect(),
            Said::Number(text) => vec![text.clone()],
            Said::List(list) => list.clone(),
            Said::Flag(_) | Said::Other => {
                self.wrong(&cell, What::WrongSort { wanted: Sort::List });
                Vec::new()
            }
        };
        parts.into_iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
    }

    /// Yes or no.
    pub fn flag(&mut self, column: &Column) -> Option<bool> {
        let cell = self.cell(column).cloned()?;
        match flag(&cell.said) {
            Ok(flag) => Some(flag),
            Err(what) => {
                self.wrong(&cell, what);
                None
            }
        }
    }

    /// A number within limits.
    pub fn number(&mut self, column: &Column, least: i64, most: i64) -> Option<f64> {
        let cell = self.cell(column).cloned()?;
        match number(&cell.said, least, most) {
            Ok(value) => Some(value),
            Err(what) => {
                self.wrong(&cell, what);
                None
            }
        }
    }

    /// A whole number within limits.
    pub fn whole(&mut self, column: &Column, least: i64, most: i64) -> Option<u64> {
        let cell = self.cell(column).cloned()?;
        match whole(&cell.said, least, most) {
            Ok(value) => Some(value),
            Err(what) => {
                self.wrong(&cell, what);
                None
            }
        }
    }
}

/// Yes or no, as people write it.
pub fn flag(said: &Said) -> Result<bool, What> {
    let text = match said {
        Said::Flag(flag) => return Ok(*flag),
        Said::Text(text) | Said::Number(text) => text,
        Said::List(_) | Said::Other => "[…]",
    };
    match fold(text).as_str() {
        "ja" | "j" | "yes" | "y" | "x" | "1" | "true" | "sant" => Ok(true),
        "nej" | "n" | "no" | "0" | "false" | "falskt" | "-" => Ok(false),
        _ => Err(What::NoFlag { value: text.to_owned() }),
    }
}

/// A number as people write it: `12 345`, `62,9`, `−3`.
pub fn number(said: &Said, least: i64, most: i64) -> Result<f64, What> {
    let text = match said {
        Said::Text(text) | Said::Number(text) => text.as_str(),
        _ => "[…]",
    };
    let plain: String = text
        .chars()
        .filter(|letter| !letter.is_whitespace() && *letter != '_')
        .map(|letter| match letter {
            ',' => '.',
            '−' | '–' => '-',
            other => other,
        })
        .collect();
    // `inf` and `nan` are numbers to a computer only.
    let digits = plain.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | '-' | '+' | 'e' | 'E'));
    let value = plain.parse::<f64>().ok().filter(|_| digits);
    let Some(value) = value else { return Err(What::NoNumber { value: text.trim().to_owned() }) };
    #[expect(clippy::cast_precision_loss, reason = "limits are small")]
    let fits = value >= least as f64 && value <= most as f64;
    if fits { Ok(value) } else { Err(What::OutOfRange { value: text.trim().to_owned(), least, most }) }
}

/// A whole number, not below zero.
pub fn whole(said: &Said, least: i64, most: i64) -> Result<u64, What> {
    let value = number(said, least.max(0), most)?;
    if value != value.trunc() {
        let text = match said {
            Said::Text(text) | Said::Number(text) => text.trim().to_owned(),
            _ => String::new(),
        };
        return Err(What::NotWhole { value: text });
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within limits, and whole")]
    Ok(value as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Said {
        Said::Text(text.to_owned())
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (written, value) in
            [("12 345", 12345.0), ("62,9", 62.9), ("−3", -3.0), ("12\u{a0}000", 12000.0), (" 7 ", 7.0), ("1e3", 1000.0)]
        {
            assert_eq!(number(&text(written), -10, 100_000), Ok(value), "{written}");
        }
        for wrong in ["", "tolv", "inf", "NaN", "1.2.3", "0x10"] {
            assert_eq!(number(&text(wrong), 0, 9), Err(What::NoNumber { value: wrong.to_owned() }), "{wrong}");
        }
        let out = |value: &str| What::OutOfRange { value: value.to_owned(), least: 0, most: 9 };
        assert_eq!(number(&text("10"), 0, 9), Err(out("10")));
        assert_eq!(number(&text("-1"), 0, 9), Err(out("-1")));
        assert_eq!(number(&text("1e308"), 0, 9), Err(out("1e308")));
        assert_eq!(number(&text("99999999999999999999999999"), 0, 9), Err(out("99999999999999999999999999")));
        assert_eq!(whole(&text("2,5"), 0, 9), Err(What::NotWhole { value: "2,5".into() }));
        assert_eq!(whole(&text("2,0"), 0, 9), Ok(2));
    }
}
