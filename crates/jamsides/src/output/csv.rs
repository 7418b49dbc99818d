//! Rows as CSV: the same columns as the web's download.

use app::view::FigureRow;

/// Rows as CSV.
pub fn rows(rows: &[FigureRow]) -> String {
    app::flat::csv(rows)
}
