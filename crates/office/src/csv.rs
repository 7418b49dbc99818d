//! Tables to save: CSV (RFC 4180) that programs for tables open as it is meant.

/// The table. Programs that read it take the bytes before it for UTF-8.
pub(crate) fn table(rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let line = |cells: Vec<String>| cells.into_iter().map(quoted).collect::<Vec<_>>().join(",") + "\r\n";
    std::iter::once("\u{feff}".to_owned()).chain(rows.into_iter().map(line)).collect()
}

/// What holds a separator is quoted, and what such a program would reckon out is made text; a number is one.
fn quoted(cell: String) -> String {
    let reckons = cell.starts_with(['=', '+', '-', '@', '\t']) && !cell.parse().is_ok_and(f64::is_finite);
    let cell = if reckons { format!("'{cell}") } else { cell };
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_text_and_numbers_and_nothing_that_reckons() {
        for (cell, expected) in [
            ("=1+1", "'=1+1"),
            ("-x", "'-x"),
            ("-inf", "'-inf"),
            ("@a", "'@a"),
            ("-1.5", "-1.5"),
            ("+3", "+3"),
            ("3", "3"),
            ("", ""),
            ("Å, \"B\"", "\"Å, \"\"B\"\"\""),
            ("a\nb", "\"a\nb\""),
        ] {
            assert_eq!(quoted(cell.into()), expected, "{cell}");
        }
        assert_eq!(table([vec!["a".to_owned(), "b".to_owned()], vec![String::new()]]), "\u{feff}a,b\r\n\r\n");
    }
}
