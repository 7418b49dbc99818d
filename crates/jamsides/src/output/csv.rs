//! CSV (RFC 4180): rows by the columns of the web's download, and small tables of texts.

use app::view::FigureRow;

/// Rows as CSV.
pub fn rows(rows: &[FigureRow]) -> String {
    app::flat::csv(rows)
}

/// A head and rows of as many cells; what holds a separator is quoted.
pub fn table(head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let head = head.iter().map(|cell| (*cell).to_owned()).collect();
    std::iter::once(head).chain(rows).map(line).collect()
}

fn line(cells: Vec<String>) -> String {
    let cells: Vec<String> = cells.into_iter().map(quoted).collect();
    cells.join(",") + "\r\n"
}

fn quoted(cell: String) -> String {
    if cell.contains(['"', ',', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_and_quotes_are_kept() {
        let rows = [vec!["N1".to_owned(), "a, \"b\"".to_owned()]].into_iter();
        assert_eq!(table(&["kpi", "title"], rows), "kpi,title\r\nN1,\"a, \"\"b\"\"\"\r\n");
    }
}
