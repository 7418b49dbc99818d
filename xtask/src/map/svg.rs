//! A picture of the tiles with labels, for looking at while working on them.

use super::geo::Country;
use super::hex::{Cell, size};
use std::fmt::Write as _;

/// Draws the tiles, coloured by county.
pub fn draw(country: &Country, cells: &[Cell]) -> String {
    const W: f64 = 60.0;
    let (cols, rows) = size(cells);
    let (width, height) = ((f64::from(cols) + 1.0) * W, (f64::from(rows) + 1.0) * W * 0.9);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" font-family=\"sans-serif\" font-size=\"11\" text-anchor=\"middle\">\n"
    );
    for (i, cell) in cells.iter().enumerate() {
        let (x, y) = cell.middle();
        let (x, y) = (x * W + W / 2.0, y * W + W * 0.6);
        let points: Vec<String> =
            [(0.0, -0.577), (0.5, -0.289), (0.5, 0.289), (0.0, 0.577), (-0.5, 0.289), (-0.5, -0.289)]
                .iter()
                .map(|(dx, dy)| format!("{:.1},{:.1}", x + dx * W * 0.97, y + dy * W * 0.97))
                .collect();
        let hue = country.county[i] * 137 % 360;
        let short: String = country.areas[i].name.chars().take(9).collect();
        let _ = writeln!(
            out,
            "<polygon points=\"{}\" fill=\"hsl({hue} 55% 80%)\"/><text x=\"{x:.1}\" y=\"{:.1}\">{short}</text>",
            points.join(" "),
            y + 4.0
        );
    }
    out.push_str("</svg>\n");
    out
}
