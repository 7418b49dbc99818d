//! Women and men over the years.

use crate::{Frame, Svg, Who};

/// One year of a [`Series`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct YearPoint {
    /// The year the value is shown for.
    pub year: i32,
    /// The value in the unit of the chart; `None` breaks the line.
    pub value: Option<f64>,
    /// The value was measured an earlier year and is only carried forward: drawn hollow, and the
    /// way to it as dots, because nothing has changed and nothing was measured.
    pub carried: bool,
    /// Lower and upper end of the interval.
    pub interval: Option<(f64, f64)>,
}

/// One line.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Series {
    /// Decides colour, mark and dash.
    pub who: Who,
    /// This place (thick, with marks) or the comparison group (thin, without).
    pub strong: bool,
    /// The text at the end of the line: "Kvinnor, Kramfors 95".
    pub label: String,
    /// The text at the end of the line in the narrow form, where only a number fits: "95". The
    /// whole `label` then stands in a key under the chart.
    pub short: String,
    /// The years, in any order.
    pub points: Vec<YearPoint>,
}

/// Lines over the years.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lines {
    /// The accessible name: states the finding.
    pub title: String,
    /// The accessible description.
    pub desc: String,
    /// The lines; women before men, this place before others.
    pub series: Vec<Series>,
    /// Begin the axis at zero: for amounts.
    pub from_zero: bool,
    /// What the axis shows ("procent"), written over it. Empty: nothing.
    pub unit: String,
    /// The usual number of years between two measurements; years further apart are not joined.
    /// 0 is read as 1.
    pub every: u32,
}

/// Draws [`Lines`]; `tick` writes the numbers on the value axis.
pub fn lines(chart: &Lines, frame: &Frame<'_>, tick: &dyn Fn(f64) -> String) -> Svg {
    let _ = (chart, frame, tick);
    Svg::default()
}
