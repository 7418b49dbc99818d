//! The difference with its interval for many figures of one area.

use crate::{Frame, Svg};

/// One figure of an [`IntervalRows`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct IntervalRow {
    /// The name of the figure; broken over at most three lines.
    pub name: String,
    /// The difference, in the unit of the chart; `None` when there is none.
    pub value: Option<f64>,
    /// Lower and upper end of the interval.
    pub interval: Option<(f64, f64)>,
    /// The difference as text ("−9", "1,7"), or why there is none ("uppgift saknas").
    pub label: String,
    /// The difference can be told from chance; otherwise it is drawn lighter and hollow.
    pub certain: bool,
}

/// The difference with its interval for many figures of one area. All rows share one unit.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct IntervalRows {
    /// The accessible name: states the finding.
    pub title: String,
    /// The accessible description.
    pub desc: String,
    /// The rows, in the order shown.
    pub rows: Vec<IntervalRow>,
    /// The words at zero: "ingen skillnad".
    pub zero: String,
    /// The words over the left and right half: "lägre för kvinnor", "högre för kvinnor".
    pub ends: (String, String),
    /// The key to the two looks: "knappast slump", "kan bero på slumpen". Empty: no key.
    pub key: (String, String),
}

/// Draws [`IntervalRows`]; `tick` writes the numbers on the axis.
pub fn interval_rows(chart: &IntervalRows, frame: &Frame<'_>, tick: &dyn Fn(f64) -> String) -> Svg {
    let _ = (chart, frame, tick);
    Svg::default()
}
