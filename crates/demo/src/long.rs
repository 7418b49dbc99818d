//! The long table, as Kolada's own exports have it.

use crate::{Cell, Demo};
use std::fmt::Write as _;

/// One line for each value; a missing cell has an empty value and says why in `status`.
pub(crate) fn table(demo: &Demo) -> String {
    let mut out = String::from("kpi,municipality,year,gender,value,status\n");
    for figure in &demo.figures {
        for row in &figure.rows {
            for (gender, cell) in [("K", row.women), ("M", row.men), ("T", row.total)] {
                let _ = write!(out, "{},{},{},{gender},", figure.id, row.area, row.year);
                let _ = match cell {
                    Cell::Value(value) => writeln!(out, "{value},"),
                    Cell::Missing => writeln!(out, ",missing"),
                    Cell::Secret => writeln!(out, ",secret"),
                };
            }
        }
    }
    out
}
