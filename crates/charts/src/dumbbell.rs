//! Women and men at one time, one row a place.

use crate::{Frame, Svg};

/// A value with its text and, where known, its interval. Numbers are in the unit of the chart.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Value {
    /// Where the mark stands.
    pub value: f64,
    /// The value as the reader shall see it, for example `93` or `359 200`. Empty: no label.
    pub label: String,
    /// Lower and upper end of the interval.
    pub interval: Option<(f64, f64)>,
}

/// One place in a [`Dumbbell`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DumbbellRow {
    /// The place: "Kramfors", "Liknande".
    pub name: String,
    /// The women's value; `None` when there is none.
    pub women: Option<Value>,
    /// The men's value; `None` when there is none.
    pub men: Option<Value>,
    /// This place (drawn strong) or one it is compared with (drawn light).
    pub strong: bool,
    /// What to say when one or both values are missing: "uppgift saknas", "män: sekretess".
    pub no_value: String,
}

/// Women (circle) and men (square) at one time, one row a place.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Dumbbell {
    /// The accessible name: states the finding.
    pub title: String,
    /// The accessible description: all values in words.
    pub desc: String,
    /// The rows, in the order shown.
    pub rows: Vec<DumbbellRow>,
    /// Begin the axis at zero: for amounts and shares.
    pub from_zero: bool,
    /// Draw tick labels under the rows.
    pub ticks: bool,
    /// The key to the marks, women then men ("kvinnor", "män"); both empty: no key.
    pub key: (String, String),
    /// What the numbers are ("procent, 2022"); stands after the key. Empty: nothing.
    pub unit: String,
}

/// Draws a [`Dumbbell`]; `tick` writes the numbers on the axis.
pub fn dumbbell(chart: &Dumbbell, frame: &Frame<'_>, tick: &dyn Fn(f64) -> String) -> Svg {
    let _ = (chart, frame, tick);
    Svg::default()
}
