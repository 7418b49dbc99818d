//! Every municipality as a dot on the axis of differences.

use crate::{Frame, Svg};

/// One municipality among many.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StripDot {
    /// The difference, in the unit of the chart.
    pub value: f64,
    /// Its name, shown when the pointer rests on it. Empty: nothing.
    pub name: String,
    /// Belongs to the comparison group: link colour and a diamond.
    pub peer: bool,
}

/// The municipality the page is about.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StripThis {
    /// The difference, in the unit of the chart.
    pub value: f64,
    /// Name and value: "Kramfors 1,7".
    pub label: String,
    /// Lower and upper end of the interval of the difference.
    pub interval: Option<(f64, f64)>,
}

/// Every municipality as a dot on the axis of differences.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Strip {
    /// The accessible name: states the finding.
    pub title: String,
    /// The accessible description.
    pub desc: String,
    /// The others; this one is not among them.
    pub dots: Vec<StripDot>,
    /// This one, where it has a value.
    pub this: Option<StripThis>,
    /// The words at zero: "ingen skillnad".
    pub zero: String,
    /// The words at the left and right end of the axis: "lägre för kvinnor", "högre för kvinnor".
    /// Empty: nothing.
    pub ends: (String, String),
    /// The key to the diamonds: "liknande kommuner". Empty: no key.
    pub peer_key: String,
    /// The key to the dots: "andra kommuner". Empty: no key.
    pub other_key: String,
    /// The key to the interval: "95 % konfidensintervall". Empty: no key.
    pub interval_key: String,
}

/// Draws a [`Strip`]; `tick` writes the numbers on the axis.
pub fn strip(chart: &Strip, frame: &Frame<'_>, tick: &dyn Fn(f64) -> String) -> Svg {
    let _ = (chart, frame, tick);
    Svg::default()
}
