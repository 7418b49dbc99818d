//! A share as a small bar in a line of text or a table cell.

use crate::{Frame, Svg, Who};

/// A share of a whole as a small bar.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SmallBar {
    /// The accessible name ("12 av 40 mått"). Empty: the bar is decoration beside a number in
    /// text, and hidden from screen readers.
    pub title: String,
    /// Whose parts of the whole, 0 to 1, from the left. What goes past 1 is cut.
    pub parts: Vec<(Who, f64)>,
}

/// Draws a [`SmallBar`]: 120 by 14 px, in both widths.
pub fn small_bar(chart: &SmallBar, frame: &Frame<'_>) -> Svg {
    let _ = (chart, frame);
    Svg::default()
}
