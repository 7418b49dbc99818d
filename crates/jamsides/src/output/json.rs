//! Rows as JSON: one array, one row a line, documented by `jamsides schema`.

use crate::failure::Failure;
use app::view::FigureRow;

/// The schema of the rows.
pub const SCHEMA: &str = include_str!("../schema.json");
/// The schema of an answer about groups.
pub const GROUPS: &str = include_str!("../groups.schema.json");

/// Rows as JSON.
pub fn rows(rows: &[FigureRow]) -> Result<String, Failure> {
    let mut text = String::with_capacity(rows.len() * 640 + 4);
    text.push('[');
    for (at, row) in rows.iter().enumerate() {
        text.push_str(if at == 0 { "\n" } else { ",\n" });
        text.push_str(&serde_json::to_string(row).map_err(|fault| Failure::Ours(fault.to_string()))?);
    }
    text.push_str("\n]\n");
    Ok(text)
}
