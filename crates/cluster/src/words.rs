//! The words of SQL for what [`microdata`] does with a cell. Built-in functions only.

use crate::{Field, Kind, Table};
use microdata::{Codebook, Condition, Fault, Sign, limits};

/// A name as SQL writes it.
pub fn name(it: &str) -> String {
    format!("\"{}\"", it.replace('"', "\"\""))
}

/// A text as SQL writes it.
pub fn text(it: &str) -> String {
    format!("'{}'", it.replace('\'', "''"))
}

/// A number as SQL writes it, with every digit; the exponent makes it floating point.
pub fn number(it: f64) -> String {
    format!("({it:e})")
}

/// What is read as infinite stands for what is no number.
const INFINITE: &str = "CAST('Infinity' AS DOUBLE)";

fn kind(field: &Field, what: &str) -> Fault {
    Fault::Kind { column: field.name.clone(), kind: what.to_owned() }
}

/// The value as a code; NULL where the cell is empty.
pub fn code(field: &Field) -> Result<String, Fault> {
    let it = name(&field.name);
    Ok(match &field.kind {
        Kind::Words => {
            let trimmed = format!("btrim(CAST({it} AS VARCHAR), ' \t\r\n\u{a0}\u{202f}')");
            format!("CASE WHEN {trimmed} IN ('', '.', '..', 'NA', 'NaN', 'NULL', 'null') THEN NULL ELSE {trimmed} END")
        }
        Kind::Whole => format!("CAST({it} AS VARCHAR)"),
        Kind::Truth => format!("CASE WHEN {it} THEN '1' WHEN NOT {it} THEN '0' END"),
        // Codes kept as floating point (from pandas with gaps) are whole all the same.
        Kind::Decimal => whole(&format!("CAST({it} AS DOUBLE)")),
        Kind::Float => format!("CASE WHEN isnan({it}) THEN NULL ELSE {} END", whole(&format!("CAST({it} AS DOUBLE)"))),
        Kind::Day => return Err(kind(field, "date")),
        Kind::Other(what) => return Err(kind(field, what)),
    })
}

/// A number as a code: `1` and not `1.0`.
fn whole(it: &str) -> String {
    let whole = format!("TRY_CAST({it} AS BIGINT)");
    format!("CASE WHEN CAST({whole} AS DOUBLE) = {it} THEN CAST({whole} AS VARCHAR) ELSE CAST({it} AS VARCHAR) END")
}

/// The value as a number; NULL where the cell is empty, infinite where it holds no number.
pub fn value(field: &Field, table: &Table) -> Result<String, Fault> {
    let it = name(&field.name);
    Ok(match &field.kind {
        Kind::Words => {
            let code = code(field)?;
            let finite = |text: &str| {
                let cast = format!("TRY_CAST({text} AS DOUBLE)");
                format!("CASE WHEN {cast} BETWEEN {} AND {} THEN {cast} END", number(f64::MIN), number(f64::MAX))
            };
            let comma = if table.comma {
                format!("{}, ", finite(&format!("replace({code}, ',', '.')")))
            } else {
                String::new()
            };
            format!("CASE WHEN {code} IS NULL THEN NULL ELSE coalesce({}, {comma}{INFINITE}) END", finite(&code))
        }
        Kind::Whole | Kind::Decimal => format!("CAST({it} AS DOUBLE)"),
        Kind::Float => format!("CASE WHEN isnan({it}) THEN NULL ELSE CAST({it} AS DOUBLE) END"),
        Kind::Truth => format!("CASE WHEN {it} THEN 1e0 WHEN NOT {it} THEN 0e0 END"),
        Kind::Day => format!("CAST(CAST({it} AS INT) AS DOUBLE)"),
        Kind::Other(what) => return Err(kind(field, what)),
    })
}

/// One of the simple conditions, as [`Condition::holds`] and [`Condition::holds_word`] judge. It never holds for an
/// empty cell, nor for a code that stands for no answer.
pub fn holds(condition: &Condition, table: &Table, book: &Codebook) -> Result<String, Fault> {
    let field = table.field(&condition.column)?;
    let sign = match condition.sign {
        Sign::Is => "=",
        Sign::IsNot => "<>",
        Sign::Below => "<",
        Sign::AtMost => "<=",
        Sign::Above => ">",
        Sign::AtLeast => ">=",
    };
    let (own, asked, missing): (String, String, Vec<String>) = match condition.number {
        None => {
            let missing = book.about(&condition.column).map(|it| it.missing.as_slice()).unwrap_or_default();
            (code(field)?, text(&condition.value), missing.iter().map(|it| text(it)).collect())
        }
        Some(asked) => {
            let missing = limits(book, &condition.column).missing;
            (value(field, table)?, number(asked), missing.into_iter().map(number).collect())
        }
    };
    let answered =
        if missing.is_empty() { String::new() } else { format!(" AND ({own}) NOT IN ({})", missing.join(", ")) };
    Ok(format!("(({own}) {sign} {asked}{answered})"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_cannot_leave_its_quotes() {
        assert_eq!(text("O'Brien"), "'O''Brien'");
        assert_eq!(name("a\"b"), "\"a\"\"b\"");
        assert_eq!((number(-0.1).as_str(), number(65.0).as_str()), ("(-1e-1)", "(6.5e1)"));
    }
}
